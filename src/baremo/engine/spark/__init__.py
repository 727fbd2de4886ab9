"""The same query in Spark; nothing here imports PySpark until there is a session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def session_of(engine: object, sources: Iterable[object]) -> SparkSession | None:
    """The session to score in: the one given as engine; without an engine, that of a frame among the sources."""
    if _is_session(engine):
        return engine
    frames = [source for source in sources if is_frame(source)]
    return frames[0].sparkSession if engine is None and frames else None


def is_frame(source: object) -> TypeGuard[DataFrame]:
    return _is_sparks(source) and hasattr(source, "sparkSession")


def _is_session(engine: object) -> TypeGuard[SparkSession]:
    return _is_sparks(engine) and hasattr(engine, "createDataFrame")


def _is_sparks(given: object) -> bool:
    return type(given).__module__.startswith("pyspark.sql")
