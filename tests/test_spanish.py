"""What people read in Spanish, word for word: the catalogue, the joining words and the numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

import baremo
from baremo.engine.inputs.left_out import LeftOut
from baremo.errors import InputError
from baremo.model.checks import check
from baremo.model.criteria import Criterion, Days, Events, Inactivity
from baremo.model.decay import HalfLife
from baremo.model.diff import diff
from baremo.model.reader import read_text
from baremo.model.sentences import in_full
from baremo.report.names import Names
from baremo.report.scoring_headline import headline
from baremo.report.shown import Shown
from baremo.texts import Joined, WholeNumber, plain, say
from tests.model.models import events, of, one, search
from tests.report.scored import scored

VISITS = Criterion(
    name="visits",
    rule=Events(
        of=events("page_viewed", where=search("path", "starts_with", "/pricing"), within=90),
        per_day=2,
        points=5.0,
        decay=HalfLife(days=14),
    ),
    cap=20.0,
)


def in_spanish(criterion: Criterion) -> str:
    return plain(in_full(criterion), "es")


def test_a_problem_of_the_model_is_told_with_its_remedy() -> None:
    text = "model: m\ntimezone: Madrid\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 5}}}}"
    (problem,) = read_text(text).problems

    assert problem.text("es") == (
        "model.yaml:2: unknown-timezone timezone: no existe la zona horaria Madrid. ¿Querías decir Europe/Madrid?"
    )


def test_what_was_needed_and_what_was_given_are_both_in_spanish() -> None:
    (problem,) = read_text("model: m\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: [5]}}}}").problems

    assert problem.text("es") == (
        "model.yaml:2: wrong-type criteria.c.points: se necesita un número, se ha dado una lista. Escribe un número."
    )


def test_a_problem_of_the_inputs_is_told_with_its_remedy() -> None:
    model = one(Events(of=events("page_viewed"), points=5.0))
    with pytest.raises(InputError) as error:
        baremo.score(model, leads=[{"id": "ana"}], events=[])

    assert error.value.text("es").splitlines()[0] == (
        "leads: no-column lead_id: no hay columna 'lead_id'. "
        "Indica con --id la columna que lo contiene; columnas que hay: id."
    )


def test_an_unknown_event_is_explained_with_its_meaning() -> None:
    reading = read_text("model: m\ndimensions: {fit: {criteria: {c: {event: page_view, points: 5}}}}")
    told = [problem.text("es") for problem in check(reading) if problem.code == "unknown-event"]

    assert told == [
        "model.yaml:2: unknown-event criteria.c.event: el evento page_view se compara tal cual, y no es un nombre "
        "habitual. ¿Querías decir page_viewed (se vio una página de la web)?"
    ]


def test_a_criterion_is_one_sentence() -> None:
    assert in_spanish(VISITS) == (
        "5 por cada uno: page_viewed donde path empieza por /pricing, en los últimos 90 días, 2 al día, tope 20, "
        "se reduce a la mitad cada 14 días"
    )


def test_silence_and_days_are_told_too() -> None:
    silence = Inactivity(of=events("page_viewed", "logged_in"), inactive_for=60, every=30, points=-5.0)
    days = Events(of=events("logged_in"), measure=Days(), points=2.0)

    assert in_spanish(Criterion(name="quiet", rule=silence)) == (
        "-5 cada vez: sin page_viewed o logged_in durante 60 días, otra vez cada 30 días"
    )
    assert in_spanish(Criterion(name="days", rule=days)) == "2 por cada uno: días con logged_in"


def test_a_difference_is_one_sentence() -> None:
    order = Criterion(name="order", rule=Events(of=events("order_placed"), points=3.0))
    changes = diff(of(VISITS), of(replace(VISITS, cap=None), order))

    assert [change.text("es") for change in changes] == [
        "visits: tope 20 -> nada",
        "nuevo criterio order en fit: 3 por cada uno: order_placed",
    ]


def test_the_headline_says_whom_to_call_first() -> None:
    model, summary = scored()

    assert headline(Shown(summary=summary, names=Names(model=model, lang="es"))) == (
        "De 3 leads, 1 está en la banda «Caliente». "
        "Empieza por ana: demo +50, Signs the contract +15, Mira los precios +15."
    )


def test_counts_have_points_between_thousands() -> None:
    left_out = LeftOut(events=2_000_000, later=1_234_567)

    assert left_out.lines("es") == ["eventos posteriores al instante de cálculo, sin contar: 1.234.567."]
    assert left_out.lines("en") == ["events after the scoring instant, left out: 1,234,567."]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("search", "organic"), "search u organic"),
        (("7", "8"), "7 u 8"),
        (("10", "11"), "10 u 11"),
        (("ES", "PT", "hoy"), "ES, PT u hoy"),
        (("organic", "search"), "organic o search"),
        (("11", "110"), "11 o 110"),
    ],
)
def test_or_is_u_before_an_o(words: tuple[str, ...], text: str) -> None:
    assert plain(Joined(words, say(" or ")), "es") == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("padres", "hijos"), "padres e hijos"),
        (("country", "industry", "employees"), "country e industry y employees"),
        (("agua", "hielo"), "agua y hielo"),
        (("Android", "iOS"), "Android y iOS"),
    ],
)
def test_and_is_e_before_an_i(words: tuple[str, ...], text: str) -> None:
    assert plain(Joined(words, say(" and "), say(" and ")), "es") == text


def test_english_joins_as_ever() -> None:
    assert plain(Joined(("search", "organic"), say(" or "))) == "search or organic"
    assert plain(Joined((), say(" or "))) == ""
    assert str(WholeNumber(1234)) == "1,234"
