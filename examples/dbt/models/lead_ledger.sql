/*
  Ledger of the model Leads of the warehouse (warehouse-leads@f93a7675e03d), in the SQL of duckdb.
  As of {{ var('as_of') }}; days begin in UTC.

  Columns are taken as follows. Where one is of another kind, tell it with --types, such as employees=number
    or event.amount=number, and write this text anew; the kinds are text, number, whole, boolean, date,
    instant, timestamp, text[], absent.
  - leads from {{ ref('leads') }}: lead_id text; job_title text; employees whole; country text; email text;
    created_at instant
  - events from {{ ref('events') }}: lead_id text; event text; timestamp instant; event_id text; event.path
    text
  Of events with the same id the earliest counts.
*/
WITH moment /* the moment of the scoring */ AS (
  SELECT
    CAST({{ var('as_of') }} AS TIMESTAMPTZ) AS as_of
), local_day /* its day, in the model’s zone */ AS (
  SELECT
    as_of,
    (
      EPOCH_US(as_of) + 0 + 86400000000000000
    ) // 86400000000 - 1000000 AS day
  FROM moment
), moment_and_day /* and the last microsecond of that day */ AS (
  SELECT
    as_of,
    day,
    (
      day + 1
    ) * 86400000000 - 1 AS end_of_day
  FROM local_day
), given_leads /* the leads, each column as the kind it is taken as */ AS (
  SELECT
    CAST(lead_id AS TEXT) AS lead_id,
    CAST(job_title AS TEXT) AS job_title,
    CAST(employees AS BIGINT) AS employees,
    CAST(country AS TEXT) AS country,
    CAST(email AS TEXT) AS email,
    CAST(created_at AS TIMESTAMPTZ) AS created_at
  FROM {{ ref('leads') }}
), given_events /* the events, each column as the kind it is taken as */ AS (
  SELECT
    CAST(lead_id AS TEXT) AS lead_id,
    CAST(event AS TEXT) AS event,
    CAST("timestamp" AS TIMESTAMPTZ) AS "timestamp",
    CAST(event_id AS TEXT) AS event_id,
    CAST(path AS TEXT) AS path
  FROM {{ ref('events') }}
), unique_events /* the events up to as_of whose id has not been seen */ AS (
  SELECT
    lead_id,
    event,
    "timestamp",
    event_id,
    path
  FROM (
    SELECT
      events.lead_id,
      events.event,
      events."timestamp",
      events.event_id,
      events.path,
      ROW_NUMBER() OVER (
        PARTITION BY events.event_id, CASE
          WHEN events.event_id IS NULL OR TRIM(events.event_id, e' \t\n\r ') = ''
          THEN events.lead_id
        END
        ORDER BY events."timestamp" ASC NULLS FIRST, events.lead_id ASC NULLS FIRST, events.event ASC NULLS FIRST, events.path ASC NULLS FIRST
      ) AS seen,
      CASE
        WHEN events.event_id IS NULL OR TRIM(events.event_id, e' \t\n\r ') = ''
        THEN 1
      END AS alone
    FROM given_events AS events
    JOIN given_leads AS leads
      ON events.lead_id = leads.lead_id
    WHERE
      events."timestamp" <= CAST((
        SELECT
          as_of
        FROM moment_and_day
      ) AS TIMESTAMPTZ)
  ) AS numbered
  WHERE
    seen = 1 OR alone = 1
), leads_as_read /* attributes as folded text, number or date, read once */ AS (
  SELECT
    *,
    LOWER(TRIM(job_title, e' \t\n\r ')) AS "job_title.folded",
    LOWER(TRIM(country, e' \t\n\r ')) AS "country.folded",
    LOWER(TRIM(email, e' \t\n\r ')) AS "email.folded"
  FROM given_leads
), leads_by_day /* the local days of attributes that are dates */ AS (
  SELECT
    *,
    (
      EPOCH_US(created_at) + 0 + 86400000000000000
    ) // 86400000000 - 1000000 AS "created_at.day"
  FROM leads_as_read
), aged_events /* the events up to as_of, with their age in days of the model’s zone */ AS NOT MATERIALIZED (
  SELECT
    *,
    (
      CAST((
        SELECT
          end_of_day
        FROM moment_and_day
      ) AS BIGINT) - EPOCH_US("timestamp") - 0
    ) // 86400000000 AS "age.days",
    LOWER(TRIM(path, e' \t\n\r ')) AS "path.folded"
  FROM unique_events
  WHERE
    "timestamp" <= CAST((
      SELECT
        as_of
      FROM moment_and_day
    ) AS TIMESTAMPTZ)
), counts /* one pass over the events: what each lead did */ AS (
  SELECT
    lead_id,
    MAX("timestamp") AS last_event_at,
    COUNT(CASE WHEN event = 'webinar_attended' AND "age.days" < 180 THEN 1 END) AS "webinars.units",
    MAX(CASE WHEN event = 'webinar_attended' AND "age.days" < 180 THEN "timestamp" END) AS "webinars.last",
    MAX(CASE WHEN TRUE THEN "timestamp" END) AS "went-quiet.last",
    MIN(CASE WHEN TRUE THEN "age.days" END) AS "went-quiet.age",
    COUNT(CASE WHEN event = 'email_unsubscribed' THEN 1 END) AS "unsubscribed.units",
    MAX(CASE WHEN event = 'email_unsubscribed' THEN "timestamp" END) AS "unsubscribed.last"
  FROM aged_events
  GROUP BY
    lead_id
), daily_events /* what counts by day: units per lead, event and day */ AS (
  SELECT
    lead_id,
    event,
    "age.days" AS age,
    COUNT(
      CASE
        WHEN (
          event = 'demo_requested' AND "age.days" < 90
        )
        OR (
          event = 'page_viewed'
          AND COALESCE(STARTS_WITH("path.folded", '/pricing'), FALSE)
          AND "age.days" < 60
        )
        THEN 1
      END
    ) AS "1.units",
    MAX(
      CASE
        WHEN (
          event = 'demo_requested' AND "age.days" < 90
        )
        OR (
          event = 'page_viewed'
          AND COALESCE(STARTS_WITH("path.folded", '/pricing'), FALSE)
          AND "age.days" < 60
        )
        THEN "timestamp"
      END
    ) AS "1.last"
  FROM aged_events
  WHERE
    event IN ('demo_requested', 'page_viewed')
    AND (
      (
        event = 'demo_requested' AND "age.days" < 90
      )
      OR (
        event = 'page_viewed'
        AND COALESCE(STARTS_WITH("path.folded", '/pricing'), FALSE)
        AND "age.days" < 60
      )
    )
  GROUP BY
    lead_id,
    event,
    "age.days"
), daily /* pricing: units per lead */ AS (
  SELECT
    lead_id,
    SUM(CASE WHEN event = 'page_viewed' AND "1.units" > 0 THEN LEAST("1.units", 2) END) AS "pricing.units",
    MAX(CASE WHEN event = 'page_viewed' AND "1.units" > 0 THEN "1.last" END) AS "pricing.last",
    MIN(CASE WHEN event = 'page_viewed' AND "1.units" > 0 THEN age END) AS "pricing.age"
  FROM daily_events
  GROUP BY
    lead_id
), "demo.days" /* demo: units per lead and day */ AS (
  SELECT
    lead_id,
    age,
    "1.units" AS units,
    "1.last" AS last
  FROM daily_events
  WHERE
    event = 'demo_requested' AND "1.units" > 0
), "demo.kept" /* demo: the most recent ones */ AS (
  SELECT
    lead_id,
    age,
    last,
    GREATEST(
      LEAST(
        units,
        1 - COALESCE(
          SUM(units) OVER (PARTITION BY lead_id ORDER BY age ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
          0
        )
      ),
      0
    ) AS units
  FROM "demo.days"
), "demo.units" /* demo: units per lead */ AS (
  SELECT
    lead_id,
    SUM(units) AS units,
    SUM(units * POWER(0.5, CAST(age AS DOUBLE) / 30)) AS weighted,
    MAX(last) AS last,
    MIN(age) AS age
  FROM "demo.kept"
  GROUP BY
    lead_id
), points /* what each criterion gives each lead */ AS (
  SELECT
    leads.lead_id,
    counts.last_event_at,
    CASE
      WHEN COALESCE(ENDS_WITH(leads."email.folded", '@rival.example'), FALSE)
      THEN 'competitor'
    END AS disqualified,
    CAST(NULL AS DOUBLE) AS probability,
    COALESCE(CAST(NULL AS DOUBLE), 0) AS "(manual)",
    CAST(CASE
      WHEN COALESCE(
        NOT (
          leads.job_title IS NULL OR TRIM(leads.job_title, e' \t\n\r ') = ''
        )
        AND REGEXP_MATCHES(LOWER(leads.job_title), '\b(chief|vp|head|director)'),
        FALSE
      )
      THEN 20
      ELSE 0
    END AS DOUBLE) AS "decision-maker.points",
    CAST(CASE
      WHEN COALESCE(leads.employees >= 250, FALSE)
      THEN 20
      WHEN COALESCE(leads.employees >= 50, FALSE)
      THEN 12
      WHEN COALESCE(leads.employees >= 10, FALSE)
      THEN 5
      ELSE 0
    END AS DOUBLE) AS "company-size.points",
    CASE
      WHEN COALESCE(leads.employees >= 250, FALSE)
      THEN 1
      WHEN COALESCE(leads.employees >= 50, FALSE)
      THEN 2
      WHEN COALESCE(leads.employees >= 10, FALSE)
      THEN 3
    END AS "company-size.case",
    CAST(CASE
      WHEN COALESCE(leads."country.folded" IN ('es', 'pt', 'mx'), FALSE)
      THEN 10
      ELSE 0
    END AS DOUBLE) AS "our-market.points",
    CAST(CASE
      WHEN COALESCE(ENDS_WITH(leads."email.folded", '@freemail.example'), FALSE)
      THEN -10
      ELSE 0
    END AS DOUBLE) AS "free-mailbox.points",
    ROUND(CAST(CAST(COALESCE("demo.units".weighted, 0) AS DOUBLE) * 30 AS DOUBLE), 9) AS "demo.points",
    CAST(LEAST(COALESCE("demo.units".units, 0), 1) AS DOUBLE) AS "demo.measure",
    "demo.units".last AS "demo.last",
    GREATEST(
      LEAST(
        ROUND(CAST(CAST(COALESCE(daily."pricing.units", 0) AS DOUBLE) * 4 AS DOUBLE), 9),
        CAST(16 AS DOUBLE)
      ),
      CAST(-16 AS DOUBLE)
    ) AS "pricing.points",
    CAST(COALESCE(daily."pricing.units", 0) AS DOUBLE) AS "pricing.measure",
    daily."pricing.last" AS "pricing.last",
    ROUND(
      CAST(CASE
        WHEN COALESCE(counts."webinars.units", 0) >= 3
        THEN 14
        WHEN COALESCE(counts."webinars.units", 0) >= 1
        THEN 6
        ELSE 0
      END AS DOUBLE),
      9
    ) AS "webinars.points",
    CAST(COALESCE(counts."webinars.units", 0) AS DOUBLE) AS "webinars.measure",
    counts."webinars.last" AS "webinars.last",
    CASE
      WHEN COALESCE(counts."webinars.units", 0) >= 3
      THEN 2
      WHEN COALESCE(counts."webinars.units", 0) >= 1
      THEN 1
    END AS "webinars.case",
    GREATEST(
      LEAST(
        ROUND(
          CAST(CASE
            WHEN COALESCE(
              counts."went-quiet.age",
              CAST((
                SELECT
                  day
                FROM moment_and_day
              ) AS BIGINT) - leads."created_at.day"
            ) >= 30
            THEN CAST(-5 AS DOUBLE) * (
              1 + (
                COALESCE(
                  counts."went-quiet.age",
                  CAST((
                    SELECT
                      day
                    FROM moment_and_day
                  ) AS BIGINT) - leads."created_at.day"
                ) - 30
              ) // 30
            )
            ELSE 0
          END AS DOUBLE),
          9
        ),
        CAST(15 AS DOUBLE)
      ),
      CAST(-15 AS DOUBLE)
    ) AS "went-quiet.points",
    CAST(COALESCE(
      counts."went-quiet.age",
      CAST((
        SELECT
          day
        FROM moment_and_day
      ) AS BIGINT) - leads."created_at.day"
    ) AS DOUBLE) AS "went-quiet.measure",
    counts."went-quiet.last" AS "went-quiet.last",
    ROUND(
      CAST(CAST(LEAST(COALESCE(counts."unsubscribed.units", 0), 1) AS DOUBLE) * -25 AS DOUBLE),
      9
    ) AS "unsubscribed.points",
    CAST(LEAST(COALESCE(counts."unsubscribed.units", 0), 1) AS DOUBLE) AS "unsubscribed.measure",
    counts."unsubscribed.last" AS "unsubscribed.last"
  FROM leads_by_day AS leads
  LEFT JOIN counts AS counts
    ON leads.lead_id = counts.lead_id
  LEFT JOIN daily AS daily
    ON leads.lead_id = daily.lead_id
  LEFT JOIN "demo.units" AS "demo.units"
    ON leads.lead_id = "demo.units".lead_id
), dimension_sums /* each dimension: the sum of its criteria */ AS (
  SELECT
    *,
    COALESCE(
      NULLIF(
        ROUND(
          "decision-maker.points" + "company-size.points" + "our-market.points" + "free-mailbox.points",
          9
        ),
        0
      ),
      0
    ) AS "fit.sum",
    COALESCE(
      NULLIF(
        ROUND(
          "demo.points" + "pricing.points" + "webinars.points" + "went-quiet.points" + "unsubscribed.points",
          9
        ),
        0
      ),
      0
    ) AS "engagement.sum"
  FROM points
), dimensions /* each dimension: after decay, minimum and maximum, weight */ AS (
  SELECT
    *,
    "fit.sum" AS "fit.decayed",
    LEAST("fit.sum", CAST(50 AS DOUBLE)) AS "fit.limited",
    LEAST("fit.sum", CAST(50 AS DOUBLE)) AS fit,
    "engagement.sum" AS "engagement.decayed",
    LEAST("engagement.sum", CAST(50 AS DOUBLE)) AS "engagement.limited",
    LEAST("engagement.sum", CAST(50 AS DOUBLE)) AS engagement
  FROM dimension_sums
), totals /* the sum of the dimensions and of what people added by hand */ AS (
  SELECT
    *,
    COALESCE(NULLIF(ROUND(fit + engagement + "(manual)", 9), 0), 0) AS "(sum)"
  FROM dimensions
), scored /* points: between 0 and the full score, 0 if disqualified */ AS (
  SELECT
    *,
    GREATEST(LEAST("(sum)", CAST(100 AS DOUBLE)), CAST(0 AS DOUBLE)) AS "(limited)",
    CASE
      WHEN NOT disqualified IS NULL
      THEN CAST(0 AS DOUBLE)
      ELSE GREATEST(LEAST("(sum)", CAST(100 AS DOUBLE)), CAST(0 AS DOUBLE))
    END AS points
  FROM totals
), graded /* score: the points on the model’s scale */ AS (
  SELECT
    *,
    points AS score
  FROM scored
), placed /* grade and band */ AS (
  SELECT
    *,
    CASE
      WHEN NOT NOT disqualified IS NULL
      THEN (
        CASE WHEN fit >= 35 THEN 'A' WHEN fit >= 20 THEN 'B' ELSE 'C' END
      ) || (
        CASE WHEN engagement >= 25 THEN '1' WHEN engagement >= 10 THEN '2' ELSE '3' END
      )
    END AS grade,
    CASE
      WHEN NOT disqualified IS NULL
      THEN 'cold'
      ELSE CASE WHEN score >= 70 THEN 'hot' WHEN score >= 35 THEN 'warm' ELSE 'cold' END
    END AS band
  FROM graded
), outcome /* the highest stage that the lead is eligible for */ AS (
  SELECT
    *,
    CASE
      WHEN NOT NOT disqualified IS NULL
      AND COALESCE(LOWER(TRIM(grade, e' \t\n\r ')) IN ('a1', 'b1'), FALSE)
      THEN 'SQL'
      WHEN NOT NOT disqualified IS NULL
      AND (
        COALESCE(CASE WHEN ISFINITE(score) THEN score END >= 35, FALSE)
        AND COALESCE(CASE WHEN ISFINITE(fit) THEN fit END >= 10, FALSE)
      )
      THEN 'MQL'
    END AS eligible_stage
  FROM placed
)
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  'fit' AS dimension,
  'decision-maker' AS criterion,
  "decision-maker.points" AS points,
  CAST(NULL AS DOUBLE) AS measure,
  CAST(NULL AS TIMESTAMPTZ) AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  "decision-maker.points" <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  'fit' AS dimension,
  'company-size' AS criterion,
  "company-size.points" AS points,
  CAST(NULL AS DOUBLE) AS measure,
  CAST(NULL AS TIMESTAMPTZ) AS last_event_at,
  "company-size.case" AS "case"
FROM outcome
WHERE
  "company-size.points" <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  'fit' AS dimension,
  'our-market' AS criterion,
  "our-market.points" AS points,
  CAST(NULL AS DOUBLE) AS measure,
  CAST(NULL AS TIMESTAMPTZ) AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  "our-market.points" <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  'fit' AS dimension,
  'free-mailbox' AS criterion,
  "free-mailbox.points" AS points,
  CAST(NULL AS DOUBLE) AS measure,
  CAST(NULL AS TIMESTAMPTZ) AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  "free-mailbox.points" <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  'engagement' AS dimension,
  'demo' AS criterion,
  "demo.points" AS points,
  "demo.measure" AS measure,
  "demo.last" AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  "demo.points" <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  'engagement' AS dimension,
  'pricing' AS criterion,
  "pricing.points" AS points,
  "pricing.measure" AS measure,
  "pricing.last" AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  "pricing.points" <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  'engagement' AS dimension,
  'webinars' AS criterion,
  "webinars.points" AS points,
  "webinars.measure" AS measure,
  "webinars.last" AS last_event_at,
  "webinars.case" AS "case"
FROM outcome
WHERE
  "webinars.points" <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  'engagement' AS dimension,
  'went-quiet' AS criterion,
  "went-quiet.points" AS points,
  "went-quiet.measure" AS measure,
  "went-quiet.last" AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  "went-quiet.points" <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  'engagement' AS dimension,
  'unsubscribed' AS criterion,
  "unsubscribed.points" AS points,
  "unsubscribed.measure" AS measure,
  "unsubscribed.last" AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  "unsubscribed.points" <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  'fit' AS dimension,
  '(limit)' AS criterion,
  COALESCE(NULLIF(ROUND("fit.limited" - "fit.decayed", 9), 0), 0) AS points,
  CAST(NULL AS DOUBLE) AS measure,
  CAST(NULL AS TIMESTAMPTZ) AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  COALESCE(NULLIF(ROUND("fit.limited" - "fit.decayed", 9), 0), 0) <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  'engagement' AS dimension,
  '(limit)' AS criterion,
  COALESCE(NULLIF(ROUND("engagement.limited" - "engagement.decayed", 9), 0), 0) AS points,
  CAST(NULL AS DOUBLE) AS measure,
  CAST(NULL AS TIMESTAMPTZ) AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  COALESCE(NULLIF(ROUND("engagement.limited" - "engagement.decayed", 9), 0), 0) <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  '(total)' AS dimension,
  '(manual)' AS criterion,
  "(manual)" AS points,
  CAST(NULL AS DOUBLE) AS measure,
  CAST(NULL AS TIMESTAMPTZ) AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  "(manual)" <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  '(total)' AS dimension,
  '(limit)' AS criterion,
  COALESCE(NULLIF(ROUND("(limited)" - "(sum)", 9), 0), 0) AS points,
  CAST(NULL AS DOUBLE) AS measure,
  CAST(NULL AS TIMESTAMPTZ) AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  COALESCE(NULLIF(ROUND("(limited)" - "(sum)", 9), 0), 0) <> 0
UNION ALL
SELECT
  CAST(lead_id AS TEXT) AS lead_id,
  '(total)' AS dimension,
  '(disqualified)' AS criterion,
  COALESCE(NULLIF(ROUND(points - "(limited)", 9), 0), 0) AS points,
  CAST(NULL AS DOUBLE) AS measure,
  CAST(NULL AS TIMESTAMPTZ) AS last_event_at,
  CAST(NULL AS INT) AS "case"
FROM outcome
WHERE
  COALESCE(NULLIF(ROUND(points - "(limited)", 9), 0), 0) <> 0
