"""Prints the speed of Rapport as ratios, measured side by side in one run: ``python3 rapport.py bench [PART ...]``."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parent.parent.parent

BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([]); w = QWidget(); w.resize(1120, 720); w.show(); app.processEvents()
"""
START = """
from ui.app import dress, make_app
app = make_app(); dress(app)
from ui.desk import Desk
d = Desk(); d.show_start(); app.processEvents()
"""
SAMPLE = """
from ui.app import dress, make_app
app = make_app(); dress(app)
from ui.desk import Desk
d = Desk(); d.open_sample(); app.processEvents()
"""


ON_REQUEST = ("rfm",)
"""Parts that take minutes and are measured only where they are named."""


def main(chosen: Sequence[str] = ()) -> int:
    """Measures the chosen parts, all but the longest where none is named, and prints a line each."""
    parts: dict[str, Callable[[Path], None]] = {
        "start": start,
        "edits": edits,
        "files": files,
        "exports": exports,
        "journeys": journeys,
        "computing": computing,
        "rfm": rfm,
    }
    unknown = [word for word in chosen if word not in parts]
    if unknown:
        print(f"There is no part {unknown[0]}. These are: {', '.join(parts)}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RAPPORT_STATE"] = folder
        os.environ["XDG_CONFIG_HOME"] = folder
        for name, part in parts.items():
            if name in chosen or (not chosen and name not in ON_REQUEST):
                part(Path(folder))
    return 0


def rfm(folder: Path) -> None:
    """Ten million purchases to the RFM grid, against a bare query of the engine."""
    from tests.benchmarks.purchases import rfm as measure

    measure(folder, line)


def line(what: str, ratio: float, aim: str = "", seconds: float | None = None) -> None:
    """One result: a ratio, its aim, and the time it stands for."""
    took = f"   ({seconds * 1000:.0f} ms here)" if seconds is not None else ""
    print(f"{what:<58} {ratio:6.2f} x   {aim}{took}", flush=True)


def start(_folder: Path) -> None:
    """Start of the process until a window is painted, against a bare Qt window."""
    runs: dict[str, list[float]] = {"bare": [], "start": [], "sample": []}
    for _round in range(5):
        for key, code in (("bare", BARE), ("start", START), ("sample", SAMPLE)):
            runs[key].append(_process(code))
    bare = statistics.median(runs["bare"])
    line("start window / bare Qt window", statistics.median(runs["start"]) / bare, "aim 1.30", bare)
    line("window showing the sample / bare Qt window", statistics.median(runs["sample"]) / bare, "aim 2.00")


def _process(code: str) -> float:
    begun = time.perf_counter()
    end = "\nimport os; os._exit(0)"
    subprocess.run([sys.executable, "-c", code + end], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - begun


def edits(_folder: Path) -> None:
    """An edit of a plan of 2,000 records until the page is repainted, against a frame of 16 ms."""
    from planner.actions.edits import edit_action
    from planner.capabilities.edits import set_evidence
    from planner.journeys.edits import edit_touchpoint
    from planner.objectives.edits import edit_objective
    from planner.segments.edits import edit_segment
    from tests.benchmarks.plans import count, large_plan
    from ui.app import dress, make_app
    from ui.session import Session
    from ui.window import PlanWindow

    app = make_app()
    dress(app, "en", "light", 1.0)
    plan = large_plan()
    records = count(plan)
    window = PlanWindow(Session(plan))
    window.resize(1440, 900)
    window.show()
    verbs: list[tuple[str, Callable[..., object], tuple[str, ...], str]] = [
        ("objectives", edit_objective, (plan.objectives[0].id,), "statement"),
        ("segments", edit_segment, (plan.segments[0].id,), "name"),
        ("journeys", edit_touchpoint, ("current", plan.current_touchpoints[0].id), "name"),
        ("capabilities", set_evidence, (plan.assessments[0].question,), "evidence"),
        ("actions", edit_action, (plan.actions[0].id,), "title"),
    ]
    for page, edit, arguments, field in verbs:
        window.go(page)
        app.processEvents()

        def once(n: int, page: str = page, edit: Any = edit, args: Any = arguments, field: str = field) -> None:
            window.session.edit("Edit", edit, *args, typing="bench", **{field: f"Words {n}"})
            window.page(page).repaint()

        seconds = _median(once)
        line(
            f"edit of a plan of {records:,} records to the repainted {page} / 16 ms",
            seconds / 0.016,
            "aim 1.00",
            seconds,
        )
    window.close()


def files(folder: Path) -> None:
    """Opening and saving a plan of 2,000 records, against json alone."""
    from planner.files.storage import read_plan, save_plan
    from tests.benchmarks.plans import large_plan

    plan = large_plan()
    path = folder / "plan.rapport"
    stamp = save_plan(plan, path).stamp
    text = path.read_text(encoding="utf-8")
    data = json.loads(text)

    def read_json(_n: int) -> None:
        json.loads(path.read_text(encoding="utf-8"))

    def write_json(_n: int) -> None:
        (folder / "plain.json").write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")

    def read(_n: int) -> None:
        read_plan(path)

    state = {"stamp": stamp}

    def save(_n: int) -> None:
        state["stamp"] = save_plan(plan, path, state["stamp"]).stamp

    reading, writing = _median(read_json), _median(write_json)
    opened, saved = _median(read), _median(save)
    line("open with every gate / json.loads", opened / reading, "", opened)
    line("save, read back, on disk / json.dumps", saved / writing, "", saved)


def exports(folder: Path) -> None:
    """The deliverables of the sample, against serialising it as JSON."""
    from exports.deliver import SUFFIXES, quietly, writer
    from planner.templates import SAMPLE as KEY
    from planner.templates import plan_from

    plan = plan_from(KEY, "en")

    def as_json(_n: int) -> None:
        json.dumps(json.loads(plan.model_dump_json()), indent=1)

    base = _median(as_json)
    for kind in SUFFIXES:
        write = writer(kind)

        def once(_n: int, write: Callable[..., object] = write, kind: str = kind) -> None:
            write(plan, folder / f"sample{SUFFIXES[kind]}", quietly)

        seconds = _median(once, 3)
        line(f"{kind} of the sample / the sample as JSON", seconds / base, "", seconds)


def journeys(folder: Path) -> None:
    """A million events to the flow of a journey, against a bare query of the engine."""
    from tests.benchmarks.events import measure

    bare, ours = measure(folder)
    line("a million events to the flow of a journey / bare query", ours / bare, "", ours)
    from tests.benchmarks import canvas

    canvas.main()


def computing(folder: Path) -> None:
    """Flow, credits, gaps, health, workbook and segments of large plans."""
    from tests.benchmarks.computing import main as measure

    measure(folder)


def _median(act: Callable[[int], None], times: int = 15) -> float:
    act(-1)
    took = []
    for n in range(times):
        begun = time.perf_counter()
        act(n)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
