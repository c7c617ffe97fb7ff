"""Storage: a plan from a file, and a plan into a file."""

import contextlib
import gc
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import to_json

from planner.files import backups, limits
from planner.files.cleaning import cleaned
from planner.files.disk import DISK, Disk
from planner.files.errors import (
    AlreadyThere,
    ChangedOnDisk,
    DamagedPlan,
    FileError,
    OpenError,
    PlanTooLarge,
    ProgramFault,
    ReadOnlyFile,
    SaveError,
    TargetNotAFile,
    reason_of,
)
from planner.files.gates import Parsed, parse, read_bytes
from planner.files.migrations import migrate
from planner.files.places import state_folder
from planner.files.repair import repaired, whole
from planner.files.write import Stamp, may_write, stamp_of, sweep, write_file
from planner.language import _, ngettext, number
from planner.plan import SCHEMA_VERSION, TABLES, Plan
from planner.record import place


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan from a file.

    ``notes`` are sentences for the user. Where ``repaired``, the plan is not what the file holds: show it as an
    unsaved copy. ``read_only`` says why it cannot be saved in its place, or is empty. ``stamp`` goes to ``save_plan``.
    """

    plan: Plan
    path: str = ""
    stamp: Stamp | None = None
    notes: tuple[str, ...] = ()
    repaired: bool = False
    read_only: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """A plan that is on the disk: its stamp for the next ``save_plan``, and sentences for the user."""

    stamp: Stamp
    notes: tuple[str, ...] = ()


# Opening


def read_plan(path: str | Path) -> Opened:
    """The plan in a file; raises OpenError. The file is not touched."""
    sweep(path)
    raw, facts = read_bytes(str(path))
    try:
        opened = plan_from_bytes(raw, os.path.basename(path))
    except DamagedPlan as damage:
        if versions := backups.earlier_versions_of(path, raw):
            damage.offer(versions[0])
        raise
    return Opened(
        opened.plan,
        str(path),
        stamp_of(raw, facts),
        opened.notes,
        opened.repaired,
        _read_only(os.path.realpath(path), facts),
    )


def plan_from_bytes(raw: bytes, name: str = "") -> Opened:
    """The plan in the bytes of a file; raises OpenError."""
    with _without_collector():
        parsed = parse(raw, name)
        if parsed.problems:
            raise _damaged(parsed, name)
        data, tidied = cleaned(parsed.data, parsed.text)
        old = data["schema_version"] != SCHEMA_VERSION
        data = migrate(data)
        try:
            plan = Plan.model_validate_json(to_json(data) if tidied or old else parsed.text)
        except ValidationError:
            plan = None
        notes = (_tidied_note(tidied),) if tidied else ()
        if plan is None or not _ids_are_unique(plan):
            plan, changes = repaired(data)
            return Opened(plan, notes=(*notes, *changes), repaired=True)
        plan, changes = whole(_sorted(plan))
        return Opened(plan, notes=(*notes, *changes), repaired=bool(changes))


def plan_as_written(raw: bytes) -> Plan:
    """The plan in bytes of this version's own, nothing tidied or repaired; raises ValueError or OpenError."""
    with _without_collector():
        parsed = parse(raw, "")
        if parsed.problems:
            raise ValueError(parsed.problems[0])
        return Plan.model_validate_json(parsed.text)


def _damaged(parsed: Parsed, name: str) -> DamagedPlan:
    return DamagedPlan(name, why="", problems=parsed.problems, recovered=_recovered(parsed))


def _recovered(parsed: Parsed) -> Opened | None:
    data, tidied = cleaned(parsed.data, parsed.text)
    plan, changes = repaired(migrate(data), parsed.lost, parsed.partly)
    if not any(plan.rows(table) for table in TABLES if table != "profile") and not plan.profile.title:
        return None
    notes = (_tidied_note(tidied),) if tidied else ()
    return Opened(plan, notes=(*notes, *changes), repaired=True)


def _ids_are_unique(plan: Plan) -> bool:
    return all(len({row.id for row in plan.rows(table)}) == len(plan.rows(table)) for table in TABLES)


def _sorted(plan: Plan) -> Plan:
    for table in TABLES:
        rows = plan.rows(table)
        in_order = tuple(sorted(rows, key=place))
        if in_order != rows:
            plan = plan.with_rows(table, in_order)
    return plan


def _tidied_note(count: int) -> str:
    words = ngettext(
        "{count} text was tidied: line ends of other systems and signs that cannot be shown were taken out.",
        "{count} texts were tidied: line ends of other systems and signs that cannot be shown were taken out.",
        count,
    )
    return words.format(count=number(count))


def _read_only(real: str, facts: os.stat_result) -> str:
    if not may_write(real, facts):
        return _("This file is read-only. Changes need a copy.")
    if not os.access(os.path.dirname(real), os.W_OK):
        return _("You do not have the right to save in this folder. Changes need a copy.")
    return ""


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Many small objects are made and none can be freed: the collector would only search them again and again."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


# Saving

_one_at_a_time = threading.Lock()
_FOR_THE_USER = (ReadOnlyFile, ChangedOnDisk, AlreadyThere, TargetNotAFile)


def plan_bytes(plan: Plan) -> bytes:
    """The plan as the text of its file: readable JSON whose lines compare well."""
    return plan.model_dump_json(indent=1).encode() + b"\n"


def save_plan(
    plan: Plan,
    path: str | Path,
    stamp: Stamp | None = None,
    *,
    overwrite: bool = False,
    disk: Disk = DISK,
) -> Saved:
    """Puts a plan into a file and returns when it is on the disk; raises SaveError, and then the file is as before.

    ``stamp`` is that of the file as it was opened or last saved; without one the name must be free. ``overwrite``
    replaces whatever is there, after the user agreed; the replaced file is kept among the earlier versions.
    """
    notes: list[str] = []

    def keep(real: str) -> float | None:
        try:
            return backups.keep(real, stamp)
        except (OSError, FileError) as error:
            notes.append(_("The version before this one could not be kept. {reason}").format(reason=reason_of(error)))
            return None

    with _one_at_a_time:
        data = _checked_bytes(plan, os.path.basename(path))
        try:
            written = write_file(path, data, stamp, overwrite=overwrite, keep=keep, disk=disk)
        except SaveError as error:
            if not isinstance(error, _FOR_THE_USER):
                error.rescue = _rescued(data, plan.doc_id)
            raise
    return Saved(written, tuple(notes))


def _checked_bytes(plan: Plan, name: str) -> bytes:
    """The bytes to write, after they were read back as the same plan."""
    try:
        data = plan_bytes(plan)
    except ValueError as error:
        raise ProgramFault(name, str(error)) from error
    if len(data) > limits.LARGEST_PLAN:
        raise PlanTooLarge(name, limit=number(limits.LARGEST_PLAN // 1_000_000))
    try:
        same = plan_as_written(data) == plan
    except (ValueError, OpenError) as error:
        raise _program_fault(name, str(error), data, plan) from error
    if not same:
        raise _program_fault(name, "what would be written reads back as another plan", data, plan)
    return data


def _program_fault(name: str, details: str, data: bytes, plan: Plan) -> ProgramFault:
    fault = ProgramFault(name, details)
    fault.rescue = _rescued(data, plan.doc_id)
    return fault


def _rescued(data: bytes, doc_id: str) -> str:
    """The path of a copy in this user's own folder, or nothing where that failed too."""
    try:
        path = state_folder("rescue") / f"{doc_id}.rapport"
        write_file(path, data, overwrite=True, private=True)
    except (OSError, FileError):
        return ""
    return str(path)
