"""What each column of the leads is: a number, a category, a date, or nothing that can be learned from.

The rules, in this order; shares are of the values that say something (see `BLANK`):

- empty, or with a value in fewer than 5 rows or one in 200: left out;
- one value in every row: a constant, left out; one value and blanks is a category;
- at least 95 % dates: its age in days at the moment; with years of two digits: left out;
- at least 95 % numbers: a number, unless it has two values alone or is a code, which is a category or an
  identifier: numbers with leading zeros, and whole numbers whose name says so (type, region, browser, id …);
- texts of which nearly every one is different are identifiers or free text, and left out;
- all else is a category.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from baremo.engine.inputs.source import excerpt
from baremo.engine.past import dates_of, is_list, numbers_of
from baremo.errors import InputError
from baremo.learn.feature import Attribute, Feature, Flags
from baremo.learn.outcomes.naming import present
from baremo.learn.reading.column_words import BLANK, INFINITE, names_code, names_identifier
from baremo.model.words import SPACE, fold
from baremo.texts import Text, WholeNumber, say

KEY = "account_id"  # of the contract
ALWAYS_READ = ("lead_id", "created_at")  # by every model
OF_ACCOUNT = "account."  # a condition reads the lead's account by this prefix

LEAST_ROWS, LEAST_SHARE = 5, 0.005  # of rows with a value
MOSTLY_BLANK = 0.95  # of the rows: a reader is told
READS = 0.95  # of the values
DIFFERENT, SOME = 0.9, 20  # different values for each value, and at least so many: an identifier or free text
UNIQUE = 0.99  # the same for numbers
HARDLY_REPEATED, MANY = 0.5, 100  # the same for texts
WORDS = 4  # on average, which tell free text from identifiers
MANY_LEVELS = 1_000
MOST_ODD = 50  # texts in a column of numbers that are told as blank

# Years have four digits: 01/02/03 is nobody's date for sure.
DATE_LIKE = r"^\s*([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4})([ T,].*)?$"
SHORT_DATE = r"^\s*[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{2}([ T,].*)?$"
NUMBER_LIKE = r"^[^A-Za-z]*[0-9][^A-Za-z]*([eE][+-]?[0-9]+)?$|^(EUR|USD|GBP|MXN)[0-9., ]+$|^[0-9., ]+(EUR|USD|GBP|MXN)$"
LEADING_ZERO = r"^\s*0[0-9]+\s*$"


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Which columns can be learned from, and why the others can't."""

    features: tuple[Feature, ...]
    left_out: tuple[tuple[str, Text], ...] = ()
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Values:
    """The different values of a column; those that say nothing are set apart."""

    column: str
    texts: pa.Array  # as they are written, each once
    counts: npt.NDArray[np.int64]
    blank: tuple[str, ...]  # folded
    rows: int  # of the table

    @property
    def filled(self) -> int:
        return int(self.counts.sum())

    @property
    def different(self) -> float:
        """Different values for each value: 1 where none stands twice."""
        return len(self.texts) / max(self.filled, 1)

    def share(self, holds: Flags) -> float:
        return float(self.counts[holds].sum() / max(self.filled, 1))

    def match(self, pattern: str) -> float:
        """The share of values with a match."""
        return self.share(np.asarray(pc.match_substring_regex(self.texts, pattern)))


def columns_read(columns: pa.Table, *, without: Collection[str] = ()) -> Columns:
    """What each column but those in `without` is, in the order of the table.

    Parameters
    ----------
    columns : pyarrow.Table
        Texts, null where blank.

    Examples
    --------
    >>> table = pa.table({"city": ["Vigo", "Lugo", "Select"] * 9, "size": [str(i) for i in range(27)]})
    >>> [(feature.name, feature.kind, feature.source.blank) for feature in columns_read(table).features]
    [('city', 'category', ('select',)), ('size', 'number', ())]
    """
    features: list[Feature] = []
    left_out: list[tuple[str, Text]] = []
    notes: list[Text] = []
    always = [name for name in ALWAYS_READ if name in columns.column_names]
    names = dict(zip(always, always, strict=True))  # by their small letters, which are what the engine compares
    for name in columns.column_names:
        if name not in without:
            values = values_of(name, columns.column(name))
            found = _unreadable(columns, name, names.setdefault(name.lower(), name)) or _read(values)
            if isinstance(found, Feature):
                features.append(found)
                notes += _notes(values, found)
            else:
                left_out.append((name, found))
    return Columns(features=tuple(features), left_out=tuple(left_out), notes=tuple(notes))


