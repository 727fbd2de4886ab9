"""An analysis in words: what it comes to, what its parts are called, and its numbers, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from baremo.report.analysis_figures import Analysis, CloseRate, FeatureFigures, Group, Strength
from baremo.report.names import one_line, short
from baremo.report.numbers import decimal, fine_percent, fixed, signed, unsigned, whole
from baremo.texts import Joined, Said, Text, WholeNumber, say

NAMED = 3  # features in the headline
SPANISH = str.maketrans(",.", ".,")


@dataclass(frozen=True, kw_only=True, slots=True)
class AnalysisShown:
    """What sections, charts and the terminal show of an analysis."""

    analysis: Analysis
    lang: str

    def say(self, text: Said) -> str:
        """Plain, on one line."""
        return one_line(text, self.lang)

    def html(self, text: Said) -> str:
        return escape(self.say(text))

    def name(self, name: str) -> str:
        return short(self.say(name))

    def whole(self, number: float) -> str:
        return whole(number, self.lang)

    def share(self, share: float) -> str:
        """A close rate, with a decimal where it is small."""
        return fine_percent(share, self.lang)

    def times(self, ratio: float) -> str:
        return f"{decimal(round(ratio, 2), self.lang)}×" if ratio >= 10 else f"{self.hundredths(ratio)}×"

    def hundredths(self, number: float) -> str:
        return fixed(number, self.lang, digits=2)

    def points(self, points: int) -> str:
        return signed(points, self.lang)

    def interval(self, rate: CloseRate) -> str:
        return self.say(say("{low} to {high}", low=self.share(rate.low), high=self.share(rate.high)))

    def group(self, group: Group) -> str:
        """What a value or range is called."""
        match group.kind:
            case "missing":
                return self.say(say("missing"))
            case "others":
                return self.say(say("other values ({count})", count=WholeNumber(len(group.values))))
            case "value":
                return self.name(group.values[0]) or "''"
        assert group.low is not None
        assert group.high is not None
        low, high = (self.number(edge) for edge in (group.low, group.high))
        return low if low == high else self.say(say("{low} to {high}", low=low, high=high))

    def number(self, number: float) -> str:
        """A value of a feature, with four digits that say something."""
        text = f"{number:,.0f}" if abs(number) >= 1000 else f"{unsigned(number):.4g}"
        text = text.translate(SPANISH) if self.lang == "es" else text
        return text.replace("-", "\N{MINUS SIGN}")

    def strength(self, feature: FeatureFigures) -> str:
        return self.say(STRENGTH[feature.strength])

    @property
    def told(self) -> tuple[FeatureFigures, ...]:
        """The features that may be learned from."""
        return tuple(feature for feature in self.analysis.features if not feature.excluded)

    @property
    def excluded(self) -> tuple[FeatureFigures, ...]:
        return tuple(feature for feature in self.analysis.features if feature.excluded)

    @property
    def caution(self) -> str:
        """What a reader must know before he trusts a figure; empty where there is nothing."""
        today = say("Attributes are today's: some may have changed because a lead became a customer.")
        return self.say(today) if self.analysis.of_today else ""

    @property
    def remarks(self) -> list[Text]:
        """How leads and columns were read, and which leads were not counted."""
        left_out = (
            say("Not counted, {reason}: {count}.", reason=reason, count=WholeNumber(count))
            for reason, count in self.analysis.left_out
        )
        return [*left_out, *self.analysis.warnings]


STRENGTH: dict[Strength, Text] = {
    "strong": say("strong"),
    "medium": say("medium"),
    "weak": say("weak"),
    "none": say("hardly anything"),
}


def headline(shown: AnalysisShown) -> str:
    """What the analysis comes to."""
    analysis = shown.analysis
    came = say(
        "Of {leads} leads {customers} became customers ({rate}).",
        leads=shown.whole(analysis.leads),
        customers=shown.whole(analysis.customers),
        rate=shown.share(analysis.rate),
    )
    return shown.say(Joined((came, *_most_telling(shown), *_left_out(shown)), " ", " "))


def _most_telling(shown: AnalysisShown) -> list[Text]:
    named = [shown.name(each.name) for each in shown.told if each.strength != "none"][:NAMED]
    if not named:
        return [say("No column tells who they are.")]
    return [say("What tells most: {names}.", names=Joined(tuple(named), say(" and ")))]


def _left_out(shown: AnalysisShown) -> list[Text]:
    count = sum(suspicion.excluded for suspicion in shown.analysis.suspicions)
    if not count:
        return []
    if count == 1:
        return [say("One column knows too much, or nothing, and is left out.")]
    return [say("{count} columns know too much, or nothing, and are left out.", count=count)]
