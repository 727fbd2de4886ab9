"""YAML text to a tree of nodes that know their line and column.

Only the plain part of YAML 1.2 is read (no anchors, aliases, tags or second document) and depth is
checked while reading, so that no small file can grow large in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from baremo.errors import Problem
from baremo.model.yaml_errors import marked_error
from baremo.texts import Text, say

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL_FLOAT = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class ScalarNode:
    """Text, a number, true, false or nothing, as written."""

    text: str
    quoted: bool
    line: int  # from 1
    column: int  # from 1

    @property
    def value(self) -> str | float | bool | None:
        """What the core schema of YAML 1.2 makes of it; numbers are floats, dates stay text."""
        if self.quoted:
            return self.text
        if self.text in _NULLS:
            return None
        if self.text in _BOOLS:
            return _BOOLS[self.text]
        return _number(self.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListNode:
    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A key and its value; the place is the key's."""

    key: str
    value: Node
    line: int
    column: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MapNode:
    entries: tuple[Entry, ...]  # keys are unique
    line: int
    column: int


Node = ScalarNode | ListNode | MapNode


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """The root, or None where the text cannot be read at all, and every problem met."""

    root: Node | None
    problems: tuple[Problem, ...]


def parse(text: str, *, file: str) -> Tree:
    """Read YAML or JSON text; never raises for what stands in the text."""
    composer = _Composer(file)
    try:
        root = composer.document(_events(text.removeprefix("\ufeff"), file))
    except _UnreadableError as stop:
        return Tree(root=None, problems=(*composer.problems, stop.problem))
    return Tree(root=root, problems=tuple(composer.problems))


def _events(text: str, file: str) -> Iterator[Event]:
    """The parser's events; whatever it raises, for it raises many kinds of errors, becomes a problem."""
    try:
        yield from YAML(typ="safe", pure=True).parse(_without_json_tabs(text))
    except MarkedYAMLError as error:
        raise _UnreadableError(marked_error(error, text, file)) from None
    except ReaderError as error:
        raise _UnreadableError(_bad_character(error, text, file)) from None
    except Exception as error:
        raise _UnreadableError(_not_yaml(error, file)) from None


