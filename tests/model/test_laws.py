"""Laws of a model's texts: writing, reading, fingerprint and diff agree on what a model means."""

from dataclasses import replace

from hypothesis import given, settings

from baremo.model.diff import diff
from baremo.model.fingerprint import fingerprint
from baremo.model.model import ScoringModel
from baremo.model.reader import read_text
from baremo.model.writer import write
from baremo.texts import plain
from tests.model.strategies import models

quick = settings(max_examples=40, deadline=None)


@quick
@given(models)
def test_reading_what_was_written_is_the_identity(model: ScoringModel):
    reading = read_text(write(model))
    assert [str(problem) for problem in reading.problems] == []
    assert reading.model == model


@quick
@given(models)
def test_what_was_written_has_the_same_fingerprint_and_no_difference(model: ScoringModel):
    again = read_text(write(model)).draft
    assert again is not None
    assert fingerprint(again) == fingerprint(model)
    assert diff(model, again) == ()


@quick
@given(models, models)
def test_models_differ_in_sentences_exactly_if_their_fingerprints_differ(old: ScoringModel, new: ScoringModel):
    told = [plain(change.sentence, "es") for change in diff(old, new)]
    assert bool(told) == (fingerprint(old) != fingerprint(new))
    assert all(told)


@quick
@given(models, models)
def test_one_part_that_means_another_thing_is_told(old: ScoringModel, other: ScoringModel):
    for part in ("scale", "out_of", "probability", "disqualify", "grade", "bands", "stages", "dimensions", "title"):
        new = replace(old, **{part: getattr(other, part)})
        assert bool(diff(old, new)) == (fingerprint(old) != fingerprint(new)), part


@quick
@given(models)
def test_a_model_with_its_parts_in_another_order_is_the_same(model: ScoringModel):
    turned = tuple(replace(each, criteria=each.criteria[::-1]) for each in model.dimensions[::-1])
    other = replace(model, dimensions=turned, bands=model.bands[::-1])
    assert diff(model, other) == ()
    assert fingerprint(model) == fingerprint(other)
