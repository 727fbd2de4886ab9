"""The report on a training or a backtest: one page that works offline, the verdict first, the method last.

It holds no lead's data: figures, and the values of features.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from baremo.learn.told import grids
from baremo.learn.told.drawings import Drawings
from baremo.learn.told.words import Told, Words
from baremo.report.grid import Grid, to_html
from baremo.report.markup import figure, folded, section
from baremo.report.page import page
from baremo.report.report_head import Tile, header, report_head
from baremo.texts import Text, say


def learning_report(told: Told, *, lang: str) -> str:
    """The report as HTML.

    Parameters
    ----------
    told : Told
        The figures and what there is to say of them.
    lang : str
        The language of the texts and of the numbers, "en" or "es".
    """
    words = Words(lang=lang)
    drawings = Drawings(told=told, words=words)
    parts = (_verdict, _who_to_call, _what_matters, _how_sure, _over_time, _left_out, _drift, _how, _card)
    main = "\n".join(part(told, words, drawings) for part in parts)
    title = words.say(told.title)
    verdict = told.figures.verdict.sentences
    head = header(title, words.say(verdict[0]), [words.say(fact) for fact in told.facts], _tiles(told, words))
    return page(title, f"{head}\n<main>\n{main}\n</main>", lang, head=report_head("preview_report.css"))


def _tiles(told: Told, words: Words) -> list[Tile]:
    judgement = told.figures.judgement
    found: list[Tile] = [
        (words.say(say("leads judged")), words.whole(judgement.n), ""),
        (
            words.say(say("converted")),
            words.whole(judgement.positives),
            words.share(judgement.positives / judgement.n if judgement.n else None),
        ),
    ]
    if judgement.auc is not None:
        sure = f"{words.number(judgement.auc.low, 2)} – {words.number(judgement.auc.high, 2)}"
        found.append((words.say(say("area under the curve")), words.number(judgement.auc.value), sure))
    if judgement.called:
        first = judgement.called[0]
        name = say("conversion of the best {share}", share=words.part(first.share))
        found.append((words.say(name), words.share(first.precision.value), words.times(first.lift)))
    return found


def _verdict(told: Told, words: Words, drawings: Drawings) -> str:
    sentences = (*told.figures.verdict.sentences[1:], *told.cautions)
    return section(words.html(say("Does it work?")), words.items(sentences))


def _who_to_call(told: Told, words: Words, drawings: Drawings) -> str:
    about = say(
        "Call from the best score downwards. How far depends on how many you can call, and what a deal is worth."
    )
    return section(
        words.html(say("Who to call")),
        _beside(
            figure(drawings.gains(), words.html(say("Conversions reached"))),
            figure(drawings.deciles(), words.html(say("Conversion by tenth"))),
            figure(drawings.thresholds(), words.html(say("Conversion of those called"))),
        ),
        words.items([*told.calls, *told.money]),
        *_tables([grids.called(told, words), grids.bands(told, words), grids.grades(told, words)]),
        about=words.html(about),
    )


def _what_matters(told: Told, words: Words, drawings: Drawings) -> str:
    about = say("Longer bars matter more: how far each feature moves a lead up or down, on average, in log-odds.")
    rest = grids.weights(told, words)
    return section(
        words.html(say("What matters")),
        figure(drawings.weights()),
        folded(words.html(say("The same as a table")), to_html(rest)) if rest else "",
        about=words.html(about) if told.weights else "",
    )


def _how_sure(told: Told, words: Words, drawings: Drawings) -> str:
    return section(
        words.html(say("How sure it is")),
        _beside(
            figure(drawings.areas(), words.html(say("How well it ranks"))),
            figure(drawings.reliability(), words.html(say("Whether probabilities come true"))),
        ),
        *_tables([grids.measures(told, words)]),
        words.items(told.figures.judgement.warnings),
        *_tables([grids.candidates(told, words)]),
    )


def _over_time(told: Told, words: Words, drawings: Drawings) -> str:
    return section(
        words.html(say("Where and when it holds")),
        figure(drawings.months(), words.html(say("Conversion from month to month"))),
        *_tables([grids.compared(told, words), grids.segments(told, words)]),
    )


def _left_out(told: Told, words: Words, drawings: Drawings) -> str:
    about = say(
        "A column that was filled in after the outcome makes figures look excellent and is useless on new leads."
    )
    return section(
        words.html(say("What was left out, and why")),
        *_tables([grids.leakage(told, words), grids.left_out(told, words)]),
        words.items([each for each in told.figures.warnings if each not in told.cautions]),
        about=words.html(about),
    )


def _drift(told: Told, words: Words, drawings: Drawings) -> str:
    differ = words.items(told.changes)
    return section(
        words.html(say("What has changed since")),
        words.items(told.drift),
        f"<h3>{words.html(say('The model'))}</h3>\n{differ}" if differ else "",
    )


def _how(told: Told, words: Words, drawings: Drawings) -> str:
    return section(words.html(say("How it was done")), words.items(told.how))


def _card(told: Told, words: Words, drawings: Drawings) -> str:
    rows = "".join(f"<dt>{words.html(name)}</dt><dd>{words.html(text)}</dd>" for name, text in told.card)
    return section(words.html(say("Model card")), f'<dl class="card">{rows}</dl>' if rows else "")


def _beside(*figures: str) -> str:
    """Two in a row at most, lest what stands at their axes is too small to read."""
    shown = "".join(figures)
    return f'<div class="columns large">{shown}</div>' if shown else ""


def _tables(found: Sequence[Grid | None]) -> list[str]:
    return [f"<h3>{escape(grid.title)}</h3>\n{to_html(grid)}" for grid in found if grid is not None]


def card_of(*rows: tuple[Text, Text | None]) -> tuple[tuple[Text, Text], ...]:
    """A model card of what there is to say."""
    return tuple((name, text) for name, text in rows if text is not None)
