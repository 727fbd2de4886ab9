"""The tables that a query reads: their names in the engine and the kinds of their columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "number", "boolean", "date", "instant"]
TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "instant": "TIMESTAMP",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """What a column holds. Text stays text: a test that needs a number or date reads it from the text."""

    kind: Kind
    many: bool = False  # a list of such values
    whole: bool = False  # a number without fraction, such as an integer type
    zoned: bool = False  # an instant of a type with a zone (TIMESTAMPTZ)
    changed: bool = False  # its changed values stand beside it (see `engine.changes`)

    @property
    def type(self) -> str:
        """The one type in DuckDB that such a column has where we make the table."""
        plain = "BIGINT" if self.whole else "TIMESTAMPTZ" if self.zoned else TYPES[self.kind]
        return plain + "[]" * self.many


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A relation that the engine can read by its name."""

    name: str
    columns: dict[str, Column] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """The inputs of one scoring, under the names of the contract.

    The key columns (`lead_id`, `account_id`) have one type in all tables that carry them. `events` has
    `lead_id`, `event`, `timestamp` and a column for each property that the model reads; no event id
    stands twice in it, and no timestamp is null.
    """

    leads: Table
    events: Table
    accounts: Table | None = None
    changes: Table | None = None
    adjustments: Table | None = None
    probabilities: Table | None = None  # key and `probability`, from a model's predictor
