"""From the rows that a preview's queries find to its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baremo.engine.dialects import DuckDB
from baremo.engine.ledger import entries
from baremo.engine.model_changes import Pair
from baremo.engine.preview import (
    Bar,
    Cause,
    Conversion,
    CriterionChange,
    Crossing,
    Direction,
    Group,
    GroupConversion,
    Movement,
    Mover,
    Standing,
)
from baremo.engine.preview_queries import AFTER, BEFORE, places
from baremo.engine.summary_queries import BINS
from baremo.model.model import ScoringModel

Row = Mapping[str, Any]
Names = tuple[str | None, ...]
Way = tuple[str | None, str | None]  # from one place to another
Place = tuple[str, str]  # in the ledger: dimension and criterion
DIRECTIONS: tuple[Direction, ...] = ("up", "down", "same", "other")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """One lead's points, down to the criteria, under one model."""

    points: float
    grade: str | None
    entries: Mapping[Place, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ways:
    """The ways between the bands (stages, disqualifying rules) of two models, and how many leads go each."""

    before: Names  # highest first, then None
    after: Names
    leads: Mapping[Way, int]
    conversions: Mapping[Way, Conversion] | None  # where outcomes are known

    def count(self, ways: Iterable[Way]) -> int:
        return sum(self.leads[way] for way in ways)

    def conversion(self, ways: Iterable[Way]) -> Conversion | None:
        return None if self.conversions is None else _together(self.conversions[way] for way in ways)

    def direction(self, way: Way) -> Direction:
        """By the order of the new model, else of the old; there is none where a model knows no places."""
        old, new = way
        if old == new:
            return "same"
        for names in (self.after, self.before):
            if old in names and new in names and (None,) not in (self.before, self.after):
                return "up" if names.index(new) < names.index(old) else "down"
        return "other"


def ways_between(
    old: ScoringModel, new: ScoringModel, moves: Sequence[Row], place: str, *, with_outcomes: bool
) -> Ways:
    before, after = ((*places(model)[place], None) for model in (old, new))
    rows: dict[Way, list[Row]] = {}
    for row in moves:
        rows.setdefault((before[row[f"{BEFORE}({place})"]], after[row[f"{AFTER}({place})"]]), []).append(row)
    return Ways(
        before=before,
        after=after,
        leads={way: sum(row["leads"] for row in found) for way, found in rows.items()},
        conversions={way: conversion_of(found) for way, found in rows.items()} if with_outcomes else None,
    )


def conversion_of(moves: Iterable[Row]) -> Conversion:
    return _together(Conversion(leads=row["known"], converted=row["converted"]) for row in moves)


def _together(conversions: Iterable[Conversion]) -> Conversion:
    found = list(conversions)
    return Conversion(leads=sum(each.leads for each in found), converted=sum(each.converted for each in found))


def movement(ways: Ways, *, with_none: bool) -> Movement | None:
    """`with_none`: leads may be nowhere, as in no stage; without any place all leads are."""
    if ways.before == ways.after == (None,):
        return None
    before, after = (names if with_none or names == (None,) else names[:-1] for names in (ways.before, ways.after))
    gone = tuple(name for name in ways.before if name not in ways.after)
    nowhere = (None,) if None in (*before, *after) else ()
    return Movement(
        before=before,
        after=after,
        leads=tuple(tuple(ways.leads.get((old, new), 0) for new in after) for old in before),
        groups=tuple(_group(ways, name) for name in (*ways.after[:-1], *gone, *nowhere)),
        crossings=tuple(_crossing(ways, direction) for direction in DIRECTIONS),
    )


def disqualified(ways: Ways) -> tuple[Group, ...]:
    gone = (name for name in ways.before if name not in ways.after)
    return tuple(_group(ways, name) for name in (*ways.after[:-1], *gone))


def _group(ways: Ways, name: str | None) -> Group:
    chosen: dict[str, list[Way]] = {
        "before": [way for way in ways.leads if way[0] == name],
        "after": [way for way in ways.leads if way[1] == name],
        "entered": [way for way in ways.leads if way[0] != name == way[1]],
        "left": [way for way in ways.leads if way[0] == name != way[1]],
    }
    conversion = None
    if ways.conversions is not None:
        stayed = [way for way in ways.leads if way == (name, name)]
        every = {**chosen, "stayed": stayed}
        conversion = GroupConversion(
            **{key: _together(ways.conversions[way] for way in found) for key, found in every.items()}
        )
    return Group(name=name, conversion=conversion, **{key: ways.count(found) for key, found in chosen.items()})


def _crossing(ways: Ways, direction: Direction) -> Crossing:
    chosen = [way for way in ways.leads if ways.direction(way) == direction]
    return Crossing(direction=direction, leads=ways.count(chosen), conversion=ways.conversion(chosen))


def range_of(old: ScoringModel, new: ScoringModel) -> tuple[float, float]:
    """Both scales as one."""
    return min(old.scale.min, new.scale.min), max(old.scale.max, new.scale.max)


def bars_of(old: ScoringModel, new: ScoringModel, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Bar]:
    low, high = range_of(old, new)
    width = (high - low) / BINS
    left, right = ({row["bar"]: row["leads"] for row in rows} for rows in (before, after))
    for no in range(BINS):
        start, end = (round(low + width * edge, 9) for edge in (no, no + 1))
        yield Bar(start=start, end=end, before=left.get(no, 0), after=right.get(no, 0))


def criterion_change(pair: Pair, no: int, row: Row) -> CriterionChange:
    """`no`: its place among those that were asked for."""
    named = pair.new or pair.old
    assert named is not None
    figures = {name: row[f"{no}.{name}"] for name in ("raised", "lowered", "before", "after", "gained", "lost")}
    return CriterionChange(
        dimension=pair.dimension.name,
        criterion=named.name,
        kind="added" if pair.old is None else "removed" if pair.new is None else "changed",
        **figures,
    )


def mover(old: ScoringModel, new: ScoringModel, row: Row, before: Ledger, after: Ledger) -> Mover:
    return Mover(
        key=row["key"],
        before=_standing(old, row, BEFORE, before),
        after=_standing(new, row, AFTER, after),
        why=_causes(before.entries, after.entries),
    )


def _standing(model: ScoringModel, row: Row, side: str, ledger: Ledger) -> Standing:
    place = {name: (*names, None)[row[f"{side}({name})"]] for name, names in places(model).items()}
    return Standing(
        score=row[side + "score"],
        points=ledger.points,
        band=place["band"],
        grade=ledger.grade,
        stage=place["eligible_stage"],
        disqualified=place["disqualified"],
    )


def _causes(before: Mapping[Place, float], after: Mapping[Place, float]) -> tuple[Cause, ...]:
    """What of two ledgers of a lead differs, the largest first."""
    found = [
        Cause(dimension=dimension, criterion=name, before=before.get(place, 0.0), after=after.get(place, 0.0))
        for place in dict.fromkeys([*after, *before])
        for dimension, name in [place]
    ]
    return tuple(sorted((each for each in found if each.change), key=lambda each: -abs(each.change)))


def ledgers(model: ScoringModel, placed: Mapping[str, Place], rows: Sequence[Row]) -> dict[str, Ledger]:
    """By lead; `placed` says where criteria stand that both models have."""
    named = [placed.get(entry.criterion, (entry.dimension, entry.criterion)) for entry in entries(model, DuckDB())]
    return {
        row["key"]: Ledger(
            points=row["points"],
            grade=row["grade"],
            entries={place: round(row[str(no)], 9) for no, place in enumerate(named)},
        )
        for row in rows
    }


def places_of_old(pairs: Sequence[Pair]) -> dict[str, Place]:
    """Where the old model's criteria stand in the new one."""
    return {pair.old.name: (pair.dimension.name, pair.new.name) for pair in pairs if pair.old and pair.new}
