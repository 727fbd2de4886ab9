"""What is asked of leads is read as conditions read it, and nothing later than a row's moment reaches it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pytest

from baremo.engine.facts import Asked, facts, scores_at
from baremo.engine.scoring import Sources
from baremo.errors import InputError, ModelError
from tests.engine import small

LEADS: list[dict[str, Any]] = [
    {"lead_id": "ana", "city": " VIGO ", "size": "12", "since": "2026-01-05", "works": True},
    {"lead_id": "bruno", "city": " ", "size": "many", "since": None, "works": None},
]
EVENTS = [
    {"lead_id": "ana", "event": "visit", "timestamp": f"2026-10-{day}T10:00:00Z", "amount": 5, "page": page}
    for day, page in ((10, "a"), (20, "b"), (30, "a"))
]
ASKED = Asked(
    texts=("city", "works"),
    numbers=("size",),
    ages=("since",),
    measures={
        "visits": {"event": "visit"},
        "spent, 14 days": {"event": "visit", "within": "14d", "measure": {"sum": "amount"}},
        "pages": {"event": "visit", "measure": {"distinct": "page"}},
        "days": {"event": "visit", "measure": "days"},
    },
    recencies={"visit": {"event": "visit"}, "😀": {"event": "😀"}},
)


def moments(*wanted: tuple[str, str], key: str = "lead_id") -> pa.Table:
    """Rows wanted: who, and when."""
    instants = pa.array([instant for _, instant in wanted], pa.string()).cast(pa.timestamp("us"))
    return pa.table({key: pa.array([lead for lead, _ in wanted], pa.string()), "moment": instants})


def rows(asked: Asked, leads: Sequence[Any] = LEADS, **given: Any) -> list[dict[str, Any]]:
    names = ("as_of", "moments")
    how = {name: given.pop(name) for name in names if name in given}
    return list(facts(asked, Sources(leads=leads, **{"events": EVENTS, **given}), **how).to_pylist())


def test_facts_are_attributes_as_read_and_figures_of_events() -> None:
    ana, bruno = rows(ASKED, as_of="2026-10-25")

    assert ana == {
        "lead_id": "ana",
        "text.city": "vigo",
        "text.works": "true",
        "number.size": 12,
        "age.since": 293,
        "measure.visits": 2,
        "measure.spent, 14 days": 5,
        "measure.pages": 2,
        "measure.days": 2,
        "recency.visit": 5,
        "recency.😀": None,
    }
    assert list(bruno.values()) == ["bruno", None, None, None, None, 0, 0, 0, 0, None, None]


def test_a_lead_has_a_row_for_each_of_its_moments_in_the_order_asked() -> None:
    wanted = moments(("bruno", "2026-10-31"), ("ana", "2026-10-31"), ("ana", "2026-10-15"), ("ana", "2026-10-15"))
    found = rows(ASKED, moments=wanted)

    assert [(row["lead_id"], row["moment"].day, row["measure.visits"], row["age.since"]) for row in found] == [
        ("bruno", 31, 0, None),
        ("ana", 31, 3, 299),
        ("ana", 15, 1, 283),
        ("ana", 15, 1, 283),
    ]


def test_an_event_of_the_future_changes_no_fact() -> None:
    wanted = moments(("ana", "2026-10-15T10:00:00"), ("bruno", "2026-10-31"))
    planted = [*EVENTS, {"lead_id": "ana", "event": "visit", "timestamp": "2026-10-15T10:00:00.000001Z", "amount": 99}]

    assert rows(ASKED, events=planted, moments=wanted) == rows(ASKED, moments=wanted)


def test_an_attribute_is_as_it_was_known_then() -> None:
    changes = [
        {"lead_id": "ana", "field": "city", "value": "Lugo", "known_at": "2026-10-12"},
        {"lead_id": "ana", "field": "size", "value": "40", "known_at": "2026-10-12"},
        {"lead_id": "ana", "field": "since", "value": "2026-10-01", "known_at": "2026-10-12"},
    ]
    wanted = moments(("ana", "2026-10-11"), ("ana", "2026-10-13"))
    leads = [{**LEADS[0], "size": 12}]
    found = rows(ASKED, leads, changes=changes, moments=wanted)

    names = ("text.city", "number.size", "age.since")
    assert [[row[name] for name in names] for row in found] == [["vigo", 12, 279], ["lugo", 40, 12]]


def test_accounts_have_facts_too() -> None:
    asked = Asked(scores="account", numbers=("staff",), measures={"visits": {"event": "visit"}})
    accounts = [{"account_id": "acme", "staff": 70}, {"account_id": "void", "staff": None}]
    leads = [{"lead_id": who, "account_id": "acme"} for who in ("ana", "bruno")]
    events = [*EVENTS, {"lead_id": "bruno", "event": "visit", "timestamp": "2026-10-11"}]
    wanted = moments(("acme", "2026-10-12"), ("void", "2026-10-31"), ("acme", "2026-10-31"), key="account_id")
    found = rows(asked, leads, accounts=accounts, events=events, moments=wanted)

    assert [(row["account_id"], row["number.staff"], row["measure.visits"]) for row in found] == [
        ("acme", 70, 2),
        ("void", None, 0),
        ("acme", 70, 4),
    ]


def test_an_attribute_of_the_account_is_read_with_its_prefix() -> None:
    leads = [{"lead_id": "ana", "account_id": 7}]
    asked = Asked(texts=("account.trade",), ages=("account.since",))
    accounts = [{"account_id": 7, "trade": "Wine", "since": "2026-10-01"}]
    found = rows(asked, leads, accounts=accounts, moments=moments(("ana", "2026-10-11"), ("ana", "2026-10-21")))

    assert [(row["text.account.trade"], row["age.account.since"]) for row in found] == [("wine", 10), ("wine", 20)]


def test_no_moments_are_no_rows() -> None:
    found = facts(ASKED, Sources(leads=LEADS, events=EVENTS), moments=moments())

    assert (found.num_rows, found.column_names) == (0, ["lead_id", "moment", *ASKED.names])


def test_a_moment_of_an_unknown_lead_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        rows(ASKED, moments=moments(("carla", "2026-10-31"), ("ana", "2026-10-31")))

    assert str(refused.value) == (
        "unknown-lead lead_id: moments are asked of 1 that are not in the leads table, the first is 'carla'. "
        "Give one that stands in the leads table, as it stands there."
    )


def test_a_row_without_a_moment_is_refused() -> None:
    with pytest.raises(InputError, match="no-moment moment: a row has no moment; first in row 2"):
        rows(ASKED, moments=pa.table({"lead_id": ["ana", "bruno"], "moment": pa.array([0, None], pa.timestamp("us"))}))


def test_a_criterion_that_is_broken_is_refused() -> None:
    with pytest.raises(ModelError, match="a duration is written as 14d or 2w, 30x is given"):
        rows(Asked(measures={"visits": {"event": "visit", "within": "30x"}}))


def test_an_id_is_read_as_it_stands_whatever_the_moment() -> None:
    changes = [{"lead_id": "ana", "field": "city", "value": "Lugo", "known_at": "2026-10-12"}]
    wanted = moments(("bruno", "2026-10-31"), ("ana", "2026-10-31"))
    asked = Asked(texts=("lead_id", "city"))

    assert [row["text.lead_id"] for row in rows(asked, moments=wanted)] == ["bruno", "ana"]
    assert [row["text.lead_id"] for row in rows(asked, changes=changes, moments=wanted)] == ["bruno", "ana"]


def test_a_list_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        rows(Asked(texts=("tags",)), [{"lead_id": "ana", "tags": ["a", "b"]}])

    assert str(refused.value) == (
        "list-column tags: the column holds lists, which are no single text, number or date. "
        "Leave it out, or give it a single value in each row."
    )


WRITTEN = [" ES", "es ", "ES.", "", " ", "\u00a0", None, "12", "12.0", "+1.2e1", "nan", "inf", "İ", "true"]


@pytest.mark.parametrize("column", [WRITTEN, [12, None, 7], [1.5, 12.0, float("nan")], [True, False, None]])
def test_facts_decide_as_cases_over_the_same_column_do(column: list[Any]) -> None:
    leads = pa.table({"lead_id": [str(i) for i in range(len(column))], "x": column})
    words, bounds = ["es", "es.", "12", "true", "i̇"], [-1.0, 7.0, 12.0]
    cases = [f"{{when: {{x: '{word}'}}, points: {i}}}" for i, word in enumerate(words, start=1)]
    above = [f"{{when: {{x: {{at_least: {bound}}}}}, points: {bound}}}" for bound in bounds[::-1]]
    scoring = small.model(
        f"word: {{cases: [{', '.join(cases)}]}}, above: {{cases: [{', '.join(above)}], otherwise: -9}},"
        "missing: {when: {x: {missing: true}}, points: 1}"
    )
    whole = pa.table({"lead_id": leads["lead_id"], "moment": pa.array([0] * len(column), pa.timestamp("us"))})
    points = scores_at(scoring, Sources(leads=leads), whole)
    found = facts(Asked(texts=("x",), numbers=("x",)), Sources(leads=leads), moments=whole).to_pylist()

    for row, given in zip(found, points.to_pylist(), strict=True):
        text, number = row["text.x"], row["number.x"]
        assert given["criteria.missing"] == (text is None)
        assert given["criteria.above"] == max([b for b in bounds if number is not None and number >= b], default=-9)
        assert text not in words or given["criteria.word"] == words.index(text) + 1
