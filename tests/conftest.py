"""What every test stands on: no screen, English, today fixed, nothing of this machine's user, no leftovers."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest


@pytest.fixture(autouse=True)
def own_ground(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """State, settings and home are of this test alone; text is English; today is the sample's day."""
    from planner.language import set_language

    state = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("RAPPORT_STATE", str(state))
    monkeypatch.setenv("RAPPORT_TODAY", "2027-03-15")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    set_language("en")


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """A test that leaves a thread running fails; Qt's own pool is not Python's."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and t.is_alive() and not t.daemon]
    assert left == [], f"threads left running: {left}"


@pytest.fixture
def data() -> Path:
    """The folder of real inputs."""
    return Path(__file__).parent / "data"
