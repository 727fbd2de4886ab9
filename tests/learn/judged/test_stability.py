"""Whether a ranking holds over months and in parts, and whether its scores swell."""

from __future__ import annotations

import numpy as np
import pytest

from baremo.learn.judged.ranking import Ranked
from baremo.learn.judged.stability import by_month, by_segment, conversions, distribution, inflation, segments_of
from tests.learn.rankings import scored
from tests.learn.samples import table

PAST = scored(6000)
LATER = np.datetime64("2025-07-01", "us") <= PAST.moments


def ranked(**known: object) -> Ranked:
    return Ranked(outcome=PAST.outcome, score=PAST.score, probability=PAST.probability, moments=PAST.moments, **known)  # type: ignore[arg-type]


def test_every_month_has_its_figures_in_order() -> None:
    months = by_month(ranked())

    assert [each.month for each in months] == [f"2025-{month:02}" for month in range(1, 13)]
    assert sum(each.n for each in months) == 6000
    assert all(each.auc is not None and each.auc.low < 0.82 < each.auc.high + 0.05 for each in months)
    assert all(each.expected == pytest.approx(each.conversion, abs=0.08) for each in months)


def test_the_frequent_values_of_a_feature_have_their_figures_and_rare_ones_none() -> None:
    country = np.array((["es"] * 3000 + ["fr"] * 2900 + ["li"] * 40 + [None] * 60), dtype=object)
    found = by_segment(ranked(segments={"country": country}))

    assert [(each.feature, each.value, each.n) for each in found] == [("country", "es", 3000), ("country", "fr", 2900)]


def test_a_part_that_is_nearly_everybody_is_none() -> None:
    asked = np.where(np.arange(6000) % 12 == 0, "yes", "no").astype(object)  # 500 said yes

    assert by_segment(ranked(segments={"do_not_call": asked})) == ()
    assert segments_of(table(do_not_call=["no"] * 95 + ["yes"] * 5, country=["es", "fr"] * 50)).keys() == {"country"}


def test_features_to_look_at_are_known_of_most_and_have_few_values() -> None:
    leads = table(
        country=["es", "fr"] * 50,
        fax=["1"] * 10 + [None] * 90,  # type: ignore[list-item]
        id=[str(number) for number in range(100)],
    )

    assert {name: list(values[:2]) for name, values in segments_of(leads).items()} == {"country": ["es", "fr"]}


def test_the_distribution_holds_every_lead_once() -> None:
    found = distribution(ranked())

    assert len(found) == 20
    assert (sum(each.n for each in found), sum(each.positives for each in found)) == (6000, PAST.outcome.sum())
    assert len(distribution(Ranked(outcome=PAST.outcome, score=np.ones(6000)))) == 1


def test_bands_are_told_highest_first_and_grades_by_name() -> None:
    names = np.where(PAST.score >= 40, "hot", "cold").astype(object)
    found = conversions(ranked(), names)

    assert [each.name for each in found] == ["hot", "cold"]
    assert [each.name for each in conversions(ranked(), names, by_name=True)] == ["cold", "hot"]
    assert (found[0].conversion or 0) > (found[1].conversion or 0)
    assert conversions(ranked(), np.full(6000, None)) == ()


def test_a_band_that_grows_while_it_converts_worse_is_inflation() -> None:
    generous = PAST.score > np.where(LATER, 30, 45)
    found = inflation(ranked(top=generous))

    assert found is not None
    assert found.level == "alarm"
    assert (found.before.n + found.after.n, found.converted_before.n) == (6000, found.before.positives)


def test_more_good_leads_are_no_inflation_to_be_alarmed_at() -> None:
    top = PAST.score > 45
    kept = top | ~LATER | (np.arange(6000) % 2 == 0)  # fewer of the others later
    won = PAST.outcome | (LATER & top)
    some = Ranked(outcome=won, score=PAST.score, moments=PAST.moments, top=top).take(kept)
    found = inflation(some)

    assert found is not None
    assert found.level == "watch"


def test_scores_that_stay_are_steady() -> None:
    found = inflation(ranked(top=PAST.score > 45))

    assert found is not None
    assert found.level == "steady"
    assert inflation(ranked()) is None
