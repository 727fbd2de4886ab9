"""What the reader says of broken keys and values, word for word."""

from __future__ import annotations

import pytest

from baremo.model.reader import read_text

CRITERION = "model: m\ndimensions: {fit: {criteria: {c: {%s}}}}\n"
TOP = "model: m\n%s\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 5}}}}\n"


def said(text: str) -> str:
    """The problems, one a line; all stand in line 2."""
    return "\n".join(str(problem) for problem in read_text(text).problems).replace("model.yaml:2: ", "")


KEYS = [
    (
        "dimension: 3",
        "unknown-key dimension: there is no key dimension here. Did you mean dimensions?",
    ),
    (
        "banana: 3",
        (
            "unknown-key banana: there is no key banana here. There is: format, model, title, note, scores, "
            "timezone, scale, out_of, probability, dimensions, disqualify, grade, bands, stages."
        ),
    ),
    (
        "title:",
        "wrong-type title: text is needed, nothing is given. Write text.",
    ),
    (
        "title: {}",
        (
            "wrong-type title: names with their values are needed, an empty mapping is given. Write each as "
            "`name: …` on a line of its own below it."
        ),
    ),
    (
        "title: [a]",
        "wrong-type title: text is needed, a list is given. Write text.",
    ),
    (
        "title: {en: }",
        "wrong-type title.en: text is needed, nothing is given. Write text.",
    ),
    (
        "title: {english language: x}",
        (
            "bad-name title.english language: english language is not a language. Write en, es or another "
            "language's short name."
        ),
    ),
    (
        "title: ' '",
        "empty title: the text is blank. Write a text, or leave the key out.",
    ),
    (
        "format: 2",
        (
            "bad-format format: this file is of format 2; this program reads format 1. Write `format: 1`, or "
            "install the version of Baremo that the file was written for."
        ),
    ),
    (
        "format: '1'",
        "wrong-type format: the number 1 is needed, the text '1' is given. Write it without quotes.",
    ),
    (
        "scores: leads",
        "wrong-value scores: one of lead, account is needed, the text 'leads' is given. Did you mean lead?",
    ),
    (
        "scores: company",
        "wrong-value scores: one of lead, account is needed, the text 'company' is given. There is: lead, account.",
    ),
    (
        "timezone: Madrid",
        "unknown-timezone timezone: there is no time zone Madrid. Did you mean Europe/Madrid?",
    ),
    (
        "timezone: europe/madrid",
        "unknown-timezone timezone: there is no time zone europe/madrid. Did you mean Europe/Madrid?",
    ),
    (
        "timezone: '+02:00'",
        (
            "unknown-timezone timezone: there is no time zone +02:00. Write a place such as Europe/Madrid, or "
            "UTC: a fixed offset has no daylight saving."
        ),
    ),
    (
        "timezone: Mars",
        "unknown-timezone timezone: there is no time zone Mars. Write a place such as Europe/Madrid, or UTC.",
    ),
    (
        "scale: 5",
        "wrong-type scale: a mapping is needed, 5 is given. Write its keys below it: min, max.",
    ),
    (
        "scale: {min: a}",
        "wrong-type scale.min: a number is needed, the text 'a' is given. Write a number such as 5 or -2.5.",
    ),
    (
        "out_of: 0",
        "out-of-range out_of: a number above 0 is needed, 0 is given. Write a larger number.",
    ),
    (
        "out_of: -5",
        "out-of-range out_of: a number above 0 is needed, -5 is given. Write a larger number.",
    ),
    (
        "out_of: many",
        "wrong-type out_of: a number is needed, the text 'many' is given. Write a number such as 5 or -2.5.",
    ),
    (
        "out_of: '100'",
        "wrong-type out_of: a number is needed, the text '100' is given. Write it without quotes.",
    ),
    (
        "out_of: 1e12",
        (
            "out-of-range out_of: a number between -1000000000 and 1000000000 is needed, 1e12 is given. Write a "
            "smaller number."
        ),
    ),
    (
        "out_of: .inf",
        (
            "out-of-range out_of: a number between -1000000000 and 1000000000 is needed, .inf is given. Write a "
            "smaller number."
        ),
    ),
    (
        "out_of: 1,5",
        "wrong-type out_of: a number is needed, the text '1,5' is given. Write decimals with a point: 1.5.",
    ),
    (
        "out_of: 50%",
        "wrong-type out_of: a number is needed, the text '50%' is given. Write it as a plain number: 0.5.",
    ),
    (
        "out_of: 10 points",
        "wrong-type out_of: a number is needed, the text '10 points' is given. Write the number alone: 10.",
    ),
    (
        "out_of: true",
        "wrong-type out_of: a number is needed, true is given. Write a number such as 5 or -2.5.",
    ),
    (
        "x:1: ",
        "unknown-key x:1: there is no key x:1 here. Put a space after the colon.",
    ),
    (
        "probability: 0.5",
        "wrong-type probability: a mapping is needed, 0.5 is given. Write its keys below it: intercept, slope.",
    ),
    (
        "probability: {intercept: -4.2}",
        "missing-key probability: the key slope is missing. Add it. What each point adds to the log-odds.",
    ),
    (
        "probability: {intercept: -4.2, slope: 0}",
        "out-of-range probability.slope: a number above 0 is needed, 0 is given. Write a larger number.",
    ),
    (
        "probability: {intercept: .inf, slope: 1}",
        (
            "out-of-range probability.intercept: a number between -1000000000 and 1000000000 is needed, .inf is "
            "given. Write a smaller number."
        ),
    ),
    (
        "grade: {}",
        ("wrong-type grade: a mapping is needed, an empty mapping is given. Write its keys below it: letter, number."),
    ),
    (
        "grade: {letters: 5}",
        "unknown-key grade.letters: there is no key letters here. Did you mean letter?",
    ),
    (
        "grade: {letter: {of: fit}}",
        (
            "missing-key grade.letter: the key at_least is missing. Add it. The lowest value of each letter or "
            "number, the best first."
        ),
    ),
    (
        "grade: {letter: {of: fit, at_least: {a: 5}}}",
        (
            "bad-name grade.letter.at_least.a: a is not a part of a grade. Write capital letters from A to Y, "
            "the best first."
        ),
    ),
    (
        "grade: {number: {of: fit, at_least: {0: 5}}}",
        (
            "bad-name grade.number.at_least.0: 0 is not a part of a grade. Write whole numbers from 1 to 98, the "
            "best first."
        ),
    ),
    (
        "grade: {letter: {of: fit, at_least: 5}}",
        (
            "wrong-type grade.letter.at_least: names with their values are needed, 5 is given. Write each as "
            "`name: …` on a line of its own below it."
        ),
    ),
    (
        "grade: {letter: {of: fit, at_least: {A: x}}}",
        (
            "wrong-type grade.letter.at_least.A: a number is needed, the text 'x' is given. Write a number such "
            "as 5 or -2.5."
        ),
    ),
    (
        "bands: [a]",
        (
            "wrong-type bands: names with their values are needed, a list is given. Write each as `name: …` on a "
            "line of its own below it."
        ),
    ),
    (
        "bands: {a: high}",
        "wrong-type bands.a: a number is needed, the text 'high' is given. Write a number such as 5 or -2.5.",
    ),
    (
        "bands: {a: {start: 5}}",
        "unknown-key bands.a.start: there is no key start here. Did you mean from?",
    ),
    (
        "stages: {MQL: 5}",
        (
            "wrong-type stages: a list of at least one is needed, a mapping is given. Write it as [a, b], or "
            "each on a line of its own that begins with `- `."
        ),
    ),
    (
        "stages: [MQL]",
        (
            "wrong-type stages[1]: a mapping is needed, the text 'MQL' is given. Write its keys below it: name, "
            "when, hold, accepted_by, title."
        ),
    ),
    (
        "stages: [{name: MQL}]",
        (
            "missing-key stages[1]: the key when is missing. Add it. On score, points, grade, band, probability, "
            "dimensions, criteria.<name> or lead.<attribute>."
        ),
    ),
    (
        "disqualify: {x: {}}",
        (
            "wrong-type disqualify.x: a mapping is needed, an empty mapping is given. Write its keys below it, "
            "among them one of: when, event."
        ),
    ),
    (
        "disqualify: {x: {event: a, points: 5}}",
        (
            "unknown-key disqualify.x.points: there is no key points here. There is: event, when, where, within, "
            "at_least, title, note."
        ),
    ),
    (
        "disqualify: {x: {event: a, at_least: 0}}",
        "out-of-range disqualify.x.at_least: a whole number from 1 is needed, 0 is given. Write 1, 2, 3 and so on.",
    ),
    (
        "disqualify: {x: {points: 0}}",
        (
            "missing-key disqualify.x: nothing says of which kind it is. Add one of: when, event.\nunknown-key "
            "disqualify.x.points: there is no key points here. There is: event, when, where, within, at_least, "
            "title, note."
        ),
    ),
]


