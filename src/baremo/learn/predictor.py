"""The predictor of a model, as its file names it."""

from __future__ import annotations

from baremo.learn.predictors.file import read
from baremo.learn.predictors.trained import TrainedPredictor
from baremo.model.model import ScoringModel


def predictor_of(model: ScoringModel) -> TrainedPredictor | None:
    """The predictor that the model's one predicted criterion names, from the model's own folder.

    Returns
    -------
    TrainedPredictor or None
        None where nothing is predicted, or the model does not come from a file.

    Raises
    ------
    InputError
        It is not there, is another than the model was published with, or cannot be read.
    """
    if model.folder is None or model.predictor is None:
        return None
    return read(model.folder, model.predictor)
