"""The database: the embedded engine, which reads the files it was given and reaches for nothing else.

It loads no extension, opens no address and writes only into a folder of its own, which goes when it is closed.
"""

import contextlib
import os
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from planner.intake.cells import Report, silent
from planner.intake.errors import IntakeError, UnreadableError
from planner.language import _

MEMORY = "1400MB"
DISK = "50GB"
_PAUSE = 0.05


class QueryError(IntakeError):
    """A query failed. What the engine says of it may hold cells of the file, so it is told to nobody."""

    def __init__(self, kind: str) -> None:
        super().__init__(_("The file could not be read."))
        self.kind = kind


class Database:
    """An engine in memory that may read some files; one query at a time, with progress, and each can be stopped."""

    def __init__(self, *files: Path) -> None:
        import duckdb

        self._lock = threading.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="rapport-")
        self.folder = Path(self._folder.name)
        paths = [os.path.realpath(file) for file in files]
        self._connection = duckdb.connect(
            config={
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "allow_community_extensions": False,
                "python_enable_replacements": False,
                "memory_limit": MEMORY,
                "temp_directory": str(self.folder),
                "max_temp_directory_size": DISK,
            }
        )
        for setting in (
            "SET TimeZone = 'UTC'",
            "SET enable_progress_bar = true",
            "SET enable_progress_bar_print = false",
            f"SET allowed_paths = [{', '.join(map(literal, paths))}]",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            self._connection.execute(setting)

    def ask(
        self, query: str, parameters: Any = None, report: Report = silent, start: float = 0.0, end: float = 1.0
    ) -> list[tuple[Any, ...]]:
        """The rows of a query; ``report`` hears the share done between two values, and may raise to stop it.

        Raises QueryError, or UnreadableError where the machine has not enough room.
        """
        with self._lock:
            return self._asked(query, parameters, report, start, end)

    def _asked(self, query: str, parameters: Any, report: Report, start: float, end: float) -> list[tuple[Any, ...]]:
        outcome: list[Any] = []
        thread = threading.Thread(target=self._run, args=(query, parameters, outcome), daemon=True)
        thread.start()
        try:
            while thread.is_alive():
                thread.join(_PAUSE)
                if thread.is_alive():
                    share = max(self._connection.query_progress(), 0.0) / 100.0
                    report(start + (end - start) * share, "")
        except BaseException:
            self._connection.interrupt()
            thread.join()
            raise
        report(end, "")
        if isinstance(outcome[0], Exception):
            raise _told(outcome[0])
        rows: list[tuple[Any, ...]] = outcome[0]
        return rows

    def _run(self, query: str, parameters: Any, outcome: list[Any]) -> None:
        try:
            outcome.append(self._connection.execute(query, parameters).fetchall())
        except Exception as error:  # told on the caller's thread
            outcome.append(error)

    def close(self) -> None:
        """Forgets everything, also while it is asked on another thread; the folder goes too."""
        with contextlib.suppress(Exception):  # it may be closed already
            self._connection.interrupt()
        with self._lock:
            self._connection.close()
        with contextlib.suppress(OSError):
            self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()


class Connection:
    """A database as the engine's own connection is used: what is executed first is fetched afterwards.

    ``report`` hears of the work while a query runs and may raise to stop it; ``reached`` is the share done so far.
    """

    def __init__(self, database: Database, report: Report = silent, reached: float = 0.0) -> None:
        self._database = database
        self._report = report
        self._rows: list[tuple[Any, ...]] = []
        self.reached = reached

    def execute(self, query: str, parameters: Any = None, to: float | None = None) -> "Connection":
        """Runs a query, which takes the work ``to`` a share done; raises QueryError."""
        end = self.reached if to is None else to
        self._rows = self._database.ask(query, parameters, self._report, self.reached, end)
        self.reached = end
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows of the last query."""
        return self._rows

    def fetchone(self) -> tuple[Any, ...]:
        """The first row of the last query."""
        return self._rows[0]


def _told(error: Exception) -> IntakeError:
    """An error without its text and its chain, both of which may hold cells."""
    kind = type(error).__name__
    if kind == "OutOfMemoryException":
        return UnreadableError(_("The file is too large for the memory and the disk of this computer."))
    return QueryError(kind)


def literal(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'
