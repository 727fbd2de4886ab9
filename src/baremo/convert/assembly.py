"""Pieces put together to a model: free names, a scale that holds the points, each piece proven by our reader.

A piece that the reader of model files refuses is left out with the reader's own reason, so that what is
written can always be used.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from baremo.convert.conversion import Piece, Place, Rule
from baremo.convert.export_file import wrong
from baremo.convert.names import free, one_line, slug
from baremo.errors import InputError, ModelError, Problem
from baremo.model import reader
from baremo.model.checks import check
from baremo.model.checks.reach import criterion_range, dimension_range, uncapped_range
from baremo.model.conditions import FieldTest, Missing
from baremo.model.criteria import Attribute, Criterion, Title
from baremo.model.dimensions import Dimension
from baremo.model.model import Scale, ScoringModel
from baremo.model.outcome import Band, Disqualifier, DisqualifyingEvents, Grade, Stage
from baremo.model.writer import write
from baremo.texts import Joined, Said, Text, say

FULL_SCORE = 100.0  # at least
UNITS = 10  # that are reckoned with where nothing limits them


_ANY = Criterion(name="any", rule=Attribute(when=FieldTest(field="lead_id", test=Missing(missing=False)), points=1.0))


@dataclass(kw_only=True, slots=True)
class Frame:
    """What surrounds the criteria."""

    name: str
    title: str = ""
    scores: Literal["lead", "account"] = "lead"
    dimensions: dict[str, Dimension] = field(default_factory=dict)  # by the source's key, still empty
    bands: tuple[Band, ...] = ()  # highest first
    grade: Grade | None = None
    stages: tuple[Stage, ...] = ()
    out_of: float | None = None  # the source's own ceiling


def assemble(
    frame: Frame, pieces: Sequence[Piece], outcome: Sequence[Rule] = (), *, file: str
) -> tuple[ScoringModel, tuple[Rule, ...]]:
    """The model, and the line of each piece and of each part of the outcome.

    The outcome (bands, grade, stages) is left out as a whole where it does not fit the criteria that remain.

    Raises
    ------
    InputError
        Not one of the pieces can be said; each is told with its reason.
    """
    criteria: dict[str, list[Criterion]] = {key: [] for key in frame.dimensions}
    disqualifiers: list[Disqualifier] = []
    rules: list[Rule] = []
    taken: set[str] = set()
    for piece in pieces:
        made = _made(piece, taken)
        problems = () if made is None else _problems(made, frame)
        if made is None or problems:
            rules.append(_left_out(piece, problems))
            continue
        taken.add(made.name)
        if isinstance(made, Disqualifier):
            disqualifiers.append(made)
        else:
            criteria[piece.dimension].append(made)
        rules.append(_kept(piece, made, frame))
    dimensions = tuple(
        replace(dimension, criteria=tuple(criteria[key]))
        for key, dimension in frame.dimensions.items()
        if criteria[key]
    )
    if not dimensions:
        raise _nothing(file, rules)
    model = _model(frame, dimensions, tuple(disqualifiers))
    if outcome and (problems := errors_of(write(model))):
        model = replace(model, bands=(), grade=None, stages=())
        outcome = [_refused(rule, problems) if rule.status != "left out" else rule for rule in outcome]
    return model, (*rules, *outcome)


def _made(piece: Piece, taken: Container[str]) -> Criterion | Disqualifier | None:
    name = free(slug(piece.called or piece.name), taken)
    title: Title | None = None if piece.called or piece.name == name else {"en": one_line(piece.name)}
    match piece.says:
        case None:
            return None
        case DisqualifyingEvents() as rule:
            return Disqualifier(name=name, rule=rule, title=title, note=piece.note)
        case Attribute(when=when) if piece.disqualifies:
            return Disqualifier(name=name, rule=when, title=title, note=piece.note)
        case rule:
            made = Criterion(name=name, rule=rule, category=piece.category, title=title, note=piece.note)
            return replace(made, cap=piece.cap) if _cuts(piece.cap, made) else made


def _cuts(cap: float | None, criterion: Criterion) -> bool:
    """Whether a limit of the source ever has an effect."""
    return cap is not None and max(map(abs, uncapped_range(criterion))) > cap


def problems_of(piece: Piece, frame: Frame) -> tuple[Problem, ...]:
    """What our own reader says against a piece."""
    made = _made(piece, ())
    return () if made is None else _problems(made, frame)


def _problems(made: Criterion | Disqualifier, frame: Frame) -> tuple[Problem, ...]:
    """What our own reader says against the piece, when it reads it alone in a model."""
    alone = ScoringModel(
        name="one",
        scores=frame.scores,
        dimensions=(Dimension(name="one", criteria=(made if isinstance(made, Criterion) else _ANY,)),),
        disqualify=(made,) if isinstance(made, Disqualifier) else (),
    )
    try:
        return errors_of(write(alone))
    except ModelError as error:
        return error.problems


def errors_of(text: str) -> tuple[Problem, ...]:
    """The errors of a model's text; warnings are none."""
    return tuple(problem for problem in check(reader.read_text(text)) if problem.severity == "error")


