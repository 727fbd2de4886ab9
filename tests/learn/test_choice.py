"""All kinds on the same folds; ties go to the simpler."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pytest

from baremo.engine.backends import Progress
from baremo.errors import InputError, Problem
from baremo.learn import naive_bayes
from baremo.learn.choice import Choice, choose
from baremo.learn.feature import Feature, FeatureTable, Flags, Numbers
from baremo.learn.hints import NO_HINTS, Hints
from baremo.learn.history import History
from baremo.learn.learned import Kind, Learner
from baremo.learn.logistic import sigmoid
from baremo.learn.splits import Fold
from baremo.texts import say
from tests.learn.samples import past, table

ROWS = 2000


@dataclass(frozen=True, kw_only=True)
class Column:
    """Takes one number as log-odds."""

    kind: Kind
    features: tuple[Feature, ...]
    times: float

    def log_odds(self, table: FeatureTable) -> Numbers:
        return self.times * table.numbers[self.features[0].name]


def column(kind: Kind, name: str, *, times: float = 1) -> Learner:
    def learn(
        table: FeatureTable,
        outcome: Flags,
        folds: Sequence[Fold],
        *,
        hints: Hints = NO_HINTS,
        progress: Progress | None = None,
    ) -> Column:
        if progress is not None:
            progress(1.0)
        return Column(kind=kind, features=table.of([name]).features, times=times)

    return learn


def unable(
    table: FeatureTable,
    outcome: Flags,
    folds: Sequence[Fold],
    *,
    hints: Hints = NO_HINTS,
    progress: Progress | None = None,
) -> Column:
    raise InputError(Problem(code="too-few", subject="learn", message=say("it cannot."), remedy=say("More rows.")))


def history(*, days: bool = True, seed: int = 1, base: float = -1.0, rows: int = ROWS) -> History:
    """`signal` is the truth, `nearly` a little less, `noise` nothing."""
    rng = np.random.default_rng(seed)
    signal = rng.normal(base, 1.2, rows)
    outcome = rng.random(rows) < sigmoid(signal)
    columns = {"signal": signal, "nearly": signal + rng.normal(0, 0.05, rows), "noise": rng.normal(0, 1, rows)}
    labels = past(outcome, days=[row // 5 for row in range(rows)] if days else None)
    return History(labels=labels, features=table(**columns), columns=pa.table({}), attributes_of_today=False)


def names(choice: Choice) -> list[str]:
    return [each.kind for each in choice.candidates]


@pytest.mark.parametrize("days", [True, False])
def test_the_best_wins_however_complicated(days: bool) -> None:
    kinds = {"boosted": column("boosted", "signal"), "scorecard": column("scorecard", "noise")}
    found = choose(history(days=days), np.arange(ROWS), kinds)

    assert (found.chosen.kind, names(found)) == ("boosted", ["scorecard", "boosted"])
    assert found.candidates[0].behind.clear
    assert found.chosen.gain.clear


@pytest.mark.parametrize("days", [True, False])
def test_a_tie_goes_to_the_simpler(days: bool) -> None:
    kinds = {"boosted": column("boosted", "signal"), "scorecard": column("scorecard", "nearly")}
    found = choose(history(days=days), np.arange(ROWS), kinds)

    assert found.chosen.kind == "scorecard"
    assert not found.chosen.behind.clear


def test_where_nothing_helps_the_simplest_will_do() -> None:
    kinds = {"boosted": column("boosted", "noise"), "scorecard": column("scorecard", "noise", times=9)}
    found = choose(history(), np.arange(ROWS), kinds)

    assert found.chosen.kind == "scorecard"
    assert not any(each.gain.clear for each in found.candidates)


def test_boasting_costs_nothing_once_it_is_calibrated() -> None:
    kinds = {"boosted": column("boosted", "signal"), "scorecard": column("scorecard", "signal", times=1.8)}
    found = choose(history(), np.arange(ROWS), kinds)

    assert found.chosen.kind == "scorecard"
    assert found.chosen.calibration.slope == pytest.approx(1 / 1.8, abs=0.1)
    assert found.chosen.measures.brier.value < found.chosen.uncalibrated.brier.value


def test_a_base_rate_that_drifts_is_nobodys_fault_and_the_latest_level_is_taken() -> None:
    known = history(rows=4000)
    later = np.arange(4000) >= 2500
    rng = np.random.default_rng(8)
    outcome = known.labels.outcome | (later & (rng.random(4000) < 0.3))
    drifted = replace(known, labels=replace(known.labels, outcome=outcome))
    kinds = {"scorecard": column("scorecard", "signal"), "boosted": column("boosted", "noise")}
    found = choose(drifted, np.arange(4000), kinds)
    table, won = drifted.take(np.arange(3400, 4000))
    chosen = found.chosen

    assert chosen.kind == "scorecard"
    assert chosen.calibration.probability(chosen.learned.log_odds(table)).mean() == pytest.approx(won.mean(), abs=0.03)


def test_what_is_not_to_be_learned_from_is_not_looked_at() -> None:
    known = history()
    poisoned = np.where(np.arange(ROWS) < 1400, known.labels.outcome, ~known.labels.outcome)
    kinds = {"scorecard": column("scorecard", "signal"), "naive-bayes": naive_bayes.learn}
    found = choose(known, np.arange(1400), kinds)
    again = choose(replace(known, labels=replace(known.labels, outcome=poisoned)), np.arange(ROWS) < 1400, kinds)

    assert [each.measures for each in found.candidates] == [each.measures for each in again.candidates]
    assert found.checked.max() < 1400


def test_no_row_is_judged_by_its_own_or_a_later_outcome() -> None:
    known = history()
    turned = np.where(np.arange(ROWS) < 1700, known.labels.outcome, ~known.labels.outcome)
    kinds = {"naive-bayes": naive_bayes.learn}
    found = choose(known, np.arange(ROWS), kinds).chosen
    again = choose(replace(known, labels=replace(known.labels, outcome=turned)), np.arange(ROWS), kinds).chosen

    assert (found.probability == again.probability).all()


@pytest.mark.parametrize("days", [True, False])
def test_the_order_of_the_file_changes_nothing(days: bool) -> None:
    known = history(days=days, rows=600)
    mixed = np.random.default_rng(4).permutation(600)
    labels = known.labels
    moved = replace(
        known,
        features=known.features.take(mixed),
        labels=replace(
            labels,
            lead_ids=labels.lead_ids[mixed],
            outcome=labels.outcome[mixed],
            moments=None if labels.moments is None else labels.moments[mixed],
        ),
    )
    kinds = {"naive-bayes": naive_bayes.learn, "scorecard": column("scorecard", "nearly")}
    there, here = choose(moved, np.arange(600), kinds), choose(known, np.arange(600), kinds)

    assert (moved.labels.lead_ids[there.checked] == labels.lead_ids[here.checked]).all()
    for one, other in zip(there.candidates, here.candidates, strict=True):
        assert (one.probability == other.probability).all()
        assert (one.measures, one.behind, one.calibration) == (other.measures, other.behind, other.calibration)


def test_moments_of_one_lead_are_less_than_as_many_rows() -> None:
    known = history()
    repeated = np.array([str(row // 10) for row in range(ROWS)], dtype=object)
    again = replace(
        known,
        features=known.features.take(np.arange(ROWS) // 10),
        labels=replace(known.labels, lead_ids=repeated, outcome=known.labels.outcome[np.arange(ROWS) // 10]),
    )
    kinds = {"boosted": column("boosted", "signal"), "scorecard": column("scorecard", "noise")}
    often, once = choose(again, np.arange(ROWS), kinds), choose(known, np.arange(ROWS), kinds)

    assert often.candidates[0].behind.error > 2 * once.candidates[0].behind.error
    assert width(often) > 2 * width(once)


def width(choice: Choice) -> float:
    return choice.chosen.measures.auc.high - choice.chosen.measures.auc.low


def test_thirty_conversions_are_enough_to_choose() -> None:
    known = history(rows=300, base=-2.4)
    kinds = {"scorecard": column("scorecard", "signal"), "naive-bayes": naive_bayes.learn}
    found = choose(known, np.arange(300), kinds)

    assert known.labels.outcome.sum() < 50
    assert all(np.isfinite([each.measures.auc.low, each.measures.auc.high]).all() for each in found.candidates)


def test_a_kind_that_cannot_be_learned_is_left_out_with_its_reason() -> None:
    found = choose(history(), np.arange(ROWS), {"scorecard": unable, "boosted": column("boosted", "signal")})

    assert found.chosen.kind == "boosted"
    assert [(kind, str(error)) for kind, error in found.left_out] == [
        ("scorecard", "too-few learn: it cannot. More rows.")
    ]


def test_where_no_kind_can_be_learned_the_reason_is_said() -> None:
    with pytest.raises(InputError, match="it cannot"):
        choose(history(), np.arange(ROWS), {"scorecard": unable, "boosted": unable})


def test_it_tells_how_far_it_is() -> None:
    told: list[float] = []
    choose(history(), np.arange(ROWS), {"scorecard": column("scorecard", "signal")}, progress=told.append)

    assert told == sorted(told)
    assert told[-1] == 1
