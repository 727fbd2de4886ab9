"""The figures of an analysis as drawings of its page."""

from __future__ import annotations

from dataclasses import dataclass

from baremo.report.analysis_charts import close_rates, information
from baremo.report.analysis_figures import CloseRate, FeatureFigures
from baremo.report.analysis_grids import heading, in_order
from baremo.report.analysis_words import AnalysisShown
from baremo.report.charts import Row, Theme
from baremo.report.drawing import draw
from baremo.texts import say

WIDTH, BARS = 330, 480  # px of a drawing of close rates, and of the features' bars
MOST_BARS = 16


@dataclass(frozen=True, kw_only=True)
class AnalysisDrawings:
    """Draws what an analysis holds."""

    shown: AnalysisShown
    theme: Theme

    def information(self) -> str:
        """The features by what they tell, in two columns where there is room."""
        told = self.shown.told[:MOST_BARS]
        half = (len(told) + 1) // 2 if len(told) > 6 else len(told)
        most = max([each.information for each in told], default=0.0)
        parts = [told[:half], told[half:]]
        label = self.shown.say(say("Information value of each column."))
        charts = [information(self._bars(part), self.theme, width=BARS, most=most) for part in parts if part]
        return "".join(f"<div>{draw(chart, label, self.shown.lang, self.theme)}</div>" for chart in charts)

    def close_rates(self, feature: FeatureFigures) -> str:
        """The close rate of each value, against that of all leads."""
        rows = [self._dot(place, rate) for place, rate in enumerate(in_order(feature))]
        overall = self.shown.analysis.rate
        label = self.shown.say(say("Close rate by {column}.", column=heading(self.shown, feature)))
        chart = close_rates(rows, self.theme, width=WIDTH, overall=overall)
        return draw(chart, label, self.shown.lang, self.theme)

    def _bars(self, features: tuple[FeatureFigures, ...]) -> list[Row]:
        return [
            {
                "place": place,
                "name": self.shown.name(each.name),
                "value": each.information,
                "known": each.strength != "none",
                "shown": self._weight(each),
                "tip": f"{self.shown.name(each.name)}: {self.shown.hundredths(each.information)}",
            }
            for place, each in enumerate(features)
        ]

    def _weight(self, feature: FeatureFigures) -> str:
        value = self.shown.hundredths(feature.information)
        return value if feature.strength == "none" else f"{value} · {self.shown.strength(feature)}"

    def _dot(self, place: int, rate: CloseRate) -> Row:
        overall = self.shown.analysis.rate
        name = self.shown.group(rate.group)
        tip = say(
            "{name}: {customers} of {leads} leads became customers, {rate} ({interval})",
            name=name,
            customers=self.shown.whole(rate.customers),
            leads=self.shown.whole(rate.leads),
            rate=self.shown.share(rate.rate),
            interval=self.shown.interval(rate),
        )
        return {
            "place": place,
            "name": name,
            "rate": rate.rate,
            "low": rate.low,
            "high": rate.high,
            "side": int(rate.low > overall) - int(rate.high < overall),
            "shown": f"{self.shown.share(rate.rate)} · {self.shown.whole(rate.leads)}",
            "tip": self.shown.say(tip),
        }