class _UnreadableError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Composer:
    """Makes nodes of one document's events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def document(self, events: Iterator[Event]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self._check_start(event, root)
            elif isinstance(event, NodeEvent):
                root = self._node(event, events, depth=1)
        return root

    def _check_start(self, event: DocumentStartEvent, root: Node | None) -> None:
        if root is not None:
            raise self._unreadable(
                "several-documents",
                event,
                say("a second document begins here with `---`."),
                say("A file holds one model: put the second into a file of its own."),
            )
        if event.version or event.tags:
            raise self._unreadable(
                "yaml-directive",
                event,
                say("the file begins with a directive (`%YAML` or `%TAG`)."),
                say("Take that line out: the file is always read as YAML 1.2."),
            )

    def _node(self, event: Event, events: Iterator[Event], *, depth: int) -> Node:
        self._check_plain(event, depth)
        line, column = _place(event)
        if isinstance(event, ScalarEvent):
            text = self._joined(event)
            return ScalarNode(text=text, quoted=event.style is not None, line=line, column=column)
        if isinstance(event, SequenceStartEvent):
            items = []
            while not isinstance(item := next(events), SequenceEndEvent):
                items.append(self._node(item, events, depth=depth + 1))
            return ListNode(items=tuple(items), line=line, column=column)
        return MapNode(entries=self._entries(events, depth + 1), line=line, column=column)

    def _entries(self, events: Iterator[Event], depth: int) -> tuple[Entry, ...]:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            key = self._node(event, events, depth=depth)
            value = self._node(next(events), events, depth=depth)
            if isinstance(value, ScalarNode) and not value.text and not value.quoted:
                value = replace(value, line=key.line, column=key.column)  # nothing stands at its key
            if not isinstance(key, ScalarNode) or (not key.text and not key.quoted):
                self._bad_key(event)
            elif key.text in entries:
                self._repeated_key(event, key.text, entries[key.text].line)
            else:
                entries[key.text] = Entry(key=key.text, value=value, line=key.line, column=key.column)
        return tuple(entries.values())

    def _check_plain(self, event: Event, depth: int) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise self._unreadable(
                "yaml-alias",
                event,
                say("an anchor or alias (`&name`, `*name`) stands here."),
                say("Write the value out, or put the text in quotes if it begins with & or *."),
            )
        if tag := getattr(event, "tag", None):
            raise self._unreadable(
                "yaml-tag",
                event,
                say("a tag ({tag}) stands here.", tag=tag),
                say("Take it out, or put the text in quotes if it begins with !."),
            )
        if depth > MAX_DEPTH and not isinstance(event, ScalarEvent):
            raise self._unreadable(
                "too-deep",
                event,
                say("lists and mappings are nested more than {limit} deep.", limit=MAX_DEPTH),
                say("Split the condition into several criteria."),
            )

    def _joined(self, event: ScalarEvent) -> str:
        """The text with the halves of JSON's escaped characters put together."""
        text = str(event.value)
        if not _SURROGATE.search(text):
            return text
        try:
            return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            raise self._unreadable(
                "bad-character",
                event,
                say("the text has half of a character (an escape such as \\ud83d without its pair)."),
                say("Write the character itself."),
            ) from None

    def _bad_key(self, event: Event) -> None:
        self._add(
            "bad-key",
            event,
            say("a key is a list, a mapping or nothing."),
            say("A key is text before a colon, such as `points: 5`."),
        )

    def _repeated_key(self, event: Event, key: str, first: int) -> None:
        self._add(
            "duplicate-key",
            event,
            say("the key stands here for the second time, first in line {first}.", first=first),
            say("Keep one of the two, or give them different names."),
            subject=key[:80],
        )

    def _add(self, code: str, event: Event, message: Text, remedy: Text, *, subject: str = "") -> None:
        self.problems.append(self._problem(code, event, message, remedy, subject=subject))

    def _unreadable(self, code: str, event: Event, message: Text, remedy: Text) -> _UnreadableError:
        return _UnreadableError(self._problem(code, event, message, remedy))

    def _problem(self, code: str, event: Event, message: Text, remedy: Text, *, subject: str = "") -> Problem:
        line, column = _place(event)
        return Problem(
            code=code,
            subject=subject,
            message=message,
            remedy=remedy,
            file=self.file,
            line=line,
            column=column,
        )


def _place(event: Event) -> tuple[int, int]:
    mark: StringMark | Any = event.start_mark
    return mark.line + 1, mark.column + 1


def _number(text: str) -> str | float:
    if _INTEGER.fullmatch(text):
        if text[:2] == "0o":
            return float(int(text[2:], 8))
        return float(int(text, 16)) if text[:2] == "0x" else float(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "", 1)) if _SPECIAL_FLOAT.fullmatch(text) else text


def _without_json_tabs(text: str) -> str:
    """In JSON every tab is layout (inside text it is written \\t), which YAML does not always allow."""
    return text.replace("\t", " ") if text.lstrip()[:1] in ("{", "[") else text


def _bad_character(error: ReaderError, text: str, file: str) -> Problem:
    before = text[: error.position]
    return Problem(
        code="bad-character",
        subject="",
        message=say("a control character ({code}) stands here.", code=f"U+{ord(text[error.position]):04X}"),
        remedy=say("Take it out: it often comes from copying out of another program."),
        file=file,
        line=before.count("\n") + 1,
        column=len(before) - before.rfind("\n"),
    )


def _not_yaml(error: Exception, file: str) -> Problem:
    return Problem(
        code="yaml-syntax",
        subject="",
        message=say("this is not YAML ({detail}).", detail=str(error).partition("\n")[0]),
        remedy=say("Compare the file with the examples in the reference of the model file."),
        file=file,
    )
