"""What the parts of a model are called in a report: their titles in its language, else their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from baremo.model.criteria import Criterion, Question, Title
from baremo.model.dimensions import Dimension
from baremo.model.model import ScoringModel
from baremo.texts import Joined, Localised, Said, Text, WholeNumber, plain, say

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
LONGEST = 80  # characters of a name


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """Plain texts of one line, not yet escaped."""

    model: ScoringModel
    lang: str

    def say(self, text: Said) -> str:
        return one_line(text, self.lang)

    def html(self, text: Said) -> str:
        return escape(self.say(text))

    @property
    def heading(self) -> str:
        return self._called(self.model.title, self.model.name)

    @property
    def who(self) -> str:
        """Those who are scored, as they stand in a sentence."""
        return self.say(say("accounts") if self.model.scores == "account" else say("leads"))

    def of_criterion(self, criterion: Criterion) -> str:
        asked = criterion.rule.question if isinstance(criterion.rule, Question) else None
        return self._called(criterion.title or asked, criterion.name)

    def of_dimension(self, dimension: Dimension) -> str:
        return self._called(dimension.title, dimension.name)

    def of_band(self, name: str | None) -> str:
        titles = {band.name: band.title for band in self.model.bands}
        return self._called(titles.get(name or ""), name or "")

    def of_stage(self, name: str | None) -> str:
        """A stage's name, which people use more than its title."""
        return self.say(name) if name is not None else self.say(say("none yet"))

    def of_rule(self, name: str | None) -> str:
        titles = {rule.name: rule.title for rule in self.model.disqualify}
        return self._called(titles.get(name or ""), name or "")

    def _called(self, title: Title | None, name: str) -> str:
        return short(self.say(Localised(title, name) if title else name))


def one_line(text: Said, lang: str) -> str:
    """Without control characters, line breaks and marks that turn the direction of writing."""
    return _CONTROLS.sub(" ", plain(text, lang)).strip()


def few(text: Said, *, most: int = 5) -> Said:
    """A text whose long lists are cut, for a terminal: 'a, b, c, d, e and 17 more'."""
    match text:
        case Joined(parts=parts, between=between) if len(parts) > most + 1:
            more = say("{count} more", count=WholeNumber(len(parts) - most))
            return Joined((*parts[:most], more), say(" and "), between)
        case Text(template=template, values=values):
            cut = {name: few(each, most=most) for name, each in values.items() if isinstance(each, Joined)}
            return Text(template, {**values, **cut})
        case _:
            return text


def short(text: str) -> str:
    """A name that fits into a cell, however long it was given."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
