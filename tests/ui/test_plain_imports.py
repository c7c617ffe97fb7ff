"""Modules load plainly: nobody reads their source again once the app is there."""

import subprocess
import sys

CODE = """
import inspect
import ui.app
read = []
inspect.getsource = lambda module: read.append(module) or ""
import planner.intake.tables
print(len(read))
"""


def test_no_module_that_loads_after_the_app_has_its_source_read() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "0"
