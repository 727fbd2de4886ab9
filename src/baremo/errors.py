"""Every error that Baremo raises on purpose; anything else is our bug and propagates.

BaremoError
├── ModelError       the model file is wrong: carries every problem found, not only the first
├── InputError       the leads, events or arguments do not match the model
└── DeliveryError    another system did not take what was sent (permanent or not)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from baremo.texts import Text, plain

Severity = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that is wrong, with its place and its remedy.

    `message` and `remedy` are translatable texts: `str(problem)` is English, `problem.text("es")`
    Spanish.
    """

    code: str  # short and stable, such as "unknown-key"
    subject: str  # what it is about, such as "criteria.pricing-page.within"
    message: Text
    remedy: Text
    file: str = ""
    line: int = 0  # from 1; 0 where there is no line
    column: int = 0  # from 1
    severity: Severity = "error"

    def text(self, lang: str = "en") -> str:
        """`file:line: code subject: what is wrong. Remedy.` in one of the languages of the catalogue."""
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        head = f"{self.code} {self.subject}".rstrip()
        return f"{place}{head}: {plain(self.message, lang)} {plain(self.remedy, lang)}".rstrip()

    def __str__(self) -> str:
        return self.text()


class BaremoError(Exception):
    """The root of the tree: one or more problems that a person can mend."""

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def text(self, lang: str = "en") -> str:
        return "\n".join(problem.text(lang) for problem in self.problems)


class ModelError(BaremoError):
    """The model file cannot be used."""


class InputError(BaremoError):
    """The data or the arguments cannot be used; nothing has been scored."""


class DeliveryError(BaremoError):
    """Another system did not take what was sent."""

    def __init__(self, problems: Problem | Sequence[Problem], *, permanent: bool) -> None:
        super().__init__(problems)
        self.permanent = permanent
