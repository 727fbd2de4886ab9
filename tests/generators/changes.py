"""What people change in a model: now a number, now everything."""

from __future__ import annotations

from copy import deepcopy

from tests.generators.criteria import criterion
from tests.generators.maker import Maker, Mapping
from tests.generators.models import dimension

OUTCOME = ("scale", "out_of", "probability", "disqualify", "grade", "bands", "stages")


def changed(make: Maker, first: Mapping, other: Mapping) -> Mapping:
    """The first model with one to three changes, for some of which it borrows from another."""
    made = deepcopy(first)
    for _ in range(make.number(1, 3)):
        change(make, made, other)
    return made


def change(make: Maker, made: Mapping, other: Mapping) -> None:
    place = make.one(list(made["dimensions"]))
    criteria = made["dimensions"][place]["criteria"]
    name = make.one(list(criteria))
    match make.one(
        ["points", "criterion", "criterion", "new", "drop", "rename", "dimension", "outcome", "zone", "all"]
    ):
        case "points" if isinstance(criteria[name].get("points"), int | float):
            criteria[name]["points"] += make.one([1, -1.5])
        case "criterion" | "points":
            criteria[name] = criterion(make, name)
        case "new":
            criteria[f"{place}-new"] = criterion(make, f"{place}-new")
        case "drop" if len(criteria) > 1:
            del criteria[name]
        case "rename" | "drop":
            criteria[f"{name}-too"] = criteria.pop(name)
        case "dimension":
            fresh = dimension(make, place)
            made["dimensions"][place] = {**fresh, "criteria": criteria} if make.rarely(2) else fresh
        case "outcome":
            made.update({key: other[key] for key in OUTCOME if key in other})
        case "zone":
            made["timezone"] = other.get("timezone", "UTC")
        case "all":
            made.clear()
            made.update(deepcopy(other))
