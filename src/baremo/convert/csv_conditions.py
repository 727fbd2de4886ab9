"""What a condition in a CSV file says.

A condition is on the lead (`country = ES and employees >= 250`), on what it did (`event form_submitted
where form = demo within 30d limit 1`), or on its silence (`no event any for 60d every 30d`).
"""

from __future__ import annotations

from dataclasses import dataclass

from baremo.convert.csv_words import (
    CLAUSES,
    ConditionError,
    Word,
    Words,
    bound,
    count,
    cut,
    duration,
    scalar,
)
from baremo.convert.names import one_line
from baremo.model.conditions import (
    Age,
    AllOf,
    AnyOf,
    Compare,
    Comparison,
    Condition,
    Equals,
    FieldTest,
    Matches,
    Missing,
    Not,
    NotTest,
    Search,
    Test,
    TextSearch,
)
from baremo.model.criteria import EventNames, Selection
from baremo.texts import Text, say

_COMPARISONS: dict[str, Comparison] = {">=": "at_least", "<=": "at_most", ">": "above", "<": "below"}
_SEARCHES: dict[tuple[str, ...], TextSearch] = {
    ("contains",): "contains",
    ("starts", "with"): "starts_with",
    ("ends", "with"): "ends_with",
}
_DURATION = say("a duration such as 30d")
_NUMBER = say("a whole number")


@dataclass(frozen=True, kw_only=True, slots=True)
class Did:
    """Events, with what limits them."""

    of: Selection
    per_day: int | None = None
    limit: int | None = None
    at_least: int | None = None  # the points are given once, from so many on
    half_life: int | None = None  # days


@dataclass(frozen=True, kw_only=True, slots=True)
class Silent:
    """No such event for so many days."""

    of: Selection
    days: int
    every: int | None = None


def read_condition(line: str) -> Condition | Did | Silent:
    """A condition of the CSV language.

    Raises
    ------
    ConditionError
        With what is wrong and what to write.

    Examples
    --------
    >>> read_condition("event webinar_attended within 90d limit 2").limit
    2
    """
    words = cut(line)
    if words.takes("event"):
        return _did(words)
    if words.takes("no", "event"):
        return _silent(words)
    condition = _combined(words)
    _nothing_left(words)
    return condition


def _did(words: Words) -> Did:
    words.ends = ("and", "or", *CLAUSES)
    names = _names(words)
    numbers: dict[str, int] = {}
    conditions: dict[str, Condition] = {}
    while (word := words.next) is not None:
        words.at += 1
        key = word.text.lower()
        if key in numbers or key in conditions:
            raise ConditionError(say("{word} stands twice.", word=key), say("Keep one of the two."))
        match key:
            case "where" | "when":
                conditions[key] = _combined(words)
            case "within" | "half-life":
                numbers[key] = duration(words, _DURATION)
            case "limit":
                numbers[key] = count(words, _NUMBER)
            case "per" if words.takes("day"):
                numbers[key] = count(words, _NUMBER)
            case "at" if words.takes("least"):
                numbers[key] = count(words, _NUMBER)
            case _:
                raise _not_expected(word)
    return Did(
        of=Selection(
            event=names,
            when=conditions.get("when"),
            where=conditions.get("where"),
            within=numbers.get("within"),
        ),
        per_day=numbers.get("per"),
        limit=numbers.get("limit"),
        at_least=numbers.get("at"),
        half_life=numbers.get("half-life"),
    )


def _silent(words: Words) -> Silent:
    words.ends = ("and", "or", *CLAUSES)
    names = _names(words)
    where = _combined(words) if words.takes("where") else None
    if not words.takes("for"):
        raise ConditionError(
            say("it does not say for how long no such event came."),
            say("Write it as: no event {name} for 60d.", name="any"),
        )
    days = duration(words, _DURATION)
    every = duration(words, _DURATION) if words.takes("every") else None
    _nothing_left(words)
    return Silent(of=Selection(event=names, where=where), days=days, every=every)


