"""The theme: contrast, sizes, motion, the contrast theme of the system; and rules that hold for every window."""

import ast
import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush, QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exports.figures.palette import THEMES, colours, tokens
from planner.plan import Plan
from ui.app import make_app
from ui.dialogs.gallery import DIALOGS
from ui.pages.page import Page
from ui.shell.rail import PLACES
from ui.theme import system, theme
from ui.theme.sheet import style_sheet
from ui.theme.theme import Theme
from ui.widgets import InPlaceArea
from ui.window import PlanWindow, page_class

ROOT = Path(__file__).parent.parent.parent
Open = Callable[..., PlanWindow]

# Contrast

GROUNDS = ("bg.window", "bg.page", "bg.surface", "bg.sunken", "bg.hover", "bg.canvas")
TEXT: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text.primary", "text.secondary", "text.tertiary") for ground in GROUNDS),
    *((text, "bg.selected") for text in ("text.primary", "text.secondary", "text.tertiary", "accent.text")),
    *(("text.primary", ground) for ground in ("bg.pressed", "bg.selectedHover", "accent.soft")),
    *((text, ground) for text in ("text.link", "accent.text") for ground in GROUNDS[:3]),
    *((f"{tone}.text", ground) for tone in ("ok", "warn", "bad", "info") for ground in (*GROUNDS[:3], f"{tone}.soft")),
    *(("text.primary", f"{tone}.soft") for tone in ("ok", "warn", "bad", "info")),
    *(("text.onAccent", ground) for ground in ("accent.fill", "accent.hover", "accent.pressed")),
    ("text.onTooltip", "bg.tooltip"),
    ("accent.text", "accent.soft"),
)
GRAPHICS: tuple[tuple[str, str], ...] = (
    *(("line.control", ground) for ground in ("bg.window", "bg.page", "bg.surface", "bg.canvas")),
    *(("line.focus", ground) for ground in ("bg.window", "bg.page", "bg.surface", "bg.canvas")),
    *(("accent.fill", ground) for ground in ("bg.window", "bg.page", "bg.surface")),
    *((f"{tone}.fill", ground) for tone in ("ok", "warn", "bad", "info") for ground in ("bg.surface", "bg.canvas")),
)


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _light(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * _channel(red) + 0.7152 * _channel(green) + 0.0722 * _channel(blue)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours after WCAG 2.2."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _ratios(mode: str, pairs: tuple[tuple[str, str], ...]) -> dict[str, float]:
    known = colours(mode)
    return {f"{front} on {ground}": round(contrast(known[front], known[ground]), 2) for front, ground in pairs}


@pytest.mark.parametrize("mode", THEMES)
def test_every_text_has_the_contrast_of_aa(mode: str) -> None:
    ratios = _ratios(mode, TEXT)
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}
    lowest = tokens()["contrast"][mode]["lowestText"]
    assert min(ratios, key=ratios.__getitem__) == lowest["pair"], "the tokens name their lowest pair"
    assert min(ratios.values()) == lowest["ratio"]


@pytest.mark.parametrize("mode", THEMES)
def test_every_outline_and_mark_has_the_contrast_of_graphics(mode: str) -> None:
    ratios = _ratios(mode, GRAPHICS)
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3.0} == {}
    lowest = tokens()["contrast"][mode]["lowestGraphic"]
    assert min(ratios, key=ratios.__getitem__) == lowest["pair"]
    assert min(ratios.values()) == lowest["ratio"]


@pytest.mark.parametrize("mode", THEMES)
def test_every_channel_stands_out_from_the_grounds_it_is_drawn_on(mode: str) -> None:
    known = colours(mode)
    channels = [role for role in known if role.startswith("channel.")]
    assert len(channels) == 8
    weak = [
        (role, ground)
        for role in channels
        for ground in ("bg.surface", "bg.page", "bg.canvas")
        if contrast(known[role], known[ground]) < 3.0
    ]
    assert weak == []


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


