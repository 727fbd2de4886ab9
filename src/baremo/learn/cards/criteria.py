"""A scorecard's part as criteria of a model file, which decide exactly as its bins do."""

from __future__ import annotations

from collections.abc import Container
from itertools import pairwise
from typing import Any

from baremo.learn.binning import Bin, Levels, Range, Rest, Unknown, is_age, is_recency
from baremo.learn.feature import Attribute, Measured
from baremo.learn.scorecard import Part
from baremo.model.shape import LARGEST
from baremo.model.slugs import free, slug
from baremo.model.spelling import number_text

Said = dict[str, Any]  # a part of a model file
Placed = tuple[Bin, int]  # a bin and its points

MOST_TEXTS = 8  # of a group that a comment names
WORDS = frozenset({"any", "all", "not"})  # of the model file, which a field by that name must be told from


def criteria_of(part: Part, taken: Container[str]) -> dict[str, tuple[Said, str]]:
    """Criteria and their comments, by a name that is not taken.

    The time since an event becomes one criterion for each step, which add up.
    """
    name = free(slug(part.feature.name, otherwise="feature"), taken)
    placed = list(zip(part.binning.bins, part.points, strict=True))
    title, comment = {"title": part.feature.name}, "\n".join(_told(each, points) for each, points in placed)
    source = part.feature.source
    if isinstance(source, Attribute):
        return {name: ({**title, **_cases(part, source, placed)}, comment)}
    if is_recency(part.feature):
        return _steps(name, part.feature.name, source, placed, comment)
    criterion = {**title, "category": "behavioural", **source.criterion, "levels": _levels(placed)}
    return {name: (criterion, comment)}


def _cases(part: Part, source: Attribute, placed: list[Placed]) -> Said:
    """The bin without a condition of its own is what is otherwise given."""
    last = Unknown if part.feature.kind == "number" else Rest
    otherwise = next(points for each, points in placed if isinstance(each.rule, last))
    told = [(each, points) for each, points in placed if not isinstance(each.rule, last)]
    if part.feature.kind == "number":  # the highest first, so that each case needs one bound
        told = told[:0:-1] + told[:1]
    cases = [{"when": _when(part, source, each), "points": points} for each, points in told]
    return {"cases": cases, "otherwise": otherwise}


def _when(part: Part, source: Attribute, each: Bin) -> Said:
    field = f"field.{source.column}" if source.column in WORDS or source.column.startswith("field.") else source.column
    match each.rule:
        case Levels(texts=texts):
            return {field: list(texts)}
        case Range(at_least=None, below=None) if is_age(part.feature):
            return {"any": [{field: {"newer_than": "1d"}}, {field: {"older_than": "1d"}}]}  # any date, but no word
        case Range(at_least=low, below=high) if is_age(part.feature):
            return {field: {"newer_than": _days(high)} if low is None else {"older_than": _days(low)}}
        case Range(at_least=low, below=high):
            if low is None and high is not None:
                return {field: {"below": high}}
            return {field: {"at_least": -LARGEST if low is None else low}}
        case _:
            missing: Said = {field: {"missing": True}}
            return {"any": [missing, {field: list(source.blank)}]} if source.blank else missing


def _levels(placed: list[Placed]) -> list[Said]:
    """The lowest range begins with nothing and gives nothing."""
    return [
        {"at_least": each.rule.at_least, "points": points}
        for each, points in placed
        if isinstance(each.rule, Range) and each.rule.at_least is not None
    ]


def _steps(name: str, title: str, source: Measured, placed: list[Placed], comment: str) -> dict[str, tuple[Said, str]]:
    """Whoever is within several steps has the points of all of them."""
    event = {key: value for key, value in source.criterion.items() if key in ("event", "where", "when")}
    found: dict[str, tuple[Said, str]] = {}
    for (each, points), (_, later) in pairwise(placed):
        if isinstance(each.rule, Range) and each.rule.below is not None and points != later:
            within = _days(each.rule.below)
            step = {**event, "active_within": within, "points": points - later, "category": "behavioural"}
            step["title"] = f"{title} < {number_text(each.rule.below)}"
            found[f"{name}-{within}"] = (step, "" if found else comment)
    return found


def _days(days: float | None) -> str:
    assert days is not None
    return f"{number_text(days)}d"


def _told(each: Bin, points: int) -> str:
    share = f"{100 * each.positives / each.n:.0f} %" if each.n else "none"
    return f"{points:+d}  {_range(each)}: {each.positives:,} of {each.n:,} ({share})"


def _range(each: Bin) -> str:
    match each.rule:
        case Range(at_least=None, below=None):
            return "any number"
        case Range(at_least=None, below=high) if high is not None:
            return f"below {number_text(high)}"
        case Range(at_least=low, below=None) if low is not None:
            return f"from {number_text(low)}"
        case Range(at_least=low, below=high) if low is not None and high is not None:
            return f"from {number_text(low)} to below {number_text(high)}"
        case Levels(texts=texts):
            shown = ", ".join(text[:40] for text in texts[:MOST_TEXTS])
            return f"{shown} …" if len(texts) > MOST_TEXTS else shown
        case Unknown():
            return "not known"
        case _:
            return "any other"
