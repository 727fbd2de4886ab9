"""A model file becomes a model, key by key."""

from __future__ import annotations

from pathlib import Path

import pytest

from baremo.model import reader

TEMPLATES = sorted((Path(reader.__file__).parent / "templates").glob("*.yaml"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_reads_without_a_problem(path: Path) -> None:
    assert reader.read(path).problems == ()
