"""What the texts say, in every dialect."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
import sqlglot
from sqlglot import exp

import baremo
from baremo.engine.dialects import DIALECTS
from baremo.engine.warehouse.names import renamed
from baremo.errors import InputError
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text
from baremo.model.templates import NAMES, path_of
from tests.engine.small import model

ROOT = Path(__file__).parents[2]
MODELS = {name: path_of(name) for name in NAMES}
MODELS |= {file.parent.name: file for file in sorted((ROOT / "examples").glob("*/model.yaml"))}
WORDS = ["order", "group", "user", "date", "time", "interval", "select", "position", "count", "first", "desc", "end"]
WORDS += ["type", "rank", "language", "key", "index", "case", "Mixed", "with space", "ñ", "a.b", 'quo"te', "back`tick"]
SPAIN = model("spain: {when: {country: ES}, points: 10}")
SEEN = model("seen: {event: page_viewed, where: {path: /pricing}, points: 5}, spain: {when: {country: ES}, points: 1}")


def parsed(text: str, dialect: str) -> exp.Query:
    (query,) = sqlglot.parse(text, dialect=dialect)
    assert isinstance(query, exp.Query)
    return query


def named_by(query: exp.Query) -> list[str]:
    return [str(column).lower() for column in query.named_selects]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", MODELS)
def test_every_text_parses_back(name: str, dialect: str, caplog: pytest.LogCaptureFixture) -> None:
    scoring = baremo.load(MODELS[name])
    scores = parsed(baremo.sql(scoring, dialect=dialect, event_columns={"id": "event_id"}), dialect)

    assert named_by(scores)[:3] == [scoring.key, "score", "points"]
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_ledger_parses_back(dialect: str, caplog: pytest.LogCaptureFixture) -> None:
    given: dict[str, Any] = {"changes": "changes", "adjustments": "crm.adjustments", "as_of": "2026-11-01"}
    ledger = parsed(baremo.sql(baremo.load(MODELS["b2b"]), dialect=dialect, ledger=True, **given), dialect)

    assert named_by(ledger)[:4] == ["lead_id", "dimension", "criterion", "points"]
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_columns_may_be_named_like_words_of_sql(dialect: str) -> None:
    fields = ", ".join(f"c{place}: {{when: {{{word!r}: ES}}, points: 1}}" for place, word in enumerate(WORDS))
    events = ", ".join(
        f"e{place}: {{event: x, where: {{{word!r}: ES}}, points: 1}}" for place, word in enumerate(WORDS)
    )

    parsed(baremo.sql(model(f"{fields}, {events}"), dialect=dialect, as_of="2026-11-01"), dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_name_is_longer_or_stranger_than_the_engine_takes(dialect: str) -> None:
    long = "a-criterion-whose-name-is-as-long-as-anybody-may-write-it"
    scoring = model(f"{long}: {{event: x, per_day: 1, points: 1}}, {long}-2: {{event: x, per_day: 2, points: 1}}")
    says = DIALECTS[dialect]()
    query = parsed(baremo.sql(scoring, dialect=dialect, as_of="2026-11-01"), dialect)
    names = {identifier.name for identifier in query.find_all(exp.Identifier)}

    assert max(len(name.encode()) for name in names) <= (says.longest_name or 100)
    assert says.dots_in_names or not [name for name in names if re.search(r"[^\w-]", name)]
    parts = [part.alias_or_name for part in query.find_all(exp.CTE)]
    assert len(set(parts)) == len(parts)


def test_no_two_names_become_one() -> None:
    short = type("Short", (DIALECTS["duckdb"],), {"longest_name": 20, "dots_in_names": False})()
    names = ["a.b", "a_b", "a-b", "a b", "A.b", "(sum)", "sum", ".", "1.x", "x" * 20, "x" * 21, "x" * 22, "é" * 12]
    found = renamed(names, short)

    assert len({new.lower() for new in found.values()}) == len(names)
    assert all(len(new.encode()) <= 20 and not set(new) & set(".() ") for new in found.values())
    assert {name: new for name, new in found.items() if name == new} == {
        name: name for name in ("a_b", "a-b", "sum", "x" * 20)
    }


def test_a_text_says_what_it_computes_and_how_it_takes_each_column() -> None:
    scoring = read_text(
        "{model: m, title: Leads, timezone: Europe/Madrid, dimensions: {d: {criteria: {"
        "a: {when: {employees: {at_least: 5}, signed: {newer_than: 3d}}, points: 1},"
        "b: {event: bought, measure: {sum: amount}, where: {'utm.source': ads}, points: 1},"
        "c: {event: '*', inactive_for: 9d, points: -1}}}}}"
    ).model
    assert scoring is not None
    text = baremo.sql(
        scoring,
        dialect="postgres",
        leads="crm.leads",
        id_column="id",
        event_columns={"time": "at", "properties": "payload"},
        types={"employees": "whole", "event.amount": "number", "created_at": "absent"},
        as_of="2026-11-01",
    )

    assert text.split("*/")[0].splitlines() == [
        "/*",
        f"  Scores of the model Leads ({baremo_version(scoring)}), in the SQL of postgres.",
        "  As of 2026-11-01T22:59:59.999999Z; days begin in Europe/Madrid.",
        "",
        "  Columns are taken as follows. Where one is of another kind, tell it with --types, such as employees=number",
        "    or event.amount=number, and write this text anew; the kinds are text, number, whole, boolean, date,",
        "    instant, timestamp, text[], absent.",
        "  - leads from crm.leads: lead_id text, from id; employees whole; signed date; created_at absent",
        "  - events from events: lead_id text; event text; timestamp instant, from at; event.utm.source text, in the",
        "    JSON of payload; event.amount number",
        "  No event is taken to stand twice; where one may, name the column of ids: --event-columns id=event_id.",
    ]


def baremo_version(scoring: ScoringModel) -> str:
    from baremo.model.fingerprint import version

    return version(scoring)


def test_each_part_is_headed_by_what_it_computes() -> None:
    text = baremo.sql(model("pages: {event: seen, per_day: 1, points: 2}"), dialect="trino", as_of="2026-11-01")

    assert "/* pages: units per lead */ AS (" in text


def test_a_title_cannot_end_the_comment() -> None:
    title = "*/ DROP TABLE leads; /* x */ -- ' \\n \" `"
    scoring = read_text(
        f"{{model: m, title: {json.dumps(title)}, dimensions: {{d: {{criteria: {{a: {{event: x, points: 1}}}}}}}}}}"
    )
    assert scoring.model is not None
    for dialect in DIALECTS:
        text = baremo.sql(scoring.model, dialect=dialect, as_of="2026-11-01")
        head, _, rest = text.partition("*/")

        assert rest.startswith("\nWITH ")
        assert not set(head) & set("'\"`")
        assert "DROP" not in rest
        parsed(text, dialect)


def test_expressions_of_a_template_are_passed_on_and_nothing_else_looks_like_one() -> None:
    scoring = model("a: {event: '{{ x }}', points: 1}, b: {when: {country: '{% y %}'}, points: 1}")
    leads, moment = "{{ ref('leads') }}", "{{ var('as_of') }}"
    text = baremo.sql(scoring, dialect="snowflake", leads=leads, events="{{ target.schema }}.events", as_of=moment)

    assert f"FROM {leads}\n" in text
    assert f"leads from {leads}: lead_id text; country text" in text
    assert "FROM {{ target.schema }}.events\n" in text
    assert f"As of {moment}; days" in text
    assert "'{{ '{' }}{ x }}'" in text
    assert "'{{ '{' }}% y %}'" in text
    assert "baremo_template" not in text


def test_a_template_may_stand_inside_the_expression_of_the_moment() -> None:
    text = baremo.sql(SPAIN, dialect="spark", as_of="CAST('{{ ds }}' AS TIMESTAMP)")

    assert "CAST('{{ ds }}' AS TIMESTAMP)" in text


@pytest.mark.parametrize(
    "given",
    [
        "(SELECT max(at) FROM events)",
        "now(), 1",
        "now(); DROP TABLE leads",
        "now() AS x",
        "max(1)",
        "a_column",
        "*",
        "DROP TABLE leads",
        "'",
        "",
        "now() -- and more",
        ";",
    ],
)
def test_the_moment_is_one_expression_that_stands_alone(given: str) -> None:
    if given.endswith("more"):
        assert "and more" not in baremo.sql(SPAIN, dialect="postgres", as_of=given).split("*/", 1)[1]
        return
    with pytest.raises(InputError) as refused:
        baremo.sql(SPAIN, dialect="postgres", as_of=given)

    assert str(refused.value) == (
        f"bad-as-of as_of: {given!r} is neither a date or instant nor one expression of the engine. "
        "Write a date such as 2026-11-01, an instant such as 2026-11-01T09:30:00Z, "
        "or an expression that names no table and no column, such as CURRENT_TIMESTAMP."
    )


@pytest.mark.parametrize(
    "name",
    ["leads; DROP TABLE x", "(SELECT 1)", "leads x", "a.b.c.d", "", "f(1)", "{{ a */ b }}", "leads,events"],
)
def test_a_table_is_named_and_nothing_more(name: str) -> None:
    with pytest.raises(InputError) as refused:
        baremo.sql(SPAIN, dialect="postgres", leads=name)

    assert str(refused.value) == (
        f"bad-table leads: {name!r} is no name of a table. "
        "Write it as in the engine, such as crm.leads, or as a template's expression."
    )


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InputError) as refused:
        baremo.sql(
            SEEN,
            dialect="duckdb",
            events="1",
            as_of="x y",
            types={"contry": "text", "country": "txt", "event.timestamp": "number", "lead_id": "text"},
            event_columns={"when": "at"},
        )

    assert str(refused.value).splitlines() == [
        "unknown-key event_columns: there is no column 'when'. Use lead, event, time, id, properties.",
        "unknown-column types: the model reads no column 'contry'; did you mean country? "
        "Tell the kinds of these columns alone: country, event.timestamp, event.path.",
        "bad-kind types: 'txt' is no kind of column, for country. "
        "Use text, number, whole, boolean, date, instant, timestamp, text[], absent.",
        "bad-kind types: event.timestamp cannot be of the kind number. Use instant, timestamp, date, text.",
        "unknown-column types: the model reads no column 'lead_id'. "
        "Tell the kinds of these columns alone: country, event.timestamp, event.path.",
        "bad-table events: '1' is no name of a table. "
        "Write it as in the engine, such as crm.leads, or as a template's expression.",
        "bad-as-of as_of: 'x y' is neither a date or instant nor one expression of the engine. "
        "Write a date such as 2026-11-01, an instant such as 2026-11-01T09:30:00Z, "
        "or an expression that names no table and no column, such as CURRENT_TIMESTAMP.",
    ]


def test_a_dialect_that_is_none_is_told_with_the_near_one() -> None:
    with pytest.raises(InputError) as refused:
        baremo.sql(SPAIN, dialect="Snowflakes")

    assert str(refused.value) == (
        f"unknown-dialect dialect: there is no dialect 'Snowflakes'; did you mean snowflake? Use {', '.join(DIALECTS)}."
    )


def test_a_predictor_is_no_matter_of_sql() -> None:
    with pytest.raises(InputError) as refused:
        baremo.sql(model("likely: {predictor: b2b.predictor, points: 40}"), dialect="duckdb")

    assert str(refused.value) == (
        "predicted-in-sql criteria.likely: a query in SQL cannot run the predictor b2b.predictor. "
        "Score with `baremo score` and write the scores to the warehouse, or take the criterion out."
    )


def test_a_model_that_counts_no_events_needs_no_table_of_them() -> None:
    assert "FROM events" not in baremo.sql(SPAIN, dialect="duckdb")
    assert "FROM events" in baremo.sql(SEEN, dialect="duckdb")
    assert "FROM clicks" in baremo.sql(SPAIN, dialect="duckdb", events="clicks")
