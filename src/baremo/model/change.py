"""One difference between two models, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from baremo.model.aspects import Aspects, differences
from baremo.texts import Said, plain

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What is new, gone or different; `str(change)` is its sentence in English."""

    subject: str  # the name of the criterion, dimension, rule, band or stage; `model` or `grade`
    kind: Kind
    sentence: Said

    @classmethod
    def added(cls, subject: str, sentence: Said) -> Change:
        return cls(subject=subject, kind="added", sentence=sentence)

    @classmethod
    def removed(cls, subject: str, sentence: Said) -> Change:
        return cls(subject=subject, kind="removed", sentence=sentence)

    @classmethod
    def changed(cls, subject: str, sentence: Said) -> Change:
        return cls(subject=subject, kind="changed", sentence=sentence)

    def text(self, lang: str = "en") -> str:
        return plain(self.sentence, lang)

    def __str__(self) -> str:
        return self.text()


def changes_of(subject: str, called: Said, old: Aspects, new: Aspects) -> Iterator[Change]:
    """A change for each key whose meaning differs; `called` begins the sentence, if given."""
    for sentence in differences(called, old, new):
        yield Change.changed(subject, sentence)
