"""The command `baremo`: one module per command, each starting only what it needs.

Exit codes: 0 all is well, 1 the input is at fault, 2 the command line is.
"""

from __future__ import annotations

import sys

from baremo.cli.app import app
from baremo.cli.language import language
from baremo.errors import BaremoError

__all__ = ["app", "main"]


def main() -> None:
    """Runs the command; what a person can mend is told without a traceback.

    Typer answers a broken pipe quietly, and Ctrl-C with exit code 130.
    """
    try:
        app()
    except BaremoError as error:
        sys.stderr.write(error.text(language()) + "\n")
        sys.exit(1)
