"""The small language of conditions in a CSV file, cut into words, with values and durations read.

A value is what stands between its operator and the next `and`, `or`, `|` or clause; quoted, it may hold
those words too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from baremo.convert.names import one_line
from baremo.model.conditions import Bound, Scalar
from baremo.model.shape import LARGEST, LONGEST_DURATION
from baremo.model.words import read_number
from baremo.texts import Text, say

CLAUSES = ("where", "when", "within", "limit", "per", "at", "half-life", "for", "every")

_TOKEN = re.compile(
    r"""\s*(?:"(?P<double>(?:[^"]|"")*)"|'(?P<single>(?:[^']|'')*)'|(?P<sign>>=|<=|!=|=|>|<|\||,)|(?P<word>(?!["'])[^\s|,=<>!]+|!))"""
)
_DURATION = re.compile(r"([0-9]{1,6})([dw])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ConditionError(Exception):
    """A condition that is not of the language."""

    def __init__(self, message: Text, remedy: Text) -> None:
        super().__init__(str(message))
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word, a sign, or a quoted text."""

    text: str
    quoted: bool
    start: int
    end: int

    def is_(self, *words: str) -> bool:
        return not self.quoted and self.text.lower() in words


@dataclass(kw_only=True, slots=True)
class Words:
    """The words of a condition, read from left to right."""

    line: str
    words: list[Word]
    at: int = 0
    ends: tuple[str, ...] = ("and", "or")  # words that end a bare value

    @property
    def next(self) -> Word | None:
        return self.words[self.at] if self.at < len(self.words) else None

    def sees(self, *texts: str) -> bool:
        """Whether these words come next, one after the other."""
        ahead = self.words[self.at : self.at + len(texts)]
        return len(ahead) == len(texts) and all(word.is_(text) for word, text in zip(ahead, texts, strict=True))

    def takes(self, *texts: str) -> bool:
        """Takes these words if they come next."""
        found = self.sees(*texts)
        self.at += len(texts) if found else 0
        return found

    def word(self, what: Text) -> Word:
        """The next word, whatever it is."""
        if (word := self.next) is None:
            raise ConditionError(say("the condition ends where {what} is needed.", what=what), say("Add it."))
        self.at += 1
        return word

    def value(self, what: Text, *, also: tuple[str, ...] = ()) -> tuple[str, bool]:
        """A value, and whether it was quoted."""
        first = self.word(what)
        if first.is_(*self.ends, "|", ",", *also) or first.is_("=", "!=", ">=", "<=", ">", "<"):
            raise ConditionError(
                say("{what} is needed, {given} is given.", what=what, given=one_line(first.text)),
                say("Put it into quotes if it is meant: '{given}'.", given=one_line(first.text)),
            )
        if first.quoted:
            return first.text, True
        last = first
        while (word := self.next) is not None and not word.quoted and not word.is_(*self.ends, "|", *also):
            last = word
            self.at += 1
        return self.line[first.start : last.end], False

    def values(self, what: Text, *, commas: bool = False) -> list[tuple[str, bool]]:
        """Values between `|` (and commas)."""
        also = (",",) if commas else ()
        found = [self.value(what, also=also)]
        while self.takes("|") or (commas and self.takes(",")):
            found.append(self.value(what, also=also))
        return found


def cut(line: str) -> Words:
    """A condition in words."""
    words, at = [], 0
    while line[at:].strip():
        found = _TOKEN.match(line, at)
        if not found:
            raise ConditionError(
                say("a quotation mark is opened and not closed: {given}.", given=one_line(line[at:])),
                say("Close it, or write the value without quotation marks."),
            )
        quoted = found["double"] is not None or found["single"] is not None
        if found["double"] is not None:
            text = found["double"].replace('""', '"')
        elif found["single"] is not None:
            text = found["single"].replace("''", "'")
        else:
            text = found["sign"] or found["word"]
        start = found.end() - len(found[0].lstrip())
        words.append(Word(text=text, quoted=quoted, start=start, end=found.end()))
        at = found.end()
    return Words(line=line, words=words)


def scalar(text: str, quoted: bool) -> Scalar:
    """A number or true or false if it reads as one; 08001 and quoted values stay text."""
    if not quoted and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if not quoted and not re.match(r"[+-]?0[0-9]", text) and (number := read_number(text)) is not None:
        return number
    return text


def bound(text: str) -> Bound:
    """A number, or a date as YYYY-MM-DD."""
    number = read_number(text)
    if number is not None and abs(number) <= LARGEST:
        return number
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ConditionError(
        say("a number or a date is needed, {given} is given.", given=one_line(text)),
        say("Write digits without marks between thousands, such as 1500.5, or a date such as 2026-11-30."),
    )


def duration(words: Words, what: Text) -> int:
    """Days, from `30d` or `2w`."""
    word = words.word(what)
    found = _DURATION.fullmatch(word.text)
    days = int(found[1]) * (7 if found[2] == "w" else 1) if found else 0
    if not 1 <= days <= LONGEST_DURATION:
        raise ConditionError(
            say("{what} is needed, {given} is given.", what=what, given=one_line(word.text)),
            say("Write whole days or weeks, such as 14d or 2w."),
        )
    return days


def count(words: Words, what: Text) -> int:
    """A whole number from 1."""
    word = words.word(what)
    if not re.fullmatch(r"[0-9]{1,6}", word.text) or int(word.text) < 1:
        raise ConditionError(
            say("{what} is needed, {given} is given.", what=what, given=one_line(word.text)),
            say("Write a whole number from 1."),
        )
    return int(word.text)
