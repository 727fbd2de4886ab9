"""What rules of other systems are called in a model and in a report."""

from __future__ import annotations

from collections.abc import Iterable

from baremo.model.slugs import free, slug

__all__ = ["free", "joined", "one_line", "slug"]

LONGEST_SHOWN = 120  # characters of a name in the report


def one_line(text: object) -> str:
    """Text of the source, fit to be shown: one line, nothing that steers a terminal, not too long."""
    shown = " ".join("".join(each if each.isprintable() else " " for each in str(text)).split())
    return shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 1] + "…"


def joined(words: Iterable[str]) -> str:
    """Names as one criterion's name: `country-and-employees`."""
    return "-and-".join(dict.fromkeys(slug(word) for word in words))
