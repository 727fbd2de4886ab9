"""Logistic regression on one number: the calibration line, and Platt's way to calibrate."""

from __future__ import annotations

import numpy as np

from baremo.learn.feature import Numbers

STEPS = 100  # of Newton's method; few are needed but for rows that are told apart perfectly
HALVINGS = 0.5 ** np.arange(30)
ENOUGH = 1e-10
HOLD = np.array([1e-9, 1e-6])  # draws intercept to 0 and slope to 1, noticeably only where the rows say nothing


def logistic_line(log_odds: Numbers, target: Numbers) -> tuple[float, float]:
    """Intercept and slope of the target's log-odds on the given ones, by maximum likelihood.

    Parameters
    ----------
    log_odds : array of shape (n,), finite
    target : array of shape (n,), 0..1
        Not all of them 0, nor all of them 1.
    """
    known = np.stack([np.ones(len(log_odds)), log_odds], axis=1)
    unchanged = np.array([0.0, 1.0])

    def badness(line: Numbers) -> float:
        fitted = known @ line
        return float((np.logaddexp(0, fitted) - target * fitted).sum() + (HOLD / 2 * (line - unchanged) ** 2).sum())

    line, best = unchanged, badness(unchanged)
    for _ in range(STEPS):
        share = sigmoid(known @ line)
        uphill = known.T @ (share - target) + HOLD * (line - unchanged)
        bend = (known * (share * (1 - share))[:, None]).T @ known + np.diag(HOLD)
        step = np.linalg.solve(bend, uphill)
        size = next((half for half in HALVINGS if badness(line - half * step) < best), 0.0)
        line = line - size * step
        best = badness(line)
        if size * np.abs(step).max() < ENOUGH:
            break
    return float(line[0]), float(line[1])


def sigmoid(log_odds: Numbers) -> Numbers:
    """The probability of log-odds of any size."""
    return np.asarray(np.exp(-np.logaddexp(0, -log_odds)))
