"""`baremo schema`: the JSON Schema of model files."""

from __future__ import annotations

import json

import typer

from baremo.cli.arguments import Lang
from baremo.cli.language import language


def schema(lang: Lang = None) -> None:
    """Print the JSON Schema of model files, for editors that complete keys.

    \b
    baremo schema > model.schema.json
    """
    from baremo.model.schema import schema as describe

    typer.echo(json.dumps(describe(lang=language()), indent=2, ensure_ascii=False))
