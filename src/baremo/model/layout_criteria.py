"""What a criterion may hold: every key with its shape and what it means, as data."""

from __future__ import annotations

from baremo.model.shape import (
    LONGEST_NAME,
    Choice,
    ConditionShape,
    Constant,
    Duration,
    Expression,
    FileName,
    Flag,
    Kinds,
    Limit,
    ListOf,
    Number,
    OneOrMore,
    Record,
    Share,
    TestShape,
    Titles,
    Whole,
    Words,
    Written,
    kind,
    optional,
    required,
)
from baremo.texts import say

NAME = Words(longest=LONGEST_NAME)
TITLE = optional("title", Titles(), say("What people see: text, or a text for each language."))
NOTE = optional("note", Words(), say("Why it is so, for whoever reads the model; it has no effect."))

TESTS = (
    optional("at_least", Limit(), say("The value is a number or date from this one on.")),
    optional("at_most", Limit(), say("The value is a number or date up to this one.")),
    optional("above", Limit(), say("The value is a number or date beyond this one.")),
    optional("below", Limit(), say("The value is a number or date short of this one.")),
    optional(
        "contains",
        OneOrMore(item=Words()),
        say("The value has this text inside, or one of these texts, ignoring case."),
    ),
    optional(
        "starts_with",
        OneOrMore(item=Words()),
        say("The value begins with this text, or one of these texts, ignoring case."),
    ),
    optional(
        "ends_with",
        OneOrMore(item=Words()),
        say("The value ends with this text, or one of these texts, ignoring case."),
    ),
    optional("matches", Expression(), say("The value has a match of this regular expression, ignoring case.")),
    optional("newer_than", Duration(), say("The value is a date whose age is below this.")),
    optional("older_than", Duration(), say("The value is a date whose age is this or more.")),
    optional("missing", Flag(), say("The value is null or blank text (true), or is not (false).")),
    optional("not", TestShape(), say("The value fails this test.")),
)

DECAY = Kinds(
    name="decay",
    doc=say("How points fade with the age of an event."),
    kinds=(
        kind(
            "half_life",
            "decay_half_life",
            say("An event weighs half as much after each half-life."),
            required("half_life", Duration(), say("After so long an event weighs half as much.")),
        ),
        kind(
            "linear",
            "decay_linear",
            say("An event weighs less by the same amount each day."),
            required("linear", Duration(), say("After so long an event weighs nothing.")),
        ),
        kind(
            "step",
            "decay_step",
            say("An event weighs less by a share at regular intervals."),
            required("step", Share(), say("The share lost, such as 25%.")),
            required("every", Duration(), say("How often the share is lost.")),
            optional("compound", Flag(), say("Each step takes its share of what is left, not of the whole.")),
            also=("every", "compound"),
        ),
    ),
)

MEASURE = Kinds(
    name="measure",
    doc=say("What is counted."),
    kinds=(
        kind(
            "distinct",
            "measure_distinct",
            say("Different values of a property are counted."),
            required("distinct", NAME, say("Counts the different values of this property.")),
        ),
        kind(
            "sum",
            "measure_sum",
            say("A property is added up."),
            required("sum", NAME, say("Adds up this numeric property.")),
        ),
        kind(
            "ratio_to",
            "measure_ratio",
            say("The number of events is set against that of other events."),
            required("ratio_to", NAME, say("The number of events is divided by that of the events of this name.")),
        ),
    ),
)

EVENT_NAMES = Written(
    scalar=NAME,
    many=ListOf(item=NAME),
    mapping=Record(
        name="events_except",
        doc=say("All events but some."),
        keys=(required("except", OneOrMore(item=NAME), say("Every event but those of these names.")),),
    ),
)

