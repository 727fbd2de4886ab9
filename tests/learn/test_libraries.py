"""Libraries come when they are needed, and Ctrl-C goes on working."""

from __future__ import annotations

import os
import signal

import pytest

from baremo.learn.libraries import held_interrupts


def test_ctrl_c_waits_for_the_end_of_what_must_not_be_interrupted() -> None:
    done = []

    def work() -> None:
        with held_interrupts():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("the rest")

    with pytest.raises(KeyboardInterrupt):
        work()

    assert done == ["the rest"]


def test_ctrl_c_works_again_after_a_solver_has_left_it_to_the_system() -> None:
    before = signal.getsignal(signal.SIGINT)
    with held_interrupts():
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    assert signal.getsignal(signal.SIGINT) is before
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
