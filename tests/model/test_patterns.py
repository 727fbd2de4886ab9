"""The regular expressions of a model: what they mean, and what is refused."""

from __future__ import annotations

import contextlib
import re
import time

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baremo.model.patterns import PatternError, parse
from baremo.model.words import simple_lower

TEXTS = [
    "chief marketing officer",
    "VP, Sales",
    "vp",
    "Élite",
    "élite",
    "Málaga 29001",
    "a.b",
    "axb",
    "a\nb",
    "line\n",
    "-]^\\",
    "İstanbul",
    "x" * 50,
    "",
]


def python_finds(pattern: str, value: str) -> bool:
    return re.search(parse(pattern).text(end=r"\Z"), simple_lower(value), re.ASCII) is not None


def duckdb_finds(pattern: str, value: str) -> bool:
    asked = duckdb.execute("select regexp_matches(?, ?)", [simple_lower(value), parse(pattern).text()])
    ((found,),) = asked.fetchall()  # one row alone would leave the shared connection unfinished for later tests
    return bool(found)


@pytest.mark.parametrize(
    ("pattern", "canonical"),
    [
        (r"\b(Chief|VP)\b", r"\b(chief|vp)\b"),
        (r"(?:a|b)+?c*?", r"(a|b)+c*"),
        (r"^[A-Z]{2,3}\d+$", r"^[a-z]{2,3}[0-9]+\z"),
        (r"\w\W\s\S\D", r"[0-9_a-z][^0-9_a-z][\t-\r ][^\t-\r ][^0-9]"),
        (r".\.", r"[^\n]\."),
        (r"[\w\s-]+", r"[\t-\r \-0-9_a-z]+"),
        (r"[\]\\^-]", r"[\-\\-\^]"),
        (r"[É-Ú]", "[É-Úé-öø-ú]"),
        (r"[^A-Z]", "[^a-z]"),
        (r"\/\-\ \#a#", r"/- #a#"),
        (r"a{3}b{2,}c{0,1}", r"a{3}b{2,}c?"),
        ("İΣ", "iσ"),
        (r"\$\{x\}]", r"\$\{x\}\]"),
        (r"\B\t\n", r"\B\t\n"),
    ],
)
def test_the_canonical_text_is_lower_cased_and_plain(pattern: str, canonical: str) -> None:
    assert parse(pattern).text() == canonical


def test_a_dialect_may_write_ends_and_edges_its_own_way() -> None:
    assert parse(r"\ba$").text(end=r"\Z", edge=r"\y") == r"\ya\Z"


@pytest.mark.parametrize(
    ("pattern", "value", "found"),
    [
        (r"\bVP\b", "the vp, sales", True),
        (r"\bvp\b", "mvps", False),
        ("ÉLITE", "élite", True),
        ("élite", "ÉLITE", True),
        ("[É-Ú]", "ú", True),
        ("^a$", "A", True),
        ("a$", "a\n", False),
        ("^b", "a\nb", False),
        ("a.b", "a\nb", False),
        (r"a\.b", "axb", False),
        (r"\d", "٣", False),
        (r"\w", "é", False),
        (r"istanbul", "İSTANBUL", True),
        (r"[^a]", "A", False),
        ("(ab|c){2}$", "xabc", True),
    ],
)
def test_a_match_ignores_case_and_knows_ascii_words(pattern: str, value: str, found: bool) -> None:
    assert python_finds(pattern, value) is found
    assert duckdb_finds(pattern, value) is found


ATOMS = st.sampled_from(
    ["a", "É", ".", r"\d", r"\w", r"\s", r"\b", "[A-c]", "[^a-z]", "(a|b)", "(?:x|ñ)", r"\.", "^", "$"]
)
TIMES = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,3}", "{2,}", "+?"])


@given(st.lists(st.tuples(ATOMS, TIMES), min_size=1, max_size=6), st.text("aÉñ. \n1xZ", max_size=12))
def test_engines_agree_on_every_expression(parts: list[tuple[str, str]], value: str) -> None:
    edges = ("^", "$", r"\b")
    pattern = "".join(atom if atom in edges else atom + times for atom, times in parts)
    assert python_finds(pattern, value) == duckdb_finds(pattern, value)


def test_a_value_of_a_million_characters_stays_cheap() -> None:
    began = time.perf_counter()
    for pattern in (r"(ab|c)+d$", r".*chief.*officer$", r"[a-z]{100}[0-9]", "[é-ú]{100}ñ{100}"):
        assert not duckdb_finds(pattern, "ab" * 500_000)
    assert time.perf_counter() - began < 5


def test_an_expression_says_whether_ascii_words_meet_accents() -> None:
    assert parse(r"\bélite\b").ascii_words
    assert parse(r"m[áa]\w+").ascii_words
    assert not parse(r"\belite\b").ascii_words
    assert not parse("élite").ascii_words


def test_an_expression_says_whether_all_of_it_may_be_left_out() -> None:
    assert parse("(a?b*|c)").always
    assert not parse("a?b").always


