"""Chance with a seed: the same throws for the same seed, on every machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")
Draw = Callable[["Dice"], str]  # how a cell gets its text


class Dice(Random):
    """A random generator that knows the throws that sample data need."""

    today: date  # the day that all dates are counted from

    @classmethod
    def on(cls, today: date, *, seed: int) -> Dice:
        dice = cls(seed)
        dice.today = today
        return dice

    def pick(self, values: Sequence[T]) -> T:
        return values[self.randrange(len(values))]

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def between(self, span: tuple[int, int]) -> int:
        """A whole number, both ends included."""
        return self.randint(*span)


def one_of(*values: str) -> Draw:
    """Each value alike; repeat one to make it likelier, or give `""` for an empty cell."""
    return lambda dice: dice.pick(values)


def whole(low: int, high: int) -> Draw:
    """A whole number, both ends included."""
    return lambda dice: str(dice.randint(low, high))


def money(low: float, high: float) -> Draw:
    """An amount with two decimals, small ones likelier than large ones."""
    return lambda dice: f"{low + (high - low) * dice.random() ** 2:.2f}"


def some_of(count: tuple[int, int], values: Sequence[str]) -> Draw:
    """Several different values in one cell, with commas between them."""
    return lambda dice: ", ".join(dice.sample(values, dice.between(count)))


def day(first: int, last: int) -> Draw:
    """A date so many days from today, both ends included; days to come are positive."""
    return lambda dice: (dice.today + timedelta(days=dice.randint(first, last))).isoformat()


def row(draws: Mapping[str, Draw], dice: Dice) -> dict[str, str]:
    """One throw for each column, in the order of the mapping."""
    return {column: draw(dice) for column, draw in draws.items()}
