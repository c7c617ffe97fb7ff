"""Owners: which process on which machine holds a lock or keeps a journal, and whether it still runs."""

import hashlib
import os
import platform
import subprocess
import sys
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Owner:
    """A process: its machine, the start of that machine, its number and when it started."""

    host: str
    machine: str
    boot: str
    pid: int
    started: str

    def to_json(self) -> dict[str, Any]:
        """The owner as plain data."""
        return asdict(self)

    def here(self) -> bool:
        """Whether it is a process of this machine."""
        return self.machine == machine_id()

    def runs(self) -> bool | None:
        """Whether the process still runs; None where that cannot be told from this machine."""
        if not self.here():
            return None
        if self.boot != boot_id() or not is_alive(self.pid):
            return False
        started = start_of(self.pid)
        return not self.started or not started or started == self.started


def owner_from_json(data: Any) -> Owner:
    """An owner from plain data; raises ValueError where the data is none."""
    if not isinstance(data, Mapping):
        raise ValueError("no owner")
    texts = [data.get(key) for key in ("host", "machine", "boot", "started")]
    pid = data.get("pid")
    if type(pid) is not int or not 0 < pid < 1 << 32:
        raise ValueError("no process number")
    host, machine, boot, started = (text[:200] if isinstance(text, str) else "" for text in texts)
    if not machine:
        raise ValueError("no machine")
    return Owner(host, machine, boot, pid, started)


def this_process() -> Owner:
    """The process that asks."""
    return Owner(platform.node(), machine_id(), boot_id(), os.getpid(), start_of(os.getpid()))


@lru_cache(maxsize=1)
def machine_id() -> str:
    """A number of this machine that says nothing about it; containers count as machines of their own."""
    # Process numbers mean nothing across containers, so their name space is part of the machine.
    parts = [_machine(), _first_line(lambda: os.readlink("/proc/self/ns/pid"))]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]


def _machine() -> str:
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        if found := _first_line(Path(path).read_text):
            return found
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    return f"{platform.node()}-{uuid.getnode()}"


@lru_cache(maxsize=1)
def boot_id() -> str:
    """A number of the last start of this machine; empty where the system tells none."""
    if sys.platform == "darwin":
        return _said_by("sysctl", "-n", "kern.bootsessionuuid")
    return _first_line(Path("/proc/sys/kernel/random/boot_id").read_text)


def is_alive(pid: int) -> bool:
    """Whether a process of that number runs here."""
    if sys.platform == "win32":
        return bool(_windows_start(pid))
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def start_of(pid: int) -> str:
    """When a process started, in the system's own count; empty where it does not run or cannot be told."""
    if sys.platform == "win32":
        return _windows_start(pid)
    if sys.platform == "darwin":
        return _said_by("ps", "-o", "lstart=", "-p", str(pid))
    # The name of the program, in brackets, may hold blanks and brackets itself.
    fields = _first_line(Path(f"/proc/{pid}/stat").read_text).rpartition(")")[2].split()
    return fields[19] if len(fields) > 19 else ""


def _first_line(read: Any) -> str:
    try:
        return str(read()).strip().partition("\n")[0]
    except (OSError, UnicodeError):
        return ""


def _said_by(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=2, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


if sys.platform == "win32":

    def _windows_start(pid: int) -> str:
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        process = kernel.OpenProcess(0x1000, False, pid)  # may ask for little: its times
        if not process:
            return "unknown" if ctypes.get_last_error() == 5 else ""  # 5: it runs, but is not ours to ask
        try:
            code = wintypes.DWORD()
            times = [wintypes.FILETIME() for _time in range(4)]
            kernel.GetExitCodeProcess(wintypes.HANDLE(process), ctypes.byref(code))
            kernel.GetProcessTimes(wintypes.HANDLE(process), *(ctypes.byref(time) for time in times))
            running = code.value == 259
            return f"{times[0].dwHighDateTime}-{times[0].dwLowDateTime}" if running else ""
        finally:
            kernel.CloseHandle(wintypes.HANDLE(process))
