"""The earlier teach, the later judge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.model_selection import train_test_split

from baremo.errors import InputError
from baremo.learn.history import Labels
from baremo.learn.splits import folds, ordered, split
from tests.learn.samples import NOON, past

EVERY_THIRD = [row % 3 == 0 for row in range(300)]


def ids(labels: Labels, rows: np.ndarray) -> list[str]:
    return list(labels.lead_ids[rows])


def test_the_earlier_seventy_per_cent_teach() -> None:
    found = split(past(EVERY_THIRD, days=list(range(300))))

    assert found.kind == "time"
    assert (found.train.tolist(), found.test.tolist()) == (list(range(210)), list(range(210, 300)))
    assert (found.train_until, found.test_from) == (NOON + np.timedelta64(209, "D"), NOON + np.timedelta64(210, "D"))


def test_leads_of_one_moment_stay_together() -> None:
    found = split(past(EVERY_THIRD, days=[row // 40 for row in range(300)]))

    assert (len(found.train), len(found.test)) == (200, 100)


def test_nobody_teaches_whose_outcome_was_unknown_when_the_first_was_checked() -> None:
    found = split(past(EVERY_THIRD, days=list(range(300)), horizon=30))

    assert found.train.max() == 179
    assert (found.gap, found.dropped, found.warnings) == (30, 30, ())


def test_a_short_history_gives_up_the_gap_and_says_so() -> None:
    found = split(past(EVERY_THIRD, days=list(range(300)), horizon=200))

    assert (len(found.train), found.gap, found.dropped) == (210, 0, 0)
    assert str(found.warnings[0]) == (
        "The history is too short for a gap of 200 days between the leads that were learned from and those that "
        "check it: the figures may flatter."
    )


def test_rows_in_order_of_time_need_no_dates() -> None:
    found = split(past(EVERY_THIRD, by_rows=True))

    assert (found.kind, len(found.train), found.train_until, found.gap) == ("time", 210, None, 0)


def test_without_time_the_split_is_that_of_scikit_learn() -> None:
    labels = past(EVERY_THIRD)
    train, test = train_test_split(np.arange(300), test_size=0.3, stratify=labels.outcome, random_state=7)
    found = split(labels)

    assert found.kind == "random"
    assert (set(found.train), set(found.test)) == (set(train), set(test))


def test_one_moment_for_all_is_no_time() -> None:
    assert split(past(EVERY_THIRD, days=[0] * 300)).kind == "random"


def test_a_later_part_without_conversions_checks_nothing() -> None:
    with pytest.raises(InputError) as refused:
        split(past([True] * 50 + [False] * 250, days=list(range(300))))

    assert str(refused.value) == (
        "too-few-outcomes outcome: the later part, which checks what was learned, has 0 leads that became customers "
        "and 90 that did not. Give a history with more of both, over a longer time."
    )


@given(st.permutations(range(40)), st.booleans())
def test_the_order_of_the_file_decides_nothing(mixed: list[int], dated: bool) -> None:
    labels = past([row % 3 == 0 for row in range(40)], days=[row // 2 for row in range(40)] if dated else None)
    rows = np.array(mixed)
    moved = replace(
        labels,
        lead_ids=labels.lead_ids[rows],
        outcome=labels.outcome[rows],
        moments=None if labels.moments is None else labels.moments[rows],
    )

    assert ids(moved, split(moved).train) == ids(labels, split(labels).train)
    for there, here in zip(folds(moved, np.arange(40)), folds(labels, np.arange(40)), strict=True):
        assert (ids(moved, there.train), ids(moved, there.test)) == (ids(labels, here.train), ids(labels, here.test))


def test_each_block_is_checked_by_what_came_before_it() -> None:
    labels = past(EVERY_THIRD, days=list(range(300)), horizon=5)
    found = folds(labels, np.arange(300))

    assert [fold.test.tolist() for fold in found] == [list(range(start, start + 50)) for start in range(50, 300, 50)]
    assert all(fold.train.tolist() == list(range(fold.test[0] - 5)) for fold in found)


def test_positions_count_within_the_rows_that_were_given() -> None:
    labels = past(EVERY_THIRD, by_rows=True)
    backwards = np.arange(200, 50, -1)
    found = folds(labels, backwards)

    assert all(ordered(labels, backwards[fold.test]).tolist() == backwards[fold.test].tolist() for fold in found)
    assert all(backwards[fold.train].max() < backwards[fold.test].min() for fold in found)


def test_a_mask_names_rows_too() -> None:
    labels = past(EVERY_THIRD, by_rows=True)
    masked, numbered = folds(labels, np.arange(300) < 210), folds(labels, np.arange(210))

    assert [fold.test.tolist() for fold in masked] == [fold.test.tolist() for fold in numbered]


def test_without_time_every_row_is_checked_once() -> None:
    labels = past(EVERY_THIRD)
    found = folds(labels, np.arange(300))

    assert sorted(np.concatenate([fold.test for fold in found])) == list(range(300))
    assert [labels.outcome[fold.test].sum() for fold in found] == [20] * 5
    assert all(not set(fold.train) & set(fold.test) for fold in found)


def test_a_lead_s_rows_are_in_one_part() -> None:
    labels = past(EVERY_THIRD)
    often = replace(labels, lead_ids=np.array([str(row // 4) for row in range(300)], dtype=object))
    parts = split(often)

    assert not set(ids(often, parts.train)) & set(ids(often, parts.test))
    for fold in folds(often, np.arange(300)):
        assert not set(ids(often, fold.train)) & set(ids(often, fold.test))


def test_few_conversions_make_few_folds_of_both_outcomes() -> None:
    labels = past([row % 10 == 0 for row in range(210)], days=list(range(210)))
    found = folds(labels, np.arange(210))

    assert len(found) == 2
    assert all(0 < labels.outcome[part].sum() < len(part) for fold in found for part in (fold.train, fold.test))


def test_conversions_of_one_day_alone_are_parted_by_chance() -> None:
    labels = past([row >= 190 for row in range(200)], days=list(range(200)))
    found = folds(labels, np.arange(200))

    assert all(0 < labels.outcome[part].sum() < len(part) for fold in found for part in (fold.train, fold.test))


def test_one_conversion_makes_no_fold() -> None:
    with pytest.raises(InputError, match="the part that is learned from has 1 leads that became customers and 9 that"):
        folds(past([1] + [0] * 9), np.arange(10))
