"""A regular expression as a tree, and its canonical text, which means the same in every engine.

The text is matched case-sensitively against the lower-cased value. Groups are written as plain groups
and lazy repetitions as greedy ones, for neither changes whether there is a match.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from baremo.model.words import simple_lower

Range = tuple[str, str]  # first and last character

DIGITS: tuple[Range, ...] = (("0", "9"),)
WORD: tuple[Range, ...] = (("0", "9"), ("A", "Z"), ("_", "_"), ("a", "z"))
SPACES: tuple[Range, ...] = (("\t", "\r"), (" ", " "))

_ESCAPED = frozenset("\\.^$*+?()[]{}|")
_ESCAPED_IN_CLASS = frozenset("\\[]^-&~|")
_CONTROL = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\f": r"\f"}


@dataclass(frozen=True, slots=True)
class Single:
    character: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """A character in (or, negated, not in) these ranges."""

    ranges: tuple[Range, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A place between characters: the text's start or end, a word's edge, or no word's edge."""

    at: Literal["start", "end", "word", "inside"]


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    inner: Node


@dataclass(frozen=True, slots=True)
class Repeat:
    inner: Node
    least: int
    most: int | None  # None: without end


Node = Single | OneOf | Edge | Sequence | Alternatives | Group | Repeat


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """A parsed expression.

    `ascii_words` says that it sets `\\b` or `\\w`, which know only a-z, beside letters such as é.
    """

    source: str
    root: Node
    ascii_words: bool

    def text(self, *, end: str = r"\z", edge: str = r"\b", inside: str = r"\B") -> str:
        """The canonical expression, to be matched against the lower-cased value.

        Parameters
        ----------
        end
            How the dialect writes the very end of the text: Python and PostgreSQL have `\\Z`.
        edge, inside
            How it writes a word's edge and its opposite, by ASCII letters: PostgreSQL has `\\y`, `\\Y`.
        """
        return _text(self.root, {"start": "^", "end": end, "word": edge, "inside": inside})

    @property
    def always(self) -> bool:
        """Whether it has a match in every text."""
        return _can_be_empty(self.root)


def _text(node: Node, edges: dict[str, str]) -> str:
    match node:
        case Single(character=character):
            return "".join(_escaped(each, _ESCAPED) for each in simple_lower(character))
        case OneOf(ranges=ranges, negated=negated):
            return _class_text(ranges, negated=negated)
        case Edge(at=at):
            return edges[at]
        case Sequence(parts=parts):
            return "".join(_text(part, edges) for part in parts)
        case Alternatives(options=options):
            return "|".join(_text(option, edges) for option in options)
        case Group(inner=inner):
            return f"({_text(inner, edges)})"
        case Repeat(inner=inner, least=least, most=most):
            return _text(inner, edges) + _times(least, most)


def _times(least: int, most: int | None) -> str:
    match least, most:
        case 0, None:
            return "*"
        case 1, None:
            return "+"
        case 0, 1:
            return "?"
        case _, None:
            return f"{{{least},}}"
        case _:
            return f"{{{least}}}" if least == most else f"{{{least},{most}}}"


def _escaped(character: str, special: frozenset[str]) -> str:
    return _CONTROL.get(character) or (f"\\{character}" if character in special else character)


def _class_text(ranges: tuple[Range, ...], *, negated: bool) -> str:
    text = "".join(
        first if first == last else f"{first}-{last}"
        for first, last in (
            (_escaped(low, _ESCAPED_IN_CLASS), _escaped(high, _ESCAPED_IN_CLASS))
            for low, high in merged(lowered(ranges))
        )
    )
    return f"[{'^' if negated else ''}{text}]"


