"""Why two models, or an outcome, cannot be compared."""

from __future__ import annotations

from baremo.engine.inputs.source import excerpt
from baremo.engine.predictors import file_of
from baremo.errors import InputError, Problem
from baremo.model.model import ScoringModel
from baremo.texts import say


def check_pair(old: ScoringModel, new: ScoringModel) -> None:
    """Refuses two models of which one scores leads and the other accounts."""
    if old.scores != new.scores:
        raise InputError(
            Problem(
                code="other-subject",
                subject="scores",
                message=say("the old model scores {old}s, the new one {new}s.", old=old.scores, new=new.scores),
                remedy=say("Compare two models that score the same."),
            )
        )


def check_predictors(old: ScoringModel, new: ScoringModel) -> None:
    """Refuses two predictors, whatever they are called: the probabilities are those of one."""
    names = {name for name in (old.predictor, new.predictor) if name is not None}
    files = {file for file in (file_of(old), file_of(new)) if file is not None and file.is_file()}
    if len(names) > 1:
        raise InputError(
            Problem(
                code="other-predictor",
                subject="predictor",
                message=say("the models name different predictors: {names}.", names=", ".join(sorted(names))),
                remedy=say("Compare models with the same predictor, or score with each."),
            )
        )
    if len({file.read_bytes() for file in files}) > 1:
        raise InputError(
            Problem(
                code="other-predictor",
                subject="predictor",
                message=say("the models have different predictors of the name {name}.", name=names.pop()),
                remedy=say("Compare models with the same predictor, or score with each."),
            )
        )


def not_prepared(names: list[str]) -> Problem:
    return Problem(
        code="not-prepared",
        subject=names[0],
        message=say("the new model reads what was not prepared: {names}.", names=", ".join(names)),
        remedy=say("Begin anew, and name the new model at once."),
    )


def no_outcome(column: str, values: list[object]) -> Problem:
    shown = ", ".join(repr(excerpt(value)) for value in values)
    return Problem(
        code="no-outcome",
        subject=column,
        message=say("no value of the column says whether a lead converted; it holds: {values}.", values=shown)
        if values
        else say("no value of the column says whether a lead converted; it is empty."),
        remedy=say("Write yes or no, true or false, 1 or 0, won or lost; leave blank what is open."),
    )