@pytest.mark.parametrize(("key", "message"), KEYS)
def test_a_broken_key_of_the_model_is_explained(key: str, message: str) -> None:
    assert said(TOP % key) == message


CRITERIA = [
    (
        "points: 5",
        (
            "missing-key criteria.c: nothing says of which kind it is. Add one of: when, cases, event, "
            "inactive_for, active_within, question, people, predictor."
        ),
    ),
    (
        "whn: {a: 1}, points: 5",
        "unknown-key criteria.c.whn: there is no key whn here. Did you mean when?",
    ),
    (
        "when: {a: 1}",
        "missing-key criteria.c: the key points is missing. Add it. The points, below 0 to take some away.",
    ),
    (
        "when: {a: 1}, points: five",
        (
            "wrong-type criteria.c.points: a number is needed, the text 'five' is given. Write a number such as "
            "5 or -2.5."
        ),
    ),
    (
        "when: {a: 1}, cases: [], points: 5",
        (
            "mixed-keys criteria.c.when: the keys cases and when do not go together. Take one of them out; "
            "beside cases there may be: otherwise.\nwrong-type criteria.c.cases: a list of at least one is "
            "needed, an empty list is given. Write it as [a, b], or each on a line of its own that begins with "
            "`- `.\nmixed-keys criteria.c.points: the keys cases and points do not go together. Take one of them "
            "out; beside cases there may be: otherwise."
        ),
    ),
    (
        "event: x, cases: [{when: {a: 1}, points: 5}], points: 1",
        (
            "mixed-keys criteria.c.cases: the keys event and cases do not go together. Take one of them out; "
            "beside event there may be: when, where, within, measure, per_day, limit, decay, points, levels."
        ),
    ),
    (
        "event: x",
        "missing-key criteria.c: none of the keys points, levels is given. Add one of them.",
    ),
    (
        "event: x, points: 1, levels: [{at_least: 1, points: 5}]",
        "mixed-keys criteria.c: the keys points, levels do not go together. Keep one of them.",
    ),
    (
        "event: x, points: 1, within: 30",
        "bad-duration criteria.c.within: the duration 30 has no unit. Write 30d for days or 30w for weeks.",
    ),
    (
        "event: x, points: 1, within: 1m",
        "bad-duration criteria.c.within: a month has no fixed length, 1m is given. Write it in days: 30d.",
    ),
    (
        "event: x, points: 1, within: 2y",
        "bad-duration criteria.c.within: a year has no fixed length, 2y is given. Write it in days: 730d.",
    ),
    (
        "event: x, points: 1, within: 12h",
        (
            "bad-duration criteria.c.within: ages count whole days, 12h is given. Write whole days or weeks, "
            "such as 1d or 2w."
        ),
    ),
    (
        "event: x, points: 1, within: 0d",
        (
            "bad-duration criteria.c.within: a duration from 1d to 36500d is needed, 0d is given. Write whole "
            "days or weeks, such as 14d or 2w."
        ),
    ),
    (
        "event: x, points: 1, within: 14 days",
        "bad-duration criteria.c.within: a duration is written as 14d or 2w, 14 days is given. Write 14d.",
    ),
    (
        "event: x, points: 1, within: 3 moons",
        (
            "bad-duration criteria.c.within: a duration is written as 14d or 2w, 3 moons is given. Write whole "
            "days or weeks, such as 14d or 2w."
        ),
    ),
    (
        "event: x, points: 1, within: soon",
        (
            "wrong-type criteria.c.within: a duration such as 14d or 2w is needed, the text 'soon' is given. "
            "Write whole days or weeks, such as 14d or 2w."
        ),
    ),
    (
        "event: x, points: 1, within: 99999d",
        (
            "bad-duration criteria.c.within: a duration from 1d to 36500d is needed, 99999d is given. Write "
            "whole days or weeks, such as 14d or 2w."
        ),
    ),
    (
        "event: x, points: 1, active_within: 7d, within: 7d",
        (
            "mixed-keys criteria.c.within: the keys active_within and within do not go together. Take one of "
            "them out; beside active_within there may be: event, when, where, points."
        ),
    ),
    (
        "event: x, points: 1, limit: 0",
        "out-of-range criteria.c.limit: a whole number from 1 is needed, 0 is given. Write 1, 2, 3 and so on.",
    ),
    (
        "event: x, points: 1, limit: 1.5",
        "out-of-range criteria.c.limit: a whole number from 1 is needed, 1.5 is given. Write 1, 2, 3 and so on.",
    ),
    (
        "event: x, points: 1, limit: many",
        (
            "wrong-type criteria.c.limit: a whole number from 1 is needed, the text 'many' is given. Write 1, 2, "
            "3 and so on."
        ),
    ),
    (
        "event: x, points: 1, measure: sum",
        "wrong-value criteria.c.measure: sum needs a value of its own. Write {sum: …}.",
    ),
    (
        "event: x, points: 1, measure: {total: y}",
        (
            "missing-key criteria.c.measure: nothing says of which kind it is. Add one of: ratio_to, sum, "
            "distinct.\nunknown-key criteria.c.measure.total: there is no key total here. There is: distinct, "
            "sum, ratio_to."
        ),
    ),
    (
        "event: x, points: 1, measure: {sum: y, distinct: z}",
        "mixed-keys criteria.c.measure.sum: the keys distinct and sum do not go together. Keep one of them.",
    ),
    (
        "event: x, points: 1, decay: 14d",
        (
            "wrong-type criteria.c.decay: a mapping is needed, the text '14d' is given. Write its keys below it, "
            "among them one of: step, linear, half_life."
        ),
    ),
    (
        "event: x, points: 1, decay: {step: 25}",
        (
            "missing-key criteria.c.decay: the key every is missing. Add it. How often the share is "
            "lost.\nout-of-range criteria.c.decay.step: a share above 0% and at most 100% is needed, 25 is given. "
            "Write 25%."
        ),
    ),
    (
        "event: x, points: 1, decay: {step: 25, every: 30d}",
        "out-of-range criteria.c.decay.step: a share above 0% and at most 100% is needed, 25 is given. Write 25%.",
    ),
    (
        "event: x, points: 1, decay: {step: a, every: 30d}",
        (
            "wrong-type criteria.c.decay.step: a share such as 25% is needed, the text 'a' is given. Write a "
            "share such as 25% or 0.25."
        ),
    ),
    (
        "event: x, points: 1, decay: {step: 150%, every: 30d, compound: yes}",
        (
            "out-of-range criteria.c.decay.step: a share above 0% and at most 100% is needed, 150% is given. "
            "Write a share such as 25% or 0.25.\nwrong-type criteria.c.decay.compound: true or false is needed, "
            "the text 'yes' is given. Write true or false, without quotes."
        ),
    ),
    (
        "event: [], points: 1",
        (
            "wrong-type criteria.c.event: a list of at least one is needed, an empty list is given. Write it as "
            "[a, b], or each on a line of its own that begins with `- `."
        ),
    ),
    (
        "event: {except: []}, points: 1",
        (
            "wrong-type criteria.c.event.except: a list of at least one is needed, an empty list is given. Write "
            "it as [a, b], or each on a line of its own that begins with `- `."
        ),
    ),
    (
        "event: {but: a}, points: 1",
        (
            "missing-key criteria.c.event: the key except is missing. Add it. Every event but those of these "
            "names.\nunknown-key criteria.c.event.but: there is no key but here. There is: except."
        ),
    ),
    (
        "event: ' ', points: 1",
        "empty criteria.c.event: the text is blank. Write a text, or leave the key out.",
    ),
    (
        "predictor: ../x, points: 1",
        (
            "bad-file criteria.c.predictor: a file in the model's own folder is needed, ../x is given. Put the "
            "file beside the model and write its name alone."
        ),
    ),
    (
        "question: , answers: [{is: 1, points: 1}]",
        "wrong-type criteria.c.question: text is needed, nothing is given. Write text.",
    ),
    (
        "question: x, answers: []",
        (
            "wrong-type criteria.c.answers: a list of at least one is needed, an empty list is given. Write it "
            "as [a, b], or each on a line of its own that begins with `- `."
        ),
    ),
    (
        "question: x, answers: [{is: , points: 1}]",
        (
            "wrong-type criteria.c.answers[1].is: text, a number, true or false is needed, nothing is given. "
            "Write text, a number, true or false."
        ),
    ),
    (
        "question: x, answers: [{points: 1}]",
        "missing-key criteria.c.answers[1]: the key is is missing. Add it. The value that the attribute equals.",
    ),
    (
        "cap: 0, when: {a: 1}, points: 5",
        "out-of-range criteria.c.cap: a number above 0 is needed, 0 is given. Write a larger number.",
    ),
    (
        "event: x, levels: {at_least: 1, points: 1}",
        (
            "wrong-type criteria.c.levels: a list of at least one is needed, a mapping is given. Write it as [a, "
            "b], or each on a line of its own that begins with `- `."
        ),
    ),
]


