"""Killed at any moment, the program loses nothing that it said it had."""

import os
from pathlib import Path

import pytest

from tests.files.kill_loop import Tally, run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")


def test_forty_kills_lose_no_save_and_no_edit(folder: Path) -> None:
    tally = Tally()
    for tally in run(40, seed=7, folder=folder, longest=0.1):
        assert tally.harmless, f"{tally} {tally.problems}"
    assert tally.kills == 40
    assert tally.edits > 0 and tally.recovered > 0
