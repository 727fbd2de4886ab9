"""The verdict in words."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from baremo.learn.judged.figures import Verdict
from baremo.learn.judged.judging import judge
from baremo.learn.judged.verdict import verdict
from tests.learn.rankings import Scored, scored


def of(past: Scored, **given: object) -> Verdict:
    return verdict(judge(past.outcome, past.probability, moments=past.moments, **given))  # type: ignore[arg-type]


def lines(found: Verdict) -> list[str]:
    return [str(sentence) for sentence in found.sentences]


def test_a_ranking_that_works_is_ready() -> None:
    found = of(scored(4000))

    assert found.word == "ready"
    assert lines(found) == [
        "Ready: the ranking works, and it is sure enough to call by.",
        "Of 100 pairs of a lead that converted and one that did not, it puts the right one first in 80; "
        "it is 95% sure that it does so in 79 to 82. Chance gives 50.",
        "Of the 400 leads in the best tenth 58% converted, of all 4,000 leads 18%.",
    ]


@pytest.mark.parametrize(("n", "base"), [(300, -1.0), (1500, -3.0)])
def test_lots_are_hardly_ever_called_a_signal(n: int, base: float) -> None:
    words: Counter[str] = Counter()
    for seed in range(40):
        past = scored(n, base=base, seed=seed)
        drawn = np.random.default_rng(1000 + seed).permutation(past.outcome)
        words[verdict(judge(drawn, past.probability)).word] += 1

    assert words["no signal"] >= 38


def test_a_hand_written_score_that_lots_could_have_given_is_no_signal() -> None:
    past = scored(2000)
    drawn = np.random.default_rng(5).permutation(past.outcome)
    found = verdict(judge(drawn, None, score=past.score, moments=past.moments))

    assert found.word == "no signal"
    assert lines(found)[0] == "No signal: leads drawn by lot would do as well. Do not call by this ranking."


def test_a_ranking_upside_down_is_no_signal_and_is_called_so() -> None:
    past = scored(2000)
    found = verdict(judge(past.outcome, 1 - past.probability))

    assert found.word == "no signal"
    assert "upside down" in lines(found)[0]


def test_one_score_for_all_is_no_signal() -> None:
    assert lines(verdict(judge(scored(2000).outcome, np.full(2000, 0.2))))[1] == "All leads have the same score."


def test_thirty_conversions_are_judged_and_called_too_few() -> None:
    past = scored(6000)
    few = np.flatnonzero(past.outcome)[:30].tolist() + np.flatnonzero(~past.outcome)[:300].tolist()
    found = verdict(judge(past.outcome[few], past.probability[few], moments=past.moments[few]))

    assert found.word == "weak"
    assert lines(found)[2] == ("Only 30 of 330 leads converted: too few to be sure of any figure. Judge again at 50.")


def test_few_leads_are_counted_as_they_are() -> None:
    won = np.arange(130) >= 90
    found = verdict(judge(won, np.linspace(0.01, 0.99, 130)))

    assert "Of the 13 leads in the best tenth 13 converted, of all 130 leads 40." in lines(found)


def test_a_faint_signal_is_weak() -> None:
    found = of(scored(4000, strength=0.35))

    assert found.word == "weak"
    assert "It may well be little better than chance." in lines(found)


def test_probabilities_that_do_not_come_true_are_a_doubt() -> None:
    past = scored(4000)
    doubled = verdict(judge(past.outcome, np.minimum(past.probability * 2, 0.99), score=past.probability))
    log_odds = np.log(past.probability / (1 - past.probability))
    bold = verdict(judge(past.outcome, 1 / (1 + np.exp(-2 * (log_odds + 1)))))

    assert doubled.word == "weak"
    assert any(line.startswith("The probabilities are off: 739 converted where ") for line in lines(doubled))
    assert "The probabilities are too bold: high ones are too high and low ones too low." in lines(bold)


def test_a_month_that_falls_far_behind_is_a_doubt() -> None:
    past = scored(8000)
    june = past.moments.astype("datetime64[M]") == np.datetime64("2025-06")
    score = np.where(june, np.random.default_rng(1).permutation(past.score), past.score)
    found = verdict(judge(past.outcome, past.probability, score=score, moments=past.moments))

    assert found.word == "weak"
    assert "In 2025-06 it ranked clearly worse than over the whole time." in lines(found)


def test_a_part_in_which_it_fails_is_named() -> None:
    past = scored(8000)
    fails = np.arange(8000) % 8 == 0
    score = np.where(fails, np.random.default_rng(1).permutation(past.score), past.score)
    country = np.where(fails, "pt", "es").astype(object)
    found = verdict(judge(past.outcome, past.probability, score=score, segments={"country": country}))

    assert lines(found)[-1] == "It ranks clearly worse where country is pt."


def test_the_oldest_first_is_not_beaten_by_saying_the_same() -> None:
    past = scored(4000)
    early = -past.moments.astype(np.int64).astype(float)
    chance = (early - early.min()) / (early.max() - early.min())
    won = np.random.default_rng(2).random(4000) < chance * 0.5
    found = verdict(judge(won, chance * 0.5, moments=past.moments))

    assert found.word == "weak"
    assert "It is not surely better than to call the oldest leads first." in lines(found)


@pytest.mark.parametrize(
    ("previous", "sentence"),
    [
        (0.0, "It ranks better than the previous version."),
        (1.0, "It cannot be told apart from the previous version."),
    ],
)
def test_it_is_compared_with_the_previous_version(previous: float, sentence: str) -> None:
    past = scored(4000)

    assert lines(of(past, previous=past.probability * previous))[-1] == sentence


def test_nothing_is_said_of_a_previous_version_that_saw_these_leads() -> None:
    past = scored(4000)
    judgement = judge(past.outcome, past.probability, moments=past.moments, previous=past.probability * 0.0)

    assert "previous" in lines(verdict(judgement))[-1]
    assert "previous" not in " ".join(lines(verdict(judgement, fair=False)))


def test_leads_that_all_converted_tell_nothing() -> None:
    found = verdict(judge(np.ones(20, dtype=bool), np.linspace(0, 1, 20)))

    assert lines(found) == ["Of 20 leads 20 converted: there is nothing to tell apart."]
    assert found.word == "no signal"


def test_where_too_few_converted_a_signal_is_not_denied() -> None:
    past = scored(60, strength=1.0)
    found = verdict(judge(past.outcome, past.probability))

    assert found.word == "no signal"
    assert lines(found)[0] == (
        "No signal can be seen: too few leads converted to tell. Do not call by this ranking yet."
    )
