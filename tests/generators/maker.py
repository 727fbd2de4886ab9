"""Draws choices, and remembers which fields the model under construction reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column of an input: what its values speak of, and the type that they have in this case."""

    name: str
    flavour: str  # words, numbers, flags or dates
    type: str  # text, int, float, bool, date, instant, naive or list


@dataclass(kw_only=True)
class Maker:
    """What one case is made with."""

    draw: DrawFn
    scores: str
    fields: dict[str, dict[str, Field]]  # table -> name in a condition -> field
    as_of: datetime
    days: list[str]  # calendar days around as_of, as text
    instants: list[datetime]  # instants around the edges of those days
    used: dict[str, set[str]] = field(default_factory=dict)  # table -> names of fields

    def one(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(options))

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """Different ones of them, in any order."""
        most = min(most, len(options))
        places = st.integers(0, len(options) - 1)
        chosen = self.draw(st.lists(places, min_size=min(least, most), max_size=most, unique=True))
        return [options[place] for place in chosen]

    def rarely(self, times: int = 4) -> bool:
        """True once in so many times; the simplest case is without."""
        return self.draw(st.integers(0, times - 1)) == times - 1

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def field(self, table: str) -> tuple[str, Field]:
        """A field by the name that a condition writes, noted as read."""
        name = self.one(list(self.fields[table]))
        chosen = self.fields[table][name]
        self.read(table, name)
        return name, chosen

    def read(self, table: str, name: str) -> None:
        of_account = self.scores == "account" and table == "leads"
        where = "accounts" if of_account or name.startswith("account.") else table
        self.used.setdefault("leads" if table == "people" else where, set()).add(name.removeprefix("account."))


Mapping = dict[str, Any]