@pytest.mark.parametrize(("criterion", "message"), CRITERIA)
def test_a_broken_criterion_is_explained(criterion: str, message: str) -> None:
    assert said(CRITERION % criterion) == message


CONDITIONS = [
    (
        "",
        (
            "wrong-type criteria.c.when: a condition is needed, nothing is given. Write a field and what it must "
            "be, such as {country: ES}."
        ),
    ),
    (
        "{}",
        (
            "wrong-type criteria.c.when: a condition is needed, an empty mapping is given. Write a field and "
            "what it must be, such as {country: ES}."
        ),
    ),
    (
        "[{a: 1}]",
        (
            "wrong-type criteria.c.when: a condition is needed, a list is given. Write {any: [ … ]} or {all: [ … "
            "]} around the list."
        ),
    ),
    (
        "ES",
        (
            "wrong-type criteria.c.when: a condition is needed, the text 'ES' is given. Write a field and what "
            "it must be, such as {country: ES}."
        ),
    ),
    (
        "{any: []}",
        (
            "wrong-type criteria.c.when.any: a list of conditions is needed, an empty list is given. Write any: "
            "[{country: ES}, {city: Lima}]."
        ),
    ),
    (
        "{any: {a: 1}}",
        (
            "wrong-type criteria.c.when.any: a list of conditions is needed, a mapping is given. Write any: "
            "[{country: ES}, {city: Lima}]."
        ),
    ),
    (
        "{not: ES}",
        (
            "wrong-type criteria.c.when.not: a condition is needed, the text 'ES' is given. Write a field and "
            "what it must be, such as {country: ES}."
        ),
    ),
    (
        "{'': 1}",
        "empty criteria.c.when.: the text is blank. Write a text, or leave the key out.",
    ),
    (
        "{country: []}",
        "empty criteria.c.when.country: the list is empty. Write at least one value.",
    ),
    (
        "{country: {}}",
        (
            "empty criteria.c.when.country: the test is empty. Write a value, a list of values, or a test such "
            "as {at_least: 10}."
        ),
    ),
    (
        "{country: }",
        (
            "wrong-type criteria.c.when.country: text, a number, true or false is needed, nothing is given. "
            "Write text, a number, true or false."
        ),
    ),
    (
        "{country: ' '}",
        "empty criteria.c.when.country: no value equals blank text. Ask for {missing: true} instead.",
    ),
    (
        "{country: {equals: ES}}",
        (
            "unknown-test criteria.c.when.country.equals: there is no test equals. Write the value itself, or a "
            "list of values: country: [ES, PT]."
        ),
    ),
    (
        "{country: {between: 5}}",
        ("unknown-test criteria.c.when.country.between: there is no test between. Write {at_least: 10, at_most: 20}."),
    ),
    (
        "{country: {gt: 5}}",
        "unknown-test criteria.c.when.country.gt: there is no test gt. Did you mean above?",
    ),
    (
        "{country: {atleast: 5}}",
        "unknown-test criteria.c.when.country.atleast: there is no test atleast. Did you mean at_least?",
    ),
    (
        "{country: {banana: 5}}",
        (
            "unknown-test criteria.c.when.country.banana: there is no test banana. There is: at_least, at_most, "
            "above, below, contains, starts_with, ends_with, matches, newer_than, older_than, missing, not."
        ),
    ),
    (
        "{country: {at_least: }}",
        (
            "wrong-type criteria.c.when.country.at_least: a number or a date is needed, nothing is given. Write "
            "a number or a date."
        ),
    ),
    (
        "{country: {at_least: ten}}",
        (
            "wrong-type criteria.c.when.country.at_least: a number or a date is needed, the text 'ten' is given. "
            "Write a number such as 5 or -2.5."
        ),
    ),
    (
        "{country: {at_least: '10'}}",
        (
            "wrong-type criteria.c.when.country.at_least: a number or a date is needed, the text '10' is given. "
            "Write it without quotes."
        ),
    ),
    (
        "{country: {at_least: 30/11/2026}}",
        (
            "bad-date criteria.c.when.country.at_least: 30/11/2026 is not a date as we write them. Write a date "
            "as YYYY-MM-DD, such as 2026-11-30."
        ),
    ),
    (
        "{country: {at_least: 2026-02-30}}",
        (
            "bad-date criteria.c.when.country.at_least: 2026-02-30 is not in the calendar. Write a date as "
            "YYYY-MM-DD, such as 2026-11-30."
        ),
    ),
    (
        "{country: {at_least: 14d}}",
        (
            "wrong-type criteria.c.when.country.at_least: a number or a date is needed, the text '14d' is given. "
            "For an age write newer_than or older_than with the duration."
        ),
    ),
    (
        "{country: {contains: []}}",
        "empty criteria.c.when.country.contains: the list is empty. Write at least one value.",
    ),
    (
        "{country: {contains: ''}}",
        "empty criteria.c.when.country.contains: the text is blank. Write a text, or leave the key out.",
    ),
    (
        "{country: {newer_than: 30}}",
        (
            "bad-duration criteria.c.when.country.newer_than: the duration 30 has no unit. Write 30d for days or "
            "30w for weeks."
        ),
    ),
    (
        "{country: {missing: maybe}}",
        (
            "wrong-type criteria.c.when.country.missing: true or false is needed, the text 'maybe' is given. "
            "Write true or false, without quotes."
        ),
    ),
    (
        "{country: {missing: 'true'}}",
        (
            "wrong-type criteria.c.when.country.missing: true or false is needed, the text 'true' is given. "
            "Write true or false, without quotes."
        ),
    ),
    (
        "{country: {matches: '(a'}}",
        (
            "bad-pattern criteria.c.when.country.matches: at character 1 of the expression: a bracket `(` is not "
            "closed. Close it with ), or write \\(."
        ),
    ),
    (
        "{country: 123456789012345678901}",
        (
            "out-of-range criteria.c.when.country: 123456789012345678901 is too large to be compared as a "
            "number. Put it in quotes to compare it as text."
        ),
    ),
    (
        "{country: {not: {}}}",
        (
            "empty criteria.c.when.country.not: the test is empty. Write a value, a list of values, or a test "
            "such as {at_least: 10}."
        ),
    ),
    (
        "{country: {at_least: [1]}}",
        (
            "wrong-type criteria.c.when.country.at_least: a number or a date is needed, a list is given. Write a "
            "number or a date."
        ),
    ),
]


