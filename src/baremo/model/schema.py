"""The JSON Schema of a model file, by which editors complete keys and mark mistakes.

It derives from `model.layout` as the reader's own checks do, so that it cannot drift from them.
"""

from __future__ import annotations

from typing import Any, assert_never

from baremo.model.layout import MODEL
from baremo.model.layout_criteria import TESTS
from baremo.model.patterns import MAX_LENGTH
from baremo.model.shape import (
    LARGEST,
    LONGEST_NAME,
    LONGEST_TEXT,
    Choice,
    ConditionShape,
    Constant,
    Duration,
    Expression,
    FileName,
    Flag,
    Grading,
    Key,
    Kinds,
    Limit,
    ListOf,
    MapOf,
    Number,
    OneOrMore,
    Record,
    Scalar,
    Shape,
    Share,
    Slug,
    TestShape,
    Titles,
    Version,
    Whole,
    Words,
    Written,
    Zone,
)
from baremo.model.times import zones
from baremo.texts import plain

Schema = dict[str, Any]

NOT_BLANK = "[^ \t\r\n\u00a0]"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}.*)?$"


def schema(*, lang: str = "en") -> Schema:
    """The schema, draft 2020-12, with descriptions in a language.

    Examples
    --------
    >>> schema()["required"]
    ['model', 'dimensions']
    """
    return _Writer(lang).whole()


class _Writer:
    """Writes each record once, under `$defs`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.definitions: dict[str, Schema] = {}

    def whole(self) -> Schema:
        self.definitions["condition"] = self._condition()
        self.definitions["test"] = self._test()
        model = self._record(MODEL)
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Baremo scoring model",
            **model,
            "$defs": dict(sorted(self.definitions.items())),
        }

    def _shape(self, shape: Shape) -> Schema:
        match shape:
            case Record(name=name):
                return self._definition(name, self._record(shape))
            case Kinds():
                return self._kinds(shape)
            case ListOf(item=item):
                return {"type": "array", "minItems": 1, "items": self._shape(item)}
            case OneOrMore(item=item):
                one = _scalar(item)
                return {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]}
            case MapOf(name=name, item=item):
                return _mapping(_name(name), self._shape(item))
            case Written(scalar=scalar, many=many, mapping=mapping):
                longer = [self._shape(each) for each in (many, mapping) if each is not None]
                return {"anyOf": [_scalar(scalar), *longer]}
            case Titles():
                language = {"pattern": r"^[A-Za-z][A-Za-z-]*[A-Za-z-]$", "maxLength": 10}
                return {"anyOf": [_scalar(Words()), _mapping(language, _scalar(Words()))]}
            case Grading(letters=letters):
                part = r"^[A-Y]$" if letters else r"^([1-9]|[1-8][0-9]|9[0-8])$"
                return _mapping({"pattern": part}, _scalar(Number()))
            case ConditionShape():
                return {"$ref": "#/$defs/condition"}
            case TestShape():
                return {"$ref": "#/$defs/test"}
            case _:
                return _scalar(shape)

    def _definition(self, name: str, written: Schema) -> Schema:
        self.definitions[name] = written
        return {"$ref": f"#/$defs/{name}"}

    def _record(self, record: Record, common: tuple[Key, ...] = ()) -> Schema:
        keys = (*record.keys, *common)
        written: Schema = {
            "description": plain(record.doc, self.lang),
            "type": "object",
            "properties": {key.name: self._key(key) for key in keys},
            "required": [key.name for key in keys if key.required],
            "additionalProperties": False,
            "minProperties": 1,
        }
        if record.one_of:
            written["oneOf"] = [{"required": [name]} for name in record.one_of]
        if record.some_of:
            written["anyOf"] = [{"required": [name]} for name in record.some_of]
        return written

    def _key(self, key: Key) -> Schema:
        return {"description": plain(key.doc, self.lang), **self._shape(key.shape)}

    def _kinds(self, kinds: Kinds) -> Schema:
        of_each = [self._definition(kind.record.name, self._record(kind.record, kinds.common)) for kind in kinds.kinds]
        return self._definition(kinds.name, {"description": plain(kinds.doc, self.lang), "anyOf": of_each})

    def _condition(self) -> Schema:
        condition = {"$ref": "#/$defs/condition"}
        several = {"type": "array", "minItems": 1, "items": condition}
        return {
            "type": "object",
            "minProperties": 1,
            "properties": {"any": several, "all": several, "not": condition},
            "propertyNames": {"pattern": NOT_BLANK, "maxLength": LONGEST_NAME * 3},
            "additionalProperties": {"$ref": "#/$defs/test"},
        }

    def _test(self) -> Schema:
        constant = _scalar(Constant())
        tests = {
            "type": "object",
            "minProperties": 1,
            "properties": {key.name: self._key(key) for key in TESTS},
            "additionalProperties": False,
        }
        return {"anyOf": [constant, {"type": "array", "minItems": 1, "items": constant}, tests]}


def _mapping(names: Schema, values: Schema) -> Schema:
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": names,
        "additionalProperties": values,
    }


def _name(shape: Slug | Words) -> Schema:
    """The schema of a key, which is always text."""
    return {name: value for name, value in _scalar(shape).items() if name != "type"}


def _scalar(shape: Scalar) -> Schema:
    match shape:
        case Number(above=above):
            low = {"minimum": -LARGEST} if above is None else {"exclusiveMinimum": above}
            return {"type": "number", **low, "maximum": LARGEST}
        case Whole():
            return {"type": "integer", "minimum": 1, "maximum": LARGEST}
        case Version():
            return {"const": 1}
        case Share():
            percent = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?%$"}
            return {"anyOf": [percent, {"type": "number", "exclusiveMinimum": 0, "maximum": 1}]}
        case Flag():
            return {"type": "boolean"}
        case Choice(options=options):
            return {"enum": list(options)}
        case Zone():
            return {"enum": list(zones())}
        case Constant():
            return {"type": ["string", "number", "boolean"], "pattern": NOT_BLANK, "maxLength": LONGEST_TEXT}
        case Limit():
            return {"type": ["number", "string"], "pattern": _DATE}
        case Duration() | Slug() | Words() | FileName() | Expression():
            return _text(shape)
        case _:
            assert_never(shape)


def _text(shape: Duration | Slug | Words | FileName | Expression) -> Schema:
    """Text; where any text will do, YAML's numbers are taken as they are written."""
    match shape:
        case Duration():
            return {"type": "string", "pattern": r"^0*[1-9][0-9]*[dw]$", "maxLength": 7}
        case Slug(underscores=underscores, reserved=reserved):
            characters = "a-z0-9_-" if underscores else "a-z0-9-"
            refused = {"not": {"enum": list(reserved)}} if reserved else {}
            return {
                "type": ["string", "number"],
                "pattern": f"^[a-z0-9][{characters}]*$",
                "maxLength": LONGEST_NAME,
                **refused,
            }
        case Words(longest=longest):
            return {"type": ["string", "number", "boolean"], "pattern": NOT_BLANK, "maxLength": longest}
        case FileName():
            return {"type": "string", "pattern": r"^[^./\\:][^/\\:]*$", "maxLength": LONGEST_TEXT}
        case Expression():
            return {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH}
