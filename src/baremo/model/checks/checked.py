"""A model under check, with the places of its parts, and where each of its tests stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from baremo.errors import Problem, Severity
from baremo.model.conditions import (
    AllOf,
    AllTests,
    AnyOf,
    Condition,
    FieldTest,
    Not,
    NotTest,
    Test,
    field_tests,
)
from baremo.model.criteria import (
    Attribute,
    Cases,
    Criterion,
    Events,
    Inactivity,
    People,
    Recency,
    Selection,
)
from baremo.model.dimensions import Dimension
from baremo.model.model import ScoringModel
from baremo.model.outcome import DisqualifyingEvents
from baremo.model.reading import Path, Place, Reading, problem
from baremo.texts import Text

Side = Literal["lead", "event", "people", "stage"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What a rule looks at."""

    model: ScoringModel
    file: str
    places: Mapping[Path, Place]
    keys: Mapping[Path, tuple[str | int, ...]]  # what stands below a path, in the order of the file

    def error(self, code: str, path: Path, message: Text, remedy: Text) -> Problem:
        return self._problem(code, path, message, remedy, "error")

    def warning(self, code: str, path: Path, message: Text, remedy: Text) -> Problem:
        return self._problem(code, path, message, remedy, "warning")

    def _problem(self, code: str, path: Path, message: Text, remedy: Text, severity: Severity) -> Problem:
        place = next((self.places[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.places), (0, 0))
        return problem(code, path, message, remedy, file=self.file, place=place, severity=severity)

    def criteria(self) -> Iterator[tuple[Path, Dimension, Criterion]]:
        """Every criterion with its path."""
        for dimension, criterion in self.model.criteria():
            yield criterion_path(dimension, criterion), dimension, criterion

    def selections(self) -> Iterator[tuple[Path, Selection]]:
        """Every choice of events, with the path of its rule."""
        for path, _, criterion in self.criteria():
            if isinstance(criterion.rule, Events | Recency | Inactivity):
                yield path, criterion.rule.of
        for disqualifier in self.model.disqualify:
            if isinstance(disqualifier.rule, DisqualifyingEvents):
                yield ("disqualify", disqualifier.name), disqualifier.rule.of

    def conditions(self) -> Iterator[tuple[Path, Condition, Side]]:
        """Every condition with its path and what it looks at."""
        for path, _, criterion in self.criteria():
            match criterion.rule:
                case Attribute(when=when):
                    yield (*path, "when"), when, "lead"
                case Cases(cases=cases):
                    for position, case in enumerate(cases):
                        yield (*path, "cases", position, "when"), case.when, "lead"
                case People(people=condition):
                    yield (*path, "people"), condition, "people"
        for path, selection in self.selections():
            if selection.when is not None:
                yield (*path, "when"), selection.when, "lead"
            if selection.where is not None:
                yield (*path, "where"), selection.where, "event"
        for disqualifier in self.model.disqualify:
            if not isinstance(disqualifier.rule, DisqualifyingEvents):
                yield ("disqualify", disqualifier.name, "when"), disqualifier.rule, "lead"
        for position, stage in enumerate(self.model.stages):
            yield ("stages", position, "when"), stage.when, "stage"

    def field_tests(self) -> Iterator[tuple[Path, FieldTest, Side]]:
        """Every test of a field with its path."""
        for path, condition, side in self.conditions():
            for inner, test in self.tests_in(condition, path):
                yield inner, test, side

    def tests_in(self, condition: Condition, path: Path) -> Iterator[tuple[Path, FieldTest]]:
        """The field tests of a condition; without places, all stand at the condition's own path."""
        keys = self.keys.get(path, ())
        if not keys:
            yield from ((path, test) for test in field_tests(condition))
        elif len(keys) == 1:
            yield from self._entry(condition, (*path, keys[0]))
        elif isinstance(condition, AllOf):
            for key, part in zip(keys, condition.conditions, strict=True):
                yield from self._entry(part, (*path, key))

    def _entry(self, condition: Condition, path: Path) -> Iterator[tuple[Path, FieldTest]]:
        match condition:
            case FieldTest():
                yield path, condition
            case AnyOf(conditions=parts) | AllOf(conditions=parts):
                for position, part in enumerate(parts):
                    yield from self.tests_in(part, (*path, position))
            case Not(condition=part):
                yield from self.tests_in(part, path)

    def simple_tests(self) -> Iterator[tuple[Path, FieldTest, Side]]:
        """Every field with each test that is no `NotTest` or `AllTests`, with its path."""
        for path, test, side in self.field_tests():
            for inner, simple in self._simple(test.test, path):
                yield inner, FieldTest(field=test.field, test=simple), side

    def _simple(self, test: Test, path: Path) -> Iterator[tuple[Path, Test]]:
        keys = self.keys.get(path, ())
        names = [key for key in keys if isinstance(key, str)]
        match test:
            case AllTests(tests=parts):
                for position, part in enumerate(parts):
                    inner = (*path, names[position]) if position < len(names) else path
                    yield from self._simple_entry(part, inner)
            case _:
                yield from self._simple_entry(test, (*path, names[0]) if len(names) == 1 else path)

    def _simple_entry(self, test: Test, path: Path) -> Iterator[tuple[Path, Test]]:
        if isinstance(test, NotTest):
            yield from self._simple(test.test, path)
        else:
            yield path, test


def criterion_path(dimension: Dimension, criterion: Criterion) -> Path:
    return ("dimensions", dimension.name, "criteria", criterion.name)


def checked(reading: Reading, model: ScoringModel) -> Checked:
    """The model of a reading, ready to be looked at."""
    keys: dict[Path, list[str | int]] = {}
    for path in reading.places:
        keys.setdefault(path[:-1], []).append(path[-1])
    below = {path: tuple(names) for path, names in keys.items()}
    return Checked(model=model, file=reading.file, places=reading.places, keys=below)
