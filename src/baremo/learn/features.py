"""What was known of each row at its moment: attributes, and what the lead had done until then.

Nothing later than the moment is read; where the leads' attributes are those of today, the history says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from baremo.engine.backends import Progress
from baremo.engine.facts import event_profile, facts, lead_columns
from baremo.engine.lead_columns import COUNTED, IDS
from baremo.engine.moments import instant_of
from baremo.engine.past import Texts, dates_of, event_spans, table_of_texts
from baremo.engine.scoring import AsOf, Sources
from baremo.errors import InputError, Problem
from baremo.learn.feature import Attribute, Feature, FeatureTable
from baremo.learn.history import History, Labels
from baremo.learn.labels import CREATED
from baremo.learn.outcomes.naming import as_instants, listed
from baremo.learn.outcomes.outcome import Outcome
from baremo.learn.reading.columns import Columns, columns_read
from baremo.learn.reading.event_features import event_features, in_order
from baremo.learn.reading.feature_facts import asked_for, table_of
from baremo.learn.reading.known_then import known_then, nobody_known
from baremo.learn.reading.repeats import not_used, without_repeats
from baremo.texts import Joined, Text, say

MOST_FEATURES = 300
OF_CHANGES = ("lead_id", "field", "value", "known_at")  # of the contract


def history(
    sources: Sources,
    labels: Labels,
    ask: Outcome,
    *,
    keep: Sequence[str] = (),
    memory: str | None = None,
    progress: Progress | None = None,
) -> History:
    """The features of the rows that `labels` names.

    Parameters
    ----------
    ask : Outcome
        What the labels were asked with: its columns of the outcome are no features.
    keep : sequence of str
        Columns that someone wants to learn from.

    Raises
    ------
    InputError
        The outcome is to be learned from, or nothing is left that could be.

    Examples
    --------
    >>> from baremo.learn.labels import labelled
    >>> leads = [{"lead_id": str(i), "won": "yes" if i % 2 else "no", "size": i} for i in range(40)]
    >>> sources, ask = Sources(leads=leads), Outcome(outcome="won")
    >>> history(sources, labelled(sources, ask), ask).features.numbers["size"][:3].tolist()
    [0.0, 1.0, 2.0]
    """
    columns = lead_columns(sources)
    changes = None if sources.changes is None else table_of_texts(sources.changes, "changes")
    if (columns.schema.metadata or {}).get(IDS) == COUNTED:
        sources = replace(sources, leads=columns)  # with the numbers of their rows
    outcomes = tuple(name for name in (ask.outcome, ask.outcome_at) if name in columns.column_names)
    if refused := [_is_outcome(str(name)) for name in keep if name in outcomes]:
        raise InputError(refused)
    read = _attributes(columns, changes, {"lead_id", *map(str, outcomes)})
    features = _under_own_names((*read.features, *_of_events(sources, labels)))
    table = _read(features[:MOST_FEATURES], sources, labels, as_of_dates(labels, read, columns), memory, progress)
    table, notes = without_repeats(in_order(table), expected=ask.time or CREATED)
    if not table.features:
        raise InputError(_nothing_left(read))
    known, told = _known_then(changes, columns, labels)
    of_today = _of_today(table, {*known, ask.time or CREATED})
    return History(
        labels=labels,
        features=table,
        columns=columns,
        attributes_of_today=bool(of_today) and labels.moments is not None,
        warnings=(*_reasons(read), *read.notes, *_beyond(features), *notes, *told, *_untold(known, of_today)),
        known_then=known,
    )


def as_of_dates(labels: Labels, read: Columns, columns: pa.Table) -> AsOf:
    """As of when ages are counted where rows have no moments: the end of the history, else its latest date."""
    if labels.known_until is not None:
        return instant_of(int(labels.known_until.astype("datetime64[us]").astype(np.int64)))
    ages = [each.source for each in read.features if isinstance(each.source, Attribute) and each.source.reads == "age"]
    found = [pc.max(dates_of(columns[age.column].combine_chunks(), name=age.column).values) for age in ages]
    latest = [each.cast(pa.timestamp("us")).value for each in found if each.is_valid]
    return instant_of(max(latest)) if latest else None


def _known_then(changes: Texts | None, columns: pa.Table, labels: Labels) -> tuple[frozenset[str], tuple[Text, ...]]:
    """Of which columns the changes tell what was known at the moments."""
    if changes is None or any(name not in changes for name in OF_CHANGES):
        return frozenset(), ()
    if nobody_known(changes, labels):
        return frozenset(), (say("no change is of one of the leads: are their ids the same in both files?"),)
    return known_then(changes, columns, labels), ()


def _of_today(table: FeatureTable, known: Collection[str]) -> list[str]:
    """The columns that are as of now; when a lead came in never changes."""
    sources = [feature.source for feature in table.features]
    return [each.column for each in sources if isinstance(each, Attribute) and each.column not in known]


def _untold(known: Collection[str], of_today: Sequence[str]) -> Iterator[Text]:
    """Where some attributes are as of then, those that are not."""
    if known and of_today:
        yield say(
            "the changes do not tell what was known then of: {columns}. Their values may be those of today.",
            columns=listed(of_today),
        )


def _attributes(columns: pa.Table, changes: Texts | None, without: set[str]) -> Columns:
    """The leads' columns, and attributes that only the changes tell of."""
    read = columns_read(columns, without=without)
    if changes is None or "field" not in changes or "value" not in changes:
        return read  # the engine will say what is missing
    fields, values = changes.columns["field"], changes.columns["value"]
    for name in sorted(set(fields.drop_null().unique().to_pylist()) - {*columns.column_names, *without}):
        more = columns_read(pa.table({name: values.filter(pc.equal(fields, name))}))
        read = Columns(
            features=read.features + more.features,
            left_out=read.left_out + more.left_out,
            notes=read.notes + more.notes,
        )
    return read


