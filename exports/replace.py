"""Putting a finished deliverable in its place: only once it can be opened, and so that no half file is ever seen."""

from collections.abc import Callable
from pathlib import Path

from planner.files.errors import SaveError
from planner.files.write import write_file
from planner.language import N_


class CannotBeOpened(SaveError):
    """A deliverable that was just made cannot be opened, so it was not put in place."""

    HAPPENED = N_("“{name}” could not be made: what was written cannot be opened.")
    SAFE = N_("The file that was there before has not been touched.")
    TODO = N_("Export it again, and report the problem if it happens a second time.")


def put_file(path: Path, data: bytes, check: Callable[[bytes], object]) -> None:
    """Writes a file beside and replaces what is there, once ``check`` could open the bytes; raises SaveError."""
    try:
        check(data)
    except Exception as error:
        raise CannotBeOpened(path.name, str(error)) from error
    write_file(path, data, overwrite=True)
