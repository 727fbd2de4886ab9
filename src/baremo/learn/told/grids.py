"""The tables of the report on a training or a backtest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from baremo.learn.judged.figures import Conversion
from baremo.learn.told.words import Told, Words
from baremo.report.grid import Cell, Grid, Heading
from baremo.texts import Said, say

MOST_SEGMENTS = 12

Head = tuple[Said, int, bool]  # title, percent of the width, a number


def called(told: Told, words: Words) -> Grid | None:
    """What those convert who are called first."""
    rows = [
        [
            words.part(each.share) if each.per_month is None else words.say(say("{n} a month", n=each.per_month)),
            words.whole(each.n),
            words.share(each.precision.value),
            words.between(each.precision.low, each.precision.high),
            words.share(each.recall),
            words.times(each.lift),
        ]
        for each in told.figures.judgement.called
    ]
    heads: list[Head] = [
        (say("The best"), 20, False),
        (say("Leads"), 15, True),
        (say("Conversion"), 15, True),
        (say("95% sure between"), 20, True),
        (say("Of all conversions"), 15, True),
        (say("Lift"), 15, True),
    ]
    return _grid(words, say("The first called"), heads, rows)


def bands(told: Told, words: Words) -> Grid | None:
    titled = [
        replace(each, name=words.say(told.bands.get(each.name, each.name))) for each in told.figures.judgement.bands
    ]
    return _conversions(words, say("Bands"), say("Band"), titled)


def grades(told: Told, words: Words) -> Grid | None:
    return _conversions(words, say("Grades"), say("Grade"), told.figures.judgement.grades)


def weights(told: Told, words: Words, *, most: int | None = None) -> Grid | None:
    """Every feature, or so many; those that matter most first."""
    rows = [
        [words.name(each.name), words.number(each.weight, 3), words.say(each.detail)] for each in told.weights[:most]
    ]
    heads: list[Head] = [(say("Feature"), 50, False), (say("Weight"), 20, True), (say("From"), 30, False)]
    return _grid(words, say("Features"), heads, rows)


def measures(told: Told, words: Words) -> Grid | None:
    """Each figure with its range, and what would be good."""
    judged = told.figures.judgement
    rows = [
        [words.say(name), words.sure(estimate), words.say(about)]
        for name, estimate, about in (
            (say("AUC"), judged.auc, say("0.5 is chance, 1 perfect")),
            (say("Average precision"), judged.average_precision, say("chance gives the share of conversions")),
            (say("Brier score"), judged.brier, say("squared error of the probabilities; lower is better")),
            (say("Log-loss"), judged.log_loss, say("surprise of the probabilities; lower is better")),
        )
        if estimate is not None
    ]
    if judged.slope is not None and judged.intercept is not None:
        low, high = judged.slope_range or (None, None)
        sure = f" ({words.number(low, 2)} – {words.number(high, 2)})" if judged.slope_range else ""
        line = f"{words.number(judged.slope, 2)}{sure} / {words.number(judged.intercept, 2)}"
        rows.append([words.say(say("Calibration slope / intercept")), line, words.say(say("1 / 0 is perfect"))])
    heads: list[Head] = [
        (say("Figure"), 30, False),
        (say("Value (95% sure between)"), 35, True),
        (say("How to read it"), 35, False),
    ]
    return _grid(words, say("Figures"), heads, rows)


def candidates(told: Told, words: Words) -> Grid | None:
    """The kinds that competed, on the same folds."""
    rows = [
        [
            words.kind(kind),
            words.sure(each.log_loss),
            words.sure(each.auc),
            words.sure(each.average_precision),
            words.sure(each.brier),
        ]
        for kind, each in told.figures.candidates.items()
    ]
    heads: list[Head] = [
        (say("Kind"), 20, False),
        (say("Log-loss"), 20, True),
        (say("AUC"), 20, True),
        (say("Average precision"), 20, True),
        (say("Brier score"), 20, True),
    ]
    return _grid(words, say("Kinds that competed, on folds of the training leads"), heads, rows)


def compared(told: Told, words: Words) -> Grid | None:
    """Other orders of the same leads."""
    names = {
        "previous": say("the previous version"),
        "random": say("drawn by lot"),
        "first_come": say("the oldest first"),
    }
    rows = [
        [
            words.say(names[name]),
            words.sure(each.auc),
            words.number(each.average_precision),
            words.sure(each.gain),
        ]
        for name, each in told.figures.judgement.compared.items()
    ]
    heads: list[Head] = [
        (say("Order"), 25, False),
        (say("AUC"), 25, True),
        (say("Average precision"), 20, True),
        (say("This model's AUC is greater by"), 30, True),
    ]
    return _grid(words, say("Beside other orders"), heads, rows)


def segments(told: Told, words: Words) -> Grid | None:
    """Parts of the leads, the largest first."""
    largest = sorted(told.figures.judgement.segments, key=lambda each: -each.n)[:MOST_SEGMENTS]
    rows = [
        [
            f"{words.name(each.feature)}: {words.name(each.value)}",
            words.whole(each.n),
            words.share(each.conversion),
            words.share(each.expected),
            words.sure(each.auc, 2),
        ]
        for each in largest
    ]
    heads: list[Head] = [
        (say("Leads with"), 36, False),
        (say("Leads"), 14, True),
        (say("Conversion"), 14, True),
        (say("Foretold"), 14, True),
        (say("AUC"), 22, True),
    ]
    return _grid(words, say("Parts of the leads"), heads, rows)


def leakage(told: Told, words: Words) -> Grid | None:
    """Columns under suspicion, those left out first."""
    rows = [
        [
            words.name(each.column),
            words.say(say("left out") if each.excluded else say("kept")),
            words.say(each.signs if each.excluded else each.why),
        ]
        for each in told.figures.leakage
    ]
    heads: list[Head] = [(say("Column"), 25, False), (say("What was done"), 15, False), (say("Why"), 60, False)]
    return _grid(words, say("Columns that may know the outcome"), heads, rows)


def left_out(told: Told, words: Words) -> Grid | None:
    """Rows that could not be judged."""
    rows = [[words.say(why), words.whole(count)] for why, count in told.figures.left_out]
    heads: list[Head] = [(say("Why"), 80, False), (say("Leads"), 20, True)]
    return _grid(words, say("Leads left out"), heads, rows)


def _conversions(words: Words, title: Said, head: Said, found: Iterable[Conversion]) -> Grid | None:
    rows = [
        [words.name(each.name), words.whole(each.n), words.share(each.conversion), words.between(each.low, each.high)]
        for each in found
    ]
    heads: list[Head] = [
        (head, 30, False),
        (say("Leads"), 20, True),
        (say("Conversion"), 20, True),
        (say("95% sure between"), 30, True),
    ]
    return _grid(words, title, heads, rows)


def _grid(words: Words, title: Said, heads: Sequence[Head], rows: Sequence[Sequence[str]]) -> Grid | None:
    if not rows:
        return None
    return Grid(
        title=words.say(title),
        columns=tuple(Heading(title=words.say(head), width=width, number=number) for head, width, number in heads),
        rows=tuple(tuple(Cell(text=text) for text in row) for row in rows),
    )
