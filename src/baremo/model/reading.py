"""What reading a model file gives: the model, every problem and the place of every key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from baremo.errors import Problem, Severity
from baremo.model.model import ScoringModel
from baremo.texts import Text, say

Path = tuple[str | int, ...]  # keys, and positions in lists from 0
Place = tuple[int, int]  # line and column, from 1

MOST_PROBLEMS = 200

# What people write who come from other languages and systems, and what it is called here.
_SYNONYMS = {
    "at_least": ("gte", "ge", ">=", "min", "minimum", "from", "greater_or_equal", "more_than_or_equal"),
    "at_most": ("lte", "le", "<=", "max", "maximum", "to", "up_to", "less_or_equal"),
    "above": ("gt", ">", "greater_than", "more_than", "over", "after"),
    "below": ("lt", "<", "less_than", "under", "before"),
    "contains": ("includes", "has", "contains_any", "like", "ilike"),
    "starts_with": ("startswith", "begins_with", "prefix"),
    "ends_with": ("endswith", "suffix"),
    "matches": ("regex", "regexp", "pattern", "match"),
    "missing": ("exists", "present", "empty", "blank", "null", "is_null", "is_empty", "known"),
    "not": ("ne", "!=", "is_not", "not_equals", "not_in", "none_of"),
    "points": ("score", "value", "pts", "puntos"),
    "when": ("if", "condition", "conditions", "rule"),
    "where": ("filter", "filters", "properties", "with"),
    "within": ("window", "last", "since", "period", "during"),
    "cap": ("max", "maximum", "max_points", "ceiling"),
    "per_day": ("max_per_day", "daily_limit", "per_day_limit", "daily"),
    "limit": ("max_count", "times", "max_times", "count"),
    "event": ("events", "action", "activity", "type"),
    "otherwise": ("else", "default"),
    "decay": ("fade", "degradation"),
    "criteria": ("rules", "criterions", "criterios"),
    "dimensions": ("dimension", "groups", "categories"),
    "model": ("name", "id", "slug"),
    "out_of": ("total", "max_points", "full"),
    "from": ("start", "begin", "min", "at_least", "above"),
    "is": ("answer", "equals", "value"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A model file as read."""

    file: str
    problems: tuple[Problem, ...] = ()  # those of its text, keys and values
    places: Mapping[Path, Place] = field(default_factory=dict)
    model: ScoringModel | None = None  # None where there are problems
    draft: ScoringModel | None = None  # without the parts that have problems


class Found:
    """Collects the problems and places of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.places: dict[Path, Place] = {}

    @property
    def full(self) -> bool:
        """Whether there are so many problems that no more are looked for."""
        return len(self.problems) >= MOST_PROBLEMS

    def add(self, code: str, path: Path, place: Place, message: Text, remedy: Text) -> None:
        if not self.full:
            self.problems.append(problem(code, path, message, remedy, file=self.file, place=place, severity="error"))


def problem(
    code: str,
    path: Path,
    message: Text,
    remedy: Text,
    *,
    file: str,
    place: Place = (0, 0),
    severity: Severity = "error",
) -> Problem:
    """A problem of the thing at a path."""
    line, column = place
    return Problem(
        code=code,
        subject=subject(path),
        message=message,
        remedy=remedy,
        file=file,
        line=line,
        column=column,
        severity=severity,
    )


def subject(path: Path) -> str:
    """The path for people: a criterion is named without its dimension, positions count from 1.

    Examples
    --------
    >>> subject(("dimensions", "fit", "criteria", "size", "cases", 0, "points"))
    'criteria.size.cases[1].points'
    """
    of_criterion = len(path) > 3 and path[0] == "dimensions" and path[2] == "criteria"
    short = path[2:] if of_criterion else path
    text = ""
    for part in short:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{clipped(part)}"
    return text.removeprefix(".")


def clipped(text: str, *, width: int = 60) -> str:
    """Text short enough for a message, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def shown(value: str | float | bool) -> str:
    """A value of the file for a message: whole numbers without a fraction."""
    return f"{value:g}" if isinstance(value, float) else clipped(str(value))


def near(word: str, options: tuple[str, ...]) -> str | None:
    """The option that was probably meant."""
    lower = clipped(word).lower()
    for option in options:
        if lower in _SYNONYMS.get(option, ()):
            return option
    by_lower = {option.lower(): option for option in options}
    close = get_close_matches(lower, by_lower, n=1, cutoff=0.7)
    return by_lower[close[0]] if close else None


def did_you_mean(word: str, options: tuple[str, ...]) -> Text:
    """The remedy for an unknown word: the near match, else all that exist."""
    if (meant := near(word, options)) is not None:
        return say("Did you mean {near}?", near=meant)
    if not options:
        return say("There is none.")
    return say("There is: {options}.", options=clipped(", ".join(options), width=300))
