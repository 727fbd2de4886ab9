"""How well a ranking sorts: the share that converted in each tenth of it, best tenth first.

Leads with equal scores are ordered by a hash of their id, so that the file's own order helps nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TypedDict


class Decile(TypedDict):
    decile: int  # 1 is the best
    n: int
    lowest_score: float
    conversion: float  # 0..1
    lift: float  # conversion / that of all


def deciles(scores: Mapping[str, float], converted: Mapping[str, bool]) -> list[Decile]:
    """Ten parts that differ in size by one lead at most; both mappings have the same ids.

    Examples
    --------
    >>> scores = {str(n): float(n) for n in range(100)}
    >>> best = deciles(scores, {lead: score >= 80 for lead, score in scores.items()})[0]
    >>> best["n"], best["lowest_score"], best["conversion"], best["lift"]
    (10, 90.0, 1.0, 5.0)
    """
    ranking = sorted(scores, key=lambda lead: (-scores[lead], sha256(lead.encode()).digest()))
    overall = sum(converted.values()) / len(converted)
    found: list[Decile] = []
    for part in range(10):
        leads = ranking[len(ranking) * part // 10 : len(ranking) * (part + 1) // 10]
        share = sum(converted[lead] for lead in leads) / len(leads)
        found.append(
            Decile(
                decile=part + 1,
                n=len(leads),
                lowest_score=scores[leads[-1]],
                conversion=share,
                lift=share / overall,
            )
        )
    return found


def table(title: str, parts: list[Decile]) -> str:
    """A Markdown table of all tenths, and one line that compares the best with the other nine."""
    rest = sum(part["conversion"] * part["n"] for part in parts[1:]) / sum(part["n"] for part in parts[1:])
    lines = [f"{title}", "", "| tenth | leads | score from | converted | lift |", "|---|---|---|---|---|"]
    for part in parts:
        cells = (
            str(part["decile"]),
            str(part["n"]),
            f"{part['lowest_score']:.0f}",
            f"{part['conversion']:.1%}",
            f"{part['lift']:.2f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", f"The best tenth converts {parts[0]['conversion']:.1%}, the other nine {rest:.1%}."]
    return "\n".join(lines)
