"""Writes the real histories as files to learn from and files to check with, split as their README says.

A row is kept as it came, whatever leaks in it; of the leads that check a model, the outcome alone is taken away.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.learning.tasks import DATASETS

SHARE, REST, SEED = 0.7, 0.3, 7
HORIZON = timedelta(days=60)  # of olist
SNAPSHOT, LATER = date(1998, 3, 31), timedelta(days=90)  # of cdnow: who buys again within it


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """A file as texts."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def column(self, name: str) -> list[str]:
        place = self.head.index(name)
        return [row[place] for row in self.rows]

    def without(self, name: str) -> Rows:
        place = self.head.index(name)
        return Rows(head=_cut(self.head, place), rows=[_cut(row, place) for row in self.rows])

    def by(self, name: str) -> Rows:
        """In the order of a column; rows that are equal in it stay as they stand."""
        place = self.head.index(name)
        return Rows(head=self.head, rows=sorted(self.rows, key=lambda row: row[place]))

    def take(self, places: Iterable[int]) -> Rows:
        return Rows(head=self.head, rows=[self.rows[place] for place in places])

    def numbered(self) -> Rows:
        """With an id for each row, where a file has none."""
        rows = [(f"r{number}", *row) for number, row in enumerate(self.rows, 1)]
        return Rows(head=("lead_id", *self.head), rows=rows)

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([self.head, *self.rows])


def write_history(folder: Path, name: str, most: int | None = None) -> None:
    """One of them into a folder of its name, where its data are here; of the leads to learn from at most so many."""
    if (folder / name).exists() or not (DATASETS / name).is_dir():
        return
    WRITE[name](DATASETS / name, folder / name)
    if most is not None:
        thin(folder / name / "train" / "leads.csv", most)


