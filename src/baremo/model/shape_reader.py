"""Nodes to plain values by the shapes of `model.layout`, with every problem on the way.

A value that is broken is None, and so is a record that holds one; a `partial` record leaves the key out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from baremo.model.condition_reader import read_condition, read_scalar
from baremo.model.reading import Found, Path, clipped, did_you_mean, near
from baremo.model.shape import (
    LONGEST_TEXT,
    ConditionShape,
    Grading,
    Key,
    Kind,
    Kinds,
    ListOf,
    MapOf,
    Number,
    OneOrMore,
    Record,
    Shape,
    Slug,
    Titles,
    Words,
    Written,
)
from baremo.model.values import slug, words
from baremo.model.wrong_values import WrongValueError, amount
from baremo.model.yaml_nodes import Entry, ListNode, MapNode, Node, ScalarNode
from baremo.texts import Text, say


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """A record that was read: its name in the layout and its values."""

    name: str
    values: dict[str, Any]


def read_shape(shape: Shape, node: Node, path: Path, found: Found) -> Any:
    """The value at a node that should have this shape, or None."""
    match shape:
        case Record():
            return _record(shape, (), node, path, found) if _is_mapping(shape, node, path, found) else None
        case Kinds():
            return _kinds(shape, node, path, found) if _is_mapping(shape, node, path, found) else None
        case MapOf():
            return _map(shape, node, path, found)
        case ListOf():
            return _list(shape, node, path, found)
        case OneOrMore(item=item):
            return _list(ListOf(item=item), _as_list(node), path, found)
        case Written():
            return _written(shape, node, path, found)
        case Titles():
            return _titles(node, path, found)
        case Grading():
            return _grading(shape, node, path, found)
        case ConditionShape():
            return read_condition(node, path, found)
        case _:
            return read_scalar(shape, node, path, found)


def _as_list(node: Node) -> Node:
    if isinstance(node, ListNode):
        return node
    return ListNode(items=(node,), line=node.line, column=node.column)


def _place(node: Node | Entry) -> tuple[int, int]:
    return node.line, node.column


def _is_mapping(shape: Record | Kinds, node: Node, path: Path, found: Found) -> bool:
    if isinstance(node, MapNode) and node.entries:
        return True
    remedy = (
        say("Write its keys below it: {options}.", options=", ".join(_keys(shape)))
        if isinstance(shape, Record)
        else say("Write its keys below it, among them one of: {options}.", options=_marks(shape))
    )
    message = say("a mapping is needed, {given} is given.", given=amount(node))
    found.add("wrong-type", path, _place(node), message, remedy)
    return False


def _keys(shape: Record | Kinds) -> tuple[str, ...]:
    if isinstance(shape, Record):
        return tuple(key.name for key in shape.keys)
    every = [key.name for kind in shape.kinds for key in kind.record.keys]
    return tuple(dict.fromkeys([*every, *(key.name for key in shape.common)]))


def _record(record: Record, common: tuple[Key, ...], node: Any, path: Path, found: Found) -> Filled | None:
    keys = {key.name: key for key in (*record.keys, *common)}
    values: dict[str, Any] = {}
    broken = False
    meant: set[str | None] = set()
    for entry in node.entries:
        inner = (*path, entry.key)
        found.places[inner] = _place(entry)
        if entry.key not in keys:
            meant.add(_add_unknown_key(entry, inner, tuple(keys), found))
        elif (value := read_shape(keys[entry.key].shape, entry.value, inner, found)) is not None:
            values[entry.key] = value
        else:
            broken = True
    present = {entry.key for entry in node.entries}.union(name for name in meant if name)
    complete = _check_present(record, present, node, path, found)
    needed = all(key.name in values for key in record.keys if key.required)
    whole = complete and needed and (record.partial or not (broken or any(meant)))
    return Filled(name=record.name, values=values) if whole else None


def _add_unknown_key(entry: Entry, path: Path, keys: tuple[str, ...], found: Found) -> str | None:
    """The key that was probably meant."""
    if found.full:
        return None
    remedy = did_you_mean(entry.key, keys)
    if ":" in entry.key and isinstance(entry.value, ScalarNode) and entry.value.value is None:
        remedy = say("Put a space after the colon.")
    message = say("there is no key {name} here.", name=clipped(entry.key))
    found.add("unknown-key", path, _place(entry), message, remedy)
    return near(entry.key, keys)


def _check_present(record: Record, present: set[str], node: MapNode, path: Path, found: Found) -> bool:
    place = found.places.get(path, _place(node))
    missing = [key for key in record.keys if key.required and key.name not in present]
    for key in missing:
        found.add(
            "missing-key",
            path,
            place,
            say("the key {name} is missing.", name=key.name),
            say("Add it. {doc}", doc=key.doc),
        )
    chosen = [name for name in record.one_of if name in present]
    if record.one_of and len(chosen) != 1:
        _add_choice(record.one_of, chosen, path, place, found)
        return False
    if record.some_of and not present.intersection(record.some_of):
        _add_choice(record.some_of, [], path, place, found)
        return False
    return not missing


def _add_choice(options: tuple[str, ...], chosen: list[str], path: Path, place: tuple[int, int], found: Found) -> None:
    names = ", ".join(options)
    if chosen:
        found.add(
            "mixed-keys",
            path,
            place,
            say("the keys {names} do not go together.", names=", ".join(chosen)),
            say("Keep one of them."),
        )
    else:
        found.add(
            "missing-key",
            path,
            place,
            say("none of the keys {names} is given.", names=names),
            say("Add one of them."),
        )


def _kinds(shape: Kinds, node: Any, path: Path, found: Found) -> Filled | None:
    present = {entry.key for entry in node.entries}
    kind = next((kind for kind in shape.kinds if present.intersection(kind.marks)), None)
    if kind is None:
        _add_no_kind(shape, node, path, found)
        return None
    mark = next(name for name in kind.marks if name in present)
    own = {key.name for key in (*kind.record.keys, *shape.common)}
    foreign = [entry for entry in node.entries if entry.key not in own and entry.key in _keys(shape)]
    for entry in foreign:
        message = say("the keys {mark} and {name} do not go together.", mark=mark, name=entry.key)
        found.add("mixed-keys", (*path, entry.key), _place(entry), message, _partners(kind, mark))
    rest = MapNode(
        entries=tuple(entry for entry in node.entries if entry.key in own or entry.key not in _keys(shape)),
        line=node.line,
        column=node.column,
    )
    filled = _record(kind.record, shape.common, rest, path, found)
    return None if foreign else filled


def _partners(kind: Kind, mark: str) -> Text:
    others = ", ".join(key.name for key in kind.record.keys if key.name != mark)
    if not others:
        return say("Keep one of them.")
    return say("Take one of them out; beside {mark} there may be: {options}.", mark=mark, options=others)


def _add_no_kind(shape: Kinds, node: MapNode, path: Path, found: Found) -> None:
    keys = _keys(shape)
    meant: set[str | None] = set()
    for entry in node.entries:
        if entry.key not in keys:
            meant.add(_add_unknown_key(entry, (*path, entry.key), keys, found))
    if not any(meant):
        found.add(
            "missing-key",
            path,
            found.places.get(path, _place(node)),
            say("nothing says of which kind it is."),
            say("Add one of: {options}.", options=_marks(shape)),
        )


def _marks(shape: Kinds) -> str:
    """What tells the kinds apart, the plainest first: it is recognised last."""
    return ", ".join(kind.marks[0] for kind in reversed(shape.kinds))


def _map(shape: MapOf, node: Node, path: Path, found: Found) -> dict[str, Any] | None:
    if not isinstance(node, MapNode) or not node.entries:
        found.add(
            "wrong-type",
            path,
            _place(node),
            say("names with their values are needed, {given} is given.", given=amount(node)),
            say("Write each as `name: …` on a line of its own below it."),
        )
        return None
    values: dict[str, Any] = {}
    for entry in node.entries:
        inner = (*path, entry.key)
        found.places[inner] = _place(entry)
        value = read_shape(shape.item, entry.value, inner, found)
        if _name_holds(shape.name, entry, inner, found) and value is not None:
            values[entry.key] = value
    return values


def _name_holds(shape: Slug | Words, entry: Entry, path: Path, found: Found) -> bool:
    try:
        _ = slug(entry.key, shape) if isinstance(shape, Slug) else words(entry.key, shape)
    except WrongValueError as wrong:
        found.add(wrong.code, path, _place(entry), wrong.message, wrong.remedy)
        return False
    return True


def _list(shape: ListOf, node: Node, path: Path, found: Found) -> tuple[Any, ...] | None:
    if not isinstance(node, ListNode) or not node.items:
        found.add(
            "wrong-type",
            path,
            _place(node),
            say("a list of at least one is needed, {given} is given.", given=amount(node)),
            say("Write it as [a, b], or each on a line of its own that begins with `- `."),
        )
        return None
    values = []
    for position, item in enumerate(node.items):
        found.places[*path, position] = _place(item)
        values.append(read_shape(shape.item, item, (*path, position), found))
    return None if any(value is None for value in values) else tuple(values)


def _written(shape: Written, node: Node, path: Path, found: Found) -> Any:
    if isinstance(node, MapNode) and shape.mapping is not None:
        return read_shape(shape.mapping, node, path, found)
    if isinstance(node, ListNode) and shape.many is not None:
        return read_shape(shape.many, node, path, found)
    if isinstance(node, ScalarNode) and shape.mapping is not None and node.text in _keys(shape.mapping):
        found.add(
            "wrong-value",
            path,
            _place(node),
            say("{name} needs a value of its own.", name=node.text),
            say("Write {{{name}: …}}.", name=node.text),
        )
        return None
    return read_scalar(shape.scalar, node, path, found)


def _titles(node: Node, path: Path, found: Found) -> dict[str, str] | None:
    text = Words(longest=LONGEST_TEXT)
    if not isinstance(node, MapNode):
        title = read_scalar(text, node, path, found)
        return None if title is None else {"en": title}
    languages = MapOf(name=Words(longest=LONGEST_TEXT), item=text)
    read = _map(languages, node, path, found)
    if read is None or len(read) < len(node.entries):
        return None
    for entry in node.entries:
        if not (entry.key.isascii() and entry.key.replace("-", "").isalpha() and 2 <= len(entry.key) <= 10):
            found.add(
                "bad-name",
                (*path, entry.key),
                _place(entry),
                say("{name} is not a language.", name=clipped(entry.key)),
                say("Write en, es or another language's short name."),
            )
            return None
    return read


def _grading(shape: Grading, node: Node, path: Path, found: Found) -> tuple[tuple[str, float], ...] | None:
    """The thresholds, best first: A, B, C or 1, 2, 3."""
    read = _map(MapOf(name=Words(longest=LONGEST_TEXT), item=Number()), node, path, found)
    if read is None or not isinstance(node, MapNode):
        return None
    whole = len(read) == len(node.entries)
    for entry in node.entries:
        if not _is_part(entry.key, letters=shape.letters):
            whole = False
            found.add(
                "bad-name",
                (*path, entry.key),
                _place(entry),
                say("{name} is not a part of a grade.", name=clipped(entry.key)),
                say("Write capital letters from A to Y, the best first.")
                if shape.letters
                else say("Write whole numbers from 1 to 98, the best first."),
            )
    if not whole:
        return None
    return tuple(sorted(read.items(), key=lambda item: item[0] if shape.letters else int(item[0])))


def _is_part(key: str, *, letters: bool) -> bool:
    if letters:
        return len(key) == 1 and "A" <= key <= "Y"
    return key.isascii() and key.isdigit() and key[0] != "0" and int(key[:3]) <= 98
