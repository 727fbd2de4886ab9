"""What a user may tell of a warehouse, and what is wrong with it, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from baremo.engine.dialects import DIALECTS
from baremo.engine.inputs.wanted import EVENT_COLUMNS, none_such
from baremo.engine.warehouse.columns import CREATED, KINDS, PREFIXES, Given, Taken, Warehouse
from baremo.errors import Problem
from baremo.model.criteria import Predicted
from baremo.model.model import ScoringModel
from baremo.texts import say


def problems_of(model: ScoringModel, warehouse: Warehouse, given: Iterable[Given]) -> Iterator[Problem]:
    """What a text cannot be written for."""
    yield from _predicted(model)
    for name in warehouse.event_columns:
        if name not in EVENT_COLUMNS:
            yield Problem(
                code="unknown-key",
                subject="event_columns",
                message=none_such(name, list(EVENT_COLUMNS)),
                remedy=say("Use {known}.", known=", ".join(EVENT_COLUMNS)),
            )
    known = {PREFIXES[table.role] + taken.name: taken for table in given for taken in table.columns if taken.allowed}
    for name, kind in warehouse.types.items():
        if name not in known and name.rpartition(".")[2] != CREATED:  # well known, whether it is read or not
            yield _unknown(name, list(known))
        elif name in known and kind not in known[name].allowed:
            yield _bad_kind(name, kind, known[name])


def unknown_dialect(name: str) -> Problem:
    near = get_close_matches(name.lower(), list(DIALECTS), n=1)
    message = (
        say("there is no dialect {name}; did you mean {near}?", name=repr(name[:60]), near=near[0])
        if near
        else say("there is no dialect {name}.", name=repr(name[:60]))
    )
    remedy = say("Use {known}.", known=", ".join(DIALECTS))
    return Problem(code="unknown-dialect", subject="dialect", message=message, remedy=remedy)


def _predicted(model: ScoringModel) -> Iterator[Problem]:
    for _, criterion in model.criteria():
        if isinstance(criterion.rule, Predicted):
            yield Problem(
                code="predicted-in-sql",
                subject=f"criteria.{criterion.name}",
                message=say("a query in SQL cannot run the predictor {file}.", file=criterion.rule.predictor),
                remedy=say(
                    "Score with `baremo score` and write the scores to the warehouse, or take the criterion out."
                ),
            )


def _unknown(name: str, known: list[str]) -> Problem:
    near = get_close_matches(name, known, n=1)
    message = (
        say("the model reads no column {name}; did you mean {near}?", name=repr(name[:60]), near=near[0])
        if near
        else say("the model reads no column {name}.", name=repr(name[:60]))
    )
    remedy = say("Tell the kinds of these columns alone: {known}.", known=", ".join(known[:40]) or "-")
    return Problem(code="unknown-column", subject="types", message=message, remedy=remedy)


def _bad_kind(name: str, kind: str, taken: Taken) -> Problem:
    known = kind in KINDS
    message = (
        say("{name} cannot be of the kind {kind}.", name=name, kind=kind)
        if known
        else say("{kind} is no kind of column, for {name}.", kind=repr(kind[:60]), name=name)
    )
    remedy = say("Use {known}.", known=", ".join(taken.allowed))
    return Problem(code="bad-kind", subject="types", message=message, remedy=remedy)
