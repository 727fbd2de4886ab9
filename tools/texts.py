"""Collects the texts of `say(…)` calls into the catalogue and compiles the translations.

Writes src/baremo/locale/baremo.pot, brings each language's baremo.po up to date (what is new stays
untranslated, what is gone is dropped) and compiles it. The same sources give the same files: no dates,
no line numbers.

Usage: python -m tools.texts
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src/baremo"
LOCALE = SOURCE / "locale"
KEYWORDS = {"say": (1,)}


def collect() -> Catalog:
    """Every template in the source, with the modules that say it."""
    catalog = Catalog(fuzzy=False)
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",))
    for file, _, message, comments, _ in sorted(found, key=lambda entry: entry[:2]):
        if file not in {location[0] for location in getattr(catalog.get(message), "locations", [])}:
            catalog.add(message, locations=[(file, 0)], auto_comments=comments)
    return catalog


def translated(file: Path) -> Catalog:
    """A language's catalogue, without the dates that would make each compilation another file."""
    with file.open("rb") as stream:
        catalog = read_po(stream, locale=file.parents[1].name)
    catalog.project, catalog.version = "Baremo", ""
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    return catalog


def write(file: Path, catalog: Catalog) -> None:
    with file.open("wb") as stream:
        write_po(stream, catalog, omit_header=True, include_lineno=False, sort_output=True, ignore_obsolete=True)


def main() -> None:
    template = collect()
    LOCALE.mkdir(exist_ok=True)
    write(LOCALE / "baremo.pot", template)
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/baremo.po")):
        catalog = translated(file)
        catalog.update(template, no_fuzzy_matching=True)
        write(file, catalog)
        with file.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalog)
        missing = sum(1 for message in catalog if message.id and not message.string)
        sys.stdout.write(f"{file.parents[1].name}: {len(catalog)} texts, {missing} without a translation\n")


if __name__ == "__main__":
    main()