def _kept(piece: Piece, made: Criterion | Disqualifier, frame: Frame) -> Rule:
    if isinstance(made, Disqualifier):
        place: Place = ("disqualify", made.name)
    else:
        place = ("dimensions", frame.dimensions[piece.dimension].name, "criteria", made.name)
    return Rule(
        name=one_line(piece.name),
        points=piece.points,
        status="differs" if piece.why else "same",
        became=made.name,
        why=piece.why,
        place=place,
    )


def _left_out(piece: Piece, problems: Iterable[Problem]) -> Rule:
    """The reasons of the source's reader first, then those of ours."""
    rule = Rule(name=one_line(piece.name), points=piece.points, status="left out", why=piece.why)
    return _refused(rule, problems)


def _refused(rule: Rule, problems: Iterable[Problem]) -> Rule:
    reasons: list[Said] = [sentence for problem in problems for sentence in (problem.message, problem.remedy)]
    return replace(rule, status="left out", became="", place=(), why=(*rule.why, *reasons))


def _nothing(file: str, rules: Sequence[Rule]) -> InputError:
    if any(rule.status != "left out" for rule in rules):
        return wrong(
            file,
            "no-points",
            say("no rule that could be said gives points."),
            say("Add one that does; disqualifying rules alone make no score."),
        )
    head = wrong(
        file,
        "nothing-converted",
        say("none of the {count} rules can be said in a model file.", count=len(rules)),
        say("Write the model by hand, beginning with `baremo init`."),
    )
    each = [
        Problem(code="left-out", subject=rule.name, message=sentences(rule.why), remedy=Text(""), file=file)
        for rule in rules
    ]
    return InputError([*head.problems, *each])


def sentences(parts: Sequence[Said]) -> Text:
    """Several sentences as one text."""
    return Text("{sentences}", {"sentences": Joined(tuple(parts), " ", " ")})


def _model(frame: Frame, dimensions: tuple[Dimension, ...], disqualifiers: tuple[Disqualifier, ...]) -> ScoringModel:
    most = frame.out_of or ceiling(dimensions, frame.bands)
    return ScoringModel(
        name=slug(frame.name, otherwise="converted"),
        title={"en": one_line(frame.title)} if frame.title.strip() else None,
        scores=frame.scores,
        dimensions=dimensions,
        disqualify=disqualifiers,
        bands=frame.bands,
        grade=frame.grade,
        stages=frame.stages,
        out_of=most,
        scale=Scale(max=most),
    )


def ceiling(dimensions: Iterable[Dimension], bands: Iterable[Band] = ()) -> float:
    """The points that make a full score where the source knows no ceiling: none of its points is cut.

    Where a criterion gives points without end it is the next of 100, 200, 500, 1,000 … that holds ten
    times its points.
    """
    whole = tuple(dimensions)
    most = sum(dimension_range(dimension)[1] for dimension in whole)
    if most == math.inf:
        most = sum(_reckoned(criterion) for dimension in whole for criterion in dimension.criteria)
        most = _round_up(most)
    highest_band = max((band.start for band in bands), default=0.0)
    return max(FULL_SCORE, most, _round_up(highest_band) if highest_band > most else 0.0)


def _reckoned(criterion: Criterion) -> float:
    most = criterion_range(criterion)[1]
    if most < math.inf:
        return max(0.0, most)
    return UNITS * max(0.0, getattr(criterion.rule, "points", None) or 0.0)


def _round_up(number: float) -> float:
    tens = 10.0 ** max(2, math.floor(math.log10(max(number, 1.0))))
    return next(step * tens for step in (1, 2, 5, 10) if step * tens >= number)
