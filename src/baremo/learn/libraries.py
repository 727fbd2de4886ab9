"""The libraries that learning stands on: imported when first needed, and quietly."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from baremo.errors import InputError, Problem
from baremo.texts import say


def lightgbm() -> Any:
    """The module lightgbm, whose threads sleep while they wait for each other.

    Else they spin, and where other programs want the cores too, a training takes five times as long.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # is read once, when OpenMP is loaded
    with _told():
        import lightgbm

        return lightgbm


def optbinning() -> Any:
    """The module optbinning, whose solvers complain of each other when they are loaded."""
    with _told(), _silent():
        import optbinning

        return optbinning


def sklearn() -> Any:
    """The module sklearn with the parts that are used here."""
    with _told():
        import sklearn
        import sklearn.isotonic
        import sklearn.linear_model
        import sklearn.metrics

        return sklearn


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (ImportError, OSError) as error:
        raise InputError(_not_there(error)) from error


@contextmanager
def _silent() -> Iterator[None]:
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _not_there(error: Exception) -> Problem:
    if isinstance(error, OSError):  # a system library that a package does not bring
        return Problem(
            code="not-installed",
            subject="learn",
            message=say("learning needs a library of the system: {reason}.", reason=str(error)),
            remedy=say("On Debian or Ubuntu: apt-get install libgomp1."),
        )
    return Problem(
        code="not-installed",
        subject="learn",
        message=say("learning needs packages that are not here: {reason}.", reason=str(error)),
        remedy=say("Install them: pip install 'baremo[learn]'."),
    )
