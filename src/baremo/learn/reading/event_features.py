"""What can be counted of events: for each frequent name how many, on how many days, how long ago, sums, values.

Every feature is an event criterion of the model file, so what is learned from it can be scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from baremo.learn.feature import Attribute, Feature, FeatureTable, Figure, Measured
from baremo.learn.reading.column_words import names_code, names_identifier

MOST_EVENTS = 30  # names, the ones that most leads have first
FEWEST_LEADS = 20  # that an event must have
MOST_SUMS, MOST_DISTINCT = 3, 2  # properties of an event
WINDOWS = (90, 30, 7)  # days
DAYS_WITHIN = SUMMED_WITHIN = 90  # days
ANY = "*"

Windows = tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """An event, or all of them together, and its properties."""

    event: str
    numbers: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def title(self) -> str:
        return "any event" if self.event == ANY else self.event


def event_features(profile: pa.Table, *, longest: int | None = None) -> tuple[Feature, ...]:
    """The features of a profile of events; what says most of most leads comes first.

    Parameters
    ----------
    profile : pyarrow.Table
        As `engine.facts.event_profile` gives it.
    longest : int, optional
        Days from a row's first event to its moment, at most: a window that is longer holds all that ever was.
    """
    windows = tuple(days for days in WINDOWS if longest is None or days <= longest)
    events = known_events(profile)
    groups = (_counts, _sums, _distinct)
    return tuple(feature for group in groups for each in events for feature in group(each, windows))


def in_order(table: FeatureTable) -> FeatureTable:
    """Events in the order of how many rows had them by their moments; those of hardly any row are left out.

    The profile also counts what came later, which must not even decide an order.
    """
    rows = {
        _event(feature): int(np.count_nonzero(table.numbers[feature.name] > 0))
        for feature in table.features
        if feature.source == Measured(criterion={"event": _event(feature)})
    }
    kept = [
        feature
        for feature in table.features
        if isinstance(feature.source, Attribute) or rows.get(_event(feature), FEWEST_LEADS) >= FEWEST_LEADS
    ]

    def place(feature: Feature) -> tuple[int, bool, int, str]:
        if isinstance(feature.source, Attribute):
            return -1, False, 0, ""
        event, measure = _event(feature), feature.source.criterion.get("measure")
        group = 0 if not isinstance(measure, Mapping) else 1 if "sum" in measure else 2
        return group, event != ANY, -rows.get(event, 0), event

    return replace(table.of(feature.name for feature in kept), features=tuple(sorted(kept, key=place)))


def _event(feature: Feature) -> str:
    return "" if isinstance(feature.source, Attribute) else str(feature.source.criterion["event"])


def known_events(profile: pa.Table) -> tuple[Known, ...]:
    """All events together, then the most frequent ones by themselves."""
    rows = [row for row in profile.to_pylist() if row["leads"] >= FEWEST_LEADS and row["event"] != ANY]
    rows.sort(key=lambda row: (-row["leads"], -row["events"], row["event"]))
    single = tuple(_known(row) for row in rows[:MOST_EVENTS])
    if not single or profile.num_rows == 1:
        return single  # all events together are that one
    numbers = tuple(dict.fromkeys(name for each in single for name in each.numbers))
    texts = tuple(dict.fromkeys(name for each in single for name in each.texts))
    return (Known(event=ANY, numbers=numbers, texts=texts), *single)


def _known(row: Mapping[str, Any]) -> Known:
    """Numbers that are codes have no sum, but different values."""
    numbers = tuple(name for name in row["numbers"] if not names_code(name) and not names_identifier(name))
    codes = tuple(name for name in row["numbers"] if name not in numbers)
    return Known(event=row["event"], numbers=numbers, texts=(*row["texts"], *codes))


def _counts(known: Known, windows: Windows) -> Iterator[Feature]:
    yield _feature(known, "count")
    for days in windows:
        yield _feature(known, "count", within=days)
    yield _feature(known, "days", within=DAYS_WITHIN if DAYS_WITHIN in windows else None, measure="days")
    yield _feature(known, "days since", figure="recency")


def _sums(known: Known, windows: Windows) -> Iterator[Feature]:
    for name in known.numbers[:MOST_SUMS]:
        yield _feature(known, f"sum of {name}", measure={"sum": name})
        if SUMMED_WITHIN in windows:
            yield _feature(known, f"sum of {name}", within=SUMMED_WITHIN, measure={"sum": name})


def _distinct(known: Known, _: Windows) -> Iterator[Feature]:
    for name in known.texts[:MOST_DISTINCT]:
        yield _feature(known, f"different {name}", measure={"distinct": name})


def _feature(
    known: Known, what: str, *, within: int | None = None, measure: object = None, figure: Figure = "measure"
) -> Feature:
    criterion: dict[str, Any] = {"event": known.event}
    if within is not None:
        criterion["within"] = f"{within}d"
    if measure is not None:
        criterion["measure"] = measure
    name = f"{known.title}: {what}" if within is None else f"{known.title}: {what}, {within} days"
    return Feature(name=name, kind="number", source=Measured(criterion=criterion, figure=figure))
