"""`baremo explain`: one lead's receipt, or who is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cast import ACCOUNTS
from tests.cli.conftest import Call, Done, write

BY_ACCOUNT = """
model: accounts
scores: account
dimensions:
  fit: {criteria: {software: {when: {industry: software}, points: 30}}}
  people: {criteria: {chiefs: {people: {job_title: {contains: chief}}, points: 10}}}
bands: {hot: 40, cold: 0}
"""


@pytest.fixture
def explain(desk: Path, baremo: Call) -> Call:
    def call(lead: str, *words: str) -> Done:
        given = ("--leads", "leads.csv", "--events", "events.csv", "--as-of", "2026-03-31")
        return baremo("explain", "model.yaml", lead, *given, *words)

    return call


def test_a_receipt_says_who_why_what_comes_and_what_would_help(explain: Call) -> None:
    done = explain("ana")

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[:3] == [
        "ana   small · small@6a2864e3d389",
        "85  Hot · A1 · MQL",
        "as of 2026-03-31 23:59 (Europe/Madrid); last seen: 2026-03-31 12:05",
    ]
    assert "It stays in its band for the next 91 days." in done.out
    assert done.out.endswith("  demo: one more (form_submitted where form is demo)  → 100 · Hot · A1 · SQL\n")


def test_criteria_that_gave_nothing_are_listed_on_demand(explain: Call) -> None:
    assert "french" not in explain("ana").out
    assert "french" in explain("ana", "--all").out


def test_a_receipt_speaks_spanish(explain: Call) -> None:
    assert "Cliente ideal" in explain("ana", "--lang", "es").out


def test_a_disqualified_lead_is_told_why_and_promised_nothing(explain: Call) -> None:
    said = explain("carla").out

    assert "Disqualified: Works for a competitor (company domain is rival.com)." in said
    assert "If nothing more happens" not in said
    assert "What would raise it" not in said


@pytest.mark.parametrize("lead", ["dora", "ANA", "", "x" * 200, "'; DROP TABLE leads; --", "\x1b[31m"])
def test_a_lead_that_is_not_there_is_told(explain: Call, lead: str) -> None:
    done = explain(lead)

    assert (done.code, done.out) == (1, "")
    assert done.err == (
        f"unknown-lead '{lead[:60]}': there is no lead_id of that name. "
        "Give one that stands in the leads table, as it stands there.\n"
    )


def test_an_account_is_explained_by_its_id(explain: Call) -> None:
    Path("model.yaml").write_text(BY_ACCOUNT, "utf-8")
    write("accounts.csv", ACCOUNTS)
    done = explain("acme", "--accounts", "accounts.csv")

    assert done.code == 0
    assert done.out.splitlines()[1] == "40  hot"
    assert "1 people" in done.out
    assert explain("nobody", "--accounts", "accounts.csv").err == (
        "unknown-lead 'nobody': there is no account_id of that name. "
        "Give one that stands in the accounts table, as it stands there.\n"
    )
