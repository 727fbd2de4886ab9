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
HEADER = """msgid ""
msgstr ""
{language}"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def collect() -> Catalog:
    """Every template in the source, with the modules that say it."""
    catalog = Catalog(fuzzy=False)
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",))
    for file, _, message, comments, _ in sorted(found, key=lambda entry: entry[:2]):
        if file not in {location[0] for location in getattr(catalog.get(message), "locations", [])}:
            catalog.add(message, locations=[(file, 0)], auto_comments=comments)
    return catalog


def translated(file: Path) -> Catalog:
    """A language's catalogue as it stands."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parents[1].name)


def header(catalog: Catalog) -> str:
    """What tools for translators look for; Babel's own header has dates and versions in it."""
    if catalog.locale is None:
        return HEADER.format(language="")
    plural = f'"Plural-Forms: {catalog.plural_forms}\\n"\n'
    return HEADER.format(language=f'"Language: {catalog.locale}\\n"\n{plural}')


def write(file: Path, catalog: Catalog) -> None:
    with file.open("wb") as stream:
        stream.write(f"{header(catalog)}\n".encode())
        write_po(stream, catalog, omit_header=True, include_lineno=False, sort_output=True, ignore_obsolete=True)


def compile_to(file: Path, catalog: Catalog) -> None:
    """The catalogue as gettext reads it, whose header Babel would fill with the time of day."""
    catalog.project, catalog.version = "Baremo", ""
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    with file.open("wb") as stream:
        write_mo(stream, catalog)


def main() -> None:
    template = collect()
    LOCALE.mkdir(exist_ok=True)
    write(LOCALE / "baremo.pot", template)
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/baremo.po")):
        catalog = translated(file)
        catalog.update(template, no_fuzzy_matching=True)
        write(file, catalog)
        compile_to(file.with_suffix(".mo"), catalog)
        missing = sum(1 for message in catalog if message.id and not message.string)
        sys.stdout.write(f"{file.parents[1].name}: {len(catalog)} texts, {missing} without a translation\n")


if __name__ == "__main__":
    main()
