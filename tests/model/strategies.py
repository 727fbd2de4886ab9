"""Any model that a file can hold, small, for laws about its texts."""

from __future__ import annotations

from datetime import UTC, date
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from baremo.model.conditions import (
    Age,
    AllOf,
    AllTests,
    AnyOf,
    Compare,
    Condition,
    Equals,
    FieldTest,
    Matches,
    Missing,
    Not,
    NotTest,
    Search,
    Test,
)
from baremo.model.criteria import (
    Answer,
    Attribute,
    Case,
    Cases,
    Count,
    Criterion,
    Days,
    Distinct,
    EventNames,
    Events,
    Inactivity,
    Level,
    People,
    Predicted,
    Question,
    RatioTo,
    Recency,
    Selection,
    Sum,
)
from baremo.model.decay import HalfLife, Linear, Step
from baremo.model.dimensions import Dimension
from baremo.model.model import Scale, ScoringModel
from baremo.model.outcome import Band, Disqualifier, DisqualifyingEvents, Grade, GradePart, Probability, Stage

made = st.builds


def maybe(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.none() | strategy


def some(strategy: SearchStrategy[Any], *, least: int = 1, most: int = 3, **given: Any) -> SearchStrategy[Any]:
    return st.lists(strategy, min_size=least, max_size=most, **given).map(tuple)


texts = st.sampled_from(
    ["ES", "NO", "null", "1e3", "07", "2026-01-31", "a: b", "it's", "#x", "¿sí?", "- x", "a\nb", "{x}", "~", "<<", "*"]
) | st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=8).filter(
    lambda text: text.strip(" \t\r\n\u00a0") != ""
)
numbers = st.integers(-50, 50).map(float) | st.floats(-1e6, 1e6)
above_zero = st.sampled_from([0.05, 1.0, 2.5, 1e-7, 1e8])
spans = st.integers(1, 400)
titles = st.dictionaries(st.sampled_from(["en", "es"]), texts, min_size=1)
names = st.sampled_from(["a", "b", "country", "any", "not", "field.all", "field.x", "account.x", "1", "1.0", "null"])
zones = st.sampled_from(["UTC", "Europe/Madrid"])
bounds = numbers | st.dates(min_value=date(1900, 1, 1)) | st.datetimes(timezones=st.just(UTC))
comparisons = st.sampled_from(["at_least", "at_most", "above", "below"])

simple_tests = (
    made(Compare, how=comparisons, bound=bounds)
    | made(Search, how=st.sampled_from(["contains", "starts_with", "ends_with"]), texts=some(texts))
    | made(Matches, pattern=st.sampled_from([r"\b(a|b)\b", "x{2}", "^a$"]))
    | made(Age, how=st.sampled_from(["newer_than", "older_than"]), days=spans)
    | made(Missing, missing=st.booleans())
)
equal = made(Equals, values=some(texts | numbers | st.booleans()))


def _key(test: Any) -> str:
    return str(getattr(test, "how", type(test).__name__))


tests: SearchStrategy[Test] = st.recursive(
    equal | simple_tests,
    lambda inner: (
        made(NotTest, test=inner)
        | made(AllTests, tests=some(simple_tests | made(NotTest, test=inner), least=2, unique_by=_key))
    ),
    max_leaves=3,
)
field_tests = made(FieldTest, field=names, test=tests)
conditions: SearchStrategy[Condition] = st.recursive(
    field_tests,
    lambda inner: (
        made(Not, condition=inner) | made(AnyOf, conditions=some(inner)) | made(AllOf, conditions=some(inner))
    ),
    max_leaves=3,
)

event_names = made(EventNames, names=some(texts)) | made(EventNames, names=some(texts, least=0), excluded=st.just(True))


def selections(within: SearchStrategy[int | None]) -> SearchStrategy[Selection]:
    return made(Selection, event=event_names, when=maybe(conditions), where=maybe(conditions), within=within)


