"""How reports begin: a title, what they come to in a sentence, facts, and the first figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
COMMON = "scoring_report.css"

Tile = tuple[str, str, str]  # name, value, what part of all that is


def header(title: str, sentence: str, facts: Sequence[str], tiles: Sequence[Tile]) -> str:
    """HTML of plain texts."""
    chips = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    numbers = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}{_share(share)}</dd></div>" for name, value, share in tiles
    )
    shown = f'\n<dl class="tiles">{numbers}</dl>' if tiles else ""
    return (
        f'<header>\n<h1>{escape(title)}</h1>\n<p class="lead">{escape(sentence)}</p>\n'
        f'<ul class="facts">{chips}</ul>{shown}\n</header>'
    )


def report_head(*sheets: str, extra: str = "") -> str:
    """What a report forbids itself, and its style; `extra` is more of it."""
    style = "".join(_sheet(name) for name in (COMMON, *sheets))
    return f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n<style>\n{style}{extra}</style>\n'


def _share(share: str) -> str:
    return f' <small class="share">{escape(share)}</small>' if share else ""


@cache
def _sheet(name: str) -> str:
    return (files("baremo.report") / name).read_text("utf-8")
