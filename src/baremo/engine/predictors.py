"""The predictor of a model: what gives its predicted criterion probabilities is learned, and read, elsewhere.

Whoever reads predictors says so once; nothing is read for a model that predicts nothing, and a file that has
not changed is read once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from baremo.engine.asked import Predictor
    from baremo.model.model import ScoringModel

    Reader = Callable[[ScoringModel], Predictor | None]

AT_MOST = 8  # predictors kept; the one that was used longest ago goes first

_readers: list[Reader] = []
_kept: OrderedDict[tuple[Path, int, int], Predictor] = OrderedDict()  # by file, its time and its size
_alone = threading.Lock()


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
    file = file_of(model)
    if file is None or not _readers:
        return None
    if not file.is_file():
        return _readers[0](model)  # which tells that it is not there
    found = file.stat()
    key = file, found.st_mtime_ns, found.st_size
    with _alone:
        if key not in _kept:
            predictor = _readers[0](model)
            if predictor is None:
                return None
            _kept[key] = predictor
            if len(_kept) > AT_MOST:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key]


def file_of(model: ScoringModel) -> Path | None:
    """Where the predictor of a model stands; None where it has none, or was not read from a file."""
    return None if model.predictor is None or model.folder is None else model.folder / model.predictor
