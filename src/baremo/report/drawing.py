"""Charts as SVG that stands inside a page: it follows the page's colours and type, and tells its values on hover."""

from __future__ import annotations

from html import escape
from typing import Any
from xml.parsers import expat

import vl_convert
from altair import TopLevelMixin

from baremo.report.charts import TEXT, Theme

DROPPED = frozenset(
    {"role", "aria-label", "aria-roledescription", "aria-hidden", "class", "font-family", "pointer-events"}
)


def draw(chart: TopLevelMixin, label: str, lang: str, theme: Theme) -> str:
    """The drawing of a chart; `label` says to those who can't see it what it shows."""
    spec = {**chart.to_dict(), "background": "transparent", "padding": 4, "config": _config(theme)}
    svg = vl_convert.vegalite_to_svg(spec, format_locale="es-ES" if lang == "es" else "en-US")
    return _for_page(svg, label)


def _config(theme: Theme) -> dict[str, Any]:
    return {
        "aria": False,  # no descriptions that Vega makes up, which are English and name columns: charts give their own
        "view": {"stroke": None},
        "text": {"fontSize": TEXT},
        "axis": {
            "labelColor": theme.soft,
            "labelFontSize": TEXT,
            "titleColor": theme.soft,
            "titleFontSize": TEXT,
            "titleFontWeight": "normal",
            "gridColor": theme.line,
            "domainColor": theme.line,
            "tickColor": theme.line,
        },
    }


def _for_page(svg: str, label: str) -> str:
    """One image to a screen reader; what is told of each mark becomes its tooltip."""
    parts: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        kept = {key: value for key, value in attributes.items() if key not in DROPPED}
        if name == "svg":
            width = kept.pop("width")
            kept = {"viewBox": kept["viewBox"], "role": "img", "aria-label": label, "style": f"--width: {width}px"}
        written = "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
        parts.append(f"<{name}{written}>")
        tip = attributes.get("aria-label")
        if tip and name not in ("g", "svg"):
            parts.append(f"<title>{escape(tip)}</title>")

    def end(name: str) -> None:
        parts.append(f"</{name}>")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: parts.append(escape(text))
    parser.Parse(svg, True)
    return "".join(parts)
