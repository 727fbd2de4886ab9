"""What one scoring leaves in a session for a while: temporary views and kept frames, all gone at release."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from pyspark.sql import DataFrame, SparkSession

_number = itertools.count(1)


def _prefix() -> str:
    return f"baremo_{next(_number)}_"


@dataclass(frozen=True, kw_only=True, slots=True)
class Views:
    """Makes them and remembers them."""

    session: SparkSession
    prefix: str = field(default_factory=_prefix)
    names: list[str] = field(default_factory=list)
    kept: list[DataFrame] = field(default_factory=list)

    def view(self, name: str, frame: DataFrame) -> str:
        """The frame under a name of its own."""
        full = f"{self.prefix}{name}"
        frame.createOrReplaceTempView(full)
        if full not in self.names:
            self.names.append(full)
        return full

    def apart(self) -> Views:
        """Other names, which go with these."""
        return Views(session=self.session, names=self.names, kept=self.kept)

    def keep(self, frame: DataFrame) -> DataFrame:
        """The frame, computed once, when it is first read; what does not fit into memory is on disk."""
        frame = frame.persist()
        self.kept.append(frame)
        return frame

    def release(self) -> None:
        """Drops all; harmless when called again."""
        while self.names:
            self.session.catalog.dropTempView(self.names.pop())
        while self.kept:
            self.kept.pop().unpersist()
