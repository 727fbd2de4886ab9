"""A preview's values as people read them, in one language: what was by the old model's names, the rest by the new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from baremo.engine.preview import Cause, Conversion, Direction, Movement, Preview
from baremo.model.change import Change
from baremo.report.names import Names, short
from baremo.report.numbers import decimal, percent, whole
from baremo.report.receipt_words import ADJUSTMENTS, local
from baremo.texts import Joined, Said, say

NOTHING = "–"
TOTAL = "(total)"  # in place of a dimension
What = Literal["band", "stage"]
ARROWS = {"up": "↑", "down": "↓"}

WAYS: dict[tuple[What, Direction], Said] = {
    ("stage", "up"): say("to a higher stage"),
    ("stage", "down"): say("to a lower stage"),
    ("stage", "other"): say("to another stage"),
    ("band", "up"): say("to a higher band"),
    ("band", "down"): say("to a lower band"),
    ("band", "other"): say("to another band"),
}


@dataclass(frozen=True, kw_only=True)
class PreviewShown:
    """What the terminal, a page and Markdown show of a preview."""

    preview: Preview
    old: Names
    new: Names
    differences: tuple[Change, ...]  # between the two models

    @property
    def lang(self) -> str:
        return self.new.lang

    @property
    def as_of(self) -> str:
        """The instant on the clocks of the new model's zone."""
        return f"{local(self.preview.as_of, self.new):%Y-%m-%d %H:%M} ({self.new.model.timezone})"

    @property
    def versions(self) -> str:
        return f"{self.preview.old} → {self.preview.new}"

    @property
    def nothing(self) -> bool:
        """Whether no lead's score, band, stage or disqualification changes."""
        moved = any(each.moved for each in (self.preview.bands, self.preview.stages) if each is not None)
        out = any(each.entered or each.left for each in self.preview.disqualified)
        return not (self.preview.changed or moved or out)

    def say(self, text: Said) -> str:
        return self.new.say(text)

    def html(self, text: Said) -> str:
        return self.new.html(text)

    def whole(self, number: float) -> str:
        return whole(number, self.lang)

    def count(self, leads: int) -> str:
        """How many, or a dash for none."""
        return self.whole(leads) if leads else NOTHING

    def share(self, leads: int) -> str:
        """A part of all leads."""
        return percent(leads / self.preview.leads if self.preview.leads else 0, self.lang)

    def key(self, key: str) -> str:
        return short(self.say(key))

    def sentences(self) -> list[str]:
        """What changed between the two models."""
        return [self.say(each.sentence) for each in self.differences]

    def of(self, what: What, name: str | None, *, was: bool = False) -> str:
        """A band's or stage's name; the old model's, if it `was`."""
        names = self.old if was else self.new
        if what == "stage":
            return names.of_stage(name)
        return names.of_band(name) if name is not None else self.say(say("no band"))

    def called(self, what: What, name: str) -> str:
        """A band or stage in a sentence."""
        shown = self.of(what, name)
        return shown if what == "stage" else self.say(say("“{band}”", band=shown))

    def from_to(self, what: What, before: str | None, after: str | None) -> str:
        """Both names, or the one that stays."""
        was, now = self.of(what, before, was=True), self.of(what, after)
        return now if before == after else f"{was} → {now}"

    def points(self, before: float, after: float) -> str:
        return f"{decimal(before, self.lang)} → {decimal(after, self.lang)}"

    def cause(self, cause: Cause) -> str:
        """What gave a lead other points, and how many before and after."""
        return f"{self._cause(cause)} {self.points(cause.before, cause.after)}"

    def criterion(self, name: str) -> str:
        """A criterion's title in the new model, or in the old where it is gone."""
        for names in (self.new, self.old):
            for _, criterion in names.model.criteria():
                if criterion.name == name:
                    return names.of_criterion(criterion)
        return name

    def dimension(self, name: str) -> str:
        for names in (self.new, self.old):
            for dimension in names.model.dimensions:
                if dimension.name == name:
                    return names.of_dimension(dimension)
        return name

    def conversion(self, conversion: Conversion | None) -> str:
        """A share with its interval, or that there are too few leads for one."""
        if conversion is None or not conversion.leads:
            return NOTHING
        if conversion.share is None or conversion.interval is None:
            few = say("{converted} of {leads}", converted=conversion.converted, leads=conversion.leads)
            return self.say(few)
        low, high = (percent(each, self.lang) for each in conversion.interval)
        return f"{percent(conversion.share, self.lang)} ({low} – {high})"

    def _cause(self, cause: Cause) -> str:
        step = ADJUSTMENTS.get(cause.criterion)
        if step is None:
            return self.criterion(cause.criterion)
        return self.say(step) if cause.dimension == TOTAL else f"{self.dimension(cause.dimension)}: {self.say(step)}"


