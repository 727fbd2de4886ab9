"""HubSpot's property operations as our tests.

The shapes are those of https://developers.hubspot.com/docs/api-reference/2027-03-beta/marketing/lead-scoring/guide
(schemas `Public…Operation`), their operators those of
https://developers.hubspot.com/docs/api-reference/crm-lists-v3/list-filters. A record without a value is
rejected unless `includeObjectsWithNoValueSet` is true, denied operators included: where ours would let it
pass, a second test asks for a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from baremo.convert.conversion import Json, Remarks, UnsayableError
from baremo.convert.export_file import mapping, number, shown, text, texts, whole
from baremo.model.conditions import (
    Age,
    AllOf,
    AllTests,
    AnyOf,
    Compare,
    Comparison,
    Condition,
    Equals,
    FieldTest,
    Missing,
    NotTest,
    Search,
    Test,
    TextSearch,
)
from baremo.texts import say

DAYS = {"days": 1, "weeks": 7, "months": 30, "quarters": 91, "years": 365}
_VARY = ("months", "quarters", "years")
_MONTHS = [
    *("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY"),
    *("AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"),
]

_COMPARISONS: dict[str, Comparison] = {
    "IS_GREATER_THAN": "above",
    "IS_GREATER_THAN_OR_EQUAL_TO": "at_least",
    "IS_LESS_THAN": "below",
    "IS_LESS_THAN_OR_EQUAL_TO": "at_most",
}
_SEARCHES: dict[str, TextSearch] = {
    "CONTAINS": "contains",
    "DOES_NOT_CONTAIN": "contains",
    "STARTS_WITH": "starts_with",
    "ENDS_WITH": "ends_with",
}
_EQUAL = ("IS_EQUAL_TO", "IS", "IS_ANY_OF")
_DENIED = ("IS_NOT_EQUAL_TO", "IS_NOT", "IS_NONE_OF", "DOES_NOT_CONTAIN", "IS_NOT_BETWEEN")
_BEFORE = ("IS_BEFORE", "IS_BEFORE_DATE")
_AFTER = ("IS_AFTER", "IS_AFTER_DATE")


def condition(field: str, operation: Json, remarks: Remarks) -> Condition:
    """The condition that a field passes a property operation.

    Raises
    ------
    UnsayableError
        The operation looks at something that a model cannot see, such as a value of the past.
    """
    operator = text(operation.get("operator"), "operator")
    kind = text(operation.get("operationType"), "operationType").upper()
    if kind == "ALL_PROPERTY":
        return FieldTest(field=field, test=_known(operator))
    if "EVER_" in operator or "NEVER_" in operator:
        raise UnsayableError(
            say("{operator} looks at values of the past, a model at today's.", operator=operator),
            say("Keep the answer in an attribute of its own and test that."),
        )
    positive = _positive(field, kind, operator, operation, remarks)
    return _with_missing(field, positive, operator, operation)


def _with_missing(field: str, positive: Condition, operator: str, operation: Json) -> Condition:
    missing = FieldTest(field=field, test=Missing(missing=True))
    lenient = operation.get("includeObjectsWithNoValueSet") is True
    if operator not in _DENIED:
        return AnyOf(conditions=(positive, missing)) if lenient else positive
    if not isinstance(positive, FieldTest):
        raise _no_operator(operator)
    denied = FieldTest(field=field, test=NotTest(test=positive.test))
    known = FieldTest(field=field, test=Missing(missing=False))
    return denied if lenient else AllOf(conditions=(denied, known))


def _known(operator: str) -> Test:
    match operator:
        case "IS_KNOWN":
            return Missing(missing=False)
        case "IS_UNKNOWN" | "IS_NOT_KNOWN":
            return Missing(missing=True)
        case _:
            raise _no_operator(operator)


def _positive(field: str, kind: str, operator: str, operation: Json, remarks: Remarks) -> Condition:
    """The operation without its denial."""
    match kind:
        case "ENUMERATION" if operator in ("CONTAINS_ALL", "IS_EXACTLY"):
            return _all_of(field, operator, texts(operation.get("values"), "values"), remarks)
        case "BOOL":
            test: Test = Equals(values=(_flag(operation, operator),))
        case "ENUMERATION" | "STRING" | "MULTISTRING":
            test = _text_test(operator, texts(operation.get("values", operation.get("value")), "value"))
        case "NUMBER":
            test = _number_test(operator, number(operation.get("value"), "value"))
        case "NUMBER_RANGED":
            low, high = (number(operation.get(key), key) for key in ("lowerBound", "upperBound"))
            test = _between(operator, (low, high))
        case "DATE" | "DATETIME" | "RANGED_DATE" | "ROLLING_DATE_RANGE" | "TIME_POINT" | "TIME_RANGED":
            test = _date_test(kind, operator, operation, remarks)
        case _:
            raise UnsayableError(
                say("A model has no operation {kind}.", kind=shown(kind)),
                say("Put the answer into an attribute of its own and test that."),
            )
    return FieldTest(field=field, test=test)


def _flag(operation: Json, operator: str) -> bool:
    value = operation.get("value")
    if operator not in ("IS_EQUAL_TO", "IS_NOT_EQUAL_TO", "IS", "IS_NOT") or not isinstance(value, bool):
        raise _no_operator(operator)
    return value


def _text_test(operator: str, values: tuple[str, ...]) -> Test:
    if operator in _SEARCHES:
        return Search(how=_SEARCHES[operator], texts=values)
    if operator in (*_EQUAL, "IS_NOT_EQUAL_TO", "IS_NOT", "IS_NONE_OF"):
        return Equals(values=values)
    raise _no_operator(operator)


def _all_of(field: str, operator: str, values: Sequence[str], remarks: Remarks) -> Condition:
    if operator == "IS_EXACTLY":
        remarks.add(say("A record that has further values beside these passes too."))
    tests = tuple(FieldTest(field=field, test=Equals(values=(value,))) for value in values)
    return tests[0] if len(tests) == 1 else AllOf(conditions=tests)


def _number_test(operator: str, value: float) -> Test:
    if operator in _COMPARISONS:
        return Compare(how=_COMPARISONS[operator], bound=value)
    if operator in ("IS_EQUAL_TO", "IS_NOT_EQUAL_TO", "IS", "IS_NOT"):
        return Equals(values=(value,))
    raise _no_operator(operator)


def _between(operator: str, ends: tuple[float | date, float | date]) -> Test:
    if operator not in ("IS_BETWEEN", "IS_NOT_BETWEEN"):
        raise _no_operator(operator)
    return AllTests(tests=(Compare(how="at_least", bound=ends[0]), Compare(how="at_most", bound=ends[1])))


def _date_test(kind: str, operator: str, operation: Json, remarks: Remarks) -> Test:
    if operation.get("propertyParser") == "UPDATED_AT":
        raise UnsayableError(
            say("It asks when a value was changed, and a model sees the value alone."),
            say("Keep the time of the change in an attribute of its own and test that."),
        )
    match kind:
        case "DATE":
            return _against(operator, _calendar_day(operation))
        case "DATETIME":
            return _against(operator, _instant(operation.get("timestamp")))
        case "RANGED_DATE":
            return _between(operator, (_instant(operation.get("lowerBound")), _instant(operation.get("upperBound"))))
        case "ROLLING_DATE_RANGE":
            return _rolling(operator, whole(operation.get("numberOfDays"), "numberOfDays"))
        case "TIME_POINT":
            return _time_point(operator, mapping(operation.get("timePoint")), remarks)
        case _:
            low, high = (mapping(operation.get(f"{end}BoundTimePoint")) for end in ("lower", "upper"))
            if low.get("timeType") == "DATE":
                return _between(operator, (_calendar_day(low), _calendar_day(high)))
            return Age(how="newer_than", days=days_back(low, high, operator, remarks) + 1)


def _against(operator: str, when: date | datetime) -> Test:
    if operator in _BEFORE:
        return Compare(how="below", bound=when)
    if operator in _AFTER:
        return Compare(how="above", bound=when)
    if operator == "IS_EQUAL_TO":
        return AllTests(tests=(Compare(how="at_least", bound=when), Compare(how="at_most", bound=when)))
    raise _no_operator(operator)


def _rolling(operator: str, days: int) -> Test:
    match operator:
        case "IS_LESS_THAN_X_DAYS_AGO":
            return Age(how="newer_than", days=days)
        case "IS_MORE_THAN_X_DAYS_AGO":
            return Age(how="older_than", days=days)
        case _:
            raise _no_operator(operator)


def _time_point(operator: str, point: Json, remarks: Remarks) -> Test:
    if point.get("timeType") == "DATE":
        return _against(operator, _calendar_day(point))
    days = _offset(point, remarks)
    if operator == "IS_AFTER":
        return Age(how="newer_than", days=days)
    if operator == "IS_BEFORE":
        return Age(how="older_than", days=days + 1)
    raise _no_operator(operator)


def days_back(low: Json, high: Json, operator: str, remarks: Remarks) -> int:
    """How many days before today a range begins that ends now."""
    reference = mapping(high.get("indexReference")).get("referenceType")
    if operator not in ("IS_BETWEEN", "IS_NOT_BETWEEN") or reference not in ("NOW", "TODAY") or _moved(high):
        raise _no_time(high)
    return _offset(low, remarks)


def _offset(point: Json, remarks: Remarks) -> int:
    """Days from a point of time that is reckoned from today, back into the past."""
    reference = mapping(point.get("indexReference")).get("referenceType")
    if point.get("timeType") != "INDEXED" or reference not in ("TODAY", "NOW"):
        raise _no_time(point)
    days = 0.0
    for unit, value in mapping(point.get("offset")).items():
        if value and unit not in DAYS:
            raise _no_time(point)
        if value and unit in _VARY:
            remarks.add(say("Its {unit} are reckoned as {days} days each.", unit=unit, days=DAYS[unit]))
        days -= number(value or 0, unit) * DAYS.get(unit, 0)
    return whole(days, "offset")


def _moved(point: Json) -> bool:
    return any(mapping(point.get("offset")).values())


def _calendar_day(point: Json) -> date:
    month = point.get("month")
    if isinstance(month, str) and month.upper() in _MONTHS:
        month = _MONTHS.index(month.upper()) + 1
    if isinstance(month, str) and month.isdigit():
        month = int(month)
    try:
        return date(*(whole(part, "date") for part in (point.get("year"), month, point.get("day"))))
    except ValueError:
        raise _no_time(point) from None


def _instant(milliseconds: object) -> datetime:
    if isinstance(milliseconds, int) and abs(milliseconds) < 10**14:
        return datetime.fromtimestamp(milliseconds // 1000, UTC)
    raise UnsayableError(
        say("{given} is no time in milliseconds.", given=shown(milliseconds)), say("Write the rule by hand.")
    )


def _no_operator(operator: str) -> UnsayableError:
    return UnsayableError(
        say("A model has no test for the operator {operator}.", operator=shown(operator)),
        say("Put the answer into an attribute of its own and test that."),
    )


def _no_time(point: object) -> UnsayableError:
    return UnsayableError(
        say("A model has no words for the time {given}.", given=shown(point)),
        say("A model knows dates, and ages in days up to now."),
    )
