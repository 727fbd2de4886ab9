"""Snowflake's texts, and that to a reader who is not ours they say what every engine must say."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest

from baremo.engine.dialects.snowflake import Snowflake
from baremo.engine.moments import DAY
from tests.engine.dialects.claims import CLAIMS, Claim, check
from tests.engine.dialects.stand_in import StandIn
from tests.engine.dialects.words import words

WORDS = {
    "trimmed": r"TRIM(x, ' \t\n\r' || CHR(160))",
    "lower": "LOWER(TRANSLATE(x, 'İΣ', 'iσ'))",
    "contains": r"CONTAINS(x, 'o\'b\\')",
    "starts_with": "STARTSWITH(x, '/p')",
    "ends_with": "ENDSWITH(x, '@x.es')",
    "matches": r"REGEXP_INSTR(LOWER(TRANSLATE(x, 'İΣ', 'iσ')), '\\bc\\.o$') > 0",
    "json_text": (
        """CASE WHEN NOT TYPEOF(GET(GET(TRY_PARSE_JSON(TO_VARCHAR(x)), 'a.b'), 'c"d')) IN ('OBJECT', 'ARRAY', """
        """'NULL_VALUE') THEN CAST(GET(GET(TRY_PARSE_JSON(TO_VARCHAR(x)), 'a.b'), 'c"d') AS VARCHAR) END"""
    ),
    "finite": "CASE WHEN ABS(x) < CAST('inf' AS DOUBLE) THEN x END",
    "text_of_number": (
        "COALESCE(CAST(CAST(CASE WHEN x = FLOOR(x) AND ABS(x) < 1000000000000000.0 THEN x END AS BIGINT) AS "
        "VARCHAR), CAST(CAST(x AS DOUBLE) AS VARCHAR))"
    ),
    "quotient": "CAST(TRUNC(CAST(x AS DECIMAL(38, 12)) / 30) AS BIGINT)",
    "rounded": "SIGN(x) * FLOOR(ABS(x) * 1e9 + 0.5) / 1e9",
    "power": "POWER(x, y)",
    "day_of_date": "DATEDIFF(DAY, DATE_FROM_PARTS(1970, 1, 1), x)",
    "date_of_text": (
        r"TRY_TO_DATE(CASE WHEN REGEXP_LIKE(TRIM(x, ' \t\n\r' || CHR(160)), "
        r"'[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN TRIM(x, ' \t\n\r' || CHR(160)) END, 'YYYY-MM-DD')"
    ),
    "instant_of_text": (
        "TRY_TO_TIMESTAMP_TZ(REGEXP_REPLACE(REGEXP_REPLACE(TRANSLATE(CASE WHEN REGEXP_LIKE(TRIM(x, ' "
        r"\t\n\r' || CHR(160)), '[0-9]{4}-[0-9]{2}-[0-9]{2}[T "
        r"]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9"
        r"])?') THEN TRIM(x, ' \t\n\r' || CHR(160)) END, 'TZ', ' '), '^(.{10}[^+-]+)$', '\\1+00:00'), "
        r"'^(.{16})([+-])', '\\1:00\\2'), 'AUTO')"
    ),
    "microseconds": "DATE_PART(EPOCH_MICROSECOND, x)",
    "as_instant": "TO_TIMESTAMP_TZ(DATE_PART(EPOCH_MICROSECOND, x), 6)",
    "in_utc": "TO_TIMESTAMP_TZ(DATE_PART(EPOCH_MICROSECOND, CAST(x AS TIMESTAMPNTZ)), 6)",
    "instant": "TO_TIMESTAMP_TZ('1970-01-01 00:00:00.000001 +00:00', 'YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM')",
    "null_instant": "CAST(NULL AS TIMESTAMPTZ)",
    "youngest of one": "x",
    "youngest": "NULLIF(LEAST(COALESCE(x, 1000000000), COALESCE(y, 1000000000)), 1000000000)",
    "any_element": (
        "COALESCE(ARRAY_SIZE(FILTER(TO_ARRAY(x), element -> CONTAINS(CAST(element AS VARCHAR), 'es'))), 0) > 0"
    ),
}


@pytest.fixture(scope="module")
def stand_in() -> StandIn:
    return StandIn("snowflake")


@pytest.mark.parametrize("claim", CLAIMS, ids=str)
def test_the_text_says(claim: Claim, stand_in: StandIn) -> None:
    check(claim, stand_in)


def test_each_primitive_is_written_so() -> None:
    assert words(Snowflake()) == WORDS


@pytest.mark.parametrize("day", [1, 20_758, 1_020_758, 1_999_999])
def test_twelve_decimals_keep_the_last_microsecond_of_a_day_below_the_next(day: int) -> None:
    quotient = (Decimal(day * DAY - 1) / DAY).quantize(Decimal("1e-12"), rounding=ROUND_HALF_UP)

    assert int(quotient) == day - 1
