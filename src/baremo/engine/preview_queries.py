"""What a preview asks: one pass over the points kept makes a narrow table of both outcomes; the rest reads that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlglot import exp

from baremo.engine.clock import Clock
from baremo.engine.conditions import Conditions, value_in
from baremo.engine.dialects import DuckDB
from baremo.engine.expressions import (
    TEXT,
    WHOLE,
    Expr,
    case,
    col,
    count_where,
    double,
    greatest,
    least,
    minus,
    named,
    null_of,
    number,
    or_zero,
    relation,
    sum_where,
    text,
    times,
)
from baremo.engine.ledger import entries
from baremo.engine.moments import Moment
from baremo.engine.outcome import MANUAL, OUTCOME
from baremo.engine.parts import Part, part_named, with_parts
from baremo.engine.points_kept import PointsKept, Taken, sources
from baremo.engine.scoring import Scoring
from baremo.engine.summary_queries import BINS
from baremo.engine.tables import Column
from baremo.model.conditions import Equals
from baremo.model.model import ScoringModel

BOTH, MOVERS = "baremo_before_and_after", "baremo_movers"
BEFORE, AFTER = "before ", "after "  # in front of the columns of BOTH
SIDES = (BEFORE, AFTER)
PLACES = ("band", "eligible_stage", "disqualified")
CONVERTED = "(converted)"
YES = Equals(values=(True, 1.0, "yes", "y", "won", "converted", "customer", "closed won", "sí", "si", "ganado"))
NO = Equals(values=(False, 0.0, "no", "n", "lost", "not converted", "closed lost", "perdido"))

_DIALECT = DuckDB()


def converted(column: Column, name: str, moment: Moment) -> Expr:
    """Whether a lead converted, as an attribute says it; null where it says neither yes nor no."""
    conditions = Conditions(dialect=_DIALECT, clock=Clock(dialect=_DIALECT, moment=moment), zone=moment.zone)
    value = value_in(name, column, table="leads")
    branches = [(conditions.passes(YES, value), exp.true()), (conditions.passes(NO, value), exp.false())]
    return case(branches, null_of("BOOLEAN"))


def places(model: ScoringModel) -> dict[str, tuple[str, ...]]:
    """The names of PLACES, highest first. A place is told by the number of its name, none by the next number."""
    return {
        "band": tuple(band.name for band in model.bands),
        "eligible_stage": tuple(stage.name for stage in reversed(model.stages)),
        "disqualified": tuple(rule.name for rule in model.disqualify),
    }


def numbers(model: ScoringModel, table: str | None = None) -> dict[str, Expr]:
    """Each lead's places as numbers, by the names under which those of the old model are kept."""
    return {f"({name})": number_of(col(name, table), known) for name, known in places(model).items()}


def both(points: PointsKept, running: Scoring, taken: Taken, differing: Iterable[str]) -> exp.Query:
    """Each lead's outcome under both models, what was computed anew, and what differing criteria gave before."""
    columns: dict[str, Expr] = {running.model.key: col(running.model.key)}
    columns |= {BEFORE + "score": col(points.prefix + "score"), AFTER + "score": col("score")}
    for name, number_after in numbers(running.model).items():
        columns[BEFORE + name] = col(points.prefix + name)
        columns[AFTER + name] = number_after
    for name, source in sources(running.model, taken).items():
        if source is None:
            columns[AFTER + name] = col(name)
    for name in differing:
        columns[f"{BEFORE}{name}.points"] = col(f"{points.prefix}{name}.points")
    columns[CONVERTED] = col(points.prefix + CONVERTED)
    return points.outcome(running, taken, columns)


def number_of(place: Expr, names: Sequence[str]) -> Expr:
    """The number of a place among names that are highest first."""
    branches = [(exp.EQ(this=place.copy(), expression=text(name)), number(no)) for no, name in enumerate(names)]
    return exp.cast(case(branches, number(len(names))), "SMALLINT")


