"""Probabilities for a predicted criterion, computed before the query: facts of the moment, then the predictor."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile

import duckdb
import pyarrow as pa

from baremo.engine.asked import Asked, Predictor, Reasoning
from baremo.engine.backends import Progress, rows
from baremo.engine.dialects import DuckDB
from baremo.engine.inputs.sources import standard_input
from baremo.engine.moments import Moment, microseconds, moment
from baremo.engine.predictors import predictor_of
from baremo.engine.query import Query
from baremo.engine.sources import Sources, in_memory_and_few, tables_of
from baremo.engine.tables import Column
from baremo.engine.texts import kept_facts, statement, under_fixed_names
from baremo.errors import InputError, Problem
from baremo.model.criteria import Criterion
from baremo.model.model import ScoringModel
from baremo.texts import say

START = 1 << 10  # bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Prediction:
    """What a predictor gave."""

    probabilities: pa.Table  # the model's key, as text, and `probability`
    predictor: Predictor | None = None
    facts: pa.Table | None = None  # what it was given, where one lead alone is asked about

    def reasons(self) -> pa.Table | None:
        """Why one lead has its probability; None where nobody can say."""
        if self.facts is None or not isinstance(self.predictor, Reasoning):
            return None
        return self.predictor.reasons(self.facts)


def predicting(model: ScoringModel, sources: Sources) -> Predictor | None:
    """The predictor to be asked; None where nothing is predicted, or what is is given.

    Raises
    ------
    InputError
        There is none, or it is for others than the model scores.
    """
    criterion = model.predicted
    if criterion is None or sources.probabilities is not None:
        return None
    found = sources.predictor or predictor_of(model)
    if found is None:
        raise InputError(_no_predictor(criterion, model))
    if found.asked.scores != model.scores:
        raise InputError(_other_subject(criterion, found, model))
    return found


def predict(
    con: duckdb.DuckDBPyConnection,
    predictor: Predictor,
    sources: Sources,
    at: Moment,
    *,
    only: str | None = None,
    progress: Progress | None = None,
) -> Prediction:
    """The probabilities of all leads, or of the one that is asked about, at a moment."""
    found = facts_of(con, predictor.asked, sources, at, only=only, progress=progress)
    given = probabilities_of(predictor, found, found[predictor.asked.key])
    return Prediction(probabilities=given, predictor=predictor, facts=found if only is not None else None)


def probabilities_of(predictor: Predictor, found: pa.Table, keys: pa.ChunkedArray | pa.Array) -> pa.Table:
    """What the predictor says of facts, beside the keys of their rows."""
    return pa.table({predictor.asked.key: keys, "probability": predictor.probabilities(found)})


def facts_of(
    con: duckdb.DuckDBPyConnection,
    asked: Asked,
    sources: Sources,
    at: Moment,
    *,
    only: str | None = None,
    progress: Progress | None = None,
) -> pa.Table:
    """What is asked, read in a connection that is there already; days begin where `asked` says."""
    now = moment(at.instant, asked.timezone)
    with tables_of(con, asked.model, sources.for_facts(of_events=asked.of_events), now, only=only) as inputs:
        earliest = microseconds(inputs.earliest_event) if inputs.earliest_event else now.us
        kept = None
        if only is not None or in_memory_and_few(sources):
            kept = kept_facts(asked, under_fixed_names(con, inputs.tables), now, earliest)
        query = Query(model=asked.model, tables=inputs.tables, moment=now, dialect=DuckDB(), earliest=earliest)
        found = rows(con, kept or statement(query.facts(asked)), progress)
    return found.rename_columns([asked.key, *asked.names])


def probability_columns(model: ScoringModel) -> dict[str, Column]:
    """A predictor names leads by text."""
    return {model.key: Column(kind="text"), "probability": Column(kind="number")}


def check_state(predictor: Predictor | None) -> None:
    """Refuses kept counts where a predictor asks for more than they tell."""
    if predictor is not None and predictor.asked.of_events:
        raise InputError(
            Problem(
                code="not-with-state",
                subject="--state",
                message=say("the model's predictor counts events, and kept counts do not tell all that it asks."),
                remedy=say("Score without --state, and give all events."),
            )
        )


@contextmanager
def readable_twice(sources: Sources) -> Iterator[Sources]:
    """The same sources; what comes by standard input is kept in a file, since it comes only once."""
    if not any(_is_stream(source) for source in sources.tables):
        yield sources
        return
    with tempfile.TemporaryDirectory(prefix="baremo-") as folder:
        kept = _kept_input(Path(folder))

        def again(source: object) -> object:
            return kept if _is_stream(source) else source

        yield replace(
            sources,
            leads=again(sources.leads),
            events=again(sources.events),
            accounts=again(sources.accounts),
            changes=again(sources.changes),
            adjustments=again(sources.adjustments),
        )


def _is_stream(source: object) -> bool:
    return isinstance(source, str | Path) and str(source) == "-"


def _kept_input(folder: Path) -> Path:
    """Standard input as a file, whose ending says what it holds."""
    given = standard_input()
    with given.open("rb") as stream:
        is_json = stream.read(START).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    return copyfile(given, folder / ("stdin.jsonl" if is_json else "stdin.csv"))


def _no_predictor(criterion: Criterion, model: ScoringModel) -> Problem:
    return Problem(
        code="no-predictor",
        subject=f"criteria.{criterion.name}",
        message=say("the model needs the predictor {file}, and none is given.", file=model.predictor),
        remedy=say("Keep that file beside the model's and load the model from there, or take the criterion out."),
    )


def _other_subject(criterion: Criterion, predictor: Predictor, model: ScoringModel) -> Problem:
    return Problem(
        code="other-subject",
        subject=f"criteria.{criterion.name}",
        message=say(
            "the predictor knows {known}s, the model scores {scored}s.",
            known=predictor.asked.scores,
            scored=model.scores,
        ),
        remedy=say("Train one with a model that scores the same, or take the criterion out."),
    )
