"""Logistic regression on one number: the calibration line, and Platt's way to calibrate."""

from __future__ import annotations

from math import log

import numpy as np
import numpy.typing as npt

from baremo.learn.feature import Numbers

STEPS = 100  # of Newton's method; few are needed but for rows that are told apart perfectly
HALVINGS = 0.5 ** np.arange(30)
ENOUGH = 1e-10
HOLD_LEVEL, HOLD_SLOPE = 1e-9, 1e-6  # draw to level 0 and slope 1, noticeably only where the rows say nothing


def logistic_line(log_odds: Numbers, target: Numbers) -> tuple[float, float]:
    """Intercept and slope of the target's log-odds on the given ones, by maximum likelihood.

    Parameters
    ----------
    log_odds : array of shape (n,), finite
    target : array of shape (n,), 0..1
        Not all of them 0, nor all of them 1.
    """
    intercepts, slope = logistic_lines(log_odds, target, np.zeros(len(log_odds), dtype=np.intp))
    return float(intercepts[0]), slope


def logistic_lines(log_odds: Numbers, target: Numbers, group: npt.NDArray[np.intp]) -> tuple[Numbers, float]:
    """Parallel lines: one intercept for each group (0, 1, …) and the slope that they have in common."""
    groups = int(group.max()) + 1
    known = np.column_stack([group[:, None] == np.arange(groups), log_odds]).astype(np.float64)
    unchanged = np.append(np.zeros(groups), 1.0)
    hold = np.append(np.full(groups, HOLD_LEVEL), HOLD_SLOPE)

    def badness(line: Numbers) -> float:
        fitted = known @ line
        return float((np.logaddexp(0, fitted) - target * fitted).sum() + (hold / 2 * (line - unchanged) ** 2).sum())

    line, best = unchanged, badness(unchanged)
    for _ in range(STEPS):
        share = sigmoid(known @ line)
        uphill = known.T @ (share - target) + hold * (line - unchanged)
        bend = (known * (share * (1 - share))[:, None]).T @ known + np.diag(hold)
        step = np.linalg.solve(bend, uphill)
        size = next((half for half in HALVINGS if badness(line - half * step) < best), 0.0)
        line = line - size * step
        best = badness(line)
        if size * np.abs(step).max() < ENOUGH:
            break
    return line[:-1], float(line[-1])


def level_to(log_odds: Numbers, share: float) -> float:
    """What to add to log-odds so that their mean probability is the wanted share, 0..1 without its ends."""
    wanted = log(share / (1 - share))
    low, high = wanted - float(log_odds.max()), wanted - float(log_odds.min())
    while high - low > ENOUGH * max(1.0, abs(low), abs(high)):
        middle = (low + high) / 2
        low, high = (middle, high) if sigmoid(log_odds + middle).mean() < share else (low, middle)
    return (low + high) / 2


def sigmoid(log_odds: Numbers) -> Numbers:
    """The probability of log-odds of any size."""
    return np.asarray(np.exp(-np.logaddexp(0, -log_odds)))
