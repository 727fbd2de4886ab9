"""Bins that give the same points become one: a shorter model file that decides alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from baremo.learn.binning import Bin, Binning, Levels, Range, Rest, Rule, Unknown
from baremo.learn.feature import Numbers

Pointed = tuple[Bin, float, int]  # with its weight and its points


def merged(binning: Binning, weights: Numbers, points: Sequence[int]) -> tuple[Binning, Numbers, tuple[int, ...]]:
    """Ranges with the same points as the next are one, so are all texts with the same; weights are averaged.

    What is not known and the rest keep their bins.
    """
    pointed = [(each, float(weight), value) for each, weight, value in zip(binning.bins, weights, points, strict=True)]
    found = [_one(group) for group in _groups(pointed)]
    bins = tuple(each for each, _, _ in found)
    return replace(binning, bins=bins), np.array([weight for _, weight, _ in found]), tuple(p for _, _, p in found)


def _groups(pointed: list[Pointed]) -> Iterator[list[Pointed]]:
    """Bins to be one, in the order of a binning."""
    ranges = [each for each in pointed if isinstance(each[0].rule, Range)]
    texts = sorted((each for each in pointed if isinstance(each[0].rule, Levels)), key=_points)
    for alike in (ranges, texts):
        for _, group in groupby(alike, key=_points):
            yield list(group)
    for each in pointed:
        if isinstance(each[0].rule, Unknown | Rest):
            yield [each]


def _points(pointed: Pointed) -> int:
    return pointed[2]


def _one(group: list[Pointed]) -> Pointed:
    if len(group) == 1:
        return group[0]
    n = sum(each.n for each, _, _ in group)
    share = [(each.n + 1) / (n + len(group)) for each, _, _ in group]
    return (
        Bin(
            rule=_rule([each.rule for each, _, _ in group]),
            n=n,
            positives=sum(each.positives for each, _, _ in group),
            woe=sum(part * each.woe for part, (each, _, _) in zip(share, group, strict=True)),
            information=sum(each.information for each, _, _ in group),
        ),
        sum(part * weight for part, (_, weight, _) in zip(share, group, strict=True)),
        group[0][2],
    )


def _rule(rules: list[Rule]) -> Rule:
    first, last = rules[0], rules[-1]
    if isinstance(first, Range) and isinstance(last, Range):
        return Range(at_least=first.at_least, below=last.below)
    return Levels(texts=tuple(sorted(text for rule in rules if isinstance(rule, Levels) for text in rule.texts)))