def _of_events(sources: Sources, labels: Labels) -> tuple[Feature, ...]:
    if sources.events is None:
        return ()
    return event_features(event_profile(sources), longest=_longest(sources, labels))


def _longest(sources: Sources, labels: Labels) -> int | None:
    """Days from a row's first event to its moment, at most; None where rows have no moments."""
    if labels.moments is None:
        return None
    spans = event_spans(sources.events, sources.event_columns)
    places = pc.index_in(pa.array(labels.lead_ids, pa.string()), spans["lead_id"].combine_chunks())
    first = as_instants(spans["first"].combine_chunks().take(places))
    since = (labels.moments - first)[~np.isnat(first)]
    return int(since.max() / np.timedelta64(1, "D")) + 1 if len(since) else 0


def _read(
    features: tuple[Feature, ...],
    sources: Sources,
    labels: Labels,
    as_of: AsOf,
    memory: str | None,
    progress: Progress | None,
) -> FeatureTable:
    asked = asked_for(features)
    if labels.moments is None:
        found = facts(asked, sources, as_of=as_of, memory=memory, progress=progress)
        places = pc.index_in(pa.array(labels.lead_ids, pa.string()), found["lead_id"].combine_chunks())
        return table_of(features, found.take(places))
    moments = pa.table(
        {
            "lead_id": pa.array(labels.lead_ids, pa.string()),
            "moment": pa.array(labels.moments.astype("datetime64[us]"), pa.timestamp("us")),
        }
    )
    return table_of(features, facts(asked, sources, moments=moments, memory=memory, progress=progress))


def _under_own_names(features: Iterable[Feature]) -> tuple[Feature, ...]:
    """No two features of one name: a column may be called as what is counted of an event."""
    taken: set[str] = set()
    named = []
    for feature in features:
        name = feature.name
        while name in taken:
            name = f"{name} (2)"
        taken.add(name)
        named.append(replace(feature, name=name))
    return tuple(named)


def _reasons(read: Columns) -> Iterator[Text]:
    alike: dict[str, list[str]] = {}
    for column, why in read.left_out:
        alike.setdefault(str(why), []).append(column)
    first = {str(why): why for _, why in reversed(read.left_out)}
    for reason, columns in alike.items():
        yield not_used(first[reason], columns)


def _beyond(features: tuple[Feature, ...]) -> Iterator[Text]:
    if len(features) > MOST_FEATURES:
        yield say("left out, since {most} features are enough: {count}.", most=MOST_FEATURES,
                  count=len(features) - MOST_FEATURES)  # fmt: skip


def _is_outcome(name: str) -> Problem:
    return Problem(
        code="outcome-as-feature",
        subject=name,
        message=say("this column tells the outcome, so nothing can be learned from it."),
        remedy=say("Take it out of --keep."),
    )


def _nothing_left(read: Columns) -> Problem:
    reasons = tuple(say("{column} ({why})", column=column, why=why) for column, why in read.left_out[:20])
    return Problem(
        code="no-features",
        subject="",
        message=say("nothing is left to learn from; left out: {reasons}.", reasons=Joined(reasons, ", "))
        if reasons
        else say("there is nothing to learn from."),
        remedy=say("Give leads with more columns, or their events with --events."),
    )
