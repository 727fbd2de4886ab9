"""Close rates: each value's share of customers, how sure it is, and the points that it suggests."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest

from baremo.learn.attributes import close_rates, suggested_points
from baremo.learn.leakage import guard
from baremo.learn.splits import split
from baremo.report.analysis_figures import Analysis, CloseRate
from tests.learn.handmade import past

COUNTRY = ["ES"] * 400 + ["PT"] * 600
WON = [True] * 300 + [False] * 100 + [True] * 100 + [False] * 500


def rates(column: list[object], won: list[bool]) -> tuple[CloseRate, ...]:
    return close_rates(past({"x": column}, won)).features[0].rates


def test_a_value_is_compared_with_all_leads() -> None:
    portugal, spain = rates(COUNTRY, WON)

    assert (spain.group.values, spain.leads, spain.customers, spain.rate) == (("es",), 400, 300, 0.75)
    assert spain.ratio == pytest.approx(0.75 / 0.4)
    assert (spain.low, spain.high) == pytest.approx((0.7053, 0.7899), abs=1e-4)
    assert spain.weight == pytest.approx(log((300 / 400) / (100 / 600)), abs=0.01)
    assert portugal.points == pytest.approx(-17)
    assert spain.points == 21


def test_the_information_value_is_that_of_the_textbook() -> None:
    (feature,) = close_rates(past({"country": COUNTRY}, WON)).features

    assert feature.information == pytest.approx(
        (0.75 - 1 / 6) * log(0.75 * 6) + (0.25 - 5 / 6) * log(0.25 / (5 / 6)), abs=0.02
    )
    assert feature.by_chance == pytest.approx(1 / 400 + 1 / 600)
    assert feature.strength == "strong"


def test_ten_points_double_the_odds() -> None:
    assert suggested_points(50_000, 100_000, 1 / 3) == 10
    assert suggested_points(20_000, 100_000, 1 / 3) == -10


def test_a_small_group_suggests_few_points_and_an_unclear_one_none() -> None:
    few = rates([*COUNTRY, *["AD"] * 20], [*WON, *[True] * 15, *[False] * 5])
    points = {rate.group.values[0]: rate.points for rate in few}

    assert 0 < points["ad"] < points["es"]
    assert {rate.points for rate in rates(["a", "b"] * 20, [True, False, False, True] * 10)} == {0}


def test_rows_of_one_lead_are_no_surer_than_the_lead() -> None:
    once, often = past({"x": COUNTRY}, WON), past({"x": [*COUNTRY] * 4}, WON * 4)
    often = replace(often, labels=replace(often.labels, lead_ids=np.tile(once.labels.lead_ids, 4)))
    one, four = (close_rates(history).features[0].rates for history in (once, often))

    assert [rate.leads for rate in four] == [4 * rate.leads for rate in one]
    assert [rate.points for rate in four] == [rate.points for rate in one]
    assert [rate.low for rate in four] == pytest.approx([rate.low for rate in one], abs=1e-3)


def test_missing_and_rare_values_have_groups_of_their_own() -> None:
    column = [*["ES"] * 400, *["PT"] * 590, *["AD", "FR"] * 3, *[""] * 4]
    kinds = [(rate.group.kind, rate.group.values, rate.leads) for rate in rates(column, WON)]

    assert kinds == [
        ("value", ("pt",), 590),
        ("value", ("es",), 400),
        ("others", ("ad", "fr"), 6),
        ("missing", (), 4),
    ]


def test_a_number_is_cut_into_ranges_that_hold_all_leads() -> None:
    numbers = [0] * 300 + list(range(1, 701))
    ranges = rates(list(numbers), WON)

    assert (ranges[0].group.low, ranges[0].group.high, ranges[0].leads) == (0, 0, 300)
    assert sum(rate.leads for rate in ranges) == 1000
    assert [rate.group.low for rate in ranges[1:]] == [rate.group.high + 1 for rate in ranges[:-1]]
    assert len(ranges) <= 10


def test_a_number_with_few_values_shows_each() -> None:
    assert [rate.group.low for rate in rates([0, 1, 2, None] * 250, WON)] == [0, 1, 2, None]


def test_thousands_of_values_are_taken_together() -> None:
    (others,) = rates([f"town {number % 900}" for number in range(1000)], WON)[10:]

    assert (others.group.kind, len(others.group.values)) == ("others", 890)


def test_what_tells_most_comes_first_and_what_is_left_out_last() -> None:
    noise = np.random.default_rng(7).choice(["a", "b", "c"], 1000)
    history = past({"noise": noise, "country": COUNTRY, "copy": np.where(WON, "x", "y")}, WON)
    found = close_rates(history, guard(history, split(history.labels)), outcome="won")

    assert [(each.name, each.excluded) for each in found.features] == [
        ("country", False),
        ("noise", False),
        ("copy", True),
    ]
    assert found.features[1].strength == "none"
    assert (found.leads, found.customers, found.rate, found.outcome) == (1000, 400, 0.4, "won")


def test_the_order_of_rows_changes_nothing() -> None:
    rng = np.random.default_rng(7)
    columns = {"country": np.array(COUNTRY), "size": rng.poisson(9, 1000)}
    order = rng.permutation(1000)
    shuffled = {name: values[order] for name, values in columns.items()}

    def analysis(given: dict[str, np.ndarray], won: np.ndarray) -> Analysis:
        return close_rates(past(given, won))

    assert analysis(shuffled, np.array(WON)[order]) == analysis(columns, np.array(WON))
