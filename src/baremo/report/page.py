"""The frame of every HTML page: one file that needs nothing else, light or dark, on screen and paper."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib.resources import files


def page(title: str, body: str, lang: str, head: str = "") -> str:
    """A whole page.

    Parameters
    ----------
    title
        Plain text; it is escaped here.
    body, head
        HTML whose texts are escaped already; `head` goes after the style sheet.
    lang
        The language of the texts, such as "es".
    """
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style()}</style>\n{head}</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


@cache
def style() -> str:
    """The style sheet that every page carries."""
    return (files("baremo.report") / "page.css").read_text("utf-8")


def json_in_html(value: object) -> str:
    """JSON that can stand inside a `<script>`: no text in it can end the element or open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
