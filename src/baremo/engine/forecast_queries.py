"""What a forecast asks of all leads: each day's places beside those of now, and who left first when."""

from __future__ import annotations

from collections.abc import Sequence

from baremo.engine.expressions import Expr, col
from baremo.engine.inputs.sql import Name, Sql, listed, sql
from baremo.engine.points_kept import TABLE, PointsKept, Taken
from baremo.engine.preview_queries import number_of, places
from baremo.engine.scoring import Scoring
from baremo.engine.texts import statement
from baremo.model.model import ScoringModel

DAY, LEFT = Name("baremo_day"), Name("baremo_left")
NOW, THEN = "now ", "then "  # in front of `band` and `stage` in DAY
COLUMNS = {"band": "band", "stage": "eligible_stage"}  # of the outcome


def names_of(model: ScoringModel) -> dict[str, Sequence[str]]:
    """Of bands and stages those that the model has, highest first."""
    found = places(model)
    return {what: found[column] for what, column in COLUMNS.items() if found[column]}


def day(points: PointsKept, running: Scoring, taken: Taken) -> Sql:
    """Every lead's places at the day of `running`, and those kept."""
    model = running.model
    columns: dict[str, Expr] = {model.key: col(model.key), "score": col("score")}
    for what, names in names_of(model).items():
        columns[NOW + what] = number_of(col(points.prefix + COLUMNS[what]), names)
        columns[THEN + what] = number_of(col(COLUMNS[what]), names)
    text = statement(points.outcome(running, taken, columns)).text
    return sql("CREATE OR REPLACE TEMP TABLE {day} AS {text}", day=DAY, text=Sql(text))


def counted(what: str) -> Sql:
    """How many leads are in each place, by its number."""
    return sql("SELECT {place}, count(*) FROM {day} GROUP BY 1", place=Name(THEN + what), day=DAY)


def nobody_left(key: str) -> Sql:
    return sql(
        "CREATE OR REPLACE TEMP TABLE {left} AS"
        " SELECT {key}, 0 AS day, '' AS what, 0 AS now, 0 AS then_, 0.0::DOUBLE AS score FROM {t} LIMIT 0",
        left=LEFT,
        key=Name(key),
        t=Name(TABLE),
    )


def leave(key: str, number: int, what: str) -> Sql:
    """Adds those who for the first time are elsewhere, with the number of the day since 1970."""
    return sql(
        "INSERT INTO {left} SELECT {key}, {number}, {what}, {now}, {then}, score FROM {day} WHERE {now} <> {then}"
        " AND {key} NOT IN (SELECT {key} FROM {left} WHERE what = {what})",
        left=LEFT,
        key=Name(key),
        number=number,
        what=what,
        now=Name(NOW + what),
        then=Name(THEN + what),
        day=DAY,
    )


def ways(number: int) -> Sql:
    """How many leave on a day, from where to where; the highest first, bands before stages."""
    return sql(
        "SELECT what, now, then_, count(*) FROM {left} WHERE day = {n} GROUP BY ALL ORDER BY ALL", left=LEFT, n=number
    )


def changes(key: str, model: ScoringModel) -> Sql:
    """A row for each who left, as a forecast tells it."""
    said = {"from": "now", "to": "then_"}
    return sql(
        "SELECT CAST({key} AS VARCHAR) AS {key}, DATE '1970-01-01' + day AS day, what, {places}, score FROM {left}"
        " ORDER BY day, score DESC, 1, what",
        key=Name(key),
        places=listed(
            sql("CASE {branches} END AS {name}", branches=_branches(model, column), name=Name(name))
            for name, column in said.items()
        ),
        left=LEFT,
    )


def _branches(model: ScoringModel, column: str) -> Sql:
    """The names of places; none has the number after theirs."""
    found = [
        sql("WHEN what = {what} AND {column} = {no} THEN {name}", what=what, column=Name(column), no=no, name=name)
        for what, names in names_of(model).items()
        for no, name in enumerate(names)
    ]
    return Sql(" ".join(found or [sql("WHEN false THEN ''")]))
