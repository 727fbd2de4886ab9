"""Writes a model as a file: reading it again gives the same model, titles and notes included.

Short mappings stand on one line, as people write them; text is quoted only where YAML 1.2 would read
something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from baremo.model import canonical, spelling
from baremo.model.canonical import Aside, Brief, Implied, InOrder, Node, Share, Span
from baremo.model.conditions import AllOf, AnyOf, FieldTest, Not
from baremo.model.model import ScoringModel
from baremo.model.spelling import number_text, percent_text

WIDTH = 110
Path = tuple[str, ...]
Notes = Mapping[Path, Sequence[str]]
Plain = str | dict[str, "Plain"] | list["Plain"]  # scalars are ready to be written

_OPEN = {"dimensions", "disqualify", "grade", "bands", "stages"}  # never on one line
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"
_LOOKS_LIKE_A_VALUE = re.compile(r"(?i)[-+.]?\d[-+\d_.:eoxa-ftz ]*|[-+]?\.(inf|nan)|~|null|true|false|<<|=|\.\.\.")


def write(model: ScoringModel, *, comments: Mapping[Path, str] | None = None) -> str:
    r"""The canonical YAML of a model.

    Parameters
    ----------
    model
        The model to write.
    comments
        Lines of comment above a key, by the key's path, such as `("dimensions", "fit", "criteria",
        "country")`; the empty path is the head of the file. Only dimensions, criteria, disqualifying
        rules, bands, parts of the grade and keys of the top carry one.

    Examples
    --------
    >>> from baremo.model.dimensions import Dimension
    >>> model = ScoringModel(name="small", dimensions=(Dimension(name="fit", max=50.0, criteria=()),))
    >>> print(write(model, comments={("dimensions", "fit"): "who they are"}))
    format: 1
    model: small
    <BLANKLINE>
    dimensions:
      # who they are
      fit:
        max: 50
        criteria: {}
    <BLANKLINE>
    """
    notes = {tuple(map(_key, path)): text.splitlines() for path, text in (comments or {}).items()}
    lines = _block(_plain(canonical.of_model(model)), (), notes)
    return "\n".join([*_comment(notes, ()), *lines]) + "\n"


def _plain(node: Node) -> Plain:
    """The tree with what is implied left out and every scalar as it stands in the file."""
    match node:
        case Aside(value=value) | Brief(value=value):
            return _plain(value)
        case InOrder(entries=entries):
            return _plain(entries)
        case FieldTest() | AnyOf() | AllOf() | Not():
            return _plain(spelling.of_condition(node))
        case Mapping():
            return {_key(key): _plain(each) for key, each in node.items() if not isinstance(each, Implied)}
        case list() | tuple():
            return [_plain(each) for each in node]
        case _:
            return _scalar(node)


def _block(node: Plain, path: Path, notes: Notes) -> list[str]:
    """The lines of a node below its key, not yet indented."""
    match node:
        case str():
            return [node]
        case dict():
            return [line for key, value in node.items() for line in _entry(key, value, (*path, key), notes)]
        case list():
            return [line for each in node for line in _item(each, (*path, "-"), notes)]


def _entry(key: str, value: Plain, path: Path, notes: Notes) -> list[str]:
    gap = [""] if len(path) == 1 and key in _OPEN else []
    head = [*gap, *_comment(notes, path)]
    line = f"{key}: {_flow(value)}"
    if isinstance(value, str) or not value or (_fits(line, path) and not _stands_open(path)):
        return [*head, line]
    return [*head, f"{key}:", *(f"  {below}" for below in _block(value, path, notes))]


def _item(value: Plain, path: Path, notes: Notes) -> list[str]:
    line = f"- {_flow(value)}"
    if isinstance(value, str) or not value or _fits(line, path):
        return [line]
    first, *rest = _block(value, path, notes)
    return [f"- {first}", *(f"  {below}" for below in rest)]


def _stands_open(path: Path) -> bool:
    match path:
        case (key,):
            return key in _OPEN
        case ("dimensions", _) | ("dimensions", _, "criteria"):
            return True
        case _:
            return False


def _fits(line: str, path: Path) -> bool:
    return len(line) + 2 * (len(path) - 1) <= WIDTH


def _flow(node: Plain) -> str:
    match node:
        case str():
            return node
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in node.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, node)) + "]"


def _comment(notes: Notes, path: Path) -> list[str]:
    return [f"# {line}".rstrip() for line in notes.get(path, ())]


def _scalar(node: Node) -> str:
    match node:
        case Span(days=days):
            return f"{days}d"
        case Share(value=value):
            return percent_text(value)
        case bool():
            return "true" if node else "false"
        case int() | float():
            return number_text(node)
        case date():
            return node.isoformat()
        case str():
            return _text(node)
        case _:
            raise TypeError(node)


def _key(name: str) -> str:
    """Keys are text whatever they look like; small whole numbers are known to be safe."""
    return name if re.fullmatch(r"0|[1-9]\d{0,8}", name) else _text(name)


def _text(text: str) -> str:
    if not text.isprintable():
        return '"' + "".join(map(_escaped, text)) + '"'
    if _needs_quotes(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def _needs_quotes(text: str) -> bool:
    return (
        text.strip() != text
        or text[:1] in _INDICATORS  # the empty text too
        or any(part in text for part in (": ", " #", *",[]{}"))
        or text.endswith(":")
        or _LOOKS_LIKE_A_VALUE.fullmatch(text) is not None
    )


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    if letter == "\n":
        return "\\n"
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
