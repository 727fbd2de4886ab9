"""Draws the README's pictures of real output: the ranked list and the receipt of a sample lead.

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
from baremo.engine.scoring import Sources, scoring
from baremo.engine.summary import summarize
from baremo.report.receipt import receipt
from baremo.report.summary_table import summary_renderables

PICTURES = Path(__file__).parents[1] / "docs/images"
AS_OF = "2026-11-01"
WITHOUT_FONTS = re.sub(r"<!--.*?-->|@font-face {{.*?}}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def main() -> None:
    with TemporaryDirectory() as folder:
        make("b2b", folder)
        leads, events = f"{folder}/leads.csv", f"{folder}/events.csv"
        model = baremo.load(f"{folder}/model.yaml")
        with scoring(model, Sources(leads=leads, events=events), as_of=AS_OF) as running:
            running.keep()
            draw("score", summary_renderables(model, summarize(running)), width=118)
        explanation = baremo.explain(model, "lead-136", leads=leads, events=events, as_of=AS_OF)
        draw("explain", receipt(explanation, "en"), width=118)


def draw(command: str, shown: RenderableType, *, width: int) -> None:
    """The output of a command as an SVG that needs no font of its own."""
    with Path("/dev/null").open("w") as nowhere:
        console = Console(record=True, width=width, file=nowhere, force_terminal=True)
        console.print(shown)
    console.save_svg(str(PICTURES / f"{command}.svg"), title=f"baremo {command}", code_format=WITHOUT_FONTS)


if __name__ == "__main__":
    main()
