"""The parity report as text: comments in the model file, or a page in Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from baremo.convert.assembly import errors_of, sentences
from baremo.convert.conversion import Conversion, Place, Rule, Status
from baremo.convert.export_file import wrong
from baremo.convert.names import one_line
from baremo.errors import InputError
from baremo.model.fields import fields, selections
from baremo.model.model import ScoringModel
from baremo.model.sentences import in_full
from baremo.model.spelling import number_text
from baremo.model.writer import write
from baremo.texts import Said, Text, plain, say

WIDTH = 106  # of a comment

STATUS: dict[Status, Text] = {
    "same": say("same"),
    "differs": say("differs"),
    "left out": say("left out"),
}


def model_text(conversion: Conversion, lang: str = "en") -> str:
    """The model file, with the report at its top and above each criterion the rule that it was.

    Raises
    ------
    InputError
        The file would be too large for a model, which many hundred rules make it.
    """
    comments: dict[Place, str] = {(): _wrapped(_head(conversion, lang))}
    comments |= {place: _wrapped(lines) for place, lines in _asides(conversion, lang).items()}
    text = write(conversion.model, comments=comments)
    if problems := errors_of(text):
        small = wrong(
            conversion.file,
            "not-usable",
            say("the rules make no model file that can be used."),
            say("Convert the export in parts."),
        )
        raise InputError([*small.problems, *problems])
    return text


def summary(conversion: Conversion) -> Text:
    """How many rules stayed the same, differ, and were left out."""
    return say(
        "{count} rules: {same} the same, {differs} that differ, {left_out} left out.",
        count=len(conversion.rules),
        same=conversion.count("same"),
        differs=conversion.count("differs"),
        left_out=conversion.count("left out"),
    )


def needs(model: ScoringModel) -> Iterator[Text]:
    """What the data must bring for the model to be scored."""
    read = fields(model)
    names = sorted({name for selection in selections(model) for name in selection.event.names})
    for columns, template in (
        (read.leads, say("Columns of the leads: {names}.", names=", ".join(read.leads))),
        (read.accounts, say("Columns of the accounts: {names}.", names=", ".join(read.accounts))),
        (names, say("Events: {names}.", names=", ".join(names))),
        (read.events, say("Properties of the events: {names}.", names=", ".join(read.events))),
    ):
        if columns:
            yield template


def points_there(rule: Rule) -> str:
    return "" if rule.points is None else f"{'+' if rule.points > 0 else ''}{number_text(rule.points)}"


def markdown(conversion: Conversion, lang: str = "en") -> str:
    """The report as a page."""
    told = [plain(say("# From {source} to Baremo", source=conversion.source), lang), ""]
    told += [plain(say("Export: {file}", file=one_line(Path(conversion.file).name)), lang) + "  "]
    told += [plain(summary(conversion), lang), ""]
    heads = (say("Rule"), say("Points"), say("What became of it"), say("Here"), say("Why"))
    told += [_row([plain(head, lang) for head in heads]), _row(["---"] * len(heads))]
    told += [_row(_cells(rule, lang)) for rule in conversion.rules]
    for title, texts in (
        (say("What holds for all rules"), conversion.notes),
        (say("What your data must bring"), tuple(needs(conversion.model))),
    ):
        if texts:
            told += ["", f"## {plain(title, lang)}", "", *(f"- {plain(text, lang)}" for text in texts)]
    return "\n".join(told) + "\n"


def _cells(rule: Rule, lang: str) -> list[str]:
    told: tuple[Said, ...] = (STATUS[rule.status], rule.became, sentences(rule.why))
    return [rule.name, points_there(rule), *(plain(each, lang) for each in told)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _escaped(cell: str) -> str:
    """Names are the other system's: they neither end a cell nor become HTML."""
    return re.sub(r"([\\|`*_\[\]])", r"\\\1", cell).replace("<", "&lt;")


def _head(conversion: Conversion, lang: str) -> list[str]:
    first = say("Converted from {source}: {file}.", source=conversion.source, file=one_line(Path(conversion.file).name))
    lines = [plain(first, lang), plain(summary(conversion), lang)]
    for rule in conversion.rules:
        if rule.status == "left out":
            line = say("Left out: {rule}. {why}", rule=_named(rule), why=sentences(rule.why))
            lines.append(f"- {plain(line, lang)}")
    lines += [f"- {plain(note, lang)}" for note in conversion.notes]
    return lines


def _asides(conversion: Conversion, lang: str) -> dict[Place, list[str]]:
    """By place in the model: which rule it was, and how it differs."""
    found: dict[Place, list[str]] = {}
    for rule in conversion.rules:
        if rule.place:
            line = f"{conversion.source}: {_named(rule)}"
            if rule.why:
                line += f" · {plain(STATUS[rule.status], lang)}: {plain(sentences(rule.why), lang)}"
            found.setdefault(rule.place, []).append(line)
    return found


def _named(rule: Rule) -> str:
    return f"{rule.name} ({points_there(rule)})" if rule.points is not None else rule.name


def _wrapped(lines: list[str]) -> str:
    wrapped = [textwrap.wrap(line, WIDTH, subsequent_indent="  ") or [""] for line in lines]
    return "\n".join(each for group in wrapped for each in group)


def sentence_of(conversion: Conversion, rule: Rule) -> Said:
    """What a rule says in the model, such as `10: country is ES`; its name where it is no criterion."""
    for dimension, criterion in conversion.model.criteria():
        if rule.place == ("dimensions", dimension.name, "criteria", criterion.name):
            return in_full(criterion)
    return rule.became
