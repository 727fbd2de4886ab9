"""DuckDB in the place of engines that no test can run: it runs their texts as SQLGlot reads them.

That shows that a text says what is meant to a reader who is not ours; not yet that the engine reads it so.
"""

from __future__ import annotations

import re

import sqlglot
from sqlglot import exp

from tests.warehouse.runners import DuckDBRunner, Row

# What SQLGlot leaves as it is, by the engine's documentation.
MACROS = [
    "is_finite(x) AS isfinite(x)",
    "with_timezone(x, zone) AS timezone(zone, x)",
    "from_unixtime_nanos(n) AS timezone('UTC', make_timestamp(n // 1000))",
    "variant_type(x) AS CASE json_type(x) WHEN 'NULL' THEN 'NULL_VALUE' ELSE json_type(x) END",
    "valid(json) AS CASE WHEN json_valid(json) THEN json END",
    "scalar_at(json, path) AS CASE WHEN json_type(valid(json), path) NOT IN ('OBJECT', 'ARRAY')"
    " THEN json_extract_string(valid(json), path) END",
]


class StandIn(DuckDBRunner):
    """An engine's texts on DuckDB."""

    def __init__(self, dialect: str) -> None:
        super().__init__()
        self.dialect = dialect
        for macro in MACROS:
            self.con.execute(f"CREATE MACRO {macro}")
        self.con.create_function("joni_matches", _joni_matches)
        if dialect == "trino":
            self.con.execute("SET integer_division = true")

    def rows(self, sql: str) -> list[Row]:
        tree = sqlglot.parse_one(sql, dialect=self.dialect)
        for node in reversed(list(tree.walk(bfs=True))):
            other = _in_duckdb(node, self.dialect)
            if other is not node:
                node.replace(other)
        rows = super().rows(tree.sql("duckdb"))
        return [{name.lower(): value for name, value in row.items()} for row in rows]


def _in_duckdb(node: exp.Expr, dialect: str) -> exp.Expr:
    """What a node means, where SQLGlot writes something else for DuckDB."""
    match dialect, node:
        case "snowflake", exp.StrToTime(this=value):
            together = _call("replace", value, exp.Literal.string(" +"), exp.Literal.string("+"))
            return exp.TryCast(this=together, to=exp.DataType.build("TIMESTAMPTZ"))
        case "snowflake", exp.UnixToTime(this=microseconds):
            return _call("timezone", exp.Literal.string("UTC"), _call("make_timestamp", microseconds))
        case "snowflake", exp.Extract(expression=instant):
            return _call("epoch_us", instant)
        case "snowflake", exp.Div(this=exp.Cast(this=dividend, to=to), expression=divisor) if to.is_type("decimal"):
            # DuckDB would divide decimals as doubles.
            return exp.Paren(this=exp.IntDiv(this=exp.Paren(this=dividend), expression=divisor))
        case "snowflake", exp.ToArray():
            return exp.Paren(this=node.this)
        case "snowflake", exp.GetExtract(this=json, expression=key):
            return _call("json_extract", json, _pointer(key.name))
        case "snowflake", exp.Typeof(this=variant):
            return _call("variant_type", variant)
        case "snowflake", exp.Cast(this=exp.Anonymous(this="json_extract") as json):
            return _call("json_extract_string", json, exp.Literal.string("$"))
        case "bigquery", exp.JSONExtractScalar(this=json):
            node.set("this", _call("valid", json))
        case "trino", exp.JSONExtractScalar(this=json, expression=path):
            return _call(
                "scalar_at", json, _pointer(*(part.name.replace("\\\\", "\\") for part in path.expressions[1:]))
            )
        case "trino", exp.Anonymous(this="ANY_MATCH", expressions=arguments):
            return exp.GT(this=_call("len", _call("list_filter", *arguments)), expression=exp.Literal.number(0))
        case "trino", exp.RegexpLike(this=value, expression=expression):
            return _call("joni_matches", value, expression)
        case "trino", exp.RegexpReplace():
            replacement = node.args["replacement"].name.replace("$", "\\")
            node.set("replacement", exp.Literal.string(replacement))
    return node


def _joni_matches(value: str, expression: str) -> bool:
    """Python has lookarounds, too, and another word for the very end."""
    return re.search(expression.replace(r"\z", r"\Z"), value) is not None


def _pointer(*keys: str) -> exp.Literal:
    return exp.Literal.string("".join("/" + key.replace("~", "~0").replace("/", "~1") for key in keys))


def _call(function: str, *arguments: exp.Expr) -> exp.Anonymous:
    return exp.Anonymous(this=function, expressions=list(arguments))
