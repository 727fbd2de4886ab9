"""Whole models: dimensions and what follows from the score."""

from __future__ import annotations

from tests.generators.conditions import condition
from tests.generators.criteria import WINDOWS, criterion, decay, selection
from tests.generators.maker import Maker, Mapping
from tests.reference.inputs import fields_of

DIMENSIONS = ["fit", "engagement", "value_2"]
LETTERS = "ABCD"


def model(make: Maker, zone: str) -> Mapping:
    made: Mapping = {"model": "a-model"}
    if make.rarely(8):
        made |= {"format": 1, "title": {"en": "A model", "es": "Un modelo"}}
    if make.scores == "account":
        made["scores"] = "account"
    if zone != "UTC":
        made["timezone"] = zone
    if make.rarely(3):
        made["scale"] = make.one([{"min": 1, "max": 10}, {"max": 1}, {"min": -5, "max": 5}, {"min": 0, "max": 1000}])
    if make.rarely(3):
        made["out_of"] = make.one([50, 7, 25, 1000])
    if make.rarely(3):
        made["probability"] = {"intercept": make.one([-4.2, 0, 3.75]), "slope": make.one([0.07, 0.5, 4, 1e-6])}
    names = DIMENSIONS[: make.number(1, 3)]
    made["dimensions"] = {name: dimension(make, name) for name in names}
    if make.rarely(3):
        made["disqualify"] = {name: disqualifier(make) for name in ["rule-1", "Rule two"][: make.number(1, 2)]}
    if make.rarely(2):
        made["grade"] = grade(make, made)
    if make.rarely(2):
        made["bands"] = bands(make, made)
    if make.rarely(2):
        made["stages"] = stages(make, made)
    return made


def dimension(make: Maker, name: str) -> Mapping:
    made: Mapping = {}
    if make.rarely(3):
        made["max"] = make.one([50, 10, 7.5])
    if make.rarely(5):
        made["min"] = make.one([0, -5, -100])
    if make.rarely(4):
        made["weight"] = make.one([2, 0.5, 1.25, 0.3333])
    if make.rarely(3):
        made["decay"] = decay(make)
    count = make.number(1, 4)
    made["criteria"] = {f"{name}-{number}": criterion(make, f"{name}-{number}") for number in range(1, count + 1)}
    return made


def disqualifier(make: Maker) -> Mapping:
    if make.rarely(2):
        return {"when": condition(make, "leads")}
    made = selection(make)
    if make.rarely(2):
        made["within"] = make.one(WINDOWS)
    if make.rarely(2):
        made["at_least"] = make.number(1, 3)
    return made


def scale_of(made: Mapping) -> tuple[float, float]:
    scale = made.get("scale", {})
    return scale.get("min", 0), scale.get("max", 100)


def between(least: float, most: float, sixteenths: list[int]) -> list[float]:
    """Different places between two numbers, the highest first, with few decimals."""
    return sorted({round(least + (most - least) * part / 16, 4) for part in sixteenths}, reverse=True)


def grade(make: Maker, made: Mapping) -> Mapping:
    parts: Mapping = {}
    for name, marks in (("letter", LETTERS), ("number", "1234")):
        if name == "letter" and make.rarely(4):
            continue
        if name == "number" and parts and make.rarely(3):
            continue
        of = make.one([*made["dimensions"], "score", "points"])
        least, most = reach_of(made, of)
        starts = between(least, most, make.some(list(range(1, 12)), 1, 3))
        parts[name] = {"of": of, "at_least": dict(zip(marks, starts, strict=False))}
    return parts


def reach_of(made: Mapping, of: str) -> tuple[float, float]:
    """A range of values that it surely may have."""
    if of == "score":
        return scale_of(made)
    if of == "points":
        return 0, made.get("out_of", 100)
    dimension = made["dimensions"][of]
    return 0, min(5, dimension.get("max", 10) * dimension.get("weight", 1) / 2)


def bands(make: Maker, made: Mapping) -> Mapping:
    least, most = scale_of(made)
    starts = between(least, most, make.some(list(range(1, 16)), 0, 3))
    made_bands: Mapping = dict(zip(["hot", "warm", "Mild"], starts, strict=False))
    if made_bands and make.rarely(3):
        name = next(iter(made_bands))
        made_bands[name] = {"from": made_bands[name], "title": {"en": name}}
    return {**made_bands, "cold": least - make.one([0, 1])}


def stages(make: Maker, made: Mapping) -> list[Mapping]:
    """No stage holds wherever one below it does."""
    found: list[Mapping] = []
    for place, name in enumerate(["IQL", "MQL", "SQL"][: make.number(1, 3)], start=1):
        stage: Mapping = {"name": name, "when": stage_condition(make, made, place)}
        if make.rarely():
            stage["hold"] = "7d"
        if make.rarely():
            stage["accepted_by"] = "sales"
        if all(is_apart(made, stage["when"], below["when"]) for below in found):
            found.append(stage)
    return found


def is_apart(made: Mapping, when: Mapping, below: Mapping) -> bool:
    """They speak of different things, or of thresholds that rise."""
    common = set(fields_of(when)) & set(fields_of(below))
    is_plain = not {"any", "all", "not"} & {*when, *below}
    return not common or (is_plain and common <= {"score", "points", "probability", *made["dimensions"]})


def stage_condition(make: Maker, made: Mapping, place: int) -> Mapping:
    test = stage_test(make, made, place)
    if make.rarely(3):
        other = stage_test(make, made, place)
        how = make.one(["and", "any", "all", "not"])
        if how == "and":
            return {**test, **other}
        return {"not": test} if how == "not" else {how: [test, other]}
    return test


def stage_test(make: Maker, made: Mapping, place: int) -> Mapping:
    """Thresholds rise from stage to stage."""
    kinds = ["score", "points", "dimension", "criterion", "attribute"]
    kind = make.one([*kinds, *(key for key in ("grade", "bands", "probability") if key in made)])
    if kind == "probability":
        return {kind: {make.one(["at_least", "above"]): place / 4}}
    if kind in ("score", "points"):
        least, most = reach_of(made, kind)
        return {kind: {make.one(["at_least", "above"]): between(least, most, [place * 2])[0]}}
    if kind == "dimension":
        return {make.one(list(made["dimensions"])): {make.one(["at_least", "above"]): place}}
    if kind == "criterion":
        names = [name for dimension in made["dimensions"].values() for name in dimension["criteria"]]
        return {f"criteria.{make.one(names)}": make.one([{"above": 0}, {"not": {"below": 1}}])}
    if kind == "attribute":
        test = condition(make, "leads", 0)
        return {f"lead.{name.removeprefix('field.')}": part for name, part in test.items()}
    if kind == "bands":
        return {"band": make.one([{"not": make.one(list(made["bands"]))}, make.one(list(made["bands"]))])}
    return {"grade": make.one(grades(made))}


def grades(made: Mapping) -> list[str]:
    texts = [""]
    for part in made["grade"].values():
        marks = list(part["at_least"])
        marks.append(chr(ord(marks[-1]) + 1))
        texts = [text + mark for text in texts for mark in marks]
    return texts