def headline(shown: PreviewShown) -> str:
    """Plain text: how many leads change, and how many reach or lose what matters."""
    preview = shown.preview
    if not preview.leads:
        return shown.say(say("There is nobody to score: the table of {who} is empty.", who=shown.new.who))
    if not shown.differences:
        return shown.say(say("Both models mean the same: nothing changes for anybody."))
    if shown.nothing:
        return shown.say(
            say("Nothing changes for any of {all} {who}.", all=shown.whole(preview.leads), who=shown.new.who)
        )
    parts = [_scores(shown), *_thresholds(shown)]
    return " ".join(shown.say(part) for part in parts)


def _scores(shown: PreviewShown) -> Said:
    preview, who = shown.preview, shown.new.who
    total = shown.whole(preview.leads)
    raised, lowered = shown.whole(preview.raised), shown.whole(preview.lowered)
    if not preview.changed:
        return say("The score of none of {all} {who} changes.", all=total, who=who)
    if not preview.lowered:
        return say("The score rises for {raised} of {all} {who}.", raised=raised, all=total, who=who)
    if not preview.raised:
        return say("The score falls for {lowered} of {all} {who}.", lowered=lowered, all=total, who=who)
    return say(
        "The score changes for {changed} of {all} {who}: it rises for {raised} and falls for {lowered}.",
        changed=shown.whole(preview.changed),
        all=total,
        who=who,
        raised=raised,
        lowered=lowered,
    )


def _thresholds(shown: PreviewShown) -> list[Said]:
    """How many newly reach each stage, and how many lose it; of bands, where no stage is crossed."""
    preview = shown.preview
    movements: list[tuple[What, Movement | None]] = [("stage", preview.stages), ("band", preview.bands)]
    for what, movement in movements:
        found = crossed(movement) if movement is not None else []
        if found:
            reached = [(shown.called(what, name), leads) for name, leads, _ in found if leads]
            lost = [(shown.called(what, name), leads) for name, _, leads in found if leads]
            return [
                *([say("Newly reached: {names}.", names=_listed(shown, reached))] if reached else []),
                *([say("Lost: {names}.", names=_listed(shown, lost))] if lost else []),
            ]
    there = [movement for _, movement in movements if movement is not None]
    if not there or any(movement.moved for movement in there):
        return []
    return [say("Nobody moves to another band or stage.")]


def _listed(shown: PreviewShown, counts: list[tuple[str, int]]) -> Said:
    parts = tuple(say("{name} by {leads}", name=name, leads=shown.whole(leads)) for name, leads in counts)
    return Joined(parts, ", ")


def crossed(movement: Movement) -> list[tuple[str, int, int]]:
    """Of each name in both models that anybody crosses: how many newly reach it or pass it, how many fall below it.

    Whoever goes from MQL to SQL has not lost MQL, so 'reached' counts those at or above a name who were below it.
    """
    found: list[tuple[str, int, int]] = []
    for name in movement.after:
        if name is None or name not in movement.before:
            continue
        old, new = movement.before.index(name), movement.after.index(name)
        reached = sum(sum(row[: new + 1]) for row in movement.leads[old + 1 :])
        lost = sum(sum(row[new + 1 :]) for row in movement.leads[: old + 1])
        if reached or lost:
            found.append((name, reached, lost))
    return found


def tiles(shown: PreviewShown) -> list[tuple[str, str, str]]:
    """Names, values and shares of the figures that people ask for first."""
    preview = shown.preview
    found = [
        (shown.new.who, shown.whole(preview.leads), ""),
        (shown.say(say("score rises")), shown.whole(preview.raised), shown.share(preview.raised)),
        (shown.say(say("score falls")), shown.whole(preview.lowered), shown.share(preview.lowered)),
    ]
    if preview.mean_change is not None:
        assert preview.mean_before is not None
        assert preview.mean_after is not None
        mean = shown.points(preview.mean_before, preview.mean_after)
        found.append((shown.say(say("mean score")), mean, ""))
    movements: list[tuple[What, Movement | None]] = [("stage", preview.stages), ("band", preview.bands)]
    what, movement = next((each for each in movements if each[1] is not None), ("band", None))
    for way in movement.crossings if movement is not None else ():
        if way.direction in ("up", "down"):
            found.append((shown.say(WAYS[what, way.direction]), shown.whole(way.leads), shown.share(way.leads)))
    return found