measures = (
    st.sampled_from([Count(), Days()])
    | made(Distinct, property=texts)
    | made(Sum, property=texts)
    | made(RatioTo, event=texts)
)
decays = (
    made(HalfLife, days=spans)
    | made(Linear, days=spans)
    | made(Step, share=st.integers(1, 100).map(lambda share: share / 100), every=spans, compound=st.booleans())
)
levels = some(made(Level, at_least=above_zero, points=numbers))
counted = partial(made, Events, of=selections(maybe(spans)), measure=measures, per_day=maybe(spans), limit=maybe(spans))
rules = (
    made(Attribute, when=conditions, points=numbers)
    | made(Cases, cases=some(made(Case, when=conditions, points=numbers)), otherwise=numbers)
    | made(
        Question,
        question=titles,
        answers=some(made(Answer, value=texts | numbers | st.booleans(), points=numbers, title=maybe(titles))),
        attribute=names,
    )
    | counted(decay=maybe(decays), points=numbers)
    | counted(decay=maybe(decays), levels=levels)
    | made(Recency, of=selections(spans), points=numbers)
    | made(Inactivity, of=selections(st.none()), inactive_for=spans, points=numbers, every=maybe(spans))
    | made(People, people=conditions, points=numbers)
    | made(People, people=conditions, levels=levels)
    | made(Predicted, predictor=st.just("b2b.predictor"), points=numbers)
)


def criteria(*slugs: str) -> SearchStrategy[tuple[Criterion, ...]]:
    one = made(
        Criterion,
        name=st.sampled_from(slugs),
        rule=rules,
        cap=maybe(above_zero),
        category=maybe(texts),
        title=maybe(titles),
        note=maybe(texts),
    )
    return some(one, most=2, unique_by=lambda criterion: criterion.name)


def dimension(name: str, *slugs: str) -> SearchStrategy[Dimension]:
    return made(
        Dimension,
        name=st.just(name),
        criteria=criteria(*slugs),
        title=maybe(titles),
        note=maybe(texts),
        min=maybe(numbers),
        max=maybe(numbers),
        weight=numbers,
        decay=maybe(decays),
    )


def grade_part(parts: str) -> SearchStrategy[GradePart]:
    count = st.integers(1, len(parts) - 1)
    return made(
        lambda of, starts, count: GradePart(
            of=of, at_least=tuple(zip(parts[:count], starts, strict=False)), below=parts[count]
        ),
        of=texts,
        starts=st.lists(numbers, min_size=len(parts), max_size=len(parts)),
        count=count,
    )


grades = made(Grade, letter=grade_part("ABC"), number=maybe(grade_part("123")))
bands = some(
    made(Band, name=texts, start=st.integers(0, 90).map(float), title=maybe(titles)),
    unique_by=(lambda band: band.name, lambda band: band.start),
).map(lambda found: tuple(sorted(found, key=lambda band: -band.start)))
disqualifiers = some(
    made(
        Disqualifier,
        name=st.sampled_from(["x", "y"]),
        rule=conditions | made(DisqualifyingEvents, of=selections(maybe(spans)), at_least=spans),
        title=maybe(titles),
        note=maybe(texts),
    ),
    least=0,
    most=2,
    unique_by=lambda rule: rule.name,
)
stages = some(
    made(Stage, name=texts, when=conditions, hold=maybe(spans), accepted_by=maybe(texts), title=maybe(titles)),
    least=0,
    most=2,
    unique_by=lambda stage: stage.name,
)
models: SearchStrategy[ScoringModel] = made(
    ScoringModel,
    name=st.sampled_from(["b2b", "saas"]),
    dimensions=st.tuples(dimension("fit", "one", "two"))
    | st.tuples(dimension("engagement", "three"), dimension("fit", "one", "two")),
    title=maybe(titles),
    note=maybe(texts),
    scores=st.sampled_from(["lead", "account"]),
    timezone=zones,
    scale=st.just(Scale()) | made(Scale, min=numbers, max=numbers),
    out_of=above_zero,
    probability=maybe(made(Probability, intercept=numbers, slope=above_zero)),
    disqualify=disqualifiers,
    grade=maybe(grades),
    bands=st.just(()) | bands,
    stages=stages,
)
