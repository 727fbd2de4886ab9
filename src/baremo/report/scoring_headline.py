"""A scoring in two sentences and five numbers: what a busy reader takes away."""

from __future__ import annotations

from baremo.engine.summary import TopLead
from baremo.report.shown import Shown
from baremo.texts import Said, say


def headline(shown: Shown) -> str:
    """Plain text: how many are worth a call, and whom to call first and why."""
    summary, who = shown.summary, shown.names.who
    if not summary.leads:
        return shown.say(say("There is nobody to score: the table of {who} is empty.", who=who))
    if not summary.top:
        return shown.say(say("None of {all} {who} has any points yet.", all=shown.whole(summary.leads), who=who))
    return f"{shown.say(_state(shown, summary.top[0]))} {shown.say(_start(shown, summary.top[0]))}"


def tiles(shown: Shown) -> list[tuple[str, str]]:
    """Plain names and HTML values of the figures that people ask for first."""
    summary, names = shown.summary, shown.names
    found = [(names.who, shown.whole(summary.leads))]
    if summary.bands:
        found.append((names.of_band(summary.bands[0].name), shown.with_share(summary.bands[0].leads)))
    reached = next((each for each in summary.stages[:-1] if each.leads), None)
    if reached is not None:
        eligible = say("eligible for {stage}", stage=names.of_stage(reached.name))
        found.append((shown.say(eligible), shown.with_share(reached.leads)))
    if summary.score is not None:
        found.append((shown.say(say("median score")), shown.whole(summary.score.median)))
    if summary.disqualified:
        found.append((shown.say(say("disqualified")), shown.with_share(summary.out)))
    return found


def _state(shown: Shown, first: TopLead) -> Said:
    summary = shown.summary
    score = shown.whole(first.score)
    if not summary.bands:
        return say("The highest score is {score}, that of {key}.", score=score, key=shown.key(first))
    highest = summary.bands[0]
    band = shown.names.of_band(highest.name)
    if not highest.leads:
        return say(
            "Nobody has reached “{band}” yet; the highest score is {score}, that of {key}.",
            band=band,
            score=score,
            key=shown.key(first),
        )
    count, total = shown.whole(highest.leads), shown.whole(summary.leads)
    if highest.leads == 1:
        return say("1 of {all} {who} is in the band “{band}”.", all=total, who=shown.names.who, band=band)
    return say(
        "{count} of {all} {who} are in the band “{band}”.", count=count, all=total, who=shown.names.who, band=band
    )


def _start(shown: Shown, first: TopLead) -> Said:
    why = ", ".join(" ".join(shown.reason(reason)) for reason in first.reasons)
    if not why:
        return say("Start with {key}.", key=shown.key(first))
    return say("Start with {key}: {why}.", key=shown.key(first), why=why)
