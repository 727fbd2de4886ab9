"""The language of a call: `--lang`, else `BAREMO_LANG`, else the machine's, else English."""

from __future__ import annotations

import os

from baremo.texts import LANGUAGES

_chosen: list[str] = []


def choose(lang: str | None) -> None:
    """Takes what `--lang` says, or that it says nothing, for the rest of the call, error messages included."""
    _chosen[:] = [lang] if lang else []


def language() -> str:
    """The language to speak."""
    if _chosen:
        return _chosen[0]
    for name in ("BAREMO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2].lower()
        if code:
            return code if code in LANGUAGES else "en"
    return "en"
