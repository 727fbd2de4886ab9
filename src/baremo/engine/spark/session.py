"""A session of Spark: one of our own, or the caller's with what a query's meaning hangs on set for a while."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from baremo.engine.backends import memory_bytes
from baremo.errors import InputError, Problem
from baremo.texts import Text, say

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LEAST = 512 << 20  # bytes of memory that Spark starts with
# Java's regular expressions go one call deeper with every repetition of a group, and what Spark generates for
# a model is longer than what Java compiles unless it is told to, which halves the time.
JAVA = "-Xss64m -XX:-DontCompileHugeMethods"
SUBMITTED = "PYSPARK_GATEWAY_PORT"  # is set where spark-submit has started Java
QUIET = Path(__file__).with_name("log4j2.properties")
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # the folder day=007 is no number
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",  # which every reader knows as an instant in UTC
}


@contextmanager
def session(
    engine: SparkSession | None = None, *, master: str | None = None, memory: str | None = None
) -> Iterator[SparkSession]:
    """A session in which texts without a zone are UTC.

    Parameters
    ----------
    engine : SparkSession, optional
        The caller's, which has its own settings again afterwards.
    master : str, optional
        Where a session of our own runs: all cores of this machine unless given, or what spark-submit says.
    memory : str, optional
        Such as "8GB", for a session of our own on this machine.

    Raises
    ------
    InputError
        PySpark or Java is not there, or the session cannot be started.
    """
    if engine is not None:
        with settled(engine):
            yield engine
        return
    own = started(master, memory)
    try:
        with settled(own):
            yield own
    finally:
        own.stop()


@contextmanager
def settled(session: SparkSession) -> Iterator[None]:
    """Sets what differs, and sets it back."""
    before = {name: session.conf.get(name, None) for name in SETTINGS}
    changed = [name for name, value in SETTINGS.items() if before[name] != value]
    for name in changed:
        session.conf.set(name, SETTINGS[name])
    try:
        yield
    finally:
        for name in changed:
            value = before[name]
            if value is None:
                session.conf.unset(name)
            else:
                session.conf.set(name, value)


def started(master: str | None = None, memory: str | None = None) -> SparkSession:
    """A session of our own, or what spark-submit has started."""
    builder = _builder()
    if SUBMITTED not in os.environ:
        if not has_java():
            raise InputError(_no_java())
        builder = builder.config(map={**_local(memory)}).master(master or "local[*]")
    elif master is not None or memory is not None:
        raise InputError(_submitted("--spark-master" if master else "--memory"))
    from pyspark.errors import PySparkException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # PySpark does not know the newest pandas, which has no part in this
            return builder.getOrCreate()
    except PySparkException as error:
        raise InputError(_not_started(str(error).partition("\n")[0])) from error


def _builder() -> SparkSession.Builder:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise InputError(_not_installed()) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return SparkSession.builder.appName("baremo").config(map={**SETTINGS})


def has_java() -> bool:
    """Whether there is a Java to start, where Spark looks for it."""
    home = os.environ.get("JAVA_HOME")
    return (Path(home) / "bin" / "java").exists() if home else shutil.which("java") is not None


def _local(memory: str | None) -> dict[str, str]:
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(4 * (os.cpu_count() or 2)),
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={QUIET.as_uri()} {JAVA}",
        "spark.executor.extraJavaOptions": JAVA,
    }
    if memory is not None:
        if memory_bytes(memory) < LEAST:
            raise InputError(_too_little(memory))
        settings["spark.driver.memory"] = f"{memory_bytes(memory) >> 20}m"
    return settings


def _not_installed() -> Problem:
    return Problem(
        code="no-spark",
        subject="--engine spark",
        message=say("PySpark is not installed."),
        remedy=say("Install it with: pip install 'baremo[spark]'."),
    )


def _no_java() -> Problem:
    return Problem(
        code="no-java",
        subject="--engine spark",
        message=say("there is no Java, which Spark runs on."),
        remedy=say("Install Java 17 or 21, and set JAVA_HOME to its folder if it is not on the PATH."),
    )


def _not_started(reason: str) -> Problem:
    return Problem(
        code="spark-not-started",
        subject="--engine spark",
        message=say("Spark cannot be started: {reason}.", reason=reason[:200].rstrip(".")),
        remedy=say("See that Java is 17 or 21 and that --spark-master names a cluster that answers."),
    )


def _submitted(option: str) -> Problem:
    return Problem(
        code="already-started",
        subject=option,
        message=say("spark-submit has started Spark already, so this option comes too late."),
        remedy=say("Give spark-submit its own --master and --driver-memory in its place."),
    )


def _too_little(memory: str) -> Problem:
    message: Text = say("{given} is too little for Spark to start with.", given=memory)
    return Problem(
        code="bad-memory", subject="--memory", message=message, remedy=say("Write at least 1GB, such as 4GB.")
    )