def _names(words: Words) -> EventNames:
    names = [name for name, _ in words.values(say("the name of an event"))]
    return EventNames(excluded=True) if names == ["any"] else EventNames(names=tuple(names))


def _combined(words: Words) -> Condition:
    """Tests joined by `and`, or by `or`; not both, for people read them differently."""
    parts, joints = [_test(words)], set()
    while words.sees("and") or words.sees("or"):
        joints.add(words.word(say("and")).text.lower())
        parts.append(_test(words))
    if len(joints) > 1:
        raise ConditionError(
            say("and and or are mixed, which can be read in two ways."),
            say("Write two lines, or list values: country in ES, PT and employees >= 50."),
        )
    if len(parts) == 1:
        return parts[0]
    return AllOf(conditions=tuple(parts)) if joints == {"and"} else AnyOf(conditions=tuple(parts))


def _test(words: Words) -> Condition:
    if words.takes("not"):
        return Not(condition=_test(words))
    if words.sees("missing") or words.sees("known"):
        missing = words.word(say("a field")).is_("missing")
        return FieldTest(field=_field(words), test=Missing(missing=missing))
    field = _field(words)
    return FieldTest(field=field, test=_operation(words, field))


def _field(words: Words) -> str:
    word = words.word(say("a field"))
    if not word.quoted and word.is_("and", "or", "|", ",", "=", "!=", ">=", "<=", ">", "<", *CLAUSES):
        raise ConditionError(
            say("{what} is needed, {given} is given.", what=say("a field"), given=one_line(word.text)),
            say("A test is a field, an operator and a value: employees >= 250."),
        )
    return word.text


def _operation(words: Words, field: str) -> Test:
    for sign, how in _COMPARISONS.items():
        if words.takes(sign):
            return Compare(how=how, bound=bound(words.value(_value())[0]))
    for phrase, search in _SEARCHES.items():
        if words.takes(*phrase):
            return Search(how=search, texts=tuple(text for text, _ in words.values(_value())))
    if words.takes("newer", "than"):
        return Age(how="newer_than", days=duration(words, _DURATION))
    if words.takes("older", "than"):
        return Age(how="older_than", days=duration(words, _DURATION))
    if words.takes("matches"):
        return Matches(pattern=_pattern(words))
    return _equality(words, field)


def _equality(words: Words, field: str) -> Test:
    denied = words.takes("not", "in")
    if denied or words.takes("in"):
        values = words.values(_value(), commas=True)
    elif (denied := words.takes("!=")) or words.takes("="):
        values = words.values(_value())
    else:
        raise _no_operator(words, field)
    equals = Equals(values=tuple(scalar(text, quoted) for text, quoted in values))
    return NotTest(test=equals) if denied else equals


def _pattern(words: Words) -> str:
    """All up to the next `and` or `or`, signs included: | has a meaning of its own in a pattern."""
    first = last = words.word(say("a pattern"))
    if first.quoted:
        return first.text
    while (word := words.next) is not None and not word.is_(*words.ends):
        last = word
        words.at += 1
    return words.line[first.start : last.end]


def _value() -> Text:
    return say("a value")


def _nothing_left(words: Words) -> None:
    if (word := words.next) is not None:
        raise _not_expected(word)


def _not_expected(word: Word) -> ConditionError:
    return ConditionError(
        say("{given} is not expected here.", given=one_line(word.text)),
        say("Events take where, when, within 30d, per day 2, limit 3, at least 2 and half-life 14d."),
    )


def _no_operator(words: Words, field: str) -> ConditionError:
    given = say("{given} is given", given=one_line(words.next.text)) if words.next else say("nothing follows")
    return ConditionError(
        say("{field} needs an operator, {given}.", field=one_line(field), given=given),
        say(
            "Use =, !=, >=, <=, >, <, contains, starts with, ends with, in, not in, matches, newer than or older than."
        ),
    )
