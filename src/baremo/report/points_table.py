"""A model as the tables that people read: what earns points, and what follows from them.

The tables are texts not yet in a language; `report.formats` shows them.
"""

from __future__ import annotations

from dataclasses import dataclass

from baremo.model import sentences
from baremo.model.criteria import Criterion, Title
from baremo.model.dimensions import Dimension
from baremo.model.fingerprint import version
from baremo.model.model import ScoringModel
from baremo.model.outcome import GradePart
from baremo.model.spelling import number_text
from baremo.texts import Localised, Said, say


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One criterion of the table of points."""

    dimension: str
    criterion: str
    title: Said
    category: str
    why: Said
    points: Said
    limits: Said
    decay: Said
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """What a cell says, and in small print below it."""

    text: Said
    small: Said = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A table with its heading."""

    title: Said
    about: Said
    columns: tuple[Said, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]  # of the columns, in percent of a page
    points: int | None = None  # the column that holds points, for colour


def points_table(model: ScoringModel) -> tuple[Row, ...]:
    """A row for each criterion, in the order of the file."""
    return tuple(_row(dimension, criterion) for dimension, criterion in model.criteria())


def heading(model: ScoringModel) -> Said:
    """What people call the model."""
    return _called(model.title, model.name)


def facts(model: ScoringModel) -> tuple[Said, ...]:
    """What holds for the whole model, each in a few words."""
    low, high = number_text(model.scale.min), number_text(model.scale.max)
    likely = model.probability and say("probability from {how}", how=sentences.of_probability(model.probability))
    return (
        version(model),
        say("scores accounts") if model.scores == "account" else say("scores leads"),
        say("score from {low} to {high}", low=low, high=high),
        say("{points} points make a full score", points=number_text(model.out_of)),
        *([likely] if likely else []),
        say("days begin at midnight in {zone}", zone=model.timezone),
    )


def sheets(model: ScoringModel) -> tuple[Sheet, ...]:
    """All tables of a model: its dimensions, then what follows from the points."""
    following = (_disqualifiers(model), _grade(model), _bands(model), _stages(model))
    dimensions = (_dimension(dimension) for dimension in model.dimensions)
    return (*dimensions, *(sheet for sheet in following if sheet.rows))


def _row(dimension: Dimension, criterion: Criterion) -> Row:
    return Row(
        dimension=dimension.name,
        criterion=criterion.name,
        title=_called(criterion.title, criterion.name),
        category=criterion.category or "",
        why=sentences.of_criterion(criterion),
        points=sentences.of_points(criterion),
        limits=sentences.of_limits(criterion),
        decay=sentences.of_decay(criterion),
        note=criterion.note or "",
    )


def _dimension(dimension: Dimension) -> Sheet:
    return Sheet(
        title=_called(dimension.title, dimension.name),
        about=about_dimension(dimension),
        columns=(say("Criterion"), say("Why"), say("Points"), say("Limits"), say("Decay"), say("Category")),
        rows=tuple(_cells(criterion, _row(dimension, criterion)) for criterion in dimension.criteria),
        widths=(19, 35, 13, 11, 11, 11),
        points=2,
    )


def _cells(criterion: Criterion, row: Row) -> tuple[Cell, ...]:
    return (
        _named(criterion.title, criterion.name),
        Cell(text=row.why, small=row.note),
        Cell(text=row.points),
        Cell(text=row.limits),
        Cell(text=row.decay),
        Cell(text=row.category),
    )


def about_dimension(dimension: Dimension) -> Said:
    """`fit, at most 50, × 1.5, halving every 90 days`."""
    parts: list[Said] = [dimension.name]
    if dimension.min is not None:
        parts.append(say("at least {points} points", points=number_text(dimension.min)))
    if dimension.max is not None:
        parts.append(say("at most {points} points", points=number_text(dimension.max)))
    if dimension.weight != 1:
        parts.append(say("then × {weight}", weight=number_text(dimension.weight)))
    if dimension.decay is not None:
        decay = sentences.of_decay(dimension.decay)
        parts.append(say("{decay} since the last event", decay=decay))
    return sentences.listed([*parts, dimension.note or ""])


def _disqualifiers(model: ScoringModel) -> Sheet:
    return Sheet(
        title=say("Disqualified"),
        about=say("Such a lead has no points, whatever else it has done. The first rule that holds names the reason."),
        columns=(say("Reason"), say("If")),
        rows=tuple(
            (
                _named(rule.title, rule.name),
                Cell(text=sentences.of_disqualifier(rule.rule), small=rule.note or ""),
            )
            for rule in model.disqualify
        ),
        widths=(25, 75),
    )


def _grade(model: ScoringModel) -> Sheet:
    parts = [part for part in (model.grade and (model.grade.letter, model.grade.number)) or () if part]
    return Sheet(
        title=say("Grade"),
        about=say("A letter, a number or both, such as A1."),
        columns=(say("Grade"), say("Of"), say("Range")),
        rows=tuple(row for part in parts for row in _grade_rows(part)),
        widths=(25, 25, 50),
    )


def _grade_rows(part: GradePart) -> list[tuple[Cell, ...]]:
    names = [*(name for name, _ in part.at_least), part.below]
    starts = [*(start for _, start in part.at_least), None]
    ends = [None, *(start for _, start in part.at_least)]
    return [
        (Cell(text=name), Cell(text=part.of), Cell(text=_range(start, end)))
        for name, start, end in zip(names, starts, ends, strict=True)
    ]


def _bands(model: ScoringModel) -> Sheet:
    ends = [None, *(band.start for band in model.bands)]
    return Sheet(
        title=say("Bands"),
        about=say("Ranges of the score."),
        columns=(say("Band"), say("Score")),
        rows=tuple(
            (_named(band.title, band.name), Cell(text=_range(band.start, end)))
            for band, end in zip(model.bands, ends, strict=False)
        ),
        widths=(25, 75),
    )


def _stages(model: ScoringModel) -> Sheet:
    return Sheet(
        title=say("Stages"),
        about=say("From lowest to highest; a lead is eligible for the highest whose condition holds."),
        columns=(say("Stage"), say("If"), say("Kept for"), say("Accepted by")),
        rows=tuple(
            (
                _named(stage.title, stage.name),
                Cell(text=sentences.of_condition(stage.when)),
                Cell(text="" if stage.hold is None else sentences.of_span(stage.hold)),
                Cell(text=stage.accepted_by or ""),
            )
            for stage in model.stages
        ),
        widths=(25, 53, 11, 11),
    )


def _range(start: float | None, end: float | None) -> Said:
    """A threshold belongs to the part above it."""
    if start is None:
        return say("below {end}", end=number_text(end or 0.0))
    if end is None:
        return say("from {start}", start=number_text(start))
    return say("from {start} to below {end}", start=number_text(start), end=number_text(end))


def _named(title: Title | None, name: str) -> Cell:
    return Cell(text=Localised(title, name), small=name) if title else Cell(text=name)


def _called(title: Title | None, name: str) -> Said:
    return Localised(title, name) if title else name
