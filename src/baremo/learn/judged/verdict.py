"""The verdict in words: ready, weak or no signal, and why.

A ranking that lots could have drawn is never called anything but 'no signal'.
"""

from __future__ import annotations

from baremo.learn.judged.figures import Compared, Judgement, Month, Verdict
from baremo.learn.judged.shares import share_of
from baremo.learn.measures import Estimate
from baremo.texts import Text, WholeNumber, say

GOOD = 0.6  # of the area: the least that it must surely reach
FEW = 50  # conversions, below which no figure is sure; leads, below which counts say more than shares
ENOUGH = 20  # conversions, and others, of a month that may count against the ranking
WORSE = 0.05  # of the area: how far below the whole a month must surely be to count
SLOPES = (0.67, 1.5)  # of the calibration line that are fine


def verdict(judgement: Judgement, *, fair: bool = True) -> Verdict:
    """What the figures come to, the most important first.

    Parameters
    ----------
    fair : bool
        Whether neither the model nor its previous version was learned from these leads; else nothing is said of which
        is better.
    """
    auc = judgement.auc
    if auc is None:
        return Verdict(word="no signal", sentences=(_one_outcome(judgement),))
    if len(judgement.distribution) == 1:
        return Verdict(word="no signal", sentences=(_NO_SIGNAL, _ALL_ALIKE))
    how_sure = (_pairs(auc), *_few(judgement))
    if auc.low <= 0.5 or auc.value <= judgement.chance.high:
        reversed_ = auc.high < 0.5 and auc.value < judgement.chance.low
        unsure = judgement.positives < FEW and auc.high > GOOD
        return Verdict(
            word="no signal", sentences=(_REVERSED if reversed_ else _UNSEEN if unsure else _NO_SIGNAL, *how_sure)
        )
    doubts = _doubts(judgement, auc)
    weak = bool(doubts) or judgement.positives < FEW
    reasons = (*how_sure, *_first_tenth(judgement), *doubts, *_beside(judgement, fair))
    return Verdict(word="weak" if weak else "ready", sentences=(_WEAK if weak else _READY, *reasons))


def _pairs(auc: Estimate) -> Text:
    return say(
        "Of 100 pairs of a lead that converted and one that did not, it puts the right one first in {value}; "
        "it is 95% sure that it does so in {low} to {high}. Chance gives 50.",
        value=round(100 * auc.value),
        low=round(100 * auc.low),
        high=round(100 * auc.high),
    )


def _few(judgement: Judgement) -> tuple[Text, ...]:
    if judgement.positives >= FEW:
        return ()
    return (
        say(
            "Only {positives} of {n} leads converted: too few to be sure of any figure. Judge again at {enough}.",
            positives=judgement.positives,
            n=WholeNumber(judgement.n),
            enough=FEW,
        ),
    )


def _one_outcome(judgement: Judgement) -> Text:
    return say(
        "Of {n} leads {positives} converted: there is nothing to tell apart.",
        n=WholeNumber(judgement.n),
        positives=WholeNumber(judgement.positives),
    )


def _first_tenth(judgement: Judgement) -> tuple[Text, ...]:
    if not judgement.called or judgement.called[0].n < 2:
        return ()
    first = judgement.called[0]
    counts = {"n": WholeNumber(first.n), "all": WholeNumber(judgement.n)}
    if first.n < FEW:
        won = WholeNumber(round(first.precision.value * first.n))
        telling = say(
            "Of the {n} leads in the best tenth {won} converted, of all {all} leads {positives}.",
            won=won,
            positives=WholeNumber(judgement.positives),
            **counts,
        )
    else:
        telling = say(
            "Of the {n} leads in the best tenth {best} converted, of all {all} leads {rate}.",
            best=share_of(first.precision.value),
            rate=share_of(judgement.positives / judgement.n),
            **counts,
        )
    return (telling,)


