"""The leakage guard: what it leaves out, what it only suspects, and that it lets honest columns be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from baremo.errors import InputError
from baremo.learn.guard.words import spoken
from baremo.learn.history import History
from baremo.learn.leakage import Suspicion, guard, without_leaks
from baremo.learn.splits import split
from tests.learn.handmade import earlier, past

ROWS = 2000
RNG = np.random.default_rng(7)
WON = RNG.random(ROWS) < 0.3
START = RNG.bit_generator.state
MOMENTS = np.datetime64("2026-01-01", "us") + np.arange(ROWS) * np.timedelta64(1, "h")


@pytest.fixture(autouse=True)
def each_test_draws_the_same() -> None:
    RNG.bit_generator.state = START


def either(won: float, lost: float) -> Any:
    """A flag that is set for such shares of customers and of the others."""
    return RNG.random(ROWS) < np.where(WON, won, lost)


def told(columns: dict[str, Any], **given: Any) -> dict[str, Suspicion]:
    history = past(columns, WON)
    return {each.column: each for each in guard(history, split(history.labels), **given)}


def one(columns: dict[str, Any], **given: Any) -> Suspicion:
    (suspicion,) = told(columns, **given).values()
    return suspicion


def test_a_copy_of_the_outcome_is_left_out() -> None:
    found = one({"accepted by": np.where(WON ^ (RNG.random(ROWS) < 0.01), "ana", "bruno")})

    assert (found.code, found.excluded) == ("near-perfect", True)
    assert str(found.why).startswith("Alone it tells the customer in 99 of 100 pairs of a customer and another. ")
    assert str(found.why).endswith(" Left out.")


def test_a_strong_honest_column_is_told_and_kept() -> None:
    found = one({"visits": np.where(WON, RNG.normal(1.4, 1, ROWS), RNG.normal(0, 1, ROWS))})

    assert (found.code, found.excluded) == ("near-perfect", False)
    assert str(found.why) == (
        "Alone it tells the customer in 83 of 100 pairs of a customer and another. "
        "Kept: that is too little to leave it out."
    )


def test_a_column_that_ranks_nearly_perfectly_but_names_nobody_for_sure_is_told_and_kept() -> None:
    won = RNG.random(ROWS) < 0.03
    history = past({"balance": np.where(won, RNG.normal(2.2, 1, ROWS), RNG.normal(0, 1, ROWS))}, won)
    (found,) = guard(history, split(history.labels))

    assert (found.code, found.excluded) == ("near-perfect", False)
    assert found.reasons[0].figures["auc"] > 0.9 > 0.6 > found.reasons[0].figures["precision"]


def test_an_ordinary_column_is_not_mentioned() -> None:
    assert told({"country": np.where(either(0.6, 0.4), "es", "pt"), "visits": RNG.poisson(3 + 2 * WON)}) == {}


def test_a_column_that_is_filled_once_the_deal_is_won_is_left_out() -> None:
    found = one({"contract": np.where(either(0.8, 0.02), RNG.choice(["a", "b", "c"], ROWS), "")})

    assert found.excluded
    assert "It is filled for 79% of customers and 2% of the others." in str(found.why)


def test_zero_counts_as_not_filled() -> None:
    found = one({"cart": np.where(either(0.8, 0.02), RNG.normal(50, 9, ROWS).round(), 0)})

    assert found.excluded
    assert "It is other than zero for 79% of customers and 2% of the others." in str(found.why)


def test_a_column_that_is_asked_for_once_a_lead_looks_promising_is_kept() -> None:
    found = one({"occupation": np.where(either(0.9, 0.6), RNG.choice(["a", "b", "c"], ROWS), "")})

    assert (found.code, found.excluded) == ("filled-for-one", False)


def test_a_value_that_names_the_outcome_and_stands_for_it_is_left_out() -> None:
    closed = either(0.2, 0.001)
    found = one({"note": np.where(closed, "closed by ana", RNG.choice(["call", "write", "wait"], ROWS))})

    assert (found.code, found.excluded) == ("names-the-outcome", True)
    assert str(found.why).startswith("A value of it names an outcome: 'closed by ana', of whom 100% became customers.")


def test_a_value_that_names_an_outcome_but_not_this_one_is_kept() -> None:
    found = one({"previous": np.where(either(0.3, 0.1), "success", "none")})

    assert (found.code, found.excluded) == ("names-the-outcome", False)


def test_a_verdict_that_only_some_leads_get_is_left_out_even_if_weak() -> None:
    score = np.where(RNG.random(ROWS) < 0.45, None, (RNG.normal(0, 1, ROWS) + 0.6 * WON).round(2))
    found = one({"Activity Score": list(score)})

    assert [reason.code for reason in found.reasons] == ["speaks-of-later", "has-power", "patchy"]
    assert found.excluded
    assert str(found.reasons[0].why) == "Its name speaks of a judgement of the lead: 'score'."


def test_the_same_figures_under_an_innocent_name_are_kept() -> None:
    values = list(np.where(RNG.random(ROWS) < 0.45, None, (RNG.normal(0, 1, ROWS) + 0.6 * WON).round(2)))

    assert told({"temperature": values, "credit score": values}) == {}


def test_one_value_for_all_who_were_lost_is_left_out() -> None:
    found = one(
        {"value": np.where(WON, RNG.choice(["s", "m", "l"], ROWS), "none"), "size": RNG.choice(["s", "m"], ROWS)}
    )

    assert {"near-perfect", "pure-values", "one-sided"} <= {reason.code for reason in found.reasons}
    assert found.excluded


def test_a_request_not_to_be_called_is_no_copy_of_the_outcome() -> None:
    found = one({"do not call": np.where(either(0, 0.1), "yes", "no")})

    assert (found.code, found.excluded) == ("one-sided", False)
    assert "It is the same for all customers, and something else for 9% of the others." in str(found.why)


def test_dates_after_the_moment_of_scoring_are_left_out() -> None:
    ages = {"met": RNG.integers(0, 90, ROWS), "visited": np.where(RNG.random(ROWS) < 0.5, -20, 5)}
    history = past(ages, WON, moments=MOMENTS, dates=list(ages))
    (found,) = guard(history, split(history.labels))

    assert (found.column, found.code, found.excluded) == ("visited", "after-the-moment", True)


def test_a_key_is_left_out_and_a_number_that_is_merely_fine_is_not() -> None:
    found = told(
        {
            "mail": [f"{number}@x.com" for number in range(ROWS)],
            "Lead Number": list(range(ROWS)),
            "revenue of the company": np.round(RNG.normal(1e6, 1e5, ROWS)),
        }
    )

    assert {name: each.code for name, each in found.items()} == {"mail": "identifier", "Lead Number": "identifier"}


def test_what_turns_round_in_later_leads_is_told_and_kept() -> None:
    early = np.arange(ROWS) < 1400
    history = past({"channel": np.where(early == WON, "web", "fair")}, WON, by_rows=True)
    shaky = past({"channel": np.where((early == WON) ^ (RNG.random(ROWS) < 0.35), "web", "fair")}, WON, by_rows=True)
    (found,) = guard(shaky, earlier(ROWS))

    assert (found.code, found.excluded) == ("fades", False)
    assert str(found.why).startswith("Later its power turns round: it tells the customer in ")
    assert str(found.why).endswith(" Kept: it may well have been known, but new leads need not follow it.")
    assert guard(history, earlier(ROWS))[0].excluded  # a copy stays a copy


def test_a_column_that_follows_the_calendar_is_told_and_kept() -> None:
    history = past({"rate": np.arange(ROWS) // 100 * 0.1}, WON, by_rows=True)
    (found,) = guard(history, earlier(ROWS))

    assert (found.code, found.excluded) == ("calendar", False)


def test_later_rows_leave_nothing_out() -> None:
    copied = np.where(np.arange(ROWS) < 1400, RNG.random(ROWS) < 0.3, WON)
    history = past({"x": np.where(copied, "a", "b")}, WON, by_rows=True)

    assert guard(history, earlier(ROWS)) == ()


def test_what_a_person_says_weighs_more() -> None:
    copy = np.where(WON, "a", "b")
    columns = {"mine": copy, "yours": copy, "early": copy, "late": RNG.choice(["a", "b"], ROWS), "plain": copy[::-1]}
    found = told(columns, keep=["mine"], drop=["plain"], known_at={"early": "lead", "late": "SQL"})

    assert {name: each.excluded for name, each in found.items()} == {
        "mine": False,
        "yours": True,
        "early": False,
        "late": True,
        "plain": True,
    }
    assert str(found["mine"].verdict) == "Kept, as you asked."
    assert str(found["early"].verdict) == "Kept: you say that it is known when leads are scored."
    assert str(found["late"].why) == "It becomes known at the stage 'SQL', after leads are scored. Left out."
    assert str(found["plain"].why) == "You asked to leave it out. Left out."


def test_the_outcome_is_no_feature_whatever_is_asked() -> None:
    found = one({"won": np.where(WON, "yes", "no")}, outcome_column="won", keep=["won"])

    assert (found.code, found.excluded) == ("outcome", True)


def test_columns_that_are_not_there_are_told_at_once() -> None:
    with pytest.raises(InputError) as refused:
        told({"Country": ["es"] * ROWS}, keep=["country"], drop=["x"], known_at={"x": "SQL"})

    assert str(refused.value) == (
        "no-column --keep: there is no column 'country'. Did you mean 'Country'?\n"
        "no-column --drop: there is no column 'x'. There are: Country, lead_id.\n"
        "no-column --known-at: there is no column 'x'. There are: Country, lead_id."
    )


def test_a_column_is_not_kept_and_left_out() -> None:
    with pytest.raises(InputError) as refused:
        told({"country": ["es"] * ROWS}, keep=["country"], drop=["country"])

    assert str(refused.value) == (
        "keep-and-drop country: this column is to be kept and to be left out. Say one of --keep and --drop."
    )


def test_the_order_of_rows_changes_nothing() -> None:
    columns = {"note": np.where(either(0.3, 0.001), "won", "x"), "visits": RNG.poisson(3 + 2 * WON)}
    history = past(columns, WON, moments=MOMENTS)
    order = RNG.permutation(ROWS)
    shuffled = past({name: values[order] for name, values in columns.items()}, WON[order], moments=MOMENTS[order])
    object.__setattr__(shuffled.labels, "lead_ids", history.labels.lead_ids[order])

    assert guard(shuffled, split(shuffled.labels)) == guard(history, split(history.labels)) != ()


@pytest.mark.parametrize("rows", [30, 300, 3000])
def test_noise_leaves_nothing_out(rows: int) -> None:
    rng = np.random.default_rng(rows)
    columns = {
        f"{name} {number}": values
        for number in range(10)
        for name, values in {
            "amount": rng.normal(size=rows),
            "score": rng.poisson(1, rows),
            "status": rng.choice(["won", "lost", "customer", ""], rows),
        }.items()
    }
    history = past(columns, rng.random(rows) < 0.3)

    assert not any(each.excluded for each in guard(history, split(history.labels)))


def test_what_is_left_out_is_no_feature_any_more() -> None:
    history: History = past({"copy": np.where(WON, "a", "b"), "country": ["es"] * ROWS}, WON)
    kept = without_leaks(history.features, guard(history, split(history.labels)))

    assert [feature.name for feature in kept.features] == ["country"]


@pytest.mark.parametrize(
    ("name", "of"),
    {
        "Lead Quality": "verdict",
        "Tags": "handling",
        "StageName": "handling",
        "Status": "handling",
        "Lost Reason": "outcome",
        "Motivo de pérdida": "handling",
        "PageValues": "trade",
        "close_value": "outcome",
        "duration": "handling",
        "call_duration": "handling",
        "marital status": None,
        "ProductRelated_Duration": None,
        "Total Time Spent on Website": None,
        "amount_requested": None,
        "credit score": None,
        "estado": None,
        "Customer type": None,
        "number_of_calls": "attention",
        "Contact owner": "attention",
        "home owner": None,
        "Do Not Call": None,
    }.items(),
)
def test_a_name_may_give_a_column_away(name: str, of: str | None) -> None:
    found = spoken(name)

    assert (found and found.of) == of


def test_calls_are_told_and_left_out_only_where_they_tell_as_much_as_a_model() -> None:
    few = one({"calls": RNG.poisson(np.where(WON, 3, 2))})
    many = one({"calls": RNG.poisson(np.where(WON, 6, 2))})

    assert (few.code, few.excluded, many.excluded) == ("speaks-of-later", False, True)
    assert str(few.why).startswith("Its name speaks of attention that may go on until the outcome: 'calls'. ")


def test_a_column_that_the_changes_do_not_tell_of_is_judged_as_one_of_today() -> None:
    plan = np.where(either(0.4, 0.0), "gold", "none").tolist()
    history = replace(past({"plan": plan, "tier": plan}, WON, moments=MOMENTS), known_then=frozenset({"tier"}))
    found = {each.column: each.excluded for each in guard(history, split(history.labels))}

    assert found == {"plan": True}
