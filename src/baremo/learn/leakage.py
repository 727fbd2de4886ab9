"""The leakage guard: columns that know more than could be known when leads are scored are told, and left out.

A model that learns from them looks excellent in its report and is useless on new leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import cast

import numpy as np

from baremo.errors import InputError, Problem
from baremo.learn.feature import Attribute, Feature, FeatureTable, Flags, Rows
from baremo.learn.guard.evidence import Evidence, Past
from baremo.learn.guard.power import halves
from baremo.learn.guard.signs import reasons
from baremo.learn.history import History
from baremo.learn.splits import Split, ordered
from baremo.report.analysis_figures import Reason, Suspicion
from baremo.texts import Text, say

__all__ = ["Reason", "Suspicion", "guard", "without_leaks"]

AT_SCORING = ("lead", "created", "scoring")  # stages at which a column is known in time
WEIGHED = frozenset({"calendar", "fades"})  # no leakage, but nothing to trust for long


def guard(
    history: History,
    split: Split,
    *,
    outcome_column: str | None = None,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    known_at: Mapping[str, str] | None = None,
) -> tuple[Suspicion, ...]:
    """Which columns may tell of the outcome, why, and which of them are left out.

    Only rows that a model is trained on decide what is left out.

    Parameters
    ----------
    history : History
        Rows, their features and outcomes.
    split : Split
        Which rows are trained on.
    outcome_column : str, optional
        The column that says who became a customer; it is no feature, whatever is asked for.
    keep, drop : sequence of str
        Columns (or events, or features) to learn from, or not, whatever the guard thinks.
    known_at : mapping of str to str, optional
        The stage at which a column becomes known: "lead" (or "created", "scoring") in time, any other too late.

    Returns
    -------
    tuple of Suspicion
        One for each column with a sign of leakage, those left out first, in the order of the columns.

    Raises
    ------
    InputError
        A column is named that is not there.
    """
    orders = _Orders(outcome=outcome_column, keep=frozenset(keep), drop=frozenset(drop), known_at=dict(known_at or {}))
    _check_names(history, {"--keep": orders.keep, "--drop": orders.drop, "--known-at": orders.known_at})
    past = _past(history, split)
    found: dict[str, Suspicion] = {}
    for feature in history.features.features:
        signs = reasons(Evidence(feature=feature, past=past))
        suspicion = orders.judge(feature, signs)
        if suspicion is not None:
            found[suspicion.column] = _merged(found.get(suspicion.column), suspicion)
    return tuple(sorted(found.values(), key=lambda each: not each.excluded))


def without_leaks(table: FeatureTable, suspicions: Iterable[Suspicion]) -> FeatureTable:
    """The features of columns that are not left out."""
    left_out = {suspicion.column for suspicion in suspicions if suspicion.excluded}
    return table.of(feature.name for feature in table.features if column_of(feature) not in left_out)


def column_of(feature: Feature) -> str:
    """The column that a feature is read from; what is counted of events has the feature's own name."""
    return feature.source.column if isinstance(feature.source, Attribute) else feature.name


