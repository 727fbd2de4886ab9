"""The fingerprint of what a model means, the same for every spelling of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime

from baremo.model import canonical, spelling
from baremo.model.canonical import Aside, Brief, Implied, InOrder, Node, Share, Span
from baremo.model.conditions import AllOf, AnyOf, FieldTest, Not
from baremo.model.model import ScoringModel

Meaning = str | int | float | bool | list["Meaning"] | dict[str, "Meaning"]


def fingerprint(model: ScoringModel) -> str:
    """The first 12 hex digits of the SHA-256 of the model's meaning.

    Titles, notes, comments and the order of keys carry no meaning, nor does the order of conditions
    that must all hold; the order of lists, stages and disqualifying rules does.

    Examples
    --------
    >>> from baremo.model.dimensions import Dimension
    >>> model = ScoringModel(name="small", dimensions=(Dimension(name="fit", criteria=()),))
    >>> fingerprint(model)
    'f1b90d4cb764'
    """
    return hashlib.sha256(as_json(meaning(canonical.of_model(model))).encode()).hexdigest()[:12]


def version(model: ScoringModel) -> str:
    """The model's name with its fingerprint, as every score carries it: `b2b-saas@3f2a90c1d7e4`."""
    return f"{model.name}@{fingerprint(model)}"


def meaning(node: Node) -> Meaning:
    """A part of the model's tree without asides, what is implied filled in, in plain JSON values."""
    match node:
        case Implied(value=value):
            return meaning(value)
        case Brief(key=key, value=value):
            return {key: meaning(value)}
        case InOrder(entries=entries):
            return [[key, meaning(value)] for key, value in entries.items()]
        case FieldTest() | AnyOf() | AllOf() | Not():
            return meaning(spelling.of_condition(spelling.settled(node)))
        case Mapping():
            return {key: meaning(value) for key, value in node.items() if not isinstance(value, Aside)}
        case list() | tuple():
            return [meaning(each) for each in node]
        case _:
            return _leaf(node)


def as_json(meaning: Meaning) -> str:
    """One text for one meaning."""
    return json.dumps(meaning, sort_keys=True, separators=(",", ":"))


def _leaf(node: Node) -> Meaning:
    match node:
        case Span(days=days):
            return days
        case Share(value=value):
            return _shortest(value)
        case datetime():
            return node.astimezone(UTC).isoformat()
        case date():
            return node.isoformat()
        case str() | bool():
            return node
        case int() | float():
            return _shortest(node)
        case _:
            raise TypeError(node)


def _shortest(number: float) -> int | float:
    """`5` for 5.0: JSON's shortest decimal of the number."""
    return int(number) if float(number).is_integer() else number
