"""A plain CSV of rules: criterion, condition, points, and if wanted dimension, category, kind and note.

Its conditions are in the language of `csv_conditions`, so that every line is said exactly as it is meant;
a broken line is an error, for the file is the user's own and quickly mended.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from baremo.convert.assembly import FULL_SCORE, Frame, assemble, ceiling, problems_of
from baremo.convert.conversion import Conversion, Piece
from baremo.convert.csv_conditions import Did, Silent, read_condition
from baremo.convert.csv_words import ConditionError
from baremo.convert.export_file import MAX_RULES, read_text, within_bounds
from baremo.convert.names import free, one_line, slug
from baremo.errors import InputError, Problem
from baremo.model.conditions import AllOf, AnyOf, Condition, FieldTest, Not
from baremo.model.criteria import Attribute, Events, Inactivity, Level
from baremo.model.criteria import Rule as Kind
from baremo.model.decay import HalfLife
from baremo.model.dimensions import Dimension
from baremo.model.layout import OUTPUT_COLUMNS
from baremo.model.model import ScoringModel
from baremo.model.outcome import DisqualifyingEvents
from baremo.model.shape import LARGEST
from baremo.model.words import read_number
from baremo.texts import Said, say

# Each column with what it may be called too.
COLUMNS = {
    "criterion": ("criterio", "name", "rule", "nombre", "regla"),
    "condition": ("condición", "condicion", "when", "if"),
    "points": ("puntos", "score", "value"),
    "dimension": ("dimensión", "group", "grupo"),
    "category": ("categoría", "categoria"),
    "kind": ("tipo",),
    "note": ("nota", "notes"),
}
NEEDED = ("criterion", "condition", "points")
KINDS = ("criterion", "disqualify")
DIMENSION = "rules"  # of lines that name none


def convert(path: Path) -> Conversion:
    """The model of a CSV of rules.

    Raises
    ------
    InputError
        With every line that cannot be read.
    """
    file = str(path)
    lines = _lines(read_text(path), file)
    within_bounds(file, len(lines))
    problems: list[Problem] = []
    frame, pieces = Frame(name=path.stem, out_of=FULL_SCORE), list[Piece]()
    for number, row in lines:
        try:
            piece = _piece(row, frame)
            pieces.append(piece)
            problems += [replace(each, file=file, line=number, column=0) for each in problems_of(piece, frame)]
        except ConditionError as error:
            problems.append(_problem(file, number, row, error))
    if problems:
        raise InputError(problems)
    model, rules = assemble(frame, pieces, file=file)
    return Conversion(source="CSV", file=file, model=model, rules=rules, notes=_notes(model))


def _notes(model: ScoringModel) -> tuple[Said, ...]:
    if ceiling(model.dimensions) <= FULL_SCORE:
        return ()
    return (
        say("More than 100 points can be reached, and a score ends at 100: if it should not, raise out_of and scale."),
    )


def _lines(text: str, file: str) -> list[tuple[int, dict[str, str]]]:
    """Each row with its line number and its values by our names of the columns."""
    header = text.lstrip().splitlines()[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    try:
        read = [(rows.line_num, row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        problem = ConditionError(
            say("the file cannot be read as CSV: {reason}.", reason=str(error)), say("Save it as CSV UTF-8.")
        )
        raise InputError(_problem(file, rows.line_num, {}, problem)) from None
    columns = _columns(read[0][1], file)
    lines = []
    for number, row in read[1 : MAX_RULES + 2]:
        if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
            lines.append((number, {"": one_line(delimiter.join(row))}))
        else:
            lines.append((number, {name: cell.strip() for name, cell in zip(columns, row, strict=False)}))
    if not lines:
        problem = ConditionError(say("the file has a header and no rules."), say("Add a line for each rule."))
        raise InputError(_problem(file, read[0][0], {}, problem))
    return lines


def _columns(header: list[str], file: str) -> list[str]:
    known = {alias: name for name, aliases in COLUMNS.items() for alias in (name, *aliases)}
    problems, found = list[Problem](), list[str]()
    for cell in header:
        name = known.get(cell.strip().lower())
        if name is None or name in found:
            near = get_close_matches(cell.strip().lower(), COLUMNS, n=1)
            error = ConditionError(
                say("there is no column {name} in a file of rules, or it stands twice.", name=one_line(repr(cell))),
                say("Did you mean {near}?", near=near[0])
                if near
                else say("The columns are: {options}.", options=", ".join(COLUMNS)),
            )
            problems.append(_problem(file, 1, {}, error))
        found.append(name or "")
    missing = [name for name in NEEDED if name not in found]
    if missing and not problems:
        error = ConditionError(
            say("the column {name} is missing.", name=missing[0]),
            say("The first line names the columns: {options}.", options=", ".join(NEEDED)),
        )
        problems.append(_problem(file, 1, {}, error))
    if problems:
        raise InputError(problems)
    return found


def _piece(row: dict[str, str], frame: Frame) -> Piece:
    if "" in row:
        raise ConditionError(
            say("the line has more cells than the header: {given}.", given=row[""]),
            say("Put a condition with the separator in it into double quotation marks."),
        )
    for name in ("criterion", "condition"):
        if not row.get(name):
            raise ConditionError(say("the {column} is empty.", column=name), say("Fill it in, or take the line out."))
    kind = row.get("kind") or "criterion"
    if kind not in KINDS:
        raise ConditionError(
            say("there is no kind {given}.", given=one_line(kind)),
            say("There is: {options}.", options=", ".join(KINDS)),
        )
    condition = read_condition(row["condition"])
    named = Piece(name=row["criterion"], note=row.get("note") or None)
    if kind == "disqualify":
        return replace(named, says=_disqualifier(condition), disqualifies=True)
    points = _points(row.get("points", ""))
    return replace(
        named,
        points=points,
        dimension=_dimension(row.get("dimension", ""), frame),
        says=_rule(condition, points),
        category=row.get("category") or None,
    )


def _disqualifier(condition: Condition | Did | Silent) -> Kind | DisqualifyingEvents:
    match condition:
        case Did(of=of, at_least=least, per_day=None, limit=None, half_life=None):
            return DisqualifyingEvents(of=of, at_least=least or 1)
        case Did() | Silent():
            raise ConditionError(
                say("a disqualifying rule counts events and has no limit, half-life or silence."),
                say("Write it as: event email_bounced at least 3."),
            )
        case _:
            return Attribute(when=condition, points=0.0)


def _points(text: str) -> float:
    points = read_number(text)
    if points is None or abs(points) > LARGEST:
        raise ConditionError(
            say("the points are no number: {given}.", given=one_line(repr(text))),
            say("Write digits with a decimal point, such as 10, -5 or 2.5."),
        )
    return points


def _dimension(name: str, frame: Frame) -> str:
    if name not in frame.dimensions:
        taken = {each.name for each in frame.dimensions.values()} | set(OUTPUT_COLUMNS)
        called = free(slug(name, joint="_", otherwise=DIMENSION), taken, joint="_")
        frame.dimensions[name] = Dimension(
            name=called, criteria=(), title={"en": one_line(name)} if name not in ("", called) else None
        )
    return name


def _rule(condition: Condition | Did | Silent, points: float) -> Kind:
    match condition:
        case Silent(of=of, days=days, every=every):
            return Inactivity(of=of, inactive_for=days, every=every, points=points)
        case Did() as did:
            counted = Events(of=did.of, per_day=did.per_day, limit=did.limit, decay=_decay(did), points=points)
            if did.at_least is None:
                return counted
            return replace(counted, points=None, levels=(Level(at_least=float(did.at_least), points=points),))
        case FieldTest() | AnyOf() | AllOf() | Not():
            return Attribute(when=condition, points=points)


def _decay(did: Did) -> HalfLife | None:
    return None if did.half_life is None else HalfLife(days=did.half_life)


def _problem(file: str, line: int, row: dict[str, str], error: ConditionError) -> Problem:
    return Problem(
        code="bad-rule" if row else "bad-file",
        subject=one_line(row.get("criterion", "")),
        message=error.message,
        remedy=error.remedy,
        file=file,
        line=line,
    )
