"""On real data, the guard leaves out what is known to leak, and lets honest columns be."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from baremo.learn.lessons import analyze
from tests.learn.pasts import dataset

Columns = set[str]

OF_SALES = {"Tags", "Lead Quality", "Lead Profile", "Last Notable Activity"}
ASYMMETRIQUE = {f"Asymmetrique {what} {of}" for what in ("Activity", "Profile") for of in ("Index", "Score")}
MACRO = {"emp.var.rate", "cons.price.idx", "cons.conf.idx", "euribor3m", "nr.employed"}


def told(leads: Path, **asked: Any) -> tuple[Columns, Columns]:
    """The columns that are left out, and those that are suspected and kept."""
    suspicions = analyze(leads=str(leads), **asked).suspicions
    left_out = {each.column for each in suspicions if each.excluded}
    return left_out, {each.column for each in suspicions} - left_out


def calls(folder: Path, archive: str, name: str) -> Path:
    """A file of an archive in the archive of the bank's calls."""
    with zipfile.ZipFile(dataset("bank_marketing") / "bank-marketing.zip") as outer:
        inner = outer.read(archive)
    with zipfile.ZipFile(io.BytesIO(inner)) as files:
        return Path(files.extract(name, folder))


def test_course_leads_lose_what_sales_wrote_and_keep_what_they_did_and_said() -> None:
    left_out, kept = told(dataset("x_education") / "Leads.csv", outcome="Converted", id_column="Lead Number")

    assert left_out == OF_SALES | ASYMMETRIQUE
    assert kept == {
        "Last Activity",
        "What is your current occupation",
        "What matters most to you in choosing a course",
    }


def test_a_bank_s_calls_lose_their_duration(tmp_path: Path) -> None:
    leads = calls(tmp_path, "bank-additional.zip", "bank-additional/bank-additional-full.csv")
    left_out, kept = told(leads, outcome="y", rows_in_order=True)

    assert left_out == {"duration"}
    assert kept > MACRO


def test_an_older_bank_s_calls_lose_their_duration(tmp_path: Path) -> None:
    left_out, _ = told(calls(tmp_path, "bank.zip", "bank-full.csv"), outcome="y", rows_in_order=True)

    assert left_out == {"duration"}


def test_of_visits_to_a_shop_what_is_computed_from_its_sales_is_suspected_but_kept() -> None:
    left_out, kept = told(dataset("online_shoppers") / "online_shoppers_intention.csv", outcome="Revenue")

    assert (left_out, kept) == (set(), {"PageValues"})


def test_a_marketing_funnel_loses_nothing() -> None:
    folder = dataset("olist_funnel")
    left_out, _ = told(
        folder / "olist_marketing_qualified_leads_dataset.csv",
        deals=str(folder / "olist_closed_deals_dataset.csv"),
        id_column="mql_id",
        time="first_contact_date",
        horizon=60,
    )

    assert left_out == set()


def test_loan_applications_lose_the_day_of_the_decision_and_what_was_known_then_is_kept() -> None:
    folder = dataset("loan_leads")
    outcome = {"outcome": "outcome", "won": ["approved"], "lost": ["declined", "cancelled"]}
    events = str(folder / "events.csv.gz")

    assert told(folder / "leads.csv", **outcome)[0] == {"decided_at"}
    assert told(folder / "leads.csv", events=events, outcome_at="decided_at", horizon=30, **outcome)[0] == set()


def test_deals_of_a_crm_lose_their_value_and_the_day_they_were_closed() -> None:
    leads = dataset("maven_crm") / "sales_pipeline.csv"
    asked = {"outcome": "deal_stage", "won": ["Won"], "lost": ["Lost"], "id_column": "opportunity_id"}

    assert told(leads, time="engage_date", **asked)[0] == {"close_value", "close_date"}
