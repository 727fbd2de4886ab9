"""The figures of a preview as drawings of its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from baremo.engine.preview import Bar, Mover
from baremo.report.charts import Row, Theme
from baremo.report.drawing import draw
from baremo.report.numbers import decimal, signed
from baremo.report.preview_charts import AFTER, BEFORE, distributions, movers
from baremo.report.preview_words import PreviewShown
from baremo.report.scoring_charts import NARROW, WIDE
from baremo.texts import say

MOST = 10  # leads drawn of those who rise, and of those who fall
GAP = 0.08  # of a bin's width, left free on each side


@dataclass(frozen=True, kw_only=True)
class PreviewDrawings:
    """Draws what a preview holds."""

    shown: PreviewShown
    theme: Theme

    def distributions(self) -> str:
        """Leads by score before and after, for wide and narrow screens."""
        bars = self.shown.preview.bars
        rows = [row for bar in bars for row in self._of_bar(bar)]
        titles = {
            "x": self.shown.say(say("Score")),
            "y": self.shown.new.who,
            "low": bars[0].start,
            "high": bars[-1].end,
        }
        label = self.shown.say(say("Leads by score, before and after."))
        return "".join(
            f'<div class="{kind}">{draw(chart, label, self.shown.lang, self.theme)}</div>'
            for kind, width in (("wide", WIDE), ("narrow", NARROW))
            for chart in [distributions(rows, self.theme, width=width - 60, titles=titles)]
        )

    def movers(self, leads: Sequence[Mover]) -> str:
        """Arrows along the scale; nothing where nobody moves."""
        if not leads:
            return ""
        rows = [self._of_mover(place, each) for place, each in enumerate(leads[:MOST])]
        bars = self.shown.preview.bars
        chart = movers(rows, self.theme, width=NARROW, scale=(bars[0].start, bars[-1].end))
        label = self.shown.say(say("Scores of the leads that move most, before and after."))
        return draw(chart, label, self.shown.lang, self.theme)

    def _of_bar(self, bar: Bar) -> Iterator[Row]:
        width = bar.end - bar.start
        middle, gap = bar.start + width / 2, width * GAP
        between = say(
            "score {start} to {end}", start=decimal(bar.start, self.shown.lang), end=decimal(bar.end, self.shown.lang)
        )
        before = {"when": BEFORE, "start": bar.start + gap, "end": middle, "leads": bar.before}
        after = {"when": AFTER, "start": middle, "end": bar.end - gap, "leads": bar.after}
        told = self.shown.say(
            say(
                "{between}: {before} before, {after} after",
                between=between,
                before=self.shown.whole(bar.before),
                after=self.shown.whole(bar.after),
            )
        )
        yield {**before, "tip": told}
        yield {**after, "tip": told}

    def _of_mover(self, place: int, mover: Mover) -> Row:
        before, after = mover.before.score, mover.after.score
        shown = f"{self.shown.whole(before)} → {self.shown.whole(after)}"
        name = self.shown.key(mover.key)
        tip = f"{name}: {shown} ({signed(mover.change, self.shown.lang)})"
        return {"place": place, "name": name, "before": before, "after": after, "shown": shown, "tip": tip}
