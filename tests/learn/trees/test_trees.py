"""LightGBM's text of trees: read exactly, and never trusted."""

from __future__ import annotations

import re

import lightgbm
import numpy as np
import pytest

from baremo.learn.trees.trees import LARGEST, MOST_LEAVES, merged, trees_of

RNG = np.random.default_rng(1)
MATRIX = np.column_stack([RNG.normal(size=900), RNG.integers(0, 70, 900), RNG.normal(size=900)])
MATRIX[::7, 0] = np.nan
CHANCE = 1 / (1 + np.exp(-np.nan_to_num(MATRIX[:, 0]) - (MATRIX[:, 1] % 5 == 2) * 2))
WON = (RNG.random(900) < CHANCE).astype(np.float64)
BOOSTER = lightgbm.train(
    {"objective": "binary", "num_leaves": 9, "verbosity": -1, "num_threads": 1},
    lightgbm.Dataset(MATRIX, WON, categorical_feature=[1]),
    12,
)
THEIRS = BOOSTER.model_to_string()
OURS = trees_of(THEIRS).text()
NOT_WHOLE = "holds something else than whole numbers"
SMALL = """tree
version=v4
num_class=1
num_tree_per_iteration=1
label_index=0
max_feature_idx=1
objective=binary sigmoid:1
feature_names=f0 f1
feature_infos=none none
tree_sizes=247

Tree=0
num_leaves=3
num_cat=1
split_feature=0 1
threshold=0.5 0.0
decision_type=2 1
left_child=1 -1
right_child=-3 -2
leaf_value=-0.25 0.5 1e-17
leaf_count=10 20 30
internal_count=60 30
cat_boundaries=0 1
cat_threshold=6
is_linear=0
shrinkage=1


end of trees
"""


def test_what_is_read_gives_the_same_bit_for_bit() -> None:
    again = lightgbm.Booster(model_str=OURS)

    assert again.predict(MATRIX, raw_score=True).tolist() == BOOSTER.predict(MATRIX, raw_score=True).tolist()
    assert again.predict(MATRIX, pred_contrib=True) == pytest.approx(
        BOOSTER.predict(MATRIX, pred_contrib=True), abs=1e-14
    )


def test_what_is_written_reads_as_the_same() -> None:
    assert trees_of(OURS).text() == OURS
    assert trees_of(SMALL).text() == SMALL


def test_a_split_that_only_asks_whether_there_is_a_number_is_read() -> None:
    theirs = SMALL.replace("threshold=0.5", "threshold=inf").replace("decision_type=2", "decision_type=8")
    rows = np.array([[np.nan, 1], [-1e300, 1], [1e300, 1], [1e300, 0]])
    ours = lightgbm.Booster(model_str=trees_of(theirs).text()).predict(rows, raw_score=True)

    assert ours.tolist() == [1e-17, -0.25, -0.25, 0.5]
    assert ours.tolist() == lightgbm.Booster(model_str=theirs).predict(rows, raw_score=True).tolist()


def test_trees_of_several_average() -> None:
    both = lightgbm.Booster(model_str=merged([trees_of(THEIRS), trees_of(THEIRS)]).text())

    assert both.predict(MATRIX, raw_score=True) == pytest.approx(BOOSTER.predict(MATRIX, raw_score=True), abs=1e-12)


