"""A CSV of rules says what its lines say, and every broken line is told with its place and remedy."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baremo.convert.csv_conditions import read_condition
from baremo.convert.csv_words import ConditionError
from baremo.convert.sources import convert
from baremo.errors import InputError
from baremo.model.reader import read_text
from baremo.texts import plain
from tests.convert.exports import EXAMPLES, converted, did, points

HEAD = "criterion,condition,points\n"


def rule_of(folder: Path, condition: str) -> object:
    """The rule that a condition becomes, with 5 points."""
    quoted = condition.replace('"', '""')
    return converted(folder, "csv", f'{HEAD}it,"{quoted}",5\n').model.dimensions[0].criteria[0].rule


def in_yaml(text: str) -> object:
    """The rule of a criterion in a model file."""
    model = read_text(f"model: m\ndimensions: {{d: {{criteria: {{it: {{{text}}}}}}}}}").model
    assert model is not None
    return model.dimensions[0].criteria[0].rule


def told(folder: Path, text: str) -> list[str]:
    """The problems of a file, without its path."""
    with pytest.raises(InputError) as refused:
        converted(folder, "csv", text)
    return [each.text().removeprefix(f"{folder / 'export'}:") for each in refused.value.problems]


def test_the_example_gives_the_points_worked_out_by_hand(tmp_path: Path) -> None:
    leads = [
        {"lead_id": "ana", "country": "ES", "employees": 300, "job_title": "CTO", "phone": "1", "email": "a@acme.es"},
        {"lead_id": "bruno", "country": "FR", "employees": 9, "job_title": None, "phone": None, "email": "b@gmail.com"},
        {
            "lead_id": "carla",
            "country": "ES",
            "employees": 300,
            "job_title": "CTO",
            "phone": "1",
            "email": "c@rival.com",
        },
    ]
    events = [
        did("ana", "form_submitted", 3, form="demo"),
        did("ana", "form_submitted", 2, form="demo"),
        *(did("ana", "page_viewed", 1, path="/pricing") for _ in range(3)),
        did("bruno", "page_viewed", 1, path="/pricing"),
    ]

    # Ana: Spain 10, 300 people 15, CTO 15, the demo once 40, two looks at the prices a day 5 each = 90.
    # Bruno: a look 5, no phone -3, a free mailbox -10. Carla works for a rival.
    made = convert(EXAMPLES / "rules.csv", "csv")
    assert points(tmp_path, made, leads, events) == {"ana": 90.0, "bruno": 0.0, "carla": 0.0}


ON_LEADS = [
    ("country = ES", "country: ES"),
    ("country = ES | PT", "country: [ES, PT]"),
    ("country in ES, PT, MX", "country: [ES, PT, MX]"),
    ("country not in ES, PT", "country: {not: [ES, PT]}"),
    ("country != ES", "country: {not: ES}"),
    ("country = United Kingdom", "country: United Kingdom"),
    ("employees >= 250 and size < 1000.5", "employees: {at_least: 250}, size: {below: 1000.5}"),
    ("employees=250", "employees: 250"),
    ("zip = 08001", "zip: '08001'"),
    ("plan = '5'", "plan: '5'"),
    ("newsletter = true", "newsletter: true"),
    ("job_title contains head of | chief", "job_title: {contains: [head of, chief]}"),
    ("a contains 'and' or a starts with VP", "any: [{a: {contains: and}}, {a: {starts_with: VP}}]"),
    ("email ends with @gmail.com", "email: {ends_with: '@gmail.com'}"),
    (r"job_title matches \b(vp|head)\b", r"job_title: {matches: '\b(vp|head)\b'}"),
    ("created_at newer than 30d", "created_at: {newer_than: 30d}"),
    ("founded < 2020-01-31", "founded: {below: 2020-01-31}"),
    ("missing phone", "phone: {missing: true}"),
    ("known phone and not missing email", "all: [{phone: {missing: false}}, {not: {email: {missing: true}}}]"),
    ('"Job title" = CTO', "Job title: CTO"),
    ("account.industry = Banking", "account.industry: Banking"),
]
ON_EVENTS = [
    ("event page_viewed", "event: page_viewed"),
    ("event any within 7d limit 1", "event: '*', within: 7d, limit: 1"),
    (
        "event form_submitted where form = demo within 30d limit 1",
        "event: form_submitted, where: {form: demo}, within: 30d, limit: 1",
    ),
    (
        "event email_opened | email_clicked within 2w per day 2",
        "event: [email_opened, email_clicked], within: 14d, per_day: 2",
    ),
    (
        "event page_viewed when job_title contains cto half-life 14d",
        "event: page_viewed, when: {job_title: {contains: cto}}, decay: {half_life: 14d}",
    ),
    ("no event any for 60d every 30d", "event: '*', inactive_for: 60d, every: 30d"),
    (
        "no event page_viewed where path contains docs for 60d",
        "event: page_viewed, where: {path: {contains: docs}}, inactive_for: 60d",
    ),
]


@pytest.mark.parametrize(("condition", "text"), ON_LEADS)
def test_a_condition_on_the_lead(tmp_path: Path, condition: str, text: str) -> None:
    assert rule_of(tmp_path, condition) == in_yaml(f"when: {{{text}}}, points: 5")


@pytest.mark.parametrize(("condition", "text"), ON_EVENTS)
def test_a_condition_on_events(tmp_path: Path, condition: str, text: str) -> None:
    assert rule_of(tmp_path, condition) == in_yaml(f"{text}, points: 5")


def test_from_so_many_events_on_the_points_are_given_once(tmp_path: Path) -> None:
    found = rule_of(tmp_path, "event webinar_attended at least 3")

    assert found == in_yaml("event: webinar_attended, levels: [{at_least: 3, points: 5}]")


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("country", "country needs an operator, nothing follows. Use =, !=, >="),
        ("country is ES", "country needs an operator, is is given. Use ="),
        ("country =", "the condition ends where a value is needed. Add it."),
        ("country = and x = 1", "a value is needed, and is given. Put it into quotes if it is meant: 'and'."),
        ("employees >= many", "a number or a date is needed, many is given. Write digits"),
        ("a = 1 and b = 2 or c = 3", "and and or are mixed, which can be read in two ways. Write two lines"),
        ("event page_viewed within 1m", "a duration such as 30d is needed, 1m is given. Write whole days or weeks"),
        ("event page_viewed limit none", "a whole number is needed, none is given. Write a whole number from 1."),
        ("event page_viewed limit 1 limit 2", "limit stands twice. Keep one of the two."),
        ("event page_viewed per week 2", "per is not expected here. Events take where, when, within 30d"),
        ("no event any", "it does not say for how long no such event came. Write it as: no event any for 60d."),
        ("missing phone please", "please is not expected here."),
        ("name = 'x", "a quotation mark is opened and not closed: 'x."),
        (">= 5", "a field is needed, >= is given. A test is a field, an operator and a value: employees >= 250."),
        ("event", "the condition ends where the name of an event is needed. Add it."),
    ],
)
def test_a_condition_that_is_none_is_told_with_its_line(tmp_path: Path, condition: str, problem: str) -> None:
    (found,) = told(tmp_path, f'{HEAD}\nit,"{condition}",5\n')

    assert found.startswith(f"3: bad-rule it: {problem}")


def test_what_no_model_can_hold_is_told_with_its_line(tmp_path: Path) -> None:
    (found,) = told(tmp_path, f"{HEAD}\nit,job_title matches (a,5\n")

    assert found.startswith("3: bad-pattern criteria.it.when.job_title.matches: ")


def test_disqualifying_rules_alone_are_no_score(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "criterion,condition,points,kind\nit,event x,,disqualify\n")

    assert found.startswith(" no-points: no rule that could be said gives points. Add one that does;")


def test_all_broken_lines_are_told_at_once(tmp_path: Path) -> None:
    text = f"{HEAD}one,country = ES,many\n,country = ES,5\ntwo,,5\nthree,country = ES | PT,5,rest\n"

    assert [each.partition(".")[0] for each in told(tmp_path, text)] == [
        "2: bad-rule one: the points are no number: 'many'",
        "3: bad-rule: the criterion is empty",
        "4: bad-rule two: the condition is empty",
        "5: bad-rule: the line has more cells than the header: three,country = ES | PT,5,rest",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("criterion,points\n", "1: bad-file: the column condition is missing."),
        (
            "criterion,condition,point\n",
            "1: bad-file: there is no column 'point' in a file of rules, or it stands twice.",
        ),
        (HEAD, "1: bad-file: the file has a header and no rules."),
        (f'{HEAD}a,"b', ""),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, text: str, problem: str) -> None:
    assert told(tmp_path, text)[0].startswith(problem)


def test_dimensions_categories_and_disqualifying_rules(tmp_path: Path) -> None:
    text = (
        "Criterio;Condición;Puntos;Dimensión;Categoría;Tipo\n"
        "España;country = ES;10;Cliente ideal;demographic;\n"
        "Competencia;company_domain in rival.com, other.io;;;;disqualify\n"
        "Rebota;event email_bounced at least 3;;;;disqualify\n"
    )
    model = converted(tmp_path, "csv", text).model

    assert [(each.name, each.title) for each in model.dimensions] == [("cliente_ideal", {"en": "Cliente ideal"})]
    assert model.dimensions[0].criteria[0].category == "demographic"
    assert [each.name for each in model.disqualify] == ["competencia", "rebota"]


def test_a_disqualifying_rule_has_no_limit(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "criterion,condition,points,kind\nit,event x limit 2,,disqualify\n")

    assert found.startswith("2: bad-rule it: a disqualifying rule counts events and has no limit")


def test_an_unknown_kind_is_told(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "criterion,condition,points,kind\nit,event x,1,rule\n")

    assert found == "2: bad-rule it: there is no kind rule. There is: criterion, disqualify."


def test_names_that_are_taken_get_a_number(tmp_path: Path) -> None:
    model = converted(tmp_path, "csv", f"{HEAD}Demo,event a,1\ndemo!,event b,2\nScore,event c,3\n").model

    assert [each.name for each in model.dimensions[0].criteria] == ["demo", "demo-2", "score"]


def test_a_dimension_is_no_column_of_the_scores(tmp_path: Path) -> None:
    model = converted(tmp_path, "csv", "criterion,condition,points,dimension\na,event a,1,Score\n").model

    assert model.dimensions[0].name == "score_2"


def test_more_points_than_a_full_score_are_noted(tmp_path: Path) -> None:
    assert [plain(note) for note in converted(tmp_path, "csv", f"{HEAD}a,event a,50\n").notes] == [
        "More than 100 points can be reached, and a score ends at 100: if it should not, raise out_of and scale."
    ]


def test_a_condition_reads_the_same_alone() -> None:
    assert read_condition("event a limit 2") == read_condition("EVENT  a LIMIT 2")


PARTS = [*"=|,'\"", *["event", "no", "a", "and", "or", "not", "in", "within", "30d", "limit", "é"]]


@given(st.lists(st.sampled_from(PARTS)))
def test_any_words_are_a_condition_or_a_problem(words: list[str]) -> None:
    with suppress(ConditionError):
        read_condition(" ".join(words))
