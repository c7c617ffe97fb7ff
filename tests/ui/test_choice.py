"""The field that offers a menu: where the keys begin in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets import Choice


def test_the_keys_begin_at_the_option_that_is_chosen(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    field = Choice("Size", [("s", "Small"), ("m", "Medium"), ("l", "Large")], room)
    field.set_current("m")
    with qtbot.waitExposed(room):
        room.show()
    with qtbot.waitSignal(field.chosen) as heard:
        qtbot.keyClick(field, Qt.Key.Key_Return)
        menu = field.findChild(QMenu)
        assert menu is not None and menu.activeAction().text() == "Medium"
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert heard.args == ["l"]
