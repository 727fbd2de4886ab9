"""Rules about which events are counted, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice

from baremo.errors import Problem
from baremo.model.checks.checked import Checked
from baremo.model.checks.implication import implies
from baremo.model.checks.reach import criterion_range
from baremo.model.conditions import Condition, Equals, FieldTest
from baremo.model.criteria import Criterion, EventNames, Events, RatioTo, Recency
from baremo.model.reading import Path, clipped
from baremo.model.vocabulary import EVENTS, MEANINGS
from baremo.model.words import fold
from baremo.texts import say

MOST_COMPARED = 50  # earlier criteria with which each is compared
MOST_NAMES = 1_000  # of events that are looked up


def unknown_events(checked: Checked) -> Iterator[Problem]:
    """Names that are almost, but not quite, of the common vocabulary."""
    seen: set[str] = set()
    for path, name in islice(_named(checked), MOST_NAMES):
        meant = near_event(name)
        if meant is not None and name not in seen:
            seen.add(name)
            yield checked.warning(
                "unknown-event",
                path,
                say("the event {name} is compared exactly, and is no common name.", name=clipped(name)),
                say("Did you mean {near} ({meaning})?", near=meant, meaning=MEANINGS[meant]),
            )


def _named(checked: Checked) -> Iterator[tuple[Path, str]]:
    for path, selection in checked.selections():
        yield from (((*path, "event"), name) for name in selection.event.names)
    for path, _, criterion in checked.criteria():
        match criterion.rule:
            case Events(measure=RatioTo(event=name)):
                yield (*path, "measure"), name


def near_event(name: str) -> str | None:
    """The name of the vocabulary that was probably meant; None for one that is in it, or far from it."""
    if name in EVENTS:
        return None
    stem = _stem(name)
    if stem in _STEMS:
        return _STEMS[stem]
    close = get_close_matches(fold(clipped(name)), EVENTS, n=1, cutoff=0.9)
    return close[0] if close else None


def _stem(name: str) -> tuple[str, ...]:
    """The words of a name without case, separators and endings: `Page Views` as `page_viewed`."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", clipped(name))
    parts = [part for part in re.split(r"[^a-z0-9]+", parted.lower()) if part]
    return tuple(re.sub(r"(ed|ing|e|s|es)$", "", part) if len(part) > 3 else part for part in parts)


_STEMS = {_stem(name): name for name in EVENTS}


def stars_among_names(checked: Checked) -> Iterator[Problem]:
    """`'*'` means any event only when it stands alone."""
    for path, selection in checked.selections():
        names = selection.event.names
        if "*" in names:
            yield checked.error(
                "bad-event",
                (*path, "event"),
                say("'*' stands among names of events."),
                say("Write event: '*' alone, or only the names."),
            )
        repeated = sorted({name for name in names if names.count(name) > 1})
        if repeated:
            yield checked.warning(
                "repeated-value",
                (*path, "event"),
                say("the event {name} stands twice.", name=clipped(repeated[0])),
                say("Take one out."),
            )


def ratios_to_themselves(checked: Checked) -> Iterator[Problem]:
    """Events divided by the same events."""
    for path, _, criterion in checked.criteria():
        match criterion.rule:
            case Events(measure=RatioTo(event=name), of=of) if of.event == EventNames(names=(name,)) and not of.where:
                yield checked.error(
                    "never-varies",
                    (*path, "measure"),
                    say("the number of {name} is divided by itself.", name=clipped(name)),
                    say("Divide by a larger group, such as email_clicked by email_delivered."),
                )


def events_counted_twice(checked: Checked) -> Iterator[Problem]:
    """Two criteria that give points for the same events by the same measure."""
    counting = [(path, criterion) for path, _, criterion in checked.criteria() if _counts(criterion)]
    for position, (path, criterion) in enumerate(counting):
        for _, earlier in counting[: min(position, MOST_COMPARED)]:
            shared = _shared_events(earlier, criterion)
            if shared is not None:
                yield checked.warning(
                    "counted-twice",
                    path,
                    say("the event {event} is counted by criterion {name} too.", event=shared, name=earlier.name),
                    say("Tell the two apart with where, or keep one."),
                )


def _counts(criterion: Criterion) -> bool:
    return isinstance(criterion.rule, Events) and not criterion.rule.of.event.excluded


def _shared_events(first: Criterion, second: Criterion) -> str | None:
    """The name of an event that both count in the same way."""
    one, two = first.rule, second.rule
    if not isinstance(one, Events) or not isinstance(two, Events) or type(one.measure) is not type(two.measure):
        return None
    others = set(two.of.event.names)
    names = [name for name in one.of.event.names if name in others]
    if not names or not _overlap(one.of.where, two.of.where) or _apart(one.of.when, two.of.when):
        return None
    (low, high), (other_low, other_high) = criterion_range(first), criterion_range(second)
    return None if high > 0 > other_low or other_high > 0 > low else names[0]


def _overlap(one: Condition | None, two: Condition | None) -> bool:
    """Whether there are surely events that pass both."""
    if one is None or two is None or implies(one, two) or implies(two, one):
        return True
    match one, two:
        case FieldTest(test=Equals(values=values)), FieldTest(test=Equals(values=others)):
            return one.field == two.field and bool(set(values) & set(others))
        case _:
            return False


def _apart(one: Condition | None, two: Condition | None) -> bool:
    """Whether the two criteria look at different leads."""
    return one is not None and two is not None and one != two


def rewarded_though_negative(checked: Checked) -> Iterator[Problem]:
    """`'*'` or `except` that gives points for an event which another criterion punishes."""
    punished = dict(_punished(checked))
    for path, _, criterion in checked.criteria():
        match criterion.rule:
            case Events(of=of) | Recency(of=of) if of.event.excluded and criterion_range(criterion)[1] > 0:
                names = [name for name in punished if name not in of.event.names]
                if names and of.where is None:
                    yield checked.warning(
                        "rewards-negative",
                        (*path, "event"),
                        say(
                            "it gives points for {event} too, for which criterion {name} takes points away.",
                            event=clipped(names[0]),
                            name=punished[names[0]],
                        ),
                        say(
                            "Write event: {{except: [{events}]}}.",
                            events=clipped(", ".join([*of.event.names, *names]), width=200),
                        ),
                    )


def _punished(checked: Checked) -> Iterator[tuple[str, str]]:
    """Events that always count against a lead, with the name of the criterion."""
    for _, _, criterion in checked.criteria():
        match criterion.rule:
            case Events(of=of) | Recency(of=of) if criterion_range(criterion)[1] <= 0 and of.where is None:
                yield from ((name, criterion.name) for name in of.event.names if not of.event.excluded)
