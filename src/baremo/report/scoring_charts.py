"""The figures of a scoring as charts of its report: rows with the texts that they show, then drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from baremo.engine.summary import Bin, Count, CriterionFigures, DimensionFigures, GradeMatrix
from baremo.model.spelling import number_text
from baremo.report import charts
from baremo.report.charts import Row, Theme
from baremo.report.drawing import draw
from baremo.report.numbers import decimal, percent, signed
from baremo.report.shown import Shown
from baremo.texts import say

WIDE, NARROW = 1130, 350  # px of a drawing on a desk and on a telephone
MOST = 40  # criteria drawn; the table has them all


@dataclass(frozen=True, kw_only=True)
class Charts:
    """Draws what a summary holds."""

    shown: Shown
    theme: Theme

    def distribution(self) -> str:
        """Leads by score, coloured by band, for wide and narrow screens."""
        rows = [row for bin_ in self.shown.summary.bins for row in self._of_bin(bin_)]
        titles = {"x": self.shown.say(say("Score")), "y": self.shown.names.who}
        label = self.shown.say(say("Leads by score, coloured by band."))
        return "".join(
            f'<div class="{kind}">{draw(chart, label, self.shown.lang, self.theme)}</div>'
            for kind, width in (("wide", WIDE), ("narrow", NARROW))
            for chart in [charts.distribution(rows, self._median(), self.theme, width=width - 60, titles=titles)]
        )

    def bands(self) -> str:
        colours = self.theme.bands
        return self._bars(
            self.shown.summary.bands, self.shown.names.of_band, colours, self.shown.say(say("Leads in each band."))
        )

    def stages(self) -> str:
        colours = shades(self.theme.plus, self.theme.paper, self.theme.neutral, len(self.shown.summary.stages))
        label = self.shown.say(say("Leads by the highest stage that they are eligible for."))
        return self._bars(self.shown.summary.stages, self.shown.names.of_stage, colours, label)

    def disqualified(self) -> str:
        counts = self.shown.summary.disqualified
        label = self.shown.say(say("Leads that each rule disqualifies."))
        return self._bars(counts, self.shown.names.of_rule, [self.theme.minus] * len(counts), label)

    def grades(self, matrix: GradeMatrix) -> str:
        rows = [
            {
                "letter": letter,
                "number": number,
                "leads": leads,
                "shown": self.shown.whole(leads),
                "tip": self._tip(letter + number, leads),
            }
            for letter, row in zip(matrix.letters, matrix.leads, strict=True)
            for number, leads in zip(matrix.numbers, row, strict=True)
        ]
        chart = charts.grades(rows, (list(matrix.letters), list(matrix.numbers)), self.theme, width=NARROW - 40)
        return draw(chart, self.shown.say(say("Leads with each grade.")), self.shown.lang, self.theme)

    def criteria(self) -> str:
        """Those that gave anybody points, the most giving first; for wide and narrow screens."""
        alive = sorted(self.shown.summary.dealt, key=lambda each: -abs(each.points))
        shown = sorted(alive[:MOST], key=lambda each: -each.points)
        if not shown:
            return ""
        labels = _distinct([self.shown.names.of_criterion(each.criterion) for each in shown])
        rows = [row for each, name in zip(shown, labels, strict=True) for row in self._of_criterion(each, name)]
        titles = {
            "points": self.shown.say(say("points, on average of all {who}", who=self.shown.names.who)),
            "reach": self.shown.say(say("share of {who} that it reaches", who=self.shown.names.who)),
        }
        label = self.shown.say(say("Average points and reach of each criterion."))
        wide = draw(charts.criteria(rows, self.theme, titles=titles), label, self.shown.lang, self.theme)
        narrow = draw(charts.criteria_narrow(rows, self.theme, width=NARROW), label, self.shown.lang, self.theme)
        return f'<div class="wide">{wide}</div><div class="narrow">{narrow}</div>'

    def dimensions(self) -> str:
        rows = [self._of_dimension(place, each) for place, each in enumerate(self.shown.summary.dimensions)]
        chart = charts.dimensions(rows, self.theme, width=NARROW, titles={"x": self.shown.say(say("points"))})
        return draw(chart, self.shown.say(say("How the points of each dimension spread.")), self.shown.lang, self.theme)

    def _of_bin(self, bin_: Bin) -> list[Row]:
        between = self.shown.say(
            say(
                "score {start} to {end}",
                start=decimal(bin_.start, self.shown.lang),
                end=decimal(bin_.end, self.shown.lang),
            )
        )
        total = self.shown.whole(bin_.leads)
        rows: list[Row] = []
        for place, band in enumerate(bin_.bands):
            inside = f"{between}, {self.shown.names.of_band(band.name)}" if band.name else between
            row = {"start": bin_.start, "end": bin_.end, "band": place, "leads": band.leads}
            first = bin_.leads if not rows else 0
            rows.append({**row, "total": first, "shown": total, "tip": self._tip(inside, band.leads)})
        return rows

    def _median(self) -> Row | None:
        if self.shown.summary.score is None:
            return None
        median = self.shown.summary.score.median
        return {"at": median, "label": self.shown.say(say("median {score}", score=self.shown.whole(median)))}

    def _bars(
        self, counts: Sequence[Count], name_of: Callable[[str | None], str], colours: Sequence[str], label: str
    ) -> str:
        rows = [
            {
                "place": place,
                "name": name_of(each.name),
                "leads": each.leads,
                "shown": f"{self.shown.whole(each.leads)} · {self.shown.share(each.leads)}",
                "tip": self._tip(name_of(each.name), each.leads),
            }
            for place, each in enumerate(counts)
        ]
        return draw(charts.bars(rows, colours, self.theme, width=NARROW), label, self.shown.lang, self.theme)

    def _of_criterion(self, each: CriterionFigures, name: str) -> list[Row]:
        """A bar for what it gave and one for what it took; all that is said once stands in the first."""
        leads = self.shown.summary.leads
        reached, mean = percent(each.reach / leads, self.shown.lang), signed(each.points / leads, self.shown.lang)
        tip = self.shown.say(
            say(
                "{name}: {points} points on average, {share} of {who} reached",
                name=name,
                points=mean,
                share=reached,
                who=self.shown.names.who,
            )
        )
        shared = {"name": name, "reach": each.reach / leads, "tip": tip}
        told = {"reached": reached, "both": f"{mean} · {reached}"}
        quiet = {"reached": "", "both": ""}
        parts = [part for part in (each.gained, each.lost) if part] or [0.0]
        return [
            {
                **shared,
                "points": part / leads,
                "label": signed(part / leads, self.shown.lang),
                **(quiet if number else told),
            }
            for number, part in enumerate(parts)
        ]

    def _of_dimension(self, place: int, each: DimensionFigures) -> Row:
        assert each.spread is not None
        low, first, median, third, high = each.spread.quarters
        name = self.shown.names.of_dimension(each.dimension)
        most = each.dimension.max
        of = "" if most is None else f" / {number_text(most * each.dimension.weight)}"
        shown = self.shown.say(say("median {points}", points=decimal(median, self.shown.lang) + of))
        tip = self.shown.say(
            say(
                "{name}: half of them have {first} to {third} points, all of them {low} to {high}",
                name=name,
                first=decimal(first, self.shown.lang),
                third=decimal(third, self.shown.lang),
                low=decimal(low, self.shown.lang),
                high=decimal(high, self.shown.lang),
            )
        )
        points = {"low": low, "first": first, "median": median, "third": third, "high": high}
        return {"place": place, "name": name, "shown": shown, "tip": tip, **points}

    def _tip(self, what: str, leads: int) -> str:
        return f"{what}: {self.shown.whole(leads)} ({self.shown.share(leads)})"


def shades(strong: str, pale: str, weakest: str, count: int) -> list[str]:
    """So many colours, from the strong one ever nearer to the pale one; the last is the weakest."""
    steps = max(count - 2, 1)
    shares = [100 - round(55 * place / steps) for place in range(count - 1)]
    return [*(f"color-mix(in srgb, {strong} {share}%, {pale})" for share in shares), weakest][:count]


def _distinct(labels: list[str]) -> list[str]:
    """Equal titles would share a bar."""
    seen: dict[str, int] = {}
    found = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        found.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return found
