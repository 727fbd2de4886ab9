"""Conditions on fields: every test, on columns of every type."""

from __future__ import annotations

from typing import Any

from tests.generators.maker import Field, Maker, Mapping
from tests.generators.values import constants
from tests.reference.values import fold, number_of, text_of

PATTERNS = [
    r"\b(chief|cto|intern)\b", r"^es", r"o$", r"^[^a-z]*$", r"\d{2,3}", r"c.o", r"(a|b)+x?", "ESPAÑA", "[é-ñ]", r"İ",
    r"\w+/\w+", r"\.", r"^\s", r"\S+ \S+", r"[.$%]", r"tru?e|yes", r"\$|\\", r"st.*u",
]  # fmt: skip
NEEDLES = [
    "es",
    "E",
    "ñ",
    "Ó",
    "i",
    "İ",
    " of",
    "42",
    "0",
    "/pricing",
    "_",
    "%",
    "'",
    "\\",
    "c.o",
    "tru",
    "-0",
    ".",
    4,
    True,
]
AGES = ["1d", "7d", "2w", "30d", "90d", "365d"]
NUMBERS = [-7.25, 0, 0.5, 5, 42, 99.9999, 1000]
FLAVOURS = ["words", "numbers", "flags", "dates"]


def condition(make: Maker, table: str, depth: int = 2) -> Mapping:
    """One or two fields, now and then put together with any, all and not."""
    if depth and make.rarely(5):
        how = make.one(["any", "all", "not"])
        if how == "not":
            return {"not": condition(make, table, depth - 1)}
        parts = [condition(make, table, depth - 1) for _ in range(make.number(1, 2))]
        return {how: parts, **(field_test(make, table) if make.rarely() else {})}
    return {**field_test(make, table), **(field_test(make, table) if make.rarely() else {})}


def field_test(make: Maker, table: str) -> Mapping:
    name, field = make.field(table)
    written = f"field.{name}" if name in ("any", "all", "not") else name
    return {written: some_test(make, field)}


def some_test(make: Maker, field: Field, depth: int = 1) -> Any:
    """A test that suits the field, rarely one that does not."""
    flavour = make.one(FLAVOURS) if make.rarely(8) else field.flavour
    if depth and make.rarely(6):
        return {"not": some_test(make, field, 0)}
    kind = make.one(["equals", "range", "special", "one-of", "missing"])
    if kind == "missing":
        return {"missing": make.one([True, False])}
    if kind == "range" and flavour != "flags":
        return with_another_key(make, field, range_test(make, flavour), depth)
    is_text = field.type not in ("instant", "naive")
    if kind == "special" and (flavour == "dates" or is_text):
        return with_another_key(make, field, special_test(make, flavour), depth)
    if not is_text:
        return {make.one(["newer_than", "older_than"]): make.one(AGES)}
    if kind == "one-of":
        return one_of(make, flavour)
    return make.one(constants(flavour, make.days))


def one_of(make: Maker, flavour: str) -> list[Any]:
    """Different constants, also as numbers and where case and space around them do not count."""
    chosen = make.some(constants(flavour, make.days), 1, 3)
    return list({number_of(value) or fold(text_of(value)): value for value in chosen}.values())


def with_another_key(make: Maker, field: Field, keys: Mapping, depth: int) -> Mapping:
    if depth and make.rarely(5):
        return {**keys, "not": some_test(make, field, 0)}
    return keys


def range_test(make: Maker, flavour: str) -> Mapping:
    bounds: list[Any] = NUMBERS
    if flavour == "dates":
        early, late = sorted(make.some(make.days, 2, 2) if len(set(make.days)) > 1 else make.days * 2)[:2]
        instants = [instant.isoformat().replace("+00:00", "Z") for instant in sorted(make.instants)]
        bounds = sorted({early, late}) if make.rarely(2) else instants
    place = make.number(0, len(bounds) - 1)
    lower = {make.one(["at_least", "above"]): bounds[place]}
    upper = {make.one(["at_most", "below"]): bounds[-1 - place]}
    if 2 * place + 1 < len(bounds) and make.rarely():
        return {**lower, **upper}
    return make.one([lower, upper])


def special_test(make: Maker, flavour: str) -> Mapping:
    if flavour == "dates":
        return {make.one(["newer_than", "older_than"]): make.one(AGES)}
    if make.rarely(3):
        return {"matches": make.one(PATTERNS)}
    how = make.one(["contains", "starts_with", "ends_with"])
    needles = make.some(NEEDLES, 1, 2)
    return {how: needles if len(needles) > 1 else needles[0]}
