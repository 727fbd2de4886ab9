"""What a scoring came to, in figures that fit on a page: plain values, however many leads there are.

All of it is aggregated where the rows are; only the first leads are read one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from baremo.engine import summary_queries as queries
from baremo.engine.inputs import LeftOut
from baremo.engine.outcome import MANUAL
from baremo.engine.scoring import Scoring
from baremo.engine.texts import statement
from baremo.model.conditions import FieldTest, Missing
from baremo.model.criteria import Attribute, Criterion
from baremo.model.dimensions import Dimension
from baremo.model.fields import ACCOUNT, fields
from baremo.model.fingerprint import version
from baremo.model.model import ScoringModel
from baremo.model.outcome import GradePart

FIRST = 20  # leads that are read one by one
REASONS = 3  # criteria told of each of them
COMMON = 0.95  # share of leads from which on a criterion tells nobody apart
CROWDED = 0.30  # share of leads above which the highest band says little

CRITERION = ("reach", "gained", "lost", "least", "most", "capped")

KEYS = ("lead_id", "account_id")  # that nobody is without

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many leads have a name: of a band, a stage or a disqualifying rule; None is none of them."""

    name: str | None
    leads: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Bin:
    """The leads with a score from `start` to below `end` (the last bin holds its end too), by band."""

    start: float
    end: float
    bands: tuple[Count, ...]  # highest first; one of None where the model has no bands

    @property
    def leads(self) -> int:
        return sum(each.leads for each in self.bands)