def lowered(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """The ranges, with the lower-case counterparts of their letters in place of ASCII capitals."""
    small = [(lower, lower) for low, high in ranges for lower in _lower_between(low, high)]
    kept = [part for low, high in ranges for part in _without_capitals(low, high)]
    return (*kept, *small)


def _without_capitals(low: str, high: str) -> list[Range]:
    """A lower-cased value has no A-Z, so that the canonical text needs none."""
    parts = []
    if low < "A":
        parts.append((low, min(high, "@")))
    if high > "Z":
        parts.append((max(low, "["), high))
    return parts


def _lower_between(low: str, high: str) -> list[str]:
    if ord(high) - ord(low) <= 500:
        every = ((chr(code), simple_lower(chr(code))) for code in range(ord(low), ord(high) + 1))
        return [lower for upper, lower in every if lower != upper]
    return [lower for upper, lower in _capitals() if low <= upper <= high]


@cache
def _capitals() -> tuple[tuple[str, str], ...]:
    """Every character that has another lower case, with that."""
    every = ((chr(code), simple_lower(chr(code))) for code in range(0x20000))
    return tuple((upper, lower) for upper, lower in every if upper != lower)


def merged(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """The same characters as sorted ranges that neither overlap nor touch."""
    found: list[Range] = []
    for low, high in sorted(ranges):
        if found and ord(low) <= ord(found[-1][1]) + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def atoms(node: Node) -> int:
    """How many single-character steps the expression has once its repetitions are written out."""
    match node:
        case Single() | OneOf() | Edge():
            return 1
        case Sequence(parts=parts) | Alternatives(options=parts):
            return sum(map(atoms, parts))
        case Group(inner=inner):
            return atoms(inner)
        case Repeat(inner=inner, least=least, most=most):
            return atoms(inner) * max(1, least if most is None else most)


def endless(node: Node) -> int:
    """How many repetitions without end there are."""
    match node:
        case Sequence(parts=parts) | Alternatives(options=parts):
            return sum(map(endless, parts))
        case Group(inner=inner):
            return endless(inner)
        case Repeat(inner=inner, most=most):
            return (most is None) + endless(inner)
        case _:
            return 0


def ambiguous(node: Node) -> bool:
    """Whether the same text may be matched in several ways, so that repeating it multiplies them."""
    match node:
        case Sequence(parts=parts):
            return any(map(ambiguous, parts))
        case Alternatives(options=options):
            return any(map(ambiguous, options)) or _begin_alike(options)
        case Group(inner=inner):
            return ambiguous(inner)
        case Repeat(inner=inner, least=least, most=most):
            return least != most or ambiguous(inner)
        case _:
            return False


def _begin_alike(options: tuple[Node, ...]) -> bool:
    """Whether two alternatives may begin with the same character, or one with none."""
    begins = [_begin(option) for option in options]
    if any(not begin for begin in begins):
        return True
    ranges = sorted(part for begin in begins for part in merged(begin))
    return any(ranges[i + 1][0] <= ranges[i][1] for i in range(len(ranges) - 1))


def _begin(node: Node) -> tuple[Range, ...]:
    """The characters with which a match begins, lower-cased; empty where that is not clear."""
    match node:
        case Single(character=character):
            lower = simple_lower(character)
            return ((lower, lower),)
        case OneOf(ranges=ranges, negated=negated):
            return _others(merged(lowered(ranges))) if negated else lowered(ranges)
        case Sequence(parts=parts) if parts:
            return _begin(parts[0])
        case Alternatives(options=options):
            return tuple(part for option in options for part in _begin(option))
        case Group(inner=inner):
            return _begin(inner)
        case Repeat(inner=inner, least=least) if least > 0:
            return _begin(inner)
        case _:
            return ()


def _others(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """All characters but these sorted ones."""
    edges = [0, *(ord(edge) + after for low, high in ranges for edge, after in ((low, 0), (high, 1))), 0x110000]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((chr(low), chr(high - 1)) for low, high in pairs if low < high)


def _can_be_empty(node: Node) -> bool:
    match node:
        case Sequence(parts=parts):
            return all(map(_can_be_empty, parts))
        case Alternatives(options=options):
            return any(map(_can_be_empty, options))
        case Group(inner=inner):
            return _can_be_empty(inner)
        case Repeat(inner=inner, least=least):
            return least == 0 or _can_be_empty(inner)
        case _:
            return False
