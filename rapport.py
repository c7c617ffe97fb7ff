"""Sets Rapport up on a fresh machine and starts it. Needs nothing but Python 3.11 and pip.

python3 rapport.py          opens the start window
python3 rapport.py demo     opens the sample plan; without a screen, exports it and says where
python3 rapport.py test     checks style and types, runs the tests
python3 rapport.py bench    measures speed as ratios; bench journeys measures the canvas
python3 rapport.py WORDS    any other words go to Rapport's command line
"""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BOOT = ROOT / ".boot"
STAMP = VENV / "rapport-stamp"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def main(words: list[str]) -> int:
    """Carries out one of the words above; returns the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        print("Rapport needs Python 3.11 or newer; this is " + platform.python_version() + ".")
        return 1
    word, rest = (words[0], words[1:]) if words else ("run", [])
    if not set_up(tests=word == "test"):
        return 1
    if word == "test":
        return run_tests(rest)
    if word == "bench":
        return call(PYTHON, "-m", "tests.benchmarks.run", *rest, cwd=ROOT)
    if word == "demo":
        return demo(rest)
    return call(PYTHON, "-m", "ui.cli", *(rest if word == "run" else words))


def demo(rest: list[str]) -> int:
    """The sample plan in a window, or exported where there is no screen."""
    if has_screen():
        return call(PYTHON, "-m", "ui.cli", "--sample", *rest)
    folder = ROOT / "rapport-demo"
    print(f"There is no screen here, so the sample plan is exported to {folder}")
    return call(PYTHON, "-m", "ui.cli", "export", "--sample", "--to", str(folder), *rest)


def run_tests(rest: list[str]) -> int:
    """Style, types and tests; the exit code of the first that fails."""
    for step in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["pytest", *rest]):
        print("$ " + " ".join(step), flush=True)
        code = call(PYTHON, "-m", *step, cwd=ROOT)
        if code:
            return code
    return 0


def set_up(tests: bool) -> bool:
    """Makes the environment where it is missing or older than what the project asks for."""
    if not system_libraries():
        return False
    wanted = stamp(tests)
    known = STAMP.read_text() if STAMP.is_file() else ""
    if PYTHON.is_file() and known in (wanted, stamp(True)):
        return True
    print("Setting up Rapport in " + str(VENV) + ": this takes a minute the first time.", flush=True)
    if not PYTHON.is_file() and not make_venv():
        return False
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-c", "constraints.txt"]
    wishes = [*pip, "-e", ".", *(development_wishes() if tests else [])]
    if subprocess.run(wishes, cwd=ROOT, check=False).returncode:
        print("The packages could not be installed. Check that this machine reaches a Python package index.")
        return False
    STAMP.write_text(wanted)
    return True


def make_venv() -> bool:
    """A virtual environment, also where this Python came without ensurepip."""
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, check=False)
    if made.returncode == 0:
        return True
    shutil.rmtree(VENV, ignore_errors=True)
    fetch = [sys.executable, "-m", "pip", "install", "-q", "--target", str(BOOT), "virtualenv"]
    if subprocess.run(fetch, check=False).returncode == 0:
        env = {**os.environ, "PYTHONPATH": str(BOOT)}
        make = [sys.executable, "-m", "virtualenv", "-q", str(VENV)]
        if subprocess.run(make, env=env, check=False).returncode == 0:
            return True
    print("No virtual environment could be made. Install python3-venv or python3-pip, then try again.")
    return False


def development_wishes() -> list[str]:
    """The packages of the dev group, read from pyproject.toml: older pip has no --group."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(project["dependency-groups"]["dev"])


def stamp(tests: bool) -> str:
    """What the environment was made from: project, pins, Python, with or without the test tools."""
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    digest = hashlib.sha256(b"".join(parts) + platform.python_version().encode()).hexdigest()
    return digest + ("+tests" if tests else "")


def system_libraries() -> bool:
    """Whether Qt finds the libraries it needs from a Linux system; as root on Debian they are installed."""
    if not sys.platform.startswith("linux"):
        return True
    wanted = {**LIBRARIES, **(WINDOW_LIBRARIES if has_screen() else {})}
    missing = [package for library, package in wanted.items() if not loads(library)]
    if not missing:
        return True
    line = "apt-get install -y --no-install-recommends " + " ".join(missing)
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing the system libraries that Qt needs: " + " ".join(missing), flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        done = subprocess.run(install, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, check=False)
        if done.returncode == 0:
            return True
    print("Qt needs some system libraries. Install them, then try again:\n  sudo " + line)
    return False


def loads(library: str) -> bool:
    """Whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_screen() -> bool:
    """Whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def call(*command: object, cwd: Path | None = None) -> int:
    """Runs a command, by default where the user is, so that their file names hold; its exit code."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        return subprocess.run([str(c) for c in command], cwd=cwd, env=env, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
