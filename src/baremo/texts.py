"""Texts for people, in English and Spanish, from one gettext catalogue.

A text keeps its template and its values apart until it is shown, so that the same problem can be told
in either language: the template is the catalogue's key.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Text:
    """A template such as 'there is no column {column}' and its values."""

    template: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return plain(self, "en")


def say(template: str, /, **values: object) -> Text:
    """A text to be shown later; `babel` collects the templates of these calls."""
    return Text(template, values)


def plain(text: Text | str, lang: str = "en") -> str:
    """The text in a language; values that are texts themselves are translated too."""
    if isinstance(text, str):
        return text
    values = {
        name: plain(value, lang) if isinstance(value, Text) else value for name, value in text.values.items()
    }
    return translation(lang).gettext(text.template).format(**values) if text.template else ""


@cache
def translation(lang: str) -> gettext.NullTranslations:
    """The catalogue of a language; English is the templates themselves."""
    if lang == "en":
        return gettext.NullTranslations()
    with as_file(files("baremo") / "locale") as folder:
        return gettext.translation("baremo", localedir=folder, languages=[lang], fallback=True)
