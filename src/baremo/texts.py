"""Texts for people, in English and Spanish, from one gettext catalogue.

A text keeps its template and its values apart until it is shown, so that the same problem can be told
in either language: the template is the catalogue's key.
"""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files

LANGUAGES = ("en", "es")

_BEGINS_WITH_O = re.compile(r"[«(]*(h?[oó]|8|11\b)", re.IGNORECASE)
_BEGINS_WITH_I = re.compile(r"[«(]*h?[ií](?![aeo])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """A template such as 'there is no column {column}' and its values."""

    template: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return plain(self, "en")


@dataclass(frozen=True, slots=True)
class Joined:
    """Several texts as one, such as 'ES, PT or MX'."""

    parts: tuple[Said, ...]
    last: Said  # between the last two, such as say(" or ")
    between: Said = ", "  # between the others

    def __str__(self) -> str:
        return plain(self, "en")


@dataclass(frozen=True, slots=True)
class Localised:
    """A text that the user gave by language, such as a title."""

    words: dict[str, str]  # language -> text
    otherwise: str = ""  # where there are no words at all

    def __str__(self) -> str:
        return plain(self, "en")


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A number with a mark between its thousands: 1,234 in English, 1.234 in Spanish."""

    number: int

    def __str__(self) -> str:
        return plain(self, "en")


Said = str | Text | Joined | Localised | WholeNumber


def say(template: str, /, **values: object) -> Text:
    """A text to be shown later; `babel` collects the templates of these calls."""
    return Text(template, values)


def plain(text: Said, lang: str = "en") -> str:
    """The text in a language; values that are texts themselves are translated too."""
    match text:
        case str():
            return text
        case Joined(parts=parts, last=last, between=between):
            words = [plain(part, lang) for part in parts]
            joints = [*[plain(between, lang)] * (len(words) - 2), plain(last, lang)]
            following = (_joint(joint, word) + word for joint, word in zip(joints, words[1:], strict=False))
            return "".join([*words[:1], *following])
        case Localised(words=given, otherwise=otherwise):
            found = (given[each] for each in (lang, *LANGUAGES, *given) if given.get(each))
            return next(found, otherwise)
        case WholeNumber(number=number):
            return f"{number:,}".replace(",", "." if lang == "es" else ",")
        case Text(template=template, values=values):
            shown = {name: _shown(value, lang) for name, value in values.items()}
            return translation(lang).gettext(template).format(**shown) if template else ""


def _shown(value: object, lang: str) -> object:
    return plain(value, lang) if isinstance(value, Text | Joined | Localised | WholeNumber) else value


def _joint(joint: str, word: str) -> str:
    """Spanish says u before an o, and e before an i: siete u ocho, padres e hijos."""
    if joint == " o " and _BEGINS_WITH_O.match(word):
        return " u "
    return " e " if joint == " y " and _BEGINS_WITH_I.match(word) else joint


@cache
def translation(lang: str) -> gettext.NullTranslations:
    """The catalogue of a language; English is the templates themselves."""
    if lang == "en":
        return gettext.NullTranslations()
    with as_file(files("baremo") / "locale") as folder:
        return gettext.translation("baremo", localedir=folder, languages=[lang], fallback=True)