@pytest.mark.parametrize(("condition", "message"), CONDITIONS)
def test_a_broken_condition_is_explained(condition: str, message: str) -> None:
    assert said(CRITERION % f"when: {condition}, points: 5") == message


FILES = [
    (
        "just text",
        (
            "1: wrong-type: a mapping is needed, the text 'just text' is given. Write its keys below it: format, "
            "model, title, note, scores, timezone, scale, out_of, probability, dimensions, disqualify, grade, bands, "
            "stages."
        ),
    ),
    (
        "- a",
        (
            "1: wrong-type: a mapping is needed, a list is given. Write its keys below it: format, model, title, "
            "note, scores, timezone, scale, out_of, probability, dimensions, disqualify, grade, bands, stages."
        ),
    ),
    (
        "5",
        (
            "1: wrong-type: a mapping is needed, 5 is given. Write its keys below it: format, model, title, "
            "note, scores, timezone, scale, out_of, probability, dimensions, disqualify, grade, bands, stages."
        ),
    ),
    (
        "{}",
        (
            "1: wrong-type: a mapping is needed, an empty mapping is given. Write its keys below it: format, "
            "model, title, note, scores, timezone, scale, out_of, probability, dimensions, disqualify, grade, bands, "
            "stages."
        ),
    ),
    (
        "model: m",
        ("1: missing-key: the key dimensions is missing. Add it. The dimensions by name, such as fit and engagement."),
    ),
    (
        "model: m\ndimensions:\n",
        (
            "2: wrong-type dimensions: names with their values are needed, nothing is given. Write each as "
            "`name: …` on a line of its own below it."
        ),
    ),
    (
        "model: m\ndimensions: {}\n",
        (
            "2: wrong-type dimensions: names with their values are needed, an empty mapping is given. Write each "
            "as `name: …` on a line of its own below it."
        ),
    ),
    (
        "model: m\ndimensions: [a]\n",
        (
            "2: wrong-type dimensions: names with their values are needed, a list is given. Write each as `name: "
            "…` on a line of its own below it."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {}}",
        (
            "2: wrong-type dimensions.fit: a mapping is needed, an empty mapping is given. Write its keys below "
            "it: title, note, min, max, weight, decay, criteria."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {}}}",
        (
            "2: wrong-type dimensions.fit.criteria: names with their values are needed, an empty mapping is "
            "given. Write each as `name: …` on a line of its own below it."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: }}}",
        (
            "2: wrong-type criteria.c: a mapping is needed, nothing is given. Write its keys below it, among "
            "them one of: when, cases, event, inactive_for, active_within, question, people, predictor."
        ),
    ),
    (
        "model: m\ndimensions: {fit: {criteria: {c: 5}}}",
        (
            "2: wrong-type criteria.c: a mapping is needed, 5 is given. Write its keys below it, among them one "
            "of: when, cases, event, inactive_for, active_within, question, people, predictor."
        ),
    ),
    (
        "model: My Model\ndimensions: {fit: {criteria: {c: {when: {a: 1}, points: 5}}}}",
        (
            "1: bad-name model: a name is written in a-z, 0-9 and - and begins with a letter or digit, 'My "
            "Model' is given. Write my-model."
        ),
    ),
    (
        "model: Añejo_1\ndimensions: {Fit Two: {criteria: {C: {when: {a: 1}, points: 5}}}}",
        (
            "1: bad-name model: a name is written in a-z, 0-9 and - and begins with a letter or digit, 'Añejo_1' "
            "is given. Write anejo-1.\n2: bad-name dimensions.Fit Two: a name is written in a-z, 0-9, - and _ and "
            "begins with a letter or digit, 'Fit Two' is given. Write fit-two.\n2: bad-name criteria.C: a name is "
            "written in a-z, 0-9, - and _ and begins with a letter or digit, 'C' is given. Write c."
        ),
    ),
    (
        "model: m\ndimensions: {score: {criteria: {c: {when: {a: 1}, points: 5}}}}",
        (
            "2: reserved-name dimensions.score: score is the name of a column of the scores. Choose another "
            "name, such as score-points."
        ),
    ),
    (
        (
            "model: mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm\ndimensions: {fit: {criteria: "
            "{c: {when: {a: 1}, points: 5}}}}"
        ),
        "1: too-long model: at most 60 characters fit, 61 are given. Shorten it.",
    ),
]


@pytest.mark.parametrize(("text", "message"), FILES)
def test_a_broken_file_is_explained(text: str, message: str) -> None:
    assert "\n".join(map(str, read_text(text).problems)).replace("model.yaml:", "") == message