EVENT = required(
    "event", EVENT_NAMES, say("Which events: a name, a list of names, '*' for any, or {{except: [names]}}.")
)
WHEN_TOO = optional("when", ConditionShape(), say("A condition on the lead; where it fails nothing counts."))
WHERE = optional("where", ConditionShape(), say("A condition on the event's properties."))
WITHIN = optional("within", Duration(), say("Only events younger than this count."))
WHEN = required("when", ConditionShape(), say("The condition on the lead's attributes."))
POINTS = required("points", Number(), say("The points, below 0 to take some away."))
EACH = optional("points", Number(), say("The points of each unit that counts."))
LEVELS = optional(
    "levels",
    ListOf(
        item=Record(
            name="level",
            doc=say("Points from a measure on."),
            keys=(required("at_least", Number(), say("The level begins at this measure.")), POINTS),
        )
    ),
    say("Points by how much there is: the highest level reached counts."),
)

_CASE = Record(name="case", doc=say("A condition and its points."), keys=(WHEN, POINTS))
_ANSWER = Record(
    name="answer",
    doc=say("An answer and its points."),
    keys=(required("is", Constant(), say("The value that the attribute equals.")), TITLE, POINTS),
)

_ATTRIBUTE_KINDS = (
    kind(
        "cases",
        "criterion_cases",
        say("The points of the first case that holds."),
        required("cases", ListOf(item=_CASE), say("The cases, tried in this order.")),
        optional("otherwise", Number(), say("The points where no case holds; default 0.")),
        also=("otherwise",),
    ),
    kind("when", "criterion_attribute", say("Points if a condition on the lead holds."), WHEN, POINTS),
)

_EVENT_KINDS = (
    kind(
        "active_within",
        "criterion_recency",
        say("Points if there is a recent event."),
        EVENT,
        WHEN_TOO,
        WHERE,
        required("active_within", Duration(), say("Points if an event is younger than this.")),
        POINTS,
    ),
    kind(
        "inactive_for",
        "criterion_inactivity",
        say("Points if there has been no event for long."),
        EVENT,
        WHEN_TOO,
        WHERE,
        required("inactive_for", Duration(), say("Points if the youngest event is at least this old.")),
        optional("every", Duration(), say("The points again for each further so long.")),
        POINTS,
    ),
    kind(
        "event",
        "criterion_events",
        say("Points by what a lead has done."),
        EVENT,
        WHEN_TOO,
        WHERE,
        WITHIN,
        optional(
            "measure",
            Written(scalar=Choice(options=("count", "days")), mapping=MEASURE),
            say("What is counted: count (events), days, or a property."),
        ),
        optional("per_day", Whole(), say("How many units count in one day.")),
        optional("limit", Whole(), say("How many units count at all, the latest first.")),
        optional("decay", DECAY, say("How points fade with the age of an event.")),
        EACH,
        LEVELS,
        also=("where", "within", "measure", "per_day", "limit", "decay", "levels"),
        one_of=True,
    ),
)

_OTHER_KINDS = (
    kind(
        "predictor",
        "criterion_predicted",
        say("Points times the probability that a trained predictor gives."),
        required("predictor", FileName(), say("The predictor's file, in the model's folder.")),
        POINTS,
    ),
    kind(
        "people",
        "criterion_people",
        say("By the number of the account's leads for which a condition holds."),
        required("people", ConditionShape(), say("The condition on the account's leads.")),
        EACH,
        LEVELS,
        one_of=True,
    ),
    kind(
        "question",
        "criterion_question",
        say("Points by the answer to a question."),
        required("question", Titles(), say("The question, as text or a text for each language.")),
        required("answers", ListOf(item=_ANSWER), say("The possible answers.")),
        optional("attribute", NAME, say("The attribute that holds the answer; by default the criterion's name.")),
        also=("answers",),
    ),
)

CRITERION = Kinds(
    name="criterion",
    doc=say("A rule that gives or takes points."),
    kinds=(*_OTHER_KINDS, *_EVENT_KINDS, *_ATTRIBUTE_KINDS),
    common=(
        optional("cap", Number(above=0), say("The most points that it may give, or take away.")),
        optional(
            "category",
            NAME,
            say("demographic, firmographic, technographic, behavioural, intent, social, negative, or another."),
        ),
        TITLE,
        NOTE,
    ),
)
