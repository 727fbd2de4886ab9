"""Apache Unomi's conditions on a profile as our conditions on the lead.

What a condition does is read from Unomi's source (plugins/baseplugin, META-INF/cxs/conditions/*.json and
PropertyConditionEvaluator.java): a property that is not there fails every operator but `missing`, denied
ones included, so a denied test also asks for a value.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from baremo.convert.conversion import Json, UnsayableError
from baremo.convert.export_file import items, mapping, number, shown, text, texts
from baremo.model.conditions import (
    Age,
    AllOf,
    AllTests,
    AnyOf,
    Bound,
    Compare,
    Comparison,
    Condition,
    Equals,
    FieldTest,
    Matches,
    Missing,
    Not,
    NotTest,
    Scalar,
    Search,
    Test,
    TextSearch,
)
from baremo.texts import say

VALUES = ("propertyValue", "propertyValueInteger", "propertyValueDouble", "propertyValueDate", "propertyValueDateExpr")
LISTS = ("propertyValues", "propertyValuesInteger", "propertyValuesDouble", "propertyValuesDate")
_COMPARISONS: dict[str, Comparison] = {
    "greaterThan": "above",
    "greaterThanOrEqualTo": "at_least",
    "lessThan": "below",
    "lessThanOrEqualTo": "at_most",
}
_SEARCHES: dict[str, TextSearch] = {
    "contains": "contains",
    "notContains": "contains",
    "startsWith": "starts_with",
    "endsWith": "ends_with",
    "inContains": "contains",
}
_DENIED = ("notEquals", "notContains", "notIn", "hasNoneOf", "isNotDay")
_LISTED = ("in", "notIn", "hasSomeOf", "hasNoneOf")
_BACK = re.compile(r"now-([0-9]{1,5})d(?:/d)?")


def on_lead(condition: Json) -> Condition:
    """The condition on the lead.

    Raises
    ------
    UnsayableError
        It is on something else, or has no words here.
    """
    values = mapping(condition.get("parameterValues"))
    match condition.get("type"):
        case "profilePropertyCondition":
            return on_property(attribute(text(values.get("propertyName"), "propertyName")), values)
        case "profileSegmentCondition":
            return _membership("segments", values.get("segments"), values.get("matchType"))
        case "profileUserListCondition":
            return _membership("lists", values.get("lists"), values.get("matchType"))
        case "booleanCondition":
            parts = tuple(on_lead(part) for part in items(values.get("subConditions")))
            if not parts:
                raise UnsayableError(say("It joins no conditions."), say("Nothing needs to be done."))
            if len(parts) == 1:
                return parts[0]
            either = str(values.get("operator", "and")).lower() == "or"
            return AnyOf(conditions=parts) if either else AllOf(conditions=parts)
        case "notCondition":
            return Not(condition=on_lead(mapping(values.get("subCondition"))))
        case other:
            raise UnsayableError(
                say("A model does not know the condition {kind}.", kind=shown(other)),
                say("Keep its answer in an attribute of the profile and test that."),
            )


def attribute(name: str) -> str:
    """The attribute of a profile's property: properties.jobTitle is jobTitle."""
    return name.removeprefix("properties.")


def on_property(field: str, values: Json) -> Condition:
    """A field passes an operator of Unomi."""
    operator = text(values.get("comparisonOperator"), "comparisonOperator")
    if operator in ("exists", "missing"):
        return FieldTest(field=field, test=Missing(missing=operator == "missing"))
    if operator == "all":
        each = tuple(FieldTest(field=field, test=Equals(values=(value,))) for value in _many(values))
        return each[0] if len(each) == 1 else AllOf(conditions=each)
    test = _test(operator, values)
    if operator not in _DENIED:
        return FieldTest(field=field, test=test)
    known = FieldTest(field=field, test=Missing(missing=False))
    return AllOf(conditions=(FieldTest(field=field, test=NotTest(test=test)), known))


def _test(operator: str, values: Json) -> Test:
    if operator in _COMPARISONS:
        return _comparison(_COMPARISONS[operator], _one(values))
    if operator in ("equals", "notEquals"):
        return _equality(_one(values))
    if operator in _LISTED:
        return Equals(values=_many(values))
    if operator in _SEARCHES:
        found = _many(values) if operator == "inContains" else (_one(values),)
        return Search(how=_SEARCHES[operator], texts=tuple(map(str, found)))
    match operator:
        case "between":
            low, high = (*_many(values), None, None)[:2]
            return AllTests(tests=(_comparison("at_least", low), _comparison("at_most", high)))
        case "matchesRegex":
            return Matches(pattern=f"^(?:{text(values.get('propertyValue'), 'propertyValue')})$")
        case "isDay" | "isNotDay":
            day = _moment(_one(values)).date()
            return AllTests(tests=(Compare(how="at_least", bound=day), Compare(how="at_most", bound=day)))
        case _:
            raise UnsayableError(
                say("A model has no test for the operator {operator}.", operator=shown(operator)),
                say("Keep its answer in an attribute of the profile and test that."),
            )


def _equality(value: object) -> Test:
    if isinstance(value, datetime):
        return AllTests(tests=(Compare(how="at_least", bound=value), Compare(how="at_most", bound=value)))
    return Equals(values=(_scalar(value),))


def _comparison(how: Comparison, value: object) -> Test:
    if isinstance(value, str) and (back := _BACK.fullmatch(value.strip())):
        return Age(how="newer_than" if how in ("above", "at_least") else "older_than", days=int(back[1]))
    if isinstance(value, str):
        raise UnsayableError(
            say("It compares by alphabet or by a time that a model has no words for: {given}.", given=shown(value)),
            say("Write the rule by hand, with a number, a date or an age in days."),
        )
    bound: Bound = value if isinstance(value, date) else number(value, "value")
    return Compare(how=how, bound=bound)


def _one(values: Json) -> object:
    """The one value that is given; dates as instants."""
    for key in VALUES:
        if values.get(key) is not None:
            return _moment(values[key]) if key == "propertyValueDate" else values[key]
    raise UnsayableError(say("{name} is missing.", name="propertyValue"), say("Write the rule by hand."))


def _many(values: Json) -> tuple[Scalar, ...]:
    for key in LISTS:
        found = values.get(key)
        if isinstance(found, list) and found:
            return tuple(map(_scalar, found))
    raise UnsayableError(say("{name} is missing.", name="propertyValues"), say("Write the rule by hand."))


def _scalar(value: object) -> Scalar:
    if isinstance(value, str | bool):
        return value
    return number(value, "value")


def _moment(value: object) -> datetime:
    """An instant, from ISO 8601 or milliseconds."""
    try:
        if isinstance(value, datetime):
            return value
        if isinstance(value, int) and abs(value) < 10**14:
            return datetime.fromtimestamp(value // 1000, UTC)
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise UnsayableError(say("{given} is no date.", given=shown(value)), say("Write the rule by hand.")) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _membership(field: str, ids: object, how: object) -> Condition:
    values = {"comparisonOperator": how or "in", "propertyValues": list(texts(ids, field))}
    return on_property(field, values)
