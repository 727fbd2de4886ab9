"""The regular expressions of a model: a subset that means the same, and stays cheap, in every engine.

No backreferences, no lookaround, and nothing that repeats a part which can match the same text in
several ways: that is what makes an engine that backtracks try for ever.
"""

from __future__ import annotations

import re

from baremo.model.pattern_tree import (
    DIGITS,
    SPACES,
    WORD,
    Alternatives,
    Edge,
    Group,
    Node,
    OneOf,
    Pattern,
    Range,
    Repeat,
    Sequence,
    Single,
    ambiguous,
    atoms,
    endless,
)
from baremo.texts import Text, say

__all__ = ["MAX_LENGTH", "MAX_REPEAT", "Pattern", "PatternError", "parse"]

MAX_LENGTH = 500
MAX_REPEAT = 100
MAX_DEPTH = 20
MAX_ENDLESS = 10  # of * and +
MAX_ATOMS = 1000  # single steps, repetitions written out

_SETS: dict[str, tuple[tuple[Range, ...], bool]] = {
    "d": (DIGITS, False),
    "D": (DIGITS, True),
    "w": (WORD, False),
    "W": (WORD, True),
    "s": (SPACES, False),
    "S": (SPACES, True),
}
_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_PUNCTUATION = frozenset(" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TIMES = re.compile(r"\{([0-9]{1,9})(,([0-9]{0,9}))?\}")


class PatternError(ValueError):
    """What is wrong with an expression, and where."""

    def __init__(self, position: int, message: Text, remedy: Text) -> None:
        super().__init__(f"{message} {remedy}")
        self.position = position  # of the character, from 0
        self.message = message
        self.remedy = remedy


def parse(pattern: str) -> Pattern:
    r"""The expression as a tree; raises `PatternError`.

    Examples
    --------
    >>> parse(r"\b(Chief|VP)\b").text()
    '\\b(chief|vp)\\b'
    """
    if not pattern:
        raise PatternError(0, say("the expression is empty."), say("Write what to look for."))
    if len(pattern) > MAX_LENGTH:
        raise PatternError(
            MAX_LENGTH,
            say("the expression has {count} characters, at most {limit} fit.", count=len(pattern), limit=MAX_LENGTH),
            say("Look for shorter words, or split it into several tests with any."),
        )
    parser = _Parser(pattern)
    root = parser.whole()
    _check_size(root)
    return Pattern(source=pattern, root=root, ascii_words=parser.ascii_words and parser.accents)


def _check_size(root: Node) -> None:
    if (size := atoms(root)) > MAX_ATOMS:
        raise PatternError(
            0,
            say("written out, the repetitions make {size} steps, at most {limit} fit.", size=size, limit=MAX_ATOMS),
            say("Repeat less, or use + or * in place of a large number."),
        )
    if (count := endless(root)) > MAX_ENDLESS:
        raise PatternError(
            0,
            say("{count} repetitions without end are too many, at most {limit} fit.", count=count, limit=MAX_ENDLESS),
            say("Split the expression into several tests."),
        )


class _Parser:
    """Reads from left to right; `at` is the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.ascii_words = False
        self.accents = False

    def whole(self) -> Node:
        root = self._alternatives(depth=0)
        if self.at < len(self.text):
            raise self._error(say("a bracket `)` closes nothing."), say("Take it out, or write \\)."))
        return root

    def _next(self, count: int = 1) -> str:
        return self.text[self.at : self.at + count]

    def _alternatives(self, *, depth: int) -> Node:
        options = [self._sequence(depth=depth)]
        while self._next() == "|":
            self.at += 1
            options.append(self._sequence(depth=depth))
        return options[0] if len(options) == 1 else Alternatives(tuple(options))

    def _sequence(self, *, depth: int) -> Node:
        parts: list[Node] = []
        while self._next() not in ("", "|", ")"):
            start = self.at
            parts.append(self._repeated(self._atom(depth=depth), start))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _atom(self, *, depth: int) -> Node:
        character = self._next()
        match character:
            case "(":
                return self._group(depth=depth)
            case "[":
                return self._class()
            case "\\":
                return self._escape()
            case "*" | "+" | "?" | "{":
                raise self._error(
                    say("{sign} repeats nothing.", sign=character),
                    say("Put what it repeats before it, or write \\{sign}.", sign=character),
                )
        self.at += 1
        match character:
            case ".":
                return OneOf((("\n", "\n"),), negated=True)
            case "^":
                return Edge("start")
            case "$":
                return Edge("end")
        return Single(self._literal(character))

    def _literal(self, character: str) -> str:
        if not character.isprintable() and character not in "\t\n\r\f\u00a0":
            self.at -= 1
            raise self._error(
                say("an invisible character (U+{code}) stands in it.", code=f"{ord(character):04X}"),
                say("Take it out."),
            )
        self.accents = self.accents or not character.isascii()
        return character

    def _group(self, *, depth: int) -> Node:
        start = self.at
        if depth >= MAX_DEPTH:
            raise self._error(
                say("groups are nested more than {limit} deep.", limit=MAX_DEPTH),
                say("Use fewer brackets."),
            )
        self.at += 1
        if self._next() == "?":
            if self._next(2) != "?:":
                raise self._error(*_special_group(self._next(3)))
            self.at += 2
        inner = self._alternatives(depth=depth + 1)
        if self._next() != ")":
            self.at = start
            raise self._error(say("a bracket `(` is not closed."), say("Close it with ), or write \\(."))
        self.at += 1
        return Group(inner)

    def _escape(self) -> Node:
        escaped = self.text[self.at + 1 : self.at + 2]
        if escaped in _SETS:
            self.at += 2
            ranges, negated = _SETS[escaped]
            self.ascii_words = self.ascii_words or escaped in "wW"
            return OneOf(ranges, negated=negated)
        if escaped in ("b", "B"):
            self.at += 2
            self.ascii_words = True
            return Edge("word" if escaped == "b" else "inside")
        return Single(self._escaped_character())

    def _escaped_character(self) -> str:
        """The character that stands behind a backslash."""
        escaped = self.text[self.at + 1 : self.at + 2]
        if escaped in _CONTROL:
            self.at += 2
            return _CONTROL[escaped]
        if escaped in _PUNCTUATION:
            self.at += 2
            return escaped
        raise self._error(*_bad_escape(escaped))

    def _class(self) -> Node:
        start = self.at
        self.at += 1
        negated = self._next() == "^"
        self.at += negated
        if self._next() == "]":
            raise self._error(say("the class [ ] is empty."), say("Write what may stand there; a bracket is \\]."))
        ranges: list[Range] = []
        while self._next() != "]":
            if not self._next():
                self.at = start
                raise self._error(say("a bracket `[` is not closed."), say("Close it with ], or write \\[."))
            ranges += self._class_item()
        self.at += 1
        return OneOf(tuple(ranges), negated=negated)

    def _class_item(self) -> tuple[Range, ...]:
        if self._next(2) in ("[:", "[.", "[="):
            raise self._error(
                say("{sign} begins a named class, which not every engine knows.", sign=self._next(2)),
                say("Write the characters, such as [a-z], or \\[ for the bracket."),
            )
        if self._next() == "\\" and (name := self.text[self.at + 1 : self.at + 2]) in _SETS:
            ranges, negated = _SETS[name]
            if negated:
                raise self._error(
                    say("\\{name} cannot stand in a class.", name=name),
                    say("Write a class with ^, such as [^0-9]."),
                )
            self.at += 2
            self.ascii_words = self.ascii_words or name == "w"
            return ranges
        start = self.at
        low = self._class_character()
        if self._next() != "-" or self._next(2) in ("-]", "-"):
            return ((low, low),)
        self.at += 1
        high = self._class_character()
        if high < low:
            self.at = start
            raise self._error(
                say("the range {low}-{high} runs backwards.", low=low, high=high),
                say("Write {high}-{low}, or \\- for the hyphen.", low=low, high=high),
            )
        return ((low, high),)

    def _class_character(self) -> str:
        if self._next() == "\\":
            return self._escaped_character()
        self.at += 1
        return self._literal(self.text[self.at - 1])

    def _repeated(self, atom: Node, start: int) -> Node:
        times = self._times()
        if times is None:
            return atom
        if self._next() == "?":  # lazy: the same texts match
            self.at += 1
        if self._next() in ("*", "+", "?") or _TIMES.match(self.text, self.at):
            raise self._error(
                say("two repetitions follow each other."),
                say("Keep one, or put the first into brackets."),
            )
        least, most = times
        self._check_repeat(atom, start, most)
        return Repeat(atom, least, most)

    def _check_repeat(self, atom: Node, start: int, most: int | None) -> None:
        if isinstance(atom, Edge):
            self.at = start
            raise self._error(
                say("a place such as ^, $ or \\b cannot be repeated."),
                say("Take the repetition out."),
            )
        if most != 1 and most != 0 and ambiguous(atom):
            self.at = start
            raise self._error(
                say("the repeated part can match the same text in several ways, which some engines try for ever."),
                say("Repeat parts of fixed length whose alternatives begin differently, such as (ab|c)+ or [ab]+."),
            )

    def _times(self) -> tuple[int, int | None] | None:
        sign = self._next()
        simple = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if sign in simple:
            self.at += 1
            return simple[sign]
        if sign != "{":
            return None
        found = _TIMES.match(self.text, self.at)
        if not found:
            raise self._error(
                say("{sign} begins a repetition that is not complete.", sign="{"),
                say("Write {example} for two or three times, or \\{sign}.", example="{2,3}", sign="{"),
            )
        least = int(found[1])
        most = least if found[2] is None else int(found[3]) if found[3] else None
        if max(least, most or 0) > MAX_REPEAT or (most is not None and most < least):
            raise self._error(
                say("{times} is not a repetition from 0 up to {limit}.", times=found[0], limit=MAX_REPEAT),
                say("Write the smaller number first and none above {limit}.", limit=MAX_REPEAT),
            )
        self.at = found.end()
        return least, most

    def _error(self, message: Text, remedy: Text) -> PatternError:
        shown = say("at character {position} of the expression: {message}", position=self.at + 1, message=message)
        return PatternError(self.at, shown, remedy)


def _special_group(begin: str) -> tuple[Text, Text]:
    if begin[:2] in ("?=", "?!") or begin in ("?<=", "?<!"):
        shown = begin if begin[:2] == "?<" else begin[:2]
        return (
            say("({begin} looks ahead or behind, which not every engine knows.", begin=shown),
            say("Combine several tests with all and not."),
        )
    if begin[:2] in ("?P", "?<", "?'"):
        return say("({begin} names a group.", begin=begin), say("Write a plain group: ( ).")
    return (
        say("({begin} sets a flag.", begin=begin),
        say("Take it out: case is always ignored, and . never matches a line break."),
    )


def _bad_escape(escaped: str) -> tuple[Text, Text]:
    shown = say("\\{escaped} means nothing here.", escaped=escaped)
    if not escaped:
        return say("a backslash stands at the end."), say("Write \\\\ for a backslash.")
    if escaped.isdigit():
        return (
            say("\\{escaped} refers back to a group, which not every engine knows.", escaped=escaped),
            say("Write the text out."),
        )
    if escaped in "AZz":
        return shown, say("Write ^ for the start and $ for the end of the text.")
    if escaped in "pPxuUNcov":
        return shown, say("Write the characters themselves, such as [a-zñ].")
    return shown, say("Write the letter without a backslash; there are \\b, \\d, \\w and \\s.")
