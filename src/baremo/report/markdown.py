"""Pieces of Markdown in which no text of a model or a lead becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def mark(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    line = " ".join(without_controls(text).split())
    line = re.sub(r"[\\`*\[\]|~$#]|(?<![^\W_])_|_(?![^\W_])", r"\\\g<0>", line)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"^([-+]|\d+[.)])(?=\s)", lambda start: f"{start[0][:-1]}\\{start[0][-1]}", line)


def mark_row(cells: Iterable[str]) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"


def without_controls(text: str) -> str:
    """Without control characters, which a terminal would obey."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
