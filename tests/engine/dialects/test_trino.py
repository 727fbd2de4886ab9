"""Trino's texts, and that to a reader who is not ours they say what every engine must say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from baremo.engine.dialects.trino import Trino
from tests.engine.dialects.claims import CLAIMS, Claim, check
from tests.engine.dialects.stand_in import StandIn
from tests.engine.dialects.words import words

SAYS = Trino()
LATE = 9_246_182_399_999_999  # microseconds: the end of 2262
WORDS = {
    "trimmed": r"TRIM(BOTH U&' \0009\000A\000D\00A0' FROM x)",
    "lower": "LOWER(TRANSLATE(x, 'İΣ', 'iσ'))",
    "contains": r"STRPOS(x, 'o''b\') > 0",
    "starts_with": "STARTS_WITH(x, '/p')",
    "ends_with": "SUBSTR(x, -5) = '@x.es'",
    "matches": (
        "REGEXP_LIKE(LOWER(TRANSLATE(x, 'İΣ', 'iσ')), "
        r"'((?<=[0-9a-z_])(?![0-9a-z_])|(?<![0-9a-z_])(?=[0-9a-z_]))c\.o\z')"
    ),
    "json_text": r"""JSON_EXTRACT_SCALAR(x, '$["a.b"]["c\"d"]')""",
    "finite": "CASE WHEN IS_FINITE(x) THEN x END",
    "text_of_number": (
        "COALESCE(CAST(CAST(CASE WHEN x = FLOOR(x) AND ABS(x) < 1000000000000000.0 THEN x END AS BIGINT) AS "
        "VARCHAR), FORMAT('%s', CAST(x AS DOUBLE)))"
    ),
    "quotient": "x / 30",
    "rounded": "SIGN(x) * FLOOR(ABS(x) * 1e9 + 0.5) / 1e9",
    "power": "POWER(x, y)",
    "day_of_date": "DATE_DIFF('day', CAST('1970-01-01' AS DATE), x)",
    "date_of_text": (
        r"TRY_CAST(CASE WHEN REGEXP_LIKE(TRIM(BOTH U&' \0009\000A\000D\00A0' FROM x), "
        r"'^([0-9]{4}-[0-9]{2}-[0-9]{2})\z') THEN TRIM(BOTH U&' \0009\000A\000D\00A0' FROM x) END AS "
        "DATE)"
    ),
    "instant_of_text": (
        "TRY_CAST(REGEXP_REPLACE(REGEXP_REPLACE(TRANSLATE(CASE WHEN REGEXP_LIKE(TRIM(BOTH U&' "
        r"\0009\000A\000D\00A0' FROM x), '^([0-9]{4}-[0-9]{2}-[0-9]{2}[T "
        r"]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]"
        r")?)\z') THEN TRIM(BOTH U&' \0009\000A\000D\00A0' FROM x) END, 'TZ', ' '), '^(.{10}[^+-]+)$', "
        "'$1+00:00'), '^(.{16})([+-])', '$1:00$2') AS TIMESTAMP(6) WITH TIME ZONE)"
    ),
    "microseconds": "CAST(ROUND(TO_UNIXTIME(x) * 1000000) AS BIGINT)",
    "as_instant": (
        "CAST(FROM_UNIXTIME_NANOS(CAST(ROUND(TO_UNIXTIME(x) * 1000000) AS BIGINT) * 1000) AS TIMESTAMP(6) "
        "WITH TIME ZONE)"
    ),
    "in_utc": "WITH_TIMEZONE(CAST(x AS TIMESTAMP(6)), 'UTC')",
    "instant": "CAST('1970-01-01 00:00:00.000001 UTC' AS TIMESTAMP(6) WITH TIME ZONE)",
    "null_instant": "CAST(NULL AS TIMESTAMP(6) WITH TIME ZONE)",
    "youngest of one": "x",
    "youngest": "NULLIF(LEAST(COALESCE(x, 1000000000), COALESCE(y, 1000000000)), 1000000000)",
    "any_element": "COALESCE(ANY_MATCH(x, element -> STRPOS(element, 'es') > 0), FALSE)",
}


@pytest.fixture(scope="module")
def stand_in() -> StandIn:
    return StandIn("trino")


def before_2038(claim: Claim) -> Claim:
    """Later microseconds come out of a double that cannot hold them."""
    return replace(claim, values=[(given, said) for given, said in claim.values if not str(given).startswith("22")])


@pytest.mark.parametrize("claim", [before_2038(claim) for claim in CLAIMS], ids=str)
def test_the_text_says(claim: Claim, stand_in: StandIn) -> None:
    check(claim, stand_in)


def test_instants_of_the_next_centuries_are_counted_to_three_microseconds(stand_in: StandIn) -> None:
    (row,) = stand_in.rows(f"SELECT {SAYS.microseconds(SAYS.instant(LATE, zoned=True)).sql('trino')} AS us")

    assert abs(row["us"] - LATE) <= 3


def test_each_primitive_is_written_so() -> None:
    assert words(SAYS) == WORDS
