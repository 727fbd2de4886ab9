"""A scorecard's model file decides exactly as its bins do, whatever the leads' values are and however they come."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import baremo
from baremo.engine.facts import facts
from baremo.engine.scoring import Sources
from baremo.learn.binning import is_age, is_recency
from baremo.learn.cards.marks import Marks
from baremo.learn.cards.model_file import predictor_model, scorecard_model
from baremo.learn.feature import Measured
from baremo.learn.reading.feature_facts import asked_for, table_of
from baremo.model.reader import read_text
from tests.learn.pasts import Row
from tests.learn.scorecards import AS_OF, LINE, MARKS, MIDNIGHT, assert_scores_alike, card_of, model_of, past

ROWS = 400
ODD = [
    *("it's", 'say "yes"', "a,b", "NO", "No ", "true", "1", "01", "1.0", "  Vigo", "ÑANDÚ", "straße", "İstanbul", "ß"),
    *("null-ish", "~", "- item", "a: b", "# no", "[x]", "{y}", "%", "*", "?x", "@", "`", "|", ">", "&a", "!b", "yes"),
    *("2026-01-01", "1e3", "0x1F", ".5", "5 %", "\\n", "tab\tin", "ﬁn", "Ａ", "e\u0301"),
]
BLANKS = ["", "  ", "Select", "N/A", "?"]
NAMES = [
    *("any", "all", "not", "Unnamed: 37", 'quote "q"', "it's", "# hash", "a.b", "field.any", "event.x", " lead "),
    *("lead.country", "fit", "score", "points", "NO", "null", "1", "ñandú", "a:b", "[x]", "{y}", "- z", "*", "%", "~"),
]


def write(path: Path, rows: Sequence[Row]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def ids(rows: Sequence[Row]) -> list[str]:
    return [row["lead_id"] for row in rows]


def drawn(values: Sequence[Any], rng: np.random.Generator, rows: int = ROWS) -> list[Any]:
    return [values[place] for place in rng.integers(len(values), size=rows)]


def leads(**columns: Sequence[Any]) -> list[Row]:
    rows = len(next(iter(columns.values())))
    return [{"lead_id": f"l{i}", **{name: each[i] for name, each in columns.items()}} for i in range(rows)]


def won_by(values: Sequence[Any], rng: np.random.Generator) -> list[bool]:
    """Each value converts as often as it likes."""
    likes = {value: rng.random() for value in sorted({str(each) for each in values})}
    return [bool(rng.random() < likes[str(value)]) for value in values]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_texts_of_every_kind_are_told_apart_as_the_card_does(tmp_path: Path, rng: np.random.Generator) -> None:
    texts = drawn([*ODD, *BLANKS], rng, 1600)
    rows = leads(town=texts)
    file = write(tmp_path / "leads.csv", rows)
    card = assert_scores_alike(past(file, won_by(texts, rng), ids=ids(rows)), file)

    assert len(card.parts[0].binning.bins) > 3


def test_columns_of_any_name_are_read(tmp_path: Path, rng: np.random.Generator) -> None:
    texts = drawn(["a", "b", "", "c"], rng)
    rows = leads(**{name: rng.permutation(texts).tolist() for name in NAMES})
    file = write(tmp_path / "leads.csv", rows)
    card = assert_scores_alike(past(file, won_by(texts, rng), ids=ids(rows)), file)

    assert {part.feature.name for part in card.parts} == {name.strip() for name in NAMES}


def test_numbers_with_stray_texts_blanks_and_edges(tmp_path: Path, rng: np.random.Generator) -> None:
    size = rng.integers(-50, 450, size=1000)
    texts = [str(each) for each in size]
    for place, odd in zip(
        rng.permutation(1000)[:40], ["many", "n/a", "", "Select", "1,5", "inf", "-", "1e2"] * 5, strict=True
    ):
        texts[place] = odd
    fine = [repr(float(each)) for each in np.round(rng.normal(size=1000), 3)]
    rows = leads(size=texts, fine=fine)
    file = write(tmp_path / "leads.csv", rows)
    won = rng.random(1000) < 1 / (1 + np.exp(-size / 100))
    card = assert_scores_alike(past(file, won, ids=ids(rows)), file)

    assert {part.feature.name for part in card.parts} == {"size", "fine"}


def test_ages_of_dates(tmp_path: Path, rng: np.random.Generator) -> None:
    days = rng.integers(0, 2000, size=800)
    since = [(dt.date(2026, 11, 20) - dt.timedelta(days=int(each))).isoformat() for each in days]
    since = [*since[:-60], *[""] * 40, *["2030-01-01"] * 10, *["unknown"] * 10]
    rows = leads(since=since)
    file = write(tmp_path / "leads.csv", rows)
    card = assert_scores_alike(past(file, rng.random(800) < days / 2000, ids=ids(rows)), file)

    assert is_age(card.parts[0].feature)


def test_a_date_or_none_is_told_from_words_that_say_nothing() -> None:
    rows = leads(since=["2026-01-01", "Select", "", "2026-01-01"] * 100)
    card = assert_scores_alike(past(rows, [True, False, False, False] * 100, ids=ids(rows)), rows)

    assert [each.n for each in card.parts[0].binning.bins] == [200, 200]


def typed(rng: np.random.Generator) -> dict[str, pa.Array]:
    """A column of each type, most with gaps."""
    wholes, normals = rng.integers(0, 900, size=ROWS).tolist(), rng.normal(size=ROWS).tolist()
    gaps = [None, np.nan, np.inf, -np.inf]
    end = dt.datetime(2026, 10, 31, 23, tzinfo=dt.UTC)
    return {
        "whole": pa.array([None if i % 9 == 0 else each for i, each in enumerate(wholes)]),
        "double": pa.array([gaps[i // 9 % 4] if i % 9 == 0 else each for i, each in enumerate(normals)]),
        "truth": pa.array(drawn([True, False, None], rng)),
        "date": pa.array([(end - dt.timedelta(days=each)).date() for each in rng.permutation(wholes).tolist()]),
        "instant": pa.array([end - dt.timedelta(hours=10 * each) for each in rng.permutation(wholes).tolist()]),
        "channel": pa.array(drawn([1, 2, 3, 4, 5], rng)),
        "level": pa.array(drawn([1.0, 2.5], rng)),
        "text": pa.array(drawn(["A", " b", "C,c", None], rng)),
        "dictionary": pa.array(drawn(["x", "y", None], rng)).dictionary_encode(),
        "decimal": pa.array([str(each) for each in rng.permutation(wholes)]).cast(pa.decimal128(9, 2)),
    }


def test_typed_columns_are_read_alike(tmp_path: Path, rng: np.random.Generator) -> None:
    columns = typed(rng)
    table = pa.table({"lead_id": [f"l{i}" for i in range(ROWS)], **columns})
    pq.write_table(table, tmp_path / "leads.parquet")
    file = str(tmp_path / "leads.parquet")
    won = [bool(each) for each in rng.random(ROWS) < 0.4]
    card = assert_scores_alike(past(file, won, ids=table["lead_id"].to_pylist()), file)

    assert {part.feature.name for part in card.parts} == set(columns)


def test_what_came_later_falls_into_the_bins_that_are_there(tmp_path: Path, rng: np.random.Generator) -> None:
    texts, sizes = drawn(["a", "b", "c"], rng), rng.integers(0, 100, ROWS).tolist()
    known = past(leads(town=texts, size=sizes), won_by(texts, rng), ids=[f"l{i}" for i in range(ROWS)])
    card = card_of(known.features, known.labels.outcome)
    later = leads(town=["A ", "never seen", "", "Select", "c"], size=["-1e9", "1e9", "", "what?", "7"])
    file = write(tmp_path / "later.csv", later)
    found = facts(asked_for(card.features), Sources(leads=file), as_of=AS_OF)
    scores = baremo.score(model_of(card), leads=file, as_of=AS_OF).scores

    assert scores.sort_by("lead_id")["points"].to_pylist() == card.points(table_of(card.features, found)).tolist()


DAYS = {"visit": 0.6, "order": 0.3, 'Mail: "opened"': 0.5}


def happenings(rng: np.random.Generator, rows: int = ROWS) -> list[Row]:
    """Events of the last 120 days and the next 10, several on a day, some at midnight and some without figures."""
    events = []
    for lead in range(rows):
        for name, often in DAYS.items():
            for _ in range(int(rng.poisson(6 * often)) if rng.random() < often else 0):
                minutes = int(rng.integers(-10 * 24, 120 * 24)) * 60 + int(rng.integers(2)) * 30
                when = dt.datetime(2026, 11, 1, tzinfo=dt.UTC) - dt.timedelta(minutes=minutes)
                amount = "" if rng.random() < 0.05 else str(round(float(rng.normal(20, 30)), 2))
                page = drawn(["/a", "/B", "/b ", ""], rng, 1)[0]
                told = {"lead_id": f"l{lead}", "event": name, "timestamp": when.isoformat()}
                events.append({**told, "amount": amount, "page": page})
    return events


@pytest.fixture(scope="module")
def did(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, list[bool]]:
    """Leads, their events, and who converted: those with more events."""
    rng, folder = np.random.default_rng(5), tmp_path_factory.mktemp("did")
    events, rows = happenings(rng), leads(country=drawn(["ES", "PT"], rng))
    counts = Counter(event["lead_id"] for event in events)
    won = [bool(rng.random() < min(0.9, 0.1 + counts[row["lead_id"]] / 12)) for row in rows]
    return write(folder / "leads.csv", rows), write(folder / "events.csv", events), won


def test_what_leads_did_is_counted_as_the_card_does(did: tuple[str, str, list[bool]]) -> None:
    file, events, won = did
    card = assert_scores_alike(past(file, won, ids=[f"l{i}" for i in range(ROWS)], events=events), file, events)

    told = [json.dumps(each.source.criterion) for each in card.features if isinstance(each.source, Measured)]
    for what in ("within", "days", "sum", "distinct"):
        assert any(f'"{what}"' in criterion for criterion in told), what
    assert any(is_recency(each) for each in card.features)


def test_what_leads_did_until_their_own_moments(did: tuple[str, str, list[bool]]) -> None:
    file, events, won = did
    moments = [MIDNIGHT - np.timedelta64(7 * hours, "h") for hours in range(ROWS)]
    known = past(file, won, ids=[f"l{i}" for i in range(ROWS)], events=events, moments=moments)

    assert_scores_alike(known, file, events)


def test_a_file_says_how_many_converted_of_each_bin(rng: np.random.Generator) -> None:
    texts = ["ES"] * 60 + ["PT"] * 40
    known = past(leads(country=texts), [True] * 30 + [False] * 70, ids=[f"l{i}" for i in range(100)])
    text = scorecard_model(card_of(known.features, known.labels.outcome), LINE, name="Mine, 2026", marks=MARKS)

    assert "# Learned from 100 leads, of whom 30 became customers.\n" in text
    assert "es: 30 of 60 (50 %)" in text
    assert "pt: 0 of 40 (0 %)" in text
    assert "model: mine-2026\n" in text


def test_a_predictors_file_gives_its_probability_in_percent() -> None:
    text = predictor_model("ab.predictor", name="learned", title="Ours", marks=Marks(mql=31, bands=(31.0, 10.0, 0.0)))
    model = read_text(text).model

    assert model is not None
    assert (model.title, [band.name for band in model.bands]) == ({"en": "Ours"}, ["hot", "warm", "cold"])
    assert "predictor: ab.predictor" in text
    assert "score: {at_least: 31}" in text


@pytest.mark.parametrize("bands", [(), (0.0,), (50.0, 0.0), (80.0, 60.0, 40.0, 20.0, 0.0)])
def test_as_many_bands_as_can_be_told_apart(bands: tuple[float, ...]) -> None:
    text = predictor_model("ab.predictor", name="learned", marks=Marks(mql=1, bands=bands))

    assert text.count("from:") == (len(bands) if len(bands) > 1 else 0)
