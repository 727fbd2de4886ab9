"""The signs of leakage, each one rule: from when on it suspects a column, and from when on it is enough.

The numbers were chosen on companies' data in which it is known which columns leak, and which merely are good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from baremo.learn.feature import Flags, Numbers
from baremo.learn.guard.evidence import Evidence
from baremo.learn.guard.power import NORMAL, Power
from baremo.learn.guard.words import Spoken, is_key, is_snapshot, names_outcome, spoken
from baremo.report.analysis_figures import Reason
from baremo.texts import Text, say

# Powers are areas under the ROC curve of the column alone, on leads not seen before, less their uncertainty.
COPY_POWER: Final = 0.90  # nearly perfect: the best honest columns that we know have 0.86, but for one
SURE_POWER: Final = 0.97  # enough, whatever its precision
COPY_PRECISION: Final = 0.60  # enough with that power: an honest column of 0.93 has 0.43, copies have 0.9
HIGH_POWER: Final = 0.80  # suspected: as much as whole models have
SPOKEN_POWER: Final = 0.65  # enough where the column's name, too, speaks of what comes later
PATCHY: Final = 0.20  # share missing, from which on a verdict is given only to leads that somebody looked at
PURE_COVER: Final = 0.25  # of all with that outcome; an excellent source of leads brings a few percent of them
PURE: Final = 0.98  # share of one outcome in a value: a copy of the outcome with slips
NAMED_PURE: Final = 0.95  # the same in a value that names an outcome
SMALLER_ERROR: Final = 0.20  # the other outcome's share there, as a part of its share in all rows
FILLED_COPY: Final = 0.60  # filled so much more often for one outcome: as good as a yes or no with a power of 0.80
ZERO_COPY: Final = 0.70  # the same of numbers other than zero: zero is an answer, and a visit may well earn more
FILLED_OFTEN: Final = 0.25  # suspected: such columns are often asked for once a lead looks promising
ONE_SIDED: Final = 0.25  # share of one outcome with other values, where the other outcome has one value alone
ONE_SIDED_SOME: Final = 0.05  # suspected
ONE_SIDED_CHANCE: Final = 1e-6  # how rarely that happens where the column says nothing
FEW: Final = 20  # leads below which a value, or an outcome, proves nothing
LATER_DATES: Final = 0.02  # share of dates after the moment; less are slips of the hand
UNIQUE: Final = 0.99  # distinct values per lead
IN_ORDER: Final = 0.95  # correlation of a key's rank with time
CALENDAR: Final = 0.80  # how much oftener than by chance a row has its predecessor's value
EARLY_POWER: Final = 0.55  # less than this cannot fade
FADED: Final = 0.25  # part of the power above 0.5 that is left later
CLEAR: Final = 3.0  # standard errors that are no chance


def reasons(evidence: Evidence) -> tuple[Reason, ...]:
    """Every sign that a feature leaks; those that are enough to leave it out come first."""
    found = [reason for sign in SIGNS for reason in sign(evidence)]
    return tuple(sorted(found, key=lambda reason: not reason.enough))


def near_perfect(evidence: Evidence) -> Iterator[Reason]:
    power, least = evidence.power, HIGH_POWER if evidence.as_of_today else COPY_POWER
    if power is not None and power.low >= least:
        precise = evidence.precision >= COPY_PRECISION
        enough = power.low >= SURE_POWER or (power.low >= COPY_POWER and precise)
        figures = {"auc": power.auc, "precision": evidence.precision}
        yield Reason(code="near-perfect", why=_alone(power), enough=enough, figures=figures)


def pure_values(evidence: Evidence) -> Iterator[Reason]:
    """Values that stand for the rarer outcome alone, and for much of it."""
    won, lost = evidence.counts
    rare, other = (won, lost) if won.sum() <= lost.sum() else (lost, won)
    pure = _pure(rare, other, PURE)
    cover = float(rare[pure].sum() / max(rare.sum(), 1.0))
    if evidence.as_of_today and rare.sum() >= FEW and cover >= PURE_COVER:
        told = (
            say("{share}% of customers have values that hardly anybody else has.", share=_cent(cover))
            if rare is won
            else say(
                "{share}% of those who did not become customers have values that hardly any customer has.",
                share=_cent(cover),
            )
        )
        yield Reason(code="pure-values", why=told, enough=True, figures={"pure": cover})


def filled_for_one(evidence: Evidence) -> Iterator[Reason]:
    """Filled, or other than zero, mostly for one outcome."""
    if not evidence.as_of_today or evidence.outcome.all() or not evidence.outcome.any():
        return
    won, lost, least = _shares(~evidence.missing, evidence.outcome)
    if least >= FILLED_OFTEN:
        told = say("It is filled for {won}% of customers and {lost}% of the others.", won=_cent(won), lost=_cent(lost))
        yield Reason(
            code="filled-for-one",
            why=told,
            enough=least >= FILLED_COPY,
            figures={"filled_won": won, "filled_lost": lost},
        )
        return
    if evidence.numbers is None or evidence.is_date:
        return
    won, lost, least = _shares(~evidence.missing & (evidence.numbers != 0), evidence.outcome)
    if least >= FILLED_COPY:
        told = say(
            "It is other than zero for {won}% of customers and {lost}% of the others.", won=_cent(won), lost=_cent(lost)
        )
        enough, figures = least >= ZERO_COPY, {"filled_won": won, "filled_lost": lost}
        yield Reason(code="filled-for-one", why=told, enough=enough, figures=figures)


def one_sided(evidence: Evidence) -> Iterator[Reason]:
    """One outcome always has the same value, the other often does not."""
    if not evidence.as_of_today:
        return
    won, lost = evidence.counts
    for always, free, is_won in ((won, lost, True), (lost, won, False)):
        only = np.flatnonzero(always)
        if len(only) != 1 or not free.sum():
            continue
        group = evidence.grouped.groups[only[0]]
        elsewhere = 1 - float(free[only[0]] / free.sum())
        overall = (always + free)[only[0]] / (always + free).sum()
        chance = overall ** always.sum()
        if group.low != group.high or group.kind == "others" or elsewhere < ONE_SIDED_SOME or chance > ONE_SIDED_CHANCE:
            continue
        told = (
            say(
                "It is the same for all customers, and something else for {share}% of the others.",
                share=_cent(elsewhere),
            )
            if is_won
            else say(
                "It is the same for all who did not become customers, and something else for {share}% of customers.",
                share=_cent(elsewhere),
            )
        )
        yield Reason(code="one-sided", why=told, enough=elsewhere >= ONE_SIDED, figures={"elsewhere": elsewhere})


def names_the_outcome(evidence: Evidence) -> Iterator[Reason]:
    """A value such as 'closed' or 'won'."""
    won, lost = evidence.counts
    base = won.sum() / max(won.sum() + lost.sum(), 1.0)
    sure = _pure(won, lost, NAMED_PURE) | _pure(lost, won, NAMED_PURE)
    rows = won + lost
    differs = np.abs(won - base * rows) > CLEAR * np.sqrt(np.maximum(rows * base * (1 - base), 1e-9))
    named = [
        (not sure[place], -rows[place], group.values[0], place)
        for place, group in enumerate(evidence.grouped.groups)
        if group.kind == "value" and names_outcome(group.values[0]) and rows[place] >= FEW and differs[place]
    ]
    if evidence.as_of_today and named:
        unsure, _, value, place = min(named)
        rate = float(won[place] / rows[place])
        told = say(
            "A value of it names an outcome: {value}, of whom {rate}% became customers.",
            value=repr(value[:60]),
            rate=_cent(rate),
        )
        yield Reason(code="names-the-outcome", why=told, enough=not unsure, figures={"value_rate": rate})


def speaks_of_later(evidence: Evidence) -> Iterator[Reason]:
    """A name such as 'lead quality', with power that bears it out."""
    said, power = spoken(evidence.feature.name), evidence.power
    if said is None or power is None or not power.some:
        return
    if said.of == "attention" and not evidence.as_of_today:  # it was counted up to the moment
        return
    missing = float(evidence.missing.mean())
    patchy = missing >= PATCHY and said.of in ("verdict", "handling")
    dated = evidence.is_date and said.of == "outcome"
    strong = power.low >= SPOKEN_POWER and said.of != "trade"  # the worth of a page may well be known in time
    if said.of == "attention":  # a lead has an owner, and perhaps a first call, when it is scored
        strong = power.low >= HIGH_POWER
    enough = evidence.as_of_today and (strong or patchy or dated)
    figures = {"auc": power.auc, "missing": missing}
    yield Reason(code="speaks-of-later", why=_told(said), enough=enough, figures=figures)
    if power.low < HIGH_POWER:  # else it is told as nearly perfect
        yield Reason(code="has-power", why=_alone(power), enough=enough)
    if patchy:
        told = say("It is filled for {share}% of leads only.", share=_cent(1 - missing))
        yield Reason(code="patchy", why=told, enough=enough)


def after_the_moment(evidence: Evidence) -> Iterator[Reason]:
    if not evidence.is_date or evidence.numbers is None or not evidence.past.as_of_moment or evidence.missing.all():
        return
    after = float((evidence.numbers[~evidence.missing] < 0).mean())
    if after >= LATER_DATES:
        told = say("{share}% of its dates are later than the moment of scoring.", share=_cent(after))
        yield Reason(code="after-the-moment", why=told, enough=True, figures={"after": after})


def identifier(evidence: Evidence) -> Iterator[Reason]:
    """A value of its own for each lead; of numbers only those that a name or their order gives away."""
    name, table, first = evidence.feature.name, evidence.past.table, evidence.past.first
    if not evidence.as_of_today or evidence.is_date:
        return
    values = table.numbers[name][first] if name in table.numbers else table.codes[name][first].astype(np.float64)
    known = values[~table.missing(name)[first]]
    if len(known) < FEW or len(np.unique(known)) < UNIQUE * len(known):
        return
    if name in table.numbers and not ((known == np.round(known)).all() and (is_key(name) or _in_order(evidence))):
        return
    told = say("Nearly each lead has a value of its own, so nothing can be learned from it.")
    yield Reason(code="identifier", why=told, enough=True, figures={"distinct": float(len(np.unique(known)))})


def calendar(evidence: Evidence) -> Iterator[Reason]:
    """It tells when, not who."""
    in_time = evidence.past.in_time
    if in_time is None or not evidence.as_of_today or evidence.is_date or len(evidence.grouped.groups) < 3:
        return
    codes = evidence.grouped.codes[in_time]
    shares = np.bincount(codes) / max(len(codes), 1)
    by_chance = float((shares**2).sum())
    agreed = float((codes[1:] == codes[:-1]).mean()) if len(codes) > FEW else 0.0
    if by_chance < 1 and (agreed - by_chance) / (1 - by_chance) >= CALENDAR:
        told = say("It changes with time, as a calendar does, and not from lead to lead.")
        yield Reason(code="calendar", why=told, figures={"agreement": agreed})


def fades(evidence: Evidence) -> Iterator[Reason]:
    early = evidence.power
    later = evidence.later_power if early is not None and early.low >= EARLY_POWER else None
    if early is None or later is None or later.high >= 0.5 + FADED * (early.auc - 0.5):
        return
    figures = {"auc": early.auc, "later_auc": later.auc}
    shares = {"early": _cent(early.auc), "later": _cent(later.auc)}
    told = (
        say("Later its power turns round: it tells the customer in {later} of 100 pairs, earlier in {early}.", **shares)
        if later.high < 0.5
        else say(
            "Later its power is gone: it tells the customer in {later} of 100 pairs, earlier in {early}.", **shares
        )
    )
    yield Reason(code="fades", why=told, figures=figures)


def snapshot(evidence: Evidence) -> Iterator[Reason]:
    if evidence.past.of_today and evidence.as_of_today and is_snapshot(evidence.feature.name) and evidence.has_power:
        told = say("It holds what was last as of today, perhaps after the outcome.")
        yield Reason(code="snapshot", why=told)


SIGNS: Final[tuple[Callable[[Evidence], Iterator[Reason]], ...]] = (
    near_perfect,
    pure_values,
    filled_for_one,
    one_sided,
    names_the_outcome,
    speaks_of_later,
    after_the_moment,
    identifier,
    calendar,
    fades,
    snapshot,
)


def _alone(power: Power) -> Text:
    return say("Alone it tells the customer in {share} of 100 pairs of a customer and another.", share=_cent(power.auc))


def _told(said: Spoken) -> Text:
    word = repr(said.word)
    match said.of:
        case "outcome":
            return say("Its name speaks of how it ended: {word}.", word=word)
        case "verdict":
            return say("Its name speaks of a judgement of the lead: {word}.", word=word)
        case "trade":
            return say("Its name speaks of what was bought: {word}.", word=word)
        case "attention":
            return say("Its name speaks of attention that may go on until the outcome: {word}.", word=word)
        case _:
            return say("Its name speaks of work on the lead: {word}.", word=word)


def _pure(ours: Numbers, others: Numbers, least: float) -> Flags:
    """The groups that hold nearly one outcome alone, by far more so than all rows do."""
    rows, every = ours + others, ours.sum() + others.sum()
    pure = (rows >= FEW) & (ours >= least * rows) & (others * every <= SMALLER_ERROR * others.sum() * rows)
    return np.asarray(pure)


def _shares(filled: Flags, outcome: Flags) -> tuple[float, float, float]:
    """Filled of customers, of the others, and how much they differ at least."""
    won, lost = float(filled[outcome].mean()), float(filled[~outcome].mean())
    error = np.sqrt(won * (1 - won) / outcome.sum() + lost * (1 - lost) / (~outcome).sum())
    return won, lost, abs(won - lost) - NORMAL * float(error)


def _in_order(evidence: Evidence) -> bool:
    """Whether a number grows, or falls, with time."""
    in_time, name = evidence.past.in_time, evidence.feature.name
    if in_time is None:
        return False
    ranks = np.argsort(np.argsort(evidence.past.table.numbers[name][in_time]))
    return bool(abs(np.corrcoef(ranks, np.arange(len(ranks)))[0, 1]) >= IN_ORDER)


def _cent(share: float) -> int:
    """In hundredths; nearly all is not all."""
    return min(round(100 * share), 99) if share < 1 else 100
