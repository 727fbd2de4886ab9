"""Fields inside JSON, structs and maps of a frame, as the contract flattens them: one level, with dots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pyspark.sql import DataFrame, types
from sqlglot import exp

from baremo.engine.expressions import Expr, absent, case, col, is_in, named, negated, present, text
from baremo.engine.inputs.source import excerpt
from baremo.engine.inputs.wanted import Wanted
from baremo.engine.spark.kinds import SAYS
from baremo.engine.spark.sources import LINE, Remote
from baremo.engine.spark.statements import one_row, selected
from baremo.errors import InputError, Problem
from baremo.texts import say


def with_fields(remote: Remote, wanted: Sequence[Wanted]) -> Remote:
    """The source with a column for each wanted field that stands inside another column."""
    if remote.json is not None:
        return _from_lines(remote, wanted)
    own = remote.frame.columns
    inside = [want.column for want in wanted if want.role == "attribute" and want.column not in own]
    column = next((want.column for want in wanted if want.role == "properties"), None)
    if column not in own or not inside:
        return remote
    of = remote.frame.schema[column].dataType
    match of:
        case types.StringType():
            _check_json(remote, column)
            found = _in_json(remote.frame, column, inside)
        case types.StructType():
            found = {name: value for name in inside if (value := _in_struct(of, col(column), name)) is not None}
        case types.MapType():
            found = {name: _in_map(col(column), name) for name in inside}
        case _:
            raise InputError(_no_properties(remote, column, of))
    return replace(remote, frame=_added(remote.frame, own, found))


def _from_lines(remote: Remote, wanted: Iterable[Wanted]) -> Remote:
    """The wanted fields of JSON lines that any line has; no line at all lacks none."""
    _check_json(remote, LINE)
    keys = exp.Explode(this=exp.Anonymous(this="JSON_OBJECT_KEYS", expressions=[col(LINE)]))
    rows = selected(remote.frame, [named(keys, "key")]).distinct().collect()
    names = [want.column for want in wanted]
    present_keys = {row.key for row in rows} or set(names)
    taken = [name for name in names if name in present_keys or name.partition(".")[0] in present_keys]
    frame = _added(remote.frame, [], _in_json(remote.frame, LINE, taken))
    return replace(remote, frame=frame)


def _added(frame: DataFrame, own: Sequence[str], found: dict[str, Expr]) -> DataFrame:
    columns = [col(name) for name in own] + [named(value, name) for name, value in found.items()]
    return selected(frame, columns)


def _in_struct(of: types.StructType, value: Expr, name: str) -> Expr | None:
    """A field of its own, else a field of a struct within."""
    for keys in ways_to(name):
        inner: types.DataType = of
        found = value
        for key in keys:
            if not isinstance(inner, types.StructType) or key not in inner.names:
                break
            inner = inner[key].dataType
            found = exp.Dot(this=found, expression=exp.to_identifier(key, quoted=True))
        else:
            if not isinstance(inner, types.StructType):
                return found
    return None


def _in_map(value: Expr, name: str) -> Expr:
    return exp.Anonymous(this="TRY_ELEMENT_AT", expressions=[value, text(name)])


def _in_json(frame: DataFrame, column: str, names: Sequence[str]) -> dict[str, Expr]:
    """Scalars as their texts; where some row holds a list, a list in all rows."""
    if not names:
        return {}
    lists = {name: _first([SAYS.json_list(col(column), keys) for keys in ways_to(name)]) for name in names}
    tests = [named(exp.Count(this=values.copy()), name) for name, values in lists.items()]
    counted = one_row(selected(frame, tests))
    found = {}
    for name in names:
        scalar = _first([SAYS.json_text(col(column), keys) for keys in ways_to(name)])
        alone = case([(present(scalar.copy()), exp.Array(expressions=[scalar]))])
        found[name] = _first([lists[name], alone]) if counted[name] else scalar
    return found


def _first(values: list[Expr]) -> Expr:
    return values[0] if len(values) == 1 else exp.Coalesce(this=values[0], expressions=values[1:])


def ways_to(name: str) -> Iterator[list[str]]:
    """A field is its own key, else a key within a key."""
    yield [name]
    for place, sign in enumerate(name):
        if sign == "." and 0 < place < len(name) - 1:
            yield [name[:place], name[place + 1 :]]


def _check_json(remote: Remote, column: str) -> None:
    """Refuses what is no JSON; a line has to be an object."""
    value = SAYS.trimmed(col(column))
    if column == LINE:
        readable: Expr = exp.Anonymous(this="JSON_OBJECT_KEYS", expressions=[value.copy()])
    else:
        readable = exp.Anonymous(this="GET_JSON_OBJECT", expressions=[value.copy(), text("$")])
    bad = [negated(is_in(value, [text(""), text("null")])), absent(readable)]
    found = selected(remote.frame, [col(column)]).where(exp.and_(*bad).sql(SAYS.name)).limit(1).collect()
    if not found:
        return
    value_shown = excerpt(found[0][0])
    raise InputError(
        Problem(
            code="unreadable-json",
            subject="" if column == LINE else column,
            file=remote.label,
            message=say("'{value}' is no JSON object.", value=value_shown)
            if column == LINE
            else say("this is no JSON: '{value}'.", value=value_shown),
            remedy=say("Write one JSON object on each line.")
            if column == LINE
            else say("Write each value of the column as a JSON object, or leave it blank."),
        )
    )


def _no_properties(remote: Remote, column: str, of: types.DataType) -> Problem:
    return Problem(
        code="unsupported-type",
        subject=column,
        file=remote.label,
        message=say("a column of type {type} holds no properties.", type=of.simpleString()[:40]),
        remedy=say("Give JSON text, a struct or a map."),
    )
