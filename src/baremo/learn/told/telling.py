"""What the report on a training, or on a backtest, has to tell beside its figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from baremo.learn.cards.marks import SHARE, marks_of
from baremo.learn.drift import told as drift_told
from baremo.learn.judged.amounts import Worth
from baremo.learn.judged.shares import share_of
from baremo.learn.report import card_of
from baremo.learn.told.weights import weights_of
from baremo.learn.told.words import KINDS, Told
from baremo.learn.training import Training
from baremo.learn.validation import Validation
from baremo.model.fingerprint import version
from baremo.model.model import ScoringModel
from baremo.model.spelling import number_text
from baremo.texts import Localised, Said, Text, WholeNumber, say


def of_training(training: Training, *, changes: Sequence[Said] = ()) -> Told:
    """A training's report; `changes` are those from the model of an earlier training."""
    learned = training.final.learned
    return Told(
        title=say("{model}: what history teaches", model=training.plan.title or training.plan.model),
        figures=training.figures,
        thresholds=training.thresholds,
        calls=_calls(training),
        weights=weights_of(learned, training.history.features),
        drift=drift_told(training.drift) if training.drift is not None else (),
        changes=tuple(changes),
        money=_money(training.worth),
        facts=_facts(training),
        how=_how(training),
        card=_card(training),
    )


def of_validation(model: ScoringModel, found: Validation) -> Told:
    """A backtest's report."""
    labels = found.labels
    how = [
        say("Each lead was scored by {version} as of its own moment.", version=version(model))
        if labels.moments is not None
        else say("All leads were scored by {version} as of one moment.", version=version(model)),
        say("Its score then is compared with what became of it."),
    ]
    if labels.horizon:
        how.append(_within(labels.horizon))
    return Told(
        title=say("{model}: does it work?", model=Localised(words=model.title or {}, otherwise=model.name)),
        figures=found.figures,
        bands={band.name: Localised(words=band.title, otherwise=band.name) for band in model.bands if band.title},
        cautions=found.cautions,
        facts=(say("version {version}", version=version(model)),),
        how=tuple(how),
    )


def _calls(training: Training) -> tuple[Text, ...]:
    """Whom to call by what was asked for, each with the score of the model file from which on they are."""
    found, marks = training.thresholds, marks_of(training)
    told: list[Text] = []
    for place, (proposal, start) in enumerate(zip(found.proposals, marks.proposed, strict=True)):
        told += proposal.sentences
        score = number_text(start)
        told.append(
            say("In the model file they have a score of {score} or more.", score=score)
            if place
            else say("In the model file they are the stage MQL: a score of {score} or more.", score=score)
        )
    told += found.warnings
    if not found.proposals:
        told.append(
            say(
                "In the model file the best {share} of the leads are the stage MQL: a score of {score} or more.",
                share=share_of(SHARE),
                score=number_text(marks.mql),
            )
        )
    return tuple(told)


def _money(found: Worth | None) -> tuple[Text, ...]:
    """What won deals brought, and whether to rank by it."""
    if found is None:
        return ()
    mean = say(
        "{n} won deals have an amount, {mean} on average.",
        n=WholeNumber(found.amounts.n),
        mean=WholeNumber(round(found.amounts.mean)),
    )
    if found.revenue is None:
        return (mean, *found.amounts.warnings)
    each = {name: round(100 * getattr(found.revenue, name)) for name in ("by_value", "by_probability", "by_chance")}
    ranked = say(
        "The best tenth by expected value brought {by_value}% of the revenue, by probability {by_probability}%; "
        "a tenth drawn by lot brings {by_chance}%.",
        **each,
    )
    better = (say("Rank by expected value: it surely brought more."),) if found.revenue.gain_low > 0 else ()
    return (mean, ranked, *better, *found.amounts.warnings)


def _facts(training: Training) -> tuple[Text, ...]:
    parts = training.split
    found = [
        KINDS[training.figures.kind],
        say("from {rows} leads", rows=WholeNumber(len(parts.train))),
    ]
    if parts.train_until is not None:
        found.append(say("up to {day}", day=_day(parts.train_until)))
    found.append(
        say("judged on later leads") if parts.kind == "time" else say("judged on leads drawn at random, which flatters")
    )
    return tuple(found)


def _how(training: Training) -> tuple[Text, ...]:
    labels, parts, choice = training.history.labels, training.split, training.chosen
    found = [
        say(
            "{train} leads taught, {test} others judged; the split is by {way}.",
            train=WholeNumber(len(parts.train)),
            test=WholeNumber(len(parts.test)),
            way=say("time") if parts.kind == "time" else say("chance, which flatters: leads change with time"),
        )
    ]
    if labels.horizon:
        found.append(_within(labels.horizon))
    if parts.dropped:
        gap = say(
            "{rows} leads between the two parts were left out: their outcome was not known yet when the judging began.",
            rows=WholeNumber(parts.dropped),
        )
        found.append(gap)
    if training.history.attributes_of_today or labels.moments is None:
        found.append(say("Attributes are today's, not those of the moment: what was filled in later flatters."))
    if len(choice.candidates) > 1:
        found.append(
            say(
                "The kinds competed on {folds} folds of the leads that taught, by log-loss; "
                "of those that chance may have put in order, the simplest was taken.",
                folds=len(choice.folds),
            )
        )
    found.append(say("The files hold the same kind, learned from all {rows} leads.", rows=WholeNumber(labels.rows)))
    found += [say("{kind} was left out: {why}", kind=KINDS[kind], why=str(error)) for kind, error in choice.left_out]
    return tuple(found)


def _card(training: Training) -> tuple[tuple[Text, Text], ...]:
    labels, plan = training.history.labels, training.plan
    columns = len(training.final.learned.features)
    suspects = [each.column for each in training.suspicions if not each.excluded]
    return card_of(
        (say("What it is for"), say("To rank leads by how likely they are to become customers, and to say why.")),
        (
            say("What it is not for"),
            say("To refuse anybody a service, or to judge people: it knows correlations, no causes."),
        ),
        (say("Kind"), say("{kind} of {features} features", kind=KINDS[training.figures.kind], features=columns)),
        (say("Learned from"), _learned_from(training)),
        (
            say("Outcome"),
            say("won within {days} days", days=labels.horizon) if labels.horizon else _outcome(plan.outcome),
        ),
        (say("Watch"), say("Suspected of knowing the outcome, but kept: {names}.", names=", ".join(suspects)))
        if suspects
        else (say("Watch"), None),
        (say("Learn again"), say("When the report of `baremo train --like` raises an alarm, or every quarter.")),
    )


def _learned_from(training: Training) -> Text:
    labels = training.history.labels
    rows, won = WholeNumber(labels.rows), WholeNumber(int(np.count_nonzero(labels.outcome)))
    if labels.moments is None:
        return say("{rows} leads, of whom {won} converted", rows=rows, won=won)
    first, last = _day(labels.moments.min()), _day(labels.moments.max())
    return say(
        "{rows} leads from {first} to {last}, of whom {won} converted", rows=rows, won=won, first=first, last=last
    )


def _outcome(column: str | None) -> Text | None:
    return None if column is None else say("column {column}", column=column)


def _within(days: int) -> Text:
    return say("A lead counts as won if it was won within {days} days.", days=days)


def _day(moment: np.datetime64) -> str:
    return str(moment.astype("datetime64[D]"))
