"""From dimensions to points, score, grade, band and eligible stage."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from baremo.engine.conditions import Conditions, Value, value_in
from baremo.engine.dimensions import DIMENSIONS
from baremo.engine.expressions import (
    Expr,
    all_of,
    case,
    col,
    double,
    greatest,
    least,
    named,
    null_of,
    number,
    plus,
    present,
    text,
    times,
)
from baremo.engine.parts import Part, part_named
from baremo.engine.tables import Column
from baremo.model.fields import LEAD
from baremo.model.model import ScoringModel
from baremo.model.outcome import LARGEST_LOG_ODDS, GradePart

TOTALS, SCORED, GRADED, OUTCOME = "totals", "scored", "graded", "outcome"
MANUAL, LOG_ODDS = "(manual)", "(log-odds)"
NUMBER, WORD = Column(kind="number"), Column(kind="text")


def parts(model: ScoringModel, conditions: Conditions, attributes: dict[str, Column]) -> list[Part]:
    """What follows from the dimensions; `attributes` are the lead's that stages read."""
    round9 = conditions.dialect.round9
    likely = _likely(model, round9)
    total = round9(plus([*(col(dimension.name) for dimension in model.dimensions), col(MANUAL)]))
    totals = exp.select(exp.Star(), named(total, "(sum)")).from_(part_named(likely[-1].name if likely else DIMENSIONS))

    clamped = greatest(least(col("(sum)"), double(number(model.out_of))), double(number(0)))
    points = case([(present(col("disqualified")), double(number(0)))], clamped)
    scored = exp.select(exp.Star(), named(clamped.copy(), "(limited)"), named(points, "points")).from_(
        part_named(TOTALS)
    )

    per_point = (model.scale.max - model.scale.min) / model.out_of
    share = exp.Div(this=col("points"), expression=number(model.out_of))
    score = round9(plus([number(model.scale.min), times(share, number(model.scale.max - model.scale.min))]))
    if per_point == 1 and model.scale.min == 0:
        score = col("points")
    graded = exp.select(exp.Star(), named(score, "score")).from_(part_named(SCORED))

    placed = exp.select(exp.Star(), named(_grade(model), "grade"), named(_band(model), "band")).from_(
        part_named(GRADED)
    )
    staged = exp.select(exp.Star(), named(_stage(model, conditions, attributes), "eligible_stage"))
    return [
        *likely,
        Part(name=TOTALS, query=totals, comment="the sum of the dimensions and of what people added by hand"),
        Part(name=SCORED, query=scored, comment="points: between 0 and the full score, 0 if disqualified"),
        Part(name=GRADED, query=graded, comment="score: the points on the model's scale"),
        Part(name="placed", query=placed, comment="grade and band"),
        Part(
            name=OUTCOME,
            query=staged.from_(part_named("placed")),
            comment="the highest stage that the lead is eligible for",
        ),
    ]


def _likely(model: ScoringModel, round9: Callable[[Expr], Expr]) -> list[Part]:
    """The probability by points, which neither adjustments nor limits of the whole nor disqualification move."""
    if model.probability is None:
        return []
    earned = round9(plus([col(dimension.name) for dimension in model.dimensions]))
    log_odds = plus([number(model.probability.intercept), times(number(model.probability.slope), earned)])
    # Bounded, since beyond an engine's exponential overflows.
    bounded = greatest(least(log_odds, double(number(LARGEST_LOG_ODDS))), double(number(-LARGEST_LOG_ODDS)))
    against = exp.Exp(this=exp.Neg(this=col(LOG_ODDS)))
    share = exp.Div(this=number(1), expression=exp.paren(plus([number(1), against])))
    return [
        Part(
            name="log_odds",
            query=exp.select(exp.Star(), named(bounded, LOG_ODDS)).from_(part_named(DIMENSIONS)),
            comment="log-odds: by the sum of the dimensions",
        ),
        Part(
            name="likely",
            query=exp.select(exp.Star(), named(round9(share), "probability")).from_(part_named("log_odds")),
            comment="probability: of the log-odds",
        ),
    ]


def _grade(model: ScoringModel) -> Expr:
    pieces = [_grade_part(part) for part in (model.grade.letter, model.grade.number) if part] if model.grade else []
    if not pieces:
        return null_of("TEXT")
    grade = pieces[0] if len(pieces) == 1 else exp.DPipe(this=pieces[0], expression=pieces[1])
    return case([(exp.not_(present(col("disqualified"))), grade)])


def _grade_part(part: GradePart) -> Expr:
    thresholds = [
        (exp.GTE(this=col(part.of), expression=number(threshold)), text(name)) for name, threshold in part.at_least
    ]
    return exp.paren(case(thresholds, text(part.below)))


def _band(model: ScoringModel) -> Expr:
    """The lowest band is what remains, so a score below all of them has a band too."""
    if not model.bands:
        return null_of("TEXT")
    *higher, lowest = model.bands
    thresholds = [(exp.GTE(this=col("score"), expression=number(band.start)), text(band.name)) for band in higher]
    qualified = case(thresholds, text(lowest.name))
    return case([(present(col("disqualified")), text(lowest.name))], qualified)


def _stage(model: ScoringModel, conditions: Conditions, attributes: dict[str, Column]) -> Expr:
    if not model.stages:
        return null_of("TEXT")

    def value_of(field: str) -> Value:
        if field.startswith(LEAD):
            return value_in(field, attributes[field])
        if field in ("grade", "band"):
            return Value(expression=col(field), column=WORD)
        if field.startswith("criteria."):
            return Value(expression=col(f"{field.removeprefix('criteria.')}.points"), column=NUMBER)
        return Value(expression=col(field), column=NUMBER)

    qualified = exp.not_(present(col("disqualified")))
    highest_first = [
        (all_of([qualified.copy(), conditions.holds(stage.when, value_of)]), text(stage.name))
        for stage in reversed(model.stages)
    ]
    return case(highest_first)
