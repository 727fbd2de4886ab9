"""The tables of a scoring's report, as HTML: the first leads, and in figures what its charts draw."""

from __future__ import annotations

from collections.abc import Callable

from baremo.engine.summary import Count, CriterionFigures, DimensionFigures, TopLead
from baremo.report.markup import Column, bar, table
from baremo.report.numbers import decimal, signed
from baremo.report.shown import Shown
from baremo.texts import Said, say

NOTHING = "–"


def first_leads(shown: Shown) -> str:
    """Who to call, highest score first; nothing where nobody has points."""
    model = shown.names.model
    columns = [
        Column(title=shown.html(say("Account") if model.scores == "account" else say("Lead")), width=14),
        Column(title=shown.html(say("Score")), width=9),
        *([Column(title=shown.html(say("Band")), width=14)] if model.bands else []),
        *([Column(title=shown.html(say("Grade")), width=10)] if model.grade else []),
        *([Column(title=shown.html(say("Stage")), width=8)] if model.stages else []),
        Column(title=shown.html(say("Last event")), width=12),
        Column(title=shown.html(say("Most points for")), width=33),
    ]
    rows = [_first_lead(shown, lead) for lead in shown.summary.top]
    return table(columns, rows, "leads") if rows else ""


def distribution(shown: Shown) -> str:
    rows = [
        [f"{decimal(each.start, shown.lang)} – {decimal(each.end, shown.lang)}", shown.with_share(each.leads)]
        for each in shown.summary.bins
    ]
    return table(_named_counts(shown, say("Score")), rows)


def places(shown: Shown) -> list[str]:
    """Bands, grades, stages and reasons for disqualification, those that the model has."""
    summary, names = shown.summary, shown.names
    tables = [
        _counts(shown, say("Band"), summary.bands, names.of_band),
        _grades(shown),
        _counts(shown, say("Stage"), summary.stages, names.of_stage),
        _counts(shown, say("Disqualified by"), summary.disqualified, names.of_rule),
    ]
    return [each for each in tables if each]


def dimensions(shown: Shown) -> str:
    columns = [
        Column(title=shown.html(say("Dimension")), width=32),
        Column(title=shown.html(say("Mean")), width=14, number=True),
        Column(title=shown.html(say("Median")), width=14, number=True),
        Column(title=shown.html(say("Middle half")), width=20, number=True),
        Column(title=shown.html(say("At its maximum")), width=20, number=True),
    ]
    return table(columns, [_dimension(shown, each) for each in shown.summary.dimensions])


def criteria(shown: Shown) -> str:
    columns = [
        Column(title=shown.html(say("Criterion")), width=36),
        Column(title=shown.html(say("Reach")), width=16, number=True),
        Column(title=shown.html(say("Mean where it gave points")), width=16, number=True),
        Column(title=shown.html(say("Points in all")), width=16, number=True),
        Column(title=shown.html(say("At its cap")), width=16, number=True),
    ]
    return table(columns, [_criterion(shown, each) for each in shown.summary.criteria])


def _first_lead(shown: Shown, lead: TopLead) -> list[str]:
    names, model = shown.names, shown.names.model
    share = (lead.score - model.scale.min) / (model.scale.max - model.scale.min)
    places_ = {band.name: place for place, band in enumerate(model.bands)}
    shade = f"var(--band-{places_[lead.band]})" if lead.band in places_ else "var(--accent)"
    return [
        shown.html(shown.key(lead)),
        shown.whole(lead.score) + bar(share, shade),
        *([shown.html(names.of_band(lead.band))] if model.bands else []),
        *([shown.html(lead.grade or NOTHING)] if model.grade else []),
        *([shown.html(names.of_stage(lead.eligible_stage))] if model.stages else []),
        _last_event(shown, lead),
        _why(shown, lead),
    ]


def _last_event(shown: Shown, lead: TopLead) -> str:
    if lead.last_event_at is None:
        return NOTHING
    ago, day = shown.ago(lead.last_event_at)
    return f"{shown.html(ago)}<small>{day}</small>"


def _why(shown: Shown, lead: TopLead) -> str:
    reasons = [shown.reason(reason) for reason in lead.reasons]
    items = "".join(f"<li>{shown.html(name)} <b>{points}</b></li>" for name, points in reasons)
    return f'<ul class="why">{items}</ul>' if items else NOTHING


def _dimension(shown: Shown, each: DimensionFigures) -> list[str]:
    name = shown.html(shown.names.of_dimension(each.dimension))
    if each.spread is None:
        return [name, *[NOTHING] * 4]
    _, first, median, third, _ = (decimal(value, shown.lang) for value in each.spread.quarters)
    full = NOTHING if each.dimension.max is None else shown.with_share(each.full)
    return [name, decimal(each.spread.mean, shown.lang), median, f"{first} – {third}", full]


def _criterion(shown: Shown, each: CriterionFigures) -> list[str]:
    name = shown.html(shown.names.of_criterion(each.criterion))
    dimension = shown.html(shown.names.of_dimension(each.dimension))
    points = [signed(each.each, shown.lang), signed(each.points, shown.lang)] if each.reach else [NOTHING] * 2
    capped = NOTHING if each.criterion.cap is None else shown.with_share(each.capped)
    return [f"{name}<small>{dimension}</small>", shown.with_share(each.reach), *points, capped]


def _counts(shown: Shown, title: Said, counts: tuple[Count, ...], name_of: Callable[[str | None], str]) -> str:
    rows = [[shown.html(name_of(each.name)), shown.with_share(each.leads)] for each in counts]
    return table(_named_counts(shown, title), rows) if rows else ""


def _grades(shown: Shown) -> str:
    matrix = shown.summary.grades
    if matrix is None:
        return ""
    width = 75 // len(matrix.numbers)
    columns = [
        Column(title=shown.html(say("Grade")), width=25),
        *(Column(title=shown.html(number), width=width, number=True) for number in matrix.numbers),
    ]
    rows = [
        [shown.html(letter), *map(shown.whole, row)] for letter, row in zip(matrix.letters, matrix.leads, strict=True)
    ]
    return table(columns, rows)


def _named_counts(shown: Shown, title: Said) -> list[Column]:
    return [
        Column(title=shown.html(title), width=60),
        Column(title=shown.html(shown.names.who), width=40, number=True),
    ]
