"""The histories that learning is measured on: how a model is learned from each, and what has been reached there.

Nothing heavy is imported here: who starts the measured processes reads this.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

NEAR = 0.005  # of AUC, within which the best of the seven counts as reached
DATASETS = Path(__file__).parents[3] / "shared" / "datasets"
MADE_UNTIL = "2026-01-01"  # two years of made leads; then those come in that check
HISTORIES = "histories"  # the folder of their samples
FIGURES = "figures.json"  # what `benchmarks.learning.judged` writes
SEVEN = ("naive Bayes", "logistic", "HistGB", "LightGBM", "EBM", "CatBoost", "optbinning scorecard")


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A history split into earlier and later leads, or by chance.

    Attributes
    ----------
    folder : str
        Of the history; of real data also in `DATASETS`.
    rows, columns : int
        To learn from, where they are made.
    options : tuple of str
        Of `baremo train`, beside files and id: what a user has to say about these data, and nothing to tune.
    id_column : str
        Of the leads.
    events, deals : bool
        What the leads did, and how it ended, are in files of their own.
    as_of : str, optional
        When the leads are scored that check the model; else now.
    baselines : tuple of float
        AUC of the seven of `SEVEN` with their libraries' defaults, on the same split without leaky columns, as the
        README of the data has them.
    auc : float, optional
        The least that shall be reached.
    in_time : bool
        The leads that check the model are later than those it was learned from.
    verdict : str, optional
        What shall be said of the model.
    wall, peak : float, optional
        Seconds and bytes within which it shall be learned.
    """

    name: str
    folder: str
    rows: int = 0
    columns: int = 0
    options: tuple[str, ...]
    id_column: str = "lead_id"
    events: bool = False
    deals: bool = False
    as_of: str | None = None
    baselines: tuple[float, ...] = ()
    auc: float | None = None
    in_time: bool = False
    verdict: str | None = None
    wall: float | None = None
    peak: float | None = None

    @property
    def best(self) -> tuple[str, float] | None:
        """The best of the seven: its name and its AUC."""
        pairs = zip(SEVEN, self.baselines, strict=True) if self.baselines else ()
        return max(pairs, key=lambda pair: pair[1], default=None)

    @property
    def least(self) -> float | None:
        """The AUC to reach: the stated one, and no more than 0.005 below the best of the seven."""
        near = self.best[1] - NEAR if self.best and self.verdict is None else None
        stated = [each for each in (self.auc, near) if each is not None]
        return round(max(stated), 3) if stated else None

    @property
    def leads(self) -> str:
        """The name of the files of leads."""
        return "leads.parquet" if self.rows else "leads.csv"

    def training(self, folder: Path) -> tuple[object, ...]:
        """The arguments of `baremo` that learn a model within a folder."""
        deals = ("--deals", folder / "train" / "deals.csv") if self.deals else ()
        return "train", *self._files(folder / "train"), *deals, *self.options, "-o", folder / "learned"

    def scoring(self, folder: Path) -> tuple[object, ...]:
        """Those that score the leads that check it."""
        as_of = ("--as-of", self.as_of) if self.as_of else ()
        model = folder / "learned" / "model.yaml"
        return "score", model, *self._files(folder / "test"), *as_of, "-o", folder / "scores.parquet"

    def _files(self, folder: Path) -> tuple[object, ...]:
        events = ("--events", folder / "events.csv") if self.events else ()
        return "--leads", folder / self.leads, "--id", self.id_column, *events


REAL = (
    Task(
        name="x_education",
        folder="x_education",
        options=("--outcome", "Converted"),
        id_column="Lead Number",
        baselines=(0.879, 0.898, 0.910, 0.913, 0.911, 0.918, 0.906),
        auc=0.915,
        wall=60,
    ),
    Task(
        name="bank_additional",
        folder="bank_marketing",
        options=("--outcome", "y", "--rows-in-order"),
        baselines=(0.647, 0.667, 0.626, 0.628, 0.529, 0.532, 0.695),
        auc=0.69,
        in_time=True,
    ),
    Task(
        name="online_shoppers",
        folder="online_shoppers",
        options=("--outcome", "Revenue"),
        baselines=(0.863, 0.890, 0.923, 0.922, 0.918, 0.922, 0.904),
        auc=0.92,
    ),
    Task(
        name="online_shoppers, without PageValues",
        folder="online_shoppers",
        options=("--outcome", "Revenue", "--drop", "PageValues"),
    ),
    Task(
        name="olist",
        folder="olist_funnel",
        options=("--time", "first_contact_date", "--horizon", "60d"),
        id_column="mql_id",
        deals=True,
        baselines=(0.705, 0.721, 0.650, 0.637, 0.718, 0.679, 0.712),
        auc=0.72,
        in_time=True,
    ),
    Task(
        name="cdnow",
        folder="cdnow",
        options=("--score-at", "1997-09-30,1997-12-31", "--horizon", "90d"),
        events=True,
        deals=True,
        as_of="1998-03-31",
        baselines=(0.831, 0.839, 0.831, 0.832, 0.838, 0.814, 0.837),
        auc=0.837,
        in_time=True,
    ),
    Task(
        name="maven_crm",
        folder="maven_crm",
        options=("--outcome", "deal_stage", "--time", "engage_date"),
        id_column="opportunity_id",
        baselines=(0.480, 0.496, 0.509, 0.504, 0.478, 0.485, 0.494),
        in_time=True,
        verdict="no signal",
    ),
)


def made(rows: int, columns: int, *, wall: float | None = None, peak: float | None = None) -> Task:
    """Made leads, of which the probabilities are known that their outcomes were drawn with."""
    return Task(
        name=f"made, {rows:,} × {columns}",
        folder=f"made-{rows}x{columns}",
        rows=rows,
        columns=columns,
        options=("--outcome", "won"),
        as_of=MADE_UNTIL,
        wall=wall,
        peak=peak,
    )


LARGE = (made(78_000, 15, wall=180), made(1_000_000, 40, peak=24e9))
SMALL = (made(8_000, 15),)
SMALLEST = (*(task for task in REAL if task.events), made(400, 15))
TASKS = {  # by the name of the size
    "full": REAL + LARGE,
    "large": REAL + LARGE,
    "quick": REAL + SMALL,
    "tiny": SMALLEST,
}
MOST = {"quick": 2_000, "tiny": 600}  # leads of a real history to learn from


def task_named(name: str) -> Task:
    return next(task for task in (*REAL, *LARGE, *SMALL, *SMALLEST) if task.name == name)
