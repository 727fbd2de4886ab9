"""Files that are no export: each is told what is wrong with it, and nothing large or deep is walked through."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baremo.convert.export_file import MAX_BYTES
from baremo.convert.parity import model_text
from baremo.convert.sources import SOURCES, convert
from baremo.errors import InputError
from baremo.model.reader import read_text
from tests.convert.exports import EXAMPLES, converted

OPEN = {"name": "Open", "type": "email.open", "isPublished": True, "delta": 1, "repeatable": False}


def told(folder: Path, content: bytes, source: str) -> str:
    """The first problem of a file, without its path."""
    file = folder / "export"
    file.write_bytes(content)
    with pytest.raises(InputError) as refused:
        convert(file, source)
    return refused.value.problems[0].text().removeprefix(f"{file}:")


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", " empty: the file is empty. Export the rules again."),
        (b" \n", " empty: the file is empty. Export the rules again."),
        (b"a\n\xff", "2: not-utf8: the file is not UTF-8 text (byte 0xFF). Save it as UTF-8"),
        (b"x" * (MAX_BYTES + 1), " too-large: the file is larger than 5 MB."),
    ],
    ids=["empty", "blank", "latin-1", "large"],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, source: str, content: bytes, problem: str) -> None:
    assert told(tmp_path, content, source).startswith(problem)


@pytest.mark.parametrize("source", ["hubspot", "mautic", "unomi"])
@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<html>", "1: not-json: this is not JSON: column 1 cannot be read. Save the API's answer as it comes"),
        (b"null", " not-json: the JSON holds no rules"),
        (b'{"points": [NaN]}', " not-json: the JSON holds no rules"),
        (b"[" * 100 + b"]" * 100, " not-json: the JSON holds no rules"),
        (b"[" * 100_000, " not-json: the JSON holds no rules"),
        (b"5", ""),
        (b'"text"', ""),
    ],
    ids=["html", "null", "nan", "deep", "deeper", "number", "text"],
)
def test_a_file_that_is_no_json_of_rules(tmp_path: Path, source: str, content: bytes, problem: str) -> None:
    assert told(tmp_path, content, source).startswith(problem)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        convert(tmp_path / "nowhere.json", "hubspot")

    assert str(refused.value) == (
        f"{tmp_path / 'nowhere.json'}: not-readable: there is no such file. Give the path of the export."
    )


def test_a_folder_is_no_export(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        convert(tmp_path, "csv")

    assert "this is a folder, not a file." in str(refused.value)


def test_more_rules_than_anybody_has_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        converted(tmp_path, "mautic", {"points": [OPEN] * 2001})

    assert "the export has 2001 rules, at most 2000 are converted at once. Convert it in parts." in str(refused.value)


@pytest.mark.parametrize("source", ["hubspot", "mautic", "unomi"])
@pytest.mark.parametrize("junk", [None, 5, "x", [], [None], {"type": []}, {"type": {}, "value": []}])
def test_junk_in_any_place_of_a_rule_is_a_problem_and_no_traceback(tmp_path: Path, source: str, junk: object) -> None:
    export = {
        "hubspot": {
            "objectTypeId": "0-1",
            "name": junk,
            "outputConfiguration": junk,
            "groupConfigs": [
                {"groupName": junk, "groupCategory": junk, "minValue": junk, "groupDecay": junk},
                {"ruleConfigurations": [{"enabled": junk, "maxValue": junk, "configuration": {"calculation": junk}}]},
            ],
        },
        "mautic": {
            "points": [{"name": junk, "type": junk, "delta": 5, "properties": junk, "group": junk}],
            "triggers": [{"name": junk, "points": junk, "events": junk}],
            "stages": [{"name": junk, "weight": junk, "id": junk}],
        },
        "unomi": {"elements": [{"condition": junk, "value": 5}, junk], "metadata": junk},
    }[source]
    with pytest.raises(InputError) as refused:
        converted(tmp_path, source, export)

    assert refused.value.problems[0].code == "nothing-converted"


def places(value: object, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place inside a JSON value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*place, key)
        yield from places(part, (*place, key))


@pytest.mark.parametrize("name", ["hubspot-score", "mautic-points", "unomi-plan"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_export_damaged_anywhere_is_converted_or_refused(tmp_path: Path, name: str, data: st.DataObject) -> None:
    export = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    *above, last = data.draw(st.sampled_from(list(places(export))))
    part = export
    for key in above:
        part = part[key]
    part[last] = data.draw(st.sampled_from([None, 5, -1, 1e300, "x", "", [], {}, True, [None, 3, {}], {"type": []}]))
    try:
        made = converted(tmp_path, name.partition("-")[0], export)
    except InputError:
        return
    assert read_text(model_text(made)).model == made.model
