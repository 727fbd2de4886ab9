"""What history teaches, for people, in one call each.

Light to import, as the whole program imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from baremo.engine.scoring import AsOf
    from baremo.learn.training import Training
    from baremo.learn.validation import Validation
    from baremo.model.model import ScoringModel
    from baremo.report.analysis_figures import Analysis


def analyze(
    *,
    leads: object,
    outcome: str | None = None,
    won: Sequence[str] = (),
    lost: Sequence[str] = (),
    outcome_at: str | None = None,
    deals: object = None,
    horizon: int | str | None = None,
    time: str | None = None,
    rows_in_order: bool = False,
    events: object = None,
    score_at: str | None = None,
    changes: object = None,
    as_of: AsOf = None,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    known_at: Mapping[str, str] | None = None,
    id_column: str | None = None,
    event_columns: Mapping[str, str] | None = None,
    memory: str | None = None,
) -> Analysis:
    """How many leads with each value of each column became customers, what that is worth, and what knows too much.

    Other parameters are those of `score`.

    Parameters
    ----------
    outcome : str, optional
        The column that says who became a customer: yes or no, won or lost, 1 or 0, or the date; blank is open.
    won, lost : sequence of str
        Values of it that are outcomes, where the usual words are not.
    outcome_at : str, optional
        The column that says when that was decided.
    deals : optional
        Deals with lead_id and a date, in place of an outcome of the leads.
    horizon : int or str, optional
        Days, or such as "12w", within which a lead must be won; those that have not had them are left out.
    time : str, optional
        The column that says when a lead came in, in place of `created_at`.
    rows_in_order : bool
        No column says when, but earlier leads stand first.
    score_at : str, optional
        When a lead is looked at, such as "24h" after it came in, or "monthly".
    keep, drop : sequence of str
        Columns to take as they are, or to leave out, whatever is suspected.
    known_at : mapping of str to str, optional
        From which stage on a column is known: "lead" is in time, any other too late.

    Returns
    -------
    Analysis
        `features`, the most telling first, each with its `rates`; `suspicions`; `as_dict()` for JSON.

    Raises
    ------
    InputError
        Nothing can be told from these rows, or a column is not there.

    Examples
    --------
    >>> import baremo
    >>> leads = [{"lead_id": i, "country": "ES" if i % 3 else "PT", "won": i % 3 > i % 2} for i in range(300)]
    >>> found = baremo.analyze(leads=leads, outcome="won")
    >>> [(rate.group.values, rate.leads, rate.customers, rate.points) for rate in found.features[0].rates]
    [(('es',), 200, 150, 15), (('pt',), 100, 0, -44)]
    """
    from baremo.engine.scoring import Sources
    from baremo.learn.analysis import analysed
    from baremo.learn.outcomes.horizon import days
    from baremo.learn.outcomes.outcome import Outcome

    sources = Sources(leads=leads, events=events, changes=changes, id_column=id_column, event_columns=event_columns)
    ended = {"outcome": outcome, "won": tuple(won), "lost": tuple(lost), "outcome_at": outcome_at, "deals": deals}
    seen = {"horizon": days(horizon), "time": time, "by_rows": rows_in_order, "score_at": score_at, "as_of": as_of}
    asked: dict[str, Any] = {**ended, **seen}
    return analysed(sources, Outcome(**asked), keep=keep, drop=drop, known_at=known_at, memory=memory)


def train(
    *,
    leads: object,
    output: str | PathLike[str] | None = None,
    like: str | PathLike[str] | None = None,
    deals: object = None,
    events: object = None,
    changes: object = None,
    as_of: AsOf = None,
    memory: str | None = None,
    lang: str = "en",
    **plan: Any,
) -> Training:
    """A model learned from history, and how well it does on leads kept apart.

    Parameters
    ----------
    output : path, optional
        A folder, made if need be, for `model.yaml`, `report.html`, `metrics.json` and what belongs to them.
    like : path, optional
        A folder that an earlier training has written: its plan is followed, but for what is said here.
    plan
        The fields of `learn.plan.Plan`: `outcome`, `horizon`, `time`, `score_at`, `kind`, `keep`, `drop`,
        `capacity` and others.

    Returns
    -------
    Training
        Its `figures` are those of `metrics.json`.

    Raises
    ------
    InputError
        Nothing can be learned from these rows, or a column is not there.

    Examples
    --------
    >>> import baremo
    >>> leads = [{"lead_id": i, "country": "ES" if i % 3 else "PT", "won": i % 3 > i % 2} for i in range(300)]
    >>> training = baremo.train(leads=leads, outcome="won", kind="scorecard")
    >>> training.figures.kind, training.figures.judgement.n
    ('scorecard', 90)
    """
    from dataclasses import replace

    from baremo.learn.folder import check_training_folder, write_training
    from baremo.learn.outcomes.horizon import days
    from baremo.learn.plan import Plan, read_plan
    from baremo.learn.training import train as learned

    if output is not None:
        check_training_folder(Path(output))
    horizon = {"horizon": days(plan["horizon"])} if "horizon" in plan else {}
    asked = replace(read_plan(Path(like)) if like else Plan(), **{**plan, **horizon})
    sources = asked.sources(leads=leads, events=events, changes=changes)
    before = None if like is None else Path(like)
    training = learned(sources, asked, deals=deals, as_of=as_of, like=before, memory=memory)
    if output is not None:
        write_training(training, Path(output), lang=lang)
    return training


def validate(
    model: ScoringModel,
    *,
    leads: object,
    previous: ScoringModel | None = None,
    deals: object = None,
    events: object = None,
    accounts: object = None,
    changes: object = None,
    rows_in_order: bool = False,
    capacity: str | None = None,
    as_of: AsOf = None,
    id_column: str | None = None,
    event_columns: Mapping[str, str] | None = None,
    memory: str | None = None,
    progress: Callable[[float], None] | None = None,
    **asked: Any,
) -> Validation:
    """A backtest of any model: each lead is scored as of its own moment, and judged by what became of it.

    Parameters
    ----------
    previous : ScoringModel, optional
        The model's version before, to compare with.
    capacity : str, optional
        How many leads can be called, such as "200/month".
    asked
        `outcome`, `won`, `lost`, `outcome_at`, `horizon`, `time` and `score_at` as in `analyze`.

    Returns
    -------
    Validation
        Its `figures` are those of `metrics.json`; `scores` are those of each row as of its moment.

    Raises
    ------
    InputError
        Nothing can be told from these rows, or a column is not there.

    Examples
    --------
    >>> import baremo
    >>> from baremo.model.reader import read_text
    >>> rule = "spain: {when: {country: ES}, points: 10}"
    >>> model = read_text(f"{{model: small, dimensions: {{fit: {{criteria: {{{rule}}}}}}}}}").model
    >>> leads = [{"lead_id": i, "country": "ES" if i % 3 else "PT", "won": i % 3 > i % 2} for i in range(300)]
    >>> found = baremo.validate(model, leads=leads, outcome="won")
    >>> found.figures.verdict.word, round(found.figures.judgement.auc.value, 2)
    ('ready', 0.83)
    """
    from baremo.engine.scoring import Sources
    from baremo.learn.backtest import backtest
    from baremo.learn.outcomes.horizon import days

    sources = Sources(
        leads=leads,
        events=events,
        accounts=accounts,
        changes=changes,
        id_column=id_column,
        event_columns=event_columns,
    )
    horizon = days(asked.pop("horizon", None))
    options = {"deals": deals, "by_rows": rows_in_order, "as_of": as_of, "horizon": horizon, **asked}
    return backtest(model, sources, options, previous=previous, capacity=capacity, memory=memory, progress=progress)
