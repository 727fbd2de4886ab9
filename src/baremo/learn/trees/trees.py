"""Decision trees whose sum is a lead's log-odds, and LightGBM's text of them.

LightGBM's own reader trusts its text: a wrong number in it can end the process. So no text of others reaches it:
what is read here is checked number by number, and LightGBM is given what is written from that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from baremo.learn.feature import Numbers

Whole = npt.NDArray[np.int64]

MOST_TREES = 20_000
MOST_LEAVES = 255
MOST_FEATURES = 10_000
MOST_ROWS = 2**31 - 1  # that taught a tree
LARGEST = 1000.0  # log-odds of one leaf, up or down: more is no log-odds of anything
BLOCK = re.compile(r"Tree=(\d+)\n")
DIGITS = re.compile(r"-?[0-9]{1,18}")
WORD = 32  # bits of a set of categories
CATEGORICAL, ON_THE_LEFT, MISSING_IS = 1, 2, 12  # bits of a decision
NO_MISSING, ZERO_IS_MISSING, NAN_IS_MISSING = 0, 4, 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """A tree of n leaves and n - 1 splits; the first split is its root.

    Attributes
    ----------
    feature, decision, left, right : arrays of shape (n - 1,), int64
        Of each split: the number of the column, the kind of question (bits), and where the answers lead: a split,
        or -1 - leaf.
    threshold : array of shape (n - 1,), float64
        Up to here (inclusive) it goes left; of a question about categories, the number of its set.
    leaf : array of shape (n,), float64
        Log-odds.
    rows : array of shape (n,), int64
        How many rows taught each leaf.
    bounds, words : arrays, int64
        Sets of categories as bits: set i is ``words[bounds[i]:bounds[i + 1]]``.
    """

    feature: Whole
    threshold: Numbers
    decision: Whole
    left: Whole
    right: Whole
    leaf: Numbers
    rows: Whole
    bounds: Whole
    words: Whole

    @property
    def sets(self) -> int:
        """How many questions are about categories."""
        return max(len(self.bounds) - 1, 0)

    def questions(self) -> Iterator[tuple[int, bool]]:
        """Of each split its column, and whether it asks for categories."""
        asks = (self.decision & CATEGORICAL) == CATEGORICAL
        return zip(self.feature.tolist(), asks.tolist(), strict=True)

    def scaled(self, factor: float) -> Tree:
        """The same questions, with so much of each answer."""
        return replace(self, leaf=self.leaf * factor)


@dataclass(frozen=True, kw_only=True, slots=True)
class Trees:
    """Trees over `features` columns."""

    features: int
    trees: tuple[Tree, ...]

    def text(self) -> str:
        """What LightGBM reads, every number exactly."""
        blocks = [_block(number, tree) for number, tree in enumerate(self.trees)]
        names = " ".join(f"f{column}" for column in range(self.features))
        head = (
            "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\n"
            f"max_feature_idx={self.features - 1}\nobjective=binary sigmoid:1\nfeature_names={names}\n"
            f"feature_infos={' '.join(['none'] * self.features)}\n"
            f"tree_sizes={' '.join(str(len(block)) for block in blocks)}\n\n"
        )
        return head + "".join(blocks) + "end of trees\n"


def merged(parts: Sequence[Trees]) -> Trees:
    """Trees that give the mean of what the parts give."""
    share = 1 / len(parts)
    return replace(parts[0], trees=tuple(tree.scaled(share) for part in parts for tree in part.trees))


def trees_of(text: str) -> Trees:
    """Reads LightGBM's text of a model with two outcomes.

    Raises
    ------
    ValueError
        A number is missing, is none, or leads astray; the message says which, in English, for experts.
    """
    body, end, _ = text.partition("end of trees\n")
    if not end:
        raise ValueError("it does not end")
    head, *rest = BLOCK.split(body)
    features = _features(_fields(head, "the head"))
    numbers, blocks = rest[::2], rest[1::2]
    if len(blocks) > MOST_TREES or not blocks:
        raise ValueError(f"{len(blocks)} trees")
    if numbers != [str(number) for number in range(len(blocks))]:
        raise ValueError("the trees are not in order")
    return Trees(features=features, trees=tuple(_tree(block, number, features) for number, block in enumerate(blocks)))


def _features(head: Mapping[str, str]) -> int:
    wanted = {"version": "v4", "num_class": "1", "num_tree_per_iteration": "1", "objective": "binary sigmoid:1"}
    for key, value in wanted.items():
        if head.get(key) != value:
            raise ValueError(f"{key} is not {value}")
    (last,) = _whole(head, "max_feature_idx", 1, "the head")
    if not 0 <= last < MOST_FEATURES:
        raise ValueError(f"max_feature_idx is {last}")
    return int(last) + 1


def _tree(block: str, number: int, features: int) -> Tree:
    name = f"tree {number}"
    fields = _fields(block, name)
    (leaves,), (sets,) = _whole(fields, "num_leaves", 1, name), _whole(fields, "num_cat", 1, name)
    if not (1 <= leaves <= MOST_LEAVES and 0 <= sets < leaves):
        raise ValueError(f"{name} has {leaves} leaves and {sets} sets of categories")
    if fields.get("is_linear", "0") != "0":
        raise ValueError(f"{name} is linear")
    bounds = _whole(fields, "cat_boundaries", int(sets) + 1, name) if sets else _none()
    splits = int(leaves) - 1
    found = Tree(
        feature=_whole(fields, "split_feature", splits, name),
        threshold=_decimals(fields, "threshold", splits, name),
        decision=_whole(fields, "decision_type", splits, name),
        left=_whole(fields, "left_child", splits, name),
        right=_whole(fields, "right_child", splits, name),
        leaf=_decimals(fields, "leaf_value", int(leaves), name),
        rows=_whole(fields, "leaf_count", int(leaves), name) if splits else np.ones(1, dtype=np.int64),
        bounds=bounds,
        words=_whole(fields, "cat_threshold", _size(bounds, name), name),
    )
    for fault in _faults(found, features):
        raise ValueError(f"{name}: {fault}")
    return found


def _faults(tree: Tree, features: int) -> Iterator[str]:
    """What would lead LightGBM astray."""
    splits = len(tree.feature)
    if not _all_within(tree.feature, 0, features - 1):
        yield "a split asks a feature that is not there"
    if not _all_within(tree.decision, 0, CATEGORICAL | ON_THE_LEFT | NAN_IS_MISSING):
        yield "a split asks in an unknown way"
    if splits and not _is_one_tree(tree):
        yield "its splits and leaves do not hang together"
    if not (_all_within(tree.rows, 1, MOST_ROWS) and tree.rows.sum() <= MOST_ROWS):
        yield "a leaf was taught by no rows, or by too many"
    if not (np.abs(tree.leaf) <= LARGEST).all():
        yield "a leaf is no log-odds"
    if not _all_within(tree.words, 0, 2**WORD - 1):
        yield "a set of categories is none"
    of_sets = tree.threshold[(tree.decision & CATEGORICAL) == CATEGORICAL]
    if not np.isin(of_sets, np.arange(tree.sets)).all():
        yield "a split asks for a set that is not there"


def _is_one_tree(tree: Tree) -> bool:
    """Every leaf and every split but the root hangs on one split, which comes before it: so there is no circle."""
    splits = len(tree.left)
    children = np.sort(np.concatenate([tree.left, tree.right]))
    wanted = np.concatenate([np.arange(-splits - 1, 0), np.arange(1, splits)])
    parents = np.arange(splits)
    forward = all(((side < 0) | (side > parents)).all() for side in (tree.left, tree.right))
    return forward and np.array_equal(children, wanted)


def _size(bounds: Whole, name: str) -> int:
    """How many words all sets have; each has one at least."""
    if len(bounds) and (bounds[0] != 0 or (np.diff(bounds) < 1).any()):
        raise ValueError(f"{name}: sets of categories overlap")
    return int(bounds[-1]) if len(bounds) else 0


def _fields(block: str, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in filter(None, block.split("\n")):
        key, _, value = line.partition("=")
        if key in found:
            raise ValueError(f"{name} has {key} twice")
        found[key] = value
    return found


def _whole(fields: Mapping[str, str], key: str, count: int, name: str) -> Whole:
    parts = _parts(fields, key, count, name)
    if not all(map(DIGITS.fullmatch, parts)):
        raise ValueError(f"{name}: {key} holds something else than whole numbers")
    return np.array(parts, dtype=np.int64) if parts else _none()


def _decimals(fields: Mapping[str, str], key: str, count: int, name: str) -> Numbers:
    parts = _parts(fields, key, count, name)
    found = np.array([float(part) for part in parts], dtype=np.float64)
    if key == "threshold":  # where a split only asks whether there is a number, LightGBM says inf
        found[found == np.inf] = np.finfo(np.float64).max
    if not np.isfinite(found).all():
        raise ValueError(f"{name}: {key} holds something else than finite numbers")
    return found


def _parts(fields: Mapping[str, str], key: str, count: int, name: str) -> list[str]:
    if not count:
        return []
    parts = fields.get(key, "").split()
    if len(parts) != count:
        raise ValueError(f"{name}: {key} holds {len(parts)} numbers instead of {count}")
    return parts


def _none() -> Whole:
    return np.empty(0, dtype=np.int64)


def _all_within(values: Whole, low: int, high: int) -> bool:
    return bool(((values >= low) & (values <= high)).all())


def _block(number: int, tree: Tree) -> str:
    """Splits bear the rows of the leaves below them, which the weights of reasons are computed from."""
    lines: dict[str, object] = {"num_leaves": len(tree.leaf), "num_cat": tree.sets}
    if len(tree.feature):
        lines |= {
            "split_feature": _row(tree.feature),
            "threshold": _row(tree.threshold),
            "decision_type": _row(tree.decision),
            "left_child": _row(tree.left),
            "right_child": _row(tree.right),
        }
    lines["leaf_value"] = _row(tree.leaf)
    if len(tree.feature):
        lines |= {"leaf_count": _row(tree.rows), "internal_count": _row(_rows_below(tree))}
    if tree.sets:
        lines |= {"cat_boundaries": _row(tree.bounds), "cat_threshold": _row(tree.words)}
    lines |= {"is_linear": 0, "shrinkage": 1}
    return f"Tree={number}\n" + "".join(f"{key}={value}\n" for key, value in lines.items()) + "\n\n"


def _rows_below(tree: Tree) -> Whole:
    found = np.zeros(len(tree.feature), dtype=np.int64)
    for split in reversed(range(len(found))):  # children come after their parents
        for child in (int(tree.left[split]), int(tree.right[split])):
            found[split] += found[child] if child >= 0 else tree.rows[-1 - child]
    return found


def _row(values: Whole | Numbers) -> str:
    return " ".join(map(repr, values.tolist()))