@dataclass(frozen=True, kw_only=True, slots=True)
class GradeMatrix:
    """How many leads have each grade: a row for each letter, a column for each number, best first."""

    letters: tuple[str, ...]  # one empty text where the grade has no letter
    numbers: tuple[str, ...]  # likewise
    leads: tuple[tuple[int, ...], ...]
    none: int  # leads without a grade: the disqualified ones


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """A column's mean, and its values at 0, 25, 50, 75 and 100 % of the leads."""

    mean: float
    quarters: tuple[float, float, float, float, float]

    @property
    def median(self) -> float:
        return self.quarters[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class DimensionFigures:
    """What a dimension gave; `spread` is None where there are no leads."""

    dimension: Dimension
    spread: Spread | None
    full: int  # leads that its max stops, or that meet it


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionFigures:
    """What a criterion gave."""

    dimension: Dimension
    criterion: Criterion
    reach: int  # leads with points other than 0
    gained: float  # the sum of the positive points
    lost: float  # the sum of the negative points, at most 0
    least: float | None  # of the points that it gave; None where it never did
    most: float | None  # likewise
    capped: int  # leads whose points are as many as its cap

    @property
    def points(self) -> float:
        return self.gained + self.lost

    @property
    def each(self) -> float:
        """The mean where it gave points; 0 where it never did."""
        return self.points / self.reach if self.reach else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingAttribute:
    """Of how many the attribute is null or blank, as known at the moment."""

    name: str
    missing: int
    rows: int  # leads, or accounts in an account model

    @property
    def share(self) -> float:
        return self.missing / self.rows if self.rows else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Points that a criterion gave one lead; without a criterion, those that a person gave by hand."""

    criterion: Criterion | None
    points: float


@dataclass(frozen=True, kw_only=True, slots=True)
class TopLead:
    """One of the leads with the highest scores, and the criteria that gave it most points."""

    key: str
    score: float
    band: str | None
    grade: str | None
    eligible_stage: str | None
    last_event_at: datetime | None  # with its zone, UTC
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """A scoring in figures; 'leads' are accounts in an account model."""

    leads: int
    as_of: datetime  # UTC
    version: str  # of the model: its name and fingerprint
    score: Spread | None  # None where there are no leads
    bins: tuple[Bin, ...]  # lowest first
    bands: tuple[Count, ...]  # highest first
    grades: GradeMatrix | None
    stages: tuple[Count, ...]  # highest first, at the end those that are eligible for none
    disqualified: tuple[Count, ...]  # by rule, in the order of the model
    dimensions: tuple[DimensionFigures, ...]
    criteria: tuple[CriterionFigures, ...]  # in the order of the model
    missing: tuple[MissingAttribute, ...]  # those that miss most first
    left_out: LeftOut
    unknown_events: int
    top: tuple[TopLead, ...]  # highest first

    @property
    def dead(self) -> tuple[CriterionFigures, ...]:
        """Criteria that gave nobody points, although there were leads."""
        return tuple(each for each in self.criteria if self.leads and not each.reach)

    @property
    def common(self) -> tuple[CriterionFigures, ...]:
        """Criteria that nearly every lead has the same points from, so that they tell nobody apart."""
        found = (each for each in self.dealt if each.least == each.most and each.reach >= COMMON * self.leads)
        return tuple(each for each in found if not asks_nothing(each.criterion))

    @property
    def dealt(self) -> tuple[CriterionFigures, ...]:
        """Criteria that gave anybody points."""
        return tuple(each for each in self.criteria if each.reach)

    @property
    def crowded(self) -> bool:
        """Whether so many leads are in the highest band that it says little."""
        return len(self.bands) > 1 and self.bands[0].leads > CROWDED * self.leads

    @property
    def out(self) -> int:
        """Disqualified leads."""
        return sum(each.leads for each in self.disqualified)


def summarize(scoring: Scoring) -> Summary:
    """The figures of a scoring that has been kept (`scoring.keep()`)."""
    model = scoring.model
    (figures,) = _rows(scoring, queries.figures(model))
    outcomes = _rows(scoring, queries.outcomes(model))
    first = _rows(scoring, queries.first_leads(model, FIRST))
    stages: list[str | None] = [None, *(stage.name for stage in model.stages)]
    return Summary(
        leads=figures["leads"],
        as_of=scoring.moment.instant,
        version=version(model),
        score=_spread(figures, "score"),
        bins=tuple(_bins(model, outcomes)),
        bands=_counts(outcomes, "band", [band.name for band in model.bands]),
        grades=_grades(model, outcomes),
        stages=_counts(outcomes, "eligible_stage", stages[::-1]) if model.stages else (),
        disqualified=_counts(outcomes, "disqualified", [rule.name for rule in model.disqualify]),
        dimensions=tuple(_dimension(figures, dimension) for dimension in model.dimensions),
        criteria=tuple(_criterion(figures, *pair) for pair in model.criteria()),
        missing=_missing(scoring),
        left_out=scoring.left_out,
        unknown_events=scoring.left_out.count_unknown(scoring.con),
        top=tuple(_top(model, row) for row in first),
    )


def _rows(scoring: Scoring, query: Any) -> list[Row]:
    rows: list[Row] = scoring.rows(statement(query)).to_pylist()
    return rows


def _spread(figures: Row, name: str) -> Spread | None:
    if not figures["leads"]:
        return None
    low, first, median, third, high = figures[f"{name}.quarters"]
    return Spread(mean=figures[f"{name}.mean"], quarters=(low, first, median, third, high))


def _bins(model: ScoringModel, outcomes: list[Row]) -> Iterator[Bin]:
    names: list[str | None] = [*(band.name for band in model.bands)] or [None]
    width = (model.scale.max - model.scale.min) / queries.BINS
    for number in range(queries.BINS):
        start, end = (round(model.scale.min + width * edge, 9) for edge in (number, number + 1))
        inside = [row for row in outcomes if row["bin"] == number]
        yield Bin(start=start, end=end, bands=_counts(inside, "band", names))


def _counts(outcomes: Iterable[Row], column: str, names: Iterable[str | None]) -> tuple[Count, ...]:
    """A count for each name, those that nobody has included."""
    found = _tally(outcomes, lambda row: row[column])
    return tuple(Count(name=name, leads=found[name]) for name in names)


def _tally(outcomes: Iterable[Row], what: Callable[[Row], str | None]) -> Counter[str | None]:
    found: Counter[str | None] = Counter()
    for row in outcomes:
        found[what(row)] += row["leads"]
    return found


def _grades(model: ScoringModel, outcomes: list[Row]) -> GradeMatrix | None:
    if model.grade is None:
        return None
    letters, numbers = _parts(model.grade.letter), _parts(model.grade.number)
    found = _tally(outcomes, lambda row: row["grade"])
    leads = tuple(tuple(found[letter + number] for number in numbers) for letter in letters)
    return GradeMatrix(letters=letters, numbers=numbers, leads=leads, none=found[None])


def _parts(part: GradePart | None) -> tuple[str, ...]:
    return ("",) if part is None else (*(name for name, _ in part.at_least), part.below)


def _dimension(figures: Row, dimension: Dimension) -> DimensionFigures:
    return DimensionFigures(
        dimension=dimension,
        spread=_spread(figures, dimension.name),
        full=figures[f"{dimension.name}.full"],
    )


def _criterion(figures: Row, dimension: Dimension, criterion: Criterion) -> CriterionFigures:
    found = {name: figures[f"{criterion.name}.{name}"] for name in CRITERION}
    return CriterionFigures(dimension=dimension, criterion=criterion, **found)


def _missing(scoring: Scoring) -> tuple[MissingAttribute, ...]:
    """In an account model, people criteria read attributes of its leads too."""
    read = fields(scoring.model)
    if scoring.model.scores == "account":
        found = [*_missing_of(scoring, read.accounts, of_leads=False), *_missing_of(scoring, read.leads, of_leads=True)]
    else:
        of_accounts = [ACCOUNT + name for name in read.accounts]
        found = _missing_of(scoring, [*read.leads, *of_accounts], of_leads=True)
    return tuple(sorted(found, key=lambda each: -each.share))


def _missing_of(scoring: Scoring, names: Iterable[str], *, of_leads: bool) -> list[MissingAttribute]:
    if not (names := list(names)):
        return []
    (row,) = _rows(scoring, queries.missing(scoring, names, of_leads=of_leads))
    return [MissingAttribute(name=name, missing=row[f"{name}.missing"], rows=row["rows"]) for name in names]


def asks_nothing(criterion: Criterion) -> bool:
    """Whether every lead has its points by being one, as where a table of points begins: it is nobody's merit."""
    rule = criterion.rule
    if not isinstance(rule, Attribute) or not isinstance(rule.when, FieldTest):
        return False
    return rule.when.field in KEYS and rule.when.test == Missing(missing=False)


def _top(model: ScoringModel, row: Row) -> TopLead:
    told = (each for _, each in model.criteria() if not asks_nothing(each))
    given = [Reason(criterion=each, points=row[f"{each.name}.points"]) for each in told]
    given.append(Reason(criterion=None, points=row[MANUAL]))
    reasons = sorted((reason for reason in given if reason.points > 0), key=lambda reason: -reason.points)
    last = row["last_event_at"]
    return TopLead(
        key=row["key"],
        score=row["score"],
        band=row["band"],
        grade=row["grade"],
        eligible_stage=row["eligible_stage"],
        last_event_at=last and (last.astimezone(UTC) if last.tzinfo else last.replace(tzinfo=UTC)),
        reasons=tuple(reasons[:REASONS]),
    )
