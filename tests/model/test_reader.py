"""A model file becomes a model: the whole of it, or every problem at once."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from baremo.errors import ModelError
from baremo.model import reader
from baremo.model.checks import check
from baremo.model.conditions import AllOf, AllTests, AnyOf, Compare, Condition, Equals, FieldTest, NotTest, Search
from baremo.model.criteria import (
    Answer,
    Attribute,
    Case,
    Cases,
    Criterion,
    Distinct,
    EventNames,
    Events,
    Inactivity,
    Level,
    Question,
    RatioTo,
    Recency,
    Rule,
    Selection,
    Sum,
)
from baremo.model.decay import HalfLife, Linear, Step
from baremo.model.model import Scale, ScoringModel
from baremo.model.outcome import Band, DisqualifyingEvents, GradePart, Stage
from baremo.model.reader import load, read, read_text
from tests.model.whole import WHOLE

TEMPLATES = sorted((Path(reader.__file__).parent / "templates").glob("*.yaml"))
SMALL = "model: m\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 5}, n: {when: {b: 1}, points: -1}}}}\n"


def model(text: str) -> ScoringModel:
    reading = read_text(text)
    assert reading.problems == ()
    assert reading.model is not None
    return reading.model


WHOLE_MODEL = model(WHOLE)
CRITERIA: dict[str, Criterion] = {criterion.name: criterion for _, criterion in WHOLE_MODEL.criteria()}


def rule(body: str, *, top: str = "") -> Rule:
    read = model(f"{top}model: m\ndimensions: {{fit: {{criteria: {{c: {{{body}}}}}}}}}")
    return read.dimensions[0].criteria[0].rule


def condition(text: str) -> Condition:
    read = rule(f"when: {text}, points: 1")
    assert isinstance(read, Attribute)
    return read.when


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_reads_and_nothing_is_found_in_it(path: Path) -> None:
    assert check(read(path)) == ()


def test_nothing_is_found_in_the_whole_model() -> None:
    assert check(read_text(WHOLE)) == ()


def test_the_head_of_the_whole_model_is_read() -> None:
    assert WHOLE_MODEL.name == "b2b-saas"
    assert WHOLE_MODEL.title == {"en": "B2B SaaS leads", "es": "Leads B2B SaaS"}
    assert WHOLE_MODEL.timezone == "Europe/Madrid"
    assert WHOLE_MODEL.scale == Scale(min=0, max=100)
    assert [(each.name, each.max, len(each.criteria)) for each in WHOLE_MODEL.dimensions] == [
        ("fit", 50, 6),
        ("engagement", 50, 9),
    ]


def test_an_event_criterion_is_read_with_all_its_keys() -> None:
    assert CRITERIA["pricing-page"] == Criterion(
        name="pricing-page",
        category="behavioural",
        cap=20,
        rule=Events(
            of=Selection(
                event=EventNames(names=("page_viewed",)),
                where=FieldTest(field="path", test=Search(how="starts_with", texts=("/pricing",))),
                within=90,
            ),
            per_day=2,
            points=5,
            decay=HalfLife(days=14),
        ),
    )


def test_cases_keep_their_order() -> None:
    cases = CRITERIA["company-size"].rule
    assert isinstance(cases, Cases)
    assert [case.points for case in cases.cases] == [15, 12, 8]
    assert cases.cases[0] == Case(
        when=FieldTest(field="employees", test=Compare(how="at_least", bound=1000.0)), points=15
    )


def test_a_question_reads_the_attribute_of_its_own_name() -> None:
    question = CRITERIA["budget"].rule
    assert isinstance(question, Question)
    assert question.attribute == "budget"
    assert question.question == {"en": "Is there a budget?", "es": "¿Hay presupuesto?"}
    assert question.answers[0] == Answer(value="approved", points=10, title={"en": "Approved", "es": "Aprobado"})


def test_measures_are_told_apart() -> None:
    measures = {name: rule.measure for name, each in CRITERIA.items() if isinstance(rule := each.rule, Events)}
    assert measures["whitepapers"] == Distinct(property="asset_id")
    assert measures["newsletter-reader"] == RatioTo(event="email_delivered")
    assert measures["spend"] == Sum(property="amount")


def test_recency_keeps_its_window_as_within() -> None:
    assert CRITERIA["hot-this-week"].rule == Recency(
        of=Selection(
            event=EventNames(names=("email_unsubscribed", "email_bounced", "email_delivered"), excluded=True),
            within=7,
        ),
        points=5,
    )


def test_a_star_means_any_event() -> None:
    assert CRITERIA["went-quiet"].rule == Inactivity(
        of=Selection(event=EventNames(excluded=True)), inactive_for=60, every=30, points=-5
    )


def test_levels_stand_in_place_of_points() -> None:
    webinars = CRITERIA["webinars"].rule
    assert isinstance(webinars, Events)
    assert webinars.points is None
    assert webinars.levels == (Level(at_least=1, points=8), Level(at_least=3, points=20))


def test_disqualifiers_keep_the_order_of_the_file() -> None:
    assert [each.name for each in WHOLE_MODEL.disqualify] == ["competitor", "student", "job-seeker"]
    assert WHOLE_MODEL.disqualify[2].rule == DisqualifyingEvents(
        of=Selection(
            event=EventNames(names=("form_submitted",)),
            where=FieldTest(field="form", test=Equals(values=("careers",))),
            within=365,
        )
    )


def test_below_the_last_grade_comes_the_next_letter_or_number() -> None:
    assert WHOLE_MODEL.grade is not None
    assert WHOLE_MODEL.grade.letter == GradePart(of="fit", at_least=(("A", 35.0), ("B", 25.0), ("C", 12.0)), below="D")
    assert WHOLE_MODEL.grade.number == GradePart(
        of="engagement", at_least=(("1", 35.0), ("2", 22.0), ("3", 8.0)), below="4"
    )


def test_bands_stand_highest_first_however_they_are_written() -> None:
    bands = model(SMALL + "bands: {low: 0, high: {from: 50, title: High}}").bands
    assert bands == (Band(name="high", start=50, title={"en": "High"}), Band(name="low", start=0))


def test_stages_are_read_lowest_first() -> None:
    mql = WHOLE_MODEL.stages[1]
    assert mql == Stage(
        name="MQL",
        hold=7,
        when=AnyOf(
            conditions=(
                AllOf(
                    conditions=(
                        FieldTest(field="score", test=Compare(how="at_least", bound=50.0)),
                        FieldTest(field="fit", test=Compare(how="at_least", bound=20.0)),
                    )
                ),
                FieldTest(field="criteria.demo-request", test=Compare(how="above", bound=0.0)),
            )
        ),
    )


def test_norway_is_no_falsehood_and_a_bare_number_no_text() -> None:
    assert condition("{country: [NO, on, yes, 5, true, '5']}") == FieldTest(
        field="country", test=Equals(values=("NO", "on", "yes", 5.0, True, "5"))
    )


def test_keys_are_text_whatever_they_look_like() -> None:
    bands = model(SMALL + "bands: {3: 50, NO: 0}").bands
    assert [band.name for band in bands] == ["3", "NO"]


def test_fields_named_like_a_combination_are_written_with_a_prefix() -> None:
    one = Equals(values=(1.0,))
    assert condition("{field.any: 1}") == FieldTest(field="any", test=one)
    assert condition("{field.field.any: 1}") == FieldTest(field="field.any", test=one)
    assert condition("{field.other: 1}") == FieldTest(field="field.other", test=one)


def test_bounds_are_numbers_days_or_instants() -> None:
    assert condition("{d: {at_least: 2026-11-30, below: 2026-12-01T10:00:00+02:00}}") == FieldTest(
        field="d",
        test=AllTests(
            tests=(
                Compare(how="at_least", bound=date(2026, 11, 30)),
                Compare(how="below", bound=datetime(2026, 12, 1, 8, tzinfo=UTC)),
            )
        ),
    )


def test_an_instant_without_a_zone_is_utc() -> None:
    assert condition("{d: {above: 2026-12-01 10:00}}") == FieldTest(
        field="d", test=Compare(how="above", bound=datetime(2026, 12, 1, 10, tzinfo=UTC))
    )


def test_a_test_can_be_turned_about() -> None:
    assert condition("{country: {not: [ES, PT]}}") == FieldTest(
        field="country", test=NotTest(test=Equals(values=("ES", "PT")))
    )


@pytest.mark.parametrize(
    ("decay", "meant"),
    [
        ("{half_life: 2w}", HalfLife(days=14)),
        ("{linear: 365d}", Linear(days=365)),
        ("{step: 25%, every: 30d}", Step(share=0.25, every=30)),
        ("{step: 0.25, every: 30d, compound: true}", Step(share=0.25, every=30, compound=True)),
    ],
)
def test_decays_are_told_apart(decay: str, meant: object) -> None:
    read = rule(f"event: x, points: 1, decay: {decay}")
    assert isinstance(read, Events)
    assert read.decay == meant


def test_json_is_read_as_yaml_is() -> None:
    spec = {"model": "m", "dimensions": {"fit": {"criteria": {"c": {"when": {"a": "É😀"}, "points": 5}}}}}
    for text in (json.dumps(spec), json.dumps(spec, indent="\t", ensure_ascii=False)):
        assert model(text).dimensions[0].criteria[0].rule == Attribute(
            when=FieldTest(field="a", test=Equals(values=("É😀",))), points=5
        )


def test_every_key_keeps_its_place() -> None:
    places = read_text(WHOLE).places
    lines = WHOLE.splitlines()
    line, column = places["dimensions", "engagement", "criteria", "pricing-page", "within"]
    assert lines[line - 1][column - 1 :].startswith("within: 90d")
    line, column = places["dimensions", "fit", "criteria", "company-size", "cases", 1]
    assert lines[line - 1][column - 1 :].startswith("{when: {employees: {at_least: 250}}")


def test_all_problems_come_at_once_with_their_lines() -> None:
    text = (
        "model: My Model\ntimezone: Madrid\ndimensions:\n  fit:\n    max: high\n    criteria:\n      c: {when: {a: }}\n"
    )
    assert [str(problem).split(": ")[0:2] for problem in check(read_text(text))] == [
        ["model.yaml:1", "bad-name model"],
        ["model.yaml:2", "unknown-timezone timezone"],
        ["model.yaml:5", "wrong-type dimensions.fit.max"],
        ["model.yaml:7", "missing-key criteria.c"],
        ["model.yaml:7", "wrong-type criteria.c.when.a"],
    ]


def test_a_broken_criterion_does_not_hide_what_is_wrong_in_another() -> None:
    text = (
        "model: m\ndimensions: {fit: {criteria: {c: {when: 5}, d: {event: x, measure: days, per_day: 1, points: 1}}}}"
    )
    reading = read_text(text)
    assert reading.model is None
    assert [problem.subject for problem in check(reading)] == [
        "criteria.c",
        "criteria.c.when",
        "criteria.d.per_day",
    ]


def test_a_flood_of_problems_ends() -> None:
    keys = "\n".join(f"key{number}: 1" for number in range(3_000))
    assert len(read_text(f"model: m\n{keys}\n").problems) == 200


def test_load_gives_the_model(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text("\ufeff" + WHOLE, encoding="utf-8")
    assert load(path) == WHOLE_MODEL


def test_load_refuses_what_the_checks_find_and_takes_what_they_only_warn_of(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(SMALL + "bands: {high: 50}")
    with pytest.raises(ModelError) as error:
        load(path)
    assert str(error.value) == (
        f"{path}:3: band-gap bands.high: scores from 0 to 50 have no band: this is the lowest. "
        "Let it begin at 0, or add a band from 0 on."
    )
    path.write_text(SMALL + "bands: {high: 50, low: 0}")
    assert load(path).name == "m"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty: the file is empty. Begin with `baremo init`, which writes a model to start from."),
        (b"# no more\n", "empty: the file is empty. Begin with `baremo init`, which writes a model to start from."),
        (
            b"x" * (256 * 1024 + 1),
            "too-large: the file is larger than 256 KB. Split it into several models; long lists belong into an "
            "attribute of the leads.",
        ),
    ],
    ids=["empty", "comment", "large"],
)
def test_a_file_without_a_model_is_explained(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "model.yaml"
    path.write_bytes(content)
    assert [str(problem) for problem in read(path).problems] == [f"{path}: {message}"]


def test_a_text_that_is_too_large_is_refused_unread() -> None:
    assert [problem.code for problem in read_text("é" * (128 * 1024 + 1)).problems] == ["too-large"]


def test_a_file_in_another_encoding_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_bytes("model: m\ntitle: señal\n".encode("latin-1"))
    assert [str(problem) for problem in read(path).problems] == [
        f"{path}:2: not-utf8: the file is not UTF-8 text (byte 0xF1). Save it as UTF-8: most editors offer that "
        "beside the file's name."
    ]


@pytest.mark.parametrize("name", ["nowhere.yaml", "null\0byte.yaml", "x" * 5_000])
def test_a_file_that_is_not_there_is_explained(tmp_path: Path, name: str) -> None:
    problem = read(str(tmp_path / name)).problems[0]
    assert problem.code == "not-found"
    assert str(problem).endswith(
        "there is no such file. Give the path of a model file, or make one with `baremo init`."
    )


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    assert [str(problem) for problem in read(tmp_path).problems] == [
        f"{tmp_path}: not-a-file: this is a folder, not a file. Give the path of a model file, or make one with "
        "`baremo init`."
    ]
