"""The libraries that learning stands on: imported when first needed, and quietly."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

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


def let_arrow_find_pandas() -> None:
    """pyarrow looks for pandas when it first makes an array; Ctrl-C there would be lost and leave imports locked."""
    with held_interrupts():
        pa.array([""]).to_numpy(zero_copy_only=False)


@contextmanager
def held_interrupts() -> Iterator[None]:
    """Ctrl-C waits for the end of the block, and works after it.

    Libraries swallow it while they are loaded, and a solver leaves it to the system, which ends the program at once.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or before is None:
        yield
        return
    pressed: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        signal.raise_signal(signal.SIGINT)


@contextmanager
def _told() -> Iterator[None]:
    try:
        with held_interrupts():
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
