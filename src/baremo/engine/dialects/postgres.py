"""The primitives in PostgreSQL's words.

PostgreSQL has no cast that may fail, so a text is cast only where a regular expression admits nothing but
what the cast surely takes. What its locales decide is said: lower case is ICU's, regular expressions and
the order of texts are those of the collation "C".
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from baremo.engine.dialects.dialect import Dialect
from baremo.engine.expressions import NUMBER, TEXT, WHOLE, Expr, all_of, case, is_in, negated, number, text
from baremo.model.patterns import Pattern

SPACES = r" \0009\000A\000D\00A0"

# A numeric takes every number of this form: up to a thousand characters, and four digits of exponent.
NUMBER_FORM = r"^[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?0*[0-9]{1,4})?\Z"
NUMBER_LENGTH = 1000
LARGEST = exp.Literal.number("1.797693134862315807e308")  # from here on a number rounds to infinity
LEAST = exp.Literal.number("1e-320")  # below it a number has no more than three digits, or is nothing

# Months with their days, and leap years; there is no year 0.
DAYS = (
    r"[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
    r"|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29"
)
TIME = r"[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
ZONE = r"(Z|[+-](0[0-9]|1[0-5]):[0-5][0-9])"
DATE_FORM = rf"^(?!0000)({DAYS})\Z"
INSTANT_FORM = rf"^(?!0000)({DAYS}){TIME}{ZONE}?\Z"
ZONED_FORM = rf"{ZONE}\Z"


class Postgres(Dialect):
    """PostgreSQL from 14 on, with ICU.

    Instants with offsets from -15:59 to +15:59 are read; numbers below 1e-320 are 0; numbers of more than
    a thousand characters or four digits of exponent are missing.
    """

    name = "postgres"
    longest_name = 63
    keeps_parts = True

    def trimmed(self, value: Expr) -> Expr:
        return exp.Anonymous(this="BTRIM", expressions=[value, exp.UnicodeString(this=SPACES)])

    def lower(self, value: Expr) -> Expr:
        # Only of İ and of Σ at a word's end does ICU make anything else than one letter of another.
        one_by_one = exp.Anonymous(this="TRANSLATE", expressions=[value, text("İΣ"), text("iσ")])
        return exp.Lower(this=_collated(one_by_one, "und-x-icu"))

    def text_order(self, value: Expr) -> Expr:
        return _collated(value, "C")

    def contains(self, value: Expr, part: str) -> Expr:
        place = exp.Anonymous(this="STRPOS", expressions=[value, text(part)])
        return exp.GT(this=place, expression=number(0))

    def starts_with(self, value: Expr, part: str) -> Expr:
        return exp.Anonymous(this="STARTS_WITH", expressions=[value, text(part)])

    def ends_with(self, value: Expr, part: str) -> Expr:
        end = exp.Anonymous(this="RIGHT", expressions=[value, number(len(part))])
        return exp.EQ(this=end, expression=text(part))

    def matches(self, value: Expr, pattern: Pattern) -> Expr:
        # In the collation "C" the edges of words are those of ASCII words.
        lower = _collated(self.lower(value), "C")
        return _has(lower, pattern.text(end=r"\Z", edge=r"\y", inside=r"\Y"))

    def json_text(self, json: Expr, keys: Sequence[str]) -> Expr:
        # JSON as text or as a type; a blank text has no values.
        written = exp.Nullif(this=self.trimmed(exp.cast(json, TEXT)), expression=text(""))
        path = [exp.cast(written, "JSONB"), *map(text, keys)]
        kind = exp.Anonymous(
            this="JSONB_TYPEOF", expressions=[exp.Anonymous(this="JSONB_EXTRACT_PATH", expressions=path)]
        )
        scalar = exp.Anonymous(this="JSONB_EXTRACT_PATH_TEXT", expressions=[part.copy() for part in path])
        return case([(negated(is_in(kind, [text("object"), text("array")])), scalar)])

    def number_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        size = exp.Abs(this=exp.cast(trimmed.copy(), "DECIMAL"))
        read = case(
            [
                (exp.LT(this=size, expression=LEAST.copy()), number(0)),
                (exp.LT(this=size.copy(), expression=LARGEST.copy()), exp.cast(trimmed.copy(), NUMBER)),
            ]
        )
        short = exp.LTE(this=exp.Length(this=trimmed.copy()), expression=number(NUMBER_LENGTH))
        return case([(all_of([_has(trimmed, NUMBER_FORM), short]), read)])

    def finite(self, value: Expr) -> Expr:
        # What is no number is greater than infinity here.
        infinity = exp.cast(text("Infinity"), NUMBER)
        return case([(exp.LT(this=exp.Abs(this=value), expression=infinity), value.copy())])

    def text_of_number(self, value: Expr) -> Expr:
        is_whole = exp.EQ(this=value.copy(), expression=exp.Anonymous(this="TRUNC", expressions=[value.copy()]))
        small = exp.LT(this=exp.Abs(this=value.copy()), expression=number(1e15))
        whole = exp.cast(exp.cast(value.copy(), WHOLE), TEXT)
        return case([(all_of([is_whole, small]), whole)], exp.cast(exp.cast(value, NUMBER), TEXT))

    def quotient(self, dividend: Expr, divisor: int) -> Expr:
        return exp.Div(this=exp.paren(dividend), expression=number(divisor), typed=True)

    def day_of_date(self, value: Expr) -> Expr:
        return exp.Sub(this=value, expression=exp.cast(text("1970-01-01"), "DATE"))

    def date_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        return case([(_has(trimmed, DATE_FORM), exp.cast(trimmed.copy(), "DATE"))])

    def instant_of_text(self, value: Expr) -> Expr:
        trimmed = self.trimmed(value)
        in_utc = exp.DPipe(this=trimmed.copy(), expression=text("Z"))
        zoned = case([(_has(trimmed.copy(), ZONED_FORM), trimmed.copy())], in_utc)
        return case([(_has(trimmed, INSTANT_FORM), exp.cast(zoned, "TIMESTAMPTZ"))])

    def microseconds(self, instant: Expr) -> Expr:
        seconds = exp.Extract(this=exp.var("EPOCH"), expression=instant)
        return exp.cast(exp.Mul(this=seconds, expression=number(1_000_000)), WHOLE)

    def as_instant(self, value: Expr, *, zoned: bool) -> Expr:
        return exp.cast(value, "TIMESTAMPTZ" if zoned else "TIMESTAMP")

    def in_utc(self, value: Expr) -> Expr:
        return exp.AtTimeZone(this=exp.cast(value, "TIMESTAMP"), zone=text("UTC"))

    def set_apart(self, part: exp.CTE) -> None:
        # Else the planner puts each part into the next, expression by expression, until they fill the memory.
        if part.args.get("materialized") is None and not part.this.args.get("group"):
            part.this.set("offset", exp.Offset(expression=number(0)))

    def youngest(self, ages: list[exp.Column]) -> Expr:
        return ages[0] if len(ages) == 1 else exp.Anonymous(this="LEAST", expressions=ages)

    def any_element(self, values: Expr, variable: str, test: Expr) -> Expr:
        elements = exp.Unnest(expressions=[values], alias=exp.TableAlias(this=exp.to_identifier(variable)))
        return exp.Exists(this=exp.select(number(1)).from_(elements).where(test))


def _collated(value: Expr, collation: str) -> Expr:
    return exp.Collate(this=value, expression=exp.to_identifier(collation, quoted=True))


def _has(value: Expr, expression: str) -> Expr:
    return exp.RegexpLike(this=value, expression=text(expression))
