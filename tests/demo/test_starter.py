"""`baremo init`: the sample data fit the template, show it at work, and are the same each time."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from baremo.demo.leads import STRANGER
from baremo.demo.samples import SAMPLES
from baremo.demo.starter import contents, make
from baremo.errors import InputError
from baremo.model.fields import fields
from baremo.model.reader import load
from baremo.model.templates import NAMES
from tests.reference import score
from tests.scenarios.files import read as plain_yaml

AS_OF = date(2026, 11, 1)
STARS = {name: sample.cast[0].lead_id for name, sample in SAMPLES.items()}
Row = dict[str, str]

every_template = pytest.mark.parametrize("name", NAMES)


@cache
def usual(name: str) -> dict[str, str]:
    return texts(name, seed=7)


def texts(name: str, **other: Any) -> dict[str, str]:
    return contents(name, **{"lang": "en", "seed": 7, "as_of": AS_OF, **other})


def rows(text: str) -> list[Row]:
    return list(csv.DictReader(text.splitlines()))


@cache
def scored(name: str) -> tuple[Row, ...]:
    """The oracle's scores, best first, each with the lead's own cells."""
    made = usual(name)
    leads = {lead["lead_id"]: lead for lead in rows(made["leads.csv"])}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "model.yaml"
        file.write_text(made["model.yaml"], encoding="utf-8")
        result = score(plain_yaml(file), list(leads.values()), rows(made["events.csv"]), AS_OF)
    return tuple({**leads[row["lead_id"]], **row} for row in result.scores)


def test_every_template_has_a_sample() -> None:
    assert tuple(SAMPLES) == NAMES


@every_template
def test_four_files_are_written(name: str, tmp_path: Path) -> None:
    paths = make(name, tmp_path / "new" / "folder")
    assert [path.name for path in paths] == ["model.yaml", "leads.csv", "events.csv", "README.md"]
    assert all(path.read_text(encoding="utf-8") for path in paths)


@every_template
def test_the_same_arguments_give_the_same_bytes(name: str) -> None:
    assert usual(name) == texts(name)


@every_template
def test_another_seed_gives_other_people(name: str) -> None:
    assert usual(name)["leads.csv"] != texts(name, seed=8)["leads.csv"]


@every_template
def test_the_language_changes_the_texts_and_not_the_data(name: str) -> None:
    english, spanish = usual(name), texts(name, lang="es")
    assert [file for file in english if english[file] != spanish[file]] == ["model.yaml", "README.md"]


@every_template
def test_there_is_a_column_for_every_field_that_the_model_reads(name: str, tmp_path: Path) -> None:
    paths = make(name, tmp_path)
    read = fields(load(paths[0]))
    leads, events = (rows(path.read_text(encoding="utf-8"))[0] for path in paths[1:3])
    assert set(read.leads) <= set(leads)
    assert set(read.events) <= set(events)


@every_template
def test_no_mail_can_reach_anybody(name: str) -> None:
    addresses = [lead["email"].strip().lower() for lead in rows(usual(name)["leads.csv"])]
    assert all(address.endswith(".example") for address in addresses)


@every_template
def test_nothing_happens_after_the_day_of_the_sample(name: str) -> None:
    times = [event["timestamp"] for event in rows(usual(name)["events.csv"])]
    assert times == sorted(times)
    assert times[-1][:10] <= "2026-11-01"


def test_the_sample_reaches_up_to_the_day_that_was_asked_for() -> None:
    later = texts("b2b", as_of=date(2027, 3, 15))
    assert max(event["timestamp"][:10] for event in rows(later["events.csv"])) == "2027-03-15"
    assert "--as-of 2027-03-15" in later["README.md"]


@every_template
def test_the_files_have_the_faults_of_real_ones(name: str) -> None:
    leads, events = rows(usual(name)["leads.csv"]), rows(usual(name)["events.csv"])
    times_seen = Counter(event["event_id"] for event in events)
    assert sum(event["lead_id"] == STRANGER for event in events) >= 3
    assert max(times_seen.values()) == 2
    assert len({lead["lead_id"] for lead in leads}) == len(leads) == 200
    assert any(not cell.strip() for lead in leads for cell in lead.values())
    assert any(cell != cell.strip() for lead in leads for cell in lead.values() if cell.strip())


@every_template
def test_every_band_has_leads(name: str) -> None:
    bands = Counter(row["band"] for row in scored(name))
    assert len(bands) == 4
    assert min(bands.values()) >= 10


@every_template
def test_the_star_is_on_top(name: str) -> None:
    assert scored(name)[0]["lead_id"] == STARS[name]


@pytest.mark.parametrize("name", ["b2b", "saas"])
def test_bruno_the_student_and_carla_the_competitor_are_disqualified(name: str) -> None:
    reasons = {row["lead_id"]: row["disqualified"] for row in scored(name)}
    assert (reasons["ana"], reasons["bruno"], reasons["carla"]) == (None, "student", "competitor")


@every_template
def test_leads_with_high_scores_convert_more_often(name: str) -> None:
    came_true = [row[SAMPLES[name].outcome] == "yes" for row in scored(name)]
    best, rest = came_true[:40], came_true[40:]
    assert sum(best) / len(best) > 1.5 * sum(rest) / len(rest)


@every_template
def test_the_readme_shows_the_three_next_commands(name: str) -> None:
    readme = usual(name)["README.md"]
    data = "--leads leads.csv --events events.csv --as-of 2026-11-01"
    assert "    baremo check model.yaml\n" in readme
    assert f"    baremo score model.yaml {data}\n" in readme
    assert f"    baremo explain model.yaml {STARS[name]} {data}\n" in readme


def problem_of(template: str, folder: Path, **other: Any) -> str:
    with pytest.raises(InputError) as caught:
        make(template, folder, **other)
    return str(caught.value)


def test_an_unknown_template_is_answered_with_the_nearest(tmp_path: Path) -> None:
    assert problem_of("sas", tmp_path) == (
        "unknown-template init: There is no template 'sas'. "
        "Did you mean saas? There are simple, b2b, b2c, saas, supplier."
    )


def test_a_template_unlike_any_is_answered_with_all_there_are(tmp_path: Path) -> None:
    assert problem_of("zoo", tmp_path) == (
        "unknown-template init: There is no template 'zoo'. There are simple, b2b, b2c, saas, supplier."
    )


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    assert problem_of("b2b", tmp_path, lang="fr") == (
        "unknown-language init: There is no text in the language 'fr'. There are en, es."
    )


def test_files_that_are_there_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("mine")
    (tmp_path / "README.md").write_text("mine")
    assert problem_of("b2b", tmp_path) == (
        f"file-exists init: {tmp_path} already has leads.csv, README.md. "
        "Choose another folder, or overwrite them with --force."
    )
    assert (tmp_path / "leads.csv").read_text() == "mine"
    assert not (tmp_path / "model.yaml").exists()


def test_files_are_overwritten_by_force(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("mine")
    make("b2b", tmp_path, force=True)
    assert (tmp_path / "leads.csv").read_text(encoding="utf-8") == usual("b2b")["leads.csv"]


@pytest.mark.parametrize(("below", "reason"), [("", "File exists"), ("folder", "Not a directory")])
def test_a_file_in_place_of_the_folder_is_refused(below: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "here").write_text("a file")
    folder = tmp_path / "here" / below
    assert problem_of("b2b", folder) == (
        f"cannot-write init: Nothing can be written into {folder}: {reason}. Choose another folder."
    )
