"""Models and rows that together ask every question of an engine, the same each time."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.generators import Case

Row = dict[str, Any]

TEXT_KEYS = {
    "leads": {"lead_id": "text", "account_id": "text"},
    "events": {"lead_id": "text", "event": "text", "timestamp": "instant", "event_id": "text"},
    "changes": {"lead_id": "text", "known_at": "instant"},
    "adjustments": {"lead_id": "text", "account_id": "text", "from": "instant", "until": "instant"},
    "accounts": {"account_id": "text"},
}
AS_OF = "2026-03-31"
WORDS = [
    "ES", " es ", "es\u00a0", "España", "ESPAÑA", "Éxito", "éxito ", "İstanbul", "istanbul", "ÑANDÚ", "\tIntern\n",
    "/pricing/eu", "a_b%c", "x'y\"z\\", "c.o", "{[", "ΟΔΟΣ", "Chief of Staff", "CTO", "élite vp", "vp\n", "50 % off",
    "O'Brien", "line\nbreak", "", " \u00a0", None,
]  # fmt: skip
NUMBERS = [
    "42", "042", " 42 ", "1e3", "1E-2", "+.5", ".5", "-7.25", "42.0", "5.", ".", "1_000", "nan", "inf",
    "-Infinity", "1e999", "1e-999", "0x1F", "٣", "\u00a07\u00a0", "many", "--5", "true", "", None,
]  # fmt: skip
DATES = [
    "2026-03-31", " 2026-03-01\t", "1969-12-31", "2026-02-30", "20260105x", "2026-03-30T22:00:00Z",
    "2026-03-30 21:59", " 2026-03-30T21:59:59.999999Z ", "2026-03-30T23:30:00+01:00", "2026-03-30T16:00:00-06:00",
    "2026-03-30T09:60:00Z", "2026-02-30T10:00:00Z", "2026-03-30T10:00:00 Europe/Madrid",
    "epoch", "infinity", "now", "soon", "", None,
]  # fmt: skip


def case(
    criteria: dict[str, Any],
    leads: list[Row],
    *,
    events: list[Row] | None = None,
    accounts: list[Row] | None = None,
    changes: list[Row] | None = None,
    adjustments: list[Row] | None = None,
    types: dict[str, dict[str, str]] | None = None,
    as_of: str | datetime = AS_OF,
    **model: Any,
) -> Case:
    """One dimension of those criteria, unless the model says otherwise."""
    named = {table: {**given, **(types or {}).get(table, {})} for table, given in TEXT_KEYS.items()}
    return Case(
        model={"model": "a-model", "dimensions": {"fit": {"criteria": criteria}}, **model},
        leads=leads,
        events=events or [],
        accounts=accounts,
        changes=changes,
        adjustments=adjustments,
        as_of=as_of,
        types=named,
    )


def each(column: str, values: list[Any]) -> list[Row]:
    """A lead for each value."""
    return [{"lead_id": f"lead {place}", column: value} for place, value in enumerate(values)]


def when(**tests: Any) -> dict[str, Any]:
    """A criterion for each test of the attribute `x`, with points of its own, so that each one shows."""
    return {name: {"when": {"x": test}, "points": 2**place / 64} for place, (name, test) in enumerate(tests.items())}


def event(lead: str, name: str, timestamp: str, **properties: Any) -> Row:
    return {"lead_id": lead, "event": name, "timestamp": datetime.fromisoformat(timestamp), **properties}


def texts() -> Case:
    return case(
        when(
            equal=["es", "éxito", "istanbul", "ñandú"],
            part={"contains": ["%", "_", "'", "\\", "{[", "o'b"]},
            start={"starts_with": ["/pric", "es", "x'y\"z\\"]},
            end={"ends_with": ["f", "σ", "\\"]},
            word={"matches": r"\b(chief|vp)\b"},
            vp={"matches": r"vp$"},
            classes={"matches": r"^[\w%]+\s?.{0,4}$"},
            dot={"matches": r"^c\.o$"},
            quoted={"matches": r"['\"\\]"},
            negated={"matches": "^[^a-z]*$"},
            missing={"missing": True},
            no={"not": "es"},
        ),
        each("x", list(WORDS)),
        types={"leads": {"x": "text"}},
    )


def numbers() -> Case:
    return case(
        when(
            equal=42,
            text="42",
            padded="042",
            least={"at_least": 0.5},
            most={"at_most": -7.25},
            between={"above": 0.01, "below": 1000},
            any=["many", 1000, 7],
            missing={"missing": True},
        ),
        each("x", list(NUMBERS)),
        types={"leads": {"x": "text"}},
    )


def dates() -> Case:
    return case(
        when(
            equal="soon",
            since={"at_least": date(2026, 3, 31)},
            until={"at_most": date(2026, 3, 30)},
            instants={"at_least": "2026-03-30T22:00:00Z"},
            before={"below": "2026-03-30T21:59:59Z"},
            new={"newer_than": "1d"},
            old={"older_than": "30d"},
            missing={"missing": True},
        ),
        each("x", list(DATES)),
        types={"leads": {"x": "text"}},
        timezone="Europe/Madrid",
    )


def typed_columns() -> Case:
    """Numbers, booleans, dates and instants that are none of text."""
    noon = datetime(2026, 3, 30, 12, tzinfo=UTC)
    late = noon.replace(hour=22, minute=30)
    rows = [
        (42, 42.0, True, noon.date(), noon, noon.replace(tzinfo=None)),
        (0, -0.0, False, date(1969, 12, 31), late, late.replace(tzinfo=None)),
        (-7, 0.5, None, date(2026, 3, 31), noon - timedelta(days=40), datetime(1969, 12, 31, 23)),  # noqa: DTZ001
        (None, float("nan"), None, None, None, None),
        (1000, float("inf"), True, date(2027, 1, 1), noon + timedelta(days=3), datetime(2026, 3, 31)),  # noqa: DTZ001
    ]
    names = ["whole", "float", "flag", "day", "instant", "naive"]
    tests: dict[str, list[Any]] = {
        "whole": [42, "42", "042", {"above": -7.5}, {"missing": True}, {"contains": "4"}],
        "float": [42, "42", 0.5, {"at_least": 0}, {"missing": True}, {"starts_with": "42"}, {"matches": r"^-?0$"}],
        "flag": [True, "false", {"missing": True}, {"not": True}],
        "day": [{"at_least": "2026-03-30"}, {"newer_than": "1d"}, {"above": "2026-03-30T10:00:00Z"}, "2026-03-30"],
        "instant": [{"at_least": "2026-03-31"}, {"older_than": "2d"}, {"below": "2026-03-30T12:00:00Z"}],
        "naive": [{"at_least": "2026-03-31"}, {"older_than": "2d"}, {"at_most": "2026-03-30T12:00:00Z"}],
    }
    criteria = {
        f"{name}-{place}": {"when": {name: test}, "points": 2**place / 64}
        for name, several in tests.items()
        for place, test in enumerate(several)
    }
    types = {"whole": "int", "float": "float", "flag": "bool", "day": "date", "instant": "instant", "naive": "naive"}
    leads: list[Row] = [{"lead_id": str(place), **dict(zip(names, row, strict=True))} for place, row in enumerate(rows)]
    return case(criteria, leads, types={"leads": types}, timezone="Europe/Madrid")


def lists() -> Case:
    values = [["ES"], [" es ", "PT"], ["CTO", None], [], [None, " "], None, ["42", "España"], ["Intern", "chief"]]
    return case(
        when(
            equal="es",
            number={"at_least": 40},
            part={"contains": ["chie", "paña"]},
            word={"matches": r"^c\w+$"},
            missing={"missing": True},
            present={"missing": False},
            no={"not": "ES"},
        ),
        each("x", list(values)),
        types={"leads": {"x": "list"}},
    )


VISITS = [
    event("ana", "page_viewed", "2026-03-31T21:30:00+00:00", path="/pricing", amount=None),
    event("ana", "page_viewed", "2026-03-31T09:00:00+00:00", path="/Pricing/teams", amount="2.5"),
    event("ana", "page_viewed", "2026-03-30T22:30:00+00:00", path="/pricing", amount="x"),
    event("ana", "page_viewed", "2026-03-29T01:30:00+00:00", path="/blog", amount="10"),
    event("ana", "page_viewed", "2026-03-28T22:59:59.999999+00:00", path="/blog", amount="1e2"),
    event("ana", "page_viewed", "2026-03-02T10:00:00+00:00", path=None, amount=" 7 "),
    event("ana", "page_viewed", "2025-10-26T00:30:00+00:00", path="", amount="-3"),
    event("ana", "page_viewed", "2026-03-31T22:30:00+00:00", path="/pricing", amount="1000"),
    event("ana", "order_placed", "2026-03-20T10:00:00+00:00", path=None, amount="99.99"),
    event("ana", "order_placed", "2026-01-20T10:00:00+00:00", path=None, amount="0.1"),
    event("ana", "email_delivered", "2026-03-01T10:00:00+00:00", path=None, amount=None),
    event("ana", "email_delivered", "2026-03-03T10:00:00+00:00", path=None, amount=None),
    event("ana", "email_delivered", "2026-03-05T10:00:00+00:00", path=None, amount=None),
    event("ana", "email_clicked", "2026-03-05T10:01:00+00:00", path=None, amount=None),
    event("bruno", "page_viewed", "2026-01-15T10:00:00+00:00", path="/pricing", amount="5"),
    event("bruno", "unsubscribed", "2026-02-01T10:00:00+00:00", path=None, amount=None),
    event("nobody", "page_viewed", "2026-03-30T10:00:00+00:00", path="/pricing", amount="5"),
]
LEADS: list[Row] = [
    {"lead_id": "ana", "job_title": "CTO", "created_at": "2026-01-15T09:00:00Z"},
    {"lead_id": "bruno", "job_title": "Student", "created_at": "2025-12-31"},
    {"lead_id": "carla", "job_title": None, "created_at": "2026-01-31T23:30:00Z"},
    {"lead_id": "dora", "job_title": "CTO", "created_at": None},
]
PAGES: Row = {"event": "page_viewed"}
COUNTED: Row = {
    "plain": {**PAGES, "points": 1},
    "pricing": {**PAGES, "where": {"path": {"starts_with": "/pricing"}}, "within": "30d", "points": 3},
    "per-day": {**PAGES, "per_day": 1, "points": 0.3333},
    "recent": {**PAGES, "limit": 3, "decay": {"half_life": "14d"}, "points": 5},
    "days": {**PAGES, "measure": "days", "within": "90d", "decay": {"linear": "90d"}, "points": 2, "cap": 4.5},
    "paths": {**PAGES, "measure": {"distinct": "path"}, "limit": 2, "points": 8},
    "paths-fade": {**PAGES, "measure": {"distinct": "path"}, "decay": {"step": "25%", "every": "30d"}, "points": 8},
    "spend": {"event": "*", "measure": {"sum": "amount"}, "decay": {"linear": "365d"}, "points": 0.05, "cap": 25},
    "clicks": {
        "event": "email_clicked",
        "measure": {"ratio_to": "email_delivered"},
        "levels": [{"at_least": 0.2, "points": 6}, {"at_least": 0.5, "points": 9}],
    },
    "levels": {
        **PAGES,
        "levels": [{"at_least": 1, "points": 8}, {"at_least": 3, "points": 20}],
        "decay": {"step": "33.3%", "every": "7d", "compound": True},
    },
    "cto": {**PAGES, "when": {"job_title": {"contains": ["cto", "chief"]}}, "per_day": 2, "points": 1.5},
    "hot": {"event": {"except": ["unsubscribed", "email_delivered"]}, "active_within": "7d", "points": 5},
    "quiet": {"event": "*", "inactive_for": "30d", "every": "7d", "points": -1, "cap": 6},
}
EVENT_TYPES: dict[str, dict[str, str]] = {
    "leads": {"job_title": "text", "created_at": "text"},
    "events": {"path": "text", "amount": "text"},
}


def counted() -> Case:
    """Events of every measure, with limits, decay, levels and silence."""
    return case(dict(COUNTED), LEADS, events=VISITS, types=EVENT_TYPES, timezone="Europe/Madrid")


def counted_with_literal_types() -> Case:
    """Numbers in ids and amounts, timestamps as text, as_of as an instant, in a zone without whole hours."""
    ids = {"ana": 1, "bruno": 2, "carla": 3, "dora": 4, "nobody": 99}
    events = [
        {**visit, "lead_id": ids[visit["lead_id"]], "timestamp": visit["timestamp"].isoformat(sep=" "), "amount": place}
        for place, visit in enumerate(VISITS)
    ]
    types = {
        "leads": {"lead_id": "int", "job_title": "text", "created_at": "text"},
        "events": {"lead_id": "int", "timestamp": "text", "path": "text", "amount": "int"},
    }
    return case(
        dict(COUNTED),
        [{**lead, "lead_id": ids[lead["lead_id"]]} for lead in LEADS],
        events=events,
        types=types,
        timezone="America/St_Johns",
        as_of=datetime(2026, 3, 31, 9, 30, tzinfo=UTC),
    )


def repeated_events() -> Case:
    """Of the same id the earliest counts, then the smallest in text order; later and unknown ones drop first."""
    rows = [
        ("bruno", "2026-03-20T10:00:00+00:00", "e1", "b"),
        ("ana", "2026-03-20T10:00:00+00:00", "e1", "c"),
        ("ana", "2026-03-20T10:00:00+00:00", "e1", "Z"),
        ("nobody", "2026-03-01T10:00:00+00:00", "e1", "a"),
        ("ana", "2026-03-21T10:00:00+00:00", "E1", "a"),
        ("ana", "2026-03-22T10:00:00+00:00", "e2", "É"),
        ("ana", "2026-03-22T10:00:00+00:00", "e2", "e"),
        ("ana", "2026-03-22T10:00:00+00:00", "e2", None),
        ("bruno", "2026-04-22T10:00:00+00:00", "e3", "z"),
        ("bruno", "2026-03-23T10:00:00+00:00", None, "a"),
        ("bruno", "2026-03-23T10:00:00+00:00", None, "a"),
        ("carla", "2026-03-23T10:00:00+00:00", "e4", "-5"),
        ("carla", "2026-03-23T10:00:00+00:00", "e4", "10"),
    ]
    events = [event(lead, "seen", at, event_id=id_, path=path) for lead, at, id_, path in rows]
    paths = ["a", "b", "c", "Z", "e", "É", "z", "-5", "10"]
    criteria: dict[str, Any] = {
        f"path-{place}": {"event": "seen", "where": {"path": path}, "points": 2**place / 64}
        for place, path in enumerate(paths)
    }
    criteria["all"] = {"event": "seen", "points": 1}
    return case(criteria, LEADS, events=events, types={**EVENT_TYPES, "events": {"path": "text"}})


def packed_events() -> Case:
    """Properties inside JSON: their own key, else a key within a key; objects and lists are no values."""
    packed = [
        {"path": "/pricing", "utm": {"source": "x'y"}, "amount": 5},
        {"path": "/blog", "utm.source": "Ads", "utm": {"source": "mail"}, "amount": "2.5"},
        {"path": None, "utm": "none", "amount": 1e3},
        {"path": {"a": 1}, "utm": {"source": None}, "amount": True},
        {"a/b~c": "odd", "amount": "many", "q\"u\\o'te": "odd"},
    ]
    properties = [*(json.dumps(given, ensure_ascii=False) for given in packed), None, "{}", "", " "]
    events: list[Row] = [
        event("ana", "seen", "2026-03-22T10:00:00+00:00", event_id=None, properties=given) for given in properties
    ]
    criteria = {
        "pricing": {"event": "seen", "where": {"path": "/pricing"}, "points": 1},
        "no-path": {"event": "seen", "where": {"path": {"missing": True}}, "points": 0.25},
        "ads": {"event": "seen", "where": {"utm.source": ["ads", "x'y"]}, "points": 10},
        "odd": {"event": "seen", "where": {"a/b~c": "odd"}, "points": 100},
        "quote": {"event": "seen", "where": {"q\"u\\o'te": "odd"}, "points": 1000},
        "amount": {"event": "seen", "measure": {"sum": "amount"}, "points": 0.001},
    }
    return case(criteria, LEADS, events=events, types={"events": {"properties": "text"}}, out_of=10_000)


def changed_attributes() -> Case:
    """What became known later counts from then on; of the same instant the greatest text."""
    known = [
        ("ana", "country", "PT", 1), ("ana", "country", "MX", 2), ("ana", "country", "ES", 40),
        ("ana", "employees", "250", 1), ("bruno", "country", None, 1), ("bruno", "country", "FR", 2),
        ("bruno", "employees", "many", 2), ("carla", "country", "é", 3), ("carla", "country", "z", 3),
        ("carla", "opted_in", "true", 3), ("carla", "employees", None, 3), ("dora", "country", "PT", 5),
        ("dora", "country", None, 5),
    ]  # fmt: skip
    first = datetime(2026, 3, 1, tzinfo=UTC)
    changes = [
        {"lead_id": lead, "field": field, "value": value, "known_at": first + timedelta(days=day)}
        for lead, field, value, day in known
    ]
    leads = [
        {"lead_id": lead, "country": "ES", "employees": size, "opted_in": opted}
        for lead, size, opted in [("ana", 10, True), ("bruno", 20, None), ("carla", 300, False), ("dora", 42, None)]
    ]
    tests: dict[str, list[Any]] = {
        "country": ["ES", "PT", "MX", "é", "FR", {"missing": True}],
        "employees": [{"at_least": 250}, 42, {"missing": True}],
        "opted_in": [True, {"missing": True}],
    }
    criteria = {
        f"{name}-{place}": {"when": {name: test}, "points": 2**place / 64}
        for name, several in tests.items()
        for place, test in enumerate(several)
    }
    types = {"leads": {"country": "text", "employees": "int", "opted_in": "bool"}}
    stages = [{"name": "MQL", "when": {"lead.country": "MX"}}]
    return case(criteria, leads, changes=changes, types=types, stages=stages)


OUTCOME: Row = {
    "scale": {"min": 1, "max": 10},
    "out_of": 60,
    "dimensions": {
        "fit": {
            "min": 0,
            "max": 20,
            "criteria": {
                "title": {
                    "cases": [
                        {"when": {"job_title": "CTO"}, "points": 15},
                        {"when": {"account.industry": "software"}, "points": 12.123456789},
                    ],
                    "otherwise": -3,
                },
                "budget": {
                    "question": {"en": "Is there a budget?"},
                    "answers": [{"is": "approved", "points": 10}, {"is": True, "points": 5}, {"is": 7, "points": 1}],
                },
            },
        },
        "engagement": {
            "weight": 0.3333,
            "decay": {"half_life": "14d"},
            "criteria": {
                "pages": {**PAGES, "points": 20},
                "seen": {"event": "*", "active_within": "30d", "points": 4, "title": {"en": "*/ ; /* --"}},
            },
        },
    },
    "disqualify": {
        "Rule two": {"event": "unsubscribed", "within": "365d", "at_least": 1},
        "student": {"when": {"job_title": {"contains": "student"}}},
    },
    "grade": {
        "letter": {"of": "fit", "at_least": {"A": 15, "B": 10}},
        "number": {"of": "engagement", "at_least": {"1": 20}},
    },
    "bands": {"hot": 8, "warm": {"from": 4, "title": {"en": "Warm"}}, "cold": 1},
    "stages": [
        {"name": "IQL", "when": {"score": {"at_least": 2}}},
        {"name": "MQL", "when": {"any": [{"grade": ["A1", "B1"]}, {"criteria.pages": {"above": 100}}], "fit": 15}},
    ],
}


def outcomes() -> Case:
    """Dimensions that fade and have limits and weights, grades, bands, stages, rules, points given by hand."""
    accounts: list[Row] = [{"account_id": "acme", "industry": "Software"}, {"account_id": "other", "industry": None}]
    leads = [
        {**lead, "account_id": account, "budget": budget}
        for lead, account, budget in zip(
            LEADS, ["acme", "acme", "other", None], ["approved", "TRUE", "7", ""], strict=True
        )
    ]
    given = [
        ("ana", 100.5, "2026-03-01T00:00:00+00:00", None),
        ("ana", -20.25, "2026-03-01T00:00:00+00:00", "2026-03-31T21:59:59.999999+00:00"),
        ("carla", 5.0, None, "2026-04-01T00:00:00+00:00"),
        ("carla", 7.0, "2026-04-01T00:00:00+00:00", None),
        ("dora", -300.0, "2026-03-31T00:00:00+00:00", None),
    ]
    adjustments = [
        {
            "lead_id": lead,
            "points": points,
            "reason": None,
            "from": begins and datetime.fromisoformat(begins),
            "until": ends and datetime.fromisoformat(ends),
        }
        for lead, points, begins, ends in given
    ]
    types = {**EVENT_TYPES, "accounts": {"industry": "text"}}
    types["leads"] = {**types["leads"], "budget": "text"}
    return case(
        {},
        leads,
        events=VISITS,
        accounts=accounts,
        adjustments=adjustments,
        types=types,
        timezone="Europe/Madrid",
        **OUTCOME,
    )


def probabilities() -> Case:
    """A probability by points, from none to all: exponentials that would overflow, and thresholds between."""
    amounts = [-1e290, -1e12, -41.25, -0.5, 0.0, 0.25, 0.3, 1 / 3, 0.5, 7.0, 41.25, 1e12, 1e290, None]
    events: list[Row] = [
        {
            "lead_id": f"lead {place}",
            "event": "bought",
            "timestamp": datetime(2026, 3, 30, tzinfo=UTC),
            "amount": amount,
        }
        for place, amount in enumerate(amounts)
    ]
    leads = [{"lead_id": f"lead {place}"} for place in range(len(amounts))]
    spent = {"event": "bought", "measure": {"sum": "amount"}, "points": 1}
    return case(
        {"spent": spent},
        leads,
        events=events,
        types={"events": {"amount": "float"}},
        probability={"intercept": -0.75, "slope": 2.5},
        disqualify={"large": {"event": "bought", "where": {"amount": {"above": 1e10}}}},
        stages=[
            {"name": "MQL", "when": {"probability": 0.5}},
            {"name": "SQL", "when": {"probability": {"above": 0.5}}},
        ],
    )


def accounts() -> Case:
    """A model that scores accounts, with people and with silence since an account began."""
    companies: list[Row] = [
        {"account_id": "acme", "staff": "250", "created_at": date(2026, 1, 15)},
        {"account_id": "Ñ & co", "staff": None, "created_at": date(2025, 12, 31)},
        {"account_id": "alone", "staff": "5", "created_at": None},
    ]
    leads = [
        {**lead, "account_id": account} for lead, account in zip(LEADS, ["acme", "acme", "Ñ & co", None], strict=True)
    ]
    criteria = {
        "large": {"when": {"staff": {"at_least": 100}}, "points": 10},
        "ctos": {"people": {"job_title": {"contains": ["cto", "student"]}}, "points": 2},
        "people": {
            "people": {"created_at": {"newer_than": "90d"}},
            "levels": [{"at_least": 1, "points": 3}, {"at_least": 2, "points": 9}],
        },
        "pages": {**PAGES, "per_day": 1, "points": 1},
        "quiet": {"event": "*", "inactive_for": "14d", "points": -4},
    }
    adjustments = [{"account_id": "alone", "points": 3.5, "reason": "fair", "from": None, "until": None}]
    types = {**EVENT_TYPES, "accounts": {"staff": "text", "created_at": "date"}}
    return case(
        criteria,
        leads,
        events=VISITS,
        accounts=companies,
        adjustments=adjustments,
        types=types,
        scores="account",
        timezone="America/Sao_Paulo",
    )


def clocks_set_back_over_midnight() -> Case:
    """An hour of a day that comes twice: no single instant parts younger from older."""
    minutes = range(0, 60 * 30, 25)
    start = datetime(2006, 10, 28, 20, tzinfo=UTC)
    events: list[Row] = [
        {"lead_id": "ana", "event": "seen", "timestamp": start + timedelta(minutes=minute)} for minute in minutes
    ]
    criteria = {
        f"within-{days}": {"event": "seen", "within": f"{days}d", "per_day": 20, "points": 1} for days in (1, 2, 3)
    }
    return case(criteria, LEADS, events=events, timezone="America/St_Johns", as_of="2006-10-30", out_of=1000)


def nobody_did_anything() -> Case:
    return case(dict(COUNTED), LEADS, types=EVENT_TYPES)


CASES: dict[str, Case] = {
    made.__name__: made()
    for made in (
        texts,
        numbers,
        dates,
        typed_columns,
        lists,
        counted,
        counted_with_literal_types,
        repeated_events,
        packed_events,
        changed_attributes,
        outcomes,
        accounts,
        clocks_set_back_over_midnight,
        nobody_did_anything,
        probabilities,
    )
}
