"""Draws the charts of a report on what was learned: a row's texts are said already, its numbers are plain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from baremo.report import learning_charts as charts
from baremo.report.charts import Row, Theme, bars
from baremo.report.drawing import draw

WIDTH = 480  # px of a drawing; two stand side by side where there is room
ROOM = 70  # of it for the axis


@dataclass(frozen=True, kw_only=True)
class LearningDrawings:
    """SVG in a language; `label` says to those who cannot see a drawing what it shows."""

    lang: str
    theme: Theme = field(default_factory=Theme)

    def gains(self, rows: Sequence[Row], titles: Row, label: str) -> str:
        chart = charts.gains(rows, self.theme, width=WIDTH - ROOM, titles=titles)
        return draw(chart, label, self.lang, self.theme)

    def deciles(self, rows: Sequence[Row], overall: Row, titles: Row, label: str) -> str:
        chart = charts.deciles(rows, overall, self.theme, width=WIDTH - ROOM, titles=titles)
        return draw(chart, label, self.lang, self.theme)

    def reliability(self, rows: Sequence[Row], titles: Row, label: str) -> str:
        chart = charts.reliability(rows, self.theme, width=WIDTH - ROOM, titles=titles)
        return draw(chart, label, self.lang, self.theme)

    def months(self, rows: Sequence[Row], titles: Row, label: str) -> str:
        chart = charts.months(rows, self.theme, width=WIDTH - ROOM, titles=titles)
        return draw(chart, label, self.lang, self.theme)

    def intervals(self, rows: Sequence[Row], chance: Row, titles: Row, label: str) -> str:
        chart = charts.intervals(rows, chance, self.theme, width=WIDTH - ROOM, titles=titles)
        return draw(chart, label, self.lang, self.theme)

    def thresholds(self, rows: Sequence[Row], marks: Sequence[Row], titles: Row, label: str) -> str:
        chart = charts.thresholds(rows, marks, self.theme, width=WIDTH - ROOM, titles=titles)
        return draw(chart, label, self.lang, self.theme)

    def weights(self, rows: Sequence[Row], label: str) -> str:
        chart = bars(rows, [self.theme.accent] * len(rows), self.theme, width=WIDTH)
        return draw(chart, label, self.lang, self.theme)
