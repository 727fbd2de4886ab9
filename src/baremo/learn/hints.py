"""What a person knows beforehand and every kind of learning should respect."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Hints:
    """Wishes for learning; names that no number bears are ignored.

    A column that a person names may be left out later, by the leakage guard or since it is always the same. Names
    that are neither a column's nor a feature's are refused before, in `wishes.hints_asked`.

    Attributes
    ----------
    increasing, decreasing : tuple of str
        Features of which more never lowers, or never raises, the log-odds.
    seed : int
        Of everything that is left to chance.
    """

    increasing: tuple[str, ...] = ()
    decreasing: tuple[str, ...] = ()
    seed: int = 7

    def direction(self, name: str) -> int:
        """1 where the feature may only raise, -1 where it may only lower, 0 where nothing is known."""
        return (name in self.increasing) - (name in self.decreasing)


NO_HINTS = Hints()
