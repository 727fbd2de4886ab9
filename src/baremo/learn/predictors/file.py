"""A predictor's file: JSON, with LightGBM's text of the trees in it, and nothing that could run.

The name holds the beginning of the content's SHA-256, so a model names exactly what it was published with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar, get_args

from baremo.errors import InputError, Problem
from baremo.learn.boosted import Boosted, boosted_of
from baremo.learn.calibration import calibration_of
from baremo.learn.feature import Attribute, Feature, Figure, Measured, Reading
from baremo.learn.naive_bayes import NaiveBayes, naive_bayes_of
from baremo.learn.predictors.trained import TrainedPredictor
from baremo.model.times import zones
from baremo.texts import Text, say

T = TypeVar("T")

FORMAT = 1
MOST = 50_000_000  # bytes
NAME = re.compile(r"(?P<kind>boosted|naive-bayes)-(?P<hash>[0-9a-f]{12})\.predictor")
KEYS = (
    "format", "kind", "scores", "timezone", "trained_at", "rows", "base_rate", "features", "calibration", "learned",
)  # fmt: skip
READERS: dict[str, Callable[[object, tuple[Feature, ...]], Boosted | NaiveBayes]] = {
    "boosted": boosted_of,
    "naive-bayes": naive_bayes_of,
}


def write(predictor: TrainedPredictor, folder: Path) -> str:
    """Writes the predictor's file into a folder, and says its name, which follows from the content."""
    content = as_text(predictor).encode()
    name = f"{predictor.learned.kind}-{sha256(content).hexdigest()[:12]}.predictor"
    if len(content) > MOST:
        raise InputError(_too_large(name))
    (folder / name).write_bytes(content)
    return name


