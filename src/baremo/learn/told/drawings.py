"""The figures of a training or a backtest as drawings of its report."""

from __future__ import annotations

from dataclasses import dataclass

from baremo.learn.judged.figures import Judgement
from baremo.learn.measures import Estimate
from baremo.learn.told.words import Told, Words
from baremo.report.charts import Row
from baremo.report.learning_drawings import LearningDrawings
from baremo.texts import say

MOST = 15  # features drawn


@dataclass(frozen=True, kw_only=True)
class Drawings:
    """Draws what there is to draw; an empty text where there is nothing."""

    told: Told
    words: Words

    @property
    def judgement(self) -> Judgement:
        return self.told.figures.judgement

    @property
    def draw(self) -> LearningDrawings:
        return LearningDrawings(lang=self.words.lang)

    def gains(self) -> str:
        """Of all who convert, how many are reached by calling the best first."""
        if not self.judgement.lift:
            return ""
        called, rows = 0, [self._gain(0.0, 0.0)]
        for decile in self.judgement.lift:
            called += decile.n
            rows.append(self._gain(called / self.judgement.n, decile.gain))
        titles = {
            "x": self.words.say(say("leads called, the best first")),
            "y": self.words.say(say("conversions reached")),
        }
        return self.draw.gains(rows, titles, self.words.say(say("Conversions reached by how many leads are called.")))

    def deciles(self) -> str:
        """How each tenth of the leads converts."""
        if not self.judgement.lift:
            return ""
        overall = self.judgement.positives / self.judgement.n
        rows: list[Row] = []
        for each in self.judgement.lift:
            tip = say(
                "tenth {decile}: {share} of {n} leads convert ({times})",
                decile=each.decile,
                share=self.words.share(each.conversion),
                n=self.words.whole(each.n),
                times=self.words.times(each.lift),
            )
            rows.append(
                {
                    "decile": each.decile,
                    "conversion": each.conversion,
                    "low": each.low,
                    "high": each.high,
                    "tip": self.words.say(tip),
                }
            )
        label = self.words.say(say("all leads: {share}", share=self.words.share(overall)))
        titles = {
            "x": self.words.say(say("tenth of the leads, the best first")),
            "y": self.words.say(say("conversion")),
        }
        return self.draw.deciles(
            rows, {"at": overall, "label": label}, titles, self.words.say(say("Conversion of each tenth of the leads."))
        )

    def reliability(self) -> str:
        """What was foretold beside what came."""
        bins = self.judgement.calibration
        if len(bins) < 2:
            return ""
        rows = [
            {
                "predicted": each.predicted,
                "observed": each.observed,
                "low": each.low,
                "high": each.high,
                "n": each.n,
                "tip": self.words.say(
                    say(
                        "foretold {predicted}, came {observed} of {n} leads",
                        predicted=self.words.share(each.predicted),
                        observed=self.words.share(each.observed),
                        n=self.words.whole(each.n),
                    )
                ),
            }
            for each in bins
        ]
        titles = {"x": self.words.say(say("foretold")), "y": self.words.say(say("converted"))}
        return self.draw.reliability(
            rows, titles, self.words.say(say("Probabilities foretold and conversions that came."))
        )

    def months(self) -> str:
        """Conversion and what was foretold, from month to month."""
        months = self.judgement.months
        if len(months) < 2:
            return ""
        rows: list[Row] = []
        for each in months:
            tip = say(
                "{month}: {share} of {n} leads convert",
                month=each.month,
                share=self.words.share(each.conversion),
                n=self.words.whole(each.n),
            )
            rows.append(
                {
                    "month": each.month,
                    "conversion": each.conversion,
                    "low": each.low,
                    "high": each.high,
                    "expected": each.expected,
                    "tip": self.words.say(tip),
                }
            )
        titles = {"y": self.words.say(say("conversion"))}
        return self.draw.months(rows, titles, self.words.say(say("Conversion of each month, and the line foretold.")))

    def areas(self) -> str:
        """How well this ranks, and others beside it, each with how sure that is."""
        candidates = self.told.figures.candidates  # a backtest has none, and keeps no leads apart
        own = say("this model, on the leads kept apart") if candidates else say("this model")
        found: list[tuple[str, Estimate | None, bool]] = [(self.words.say(own), self.judgement.auc, True)]
        for kind, measures in candidates.items():
            name = say("{kind}, on the folds", kind=self.words.kind(kind))
            found.append((self.words.say(name), measures.auc, kind == self.told.figures.kind))
        names = {
            "previous": say("the previous version"),
            "random": say("drawn by lot"),
            "first_come": say("the oldest first"),
        }
        found += [(self.words.say(names[name]), each.auc, False) for name, each in self.judgement.compared.items()]
        rows = [
            self._area(place, name, auc, chosen) for place, (name, auc, chosen) in enumerate(found) if auc is not None
        ]
        if not rows:
            return ""
        titles = {"x": self.words.say(say("area under the curve (AUC); 0.5 is chance"))}
        return self.draw.intervals(
            rows, {"at": 0.5}, titles, self.words.say(say("How well each ranks, with its range."))
        )

    def thresholds(self) -> str:
        """How many convert of those called, by how many are called."""
        if self.told.thresholds is None or len(self.told.thresholds.curve) < 2:
            return ""
        rows = [
            {
                "called": point.share,
                "precision": point.precision.value,
                "low": point.precision.low,
                "high": point.precision.high,
            }
            for point in self.told.thresholds.curve
        ]
        marks = [
            {"at": each.point.share, "label": self.words.part(each.point.share)}
            for each in self.told.thresholds.proposals
        ]
        titles = {
            "x": self.words.say(say("leads called, the best first")),
            "y": self.words.say(say("conversion of those called")),
        }
        label = self.words.say(say("Conversion of those called, by how many are called."))
        return self.draw.thresholds(rows, marks, titles, label)

    def weights(self) -> str:
        """What moves the score most."""
        weights = self.told.weights[:MOST]
        if not weights:
            return ""
        rows = [
            {
                "place": place,
                "name": self.words.name(each.name),
                "leads": each.weight / (weights[0].weight or 1),
                "shown": self.words.number(each.weight, 2),
                "tip": f"{self.words.name(each.name)}: {self.words.number(each.weight, 2)}",
            }
            for place, each in enumerate(weights)
        ]
        return self.draw.weights(rows, self.words.say(say("How far each feature moves the log-odds, on average.")))

    def _gain(self, called: float, reached: float) -> Row:
        tip = say(
            "the best {called} of the leads hold {reached} of the conversions",
            called=self.words.part(called),
            reached=self.words.share(reached),
        )
        return {"called": called, "reached": reached, "tip": self.words.say(tip)}

    def _area(self, place: int, name: str, auc: Estimate, chosen: bool) -> Row:
        shown = self.words.sure(auc)
        row: Row = {"place": place, "name": name, "value": auc.value, "low": auc.low, "high": auc.high}
        return {**row, "shown": shown, "chosen": chosen, "tip": f"{name}: {shown}"}
