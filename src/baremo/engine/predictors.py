"""The predictor of a model: what gives its predicted criterion probabilities is learned, and read, elsewhere.

Whoever reads predictors says so once; nothing is read for a model that predicts nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from baremo.model.criteria import Predicted

if TYPE_CHECKING:
    from baremo.engine.asked import Predictor
    from baremo.model.criteria import Criterion
    from baremo.model.model import ScoringModel

    Reader = Callable[[ScoringModel], Predictor | None]

_readers: list[Reader] = []


def read_predictors_by(reader: Reader) -> None:
    """Has the predictors of models read so from now on."""
    _readers[:] = [reader]


def predictor_of(model: ScoringModel) -> Predictor | None:
    """The predictor that stands beside the model's file; None where it has neither.

    Raises
    ------
    InputError
        It is not there, or is none.
    """
    if model.folder is None or predicted(model) is None:
        return None
    return next((found for reader in _readers if (found := reader(model)) is not None), None)


def file_of(model: ScoringModel) -> Path | None:
    """Where the predictor of a model stands; None where it has none, or was not read from a file."""
    criterion = predicted(model)
    if criterion is None or model.folder is None:
        return None
    assert isinstance(criterion.rule, Predicted)
    return model.folder / criterion.rule.predictor


def predicted(model: ScoringModel) -> Criterion | None:
    """The criterion that has a predictor; a model has at most one."""
    found = (criterion for _, criterion in model.criteria() if isinstance(criterion.rule, Predicted))
    return next(found, None)
