"""Baremo beside what people write by hand for the same model; equal scores are a condition, not a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.everyday import scored
from benchmarks.many import GROUPING
from benchmarks.process import Command, baremo, side_by_side, spend, task, times, typical
from benchmarks.sizes import Size
from benchmarks.table import Row, Target

BAREMO = "Baremo"
SCORES = Target(times=8, peak=1.5e9)


@dataclass(frozen=True, kw_only=True, slots=True)
class Peer:
    """A module of `benchmarks.peers`."""

    name: str  # in the table
    module: str
    slower: float  # than Baremo, at least: the target
    sampled: bool = False  # it scores one lead in so many, and says its seconds for all

    def command(self, folder: Path, size: Size) -> Command:
        given = ("-m", f"benchmarks.peers.{self.module}", str(folder), str(self.out(folder)))
        share = (str(size.one_in),) if self.sampled else ()
        return Command(arguments=(*given, *share), measures_itself=self.sampled)

    def comparison(self, folder: Path, ours: Path, size: Size) -> Command:
        """It fails at the first lead whose scores differ."""
        share = size.one_in if self.sampled else 1
        return Command(arguments=("-m", "benchmarks.tasks.equal", str(ours), str(self.out(folder)), str(share)))

    def out(self, folder: Path) -> Path:
        return folder / f"{self.module}.parquet"

    def said(self, size: Size) -> str:
        return f"{self.name}, 1 lead in {size.one_in} times {size.one_in}" if self.sampled else self.name


PEERS = (
    Peer(name="Polars, streaming engine", module="polars_streaming", slower=1),
    Peer(name="pandas", module="pandas_frames", slower=5),
    Peer(name="Baremo on a local Spark", module="spark_local", slower=1),
    Peer(name="Python loop", module="python_loop", slower=5, sampled=True),
)


def peers(folder: Path, size: Size) -> Iterator[Row]:
    """The same scores written by hand, the model's 20 + 20 criteria in UTC; × Baremo is how much slower a peer is."""
    ours = folder / "baremo.parquet"
    commands = {
        GROUPING: task("grouping", folder / "events.parquet", "texts"),
        BAREMO: baremo(*scored(folder, "utc", "parquet"), "--unique-events", "-o", ours),
    }
    commands |= {peer.said(size): peer.command(folder, size) for peer in PEERS}
    spent = side_by_side(commands, size.runs_large)
    for peer in PEERS:
        spend(peer.comparison(folder, ours, size))
    targets = {BAREMO: SCORES} | {peer.said(size): Target(slower=peer.slower) for peer in PEERS}
    for name, spells in spent.items():
        yield Row(
            name=name,
            spent=typical(spells),
            times=times(spells, spent[GROUPING]) if name in targets else None,
            slower=times(spells, spent[BAREMO]) if name in targets and name != BAREMO else None,
            target=targets.get(name, Target()),
        )
