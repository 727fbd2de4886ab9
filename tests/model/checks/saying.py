"""What is found in a short model."""

from __future__ import annotations

from baremo.model.checks import check
from baremo.model.reader import read_text

NEGATIVE = ", neg: {when: {z: 1}, points: -1}"  # so that nothing is said of its absence


def said(model: str) -> str:
    """The problems of a model in which %N stands for a negative criterion, one a line."""
    problems = check(read_text(model.replace("%N", NEGATIVE)))
    return "\n".join(f"{each.severity} {each}".replace("model.yaml:", "") for each in problems)
