"""What a plan asks for beside the outcome, refused early where nothing can follow it."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from baremo.engine.inputs.source import excerpt
from baremo.engine.inputs.wanted import none_such
from baremo.errors import InputError, Problem
from baremo.learn.hints import Hints
from baremo.learn.history import History
from baremo.learn.judged.capacity import Capacity, capacity_of
from baremo.learn.outcomes.naming import listed
from baremo.learn.plan import Plan
from baremo.learn.threshold import Value
from baremo.texts import say


def check_plan(plan: Plan) -> None:
    """Whether all can be followed that needs no rows to know.

    Raises
    ------
    InputError
        Something cannot.
    """
    capacity_asked(plan)
    value_asked(plan)
    if plan.precision is not None and not 0 < plan.precision <= 1:
        raise InputError(
            Problem(
                code="bad-precision",
                subject="--precision",
                message=say("{given} is no share of those called.", given=f"{plan.precision:g}"),
                remedy=say("Give a number above 0 and up to 1, such as 0.25."),
            )
        )


def capacity_asked(plan: Plan) -> Capacity | None:
    """How many leads sales can call, where the plan says so.

    Raises
    ------
    InputError
        It is no such number.
    """
    return capacity_of(plan.capacity) if plan.capacity else None


def value_asked(plan: Plan) -> Value | None:
    """What a deal earns and a call costs, where the plan says so.

    Raises
    ------
    InputError
        It says one of the two, or what is no amount.
    """
    if plan.deal_value is None and plan.cost_per_call is None:
        return None
    if plan.deal_value is None or plan.cost_per_call is None:
        given, lacking = "--deal-value", "--cost-per-call"
        if plan.deal_value is None:
            given, lacking = lacking, given
        raise InputError(
            Problem(
                code="half-a-value",
                subject=given,
                message=say("whom a call pays for depends on {lacking}, too.", lacking=lacking),
                remedy=say("Give both, or neither."),
            )
        )
    for option, amount in (("--deal-value", plan.deal_value), ("--cost-per-call", plan.cost_per_call)):
        if not 0 <= amount < inf:
            raise InputError(_no_amount(option, amount))
    return Value(deal=plan.deal_value, call=plan.cost_per_call)


def hints_asked(plan: Plan, history: History) -> Hints:
    """Which numbers never lower the score, or never raise it.

    Raises
    ------
    InputError
        A name is neither a column's nor a feature's, or stands for no number, or for both directions.
    """
    problems = [*_not_known(plan, history), *_both_ways(plan)]
    if problems:
        raise InputError(problems)
    return Hints(increasing=plan.increasing, decreasing=plan.decreasing, seed=plan.seed)


def _no_amount(option: str, amount: float) -> Problem:
    return Problem(
        code="bad-amount",
        subject=option,
        message=say("{given} is no amount of money.", given=f"{amount:g}"),
        remedy=say("Give 0 or more."),
    )


def _not_known(plan: Plan, history: History) -> Iterator[Problem]:
    kinds = {feature.name: feature.kind for feature in history.features.features}
    known = [*kinds, *(name for name in history.columns.column_names if name not in kinds)]
    for option, names in (("--increasing", plan.increasing), ("--decreasing", plan.decreasing)):
        for name in names:
            if name not in known:
                yield Problem(
                    code="no-column",
                    subject=option,
                    message=none_such(name, known),
                    remedy=say("There are: {there}.", there=listed(known)),
                )
            elif kinds.get(name) == "category":
                yield Problem(
                    code="no-number",
                    subject=option,
                    message=say("'{column}' holds texts, of which none is more than another.", column=excerpt(name)),
                    remedy=say("Name a column of numbers."),
                )


def _both_ways(plan: Plan) -> Iterator[Problem]:
    for name in sorted(set(plan.increasing) & set(plan.decreasing)):
        yield Problem(
            code="both-ways",
            subject=excerpt(name),
            message=say("more of this column is said never to lower and never to raise the score."),
            remedy=say("Say one of --increasing and --decreasing."),
        )
