"""BigQuery's texts, and that to a reader who is not ours they say what every engine must say."""

from __future__ import annotations

import pytest

from baremo.engine.dialects.bigquery import BigQuery
from tests.engine.dialects.claims import CLAIMS, Claim, check
from tests.engine.dialects.stand_in import StandIn
from tests.engine.dialects.words import words

WORDS = {
    "trimmed": r"TRIM(x, ' \t\n\r' || CHR(160))",
    "lower": "LOWER(TRANSLATE(x, 'İΣ', 'iσ'))",
    "contains": r"STRPOS(x, 'o\'b\\') > 0",
    "starts_with": "STARTS_WITH(x, '/p')",
    "ends_with": "ENDS_WITH(x, '@x.es')",
    "matches": r"REGEXP_CONTAINS(LOWER(TRANSLATE(x, 'İΣ', 'iσ')), '\\bc\\.o\\z')",
    "json_text": r"""JSON_VALUE(x, '$."a.b"."c\\"d"')""",
    "finite": "CASE WHEN ABS(x) < CAST('inf' AS FLOAT64) THEN x END",
    "text_of_number": (
        "COALESCE(CAST(CAST(CASE WHEN x = FLOOR(x) AND ABS(x) < 1000000000000000.0 THEN x END AS INT64) AS "
        "STRING), CAST(CAST(x AS FLOAT64) AS STRING))"
    ),
    "quotient": "DIV(x, 30)",
    "rounded": "SIGN(x) * FLOOR(ABS(x) * 1e9 + 0.5) / 1e9",
    "power": "POWER(x, y)",
    "day_of_date": "UNIX_DATE(x)",
    "date_of_text": (
        r"SAFE_CAST(CASE WHEN REGEXP_CONTAINS(TRIM(x, ' \t\n\r' || CHR(160)), "
        r"'^([0-9]{4}-[0-9]{2}-[0-9]{2})\\z') THEN TRIM(x, ' \t\n\r' || CHR(160)) END AS DATE)"
    ),
    "instant_of_text": (
        r"SAFE_CAST(REGEXP_REPLACE(REGEXP_REPLACE(TRANSLATE(CASE WHEN REGEXP_CONTAINS(TRIM(x, ' \t\n\r' "
        "|| CHR(160)), '^([0-9]{4}-[0-9]{2}-[0-9]{2}[T "
        r"]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9"
        r"])?)\\z') THEN TRIM(x, ' \t\n\r' || CHR(160)) END, 'TZ', ' '), '^(.{10}[^+-]+)$', "
        r"'\\1+00:00'), '^(.{16})([+-])', '\\1:00\\2') AS TIMESTAMP)"
    ),
    "microseconds": "UNIX_MICROS(x)",
    "as_instant": "CAST(x AS TIMESTAMP)",
    "in_utc": "TIMESTAMP(x, 'UTC')",
    "instant": "CAST('1970-01-01 00:00:00.000001+00' AS TIMESTAMP)",
    "null_instant": "CAST(NULL AS TIMESTAMP)",
    "youngest of one": "x",
    "youngest": "NULLIF(LEAST(COALESCE(x, 1000000000), COALESCE(y, 1000000000)), 1000000000)",
    "any_element": "EXISTS(SELECT 1 FROM UNNEST(x) AS element WHERE STRPOS(element, 'es') > 0)",
}


@pytest.fixture(scope="module")
def stand_in() -> StandIn:
    return StandIn("bigquery")


@pytest.mark.parametrize("claim", CLAIMS, ids=str)
def test_the_text_says(claim: Claim, stand_in: StandIn) -> None:
    check(claim, stand_in)


def test_each_primitive_is_written_so() -> None:
    assert words(BigQuery()) == WORDS
