"""What a model file holds: every key with its shape and what it means, as data."""

from __future__ import annotations

from baremo.model.layout_criteria import (
    CRITERION,
    DECAY,
    EVENT,
    NAME,
    NOTE,
    TITLE,
    WHEN,
    WHEN_TOO,
    WHERE,
    WITHIN,
)
from baremo.model.shape import (
    Choice,
    ConditionShape,
    Duration,
    Grading,
    Kinds,
    ListOf,
    MapOf,
    Number,
    Record,
    Slug,
    Version,
    Whole,
    Written,
    Zone,
    kind,
    optional,
    required,
)
from baremo.texts import say

# Columns of the scores beside those of the dimensions, and the name of the total in the ledger.
OUTPUT_COLUMNS = (
    "lead_id",
    "account_id",
    "score",
    "points",
    "band",
    "grade",
    "eligible_stage",
    "disqualified",
    "probability",
    "last_event_at",
    "as_of",
    "model",
    "(total)",
)

DIMENSION = Record(
    name="dimension",
    doc=say("Criteria that say one thing about a lead, such as fit or engagement."),
    keys=(
        TITLE,
        NOTE,
        optional("min", Number(), say("The least points that the dimension gives.")),
        optional("max", Number(), say("The most points that the dimension gives.")),
        optional("weight", Number(), say("What its points are multiplied by; default 1.")),
        optional("decay", DECAY, say("How it fades with the age of the last event that counted in it.")),
        required(
            "criteria",
            MapOf(name=Slug(), item=CRITERION),
            say("The criteria by name; a name stands once in the whole model."),
        ),
    ),
    partial=True,
)

DISQUALIFIER = Kinds(
    name="disqualifier",
    doc=say("A rule that sets a lead's points to 0."),
    kinds=(
        kind(
            "event",
            "disqualifier_events",
            say("Disqualifies by what a lead has done."),
            EVENT,
            WHEN_TOO,
            WHERE,
            WITHIN,
            optional("at_least", Whole(), say("From so many events on; default 1.")),
            also=("where", "within", "at_least"),
        ),
        kind("when", "disqualifier_condition", say("Disqualifies by a condition on the lead."), WHEN),
    ),
    common=(TITLE, NOTE),
)


def _grade_part(name: str, *, letters: bool) -> Record:
    return Record(
        name=name,
        doc=say("A part of the grade, by thresholds."),
        keys=(
            required("of", NAME, say("A dimension, score or points.")),
            required(
                "at_least",
                Grading(letters=letters),
                say("The lowest value of each letter or number, the best first."),
            ),
        ),
    )


GRADE = Record(
    name="grade",
    doc=say("A grade such as A1: a letter, a number or both."),
    keys=(
        optional("letter", _grade_part("grade_letter", letters=True), say("A, B, C and so on.")),
        optional("number", _grade_part("grade_number", letters=False), say("1, 2, 3 and so on.")),
    ),
    some_of=("letter", "number"),
)

BAND = Written(
    scalar=Number(),
    mapping=Record(
        name="band",
        doc=say("A named range of the score."),
        keys=(required("from", Number(), say("The lowest score of the band.")), TITLE),
    ),
)

STAGE = Record(
    name="stage",
    doc=say("A stage of a lead's journey."),
    keys=(
        required("name", NAME, say("The stage's name, such as MQL.")),
        required(
            "when",
            ConditionShape(),
            say("On score, points, grade, band, probability, dimensions, criteria.<name> or lead.<attribute>."),
        ),
        optional("hold", Duration(), say("How long the condition must fail before a lead is sent back.")),
        optional("accepted_by", NAME, say("The role that must accept a lead into this stage.")),
        TITLE,
    ),
)

SCALE = Record(
    name="scale",
    doc=say("The range of the score that people see."),
    keys=(
        optional("min", Number(), say("The score of 0 points; default 0.")),
        optional("max", Number(), say("The score of full points; default 100.")),
    ),
)

PROBABILITY = Record(
    name="probability",
    doc=say("The probability that a lead converts, by the points of its dimensions."),
    keys=(
        required("intercept", Number(), say("The log-odds of a lead without points.")),
        required("slope", Number(above=0), say("What each point adds to the log-odds.")),
    ),
)

MODEL = Record(
    name="model",
    doc=say("A scoring model."),
    keys=(
        optional("format", Version(), say("The version of this file format; default 1.")),
        required("model", Slug(underscores=False), say("The model's name: a-z, 0-9 and -.")),
        TITLE,
        NOTE,
        optional("scores", Choice(options=("lead", "account")), say("Who is scored: lead (default) or account.")),
        optional("timezone", Zone(), say("Where days begin; default UTC.")),
        optional("scale", SCALE, say("The range of the score; default 0 to 100.")),
        optional("out_of", Number(above=0), say("The points that make a full score; default 100.")),
        optional("probability", PROBABILITY, say("The probability of a number of points, as it was calibrated.")),
        required(
            "dimensions",
            MapOf(name=Slug(reserved=OUTPUT_COLUMNS), item=DIMENSION),
            say("The dimensions by name, such as fit and engagement."),
        ),
        optional(
            "disqualify",
            MapOf(name=NAME, item=DISQUALIFIER),
            say("Rules that set a lead's points to 0; the first that holds names the reason."),
        ),
        optional("grade", GRADE, say("A grade such as A1.")),
        optional(
            "bands",
            MapOf(name=NAME, item=BAND),
            say("Ranges of the score by name, each with the score from which it begins."),
        ),
        optional("stages", ListOf(item=STAGE), say("The stages, lowest to highest.")),
    ),
    partial=True,
)