def test_a_tree_of_one_leaf_is_a_tree() -> None:
    flat = lightgbm.train(
        {"objective": "binary", "verbosity": -1}, lightgbm.Dataset(np.ones((60, 2)), np.arange(60) % 2), 2
    )
    again = lightgbm.Booster(model_str=trees_of(flat.model_to_string()).text())

    assert again.predict(np.ones((1, 2))).tolist() == flat.predict(np.ones((1, 2))).tolist()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("end of trees\n", "", "it does not end"),
        ("version=v4", "version=v3", "version is not v4"),
        ("num_class=1", "num_class=3", "num_class is not 1"),
        ("objective=binary sigmoid:1", "objective=regression", "objective is not binary sigmoid:1"),
        ("max_feature_idx=1", "max_feature_idx=99999999", "max_feature_idx is 99999999"),
        ("max_feature_idx=1", "max_feature_idx=-1", "max_feature_idx is -1"),
        ("max_feature_idx=1", "max_feature_idx=one", f"the head: max_feature_idx {NOT_WHOLE}"),
        ("max_feature_idx=1", "max_feature_idx=0", "tree 0: a split asks a feature that is not there"),
        ("Tree=0", "Tree=1", "the trees are not in order"),
        ("Tree=0\n", "", "0 trees"),
        ("num_leaves=3", "num_leaves=2147483647", "tree 0 has 2147483647 leaves and 1 sets of categories"),
        ("num_leaves=3", "num_leaves=99999999999999999999", f"tree 0: num_leaves {NOT_WHOLE}"),
        ("num_leaves=3", "num_leaves=0", "tree 0 has 0 leaves and 1 sets of categories"),
        ("num_leaves=3", "num_leaves=4", "tree 0: split_feature holds 2 numbers instead of 3"),
        ("num_leaves=3\n", "num_leaves=3\nnum_leaves=3\n", "tree 0 has num_leaves twice"),
        ("num_cat=1", "num_cat=9", "tree 0 has 3 leaves and 9 sets of categories"),
        ("is_linear=0", "is_linear=1", "tree 0 is linear"),
        ("split_feature=0 1", "split_feature=0 2", "tree 0: a split asks a feature that is not there"),
        ("split_feature=0 1", "split_feature=-1 1", "tree 0: a split asks a feature that is not there"),
        ("split_feature=0 1", "split_feature=0", "tree 0: split_feature holds 1 numbers instead of 2"),
        ("threshold=0.5 0.0", "threshold=nan 0", "tree 0: threshold holds something else than finite numbers"),
        ("threshold=0.5 0.0", "threshold=-1e999 0", "tree 0: threshold holds something else than finite numbers"),
        ("threshold=0.5 0.0", "threshold=x 0", "could not convert string to float: 'x'"),
        ("threshold=0.5 0.0", "threshold=0.5 1", "tree 0: a split asks for a set that is not there"),
        ("threshold=0.5 0.0", "threshold=0.5 0.5", "tree 0: a split asks for a set that is not there"),
        ("decision_type=2 1", "decision_type=2 12", "tree 0: a split asks in an unknown way"),
        ("decision_type=2 1", "decision_type=2 -1", "tree 0: a split asks in an unknown way"),
        ("left_child=1 -1", "left_child=7 -1", "tree 0: its splits and leaves do not hang together"),
        ("left_child=1 -1", "left_child=1 -9", "tree 0: its splits and leaves do not hang together"),
        ("left_child=1 -1", "left_child=1 1", "tree 0: its splits and leaves do not hang together"),
        ("left_child=1 -1", "left_child=0 -1", "tree 0: its splits and leaves do not hang together"),
        ("left_child=1 -1", "left_child=-1 -1", "tree 0: its splits and leaves do not hang together"),
        ("leaf_value=-0.25 0.5", "leaf_value=nan 0.5", "tree 0: leaf_value holds something else than finite numbers"),
        ("leaf_value=-0.25 0.5", "leaf_value=1001 0.5", "tree 0: a leaf is no log-odds"),
        ("leaf_count=10", "leaf_count=0", "tree 0: a leaf was taught by no rows, or by too many"),
        ("leaf_count=10", "leaf_count=2147483647", "tree 0: a leaf was taught by no rows, or by too many"),
        ("cat_boundaries=0 1", "cat_boundaries=1 1", "tree 0: sets of categories overlap"),
        ("cat_boundaries=0 1", "cat_boundaries=0 -1", "tree 0: sets of categories overlap"),
        ("cat_boundaries=0 1", "cat_boundaries=0 9999999", "tree 0: cat_threshold holds 1 numbers instead of 9999999"),
        ("cat_threshold=6", "cat_threshold=-6", "tree 0: a set of categories is none"),
        ("cat_threshold=6", "cat_threshold=4294967296", "tree 0: a set of categories is none"),
    ],
)  # fmt: skip
def test_what_would_lead_astray_is_refused(old: str, new: str, reason: str) -> None:
    assert old in SMALL
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        trees_of(SMALL.replace(old, new, 1))


@pytest.mark.parametrize("side", ["left_child=2 -1 -3", "left_child=1 2 1"])
def test_a_circle_is_refused(side: str) -> None:
    circle = (
        SMALL.replace("num_leaves=3", "num_leaves=4")
        .replace("split_feature=0 1", "split_feature=0 1 0")
        .replace("threshold=0.5 0.0", "threshold=0.5 0 0.5")
        .replace("decision_type=2 1", "decision_type=2 1 2")
        .replace("left_child=1 -1", side)
        .replace("right_child=-3 -2", "right_child=-2 1 -4")
        .replace("leaf_value=-0.25", "leaf_value=1 -0.25")
        .replace("leaf_count=10", "leaf_count=10 10")
    )
    with pytest.raises(ValueError, match=r"^tree 0: its splits and leaves do not hang together$"):
        trees_of(circle)


def test_bounds_leave_room_for_what_is_trained() -> None:
    assert max(len(tree.leaf) for tree in trees_of(THEIRS).trees) * 10 < MOST_LEAVES
    assert max(np.abs(tree.leaf).max() for tree in trees_of(THEIRS).trees) * 10 < LARGEST


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_text_is_refused_or_harmless(seed: int) -> None:
    """Whatever passes, LightGBM can compute with: a crash would end the tests."""
    rng = np.random.default_rng(seed)
    signs = list(OURS)
    for place in rng.integers(0, len(signs), rng.integers(1, 4)):
        signs[place] = str(rng.choice(list("0123456789-=. \nez")))
    try:
        found = trees_of("".join(signs))
    except ValueError:
        return
    if found.features == MATRIX.shape[1]:
        booster = lightgbm.Booster(model_str=found.text())
        assert np.isfinite(booster.predict(MATRIX[:50], raw_score=True)).all()
        assert np.isfinite(booster.predict(MATRIX[:50], pred_contrib=True)).all()
