"""Single values of a model file: numbers, durations, names, bounds.

Each function gives the value or raises `WrongValueError` with what was needed, what was given and the remedy.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import assert_never

from baremo.model import patterns
from baremo.model.reading import clipped, did_you_mean
from baremo.model.shape import (
    LARGEST,
    LONGEST_NAME,
    Choice,
    Constant,
    Duration,
    Expression,
    FileName,
    Flag,
    Limit,
    Number,
    Scalar,
    Share,
    Slug,
    Version,
    Whole,
    Words,
    Zone,
)
from baremo.model.times import duration, limit, zone
from baremo.model.words import fold, read_number, simple_lower
from baremo.model.wrong_values import WrongValueError, exact, expected, given, number_remedy, wrong_type
from baremo.model.yaml_nodes import Node, ScalarNode
from baremo.texts import say

Value = str | float | bool | int | date | datetime


def scalar(shape: Scalar, node: Node) -> Value:
    """The value of a node that should have this shape."""
    if not isinstance(node, ScalarNode) or node.value is None:
        raise wrong_type(expected(shape), node, say("Write {expected}.", expected=expected(shape)))
    match shape:
        case Number():
            return _number(shape, node)
        case Whole():
            return _whole(node)
        case Version():
            return _version(node)
        case Duration():
            return duration(node)
        case Share():
            return _share(node)
        case Slug():
            return slug(node.text, shape)
        case Words():
            return words(node.text, shape)
        case FileName():
            return _file_name(node.text)
        case Zone():
            return zone(node.text)
        case Flag():
            return _flag(node)
        case Choice():
            return _choice(shape, node)
        case Constant():
            return _constant(node)
        case Limit():
            return limit(node)
        case Expression():
            return _expression(node)
        case _:
            assert_never(shape)


def slug(text: str, shape: Slug) -> str:
    """A name that may become a column or part of a file's name."""
    extra = "_-" if shape.underscores else "-"
    if len(text) > LONGEST_NAME:
        raise _too_long(text, LONGEST_NAME)
    if text in shape.reserved:
        raise WrongValueError(
            "reserved-name",
            say("{name} is the name of a column of the scores.", name=text),
            say("Choose another name, such as {near}.", near=f"{text.strip('()')}-points".replace("_", "-")),
        )
    if not re.fullmatch(rf"[a-z0-9][a-z0-9{extra}]*", text):
        kinds = say("a-z, 0-9, - and _") if shape.underscores else say("a-z, 0-9 and -")
        message = say(
            "a name is written in {characters} and begins with a letter or digit, '{name}' is given.",
            characters=kinds,
            name=clipped(text),
        )
        raise WrongValueError("bad-name", message, say("Write {near}.", near=_near_slug(text, extra)))
    return text


def _near_slug(text: str, extra: str) -> str:
    plain = simple_lower(text).translate(str.maketrans("áàäâãéèëêíìïîóòöôõúùüûñç", "aaaaaeeeeiiiiooooouuuunc"))
    cut = re.sub(r"-{2,}", "-", re.sub(rf"[^a-z0-9{extra}]", "-", plain)).strip("-_")
    return cut[:LONGEST_NAME] or "name-1"


def words(text: str, shape: Words) -> str:
    if not fold(text):
        raise WrongValueError("empty", say("the text is blank."), say("Write a text, or leave the key out."))
    if len(text) > shape.longest:
        raise _too_long(text, shape.longest)
    return text


def _too_long(text: str, longest: int) -> WrongValueError:
    return WrongValueError(
        "too-long",
        say("at most {longest} characters fit, {count} are given.", longest=longest, count=len(text)),
        say("Shorten it."),
    )


def _number(shape: Number, node: ScalarNode) -> float:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, float):
        raise wrong_type(expected(shape), node, number_remedy(node))
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise WrongValueError(
            "out-of-range",
            say("a number between -1000000000 and 1000000000 is needed, {given} is given.", given=given(node)),
            say("Write a smaller number."),
        )
    if shape.above is not None and value <= shape.above:
        raise WrongValueError(
            "out-of-range",
            say("a number above {above} is needed, {given} is given.", above=f"{shape.above:g}", given=given(node)),
            say("Write a larger number."),
        )
    return value


def _whole(node: ScalarNode) -> int:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, float):
        raise wrong_type(expected(Whole()), node, number_remedy(node, whole=True))
    if not math.isfinite(value) or not value.is_integer() or not 1 <= value <= LARGEST:
        raise WrongValueError(
            "out-of-range",
            say("a whole number from 1 is needed, {given} is given.", given=given(node)),
            say("Write 1, 2, 3 and so on."),
        )
    return int(value)


def _version(node: ScalarNode) -> int:
    if node.text == "1" and node.quoted:
        raise wrong_type(expected(Version()), node, say("Write it without quotes."))
    if node.value != 1 or isinstance(node.value, bool):
        raise WrongValueError(
            "bad-format",
            say("this file is of format {given}; this program reads format 1.", given=clipped(node.text)),
            say("Write `format: 1`, or install the version of Baremo that the file was written for."),
        )
    return 1


def _share(node: ScalarNode) -> float:
    text = node.text.strip()
    percent = text.endswith("%")
    number = read_number(text.removesuffix("%"))
    if number is None or (node.quoted and not percent):
        raise wrong_type(expected(Share()), node, say("Write a share such as 25% or 0.25."))
    share = number / 100 if percent else number
    if not 0 < share <= 1:
        whole = not percent and 1 < number <= 100
        raise WrongValueError(
            "out-of-range",
            say("a share above 0% and at most 100% is needed, {given} is given.", given=clipped(text)),
            say("Write {near}.", near=f"{text}%") if whole else say("Write a share such as 25% or 0.25."),
        )
    return share


def _file_name(text: str) -> str:
    name = words(text, Words())
    if re.search(r"[/\\:]", name) or name.startswith("."):
        raise WrongValueError(
            "bad-file",
            say("a file in the model's own folder is needed, {given} is given.", given=clipped(name)),
            say("Put the file beside the model and write its name alone."),
        )
    return name


def _flag(node: ScalarNode) -> bool:
    if not isinstance(node.value, bool):
        raise wrong_type(expected(Flag()), node, say("Write true or false, without quotes."))
    return node.value


def _choice(shape: Choice, node: ScalarNode) -> str:
    if node.text not in shape.options:
        raise WrongValueError(
            "wrong-value",
            say("{expected} is needed, {given} is given.", expected=expected(shape), given=given(node)),
            did_you_mean(node.text, shape.options),
        )
    return node.text


def _constant(node: ScalarNode) -> str | float | bool:
    value = node.value
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return exact(node, value)
    if not fold(node.text):
        raise WrongValueError(
            "empty",
            say("no value equals blank text."),
            say("Ask for {{missing: true}} instead."),
        )
    return words(node.text, Words())


def _expression(node: ScalarNode) -> str:
    try:
        patterns.parse(node.text)
    except patterns.PatternError as error:
        raise WrongValueError("bad-pattern", error.message, error.remedy) from None
    return node.text
