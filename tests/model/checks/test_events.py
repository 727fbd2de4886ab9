"""What the rules about which events are counted say, word for word."""

from __future__ import annotations

import pytest

from tests.model.checks.saying import said

CASES = [
    (
        "model: m\ndimensions: {fit: {criteria: {c: {event: page_view, points: 5}%N}}}\n",
        (
            "warning 2: unknown-event criteria.c.event: the event page_view is compared exactly, and is no "
            "common name. Did you mean page_viewed (a page of the website was seen)?"
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {event: [PageViewed, email_opend], points: 5}%N}}}\n",
        (
            "warning 2: unknown-event criteria.c.event: the event PageViewed is compared exactly, and is no "
            "common name. Did you mean page_viewed (a page of the website was seen)?\nwarning 2: unknown-event "
            "criteria.c.event: the event email_opend is compared exactly, and is no common name. Did you mean "
            "email_opened (a mailing was opened)?"
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {event: [x, '*'], points: 5}%N}}}\n",
        (
            "error 2: bad-event criteria.c.event: '*' stands among names of events. Write event: '*' alone, or "
            "only the names."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {event: [x, x], points: 5}%N}}}\n",
        "warning 2: repeated-value criteria.c.event: the event x stands twice. Take one out.",
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: {event: x, measure: {ratio_to: x}, points: 5}%N}}}\n",
        (
            "error 2: never-varies criteria.c.measure: the number of x is divided by itself. Divide by a larger "
            "group, such as email_clicked by email_delivered."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {event: x, points: 5}, d: {event: [y, x], points: 3, "
            "where: {a: 1}}%N}}}\n"
        ),
        (
            "warning 2: counted-twice criteria.d: the event x is counted by criterion c too. Tell the two apart "
            "with where, or keep one."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {event: '*', active_within: 7d, points: 5}, d: {event: "
            "email_unsubscribed, points: -3}%N}}}\n"
        ),
        (
            "warning 2: rewards-negative criteria.c.event: it gives points for email_unsubscribed too, for which "
            "criterion d takes points away. Write event: {except: [email_unsubscribed]}."
        ),
    ),
    (
        (
            "model: m\ndimensions: {fit: {criteria: {c: {event: {except: email_bounced}, points: 1}, d: {event: "
            "email_unsubscribed, points: -3}%N}}}\n"
        ),
        (
            "warning 2: rewards-negative criteria.c.event: it gives points for email_unsubscribed too, for which "
            "criterion d takes points away. Write event: {except: [email_bounced, email_unsubscribed]}."
        ),
    ),
]


@pytest.mark.parametrize(("model", "message"), CASES)
def test_a_choice_of_events_that_was_hardly_meant_is_explained(model: str, message: str) -> None:
    assert said(model) == message