def _doubts(judgement: Judgement, auc: Estimate) -> tuple[Text, ...]:
    """Each a reason to call the ranking weak."""
    found = []
    if auc.low < GOOD:
        found.append(_LOW)
    if judgement.called and judgement.called[0].precision.low <= judgement.positives / judgement.n:
        found.append(_NO_LIFT)
    found += [*_badly_calibrated(judgement), *_unstable(judgement, auc)]
    first_come = judgement.compared.get("first_come")
    if first_come is not None and first_come.gain is not None and first_come.gain.low <= 0:
        found.append(_NOT_BEYOND_FIRST_COME)
    return tuple(found)


def _badly_calibrated(judgement: Judgement) -> list[Text]:
    found = []
    expected, slope = judgement.expected, judgement.slope_range
    if expected is not None and expected.level != "steady":
        found.append(
            say(
                "The probabilities are off: {observed} converted where {expected} were expected.",
                observed=WholeNumber(expected.observed),
                expected=WholeNumber(round(expected.expected)),
            )
        )
    if slope is not None and slope[1] < SLOPES[0]:
        found.append(_TOO_BOLD)
    if slope is not None and slope[0] > SLOPES[1]:
        found.append(_TOO_SHY)
    return found


def _unstable(judgement: Judgement, auc: Estimate) -> list[Text]:
    """Months that surely fall behind."""
    behind = [each for each in judgement.months if _counts(each) and _behind(each.auc, auc)]
    return [say("In {month} it ranked clearly worse than over the whole time.", month=each.month) for each in behind]


def _counts(month: Month) -> bool:
    return min(month.positives, month.n - month.positives) >= ENOUGH


def _behind(part: Estimate | None, whole: Estimate) -> bool:
    """By a margin, and by one and a half times the interval, so that among many parts an unlucky one is rare."""
    if part is None:
        return False
    return part.value + 1.5 * (part.high - part.value) < whole.value - WORSE


def _beside(judgement: Judgement, fair: bool) -> tuple[Text, ...]:
    """What is no doubt in itself."""
    found = []
    previous = judgement.compared.get("previous")
    if fair and previous is not None and previous.gain is not None:
        found.append(_against_previous(previous))
    if judgement.inflation is not None and judgement.inflation.level == "alarm":
        found.append(_INFLATION)
    whole = judgement.auc
    behind = [each for each in judgement.segments if whole and min(each.positives, each.n - each.positives) >= ENOUGH]
    found += [
        say("It ranks clearly worse where {feature} is {value}.", feature=each.feature, value=each.value)
        for each in behind
        if whole and _behind(each.auc, whole)
    ]
    return tuple(found)


def _against_previous(previous: Compared) -> Text:
    assert previous.gain is not None
    if previous.gain.low > 0:
        return say("It ranks better than the previous version.")
    if previous.gain.high < 0:
        return say("It ranks worse than the previous version: keep that one.")
    return say("It cannot be told apart from the previous version.")


_READY = say("Ready: the ranking works, and it is sure enough to call by.")
_WEAK = say("Weak: there is a signal, but read the doubts before you rely on it.")
_NO_SIGNAL = say("No signal: leads drawn by lot would do as well. Do not call by this ranking.")
_UNSEEN = say("No signal can be seen: too few leads converted to tell. Do not call by this ranking yet.")
_ALL_ALIKE = say("All leads have the same score.")
_REVERSED = say("No signal: the ranking is upside down, low scores convert more often. Do not call by this ranking.")
_LOW = say("It may well be little better than chance.")
_NO_LIFT = say("The best tenth does not convert surely more often than all leads.")
_TOO_BOLD = say("The probabilities are too bold: high ones are too high and low ones too low.")
_TOO_SHY = say("The probabilities are too shy: high ones are too low and low ones too high.")
_NOT_BEYOND_FIRST_COME = say("It is not surely better than to call the oldest leads first.")
_INFLATION = say("Ever more leads are in the highest band, and fewer of them convert: raise its threshold.")
