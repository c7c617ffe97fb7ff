"""Files that ship with the app: catalogue, templates, icons, fonts, themes, translations."""

from pathlib import Path

ROOT = Path(__file__).parent


def path(name: str) -> Path:
    """The path of a shipped file by its name under this folder."""
    return ROOT / name


def text(name: str) -> str:
    """The text of a shipped file."""
    return path(name).read_text(encoding="utf-8")
