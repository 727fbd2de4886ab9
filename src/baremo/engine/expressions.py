"""Small words to build SQLGlot trees with: every value becomes a literal, nothing is glued as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

Expr = exp.Expr

TEXT, NUMBER, WHOLE = "TEXT", "DOUBLE", "BIGINT"


def col(name: str, table: str | None = None) -> exp.Column:
    return exp.Column(this=_identifier(name), table=_identifier(table) if table else None)


def relation(name: str) -> exp.Table:
    """A table by its name; dots part catalogue, schema and table."""
    parts = [_identifier(part) for part in name.split(".")]
    return exp.Table(
        this=parts[-1],
        db=parts[-2] if len(parts) > 1 else None,
        catalog=parts[-3] if len(parts) > 2 else None,
    )


def named(expression: Expr, name: str) -> exp.Alias:
    return exp.Alias(this=expression, alias=_identifier(name))


def text(value: str) -> exp.Literal:
    return exp.Literal.string(value)


def number(value: float) -> Expr:
    """A literal in shortest decimals: 5, 0.05, -3."""
    whole = isinstance(value, int) or (value == int(value) and abs(value) < 1e15)
    plain = str(int(value)) if whole else repr(value)
    literal = exp.Literal.number(plain.removeprefix("-"))
    return exp.Neg(this=literal) if plain.startswith("-") else literal


def null() -> exp.Null:
    return exp.Null()


def null_of(kind: str) -> exp.Cast:
    """A null that has a type, so that every engine agrees on the column's."""
    return exp.cast(exp.Null(), kind)


def double(expression: Expr) -> exp.Cast:
    return exp.cast(expression, NUMBER)


def case(branches: Iterable[tuple[Expr, Expr]], otherwise: Expr | None = None) -> Expr:
    """CASE WHEN … THEN … ELSE … END; without branches the otherwise part itself."""
    ifs = [exp.If(this=condition, true=value) for condition, value in branches]
    if not ifs:
        return otherwise if otherwise is not None else null()
    return exp.Case(ifs=ifs, default=otherwise)


def all_of(parts: Iterable[Expr]) -> Expr:
    return exp.and_(*parts) if (parts := list(parts)) else exp.true()


def any_of(parts: Iterable[Expr]) -> Expr:
    return exp.or_(*parts) if (parts := list(parts)) else exp.false()


def negated(condition: Expr) -> Expr:
    return exp.not_(condition)


def present(expression: Expr) -> Expr:
    return exp.not_(exp.Is(this=expression, expression=null()))


def absent(expression: Expr) -> Expr:
    return exp.Is(this=expression, expression=null())


def is_in(expression: Expr, values: Sequence[Expr]) -> Expr:
    if len(values) == 1:
        return exp.EQ(this=expression, expression=values[0])
    return exp.In(this=expression, expressions=list(values))


def or_zero(expression: Expr) -> exp.Coalesce:
    """Coalesced before every least and greatest, which else pass over a null."""
    return exp.Coalesce(this=expression, expressions=[number(0)])


def least(first: Expr, second: Expr) -> exp.Least:
    return exp.Least(this=first, expressions=[second], ignore_nulls=True)


def greatest(first: Expr, second: Expr) -> exp.Greatest:
    return exp.Greatest(this=first, expressions=[second], ignore_nulls=True)


def plus(parts: Sequence[Expr]) -> Expr:
    """The sum in the order given; 0 for none."""
    if not parts:
        return double(number(0))
    total = parts[0]
    for part in parts[1:]:
        total = exp.Add(this=total, expression=part)
    return total


def minus(left: Expr, right: Expr) -> exp.Sub:
    return exp.Sub(this=left, expression=exp.paren(right) if isinstance(right, exp.Binary) else right)


def times(left: Expr, right: Expr) -> exp.Mul:
    return exp.Mul(
        this=exp.paren(left) if isinstance(left, exp.Add | exp.Sub) else left,
        expression=exp.paren(right) if isinstance(right, exp.Add | exp.Sub) else right,
    )


def count_where(condition: Expr) -> Expr:
    """How many rows of the group meet the condition (three times as fast as a sum of ones)."""
    return exp.Count(this=case([(condition, number(1))]))


def max_where(condition: Expr, value: Expr) -> Expr:
    return exp.Max(this=case([(condition, value)]))


def min_where(condition: Expr, value: Expr) -> Expr:
    return exp.Min(this=case([(condition, value)]))


def sum_where(condition: Expr, value: Expr) -> Expr:
    return exp.Sum(this=case([(condition, value)]))


def _identifier(name: str) -> exp.Identifier:
    return exp.to_identifier(
        name, quoted=not (name.isidentifier() and name.isascii() and name.islower()) or name in RESERVED
    )


# Words among our own column names that some engine reserves.
RESERVED = frozenset({"timestamp", "from", "until", "case", "points", "value", "field", "model", "all", "any", "not"})