# Text size, motion, the system's wishes


@pytest.fixture
def dressed() -> Iterator[Theme]:
    """The theme, as it was again afterwards."""
    before = (theme().setting, theme().scale, theme().reduced_motion)
    yield theme()
    theme().reduced_motion = before[2]
    theme().set(before[0], before[1])


def test_text_size_multiplies_type_and_controls_but_no_hairline(dressed: Theme) -> None:
    control, line, hair = dressed.metric("control"), dressed.line("body"), dressed.metric("hairline")
    dressed.set(scale=1.3)
    assert (dressed.metric("control"), dressed.line("body")) == (round(control * 1.3), round(line * 1.3))
    assert dressed.metric("hairline") == hair == 1
    assert dressed.font("micro").pixelSize() >= 11


@pytest.mark.parametrize("scale", [1.0, 1.15, 1.3])
def test_an_area_is_as_high_as_its_words_at_every_text_size(dressed: Theme, qtbot: QtBot, scale: float) -> None:
    dressed.set(scale=scale)
    holder = QWidget()
    qtbot.addWidget(holder)
    area = InPlaceArea("one\ntwo\nthree", holder, framed=True, lines=2)
    column = QVBoxLayout(holder)
    column.addWidget(area)
    column.addStretch(1)
    holder.resize(300, 300)
    holder.show()
    words = sum(area.blockBoundingRect(area.document().findBlockByNumber(at)).height() for at in range(3))
    qtbot.waitUntil(lambda: area.viewport().height() >= words)


def test_no_type_is_smaller_than_eleven(dressed: Theme) -> None:
    assert min(dressed.font(style).pixelSize() for style in tokens()["type"]["styles"]) == 11


def test_reduced_motion_takes_every_duration_away(dressed: Theme) -> None:
    names = [*(k for k, v in tokens()["motion"].items() if isinstance(v, int)), *tokens()["motion"]["rules"]]
    dressed.reduced_motion = False
    assert any(dressed.motion(name) for name in names)
    dressed.reduced_motion = True
    assert [name for name in names if dressed.motion(name)] == []


def test_nothing_pulses_where_motion_is_reduced(dressed: Theme, qtbot: QtBot) -> None:
    from ui.widgets.pulse import pulse

    widget = QWidget()
    qtbot.addWidget(widget)
    dressed.reduced_motion = True
    assert pulse(widget, widget.rect()) is None
    dressed.reduced_motion = False
    found = pulse(widget, widget.rect())
    assert found is not None
    with qtbot.waitSignal(found.destroyed):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="the desktops of Linux keep it in files")
