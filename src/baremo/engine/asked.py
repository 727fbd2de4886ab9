"""What is asked of leads beside points: their attributes as conditions read them, and figures of their events.

It is asked as a model that reads the same columns in the same ways, so a `cases` criterion over a column
decides exactly as what is read here says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol, runtime_checkable

import pyarrow as pa

from baremo.errors import ModelError
from baremo.model.checks import check
from baremo.model.conditions import Age, Compare, Equals, FieldTest, Test
from baremo.model.criteria import Attribute, Criterion
from baremo.model.decay import Linear
from baremo.model.dimensions import Dimension
from baremo.model.fields import Use
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text

BASE = "(base)"  # among reasons, in place of a feature
AT_ONCE = 200  # criteria that are read as one file, whose size is bounded
PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})")  # how JSON writes what is beyond 16 bits
TESTS: dict[Use, Test] = {
    "text": Equals(values=("",)),
    "number": Compare(how="above", bound=0.0),
    "date": Age(how="newer_than", days=1),
}

Criteria = Mapping[str, Mapping[str, object]]  # of events, as in a model file but without points, by name


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be known of every lead at a moment.

    Attributes
    ----------
    timezone : str
        Where days begin.
    texts, numbers, ages : tuple of str
        Columns of the leads (with `account.` before the name, of their accounts), each by how it is read. A
        column asked in two ways is read as a model reads it that tests it in both.
    measures, recencies : mapping
        Criteria of events by a name of yours, such as ``{"event": "page_viewed", "within": "30d"}``: their
        figure before weights, and the whole days since the last event that counted.
    scores : "lead" or "account"
        Whose facts: an account's events are those of all its leads.
    """

    timezone: str = "UTC"
    texts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    measures: Criteria = field(default_factory=dict)
    recencies: Criteria = field(default_factory=dict)
    scores: Literal["lead", "account"] = "lead"

    @property
    def key(self) -> str:
        return f"{self.scores}_id"

    @property
    def of_events(self) -> bool:
        """Whether anything is asked that only events tell."""
        return bool(self.measures or self.recencies)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all facts, in their order."""
        groups = {
            "text": self.texts,
            "number": self.numbers,
            "age": self.ages,
            "measure": self.measures,
            "recency": self.recencies,
        }
        return tuple(f"{group}.{name}" for group, names in groups.items() for name in names)

    @cached_property
    def model(self) -> ScoringModel:
        """The model that reads all this; a dimension that fades tells how old the last event is.

        Raises
        ------
        ModelError
            A criterion is none of events, or broken.
        """
        reads: list[tuple[Use, tuple[str, ...]]] = [
            ("text", self.texts),
            ("number", self.numbers),
            ("date", self.ages),
        ]
        attributes = [
            Criterion(name=f"{use}{i}", rule=Attribute(when=FieldTest(field=name, test=TESTS[use]), points=0.0))
            for use, names in reads
            for i, name in enumerate(names)
        ]
        dimensions = [
            Dimension(name="attributes", criteria=tuple(attributes)),
            Dimension(name="measures", criteria=tuple(_criteria("measure", self.measures))),
            Dimension(name="recencies", criteria=tuple(_criteria("recency", self.recencies)), decay=Linear(days=1)),
        ]
        return ScoringModel(
            name="facts",
            scores=self.scores,
            timezone=self.timezone,
            dimensions=tuple(dimension for dimension in dimensions if dimension.criteria),
        )


class Predictor(Protocol):
    """Gives probabilities for facts. On Spark it is sent to the workers, so it can be pickled."""

    @property
    def asked(self) -> Asked: ...

    def probabilities(self, facts: pa.Table) -> pa.Array:
        """One for each row: double, 0 to 1."""
        ...


@runtime_checkable
class Reasoning(Protocol):
    """A predictor that can say why."""

    def reasons(self, facts: pa.Table) -> pa.Table:
        """What moved each row's probability, in log-odds.

        Returns
        -------
        pyarrow.Table
            `lead_id` (in account models `account_id`), `feature`, `value` (text, null where missing) and
            `log_odds` (double), row by row. What is thought of a lead before anything is known of it has BASE
            in place of a feature.
        """
        ...


def _criteria(prefix: str, asked: Criteria) -> Iterator[Criterion]:
    """Named by their number, since names of facts are free."""
    numbered = list(enumerate(asked.items()))
    for start in range(0, len(numbered), AT_ONCE):
        some = numbered[start : start + AT_ONCE]
        written = {f"{prefix}{i}": {**criterion, "points": 1} for i, (_, criterion) in some}
        reading = read_text(_yaml({"model": "facts", "dimensions": {"facts": {"criteria": written}}}), file="facts")
        errors = [problem for problem in check(reading) if problem.severity == "error"]
        if errors or reading.model is None:
            raise ModelError(errors)
        yield from (criterion for _, criterion in reading.model.criteria())


def _yaml(value: object) -> str:
    """JSON that is YAML too, which writes signs beyond 16 bits in another way."""
    return PAIR.sub(_sign, json.dumps(value))


def _sign(pair: re.Match[str]) -> str:
    high, low = int(pair[1], 16), int(pair[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"
