"""The lock: a small file beside a plan that says who has it open. It is advice; what protects is the stamp at saving.

| lock found                              | state       | what to do                                    |
|-----------------------------------------|-------------|-----------------------------------------------|
| none                                    | free        | taken                                         |
| this machine, its process runs          | live        | read-only; ``ours``: bring that window up     |
| this machine, its process is gone       | stale       | taken over at once                            |
| another machine                         | elsewhere   | read-only, watch it                           |
| another machine, its beat changes       | live        | read-only, say when it is free                |
| another machine, its beat stands still  | left_over   | ask, then take over                           |
| unreadable, empty, of a later version   | unknown     | ask, or read-only                             |
| the folder cannot be written            | closed      | read-only, or work without a lock             |
"""

import contextlib
import datetime as dt
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic_core import from_json as loads
from pydantic_core import to_json as dumps

from planner.files import limits
from planner.files.errors import FileError, Locked
from planner.files.owner import Owner, owner_from_json, this_process
from planner.files.write import lock_name, write_file
from planner.language import _

VERSION = 1

State = Literal["free", "live", "stale", "elsewhere", "left_over", "unknown", "closed"]


@dataclass(frozen=True, slots=True)
class Holder:
    """What a lock says: the name that its user chose to show, the process, when it was opened, and its beat."""

    name: str
    owner: Owner
    opened: str
    nonce: str
    beat: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The lock of a plan as it was found."""

    state: State
    holder: Holder | None = None

    @property
    def ours(self) -> bool:
        """Whether this very process holds it: the plan is open in another of its windows."""
        return self.state == "live" and self.holder is not None and self.holder.owner == this_process()

    def sentence(self) -> str:
        """What was found, for the banner; empty where nothing stands in the way."""
        if self.state in ("free", "stale"):
            return ""
        if self.state == "closed":
            return _("You do not have the right to save in this folder.")
        if self.holder is None:
            return _("It cannot be told whether someone else has this plan open.")
        if self.state == "left_over":
            words = _("{who} had this plan open on {host}, it seems, and did not close it (since {time}).")
            return words.format(who=self._who(), host=self.holder.owner.host, time=_time_text(self.holder.opened))
        return _("{who} has this plan open.").format(who=self._who())

    def _who(self) -> str:
        assert self.holder is not None
        return self.holder.name or self.holder.owner.host or _("Someone")


class Lock:
    """A lock that this process holds. Call ``beat`` every minute and ``release`` on every way out."""

    def __init__(self, path: str, holder: Holder) -> None:
        self._path = path
        self._holder = holder
        self.lost = False
        """Someone took it over: the next save may find another file and must compare."""

    def beat(self) -> bool:
        """Shows that we are alive; False where someone took the lock over."""
        found = _read(self._path)
        if found is None or (found.holder is not None and found.holder.nonce == self._holder.nonce):
            self._holder = _later(self._holder)
            with contextlib.suppress(OSError, FileError):
                write_file(self._path, _text(self._holder), overwrite=True)
            self.lost = False
        else:
            self.lost = True
        return not self.lost

    def release(self) -> None:
        """Deletes the lock, if it is still ours; never fails."""
        found = _read(self._path)
        if found is not None and found.holder is not None and found.holder.nonce == self._holder.nonce:
            with contextlib.suppress(OSError):
                os.unlink(self._path)


class Watch:
    """Looks at another machine's lock from time to time and tells whether its owner is alive, by our own clock."""

    def __init__(self, plan: str | Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path_of(plan)
        self._clock = clock
        self._last: tuple[str, int] | None = None
        self._changes = 0
        self._since = clock()

    def look(self) -> Found:
        """The lock now: ``elsewhere`` until two beats were seen (``live``) or none for three minutes."""
        found = _judged(_read(self._path))
        if found.state != "elsewhere" or found.holder is None:
            self._last, self._changes = None, 0
            return found
        beat = (found.holder.nonce, found.holder.beat)
        now = self._clock()
        if beat != self._last:
            same_owner = self._last is not None and self._last[0] == beat[0]
            self._changes = self._changes + 1 if same_owner else 0
            self._last, self._since = beat, now
        if now - self._since >= limits.STILL_FOR:
            return Found("left_over", found.holder)
        return Found("live" if self._changes >= limits.BEATS_TO_LIVE else "elsewhere", found.holder)


def find_lock(plan: str | Path) -> Found:
    """The lock of a plan, if there is one; reading never needs it."""
    return _judged(_read(path_of(plan)))


def take_lock(plan: str | Path, name: str = "", over: Found | None = None) -> Lock:
    """The lock of a plan; raises Locked where someone holds it.

    ``name`` is what others will see. ``over`` is a lock that the user agreed to take over.
    """
    path = path_of(plan)
    owner = this_process()
    holder = Holder(name[:100], owner, dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), secrets.token_hex(8))
    for _try in range(3):
        try:
            _create(path, holder)
            return Lock(path, holder)
        except FileExistsError:
            found = _judged(_read(path))
        except OSError:
            found = Found("closed")
        if found.state == "stale" or (over is not None and found.holder == over.holder and found.state != "closed"):
            _put_away(path, found.holder)
        elif found.state != "free":
            break
    refusal = Locked(os.path.basename(plan), sentence=found.sentence())
    refusal.found = found
    raise refusal


def path_of(plan: str | Path) -> str:
    """The lock's place: beside the real file, so that all links to it share one."""
    folder, name = os.path.split(os.path.realpath(plan))
    return os.path.join(folder, lock_name(name))


def _create(path: str, holder: Holder) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666)
    try:
        os.write(handle, _text(holder))
    finally:
        os.close(handle)


def _put_away(path: str, seen: Holder | None) -> None:
    """Takes a lock out of the way, unless it is another one by now: of two who try, one wins."""
    aside = f"{path}.{secrets.token_hex(4)}"
    with contextlib.suppress(OSError):
        os.rename(path, aside)
        now = _read(aside)
        if now is not None and now.holder != seen and not os.path.exists(path):
            os.rename(aside, path)
        else:
            os.unlink(aside)


def _judged(found: Found | None) -> Found:
    if found is None:
        return Found("free")
    if found.holder is None:
        return found
    runs = found.holder.owner.runs()
    state: State = "elsewhere" if runs is None else "live" if runs else "stale"
    return Found(state, found.holder)


def _read(path: str) -> Found | None:
    """The lock in a file, unknown where it cannot be read; None where there is none."""
    for _try in range(3):
        try:
            with open(path, "rb") as stream:
                raw = stream.read(limits.LARGEST_LOCK)
            return Found("unknown", _holder(loads(raw)))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            time.sleep(0.02)  # it may be half written
    return Found("unknown")


def _holder(data: Any) -> Holder | None:
    if not isinstance(data, dict) or data.get("version") != VERSION:
        return None
    texts = {key: data.get(key) for key in ("name", "opened", "nonce")}
    beat = data.get("beat")
    if not all(isinstance(text, str) for text in texts.values()) or type(beat) is not int:
        return None
    cut = {key: str(text)[:200] for key, text in texts.items()}
    return Holder(cut["name"], owner_from_json(data.get("owner")), cut["opened"], cut["nonce"], beat)


def _later(holder: Holder) -> Holder:
    return Holder(holder.name, holder.owner, holder.opened, holder.nonce, holder.beat + 1)


def _text(holder: Holder) -> bytes:
    return dumps({"app": "rapport", "version": VERSION, **asdict(holder)}, indent=1) + b"\n"


def _time_text(text: str) -> str:
    try:
        return dt.datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return text
