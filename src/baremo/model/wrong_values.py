"""What is wrong with a value of a model file: what was needed, what was given, and the remedy."""

from __future__ import annotations

import math
import re

from baremo.model.reading import clipped
from baremo.model.shape import (
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
from baremo.model.words import read_number
from baremo.model.yaml_nodes import ListNode, MapNode, Node, ScalarNode
from baremo.texts import Text, say

_EXACT = 2.0**53  # whole numbers beyond are not all kept exactly


class WrongValueError(Exception):
    """A value that cannot stand where it does."""

    def __init__(self, code: str, message: Text, remedy: Text) -> None:
        super().__init__(str(message))
        self.code, self.message, self.remedy = code, message, remedy


def expected(shape: Scalar) -> Text:
    """What a value of this shape is called."""
    match shape:
        case Number():
            return say("a number")
        case Whole():
            return say("a whole number from 1")
        case Version():
            return say("the number 1")
        case Duration():
            return say("a duration such as 14d or 2w")
        case Share():
            return say("a share such as 25%")
        case Slug():
            return say("a name in a-z, 0-9 and -")
        case Flag():
            return say("true or false")
        case Choice(options=options):
            return say("one of {options}", options=", ".join(options))
        case Limit():
            return say("a number or a date")
        case Zone():
            return say("a time zone such as Europe/Madrid")
        case FileName():
            return say("the name of a file")
        case Expression():
            return say("a regular expression")
        case Constant():
            return say("text, a number, true or false")
        case Words():
            return say("text")


def given(node: Node) -> Text:
    """What stands in the file, for a message."""
    match node:
        case MapNode():
            return say("a mapping")
        case ListNode():
            return say("a list")
        case ScalarNode(value=None):
            return say("nothing")
        case ScalarNode(value=str()):
            return say("the text '{text}'", text=clipped(node.text, width=40))
        case ScalarNode():
            return say("{text}", text=clipped(node.text, width=40))


def amount(node: Node) -> Text:
    """What stands in the file where there should be at least one."""
    match node:
        case MapNode(entries=()):
            return say("an empty mapping")
        case ListNode(items=()):
            return say("an empty list")
        case _:
            return given(node)


def wrong_type(needed: Text, node: Node, remedy: Text) -> WrongValueError:
    message = say("{expected} is needed, {given} is given.", expected=needed, given=given(node))
    return WrongValueError("wrong-type", message, remedy)


def number_remedy(node: ScalarNode, *, whole: bool = False) -> Text:
    text = node.text.strip()
    if node.quoted and read_number(text) is not None:
        return say("Write it without quotes.")
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", text):
        return say("Write decimals with a point: {near}.", near=text.replace(",", "."))
    if text.endswith("%") and (number := read_number(text[:-1])) is not None:
        return say("Write it as a plain number: {near}.", near=f"{number / 100:g}")
    if leading := re.match(r"[+-]?[0-9]+(?:\.[0-9]+)?", text):
        return say("Write the number alone: {near}.", near=leading.group())
    return say("Write 1, 2, 3 and so on.") if whole else say("Write a number such as 5 or -2.5.")


def exact(node: ScalarNode, value: float) -> float:
    if not math.isfinite(value) or abs(value) > _EXACT:
        raise WrongValueError(
            "out-of-range",
            say("{given} is too large to be compared as a number.", given=clipped(node.text)),
            say("Put it in quotes to compare it as text."),
        )
    return value
