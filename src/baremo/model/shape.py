"""The words in which the shape of a model file is described.

The reader's checks of keys and types and the JSON Schema both derive from these descriptions, so that
neither can drift from the other. What the file holds is said in `model.layout`.
"""

from __future__ import annotations

from dataclasses import dataclass

from baremo.texts import Text

LARGEST = 1e9  # of any number in a model file, so that sums stay exact to nine decimals
LONGEST_NAME = 60  # characters: names become columns, and databases cut longer ones
LONGEST_TEXT = 2_000
LONGEST_DURATION = 36_500  # days


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A finite number of at most `LARGEST` in size."""

    above: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole:
    """A whole number from 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """The version of the file format; 1 is the only one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Duration:
    """Whole days or weeks, `14d` or `2w`, read as days."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """`25%` or 0.25: above 0, at most 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Slug:
    """A name in a-z, 0-9 and -, and with `underscores` also _."""

    underscores: bool = True
    reserved: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """Any text that is not blank."""

    longest: int = LONGEST_TEXT


@dataclass(frozen=True, kw_only=True, slots=True)
class FileName:
    """The name of a file in the model's own folder."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Titles:
    """Text, or a mapping from language to text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Zone:
    """A time zone such as Europe/Madrid."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """true or false."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One of these words."""

    options: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Constant:
    """A value that something equals: text, a number, true or false."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """The bound of a comparison: a number, a date or an instant."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Expression:
    """A regular expression in the dialect of `model.patterns`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grading:
    """Thresholds from the best letter (A, B, …) or number (1, 2, …) on."""

    letters: bool


Scalar = (
    Number
    | Whole
    | Version
    | Duration
    | Share
    | Slug
    | Words
    | FileName
    | Zone
    | Flag
    | Choice
    | Constant
    | Limit
    | Expression
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TestShape:
    """What a field must be: a constant, a list of constants, or a mapping of tests."""

    __test__ = False  # pytest would take it for a test


@dataclass(frozen=True, kw_only=True, slots=True)
class ConditionShape:
    """A mapping from fields to tests, with any, all and not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListOf:
    """At least one of these."""

    item: Shape


@dataclass(frozen=True, kw_only=True, slots=True)
class OneOrMore:
    """One, or a list of at least one."""

    item: Scalar


@dataclass(frozen=True, kw_only=True, slots=True)
class MapOf:
    """At least one name with its value."""

    name: Slug | Words
    item: Shape


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A key of a record."""

    name: str
    shape: Shape
    doc: Text
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A mapping with known keys."""

    name: str  # of its definition in the JSON Schema
    doc: Text
    keys: tuple[Key, ...]
    one_of: tuple[str, ...] = ()  # exactly one of these keys stands in it
    some_of: tuple[str, ...] = ()  # at least one of these keys stands in it
    partial: bool = False  # what is wrong in one key is left out and the rest still read


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One of the records that a mapping may be, known by the first of `marks` that stands in it."""

    marks: tuple[str, ...]
    record: Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Kinds:
    """A mapping of one of several kinds; the first kind whose mark stands in it is meant."""

    name: str
    doc: Text
    kinds: tuple[Kind, ...]
    common: tuple[Key, ...] = ()  # keys that every kind may have


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A value that may be written shortly or at length: told apart by scalar, list or mapping."""

    scalar: Scalar
    many: ListOf | None = None
    mapping: Record | Kinds | None = None


Shape = Scalar | Titles | Grading | TestShape | ConditionShape | ListOf | OneOrMore | MapOf | Record | Kinds | Written


def optional(name: str, shape: Shape, doc: Text) -> Key:
    """A key that may be left out."""
    return Key(name=name, shape=shape, doc=doc)


def required(name: str, shape: Shape, doc: Text) -> Key:
    """A key that must stand in its record."""
    return Key(name=name, shape=shape, doc=doc, required=True)


def kind(mark: str, name: str, doc: Text, *keys: Key, also: tuple[str, ...] = (), one_of: bool = False) -> Kind:
    """A kind known by `mark` or one of `also`; with `one_of` it has either points or levels."""
    choice = ("points", "levels") if one_of else ()
    return Kind(marks=(mark, *also), record=Record(name=name, doc=doc, keys=keys, one_of=choice))
