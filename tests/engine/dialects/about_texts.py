"""What every engine must say of texts, patterns, JSON and lists."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from baremo.engine.expressions import Expr, col
from baremo.model.patterns import parse
from baremo.model.words import simple_lower
from tests.engine.dialects.claim import Claim, Write

# Latin, Greek, Cyrillic and Armenian.
LETTERS = [(0x20, 0x590), (0x1E00, 0x2000)]


def _same_as_given(*values: Any) -> list[tuple[Any, Any]]:
    return [(value, value) for value in values]


def _matches(pattern: str) -> Write:
    return lambda say, value: say.matches(value, parse(pattern))


TEXTS = [
    Claim(
        says="blanks, tabs, line breaks and hard blanks are trimmed and nothing else",
        kind="text",
        write=lambda say, value: say.trimmed(value),
        values=[
            (" \t\r\n\u00a0x y\u00a0", "x y"),
            ("à", "à"),  # its last byte is the hard blank's
            *_same_as_given("\u2003x", "x\u200b", "", None, "'", "\\"),
        ],
    ),
    Claim(
        says="lower case is simple",
        kind="text",
        write=lambda say, value: say.lower(value),
        values=[
            ("ÉLITE", "élite"),
            ("ÑANDÚ", "ñandú"),
            ("İstanbul I", "istanbul i"),
            ("STRASSE straße ẞ", "strasse straße ß"),
            ("ΑΣ ΣΑΣ.", "ασ σασ."),
            ("Ǆǅ Ω K Å", "ǆǆ ω k å"),
            ("", ""),
            (None, None),
        ],
    ),
    Claim(
        says="every letter of Europe's alphabets has the lower case that models are read with",
        kind="text",
        write=lambda say, value: say.lower(value),
        values=[(chr(code), simple_lower(chr(code))) for start, end in LETTERS for code in range(start, end)],
    ),
    Claim(
        says="a part is found as it is written",
        kind="text",
        write=lambda say, value: say.contains(value, "50 %_\\'"),
        values=[("to 50 %_\\' off", True), ("50 xx\\'", False), ("", False), (None, None)],
    ),
    Claim(
        says="a beginning is found as it is written",
        kind="text",
        write=lambda say, value: say.starts_with(value, "/pric_"),
        values=[("/pric_ing", True), ("/pricing", False), ("x/pric_", False), ("/pric", False), (None, None)],
    ),
    Claim(
        says="an end is found as it is written",
        kind="text",
        write=lambda say, value: say.ends_with(value, "%ñ"),
        values=[("a%ñ", True), ("%ñ", True), ("abñ", False), ("ñ", False), ("", False), (None, None)],
    ),
    Claim(
        says="texts are sorted by code points",
        kind="text",
        write=lambda say, value: exp.Window(
            this=exp.RowNumber(), order=exp.Order(expressions=[exp.Ordered(this=say.text_order(value))])
        ),
        values=[("é", 7), ("z", 6), ("a", 5), ("Z", 4), ("10", 3), ("-5", 2), ("", 1), ("\U0001f600", 8)],
    ),
]
PATTERNS = [
    Claim(
        says="a word's edge is that of ASCII letters",
        kind="text",
        write=_matches(r"\bvp\b"),
        values=[
            ("The VP!", True),
            ("éVP", True),
            ("vp_1", False),
            ("avp", False),
            ("", False),
            (None, None),
        ],
    ),
    Claim(
        says="no word's edge is the opposite",
        kind="text",
        write=_matches(r"\Bvp\B"),
        values=[("avpb", True), ("évp", False), ("vp", False)],
    ),
    Claim(
        says="the end is the very end and the start the very start",
        kind="text",
        write=_matches("^a|z$"),
        values=[("z", True), ("z\n", False), ("x\na", False), ("xa", False), ("az\n", True)],
    ),
    Claim(
        says="a dot is any character but a line break",
        kind="text",
        write=_matches("^a.c$"),
        values=[("aéc", True), ("a\nc", False), ("a\rc", True), ("ac", False), ("a\U0001f600c", True)],
    ),
    Claim(
        says="classes are those of ASCII",
        kind="text",
        write=_matches(r"^\w\d\s\D\W\S$"),
        values=[("a1 xéx", True), ("é1 xéx", False), ("a٣ xéx", False), ("a1\u00a0xéx", False), ("a1\x0bxéé", True)],
    ),
    Claim(
        says="signs are themselves, in classes too",
        kind="text",
        write=_matches(r"^[\]\[^&|~-]{6}\.\\\{\}'\"[\t-\r]\f$"),
        values=[("][^&|~.\\{}'\"\n\f", True), ("][^&_~.\\{}'\"\n\f", False), ("][^&|~x\\{}'\"\n\f", False)],
    ),
    Claim(
        says="ranges of letters are those of code points, in lower case",
        kind="text",
        write=_matches("^[À-Ý][^a-z][A-Z]$"),
        values=[("ÑÑZ", True), ("ñz1", False), ("nñz", False), ("ÿñz", False)],
    ),
    Claim(
        says="repetitions go up to a hundred",
        kind="text",
        write=_matches("^(ab){2,3}[a-z]{0,100}(c|de)*$"),
        values=[("ababab" + "x" * 100, True), ("abab", True), ("ab", False), ("ababc" + "x" * 101, False)],
    ),
    Claim(
        says="the largest expressions are not too large",
        kind="text",
        write=_matches("([^a-c]|[a-c][À-Ö]){100}[0-9][^x]{100}[a-z]{99}" + "[a-z0-9]{0,100}" * 5),
        values=[("no", False), ("1" * 201 + "a" * 400, True)],
    ),
]
JSON = [
    Claim(
        says="a scalar at a path comes as text; objects and lists are none",
        kind="text",
        write=lambda say, value: say.json_text(value, ["a", "b c"]),
        values=[
            ('{"a": {"b c": "x\\"y\\u00e9"}}', 'x"yé'),
            ('{"a": {"b c": 42}}', "42"),
            ('{"a": {"b c": -0.5}}', "-0.5"),
            ('{"a": {"b c": true}}', "true"),
            ('{"a": {"b c": ""}}', ""),
            *((given, None) for given in ('{"a": {"b c": null}}', '{"a": {"b c": {}}}', '{"a": {"b c": [1]}}')),
            *((given, None) for given in ('{"a": 1}', '{"a.b c": 1}', "{}", "[]", "null", "7", None)),
        ],
    ),
    Claim(
        says="a key is read as it is written",
        kind="text",
        write=lambda say, value: say.json_text(value, ["q\"u\\o'te/~.$[0]"]),
        values=[('{"q\\"u\\\\o\'te/~.$[0]": "odd"}', "odd"), ('{"q": "u"}', None)],
    ),
]
LISTS = [
    Claim(
        says="some element of a list passes or none",
        kind="list",
        write=lambda say, value: say.any_element(value, "element", _known(say.contains(col("element"), "es"))),
        values=[
            (["fr", "es"], True),
            ([None, "es"], True),
            (["fr"], False),
            ([], False),
            ([None], False),
            (None, False),
        ],
    ),
]


def _known(test: Expr) -> Expr:
    """As all conditions are, never null."""
    return exp.Coalesce(this=test, expressions=[exp.false()])
