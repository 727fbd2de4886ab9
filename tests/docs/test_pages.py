"""The documentation is complete: links lead somewhere, commands exist, nothing of the format is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, blocks

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The names that a page's headings can be linked by."""
    titles = HEADING.findall(re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    broken = []
    for target in LINK.findall(text):
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if "://" in target or target.startswith("mailto:"):
            continue
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)

    assert broken == []


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs/README.md").read_text("utf-8")
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")}

    assert pages - set(LINK.findall(index)) - {"README.md"} == set()


def test_decisions_are_numbered_without_a_gap_and_say_the_same_three_things() -> None:
    files = sorted((ROOT / "docs/adr").glob("*.md"))

    assert [file.name[:4] for file in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    for file in files:
        headings = re.findall(r"^## (.+)$", file.read_text("utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], file.name


def test_every_block_of_code_says_what_it_is() -> None:
    assert [str(block) for page in PAGES for block in blocks(page) if not block.words] == []
