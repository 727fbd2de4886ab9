"""What a change of the model would do, and what the coming days will: for people, in one call each.

Light to import, as the whole program imports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

    from baremo.engine.forecast import Forecast
    from baremo.engine.preview import Preview
    from baremo.engine.scoring import AsOf
    from baremo.model.model import ScoringModel


def preview(
    old: ScoringModel,
    new: ScoringModel,
    *,
    leads: object,
    events: object = None,
    accounts: object = None,
    changes: object = None,
    adjustments: object = None,
    as_of: AsOf = None,
    outcome: str | None = None,
    movers: int = 10,
    state: str | PathLike[str] | None = None,
    id_column: str | None = None,
    event_columns: Mapping[str, str] | None = None,
    unique_events: bool = False,
    engine: duckdb.DuckDBPyConnection | None = None,
    memory: str | None = None,
) -> Preview:
    """What would become of all leads under a new model: scores, bands, stages, who moves most, and why.

    Other parameters are those of `score`.

    Parameters
    ----------
    old, new : ScoringModel
        Both score leads, or both accounts.
    outcome : str, optional
        The leads' (in account models the accounts') column that says whether they converted: yes or no, true
        or false, 1 or 0, won or lost; blank where that is open.
    movers : int
        How many leads are told one by one, of those that rise and of those that fall most.
    state : path, optional
        A folder that `baremo score --state` keeps: its counts serve in place of events, and stay as they are.
        The moment is then that of its last scoring unless given.

    Returns
    -------
    Preview
        `raised`, `lowered`, `bars`, `bands`, `stages`, `criteria`, `up` and `down`; `as_dict()` for JSON.

    Raises
    ------
    InputError
        The data do not fit the models, or the outcome says nothing.

    Examples
    --------
    >>> import baremo
    >>> from baremo.model.reader import read_text
    >>> spain, bands = "{spain: {when: {country: ES}, points: 5}}", "{hot: 8, cold: 0}"
    >>> text = f"{{model: m, bands: {bands}, dimensions: {{fit: {{criteria: {spain}}}}}}}"
    >>> old, new = (read_text(each).model for each in (text, text.replace("points: 5", "points: 9")))
    >>> found = baremo.preview(old, new, leads=[{"lead_id": "ana", "country": "ES"}], as_of="2026-11-01")
    >>> found.bands.leads
    ((0, 0), (1, 0))
    >>> [(cause.criterion, cause.before, cause.after) for cause in found.up[0].why]
    [('spain', 5.0, 9.0)]
    """
    from baremo.engine.previewing import previewing
    from baremo.engine.scoring import Sources

    sources = Sources(
        leads=leads,
        events=events,
        accounts=accounts,
        changes=changes,
        adjustments=adjustments,
        id_column=id_column,
        event_columns=event_columns,
        unique_events=unique_events,
    )
    folder = None if state is None else Path(state)
    options: dict[str, Any] = {"as_of": as_of, "outcome": outcome, "engine": engine, "memory": memory}
    with previewing(old, sources, new=[new], state=folder, **options) as ready:
        return ready.of(new, movers=movers)


def forecast(
    model: ScoringModel,
    *,
    leads: object,
    days: int = 14,
    events: object = None,
    accounts: object = None,
    changes: object = None,
    adjustments: object = None,
    as_of: AsOf = None,
    state: str | PathLike[str] | None = None,
    id_column: str | None = None,
    event_columns: Mapping[str, str] | None = None,
    unique_events: bool = False,
    engine: duckdb.DuckDBPyConnection | None = None,
    memory: str | None = None,
) -> Forecast:
    """Who leaves which band or stage on which of the coming days, should nothing more happen.

    Other parameters are those of `score`, `state` is that of `preview`.

    Parameters
    ----------
    days : int
        1 to 366.

    Returns
    -------
    Forecast
        `days`, each with how many leads are in each band and stage at its end and how many leave; `changes`, an
        Arrow table with a row for each who leaves; `leaving("MQL")` has those of one stage.

    Raises
    ------
    InputError
        The data do not fit the model, or so many days cannot be looked ahead.

    Examples
    --------
    >>> import baremo
    >>> from baremo.model.reader import read_text
    >>> visit = "{visit: {event: page_viewed, within: 3d, points: 5}}"
    >>> stages = "[{name: MQL, when: {score: {at_least: 5}}}]"
    >>> model = read_text(f"{{model: m, stages: {stages}, dimensions: {{interest: {{criteria: {visit}}}}}}}").model
    >>> visits = [{"lead_id": "ana", "event": "page_viewed", "timestamp": "2026-10-30T10:00:00Z"}]
    >>> found = baremo.forecast(model, leads=[{"lead_id": "ana"}], events=visits, as_of="2026-10-31", days=7)
    >>> found.leaving("MQL").select(["lead_id", "day"]).to_pylist()
    [{'lead_id': 'ana', 'day': datetime.date(2026, 11, 2)}]
    """
    from baremo.engine.forecast import forecast_all
    from baremo.engine.increment.at_hand import kept_until
    from baremo.engine.scoring import Sources, scoring

    sources = Sources(
        leads=leads,
        events=events,
        accounts=accounts,
        changes=changes,
        adjustments=adjustments,
        id_column=id_column,
        event_columns=event_columns,
        unique_events=unique_events,
    )
    folder = None if state is None else Path(state)
    at = kept_until(folder) if folder is not None and as_of is None else as_of
    with scoring(model, sources, as_of=at, state=folder, commit=False, engine=engine, memory=memory) as running:
        return forecast_all(running, days)
