"""What history teaches, for people, in one call each.

Light to import, as the whole program imports it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from baremo.engine.scoring import AsOf
    from baremo.report.analysis_figures import Analysis


def analyze(
    *,
    leads: object,
    outcome: str | None = None,
    won: Sequence[str] = (),
    lost: Sequence[str] = (),
    outcome_at: str | None = None,
    deals: object = None,
    horizon: int | None = None,
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
    horizon : int, optional
        Days within which a lead must be won; those that have not had them are left out.
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
    from baremo.learn.outcome import Outcome

    sources = Sources(leads=leads, events=events, changes=changes, id_column=id_column, event_columns=event_columns)
    ended = {"outcome": outcome, "won": tuple(won), "lost": tuple(lost), "outcome_at": outcome_at, "deals": deals}
    seen = {"horizon": horizon, "time": time, "by_rows": rows_in_order, "score_at": score_at, "as_of": as_of}
    asked: dict[str, Any] = {**ended, **seen}
    return analysed(sources, Outcome(**asked), keep=keep, drop=drop, known_at=known_at, memory=memory)
