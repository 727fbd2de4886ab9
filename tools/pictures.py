"""Draws the documentation's pictures of real output: the ranked list, a receipt, a preview, a forecast.

Usage: python -m tools.pictures
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console, RenderableType

import baremo
from baremo.demo.starter import make
from baremo.engine.forecast import forecast_all
from baremo.engine.scoring import Sources, scoring
from baremo.engine.summary import summarize
from baremo.report.forecast_table import forecast_renderables
from baremo.report.preview_table import preview_renderables
from baremo.report.receipt import receipt
from baremo.report.summary_table import summary_renderables

PICTURES = Path(__file__).parents[1] / "docs/images"
AS_OF = "2026-11-01"
DEARER_PRICES = ("points: 4\n        cap: 12", "points: 8\n        cap: 20")  # the change of the how-to
WITHOUT_FONTS = re.sub(r"<!--.*?-->|@font-face {{.*?}}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def main() -> None:
    with TemporaryDirectory() as folder:
        make("b2b", folder)
        leads, events = f"{folder}/leads.csv", f"{folder}/events.csv"
        file = Path(folder) / "model.yaml"
        model = baremo.load(file)
        with scoring(model, Sources(leads=leads, events=events), as_of=AS_OF) as running:
            running.keep()
            draw("score", summary_renderables(model, summarize(running)), width=118)
            draw("forecast", forecast_renderables(model, forecast_all(running, 14)), width=100)
        explanation = baremo.explain(model, "lead-136", leads=leads, events=events, as_of=AS_OF)
        draw("explain", receipt(explanation, "en"), width=118)
        new = Path(folder) / "new.yaml"
        new.write_text(file.read_text("utf-8").replace(*DEARER_PRICES), "utf-8")
        models = model, baremo.load(new)
        found = baremo.preview(*models, leads=leads, events=events, as_of=AS_OF)
        draw("preview", preview_renderables(*models, found), width=100)


def draw(command: str, shown: RenderableType, *, width: int) -> None:
    """The output of a command as an SVG that needs no font of its own."""
    with Path("/dev/null").open("w") as nowhere:
        console = Console(record=True, width=width, file=nowhere, force_terminal=True)
        console.print(shown)
    console.save_svg(str(PICTURES / f"{command}.svg"), title=f"baremo {command}", code_format=WITHOUT_FONTS)


if __name__ == "__main__":
    main()