def as_text(predictor: TrainedPredictor) -> str:
    """The same for the same predictor."""
    learned = predictor.learned
    document = {
        "format": FORMAT,
        "kind": learned.kind,
        "scores": predictor.scores,
        "timezone": predictor.timezone,
        "trained_at": predictor.trained_at.isoformat(),
        "rows": predictor.rows,
        "base_rate": predictor.base_rate,
        "features": [_feature_json(feature) for feature in learned.features],
        "calibration": predictor.calibration.as_json(),
        "learned": learned.as_json(),
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def read(folder: Path, name: str) -> TrainedPredictor:
    """Reads a predictor's file, of which nothing is trusted.

    Parameters
    ----------
    name : str
        Without a path: predictors stand in the folder of their model.

    Raises
    ------
    InputError
        It is not there, too large, changed since it was named, or broken.
    """
    named = NAME.fullmatch(name)
    if named is None:
        raise InputError(_misnamed(name))
    content = _content(folder / name, name)
    found = sha256(content).hexdigest()[:12]
    if found != named["hash"]:
        raise InputError(_changed(name, found))
    try:
        return _predictor(_document(content), named["kind"])
    except InputError as error:
        raise InputError([replace(problem, file=name) for problem in error.problems]) from error
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
        raise InputError(_broken(name, _reason(error))) from error


def _content(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            raise FileNotFoundError
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except FileNotFoundError:
        raise InputError(_missing(name)) from None
    except OSError as error:
        raise InputError(_broken(name, error.strerror or type(error).__name__)) from error
    if len(content) > MOST:
        raise InputError(_too_large(name))
    return content


def _document(content: bytes) -> dict[str, Any]:
    found = json.loads(content.decode(), parse_constant=_no_constant)
    if not isinstance(found, dict) or sorted(found) != sorted(KEYS):
        raise ValueError(f"it does not hold exactly {', '.join(KEYS)}")
    if found["format"] != FORMAT:
        raise ValueError(f"its format is not {FORMAT}")
    return found


def _predictor(document: Mapping[str, Any], kind: str) -> TrainedPredictor:
    if document["kind"] != kind:
        raise ValueError("its kind is not that of its name")
    features = tuple(_feature(each) for each in _kind(document["features"], list, "features"))
    if not features or len({feature.name for feature in features}) < len(features):
        raise ValueError("it has no features, or two of one name")
    learned = READERS[kind](document["learned"], features)
    if isinstance(learned, NaiveBayes) and not all(map(isfinite, _weights(learned))):
        raise ValueError("a weight is not finite")
    return TrainedPredictor(
        learned=learned,
        calibration=calibration_of(document["calibration"]),
        rows=_rows(document["rows"]),
        base_rate=_share(document["base_rate"]),
        trained_at=_instant(document["trained_at"]),
        timezone=_one_of(document["timezone"], zones(), "timezone"),
        scores=_one_of(document["scores"], ("lead", "account"), "scores"),
    )


def _feature(document: Any) -> Feature:
    name = _kind(document["name"], str, "name")
    source = _source(document["source"], name)
    is_text = isinstance(source, Attribute) and source.reads == "text"
    if document["kind"] != ("category" if is_text else "number") or not name:
        raise ValueError(f"{name}: its kind is not that of its source")
    return Feature(name=name, kind=document["kind"], source=source)


def _source(document: Any, name: str) -> Attribute | Measured:
    if "criterion" in document:
        criterion = _kind(document["criterion"], dict, f"{name}: criterion")
        if "event" not in criterion or "points" in criterion:
            raise ValueError(f"{name}: its criterion is none of events without points")
        return Measured(criterion=criterion, figure=_one_of(document["figure"], get_args(Figure), f"{name}: figure"))
    return Attribute(
        column=_kind(document["column"], str, f"{name}: column"),
        reads=_one_of(document["reads"], get_args(Reading), f"{name}: reads"),
        blank=tuple(_kind(text, str, f"{name}: blank") for text in _kind(document["blank"], list, f"{name}: blank")),
    )


def _feature_json(feature: Feature) -> dict[str, object]:
    match feature.source:
        case Attribute(column=column, reads=reads, blank=blank):
            source: dict[str, object] = {"column": column, "reads": reads, "blank": [*blank]}
        case Measured(criterion=criterion, figure=figure):
            source = {"criterion": criterion, "figure": figure}
    return {"name": feature.name, "kind": feature.kind, "source": source}


def _weights(learned: NaiveBayes) -> list[float]:
    weights = (counts.weights.values() for counts in learned.frequencies.values())
    return [learned.base, *(weight for each in weights for weight in each)]


def _kind(value: object, kind: type[T], key: str) -> T:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"{key} is no {kind.__name__}")
    return value


def _one_of(value: Any, allowed: tuple[T, ...], key: str) -> T:
    if value not in allowed:
        raise ValueError(f"{key} is none of those that are known")
    return allowed[allowed.index(value)]


def _rows(value: object) -> int:
    if _kind(value, int, "rows") <= 0:
        raise ValueError("rows is not above 0")
    return _kind(value, int, "rows")


def _share(value: object) -> float:
    if not 0 < _kind(value, float, "base_rate") < 1:
        raise ValueError("base_rate is not between 0 and 1")
    return _kind(value, float, "base_rate")


def _instant(value: object) -> datetime:
    found = datetime.fromisoformat(_kind(value, str, "trained_at"))
    if found.tzinfo is None:
        raise ValueError("trained_at has no zone")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _reason(error: Exception) -> str:
    """What is wrong, for experts; of a missing key its name, of nesting without end not the interpreter's words."""
    match error:
        case KeyError():
            return f"{error.args[0]} is missing"
        case RecursionError():
            return "it is nested too deeply"
        case UnicodeDecodeError() | json.JSONDecodeError():
            return "it is no JSON"
        case _:
            return str(error)


def _misnamed(name: str) -> Problem:
    return Problem(
        code="not-a-predictor",
        subject="predictor",
        message=say(
            "{name} is no name of a predictor, which is such as {example}.",
            name=repr(name[:200]),
            example="boosted-0123456789ab.predictor",
        ),
        remedy=say("Keep the name that the file was written with, in the folder of the model."),
    )


def _missing(name: str) -> Problem:
    return Problem(
        code="no-predictor",
        subject="predictor",
        message=say("{file} is not in the model's folder.", file=name),
        remedy=say("Put it there, or train the model again."),
    )


def _changed(name: str, found: str) -> Problem:
    return Problem(
        code="changed-predictor",
        subject="predictor",
        file=name,
        message=say("the file is not what its name says: its hash begins with {found}.", found=found),
        remedy=say("Take the file that was published with the model, or train again."),
    )


def _too_large(name: str) -> Problem:
    return Problem(
        code="large-predictor",
        subject="predictor",
        file=name,
        message=say("the file is larger than {most} MB.", most=MOST // 1_000_000),
        remedy=say("Train with fewer features, or fewer distinct values."),
    )


def _broken(name: str, reason: str | Text) -> Problem:
    return Problem(
        code="broken-predictor",
        subject="predictor",
        file=name,
        message=say("the predictor cannot be read: {reason}.", reason=reason),
        remedy=say("Train the predictor again."),
    )