def moves() -> exp.Select:
    """How many leads go from where to where; what is counted of each way."""
    ways = [col(f"{side}({name})") for name in PLACES for side in SIDES]
    before, after = col(BEFORE + "score"), col(AFTER + "score")
    figures = {
        "leads": exp.Count(this=exp.Star()),
        "raised": count_where(exp.GT(this=after, expression=before)),
        "lowered": count_where(exp.LT(this=after.copy(), expression=before.copy())),
        "score_before": exp.Sum(this=before.copy()),
        "score_after": exp.Sum(this=after.copy()),
        "known": exp.Count(this=col(CONVERTED)),
        "converted": count_where(col(CONVERTED)),
    }
    columns = [*ways, *(named(figure, name) for name, figure in figures.items())]
    return exp.select(*columns).from_(relation(BOTH)).group_by(*(way.copy() for way in ways))


def bars(side: str, low: float, high: float) -> exp.Select:
    """How many leads have a score in each of equal parts of a range."""
    above = exp.paren(minus(col(side + "score"), number(low)))
    place = exp.Div(this=times(above, number(BINS)), expression=number(high - low))
    whole = exp.cast(exp.Floor(this=_DIALECT.round9(place)), WHOLE)
    bar = greatest(least(whole, number(BINS - 1)), number(0))
    columns = [named(bar, "bar"), named(exp.Count(this=exp.Star()), "leads")]
    return exp.select(*columns).from_(relation(BOTH)).group_by(exp.Literal.number(1))


def of_criteria(pairs: Sequence[tuple[str | None, str | None]]) -> exp.Select:
    """One row: what criteria gave before and give now, in columns `0.raised` and so on, by their place."""
    columns: list[Expr] = []
    for no, (old, new) in enumerate(pairs):
        before = col(f"{BEFORE}{old}.points") if old else double(number(0))
        after = col(f"{AFTER}{new}.points") if new else double(number(0))
        change = exp.paren(minus(after, before))
        more, less = (sign(this=change.copy(), expression=number(0)) for sign in (exp.GT, exp.LT))
        figures = {
            "raised": count_where(more),
            "lowered": count_where(less),
            "before": _total(exp.Sum(this=before.copy())),
            "after": _total(exp.Sum(this=after.copy())),
            "gained": _total(sum_where(more.copy(), change.copy())),
            "lost": _total(sum_where(less.copy(), change.copy())),
        }
        columns += [named(figure, f"{no}.{name}") for name, figure in figures.items()]
    return exp.select(*columns).from_(relation(BOTH))


def _total(total: Expr) -> Expr:
    return or_zero(_DIALECT.round9(total))


def movers(key: str, count: int, *, up: bool) -> exp.Select:
    """The leads whose score changes most in one direction."""
    before, after = col(BEFORE + "score"), col(AFTER + "score")
    change = minus(after, before) if up else minus(before, after)
    columns = [col(key), named(exp.cast(col(key), TEXT), "key")]
    columns += [col(side + name) for side in SIDES for name in ("score", *(f"({place})" for place in PLACES))]
    order = [exp.Ordered(this=change, desc=True), exp.Ordered(this=col(key))]
    moved = exp.GT(this=change.copy(), expression=number(0))
    return exp.select(*columns).from_(relation(BOTH)).where(moved).order_by(*order).limit(count)


def steps(points: PointsKept, running: Scoring, taken: Taken, side: str) -> exp.Query:
    """Points, grade and ledger of some leads, whose keys are in MOVERS: a column for each entry, by its place.

    It needs no stage, so that no attribute is read, and no probability.
    """
    model = replace(running.model, stages=(), probability=None)
    is_out = exp.LT(this=col(side + "(disqualified)", BOTH), expression=number(len(model.disqualify)))
    columns: list[Expr] = [
        col(model.key, "leads"),
        named(case([(is_out, text("disqualified"))], null_of(TEXT)), "disqualified"),
        named(null_of("DOUBLE"), "probability"),
        named(points.kept(MANUAL), MANUAL),
    ]
    for name, source in sources(model, taken).items():
        columns.append(named(points.kept(source) if source else col(side + name, BOTH), name))
    given = exp.select(*columns).from_(points.rows)
    for table in (BOTH, MOVERS):
        same = exp.EQ(this=col(model.key, "leads"), expression=col(model.key, table))
        given = given.join(relation(table), on=same)
    told = [named(entry.points, str(no)) for no, entry in enumerate(entries(model, _DIALECT))]
    query = exp.select(named(exp.cast(col(model.key), TEXT), "key"), col("points"), col("grade"), *told).from_(
        part_named(OUTCOME)
    )
    part = Part(name="points", query=given, comment="what each criterion gives some leads")
    return with_parts(query, [part, *replace(running, model=model).query.outcome])
