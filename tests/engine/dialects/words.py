"""Each primitive once, for tests that compare its text."""

from __future__ import annotations

from collections.abc import Callable

from baremo.engine.dialects import Dialect
from baremo.engine.expressions import Expr, col
from baremo.model.patterns import parse

X, Y = col("x"), col("y")
ASKED: dict[str, Callable[[Dialect], Expr]] = {
    "trimmed": lambda say: say.trimmed(X),
    "lower": lambda say: say.lower(X),
    "contains": lambda say: say.contains(X, "o'b\\"),
    "starts_with": lambda say: say.starts_with(X, "/p"),
    "ends_with": lambda say: say.ends_with(X, "@x.es"),
    "matches": lambda say: say.matches(X, parse(r"\bc\.o$")),
    "json_text": lambda say: say.json_text(X, ["a.b", 'c"d']),
    "finite": lambda say: say.finite(X),
    "text_of_number": lambda say: say.text_of_number(X),
    "quotient": lambda say: say.quotient(X, 30),
    "rounded": lambda say: say.rounded(X),
    "power": lambda say: say.power(X, Y),
    "day_of_date": lambda say: say.day_of_date(X),
    "date_of_text": lambda say: say.date_of_text(X),
    "instant_of_text": lambda say: say.instant_of_text(X),
    "microseconds": lambda say: say.microseconds(X),
    "as_instant": lambda say: say.as_instant(X, zoned=True),
    "in_utc": lambda say: say.in_utc(X),
    "instant": lambda say: say.instant(1, zoned=True),
    "null_instant": lambda say: say.null_instant(),
    "youngest of one": lambda say: say.youngest([X]),
    "youngest": lambda say: say.youngest([X, Y]),
    "any_element": lambda say: say.any_element(X, "element", say.contains(col("element"), "es")),
}


def words(dialect: Dialect) -> dict[str, str]:
    return {name: ask(dialect).sql(dialect.name) for name, ask in ASKED.items()}
