"""What was learned as an ordinary model file: readable, editable, scored by every engine alike.

Each piece is said in the words of the model file and read by its reader before it is written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from baremo.learn.calibration import Calibration
from baremo.learn.cards.criteria import criteria_of
from baremo.learn.cards.marks import Marks
from baremo.learn.feature import Attribute
from baremo.learn.scorecard import Scorecard
from baremo.model.reader import read_text
from baremo.model.slugs import slug
from baremo.model.writer import write

Said = dict[str, Any]  # a part of a model file
Comments = dict[tuple[str, ...], str]

BANDS: dict[int, tuple[str, ...]] = {
    2: ("hot", "cold"),
    3: ("hot", "warm", "cold"),
    4: ("hot", "warm", "cool", "cold"),
    5: ("hot", "warm", "mild", "cool", "cold"),
}
TITLES: Mapping[str, Said] = {
    "hot": {"en": "Hot", "es": "Caliente"},
    "warm": {"en": "Warm", "es": "Cálido"},
    "mild": {"en": "Mild", "es": "Templado"},
    "cool": {"en": "Cool", "es": "Fresco"},
    "cold": {"en": "Cold", "es": "Frío"},
    "fit": {"en": "Who they are", "es": "Quiénes son"},
    "engagement": {"en": "What they did", "es": "Qué han hecho"},
    "likelihood": {"en": "Likelihood to become a customer", "es": "Probabilidad de hacerse cliente"},
    "base": {"en": "Every lead begins with", "es": "Cada lead empieza con"},
}


def scorecard_model(
    scorecard: Scorecard,
    calibration: Calibration,
    *,
    name: str,
    title: str | None = None,
    marks: Marks,
    verdict: str = "",
) -> str:
    """The model file of a scorecard: its points rank exactly as it does, and tell its probability.

    Parameters
    ----------
    calibration : Calibration
        A line, as the model file holds one.
    verdict : str
        What leads kept apart say of it, for the comment at the top.
    """
    dimensions: dict[str, Said] = {}
    comments: Comments = {(): _head(scorecard, verdict)}
    taken = {"base"}
    if scorecard.base:
        everybody = {"when": {"lead_id": {"missing": False}}, "points": scorecard.base, "title": TITLES["base"]}
        dimensions["fit"] = {"base": everybody}
    for part in scorecard.parts:
        where = "fit" if isinstance(part.feature.source, Attribute) else "engagement"
        for key, (criterion, comment) in criteria_of(part, taken).items():
            taken.add(key)
            dimensions.setdefault(where, {})[key] = criterion
            comments["dimensions", where, "criteria", key] = comment
    probability = {
        "intercept": calibration.intercept + calibration.shift + calibration.slope * scorecard.intercept,
        "slope": calibration.slope * scorecard.slope,
    }
    said = {
        **_top(name, title),
        "out_of": scorecard.out_of,
        "dimensions": {
            where: {"title": TITLES[where], "criteria": dimensions[where]}
            for where in ("fit", "engagement")
            if where in dimensions
        },
        "probability": probability,
    }
    return _written({**said, **_outcome(marks)}, comments)


def predictor_model(predictor: str, *, name: str, title: str | None = None, marks: Marks) -> str:
    """The model file of a predictor that stands in the same folder: the score is the probability in percent."""
    criterion = {"predictor": predictor, "points": 100, "title": TITLES["likelihood"]}
    dimensions = {"likelihood": {"title": TITLES["likelihood"], "max": 100, "criteria": {"predicted": criterion}}}
    return _written({**_top(name, title), "dimensions": dimensions, **_outcome(marks)}, {})


def _top(name: str, title: str | None) -> Said:
    return {"format": 1, "model": slug(name, otherwise="learned"), **({"title": title} if title else {})}


def _outcome(marks: Marks) -> Said:
    """Bands and the stage of those who are worth a call."""
    names = BANDS.get(len(marks.bands), ())
    bands = {
        band: {"from": start, "title": TITLES[band]} for band, start in zip(names, marks.bands, strict=bool(names))
    }
    stage = {"name": "MQL", "when": {"score": {"at_least": marks.mql}}}
    return {**({"bands": bands} if bands else {}), "stages": [stage]}


def _head(scorecard: Scorecard, verdict: str) -> str:
    judged = f"Judged on leads kept apart: {verdict}.\n" if verdict else ""
    return (
        f"Learned from {scorecard.rows:,} leads, of whom {scorecard.positives:,} became customers.\n{judged}"
        "Beside each criterion: how many leads there were, and how many of them became customers."
    )


def _written(said: Said, comments: Comments) -> str:
    """Raises what the reader finds wrong: that would be ours."""
    reading = read_text(json.dumps(said, ensure_ascii=False))
    model = reading.model
    assert model is not None, "\n".join(str(problem) for problem in reading.problems)
    return write(model, comments=comments)
