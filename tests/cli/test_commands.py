"""What holds of every command: its help, its languages, its exit codes; and the small commands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from baremo import __version__
from baremo.texts import plain, say
from tests.cli.conftest import Call, listing

COMMANDS = (
    "init",
    "check",
    "show",
    "score",
    "explain",
    "diff",
    "preview",
    "forecast",
    "convert",
    "sql",
    "schema",
    "erase",
)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_shows_an_example(baremo: Call, command: str, option: str) -> None:
    done = baremo(command, option)

    assert (done.code, done.err) == (0, "")
    assert f"\n  baremo {command}" in done.out


def test_no_command_at_all_shows_them_all(baremo: Call) -> None:
    done = baremo()

    assert done.code == 2
    assert all(f"\n  {command} " in done.out + done.err for command in COMMANDS)


def test_the_version_is_printed(baremo: Call) -> None:
    assert baremo("--version").out == f"baremo {__version__}\n"


@pytest.mark.parametrize("words", [["scoer"], ["score", "--leds", "x"], ["show"], ["diff", "one"], ["schema", "more"]])
def test_a_wrong_command_line_is_a_matter_of_usage(baremo: Call, words: list[str]) -> None:
    done = baremo(*words)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Usage: baremo")


def test_a_language_that_there_is_not_is_a_matter_of_usage(baremo: Call) -> None:
    assert baremo("schema", "--lang", "fr").code == 2


def test_a_language_holds_for_its_own_call(baremo: Call, desk: Path) -> None:
    spanish, english = baremo("diff", "model.yaml", "model.yaml", "--lang", "es"), baremo("diff", *["model.yaml"] * 2)

    assert spanish.out == plain(say("Both mean the same."), "es") + "\n"
    assert english.out == "Both mean the same.\n"


@pytest.mark.parametrize(("name", "value"), [("BAREMO_LANG", "es"), ("LC_ALL", "es_MX.UTF-8"), ("LANG", "es")])
def test_the_language_is_the_machines_unless_told(
    baremo: Call, desk: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    for other in ("BAREMO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, value)

    assert "Cliente ideal" in baremo("show", "model.yaml").out


def test_a_language_of_the_machine_that_we_do_not_speak_is_english(
    baremo: Call, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAREMO_LANG", "fr")

    assert "Ideal customer" in baremo("show", "model.yaml").out


def test_an_error_speaks_the_language_of_the_call(baremo: Call, desk: Path) -> None:
    done = baremo("show", "nowhere.yaml", "--lang", "es")
    message = plain(say("there is no such file."), "es")
    remedy = plain(say("Give the path of a model file, or make one with `baremo init`."), "es")

    assert (done.code, done.err) == (1, f"nowhere.yaml: not-found: {message} {remedy}\n")


def test_the_schema_is_one_and_holds_for_a_model(baremo: Call, desk: Path) -> None:
    schema = json.loads(baremo("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.validate(YAML(typ="safe").load(Path("model.yaml")), schema)


def test_a_change_of_a_model_is_a_sentence(baremo: Call, desk: Path) -> None:
    text = Path("model.yaml").read_text("utf-8").replace("points: 50", "points: 40")
    Path("new.yaml").write_text(text, "utf-8")
    done = baremo("diff", "model.yaml", "new.yaml")

    assert (done.code, done.out) == (0, "demo: 50 -> 40 points each\n")


@pytest.mark.parametrize("ending", [".md", ".xlsx", ".html"])
def test_the_table_of_points_is_written_by_its_ending(baremo: Call, desk: Path, ending: str) -> None:
    done = baremo("show", "model.yaml", "-o", f"points{ending}")

    assert (done.code, done.out, done.err) == (0, "", f"Written: points{ending}\n")
    assert Path(f"points{ending}").stat().st_size > 500


def test_the_table_of_points_is_printed_without_an_output(baremo: Call, desk: Path) -> None:
    assert "Looked at prices" in baremo("show", "model.yaml").out
    assert "Mira los precios" in baremo("show", "model.yaml", "--lang", "es").out


@pytest.mark.parametrize("name", ["points.pdf", "nowhere/points.md"])
def test_a_table_of_points_that_cannot_be_written_leaves_nothing(baremo: Call, desk: Path, name: str) -> None:
    before = listing(desk)

    assert baremo("show", "model.yaml", "-o", name).code == 1
    assert listing(desk) == before


def started(*words: str, **streams: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "baremo", *words], **streams)  # type: ignore[call-overload,no-any-return]


def test_a_reader_that_has_gone_is_met_with_silence(desk: Path) -> None:
    with started("schema", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()

        assert process.stderr.read() == b""


def test_an_error_is_one_line_and_no_traceback(desk: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "baremo", "show", "nowhere.yaml"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
