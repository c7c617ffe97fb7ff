"""The embedded engine: DuckDB for files that are too large to hold, shut off from everything but its own folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

MEMORY = "1GB"


@contextmanager
def engine() -> Iterator[tuple[Any, Path]]:
    """A connection in memory and a folder for what does not fit there; both are gone afterwards."""
    import duckdb

    with TemporaryDirectory(prefix="rapport-") as folder:
        settings: dict[str, Any] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": MEMORY,
            "temp_directory": folder,
        }
        connection = duckdb.connect(config=settings)
        try:
            connection.execute("SET TimeZone = 'UTC'")
            yield connection, Path(folder)
        finally:
            connection.close()


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
