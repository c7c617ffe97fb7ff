"""Places: where Rapport keeps what is not part of a plan file: journals, earlier versions, recent plans."""

import os
import sys
from pathlib import Path


def state_folder(*inside: str) -> Path:
    """A folder of this user for Rapport's own files, made where it is missing; raises OSError.

    ``RAPPORT_STATE`` names another one.
    """
    folder = _root()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in inside:
        folder /= name
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _root() -> Path:
    if own := os.environ.get("RAPPORT_STATE"):
        return Path(own)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Rapport"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "Rapport"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "rapport"
