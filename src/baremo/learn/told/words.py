"""How the report on a training or a backtest says its figures, in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from baremo.learn.judged.figures import Figures
from baremo.learn.measures import Estimate
from baremo.learn.threshold import Thresholds
from baremo.report.names import one_line, short
from baremo.report.numbers import decimal, fine_percent, fixed, percent, whole
from baremo.texts import Said, Text, say

KINDS = {
    "scorecard": say("scorecard"),
    "naive-bayes": say("naive Bayes"),
    "boosted": say("boosted trees"),
    "predictor": say("predictor"),
    "rules": say("rules"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Weight:
    """How much a feature moves the log-odds, on average of the leads."""

    name: str
    weight: float
    detail: Said = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a report tells.

    Attributes
    ----------
    bands : mapping of str to Said
        What the model calls them, where it gives them titles.
    cautions : tuple of Text
        Those of the figures' warnings that belong to the verdict.
    calls : tuple of Text
        Whom to call, and which scores of the model that is.
    drift, changes : tuple
        How the leads differ from those of an earlier training, and the model from its.
    money : tuple of Text
        What won deals bring.
    facts : tuple of Text
        What is known in a word, such as how many leads.
    how : tuple of Text
        How it was done, in sentences.
    card : tuple of (Text, Text)
        The model card: a heading and what there is to say.
    """

    title: Text
    figures: Figures
    thresholds: Thresholds | None = None
    bands: Mapping[str, Said] = field(default_factory=dict)
    cautions: tuple[Text, ...] = ()
    calls: tuple[Text, ...] = ()
    weights: tuple[Weight, ...] = ()
    drift: tuple[Text, ...] = ()
    changes: tuple[Said, ...] = ()
    money: tuple[Text, ...] = ()
    facts: tuple[Text, ...] = ()
    how: tuple[Text, ...] = ()
    card: tuple[tuple[Text, Text], ...] = field(default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """Texts and numbers of one language."""

    lang: str

    def say(self, text: Said) -> str:
        """Plain, on one line."""
        return one_line(text, self.lang)

    def name(self, name: Said) -> str:
        """A column's name, or a value, however long it was given."""
        return short(self.say(name))

    def html(self, text: Said) -> str:
        return escape(self.say(text))

    def whole(self, number: float) -> str:
        return whole(number, self.lang)

    def share(self, share: float | None) -> str:
        """A share in percent, finer where it is small."""
        return "–" if share is None else fine_percent(share, self.lang)

    def part(self, share: float) -> str:
        """A part of the leads, in whole percent."""
        return percent(share, self.lang)

    def between(self, low: float | None, high: float | None) -> str:
        return f"{self.share(low)} – {self.share(high)}"

    def number(self, value: float | None, digits: int = 3) -> str:
        return "–" if value is None else fixed(value, self.lang, digits=digits)

    def times(self, value: float) -> str:
        return f"{decimal(value, self.lang)} ×"

    def sure(self, estimate: Estimate | None, digits: int = 3) -> str:
        """A figure with its range."""
        if estimate is None:
            return "–"
        low, high = self.number(estimate.low, digits), self.number(estimate.high, digits)
        return f"{self.number(estimate.value, digits)} ({low} – {high})"

    def items(self, texts: Sequence[Said]) -> str:
        """A list; nothing where there is nothing to say."""
        found = "".join(f"<li>{self.html(text)}</li>" for text in texts)
        return f"<ul>{found}</ul>" if found else ""

    def kind(self, kind: str) -> str:
        return self.say(KINDS.get(kind, kind))
