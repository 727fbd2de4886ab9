"""Figures of scored leads whose outcome is known."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

from baremo.learn import measures
from baremo.learn.judged.capacity import Capacity
from baremo.learn.judged.figures import Judgement
from baremo.learn.judged.judging import judge
from tests.learn.rankings import Scored, scored

PAST = scored(4000, seed=2)


def judged(past: Scored = PAST) -> Judgement:
    return judge(past.outcome, past.probability, moments=past.moments)


def test_probabilities_of_the_model_are_measured_on_all_leads() -> None:
    found = judged()

    assert (found.probability, found.probability_n, found.n) == ("model", 4000, 4000)
    assert found.auc == measures.measure(PAST.outcome, PAST.probability).auc
    assert found.slope == pytest.approx(1, abs=0.15)
    assert found.slope_range is not None
    assert found.slope_range[0] < 1 < found.slope_range[1]
    assert found.expected is not None
    assert found.expected.level == "steady"


def test_a_score_without_probability_is_measured_on_the_leads_it_was_not_read_off() -> None:
    found = judge(PAST.outcome, None, score=PAST.score, moments=PAST.moments)

    assert (found.probability, found.probability_n) == ("score", 2000)
    assert found.auc is not None
    assert found.auc.value == pytest.approx(measures.auc(PAST.outcome, PAST.score))
    assert found.brier is not None
    assert found.brier.value == pytest.approx(measures.brier(PAST.outcome, PAST.probability), abs=0.01)
    assert [str(warning) for warning in found.warnings] == [
        "The score tells no probability. For Brier score, log-loss and calibration one was read off it by what the "
        "earlier half of the leads became, and measured on the later half."
    ]


def test_without_time_the_halves_are_drawn_by_lot() -> None:
    found = judge(PAST.outcome, None, score=PAST.score)

    assert found.probability_n == 2000
    assert (found.months, found.inflation) == ((), None)
    assert sorted(found.compared) == ["random"]


def test_leads_of_one_moment_are_as_those_without_time() -> None:
    once = np.full(4000, PAST.moments[0])
    found = judge(PAST.outcome, None, score=PAST.score, moments=once)
    timeless = judge(PAST.outcome, None, score=PAST.score)

    assert (found.brier, found.compared, found.warnings) == (timeless.brier, timeless.compared, timeless.warnings)
    assert found.brier is not None
    assert [month.n for month in found.months] == [4000]


def test_where_most_leads_are_of_the_last_moment_those_before_are_the_earlier() -> None:
    moments = np.sort(PAST.moments)
    moments[1500:] = moments[-1]
    found = judge(PAST.outcome, None, score=PAST.score, moments=moments)

    assert (found.probability, found.probability_n) == ("score", 2500)


def test_halves_drawn_by_lot_part_no_lead() -> None:
    whose = np.repeat(np.arange(100), 40).astype(str).astype(object)
    lots = np.random.default_rng(4)
    outcome, score = np.repeat(lots.random(100) < 0.4, 40), np.repeat(lots.permutation(np.arange(100.0)), 40)
    found = judge(outcome, None, score=score, leads=whose)

    assert found.probability_n == 2000
    assert found.slope is not None
    assert {each.n % 40 for each in found.calibration} == {0}


def test_too_few_conversions_to_read_a_probability_off_are_said() -> None:
    past = scored(60, base=-2)
    found = judge(past.outcome, None, score=past.score, moments=past.moments)

    assert (found.probability, found.brier, found.calibration) == (None, None, ())
    assert found.auc is not None
    assert str(found.warnings[0]).startswith("Too few conversions to read probabilities off the score")


@pytest.mark.parametrize("won", [0, 1])
def test_leads_that_all_ended_alike_are_judged_without_failing(won: int) -> None:
    found = judge(np.full(50, bool(won)), np.linspace(0, 1, 50), moments=PAST.moments[:50])

    assert (found.auc, found.brier, found.lift, found.compared) == (None, None, (), {})
    assert found.months[0].positives == won * found.months[0].n


def test_one_lead_is_judged_without_failing() -> None:
    assert judge(np.array([True]), np.array([0.5]), moments=PAST.moments[:1]).n == 1


def test_the_order_of_rows_changes_nothing() -> None:
    rows = np.random.default_rng(3).permutation(4000)
    names = np.array([f"lead-{number % 3000}" for number in range(4000)], dtype=object)
    country = np.array(["es", "fr", None, "it"], dtype=object)[np.arange(4000) % 4]

    def of(rows: np.ndarray, *, probability: bool) -> dict[str, object]:
        return asdict(
            judge(
                PAST.outcome[rows],
                PAST.probability[rows] if probability else None,
                score=PAST.score[rows],
                leads=names[rows],
                moments=PAST.moments[rows],
                segments={"country": country[rows]},
                bands=np.where(PAST.score > 40, "hot", "cold").astype(object)[rows],
                previous=np.round(PAST.score / 10)[rows],
                capacity=Capacity(leads=20, period="month"),
            )
        )

    for probability in (True, False):
        assert near(of(rows, probability=probability), of(np.arange(4000), probability=probability))


def near(found: object, expected: object) -> bool:
    """Equal but for the last digits of sums."""
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(near(found[name], expected[name]) for name in found)
    if isinstance(found, tuple | list) and isinstance(expected, tuple | list):
        return len(found) == len(expected) and all(near(one, other) for one, other in zip(found, expected, strict=True))
    return found == (pytest.approx(expected, rel=1e-9) if isinstance(expected, float) else expected)


def test_several_moments_of_a_lead_are_less_sure_than_as_many_leads() -> None:
    outcome, probability = np.repeat(PAST.outcome[:400], 5), np.repeat(PAST.probability[:400], 5)
    leads = np.repeat(np.arange(400).astype(str), 5).astype(object)
    apart, together = judge(outcome, probability).auc, judge(outcome, probability, leads=leads).auc

    assert apart is not None
    assert together is not None
    assert together.high - together.low > 1.7 * (apart.high - apart.low)


def ranges(past: Scored, times: int, **told: object) -> dict[str, float]:
    """How wide each range is where every lead stands so often."""
    again = np.repeat(np.arange(len(past.outcome)), times)
    found = judge(
        past.outcome[again],
        past.probability[again],
        moments=past.moments[again],
        bands=np.where(past.score > 40, "hot", "cold").astype(object)[again],
        top=(past.score > 40)[again],
        **told,  # type: ignore[arg-type]
    )
    assert found.slope_range is not None
    assert found.expected is not None
    assert found.inflation is not None
    low, high = found.slope_range
    parts: dict[str, Any] = {
        "calibration": found.calibration[4],
        "expected": found.expected.ratio,
        "lift": found.lift[2],
        "called": found.called[0].precision,
        "capacity": found.called[2].precision,
        "band": found.bands[0],
        "month": found.months[3],
        "area of a month": found.months[3].auc,
        "inflation": found.inflation.converted_after,
        "gain": found.compared["first_come"].gain,
    }
    return {"slope": high - low} | {name: part.high - part.low for name, part in parts.items()}


def test_no_figure_is_surer_where_leads_stand_several_times() -> None:
    once = ranges(PAST, 1, capacity=Capacity(leads=50, period="month"))
    whose = np.repeat(np.arange(4000), 4).astype(str).astype(object)
    often = ranges(PAST, 4, leads=whose, capacity=Capacity(leads=200, period="month"))
    unknown = ranges(PAST, 4, capacity=Capacity(leads=200, period="month"))

    assert often == pytest.approx(once, rel=0.05)
    assert unknown == pytest.approx({name: width / 2 for name, width in once.items()}, rel=0.05)


def test_leads_that_stand_once_are_as_sure_as_rows() -> None:
    capacity = Capacity(leads=50, period="month")
    names = np.array([f"lead-{number}" for number in range(4000)], dtype=object)

    assert ranges(PAST, 1, leads=names, capacity=capacity) == pytest.approx(ranges(PAST, 1, capacity=capacity))


def test_the_first_called_convert_as_the_first_tenth_does() -> None:
    found = judged()
    tenth, fifth = found.called

    assert (tenth.n, fifth.n) == (400, 800)
    assert tenth.precision.value == pytest.approx(found.lift[0].conversion)
    assert tenth.lift == pytest.approx(found.lift[0].lift)
    assert fifth.recall == pytest.approx(found.lift[1].gain)


def test_a_capacity_calls_the_best_of_each_month() -> None:
    found = judge(
        PAST.outcome, PAST.probability, moments=PAST.moments, capacity=Capacity(leads=50, period="month")
    ).called[-1]

    assert (found.n, found.per_month) == (600, 50)
    assert 0.8 < found.precision.value / judged().called[0].precision.value < 1.1


def test_other_orders_of_the_same_leads_are_beside_it() -> None:
    found = judge(PAST.outcome, PAST.probability, moments=PAST.moments, previous=PAST.probability**2)
    gain = found.compared["random"].gain

    lots = found.compared["random"].auc
    assert lots.low < lots.value == 0.5 < lots.high
    assert (lots.low, lots.high) == pytest.approx((0.48, 0.52), abs=0.01)
    assert found.compared["first_come"].auc.low < 0.5 < found.compared["first_come"].auc.high
    assert found.compared["previous"].gain == measures.Estimate(value=0.0, low=0.0, high=0.0)
    assert gain is not None
    assert found.auc is not None
    assert gain.value == pytest.approx(found.auc.value - 0.5)
    assert found.compared["random"].precision["10%"] == pytest.approx(PAST.outcome.mean())
