"""Naive Bayes by frequency table, as the open CRM computes it: a baseline that people already know.

A row counts won and lost leads of one team, field and value, starts at 0.1 on both sides, and never falls to 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

START = 0.1  # of each side of a row
FEWEST_OF_A_TAG = 50  # won and lost together: rarer tags say nothing
LOWEST, HIGHEST = 0.01, 99.99  # per cent
STAGE, TAG = ":stage", ":tag"  # fields that every lead has

Row = tuple[str, str]  # field, value
Counts = Mapping[Row, tuple[float, float]]  # won, lost


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A lead as the table sees it; fields without a value are not there."""

    stage: str  # where it is, or was when it was lost
    values: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    team: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FrequencyTable:
    """Won and lost leads by team, field and value.

    Attributes
    ----------
    stages : tuple of str
        From the lowest up; the last is that of won leads.
    rows : mapping of (team, (field, value)) to (won, lost)
        Each count with the 0.1 that it started from.

    Examples
    --------
    >>> table = counted(("new", "won"), [(Case(stage="new", values={"country": "es"}), won) for won in (True, False)])
    >>> table.probability(Case(stage="new", values={"country": "es"}))
    50.0
    """

    stages: tuple[str, ...]
    rows: Mapping[tuple[str | None, Row], tuple[float, float]]

    def probability(self, case: Case) -> float | None:
        """Per cent, 0.01..99.99 to two decimals; 0 without a stage, 100 when won, None where it cannot be computed."""
        if not case.stage:
            return 0.0
        if case.stage == self.stages[-1]:
            return 100.0
        counts = self._counts(case.team)
        won_all, lost_all = counts.get((STAGE, self.stages[0]), (0.0, 0.0))
        if not won_all or not lost_all:
            return None
        totals = _totals(counts) | {STAGE: (won_all, lost_all)}
        won, lost = won_all / (won_all + lost_all), lost_all / (won_all + lost_all)
        for row in _rows(case, (case.stage,)):
            counted_won, counted_lost = counts.get(row, (0.0, 0.0))
            if row not in counts or (row[0] == TAG and counted_won + counted_lost < FEWEST_OF_A_TAG):
                continue
            won *= counted_won / totals[row[0]][0]
            lost *= counted_lost / totals[row[0]][1]
        return round(min(max(100 * won / (won + lost), LOWEST), HIGHEST), 2)

    def closed(self, case: Case, won: bool) -> FrequencyTable:
        """With one more lead that was won or lost."""
        return self._moved(case, won, 1)

    def reopened(self, case: Case, won: bool) -> FrequencyTable:
        """Without a lead that had been won or lost."""
        return self._moved(case, won, -1)

    def _moved(self, case: Case, won: bool, step: int) -> FrequencyTable:
        moved = dict(self.rows)
        for row in _rows(case, _passed(self.stages, case, won)):
            key = case.team, row
            if step < 0 and key not in moved:
                continue
            counted_won, counted_lost = moved.get(key, (START, START))
            moved[key] = (_after(counted_won, step * won), _after(counted_lost, step * (not won)))
        return replace(self, rows=moved)

    def _counts(self, team: str | None) -> Counts:
        """Of a team, or of all together where there is no team or nothing was counted for it."""
        of_team = {row: counts for (owner, row), counts in self.rows.items() if owner == team}
        if team is not None and of_team:
            return of_team
        pooled: dict[Row, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
        for (_, row), (won, lost) in self.rows.items():
            pooled[row] = pooled[row][0] + won, pooled[row][1] + lost
        return dict(pooled)


def counted(stages: tuple[str, ...], closed: Iterable[tuple[Case, bool]]) -> FrequencyTable:
    """The table of leads that were won (True) or lost."""
    rows: dict[tuple[str | None, Row], tuple[float, float]] = {}
    for case, won in closed:
        for row in _rows(case, _passed(stages, case, won)):
            counted_won, counted_lost = rows.get((case.team, row), (START, START))
            rows[case.team, row] = counted_won + won, counted_lost + (not won)
    return FrequencyTable(stages=stages, rows=rows)


def _passed(stages: tuple[str, ...], case: Case, won: bool) -> tuple[str, ...]:
    """A won lead has been on every stage, a lost one on its own and those before it."""
    return stages if won or case.stage not in stages else stages[: stages.index(case.stage) + 1]


def _rows(case: Case, stages: tuple[str, ...]) -> list[Row]:
    return [*((STAGE, stage) for stage in stages), *case.values.items(), *((TAG, tag) for tag in case.tags)]


def _totals(counts: Counts) -> dict[str, tuple[float, float]]:
    """Won and lost of all values of each field."""
    totals: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for (name, _), (won, lost) in counts.items():
        totals[name] = totals[name][0] + won, totals[name][1] + lost
    return dict(totals)


def _after(count: float, step: int) -> float:
    return count + step if count + step > 0 else START
