"""The examples of the documentation run: the models load, and what is printed beside them comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import baremo
from tests.docs.pages import PAGES, ROOT, Block, Example, examples, models, rows

EXAMPLES = [example for page in PAGES for example in examples(page)]
MODELS = [found for page in PAGES for found in models(page)]


def shown(value: Any) -> str:
    """A value as the pages write it: whole numbers without a point, nothing for null."""
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize(("block", "model"), MODELS, ids=[str(block) for block, _ in MODELS])
def test_every_model_of_the_documentation_loads(block: Block, model: str, tmp_path: Path) -> None:
    file = tmp_path / "model.yaml"
    file.write_text(model, encoding="utf-8")

    assert baremo.load(file).dimensions


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_result_in_the_documentation_comes_out(example: Example, tmp_path: Path) -> None:
    for name, text in {**example.inputs, "model": example.model}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    model = baremo.load((tmp_path / "model.csv").rename(tmp_path / "model.yaml"))
    inputs = {name: tmp_path / f"{name}.csv" for name in example.inputs}
    result = baremo.score(model, as_of=example.as_of, **inputs)
    expected = rows(example.expected)
    columns = list(expected[0])

    table = getattr(result, example.output)
    found = [{name: shown(row[name]) for name in columns} for row in table.to_pylist()]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_the_tutorial_and_the_reference_are_full_of_examples() -> None:
    pages = {example.block.page.relative_to(ROOT / "docs").as_posix() for example in EXAMPLES}

    assert "model-format.md" in pages
    assert len(EXAMPLES) >= 25
