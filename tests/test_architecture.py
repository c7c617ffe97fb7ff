"""The import rules of the house, stated as sentences."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("resources", "planner", "exports", "ui")
STEPS = ("objectives", "segments", "journeys", "capabilities", "actions", "insight", "report")
HEAVY = (
    "openpyxl",
    "reportlab",
    "networkx",
    "numpy",
    "PIL",
    "duckdb",
    "highspy",
    "pypdfium2",
    "pptx",
    "babel",
    "sqlglot",
    "python_calamine",
    "lxml",
)


def modules(folder: str) -> Iterator[Path]:
    """The source files of a room, or of a folder in it."""
    return (file for file in (ROOT / folder).rglob("*.py") if "__pycache__" not in file.parts)


def imports(file: Path, *, only_at_start: bool = False) -> set[str]:
    """The dotted names that a module imports, anywhere in it or only when it is loaded."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes: list[ast.AST] = list(_at_start(tree)) if only_at_start else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _at_start(tree: ast.Module) -> Iterator[ast.AST]:
    for node in tree.body:
        typing_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If | ast.Try) and not typing_only:
            yield from (inner for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom))


def offenders(folder: str, *forbidden: str) -> list[str]:
    """Which modules of a folder import something of these names."""
    return [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in modules(folder)
        for name in sorted(imports(file))
        if any(name == bad or name.startswith(bad + ".") for bad in forbidden)
    ]


def test_resources_import_nothing_of_the_house() -> None:
    assert offenders("resources", "planner", "exports", "ui") == []


def test_the_planner_knows_neither_exports_nor_the_window() -> None:
    assert offenders("planner", "exports", "ui") == []


def test_exports_do_not_know_the_window() -> None:
    assert offenders("exports", "ui") == []


def test_qt_is_only_in_the_window() -> None:
    assert [o for room in ("resources", "planner", "exports") for o in offenders(room, "PySide6", "shiboken6")] == []


def test_nothing_of_the_product_imports_its_tests() -> None:
    assert [o for room in ROOMS for o in offenders(room, "tests")] == []


@pytest.mark.parametrize("step", STEPS)
def test_a_step_looks_back_and_never_forward(step: str) -> None:
    later = [f"planner.{other}" for other in STEPS[STEPS.index(step) + 1 :]]
    assert offenders(f"planner/{step}", *later) == []


def test_the_mechanism_knows_no_step() -> None:
    files = [ROOT / "planner" / name for name in ("change.py", "document.py", "record.py")]
    known = [f"planner.{step}" for step in STEPS] + ["planner.plan"]
    assert [(f.name, n) for f in files for n in imports(f) if any(n.startswith(k) for k in known)] == []


def test_pages_do_not_import_pages() -> None:
    pages = [folder.name for folder in (ROOT / "ui/pages").iterdir() if (folder / "__init__.py").is_file()]
    wrong = [o for page in pages for o in offenders(f"ui/pages/{page}", *(f"ui.pages.{p}" for p in pages if p != page))]
    assert wrong == []


def test_heavy_libraries_are_imported_where_they_are_used_and_not_when_a_module_loads() -> None:
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for room in ("planner", "ui")
        for file in modules(room)
        for name in imports(file, only_at_start=True)
        if name.split(".")[0] in HEAVY
    ]
    assert wrong == []


def test_nothing_reaches_for_the_network() -> None:
    network = ("urllib.request", "http", "socket", "PySide6.QtNetwork", "PySide6.QtWebEngineWidgets", "requests")
    assert [o for room in ROOMS for o in offenders(room, *network)] == []


CHECK = """
import os, sys
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
{steps}
print(",".join(sorted({{m.split(".")[0] for m in sys.modules}})))
"""


def _loaded(steps: str, state: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", CHECK.format(steps=steps)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "", "RAPPORT_STATE": str(state), "XDG_CONFIG_HOME": str(state), "HOME": str(state)},
    )
    return set(done.stdout.strip().splitlines()[-1].split(","))


def test_the_start_window_appears_without_pydantic_and_without_heavy_libraries(tmp_path: Path) -> None:
    steps = """
from ui.app import dress, make_app
app = make_app(); dress(app)
from ui.desk import Desk
Desk().show_start().grab()
"""
    assert not _loaded(steps, tmp_path) & {*HEAVY, "pydantic"}


def test_the_sample_appears_without_heavy_libraries(tmp_path: Path) -> None:
    steps = """
from ui.app import dress, make_app
app = make_app(); dress(app)
from ui.desk import Desk
plan = Desk().open_sample()
plan.window.grab()
"""
    assert not _loaded(steps, tmp_path) & set(HEAVY)


def test_the_command_line_needs_no_qt(tmp_path: Path) -> None:
    steps = f"""
from ui.cli import main
main(["new", r"{tmp_path / "plan"}", "--template", "velo-lumiere"])
main(["check", r"{tmp_path / "plan.rapport"}"])
"""
    assert "PySide6" not in _loaded(steps, tmp_path)
