"""What is wrong or odd in a model that reads well: one function a rule, listed below.

A rule of the parts holds for a model of which parts could not be read, a rule of the whole would
raise false alarms there and waits until everything else is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from baremo.errors import Problem
from baremo.model.checks import conditions, criteria, dimensions, events, outcome, stages
from baremo.model.checks.checked import Checked, checked
from baremo.model.reading import Reading

MOST_OF_A_RULE = 50  # problems; more of the same kind help nobody

Rule = Callable[[Checked], Iterable[Problem]]

OF_THE_PARTS: tuple[Rule, ...] = (
    conditions.impossible_tests,
    conditions.padded_texts,
    conditions.accents_beside_ascii,
    conditions.expressions_that_match_all,
    conditions.repeated_values,
    conditions.misplaced_prefixes,
    criteria.repeated_names,
    criteria.kinds_of_other_models,
    criteria.keys_that_do_not_go_with_the_measure,
    criteria.unreachable_levels,
    criteria.unreachable_cases,
    criteria.unreachable_disqualifiers,
    criteria.repeated_answers,
    criteria.caps_without_effect,
    criteria.decays_longer_than_the_window,
    criteria.otherwise_never_used,
    criteria.criteria_without_points,
    criteria.points_for_silence,
    events.unknown_events,
    events.stars_among_names,
    events.ratios_to_themselves,
    events.events_counted_twice,
    events.rewarded_though_negative,
    dimensions.limits_crossed,
    dimensions.dimensions_without_weight,
    dimensions.points_above_the_maximum,
    outcome.two_probabilities,
    stages.stage_names,
)

OF_THE_WHOLE: tuple[Rule, ...] = (
    dimensions.decays_of_nothing,
    dimensions.only_negative_dimensions,
    dimensions.nothing_negative,
    dimensions.one_dimension_outweighs,
    outcome.band_ranges,
    outcome.bands_out_of_reach,
    outcome.grade_thresholds,
    stages.stage_fields,
    stages.stage_values,
    stages.stage_order,
    stages.stages_out_of_reach,
)


def check(reading: Reading) -> tuple[Problem, ...]:
    """Every problem of a reading: errors first, each in the order of the file."""
    found = list(reading.problems)
    if reading.draft is not None:
        rules = OF_THE_PARTS if reading.model is None else OF_THE_PARTS + OF_THE_WHOLE
        subject = checked(reading, reading.draft)
        found += [problem for rule in rules for problem in islice(rule(subject), MOST_OF_A_RULE)]
    return tuple(sorted(found, key=lambda each: (each.severity != "error", each.line, each.column)))