def thin(path: Path, most: int) -> None:
    """Leaves every so-manieth row of a file."""
    leads = read(path)
    leads.take(range(0, len(leads.rows), max(1, -(-len(leads.rows) // most)))).write(path)


def x_education(source: Path, folder: Path) -> None:
    leads = read(source / "Leads.csv")
    split_by_chance(leads, folder, outcome="Converted", won="1", lead="Lead Number")


def bank_additional(source: Path, folder: Path) -> None:
    with zipfile.ZipFile(source / "bank-marketing.zip") as outer:
        inner = outer.read("bank-additional.zip")
    with zipfile.ZipFile(io.BytesIO(inner)) as files:
        text = files.read("bank-additional/bank-additional-full.csv").decode()
    calls = parse(text, separator=";").numbered()
    split_in_order(calls, folder, outcome=calls.column("y"), won="yes", lead="lead_id", told="y")


def online_shoppers(source: Path, folder: Path) -> None:
    visits = read(source / "online_shoppers_intention.csv", separator=";").numbered()
    split_by_chance(visits, folder, outcome="Revenue", won="TRUE", lead="lead_id")


def olist(source: Path, folder: Path) -> None:
    """By first contact. The deals of the earlier leads are all known, as in the README's split."""
    leads = read(source / "olist_marketing_qualified_leads_dataset.csv").by("first_contact_date")
    deals = read(source / "olist_closed_deals_dataset.csv")
    won = dict(zip(deals.column("mql_id"), deals.column("won_date"), strict=True))
    contacts = zip(leads.column("mql_id"), leads.column("first_contact_date"), strict=True)
    outcome = [str(lead in won and _within(won[lead], since)) for lead, since in contacts]
    earlier, _ = split_in_order(leads, folder, outcome=outcome, won="True", lead="mql_id")
    known = set(earlier.column("mql_id"))
    theirs = [place for place, lead in enumerate(deals.column("mql_id")) if lead in known]
    deals.take(theirs).write(folder / "train" / "deals.csv")


def cdnow(source: Path, folder: Path) -> None:
    """Customers at three snapshots, of which the last checks: who buys within 90 days after it."""
    with gzip.open(source / "events.csv.gz", "rt", encoding="utf-8") as file:
        bought = parse(file.read()).by("date")
    bought = Rows(head=("lead_id", "timestamp", "quantity", "amount"), rows=bought.rows)
    until = [date.fromisoformat(day) for day in bought.column("timestamp")]
    known = bought.take(place for place, day in enumerate(until) if day <= SNAPSHOT)
    again = {row[0] for row, day in zip(bought.rows, until, strict=True) if SNAPSHOT < day <= SNAPSHOT + LATER}
    leads = Rows(head=("lead_id",), rows=[(lead,) for lead in sorted(set(known.column("lead_id")))])
    events = Rows(head=(*known.head, "event"), rows=[(*row, "purchase") for row in known.rows])
    for part in ("train", "test"):
        leads.write(folder / part / "leads.csv")
        events.write(folder / part / "events.csv")
    Rows(head=("lead_id", "date", "quantity", "amount"), rows=known.rows).write(folder / "train" / "deals.csv")
    write_truth(folder, leads.column("lead_id"), [lead in again for lead in leads.column("lead_id")])


def maven_crm(source: Path, folder: Path) -> None:
    """Closed opportunities by the day they began, with what is known of account, product and agent."""
    deals = read(source / "sales_pipeline.csv").by("engage_date")
    closed = deals.take(place for place, stage in enumerate(deals.column("deal_stage")) if stage in ("Won", "Lost"))
    for name, key in ("accounts", "account"), ("products", "product"), ("sales_teams", "sales_agent"):
        closed = joined(closed, read(source / f"{name}.csv"), key)
    outcome = closed.column("deal_stage")
    split_in_order(closed, folder, outcome=outcome, won="Won", lead="opportunity_id", told="deal_stage")


WRITE: dict[str, Callable[[Path, Path], None]] = {  # by the folder of the real data
    "x_education": x_education,
    "bank_marketing": bank_additional,
    "online_shoppers": online_shoppers,
    "olist_funnel": olist,
    "cdnow": cdnow,
    "maven_crm": maven_crm,
}


def split_by_chance(leads: Rows, folder: Path, *, outcome: str, won: str, lead: str) -> None:
    """70 % to learn from, with the same share of conversions in both parts."""
    from sklearn.model_selection import train_test_split

    ended = leads.column(outcome)
    parts = train_test_split(range(len(ended)), random_state=SEED, stratify=ended, test_size=REST)
    train, test = (leads.take(part) for part in parts)
    train.write(folder / "train" / "leads.csv")
    _write_test(test, folder, test.column(outcome), won, lead, outcome)


def split_in_order(
    leads: Rows, folder: Path, *, outcome: Sequence[str], won: str, lead: str, told: str | None = None
) -> tuple[Rows, Rows]:
    """The first 70 % to learn from; `told` is the column with the outcome, where the leads have one."""
    cut = int(SHARE * len(leads.rows))
    train, test = leads.take(range(cut)), leads.take(range(cut, len(leads.rows)))
    train.write(folder / "train" / "leads.csv")
    _write_test(test, folder, outcome[cut:], won, lead, told)
    return train, test


def write_truth(folder: Path, leads: Sequence[str], outcome: Sequence[bool]) -> None:
    """How the leads that check a model ended."""
    ended = (str(int(won)) for won in outcome)
    Rows(head=("lead_id", "won"), rows=list(zip(leads, ended, strict=True))).write(folder / "truth.csv")


def read(path: Path, *, separator: str = ",") -> Rows:
    return parse(path.read_text(encoding="utf-8-sig"), separator=separator)


def parse(text: str, *, separator: str = ",") -> Rows:
    head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return Rows(head=tuple(head), rows=[tuple(row) for row in rows])


def joined(left: Rows, right: Rows, key: str) -> Rows:
    """Each row of the left with that of the right that has its key; blank where none has."""
    place = right.head.index(key)
    found = {row[place]: _cut(row, place) for row in right.rows}
    blank = ("",) * (len(right.head) - 1)
    keys = left.column(key)
    rows = [(*row, *found.get(value, blank)) for row, value in zip(left.rows, keys, strict=True)]
    return Rows(head=(*left.head, *_cut(right.head, place)), rows=rows)


def _write_test(leads: Rows, folder: Path, outcome: Sequence[str], won: str, lead: str, told: str | None) -> None:
    write_truth(folder, leads.column(lead), [each == won for each in outcome])
    (leads.without(told) if told else leads).write(folder / "test" / "leads.csv")


def _within(won_at: str, since: str) -> bool:
    """Won after the first contact and within the horizon."""
    after = date.fromisoformat(won_at[:10]) - date.fromisoformat(since)
    return timedelta(0) <= after <= HORIZON


def _cut(row: tuple[str, ...], place: int) -> tuple[str, ...]:
    return row[:place] + row[place + 1 :]
