"""A folder to begin with: a template's model, sample data that show it at work, and what to do next.

The same arguments give the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from string import Template

from baremo.demo.dice import Dice
from baremo.demo.leads import Row, Tables, make_tables
from baremo.demo.samples import SAMPLES
from baremo.errors import InputError, Problem
from baremo.model.templates import NAMES, path_of
from baremo.texts import LANGUAGES, Text, say

AS_OF = date(2026, 11, 1)  # fixed, so that everybody sees the same scores
SIZE = 200  # leads

_TITLES = {
    "simple": {"en": "A simple lead score", "es": "Una puntuación sencilla de leads"},
    "b2b": {"en": "B2B leads", "es": "Leads B2B"},
    "b2c": {"en": "Customers of a shop", "es": "Clientes de una tienda"},
    "saas": {"en": "Users of an online product", "es": "Usuarios de un producto en línea"},
    "supplier": {"en": "Suppliers", "es": "Proveedores"},
}


def make(
    template: str,
    folder: str | Path,
    *,
    lang: str = "en",
    seed: int = 7,
    as_of: date | None = None,
    force: bool = False,
) -> list[Path]:
    """Write a template's model and sample data into a folder, overwriting what is there only by `force`.

    Parameters
    ----------
    template
        One of `templates.NAMES`.
    lang
        Language of the comments in the model and of the README, `en` or `es`; the data are the same.
    as_of
        The day that the data reach up to, 1 November 2026 where it is not given.

    Raises
    ------
    InputError
        There is no such template or language, or a file is there already; then nothing is written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [path.name for path in make("b2b", folder)]
    ['model.yaml', 'leads.csv', 'events.csv', 'README.md']
    """
    _known("unknown-template", say("There is no template {name!r}.", name=template), template, NAMES)
    _known("unknown-language", say("There is no text in the language {name!r}.", name=lang), lang, LANGUAGES)
    texts = contents(template, lang=lang, seed=seed, as_of=as_of or AS_OF)
    return write(texts, Path(folder), force=force)


def contents(template: str, *, lang: str, seed: int, as_of: date) -> dict[str, str]:
    """The text of each file by its name."""
    sample = SAMPLES[template]
    tables = make_tables(sample, Dice.on(as_of, seed=seed), size=SIZE)
    return {
        "model.yaml": path_of(template, lang).read_text(encoding="utf-8"),
        "leads.csv": as_csv(tables.leads),
        "events.csv": as_csv(tables.events),
        "README.md": _readme(template, tables, lang=lang, as_of=as_of),
    }


def write(texts: Mapping[str, str], folder: Path, *, force: bool) -> list[Path]:
    """All files or none: what is there already is not overwritten without `force`."""
    try:
        there = [name for name in texts if (folder / name).exists()]
        if there and not force:
            raise InputError(_already_there(folder, there))
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(_not_written(folder, error)) from error
    return [folder / name for name in texts]


def _already_there(folder: Path, names: list[str]) -> Problem:
    return Problem(
        code="file-exists",
        subject="init",
        message=say("{folder} already has {files}.", folder=folder, files=", ".join(names)),
        remedy=say("Choose another folder, or overwrite them with --force."),
    )


def _not_written(folder: Path, error: OSError) -> Problem:
    return Problem(
        code="cannot-write",
        subject="init",
        message=say("Nothing can be written into {folder}: {reason}.", folder=folder, reason=error.strerror),
        remedy=say("Choose another folder."),
    )


def as_csv(rows: list[Row]) -> str:
    """At least one row, all with the same columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _readme(template: str, tables: Tables, *, lang: str, as_of: date) -> str:
    page = files("baremo.demo") / f"readme.{lang}.md"
    return Template(page.read_text(encoding="utf-8")).substitute(
        title=_TITLES[template][lang],
        leads=len(tables.leads),
        events=len(tables.events),
        as_of=as_of.isoformat(),
        outcome=SAMPLES[template].outcome,
        star=SAMPLES[template].cast[0].lead_id,
    )


def _known(code: str, message: Text, name: str, names: tuple[str, ...]) -> None:
    """An unknown name is answered with the nearest known one and all there are."""
    if name in names:
        return
    there = ", ".join(names)
    near = get_close_matches(name, names, n=1)
    remedy = (
        say("Did you mean {near}? There are {there}.", near=near[0], there=there)
        if near
        else say("There are {there}.", there=there)
    )
    raise InputError(Problem(code=code, subject="init", message=message, remedy=remedy))