@dataclass(frozen=True, kw_only=True, slots=True)
class _Orders:
    """What a person says of columns, which weighs more than any sign."""

    outcome: str | None
    keep: frozenset[str]
    drop: frozenset[str]
    known_at: Mapping[str, str]

    def judge(self, feature: Feature, signs: tuple[Reason, ...]) -> Suspicion | None:
        """What becomes of a feature; None where there is nothing to tell."""
        names = _names(feature)
        told, verdict, excluded = self._said(names)
        if told is not None:
            signs = (told, *signs)
        if not signs:
            return None
        if verdict is None:
            excluded = any(sign.enough for sign in signs)
            verdict = _verdict(signs, excluded)
        return Suspicion(column=column_of(feature), reasons=signs, excluded=excluded, verdict=verdict)

    def _said(self, names: frozenset[str]) -> tuple[Reason | None, Text | None, bool]:
        """A reason of its own, and a verdict that stands whatever the signs are."""
        stage = next((self.known_at[name] for name in sorted(names) if name in self.known_at), None)
        in_time = stage is not None and stage.strip().lower() in AT_SCORING
        if self.outcome in names:
            return Reason(code="outcome", why=say("It is the outcome itself."), enough=True), say("Left out."), True
        if names & self.drop:
            return Reason(code="dropped", why=say("You asked to leave it out."), enough=True), say("Left out."), True
        if names & self.keep:
            return None, say("Kept, as you asked."), False
        if in_time:
            return None, say("Kept: you say that it is known when leads are scored."), False
        if stage is not None:
            told = say("It becomes known at the stage {stage}, after leads are scored.", stage=repr(stage[:60]))
            return Reason(code="later-stage", why=told, enough=True), say("Left out."), True
        return None, None, False


def _verdict(signs: Sequence[Reason], excluded: bool) -> Text:
    if excluded:
        return say("Left out.")
    if all(sign.code in WEIGHED for sign in signs):
        return say("Kept: it may well have been known, but new leads need not follow it.")
    return say("Kept: that is too little to leave it out.")


def _merged(before: Suspicion | None, found: Suspicion) -> Suspicion:
    """Two features of one column share its fate."""
    if before is None:
        return found
    codes = {reason.code for reason in before.reasons}
    reasons_ = (*before.reasons, *(reason for reason in found.reasons if reason.code not in codes))
    heavier = found if found.excluded and not before.excluded else before
    return replace(heavier, reasons=tuple(sorted(reasons_, key=lambda reason: not reason.enough)))


def _past(history: History, split: Split) -> Past:
    labels = history.labels
    _, first = np.unique(labels.lead_ids.astype(str), return_index=True)
    return Past(
        table=history.features,
        outcome=labels.outcome,
        half=halves(labels.lead_ids),
        train=split.train,
        later=split.test if split.kind == "time" else None,
        in_time=None if labels.order is None else ordered(labels, _numbers(split.train)),
        first=first,
        as_of_moment=labels.moments is not None,
        of_today=history.attributes_of_today or labels.moments is None,
        known_then=history.known_then,
    )


def _numbers(rows: Rows | Flags) -> Rows:
    return np.flatnonzero(rows) if rows.dtype == np.bool_ else np.asarray(rows, dtype=np.intp)


def _names(feature: Feature) -> frozenset[str]:
    """What a person may call a feature: itself, its column, its event."""
    if isinstance(feature.source, Attribute):
        return frozenset({feature.name, feature.source.column})
    event = feature.source.criterion.get("event", ())
    return frozenset({feature.name, *((event,) if isinstance(event, str) else cast("Iterable[str]", event))})


def _check_names(history: History, given: Mapping[str, Iterable[str]]) -> None:
    known = set(history.columns.column_names).union(*map(_names, history.features.features))
    problems = [
        _no_column(option, name, known)
        for option, names in given.items()
        for name in sorted(names)
        if name not in known
    ]
    both = sorted(set(given["--keep"]) & set(given["--drop"]))
    if both:
        problems.append(
            Problem(
                code="keep-and-drop",
                subject=both[0],
                message=say("this column is to be kept and to be left out."),
                remedy=say("Say one of --keep and --drop."),
            )
        )
    if problems:
        raise InputError(problems)


def _no_column(option: str, name: str, known: set[str]) -> Problem:
    folded = {each.lower(): each for each in known}
    near = get_close_matches(name.lower(), folded, n=1)
    return Problem(
        code="no-column",
        subject=option,
        message=say("there is no column {column}.", column=repr(name[:60])),
        remedy=say("Did you mean {near}?", near=repr(folded[near[0]]))
        if near
        else say("There are: {there}.", there=", ".join(sorted(known)[:20])),
    )
