"""The weight of an age, from 1 for today down to 0, as SQL."""

from __future__ import annotations

from sqlglot import exp

from baremo.engine.dialects import Dialect
from baremo.engine.expressions import Expr, case, double, greatest, minus, number, present, times
from baremo.model.decay import Decay, HalfLife, Linear, Step


def weight(dialect: Dialect, decay: Decay, age: Expr) -> Expr:
    """The weight of a whole number of days, as `model.decay` defines it."""
    match decay:
        case HalfLife(days=days):
            return dialect.power(number(0.5), exp.Div(this=double(age), expression=number(days)))
        case Linear(days=days):
            faded = exp.Div(this=double(age), expression=number(days))
            return greatest(minus(number(1), faded), double(number(0)))
        case Step(share=share, every=every, compound=True):
            return dialect.power(double(number(round(1 - share, 12))), double(dialect.quotient(age, every)))
        case Step(share=share, every=every):
            lost = times(number(share), double(dialect.quotient(age, every)))
            return greatest(minus(number(1), lost), double(number(0)))


def weight_or_one(dialect: Dialect, decay: Decay, age: Expr) -> Expr:
    """The weight of an age, and 1 where there is none to fade with (a greatest would pass over the null)."""
    return case([(present(age), weight(dialect, decay, age.copy()))], number(1))
