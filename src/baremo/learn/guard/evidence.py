"""What the signs of leakage look at: one feature over the rows that a model is trained on.

Later rows are looked at for what fades, which leaves nothing out; so they stay fit to test a model on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from baremo.learn.feature import Attribute, Feature, FeatureTable, Flags, Numbers, Rows
from baremo.learn.guard.groups import Grouped, grouped
from baremo.learn.guard.power import Power, power_across, power_later

GROUPS: Final = 20  # ranges or values of a feature that are told apart


@dataclass(frozen=True, kw_only=True)
class Past:
    """What is the same for all features."""

    table: FeatureTable
    outcome: Flags
    half: Flags  # of the leads, to try on one what the other says
    train: Rows
    later: Rows | None  # None where rows are not split by time
    in_time: Rows | None  # training rows in the order of time
    first: Rows  # a row of each lead
    as_of_moment: bool  # events are counted up to each row's own moment
    of_today: bool  # attributes, all but those known then, are as of now
    known_then: frozenset[str] = frozenset()  # columns of which changes tell what was known at the moments


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A feature and its past."""

    feature: Feature
    past: Past

    @cached_property
    def grouped(self) -> Grouped:
        return grouped(self.past.table, self.feature.name, most=GROUPS)

    @cached_property
    def outcome(self) -> Flags:
        return self.past.outcome[self.past.train]

    @cached_property
    def missing(self) -> Flags:
        return self.past.table.missing(self.feature.name)[self.past.train]

    @cached_property
    def numbers(self) -> Numbers | None:
        values = self.past.table.numbers.get(self.feature.name)
        return None if values is None else values[self.past.train]

    @cached_property
    def counts(self) -> tuple[Numbers, Numbers]:
        """Customers and others in each group."""
        codes, groups = self.grouped.codes[self.past.train], len(self.grouped.groups)
        won = np.bincount(codes[self.outcome], minlength=groups).astype(np.float64)
        return won, np.bincount(codes, minlength=groups) - won

    @cached_property
    def power(self) -> Power | None:
        train = self.past.train
        return power_across(self.grouped.codes[train], self.outcome, self.past.half[train])

    @property
    def precision(self) -> float:
        """Of as many rows as have the rarer outcome, those likeliest to have it by this feature: how many do, 0..1."""
        won, lost = self.counts
        ours = min(won, lost, key=np.sum)
        rows = won + lost
        wanted = ours.sum()
        likeliest = np.argsort(-ours / np.maximum(rows, 1), kind="stable")
        before = np.cumsum(rows[likeliest]) - rows[likeliest]
        taken = np.clip(wanted - before, 0, rows[likeliest])
        return float((taken * ours[likeliest] / np.maximum(rows[likeliest], 1)).sum() / max(wanted, 1.0))

    @property
    def later_power(self) -> Power | None:
        train, later = self.past.train, self.past.later
        if later is None:
            return None
        codes, outcome = self.grouped.codes, self.past.outcome
        return power_later(codes[train], outcome[train], codes[later], outcome[later])

    @property
    def has_power(self) -> bool:
        return self.power is not None and self.power.some

    @property
    def as_of_today(self) -> bool:
        """Whether what it says may have come after the outcome; without moments that of events may, too."""
        if isinstance(self.feature.source, Attribute):
            return self.past.of_today and self.feature.source.column not in self.past.known_then
        return not self.past.as_of_moment

    @property
    def is_date(self) -> bool:
        source = self.feature.source
        return isinstance(source, Attribute) and source.reads == "age"
