"""What every engine must say of numbers, of weights and of the least of several."""

from __future__ import annotations

import math

from sqlglot import exp

from baremo.engine.expressions import Expr, case, number
from baremo.engine.weights import weight_or_one
from baremo.model.decay import HalfLife, Linear, Step
from tests.engine.dialects.claim import Claim

NUMBERS = [
    Claim(
        says="a text is a number or missing",
        kind="text",
        write=lambda say, value: say.number_of_text(value),
        values=[
            ("5", 5.0),
            (" 5 ", 5.0),
            ("\u00a05\n", 5.0),
            ("+5", 5.0),
            ("-5.25", -5.25),
            (".5", 0.5),
            ("+.5", 0.5),
            ("1e5", 1e5),
            ("1E+5", 1e5),
            ("1e-5", 1e-5),
            ("007", 7.0),
            ("0.1", 0.1),
            ("-99.9999", -99.9999),
            ("1e308", 1e308),
            ("1.7976931348623157e308", 1.7976931348623157e308),
            ("1e-300", 1e-300),
            ("2.2250738585072014e-308", 2.2250738585072014e-308),
            ("9007199254740993", 9007199254740992.0),
            ("1" * 300, float("1" * 300)),
            ("0." + "0" * 200 + "1", 1e-201),
            ("0e999", 0.0),
            ("1e00005", 1e5),
            ("1e-400", 0.0),
            ("1e-9999", 0.0),
            *((given, None) for given in ("5.", ".", "", "1_000", "1,000", "1 000", "nan", "NaN", "inf", "-Infinity")),
            *((given, None) for given in ("1e999", "-1e309", "1.7976931348623159e308", "1" * 400, "0x10", "٥", "5€")),
            *((given, None) for given in ("--5", "true", "1e", "e5", "5\n6", "1e5.5", None)),
        ],
    ),
    Claim(
        says="infinite numbers are missing",
        kind="float",
        write=lambda say, value: say.finite(value),
        values=[(1.5, 1.5), (-1e308, -1e308), (math.inf, None), (-math.inf, None), (math.nan, None), (None, None)],
    ),
    Claim(
        says="a whole number is written without a point",
        kind="float",
        write=lambda say, value: say.text_of_number(value),
        values=[
            (5.0, "5"),
            (-5.0, "-5"),
            (0.0, "0"),
            (-0.0, "0"),
            (5.25, "5.25"),
            (1e14, "100000000000000"),
            (-99.9999, "-99.9999"),
            (None, None),
        ],
    ),
    Claim(
        says="quotients are cut toward zero",
        kind="int",
        write=lambda say, value: say.quotient(value, 30),
        values=[(59, 1), (60, 2), (-59, -1), (0, 0), (9_007_199_254_740_993, 300_239_975_158_033), (None, None)],
    ),
    Claim(
        says="halves are rounded away from zero to nine decimals",
        kind="float",
        write=lambda say, value: say.round9(value),
        values=[
            (0.1234567885, 0.123456789),
            (1.5e-9, 2e-9),
            (0.5e-9, 1e-9),
            (-0.5e-9, -1e-9),
            (-1.5e-9, -2e-9),
            (0.1 + 0.2, 0.3),
            (75.0, 75.0),
            (1e15, 1e15),
            (-1e15, -1e15),
        ],
    ),
    Claim(
        says="there is no minus zero and no null",
        kind="float",
        write=lambda say, value: say.round9(value),
        values=[(-0.0, 0.0), (-1e-12, 0.0), (None, 0.0)],
    ),
    Claim(
        says="a half to the power of years is not nothing",
        kind="float",
        write=lambda say, value: say.power(number(0.5), value),
        values=[(0.0, 1.0), (1.0, 0.5), (0.5, 0.5**0.5), (3650 / 14, 0.5 ** (3650 / 14)), (None, None)],
        within=1e-14,
    ),
]
WEIGHTS = [
    Claim(
        says=f"{decay}",
        kind="int",
        write=lambda say, value, decay=decay: weight_or_one(say, decay, value),
        values=list(zip([None, 0, 29, 30, 60, 150], weights, strict=True)),
        within=1e-12,
    )
    for decay, weights in {
        HalfLife(days=30): [1.0, 1.0, 0.5 ** (29 / 30), 0.5, 0.25, 0.03125],
        Linear(days=30): [1.0, 1.0, 1 / 30, 0.0, 0.0, 0.0],
        Step(share=0.25, every=30): [1.0, 1.0, 1.0, 0.75, 0.5, 0.0],
        Step(share=0.25, every=30, compound=True): [1.0, 1.0, 1.0, 0.75, 0.5625, 0.75**5],
    }.items()
]
AGES = [
    Claim(
        says="the youngest passes over nulls",
        kind="int",
        write=lambda say, value: say.youngest([_unless(value, 2), _unless(value, 3), _four_from_five(value)]),
        values=[(2, 2), (3, 3), (5, 4), (None, None)],
    ),
    Claim(
        says="one age is the youngest",
        kind="int",
        write=lambda say, value: say.youngest([value]),
        values=[(2, 2), (None, None)],
    ),
]


def _unless(value: Expr, null: int) -> Expr:
    return exp.Nullif(this=value.copy(), expression=number(null))


def _four_from_five(value: Expr) -> Expr:
    return case([(exp.GTE(this=value.copy(), expression=number(5)), number(4))])
