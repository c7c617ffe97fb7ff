"""The view of a figure: a scene of many items is painted once, and anew whenever it would look different."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from exports.figures.scene import Rect, Scene
from ui.theme import theme
from ui.widgets.figure import FigureView


@pytest.fixture
def light() -> Iterator[None]:
    theme().set("light")
    yield
    theme().set("light")


class Field:
    """Makes scenes of many squares in one colour, and counts them."""

    def __init__(self) -> None:
        self.colour = "bg.canvas"
        self.made = 0

    def __call__(self, width: float, height: float) -> Scene:
        self.made += 1
        side = max(width, height) / 20
        squares = (Rect(x * side, y * side, side, side, self.colour) for x in range(20) for y in range(20))
        return Scene(width, height, tuple(squares))


def colour(view: FigureView) -> QColor:
    return view.grab().toImage().pixelColor(view.width() - 3, view.height() - 3)


@pytest.mark.usefixtures("light")
def test_a_scene_of_many_items_follows_theme_size_and_content(qtbot: QtBot) -> None:
    field, view = Field(), FigureView()
    qtbot.addWidget(view)
    view.resize(200, 200)
    view.set_maker(field)
    assert colour(view) == theme().color("bg.canvas")
    theme().set("dark")
    assert colour(view) == theme().color("bg.canvas")
    view.resize(300, 260)
    assert colour(view) == theme().color("bg.canvas")
    field.colour = "accent.fill"
    view.refresh()
    assert colour(view) == theme().color("accent.fill")


@pytest.mark.usefixtures("light")
def test_it_is_painted_from_the_same_picture_until_then(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(200, 200)
    view.set_maker(Field())
    with qtbot.waitExposed(view):
        view.show()
    view.grab()
    picture = view._picture
    view.grab()
    assert picture is not None and view._picture is picture
    view.refresh()
    view.grab()
    assert view._picture is not picture
