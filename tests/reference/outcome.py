"""From a subject's points to its score, grade, band, stage and ledger."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.reference.conditions import Now, holds
from tests.reference.criteria import Given, disqualifies, give, weight
from tests.reference.inputs import Model, Subject
from tests.reference.values import round9

TOTAL = "(total)"


@dataclass
class Account:
    """A running sum that books each step of its way."""

    rows: list[dict[str, Any]]
    dimension: str
    points: float = 0.0

    def becomes(self, points: float, why: str) -> None:
        points = round9(points)
        book(self.rows, self.dimension, why, Given(points=round9(points - self.points)))
        self.points = points


@dataclass
class Points:
    """All points of a subject, by dimension and by criterion, with the ledger that explains them."""

    earned: float = 0.0  # the sum of the dimensions, before anything else
    total: float = 0.0
    dimensions: dict[str, float] = field(default_factory=dict)
    criteria: dict[str, float] = field(default_factory=dict)
    ledger: list[dict[str, Any]] = field(default_factory=list)


def book(rows: list[dict[str, Any]], dimension: str, criterion: str, given: Given) -> None:
    if given.points != 0:
        rows.append(
            {
                "dimension": dimension,
                "criterion": criterion,
                "points": given.points,
                "measure": given.measure,
                "last_event_at": given.last_event_at,
                "case": given.case,
            }
        )


def add_up(model: Model, subject: Subject, now: Now, disqualified: str | None) -> Points:
    points = Points()
    for name, dimension in model["dimensions"].items():
        points.dimensions[name] = add_up_dimension(points, name, dimension, subject, now)
    points.earned = round9(sum(points.dimensions.values()))
    total = Account(rows=points.ledger, dimension=TOTAL, points=points.earned)
    total.becomes(total.points + round9(subject.adjustment), "(manual)")
    total.becomes(max(0.0, min(float(model.get("out_of", 100)), total.points)), "(limit)")
    if disqualified is not None:
        total.becomes(0.0, "(disqualified)")
    points.total = total.points
    return points


def add_up_dimension(points: Points, name: str, dimension: Mapping[str, Any], subject: Subject, now: Now) -> float:
    ages = []
    subtotal = 0.0
    for criterion_name, criterion in dimension["criteria"].items():
        given = give(criterion_name, criterion, subject, now)
        book(points.ledger, name, criterion_name, given)
        points.criteria[criterion_name] = given.points
        subtotal += given.points
        if given.counted_age is not None:
            ages.append(given.counted_age)
    account = Account(rows=points.ledger, dimension=name, points=round9(subtotal))
    if "decay" in dimension and account.points > 0 and ages:
        account.becomes(account.points * weight(dimension["decay"], min(ages)), "(decay)")
    clamped = min(account.points, dimension.get("max", account.points))
    account.becomes(max(clamped, dimension.get("min", clamped)), "(limit)")
    account.becomes(account.points * dimension.get("weight", 1), "(weight)")
    return account.points


def why_disqualified(model: Model, subject: Subject, now: Now) -> str | None:
    for name, rule in model.get("disqualify", {}).items():
        if disqualifies(rule, subject, now):
            return str(name)
    return None


def conclude(model: Model, subject: Subject, now: Now) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The subject's row of scores, and its ledger."""
    disqualified = why_disqualified(model, subject, now)
    points = add_up(model, subject, now, disqualified)
    scale = {"min": 0, "max": 100, **model.get("scale", {})}
    share = points.total / model.get("out_of", 100)
    known: dict[str, Any] = {
        "score": round9(scale["min"] + share * (scale["max"] - scale["min"])),
        "points": points.total,
        **points.dimensions,
    }
    known["band"] = band(model, known["score"], disqualified)
    known["grade"] = None if disqualified else grade(model, known)
    known["probability"] = probability(model, points.earned) if "probability" in model else subject.probability
    row = {
        **known,
        "eligible_stage": None if disqualified else stage(model, known, points.criteria, subject, now),
        "disqualified": disqualified,
        "last_event_at": max((event.at for event in subject.events), default=None),
        "as_of": now.instant,
    }
    return row, points.ledger


def probability(model: Model, earned: float) -> float:
    given = model["probability"]
    log_odds = max(-700.0, min(700.0, given["intercept"] + given["slope"] * earned))
    return round9(1 / (1 + math.exp(-log_odds)))


def band(model: Model, score: float, disqualified: str | None) -> str | None:
    bands = model.get("bands", {})
    starts = {name: band["from"] if isinstance(band, Mapping) else band for name, band in bands.items()}
    lowest_first = sorted(starts, key=lambda name: starts[name])
    if disqualified and lowest_first:
        return str(lowest_first[0])
    reached = [name for name in lowest_first if score >= starts[name]]
    return str(reached[-1]) if reached else None


def grade(model: Model, known: Mapping[str, Any]) -> str | None:
    parts = model.get("grade", {})
    texts = [grade_part(parts[name], known) for name in ("letter", "number") if name in parts]
    return "".join(texts) or None


def grade_part(part: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    best_first = sorted(part["at_least"].items(), key=lambda entry: entry[1], reverse=True)
    for name, threshold in best_first:
        if known[part["of"]] >= threshold:
            return str(name)
    lowest = str(best_first[-1][0])
    return str(int(lowest) + 1) if lowest.isdigit() else chr(ord(lowest) + 1)


def stage(
    model: Model, known: Mapping[str, Any], criteria: Mapping[str, float], subject: Subject, now: Now
) -> str | None:
    def read(name: str) -> Any:
        if name.startswith("criteria."):
            return criteria[name.removeprefix("criteria.")]
        if name.startswith("lead."):
            return subject.read(name.removeprefix("lead."))
        return known[name]

    reached = [stage["name"] for stage in model.get("stages", []) if holds(stage["when"], read, now)]
    return str(reached[-1]) if reached else None
