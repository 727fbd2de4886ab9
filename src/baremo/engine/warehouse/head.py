"""The comment at the head of a text: what it computes, and how each column is taken.

It holds names and titles of the user's, so all of it is made inert: it cannot end before its end. It is in
English whatever the language of the program, so that one model has one text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from baremo.engine.dialects import Dialect
from baremo.engine.warehouse.columns import KINDS, PREFIXES, Given, Taken, Warehouse
from baremo.model.fingerprint import version
from baremo.model.model import ScoringModel

WIDTH = 108


def head(
    model: ScoringModel, given: Iterable[Given], as_of: str, says: Dialect, warehouse: Warehouse, *, ledger: bool
) -> str:
    """The comment, its lines wrapped."""
    lines = [*_about(model, as_of, says, ledger=ledger), "", *_about_columns(given, warehouse)]
    wrapped = [piece for line in lines for piece in _wrapped(inert(line))]
    return "\n".join(["/*", *wrapped, "*/"])


def inert(text: str) -> str:
    """The text on one line, without the marks that begin or end a comment.

    Quotation marks are written as printers do: a single one in a comment leads DuckDB to change the hard
    blanks of the literals after it.
    """
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    printable = printable.replace("*/", "* /").replace("/*", "/ *")
    return printable.replace("'", "\u2019").replace('"', "\u201d").replace("`", "\u2019").strip()


def _wrapped(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()))
    pieces = wrap(line, WIDTH, initial_indent="  ", subsequent_indent=f"    {indent}", break_long_words=False)
    return pieces or [""]


def _about(model: ScoringModel, as_of: str, says: Dialect, *, ledger: bool) -> Iterator[str]:
    titles = model.title or {}
    title = titles.get("en") or next(iter(titles.values()), model.name)
    yield f"{'Ledger' if ledger else 'Scores'} of the model {title} ({version(model)}), in the SQL of {says.name}."
    yield f"As of {as_of}; days begin in {model.timezone}."


def _about_columns(given: Iterable[Given], warehouse: Warehouse) -> Iterator[str]:
    yield (
        "Columns are taken as follows. Where one is of another kind, tell it with --types, such as "
        "employees=number or event.amount=number, and write this text anew; "
        f"the kinds are {', '.join(KINDS)}."
    )
    for table in given:
        if table.table is None:
            yield f"- {table.role}: none, as the model counts none"
            continue
        taken = "; ".join(_taken(column, PREFIXES[table.role]) for column in table.columns)
        yield f"- {table.role} from {table.table}: {taken}"
    if "id" in warehouse.event_columns:
        yield "Of events with the same id the earliest counts."
    else:
        yield "No event is taken to stand twice; where one may, name the column of ids: --event-columns id=event_id."


def _taken(taken: Taken, prefix: str) -> str:
    name = taken.name if taken.of_contract else prefix + taken.name
    if taken.in_json:
        return f"{name} text, in the JSON of {taken.column}"
    of = "" if taken.column == taken.name else f", from {taken.column}"
    return f"{name} {taken.kind}{of}"