@pytest.mark.parametrize(
    ("file", "text", "still"),
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", False),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=true\n", False),
        ("kdeglobals", "this is no settings file\x00", False),
    ],
)
def test_the_desktop_says_whether_to_move(
    file: str, text: str, still: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CURRENT_DESKTOP", raising=False)
    assert system.reduced_motion() is still


PORTAL = """
import os, sys, threading
from PySide6.QtCore import QCoreApplication, QObject, Slot, ClassInfo
from PySide6.QtDBus import QDBusConnection, QDBusVariant
@ClassInfo({"D-Bus Interface": "org.freedesktop.portal.Settings"})
class Portal(QObject):
    @Slot(str, str, result=QDBusVariant)
    def Read(self, group, key):
        return QDBusVariant((group, key) != ("org.gnome.desktop.interface", "enable-animations"))
app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
portal = Portal()
assert bus.registerObject("/org/freedesktop/portal/desktop", portal, QDBusConnection.RegisterOption.ExportAllSlots)
assert bus.registerService("org.freedesktop.portal.Desktop")
import subprocess
code = "from ui.theme import system; print(system.reduced_motion())"
done = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
threading.Thread(target=lambda: (done.wait(), app.quit()), daemon=True).start()
app.exec()
print("still:", done.stdout.read())
"""


def test_gnome_says_over_the_session_bus_whether_to_move(tmp_path: Path) -> None:
    import os
    import shutil
    import subprocess

    if shutil.which("dbus-run-session") is None:
        pytest.skip("no session bus here")
    env = os.environ | {"XDG_CURRENT_DESKTOP": "GNOME", "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", PORTAL], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert "still: True" in done.stdout, done.stderr


def test_the_contrast_theme_of_the_system_replaces_the_tokens(
    dressed: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules[Theme.__module__]
    monkeypatch.setattr(module, "high_contrast", lambda: True)
    black, yellow = QColor("#000000"), QColor("#FFFF00")
    asked = QPalette(*(QBrush(c) for c in (yellow, black, yellow, black, yellow, yellow, yellow, black, black)))
    monkeypatch.setattr(module.QGuiApplication, "palette", lambda *_: asked)
    dressed.set("light")
    assert dressed.mode == "dark", "by the ground that the system has"
    assert dressed.color("text.primary") == yellow and dressed.color("bg.surface") == black
    assert dressed.color("line.hair") == yellow, "hairlines become lines"
    assert dressed.border == 2
    assert "1px solid" not in style_sheet(dressed) and "2px solid" in style_sheet(dressed)
    monkeypatch.undo()
    dressed.set("light")
    assert dressed.border == 1 and dressed.color("bg.surface") == QColor("#FFFFFF")


def test_every_role_of_the_tokens_has_a_colour_of_the_contrast_theme() -> None:
    roles = {f"{group}.{name}" for group, names in tokens()["color"]["light"].items() for name in names}
    assert roles - set(system.contrast_colours(QPalette())) == {"bg.scrim"}


# Rules that hold for every window

HOSTILE = '<img src="//host/share/x.png"><b>bold</b> & <a href="x">'
_WORDS = ("name", "title", "statement", "text", "label", "note", "rationale", "vendor", "definition", "evidence")


def _hostile(plan: Plan) -> Plan:
    """The plan with markup in every text that a person can type."""
    from planner.record import changed

    for table in plan.tables():
        rows = []
        for row in plan.rows(table):
            for name in _WORDS:
                if isinstance(getattr(row, name, None), str):
                    with contextlib.suppress(ValidationError):  # a choice, not words
                        row = changed(row, **{name: HOSTILE})
            rows.append(row)
        plan = plan.with_rows(table, tuple(rows))
    return plan


def _shown(window: PlanWindow, qtbot: QtBot) -> Iterator[tuple[str, Page]]:
    """Every page in each of its views."""
    for place in PLACES:
        for view in page_class(place.key).views or ("",):
            window.go(place.key)
            page = window.page(place.key)
            if view:
                page.show_view(view)
            QApplication.processEvents()
            yield f"{place.key} {view}".strip(), page


def _rich(name: str, root: QWidget) -> set[str]:
    """The widgets that would show markup as such."""
    rich: set[str] = set()
    for widget in root.findChildren(QWidget):
        what = f"{name}: {type(widget).__name__} {widget.accessibleName()[:40]}"
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText and widget.text():
            rich.add(what)
        if isinstance(widget, QMessageBox) and widget.textFormat() != Qt.TextFormat.PlainText:
            rich.add(what)
        if isinstance(widget, QTextEdit) and widget.acceptRichText():
            rich.add(what)
        if "<img" in widget.toolTip() or "<b>" in widget.toolTip():
            rich.add(f"{what} (tooltip)")
    return rich


def test_every_label_of_every_page_shows_plain_text(window_on: Open, sample: Plan, qtbot: QtBot) -> None:
    window = window_on(_hostile(sample))
    window._analyse()
    rich: set[str] = set()
    for name, _page in _shown(window, qtbot):
        rich |= _rich(name, window)
    assert not rich, "\n".join(sorted(rich))


@pytest.mark.parametrize("name", DIALOGS)
def test_every_label_of_every_dialog_shows_plain_text(name: str, window_on: Open, sample: Plan, qtbot: QtBot) -> None:
    dialog = DIALOGS[name](window_on(_hostile(sample)))
    dialog.show()
    rich = _rich(name, dialog)
    dialog.close()
    assert not rich, "\n".join(sorted(rich))


def test_every_control_that_takes_the_focus_has_a_name(window_on: Open, sample: Plan, qtbot: QtBot) -> None:
    from PySide6.QtGui import QAccessible

    window = window_on(sample)
    window._analyse()
    nameless: set[str] = set()
    for name, _page in _shown(window, qtbot):
        for widget in window.findChildren(QWidget):
            if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy():
                continue
            if type(widget).__name__ in ("QScrollArea", "ScrollColumn"):
                continue  # only scrolls with keys; what it holds is named
            spoken = QAccessible.queryAccessibleInterface(widget)
            said = widget.accessibleName() or (spoken.text(QAccessible.Text.Name) if spoken else "")
            if not said.strip():
                nameless.add(f"{name}: {type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    assert not nameless, "\n".join(sorted(nameless))


def test_every_icon_button_says_what_it_does(window_on: Open, sample: Plan, qtbot: QtBot) -> None:
    window = window_on(sample)
    silent = {
        f"{name}: {type(button).__name__}"
        for name, _page in _shown(window, qtbot)
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and not button.text() and not button.toolTip() and not button.accessibleName()
    }
    assert silent == set()


def _qt_methods() -> dict[str, set[str]]:
    """The virtual methods of Qt's widgets, items, models and objects, by the class that has them."""
    import PySide6.QtCore
    import PySide6.QtGui
    import PySide6.QtWidgets

    found = {}
    for module in (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets):
        for name, kind in vars(module).items():
            if isinstance(kind, type):
                found[name] = {method for base in kind.__mro__ for method in vars(base) if not method.startswith("_")}
    return found


def _classes() -> dict[str, tuple[Path, ast.ClassDef]]:
    found = {}
    for file in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[f"{file.relative_to(ROOT)}:{node.name}"] = (file, node)
    return found


def _names(node: ast.ClassDef) -> list[str]:
    return [base.id for base in node.bases if isinstance(base, ast.Name)]


def test_every_overridden_qt_method_is_guarded() -> None:
    """An error in one that C++ has called would end the process on Python 3.11."""
    methods, classes = _qt_methods(), _classes()
    by_name: dict[str, list[ast.ClassDef]] = {}
    for _file, node in classes.values():
        by_name.setdefault(node.name, []).append(node)

    def qt(node: ast.ClassDef, seen: frozenset[str] = frozenset()) -> set[str]:
        known: set[str] = set()
        for base in _names(node):
            known |= methods.get(base, set())
            if base not in seen:
                for parent in by_name.get(base, []):
                    known |= qt(parent, seen | {base})
        return known

    bare = []
    for where, (_file, node) in classes.items():
        guarded = any(isinstance(d, ast.Name) and d.id == "guarded" for d in node.decorator_list)
        own = {f.name for f in node.body if isinstance(f, ast.FunctionDef) and not f.name.startswith("_")}
        overridden = {
            f
            for f in own & qt(node)
            if f != f.lower() or f in ("event", "paint", "shape", "type", "data", "index", "parent")
        }
        if overridden and not guarded:
            bare.append(f"{where}: {', '.join(sorted(overridden))}")
    assert not bare, "\n".join(bare)


def test_this_version_of_the_bindings_loses_no_references(qapp: QApplication) -> None:
    """6.12.0 loses one reference to None in every call that returns nothing, and then aborts."""
    thing = QObject()
    thing.setObjectName("warm")
    before = sys.getrefcount(None)
    for _time in range(10_000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 1_000


def test_the_app_asked_for_again_keeps_the_style_that_its_windows_use(qapp: QApplication) -> None:
    style = qapp.style()
    assert make_app() is qapp
    assert qapp.style() is style
