"""Models that were learned give in Spark what they give here, those that read events, too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv as csv
import pytest

import baremo
from baremo.model.model import ScoringModel
from tests.learn.cards.test_model_file import ROWS, did
from tests.learn.scorecards import AS_OF, card_of, model_of, past
from tests.spark.compare import assert_equal

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["did"]
pytestmark = pytest.mark.xdist_group("spark")

COUNTED = ("count, 30 days", "days, 90 days", "days since", "sum of amount", "different page")
Did = tuple[str, str, list[bool]]


@pytest.fixture(scope="module")
def visited(did: Did, tmp_path_factory: pytest.TempPathFactory) -> Did:
    """Visits alone: every question more is planned by Spark for seconds."""
    leads, events, won = did
    lines = Path(events).read_text("utf-8").splitlines(keepends=True)
    visits = tmp_path_factory.mktemp("visits") / "visits.csv"
    visits.write_text("".join([lines[0], *(line for line in lines if ",visit," in line)]), "utf-8")
    return leads, str(visits), won


def frames(spark: SparkSession, did: Did) -> dict[str, Any]:
    """All columns as text, as a file has them."""
    return {"leads": spark.createDataFrame(texts(did[0])), "events": spark.createDataFrame(texts(did[1]))}


def texts(file: str) -> pa.Table:
    with Path(file).open(encoding="utf-8") as lines:
        names = lines.readline().strip().split(",")
    options = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    return csv.read_csv(file, convert_options=options)


def assert_alike(spark: SparkSession, model: ScoringModel, did: Did) -> None:
    here = baremo.score(model, leads=did[0], events=did[1], as_of=AS_OF)
    assert_equal(baremo.score(model, **frames(spark, did), as_of=AS_OF, engine=spark), here)


def test_a_scorecard_of_attributes_and_events(spark: SparkSession, visited: Did) -> None:
    known = past(visited[0], visited[2], ids=[f"l{number}" for number in range(ROWS)], events=visited[1])

    few = known.features.of(["country", *(f"visit: {what}" for what in COUNTED)])
    card = card_of(few, known.labels.outcome)

    assert len(card.parts) > len(COUNTED)
    assert_alike(spark, model_of(card), visited)


def test_boosted_trees_of_attributes_and_events(spark: SparkSession, visited: Did, tmp_path: Path) -> None:
    leads = texts(visited[0])
    leads = leads.append_column("converted", pa.array(["yes" if won else "no" for won in visited[2]]))
    leads = leads.append_column("created_at", pa.array(["2026-10-15"] * ROWS))
    baremo.train(leads=leads, events=visited[1], outcome="converted", kind="boosted", output=tmp_path / "learned")

    assert_alike(spark, baremo.load(tmp_path / "learned" / "model.yaml"), visited)