def values_of(column: str, texts: pa.ChunkedArray) -> Values:
    """The different values, the words that say nothing set apart."""
    found = pc.value_counts(texts.drop_null().combine_chunks())
    values, counts = found.field("values"), found.field("counts").to_numpy(zero_copy_only=False)
    folded = pc.utf8_lower(pc.utf8_trim(values, characters=SPACE))
    says_nothing = np.asarray(pc.is_in(folded, pa.array((*BLANK, *INFINITE))))
    return Values(
        column=column,
        texts=values.filter(pa.array(~says_nothing)),
        counts=counts[~says_nothing].astype(np.int64),
        blank=tuple(sorted({fold(text) for text in values.filter(pa.array(says_nothing)).to_pylist()})),
        rows=len(texts),
    )


def _read(values: Values) -> Feature | Text:
    """The feature that a column is, or why it is none."""
    if not values.filled:
        return say("empty")
    if values.filled < max(LEAST_ROWS, LEAST_SHARE * values.rows):
        return say("only {count} rows have a value", count=WholeNumber(values.filled))
    if values.filled == values.rows and len(_folded(values)) == 1:
        return say("the same in every row")
    try:
        if values.match(SHORT_DATE) >= READS:
            return say("dates with years of two digits, which are not read; write them as 2026-12-31")
        if values.match(DATE_LIKE) >= READS and _reads_as_dates(values):
            return _feature(values, "number", Attribute(column=values.column, reads="age", blank=values.blank))
        return (_number(values) if values.match(NUMBER_LIKE) >= READS else None) or _text(values)
    except InputError as error:  # dates or numbers that may be read in two ways
        return error.problems[0].message


def _unreadable(columns: pa.Table, name: str, first: str) -> Text | None:
    """Why no condition can read a column, whatever its values."""
    if not name:
        return say("it has no name")
    if name == KEY:
        return _identifier()
    if name != first:
        return say("its name is that of '{other}' but for capitals", other=excerpt(first))
    if name.startswith(OF_ACCOUNT):
        return say("its name begins with '{prefix}', which stands for the account", prefix=OF_ACCOUNT)
    return say("it holds lists") if is_list(columns, name) else None


def _reads_as_dates(values: Values) -> bool:
    return values.share(present(dates_of(values.texts, name=values.column).values)) >= READS


def _number(values: Values) -> Feature | Text | None:
    """A number, or why it is nothing; None where it is a code of few levels, or no number."""
    numbers = numbers_of(values.texts, name=values.column).values
    reads = present(numbers)
    if values.share(reads) < READS:
        return None
    found = numbers.drop_null().to_numpy(zero_copy_only=False)
    different = len(np.unique(found))
    whole = bool((found == np.trunc(found)).all())
    zeros = values.match(LEADING_ZERO) > 1 - READS
    is_name = zeros or (whole and names_identifier(values.column))
    if is_name and values.different >= UNIQUE and different > SOME:
        return _identifier()
    if different <= 2 or zeros or (whole and names_code(values.column)):
        return None
    odd = sorted({fold(text) for text in values.texts.filter(pa.array(~reads)).to_pylist()})
    blank = tuple(sorted({*values.blank, *odd[:MOST_ODD]}))
    return _feature(values, "number", Attribute(column=values.column, reads="number", blank=blank))


def _text(values: Values) -> Feature | Text:
    many_words = values.share(np.asarray(pc.greater_equal(_words(values.texts), WORDS))) > 1 / 2
    if values.different >= DIFFERENT and len(values.texts) > SOME:
        return say("free text") if many_words else _identifier()
    if values.different > HARDLY_REPEATED and len(values.texts) > MANY:
        return say("free text") if many_words else say("hardly any value stands twice")
    return _feature(values, "category", Attribute(column=values.column, reads="text", blank=values.blank))


def _words(texts: pa.Array) -> pa.Array:
    return pc.list_value_length(pc.utf8_split_whitespace(texts))


def _feature(values: Values, kind: str, source: Attribute) -> Feature:
    return Feature(name=values.column, kind="number" if kind == "number" else "category", source=source)


def _identifier() -> Text:
    return say("an identifier")


def _folded(values: Values) -> set[str]:
    """The values as they are compared, up to a few."""
    return {fold(text) for text in values.texts[:SOME].to_pylist()}


def _notes(values: Values, feature: Feature) -> Iterator[Text]:
    blank = 1 - values.filled / values.rows
    if blank >= MOSTLY_BLANK:
        yield say("{column}: blank in {share} % of the rows.", column=values.column, share=f"{100 * blank:.0f}")
    if feature.kind == "category" and len(values.texts) > MANY_LEVELS:
        yield say(
            "{column}: {count} different values; those in few rows count as one.",
            column=values.column,
            count=WholeNumber(len(values.texts)),
        )
    odd = [text for text in feature.source.blank if text not in BLANK] if isinstance(feature.source, Attribute) else []
    if odd:
        yield say(
            "{column}: values that are no numbers count as missing, such as '{example}'.",
            column=values.column,
            example=excerpt(odd[0]),
        )
