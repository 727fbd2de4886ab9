"""YAML text becomes nodes with places, and nothing in it can do harm."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baremo.model.yaml_nodes import Entry, ListNode, MapNode, ScalarNode, Tree, parse


def said(text: str) -> str:
    return "\n".join(str(problem) for problem in parse(text, file="m.yaml").problems)


def value(text: str) -> object:
    root = parse(text, file="m.yaml").root
    assert isinstance(root, ScalarNode)
    return root.value


def test_every_node_knows_its_line_and_column() -> None:
    assert parse("a:\n  - 5\n", file="m.yaml").root == MapNode(
        entries=(
            Entry(
                key="a",
                value=ListNode(items=(ScalarNode(text="5", quoted=False, line=2, column=5),), line=2, column=3),
                line=1,
                column=1,
            ),
        ),
        line=1,
        column=1,
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("~", None),
        ("null", None),
        ("True", True),
        ("'true'", "true"),
        ("012", 12.0),
        ("0o17", 15.0),
        ("0x1F", 31.0),
        ("1e3", 1000.0),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2026-11-30", "2026-11-30"),
        (".inf", float("inf")),
        ('"\\ud83d\\ude00"', "😀"),
    ],
)
def test_scalars_are_those_of_the_core_schema(text: str, read: object) -> None:
    assert value(text) == read
    assert type(value(text)) is type(read)


BROKEN = [
    (
        "a:\n\tb: 1\n",
        "m.yaml:2: yaml-syntax: a tab stands where the line is indented. Indent with spaces, two for each step.",
    ),
    (
        "a: b: c",
        "m.yaml:1: yaml-syntax: a colon does not fit here. Put text that has a colon in quotes, and indent sibling "
        "keys by the same number of spaces.",
    ),
    (
        'a: "x\nb: 1',
        "m.yaml:1: yaml-syntax: a quote is opened here and never closed. Close it with the same quote sign.",
    ),
    (
        "a: [1, 2\nb: 1\n",
        "m.yaml:1: yaml-syntax: a bracket is opened here and its items are not written right or it is never closed. "
        "Separate items by commas, put a space after each colon, and close it with ] or }.",
    ),
    (
        "a:\n  b: 2\n c: 1\n",
        "m.yaml:3: yaml-syntax: this line does not fit the lines above it. Indent sibling keys by the same number "
        "of spaces, and quote a text with quotes inside.",
    ),
    (
        'a: "\\p"',
        "m.yaml:1: yaml-syntax: a backslash in double quotes begins an escape that YAML does not know. Use single "
        "quotes for regular expressions: '\\bword\\b'.",
    ),
    ("a: @x", "m.yaml:1: yaml-syntax: a text cannot begin with @. Put the text in quotes."),
    (
        "a: 1\nabc\n",
        "m.yaml:3: yaml-syntax: the line before this one has no colon. Write `key: value`, with a space after the "
        "colon.",
    ),
    (
        "a: - 1",
        "m.yaml:1: yaml-syntax: a list item (`-`) does not fit here. Begin the list on a line of its own below the "
        "key, or write it as [a, b].",
    ),
    (
        "a: ]",
        "m.yaml:1: yaml-syntax: a closing bracket has no opening one. Take it out, or put the text in quotes.",
    ),
    (
        "a: >x\n",
        "m.yaml:1: yaml-syntax: this is not YAML (expected chomping or indentation indicators, but found 'x'). "
        "Compare the line with the examples in the reference of the model file.",
    ),
    (
        'a: "\\U00110000"',
        "m.yaml: yaml-syntax: this is not YAML (chr() arg not in range(0x110000)). Compare the file with the "
        "examples in the reference of the model file.",
    ),
    (
        "a: x\x01",
        "m.yaml:1: bad-character: a control character (U+0001) stands here. Take it out: it often comes from "
        "copying out of another program.",
    ),
    (
        'a: "\\ud83d"',
        "m.yaml:1: bad-character: the text has half of a character (an escape such as \\ud83d without its pair). "
        "Write the character itself.",
    ),
    (
        "a: &x 1\nb: *x",
        "m.yaml:1: yaml-alias: an anchor or alias (`&name`, `*name`) stands here. Write the value out, or put the "
        "text in quotes if it begins with & or *.",
    ),
    (
        "a: !python/object:os.system 1",
        "m.yaml:1: yaml-tag: a tag (!python/object:os.system) stands here. Take it out, or put the text in quotes "
        "if it begins with !.",
    ),
    (
        "a: 1\n---\na: 2\n",
        "m.yaml:2: several-documents: a second document begins here with `---`. A file holds one model: put the "
        "second into a file of its own.",
    ),
    (
        "%YAML 1.1\n---\na: 1\n",
        "m.yaml:2: yaml-directive: the file begins with a directive (`%YAML` or `%TAG`). Take that line out: the "
        "file is always read as YAML 1.2.",
    ),
    (
        "a: 1\nb: 2\na: 3",
        "m.yaml:3: duplicate-key a: the key stands here for the second time, first in line 1. Keep one of the two, "
        "or give them different names.",
    ),
    (
        "? [a]\n: 1",
        "m.yaml:1: bad-key: a key is a list, a mapping or nothing. A key is text before a colon, such as `points: 5`.",
    ),
    (
        "[" * 21 + "]" * 21,
        "m.yaml:1: too-deep: lists and mappings are nested more than 20 deep. Split the condition into several "
        "criteria.",
    ),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_what_yaml_does_not_allow_is_explained(text: str, message: str) -> None:
    assert said(text) == message


def test_duplicate_keys_do_not_end_the_reading() -> None:
    tree = parse("a: 1\na: 2\nb: 3\nb: 4\n", file="m.yaml")
    assert [problem.line for problem in tree.problems] == [2, 4]
    assert isinstance(tree.root, MapNode)
    assert [entry.key for entry in tree.root.entries] == ["a", "b"]


BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("text", [BOMB, "[" * 250_000, "{a: " * 60_000, "? " * 120_000, "- " * 120_000], ids=range(5))
def test_a_bomb_is_refused_at_once(text: str) -> None:
    began = time.perf_counter()
    assert parse(text, file="m.yaml").root is None
    assert time.perf_counter() - began < 3


@given(st.text(alphabet=st.sampled_from("ab1:-[]{}&*!|>'\"%@`?, \n\t\\\x85\ud83d\ufeff"), max_size=30))
def test_no_text_raises(text: str) -> None:
    assert isinstance(parse(text, file="m.yaml"), Tree)
