"""With two displays the room sees one and the facilitator the other; apart, as Qt learns its displays at the start."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

SCREENS = (("laptop", 0, 1440, 900), ("beamer", 1440, 1920, 1080))

STEPS = """
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from planner.templates import SAMPLE, plan_from
from ui.app import dress, make_app
from ui.present.start import present
from ui.session import Session
from ui.window import PlanWindow
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, {folder!r})
app = make_app()
dress(app, "en", "light", 1.0)

def where():
    app.processEvents()
    print(shown.screen().name(), shown.height(), shown.facilitator.screen().name(), shown.slide.key)

window = PlanWindow(Session(plan_from(SAMPLE, "en")))
window.resize(1300, 800)
window.show()
app.processEvents()
shown = present(window)
where()
QTest.keyClick(shown.facilitator, Qt.Key.Key_Right)
QTest.keyClick(shown.facilitator, Qt.Key.Key_D)
where()
QTest.keyClick(shown.facilitator, Qt.Key.Key_Escape)
app.processEvents()
shown = present(window)
where()
"""


def test_the_room_sees_the_display_without_the_plan_until_another_one_is_chosen(tmp_path: Path) -> None:
    screens = [
        {"name": name, "x": x, "y": 0, "width": wide, "height": high, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, x, wide, high in SCREENS
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", STEPS.format(folder=str(tmp_path))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
    )
    assert done.stdout.splitlines() == [
        "beamer 1080 laptop objectives_1",
        "laptop 900 beamer objectives_2",
        "laptop 900 beamer objectives_1",
    ]
