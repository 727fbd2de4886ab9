"""What is wrong or odd in a model that reads well."""

from __future__ import annotations

from baremo.errors import Problem
from baremo.model.reading import Reading


def check(reading: Reading) -> tuple[Problem, ...]:
    """Every problem of a reading: errors first, each in the order of the file."""
    return tuple(sorted(reading.problems, key=lambda each: (each.severity != "error", each.line)))