def test_a_problem_knows_its_position() -> None:
    with pytest.raises(PatternError) as error:
        parse("ab(c")
    assert error.value.position == 2


REFUSED = [
    ("", "the expression is empty. Write what to look for."),
    (
        "x" * 501,
        "the expression has 501 characters, at most 500 fit. Look for shorter words, or split it into several "
        "tests with any.",
    ),
    (
        "((a{10}){10}){11}",
        "written out, the repetitions make 1100 steps, at most 1000 fit. Repeat less, or use + or * in place of a "
        "large number.",
    ),
    ("a*" * 11, "11 repetitions without end are too many, at most 10 fit. Split the expression into several tests."),
    (
        "(a+)+",
        "at character 1 of the expression: the repeated part can match the same text in several ways, which some "
        "engines try for ever. Repeat parts of fixed length whose alternatives begin differently, such as (ab|c)+ "
        "or [ab]+.",
    ),
    ("a)", "at character 2 of the expression: a bracket `)` closes nothing. Take it out, or write \\)."),
    ("b(a", "at character 2 of the expression: a bracket `(` is not closed. Close it with ), or write \\(."),
    ("[a", "at character 1 of the expression: a bracket `[` is not closed. Close it with ], or write \\[."),
    ("[]a]", "at character 2 of the expression: the class [ ] is empty. Write what may stand there; a bracket is \\]."),
    ("*a", "at character 1 of the expression: * repeats nothing. Put what it repeats before it, or write \\*."),
    (
        "a**",
        "at character 3 of the expression: two repetitions follow each other. Keep one, or put the first into "
        "brackets.",
    ),
    (
        "a{101}",
        "at character 2 of the expression: {101} is not a repetition from 0 up to 100. Write the smaller number "
        "first and none above 100.",
    ),
    (
        "a{x",
        "at character 2 of the expression: { begins a repetition that is not complete. Write {2,3} for two or "
        "three times, or \\{.",
    ),
    (
        "^*",
        "at character 1 of the expression: a place such as ^, $ or \\b cannot be repeated. Take the repetition out.",
    ),
    (
        "(?i)a",
        "at character 2 of the expression: (?i) sets a flag. Take it out: case is always ignored, and . never "
        "matches a line break.",
    ),
    (
        "a(?!b)",
        "at character 3 of the expression: (?! looks ahead or behind, which not every engine knows. Combine several "
        "tests with all and not.",
    ),
    ("(?P<n>a)", "at character 2 of the expression: (?P< names a group. Write a plain group: ( )."),
    (
        r"(a)\1",
        "at character 4 of the expression: \\1 refers back to a group, which not every engine knows. Write the text "
        "out.",
    ),
    (
        r"\Aa",
        "at character 1 of the expression: \\A means nothing here. Write ^ for the start and $ for the end of the "
        "text.",
    ),
    (
        r"\x41",
        "at character 1 of the expression: \\x means nothing here. Write the characters themselves, such as [a-zñ].",
    ),
    (
        r"\q",
        "at character 1 of the expression: \\q means nothing here. Write the letter without a backslash; there are "
        "\\b, \\d, \\w and \\s.",
    ),
    ("a\\", "at character 2 of the expression: a backslash stands at the end. Write \\\\ for a backslash."),
    (
        "[z-a]",
        "at character 2 of the expression: the range z-a runs backwards. Write a-z, or \\- for the hyphen.",
    ),
    (
        "[[:alpha:]]",
        "at character 2 of the expression: [: begins a named class, which not every engine knows. Write the "
        "characters, such as [a-z], or \\[ for the bracket.",
    ),
    (r"[\D]", "at character 2 of the expression: \\D cannot stand in a class. Write a class with ^, such as [^0-9]."),
    ("a\x01", "at character 2 of the expression: an invisible character (U+0001) stands in it. Take it out."),
    ("(" * 21 + "a", "at character 21 of the expression: groups are nested more than 20 deep. Use fewer brackets."),
]


@pytest.mark.parametrize(("pattern", "message"), REFUSED)
def test_what_not_every_engine_can_do_is_refused_with_the_remedy(pattern: str, message: str) -> None:
    with pytest.raises(PatternError) as error:
        parse(pattern)
    assert str(error.value) == message


@pytest.mark.parametrize("pattern", ["(a|aa)+", "(a|)+", "(A|a)*", r"(\d|\w)+", "(a?){2}", "([^a]|b)+", r"(\b|a)+"])
def test_what_can_match_in_several_ways_is_not_repeated(pattern: str) -> None:
    with pytest.raises(PatternError, match="the same text in several ways"):
        parse(pattern)


@pytest.mark.parametrize("pattern", ["(cto|vp)+", "((a|b){2})+", "([^a]|a)+", r"(\d|[a-z])*", "(ab)+", "(a|a)"])
def test_what_can_match_in_one_way_may_be_repeated(pattern: str) -> None:
    assert parse(pattern).text()


@given(st.text(max_size=40))
def test_no_text_breaks_the_parser(text: str) -> None:
    with contextlib.suppress(PatternError):
        re.compile(parse(text).text(end=r"\Z"), re.ASCII)
