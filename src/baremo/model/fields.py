"""Which fields a model reads, and as what: the columns that its inputs must have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from baremo.model.conditions import (
    Age,
    Compare,
    Condition,
    Equals,
    FieldTest,
    Matches,
    Missing,
    Search,
    Test,
    field_tests,
    simple_tests,
)
from baremo.model.criteria import (
    Attribute,
    Cases,
    Distinct,
    Events,
    Inactivity,
    People,
    Question,
    Recency,
    Selection,
    Sum,
)
from baremo.model.model import ScoringModel
from baremo.model.outcome import DisqualifyingEvents

Use = Literal["text", "number", "date", "presence"]
Uses = dict[str, set[Use]]  # field -> how it is read

ACCOUNT = "account."  # a lead's condition reads its account's attribute by this prefix
LEAD = "lead."  # a stage's condition reads an attribute by this prefix


@dataclass(frozen=True, kw_only=True, slots=True)
class Fields:
    """The attributes of leads and accounts and the properties of events that a model names."""

    leads: Uses = field(default_factory=dict)
    accounts: Uses = field(default_factory=dict)
    events: Uses = field(default_factory=dict)


def fields(model: ScoringModel) -> Fields:
    """Every field that the model reads, in the order of the file."""
    found = Fields()
    for condition in lead_conditions(model):
        for test in field_tests(condition):
            _add_lead_test(found, model, test.field, test.test)
    for selection in selections(model):
        for test in field_tests(selection.where):
            found.events.setdefault(test.field, set()).update(uses(test.test))
    for _, criterion in model.criteria():
        match criterion.rule:
            case Events(measure=Distinct(property=name)):
                found.events.setdefault(name, set()).add("text")
            case Events(measure=Sum(property=name)):
                found.events.setdefault(name, set()).add("number")
            case People(people=condition):
                for test in field_tests(condition):
                    found.leads.setdefault(test.field, set()).update(uses(test.test))
            case Question(attribute=name, answers=answers):
                _add_lead_test(found, model, name, Equals(values=tuple(a.value for a in answers)))
    return found


def lead_conditions(model: ScoringModel) -> Iterator[Condition]:
    """Every condition on the lead (in an account model: on the account), stages' included."""
    for _, criterion in model.criteria():
        match criterion.rule:
            case Attribute(when=when):
                yield when
            case Cases(cases=cases):
                yield from (case.when for case in cases)
    for selection in selections(model):
        if selection.when is not None:
            yield selection.when
    for rule in model.disqualify:
        if not isinstance(rule.rule, DisqualifyingEvents):
            yield rule.rule
    for stage in model.stages:
        yield from _stage_lead_tests(stage.when)


def selections(model: ScoringModel) -> Iterator[Selection]:
    """Every choice of events, those of criteria first."""
    for _, criterion in model.criteria():
        if isinstance(criterion.rule, Events | Recency | Inactivity):
            yield criterion.rule.of
    for rule in model.disqualify:
        if isinstance(rule.rule, DisqualifyingEvents):
            yield rule.rule.of


def uses(test: Test) -> set[Use]:
    """How a test reads its field."""
    found: set[Use] = set()
    for simple in simple_tests(test):
        match simple:
            case Equals(values=values):
                found |= {"number" if isinstance(v, float) else "text" for v in values}
            case Compare(bound=float()):
                found.add("number")
            case Compare() | Age():
                found.add("date")
            case Search() | Matches():
                found.add("text")
            case Missing():
                found.add("presence")
    return found


def stage_attributes(model: ScoringModel) -> list[str]:
    """The lead's attributes that stages read, each once."""
    tests = (test for stage in model.stages for test in _stage_lead_tests(stage.when))
    return list(dict.fromkeys(test.field for test in tests))


def _stage_lead_tests(condition: Condition) -> Iterator[FieldTest]:
    for test in field_tests(condition):
        if test.field.startswith(LEAD):
            yield FieldTest(field=test.field.removeprefix(LEAD), test=test.test)


def _add_lead_test(found: Fields, model: ScoringModel, name: str, test: Test) -> None:
    if model.scores == "account" or name.startswith(ACCOUNT):
        found.accounts.setdefault(name.removeprefix(ACCOUNT), set()).update(uses(test))
    else:
        found.leads.setdefault(name, set()).update(uses(test))
