"""A predictor beside its model: the same figures wherever it is read, and nothing of its file is trusted."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

import baremo
from baremo.engine.facts import facts
from baremo.engine.scoring import Sources
from baremo.errors import InputError
from baremo.learn.calibration import Calibration
from baremo.learn.feature import Attribute, Feature, FeatureTable, Measured
from baremo.learn.naive_bayes import learn as counted
from baremo.learn.predictor import predictor_of
from baremo.learn.predictors.file import KEYS, MOST, as_text, read, write
from baremo.learn.predictors.trained import TrainedPredictor
from tests.learn.boosting import boosted, visits

VIEWS = {"event": "page_viewed", "within": "30d"}
SOURCES = {
    "pages": Measured(criterion=VIEWS),
    "size": Attribute(column="Company size", reads="number"),
    "origin": Attribute(column="origin", reads="text", blank=("select",)),
}


def known(rows: int = 600) -> tuple[FeatureTable, Any]:
    table, won = visits(rows)
    features = (replace(feature, source=SOURCES[feature.name]) for feature in table.features)
    return replace(table, features=tuple(features)), won


def predictor(learned: Any) -> TrainedPredictor:
    return TrainedPredictor(
        learned=learned,
        calibration=Calibration(slope=0.9, intercept=-0.1),
        rows=600,
        base_rate=0.25,
        trained_at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        timezone="Europe/Madrid",
    )


TABLE, WON = known()
BOOSTED = predictor(boosted(TABLE, WON))
BAYES = predictor(counted(TABLE, WON, ()))
NOT_EXACTLY = f"it does not hold exactly {', '.join(KEYS)}"
UNKNOWN = "is none of those that are known"
FACTS = pa.table(
    {
        "lead_id": ["ana", "bruno", "carla"],
        "text.origin": ["partner", "select", None],
        "number.Company size": [12.5, None, 3.0],
        "measure.pages": [9.0, 0.0, 2.0],
    }
)


def named(content: bytes, folder: Path, kind: str = "boosted") -> str:
    name = f"{kind}-{sha256(content).hexdigest()[:12]}.predictor"
    (folder / name).write_bytes(content)
    return name


def refusal(content: bytes, folder: Path, kind: str = "boosted") -> str:
    name = named(content, folder, kind)
    with pytest.raises(InputError) as caught:
        read(folder, name)
    return str(caught.value).replace(name, "FILE")


def changed(of: TrainedPredictor, change: Callable[[Any], object]) -> bytes:
    document = json.loads(as_text(of))
    change(document)
    return json.dumps(document).encode()


def put(path: str, value: object) -> Callable[[Any], None]:
    """Sets one value of a document, such as that of `features.0.name`."""

    def change(document: Any) -> None:
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in steps:
            document = document[step]
        document[last] = value

    return change


def test_it_asks_for_the_facts_that_it_learned_from() -> None:
    asked = BOOSTED.asked

    assert (asked.texts, asked.numbers, asked.measures) == (("origin",), ("Company size",), {"pages": VIEWS})
    assert (asked.timezone, asked.key) == ("Europe/Madrid", "lead_id")


@pytest.mark.parametrize("of", [BOOSTED, BAYES], ids=["boosted", "naive-bayes"])
def test_what_is_read_again_is_the_same_to_the_last_bit(of: TrainedPredictor, tmp_path: Path) -> None:
    again = read(tmp_path, write(of, tmp_path))

    assert again == of
    assert again.probabilities(FACTS) == of.probabilities(FACTS)
    assert write(again, tmp_path) == write(of, tmp_path)
    assert len([*tmp_path.iterdir()]) == 1


@pytest.mark.parametrize("of", [BOOSTED, BAYES], ids=["boosted", "naive-bayes"])
def test_reasons_add_up_to_the_log_odds(of: TrainedPredictor) -> None:
    reasons = of.reasons(FACTS)
    sums = np.asarray(reasons["log_odds"]).reshape(3, 4).sum(axis=1)

    assert sums == pytest.approx(of.log_odds(FACTS), abs=1e-12)
    assert of.calibration.probability(sums) == pytest.approx(np.asarray(of.probabilities(FACTS)), abs=1e-12)


def test_reasons_name_each_feature_with_its_value() -> None:
    rows = BOOSTED.reasons(FACTS).to_pylist()

    assert [(row["lead_id"], row["feature"], row["value"]) for row in rows[:8]] == [
        ("ana", "pages", "9"),
        ("ana", "size", "12.5"),
        ("ana", "origin", "partner"),
        ("ana", "(base)", None),
        ("bruno", "pages", "0"),
        ("bruno", "size", None),
        ("bruno", "origin", None),
        ("bruno", "(base)", None),
    ]
    assert rows[2]["log_odds"] > 0.3


def test_no_leads_have_no_probabilities_and_no_reasons() -> None:
    assert len(BOOSTED.probabilities(FACTS.slice(0, 0))) == 0
    assert BOOSTED.reasons(FACTS.slice(0, 0)).num_rows == 0


def test_batches_do_not_matter() -> None:
    many = pa.concat_tables([FACTS] * 40_000)

    assert BOOSTED.probabilities(many).to_pylist() == BOOSTED.probabilities(FACTS).to_pylist() * 40_000


def test_a_model_is_scored_with_the_predictor_beside_it(tmp_path: Path) -> None:
    name = write(BOOSTED, tmp_path)
    (tmp_path / "model.yaml").write_text(
        f"model: likely\ndimensions:\n  fit:\n    criteria:\n      won: {{predictor: {name}, points: 100}}\n"
    )
    leads = pa.table({"lead_id": ["ana", "bruno"], "origin": ["Partner", "Select"], "Company size": ["12.5", None]})
    events = pa.table({"lead_id": ["ana"], "event": ["page_viewed"], "timestamp": ["2026-11-01T10:00:00Z"]})
    sources = Sources(leads=leads, events=events)
    found = baremo.score(baremo.load(tmp_path / "model.yaml"), leads=leads, events=events, as_of="2026-11-02")
    wanted = BOOSTED.probabilities(facts(BOOSTED.asked, sources, as_of="2026-11-02")).to_pylist()

    assert found.scores["probability"].to_pylist() == pytest.approx(wanted, abs=1e-9)


def test_a_model_that_predicts_nothing_has_no_predictor(tmp_path: Path) -> None:
    (tmp_path / "plain.yaml").write_text(
        "model: plain\ndimensions: {fit: {criteria: {a: {when: {b: c}, points: 1}}}}\n"
    )

    assert predictor_of(baremo.load(tmp_path / "plain.yaml")) is None


@pytest.mark.parametrize(
    "name", ["../boosted-0123456789ab.predictor", "boosted-0123456789AB.predictor", "a.predictor", "/etc/passwd", ""]
)
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, name)

    assert str(caught.value) == (
        f"not-a-predictor predictor: {name!r} is no name of a predictor, which is such as "
        "boosted-0123456789ab.predictor. Keep the name that the file was written with, in the folder of the model."
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, "boosted-0123456789ab.predictor")

    assert str(caught.value) == (
        "no-predictor predictor: boosted-0123456789ab.predictor is not in the model's folder. "
        "Put it there, or train the model again."
    )


def test_a_folder_is_no_predictor(tmp_path: Path) -> None:
    (tmp_path / "boosted-0123456789ab.predictor").mkdir()

    with pytest.raises(InputError, match="is not in the model's folder"):
        read(tmp_path, "boosted-0123456789ab.predictor")


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    name = write(BOOSTED, tmp_path)
    content = (tmp_path / name).read_bytes().replace(b'"rows": 600', b'"rows": 601')
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InputError) as caught:
        read(tmp_path, name)
    assert str(caught.value) == (
        f"{name}: changed-predictor predictor: the file is not what its name says: its hash begins with "
        f"{sha256(content).hexdigest()[:12]}. Take the file that was published with the model, or train again."
    )


def test_a_file_that_is_too_large_is_not_even_hashed(tmp_path: Path) -> None:
    name = "boosted-0123456789ab.predictor"
    with (tmp_path / name).open("wb") as file:
        file.truncate(MOST + 1)

    with pytest.raises(InputError) as caught:
        read(tmp_path, name)
    assert str(caught.value) == (
        f"{name}: large-predictor predictor: the file is larger than 50 MB. "
        "Train with fewer features, or fewer distinct values."
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is no JSON"),
        (as_text(BOOSTED).encode()[:5000], "it is no JSON"),
        (b"\x80\x04\x95cposix\nsystem\n", "it is no JSON"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b"[]", NOT_EXACTLY),
        (changed(BOOSTED, put("more", 1)), NOT_EXACTLY),
        (as_text(BOOSTED).replace('"base_rate": 0.25', '"base_rate": NaN').encode(), "NaN is no number"),
        (changed(BOOSTED, put("format", 2)), "its format is not 1"),
        (changed(BOOSTED, put("kind", "naive-bayes")), "its kind is not that of its name"),
        (changed(BOOSTED, put("rows", True)), "rows is no int"),
        (changed(BOOSTED, put("rows", -1)), "rows is not above 0"),
        (changed(BOOSTED, put("base_rate", 1.0)), "base_rate is not between 0 and 1"),
        (changed(BOOSTED, put("trained_at", "2026-11-02T09:30")), "trained_at has no zone"),
        (changed(BOOSTED, put("timezone", "../../etc/passwd")), f"timezone {UNKNOWN}"),
        (changed(BOOSTED, put("scores", ["lead"])), f"scores {UNKNOWN}"),
        (changed(BOOSTED, put("features", {})), "features is no list"),
        (changed(BOOSTED, put("features", [])), "it has no features, or two of one name"),
        (changed(BOOSTED, lambda it: it["features"].append(it["features"][0])),
         "it has no features, or two of one name"),
        (changed(BOOSTED, lambda it: it["features"][0].pop("name")), "name is missing"),
        (changed(BOOSTED, put("features.1.kind", "category")), "size: its kind is not that of its source"),
        (changed(BOOSTED, put("features.0.source.criterion", {"points": 1})),
         "pages: its criterion is none of events without points"),
        (changed(BOOSTED, put("features.0.source.figure", "sum")),
         f"pages: figure {UNKNOWN}"),
        (changed(BOOSTED, put("features.2.source.blank", [1])), "origin: blank is no str"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_reason(content: bytes, reason: str, tmp_path: Path) -> None:
    assert refusal(content, tmp_path) == (
        f"FILE: broken-predictor predictor: the predictor cannot be read: {reason}. Train the predictor again."
    )


def without_coding(document: Any) -> None:
    document["learned"]["codings"].clear()


def with_text(old: str, new: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        document["learned"]["trees"] = document["learned"]["trees"].replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (put("learned", []), "list indices must be integers or slices, not str"),
        (without_coding, "not every category has its coding, or others have one"),
        (put("learned.codings.origin.groups", 1), "the coding of origin holds something else than levels"),
        (put("learned.codings.origin.values.fair", 1e300),
         "the coding of origin holds something else than numbers"),
        (put("learned.codings.origin.values.fair", 0.5),
         "the coding of origin holds groups that are not there"),
        (put("learned.codings.origin.groups", False),
         "a category is asked as a number, or a number as a category"),
        (put("learned.trees", 7), "'int' object has no attribute 'partition'"),
        (lambda it: it["features"].pop(0), "the trees ask 3 features instead of 2"),
        (with_text("left_child=", "left_child=-99 "), "tree 0: left_child holds"),
        (with_text("left_child=1", "left_child=-99"), "its splits and leaves do not hang together"),
        (with_text("leaf_value=", "leaf_value=nan "), "tree 0: leaf_value holds"),
        (with_text("num_leaves=", "num_leaves=9999999"), "leaves and"),
        (with_text("end of trees", ""), "it does not end"),
    ],
)  # fmt: skip
def test_trees_that_cannot_be_computed_with_are_refused(
    change: Callable[[Any], object], reason: str, tmp_path: Path
) -> None:
    found = refusal(changed(BOOSTED, change), tmp_path)

    assert found.startswith("FILE: broken-predictor trees: the predictor's trees cannot be read: ")
    assert reason in found
    assert found.endswith(". Train the predictor again.")


@pytest.mark.parametrize(
    "change",
    [
        put("calibration.slope", -1),
        put("calibration.slope", 10**400),
        put("calibration", None),
    ],
)
def test_a_calibration_that_turns_the_order_round_is_refused(change: Callable[[Any], object], tmp_path: Path) -> None:
    found = refusal(changed(BOOSTED, change), tmp_path)

    assert found.startswith("FILE: broken-predictor ")
    assert found.endswith(" Train the predictor again.")


@pytest.mark.parametrize(
    "change",
    [
        put("learned.won", 0),
        put("learned.won", 10**400),
        lambda it: it["learned"]["frequencies"].pop("origin"),
        put("learned.frequencies.origin.won", [1e308] * 4),
        put("learned.frequencies.origin.won", [-1.0] * 4),
    ],
)
def test_frequencies_that_are_none_are_refused(change: Callable[[Any], object], tmp_path: Path) -> None:
    found = refusal(changed(BAYES, change), tmp_path, "naive-bayes")

    assert found.startswith("FILE: broken-predictor ")
    assert found.endswith(" Train the predictor again.")


def test_a_source_that_the_features_do_not_have_is_not_asked() -> None:
    more = FACTS.append_column("number.secret", pa.array([1.0, 2.0, 3.0]))

    assert BOOSTED.probabilities(more) == BOOSTED.probabilities(FACTS)


def test_dates_are_asked_as_ages() -> None:
    age = Feature(name="age", kind="number", source=Attribute(column="created_at", reads="age"))
    table = replace(
        TABLE,
        features=(age, *TABLE.features[1:]),
        numbers={"age": TABLE.numbers["pages"], "size": TABLE.numbers["size"]},
    )

    assert predictor(counted(table, WON, ())).asked.ages == ("created_at",)
