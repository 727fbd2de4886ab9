"""Nothing that came after a row's moment is in its features."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pytest

from baremo.engine.scoring import Sources
from baremo.errors import InputError
from baremo.learn.feature import Attribute, Feature, FeatureTable, Measured
from baremo.learn.features import history
from baremo.learn.history import History
from baremo.learn.labels import labelled
from baremo.learn.outcomes.outcome import Outcome
from baremo.learn.reading.event_features import event_features
from baremo.learn.reading.feature_facts import asked_for, table_of
from baremo.learn.reading.repeats import without_repeats
from tests.learn.pasts import Row, dataset, day

LEADS: list[Row] = [
    {
        "lead_id": f"l{i}",
        "created_at": day(i % 40),
        "city": ["Vigo", "Lugo", "select", None][i % 4],
        "size": str(i % 7),
        "outcome": "yes" if i % 3 else "no",
        "decided": day(i % 40 + 20),
    }
    for i in range(60)
]
EVENTS: list[Row] = [
    {
        "lead_id": f"l{i}",
        "event": "visit" if number % 2 else "order",
        "timestamp": day(i % 40 + number - i % 3),
        "amount": 5 * number + i % 4,
        "page": "abc"[number % 3],
    }
    for i in range(60)
    for number in range(6)
]
CHANGES: list[Row] = [
    {"lead_id": f"l{i}", "field": "city", "value": "Ourense", "known_at": day(i % 40 + i % 4)} for i in range(0, 60, 2)
]
ASK = Outcome(outcome="outcome", outcome_at="decided", score_at="3d", horizon=30, as_of=day(200))


def history_of(
    leads: object = LEADS, events: object = EVENTS, changes: object = None, ask: Outcome = ASK, **more: Any
) -> History:
    sources = Sources(leads=leads, events=events, changes=changes)
    return history(sources, labelled(sources, ask), ask, **more)


@cache
def usual() -> History:
    return history_of()


def assert_alike(found: History, expected: History) -> None:
    assert found.labels.lead_ids.tolist() == expected.labels.lead_ids.tolist()
    assert found.features.features == expected.features.features
    assert found.features.levels == expected.features.levels
    for name, values in expected.features.numbers.items():
        np.testing.assert_array_equal(found.features.numbers[name], values)
    for name, codes in expected.features.codes.items():
        np.testing.assert_array_equal(found.features.codes[name], codes)


def names(found: History) -> list[str]:
    return [feature.name for feature in found.features.features]


def warned(found: History) -> list[str]:
    return [str(warning) for warning in found.warnings]


def test_a_later_event_changes_nothing() -> None:
    later = [{**event, "timestamp": day(150), "amount": 9_999} for event in EVENTS[:5]]
    assert_alike(history_of(events=[*EVENTS, *later]), usual())


def test_an_event_a_moment_too_late_changes_nothing_and_one_in_time_does() -> None:
    late = {"lead_id": "l0", "event": "visit", "timestamp": "2026-01-04T00:00:00.000001Z", "amount": 1, "page": "a"}
    in_time = late | {"timestamp": "2026-01-04T00:00:00Z"}

    assert_alike(history_of(events=[*EVENTS, late]), usual())
    with pytest.raises(AssertionError):
        assert_alike(history_of(events=[*EVENTS, in_time]), usual())


def test_a_later_deal_changes_nothing_known_of_a_lead() -> None:
    deals = [{"lead_id": f"l{i}", "won_at": day(i % 40 + 10)} for i in range(20)]
    ask = Outcome(deals=deals, horizon=30, as_of=day(200))
    more = Outcome(deals=[*deals, {"lead_id": "l40", "won_at": day(100)}], horizon=30, as_of=day(200))

    assert_alike(history_of(ask=more), history_of(ask=ask))


def test_a_later_change_changes_nothing() -> None:
    later = [{"lead_id": f"l{i}", "field": "city", "value": "Vigo", "known_at": day(150)} for i in range(60)]
    known = history_of(changes=CHANGES)

    assert_alike(history_of(changes=[*CHANGES, *later]), known)
    assert known.features.levels["city"] == ("lugo", "ourense")


TOLD: list[Row] = [
    {"lead_id": lead["lead_id"], "field": field, "value": lead[field], "known_at": lead["created_at"]}
    for lead in LEADS
    for field in ("city", "size")
]


def test_attributes_are_those_of_today_unless_their_changes_are_known() -> None:
    assert usual().attributes_of_today
    assert not history_of(changes=TOLD).attributes_of_today


def test_an_attribute_that_the_changes_do_not_tell_of_is_of_today() -> None:
    found = history_of(changes=[change for change in TOLD if change["field"] == "city"])

    assert found.known_then == {"city"}
    assert found.attributes_of_today
    assert "the changes do not tell what was known then of: size. Their values may be those of today." in warned(found)


def test_an_attribute_that_changed_later_alone_is_of_today() -> None:
    late = [change | {"known_at": day(150)} if change["field"] == "city" else change for change in TOLD]

    assert history_of(changes=late).known_then == {"size"}


def test_changes_of_leads_that_nobody_knows_are_told() -> None:
    found = history_of(changes=[change | {"lead_id": f"contact-{i}"} for i, change in enumerate(TOLD)])

    assert found.attributes_of_today
    assert "no change is of one of the leads: are their ids the same in both files?" in warned(found)


def test_an_attribute_that_only_the_changes_tell_of_is_a_feature_too() -> None:
    more = [
        {"lead_id": f"l{i}", "field": "plan", "value": ["free", "paid"][i % 2], "known_at": day(0)} for i in range(50)
    ]
    found = history_of(changes=[*CHANGES, *more])

    assert found.features.levels["plan"] == ("free", "paid")


def test_the_order_of_leads_and_events_changes_nothing() -> None:
    assert_alike(history_of(leads=LEADS[::-1], events=EVENTS[::-1]), usual())


def test_a_text_that_says_nothing_is_missing() -> None:
    found = usual().features

    assert found.levels["city"] == ("lugo", "vigo")
    assert float(found.missing("city").mean()) == pytest.approx(0.5)


def test_features_have_names_that_people_understand() -> None:
    assert names(usual()) == [
        "city",
        "size",
        "any event: count",
        "order: count",
        "order: days since",
        "visit: count",
        "visit: days since",
        "any event: sum of amount",
        "order: sum of amount",
        "visit: sum of amount",
    ]


def test_what_never_varies_or_repeats_another_is_left_out_and_told() -> None:
    told = warned(usual())

    assert told[0] == ("Not used (the same in every row): any event: days since, any event: different page.")
    assert told[1].startswith("Not used (the same as another): ")
    assert "order: days" in told[1]


def test_features_count_what_happened_until_the_moment() -> None:
    found = usual()
    row = found.labels.lead_ids.tolist().index("l1")
    seen = {name: float(values[row]) for name, values in found.features.numbers.items()}

    # The first of six events comes a day before the lead, the others a day later each; looked at after three days.
    assert seen["any event: count"] == 5
    assert seen["order: count"] == 3
    assert (seen["order: days since"], seen["visit: days since"]) == (0, 1)
    assert seen["order: sum of amount"] == 1 + 11 + 21


def test_a_date_is_as_old_as_it_is_at_the_moment() -> None:
    leads = [lead | {"since": day(-(i % 50))} for i, lead in enumerate(LEADS)]
    found = history_of(leads=leads)
    row = found.labels.lead_ids.tolist().index("l7")

    assert found.features.numbers["since"][row] == 7 + 3 + 7


def test_without_moments_dates_are_as_old_as_at_the_end_of_the_history() -> None:
    leads = [
        {"lead_id": str(i), "outcome": "yes" if i % 2 else "no", "since": day(i), "size": i % 9} for i in range(40)
    ]
    found = history_of(leads=leads, events=None, ask=Outcome(outcome="outcome"))

    assert found.features.numbers["since"][[0, 39]].tolist() == [39, 0]
    assert not found.attributes_of_today


def test_leads_without_ids_are_read_by_the_numbers_of_their_rows() -> None:
    leads = pa.table({"outcome": ["yes", "no"] * 20, "size": range(40)})
    found = history_of(leads=leads, events=None, ask=Outcome(outcome="outcome"))

    assert found.features.numbers["size"].tolist() == list(range(40))


def test_the_outcome_is_no_feature_even_if_someone_asks_for_it() -> None:
    with pytest.raises(InputError) as refused:
        history_of(keep=("outcome",))
    assert str(refused.value) == (
        "outcome-as-feature outcome: this column tells the outcome, so nothing can be learned from it. "
        "Take it out of --keep."
    )


def test_leads_of_which_nothing_is_known_teach_nothing() -> None:
    leads = [{"lead_id": str(i), "outcome": "yes" if i % 2 else "no", "same": "x"} for i in range(40)]
    with pytest.raises(InputError) as refused:
        history_of(leads=leads, events=None, ask=Outcome(outcome="outcome"))
    assert str(refused.value) == (
        "no-features: nothing is left to learn from; left out: same (the same in every row). "
        "Give leads with more columns, or their events with --events."
    )


def test_there_are_never_more_features_than_a_person_could_look_through() -> None:
    leads = [
        {"lead_id": str(i), "outcome": "yes" if i % 2 else "no"}
        | {f"c{n}": (i * n) % 7 for n in range(1, 363) if n % 7}
        for i in range(40)
    ]
    found = history_of(leads=leads, events=None, ask=Outcome(outcome="outcome"))

    assert "left out, since 300 features are enough: 11." in warned(found)


def test_events_of_few_leads_are_no_features() -> None:
    rows = [
        {"event": "visit", "events": 100, "leads": 50, "numbers": ["seconds", "user_id"], "texts": ["page"]},
        {"event": "rare", "events": 100, "leads": 19, "numbers": [], "texts": []},
    ]
    found = [feature.name for feature in event_features(pa.Table.from_pylist(rows))]
    by_itself = [name for name in found if not name.startswith("any event: ")]

    assert by_itself == [
        "visit: count",
        "visit: count, 90 days",
        "visit: count, 30 days",
        "visit: count, 7 days",
        "visit: days, 90 days",
        "visit: days since",
        "visit: sum of seconds",
        "visit: sum of seconds, 90 days",
        "visit: different page",
        "visit: different user_id",
    ]


def test_a_window_longer_than_anything_known_is_not_counted() -> None:
    rows = [{"event": "visit", "events": 100, "leads": 50, "numbers": ["seconds"], "texts": []}]
    found = [feature.name for feature in event_features(pa.Table.from_pylist(rows), longest=8)]

    assert found == [
        "visit: count",
        "visit: count, 7 days",
        "visit: days",
        "visit: days since",
        "visit: sum of seconds",
    ]


def test_features_are_asked_as_facts_and_read_from_them() -> None:
    features = (
        Feature(name="city", kind="category", source=Attribute(column="city", reads="text", blank=("select",))),
        Feature(name="size", kind="number", source=Attribute(column="size", reads="number")),
        Feature(name="visits", kind="number", source=Measured(criterion={"event": "visit"})),
    )
    asked = asked_for(features)
    facts = pa.table(
        {"text.city": ["vigo", "select", None, "xx"], "number.size": [1.0, None, 3, 4], "measure.visits": [0.0] * 4}
    )
    found = table_of(features, facts, levels={"city": ("lugo", "vigo")})

    assert (asked.texts, asked.numbers, dict(asked.measures)) == (("city",), ("size",), {"visits": {"event": "visit"}})
    assert found.codes["city"].tolist() == [1, -1, -1, -1]
    assert np.isnan(found.numbers["size"][1])


def test_categories_that_part_the_rows_alike_are_one() -> None:
    features = tuple(
        Feature(name=name, kind="category", source=Attribute(column=name, reads="text")) for name in ("a", "b", "c")
    )
    codes = {
        "a": np.array([0, 1, -1], np.int32),
        "b": np.array([1, 0, -1], np.int32),
        "c": np.array([0, 0, 1], np.int32),
    }
    levels = {"a": ("x", "y"), "b": ("1", "2"), "c": ("x", "y")}
    table = FeatureTable(features=features, numbers={}, codes=codes, levels=levels, rows=3)

    kept, notes = without_repeats(table)
    assert [feature.name for feature in kept.features] == ["a", "c"]
    assert [str(note) for note in notes] == ["Not used (the same as another): b."]


def test_cdnow_has_its_task() -> None:
    source = pc.read_csv(
        dataset("cdnow") / "events.csv.gz",
        convert_options=pc.ConvertOptions(column_types={"customer_id": pa.string(), "date": pa.string()}),
    )
    events = source.append_column("event", pa.array(["order_placed"] * len(source)))
    customers = pa.table({"customer_id": source["customer_id"].unique().sort()})
    sources = Sources(
        leads=customers, events=events, id_column="customer_id", event_columns={"lead": "customer_id", "time": "date"}
    )
    ask = Outcome(deals=source, score_at="1997-09-30,1997-12-31,1998-03-31", horizon=90)
    found = history(sources, labelled(sources, ask), ask)

    assert (found.labels.rows, int(found.labels.outcome.sum())) == (70_632, 11_295)
    assert "order_placed: sum of value" in names(found)
    row = int(np.flatnonzero(found.labels.lead_ids == "00002")[0])
    assert found.features.numbers["order_placed: sum of value"][row] == 89


def test_columns_left_out_for_one_reason_are_told_together() -> None:
    leads = [
        {"lead_id": i, "a": "x", "city": "vigo" if i % 2 else "lugo", "b": "y", "won": i % 3 == 0} for i in range(90)
    ]
    sources = Sources(leads=leads)
    ask = Outcome(outcome="won")

    assert "Not used (the same in every row): a, b." in warned(history(sources, labelled(sources, ask), ask))
