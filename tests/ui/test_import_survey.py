"""Import a survey: a file, a question, live figures, a place for them, and one undo step."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.plan import Plan
from ui.dialogs.import_survey import CONTENT, INVITATION, ImportSurvey, import_survey
from ui.dialogs.survey_import.places import TOUCHPOINTS
from ui.window import PlanWindow

LEFT = Qt.MouseButton.LeftButton
DAY = dt.date(2027, 4, 1)
RATINGS = "\n".join(
    f"{shop};{5 if at % 4 else 2};{nps};{at}"
    for shop, count, nps in (("Payment", 12, 9), ("Cart", 11, 3))
    for at in range(count)
)
ANSWERS = f"Place;Satisfaction;Would you recommend us?;Number\n{RATINGS}\nPayment;0;11;99\nCart;n/a;Blank;100\n"


@pytest.fixture
def window(window_on: Callable[..., PlanWindow], sample: Plan) -> PlanWindow:
    return window_on(sample, "objectives")


@pytest.fixture
def dialog(window: PlanWindow) -> ImportSurvey:
    opened = import_survey(window, window.session)
    assert opened is not None
    return opened


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def settle(qtbot: QtBot, dialog: ImportSurvey) -> None:
    qtbot.waitUntil(lambda: dialog._job is None)


def read(qtbot: QtBot, dialog: ImportSurvey, path: Path) -> None:
    dialog.choose(str(path))
    qtbot.waitUntil(lambda: dialog._job is None and (dialog.survey is not None or not dialog.problem.isHidden()))


def choose(choice: Any, key: str) -> None:
    """Picks an option as the user does, from the menu."""
    next(a for a in choice.menu().actions() if a.data() == key).trigger()


def part(parts: Any, key: str) -> QPoint:
    """The middle of a part of a segmented control."""
    at = [name for name, _words in parts.parts].index(key)
    left = parts.inset() + sum(parts.widths()[:at])
    return QPoint(round(left + parts.widths()[at] / 2), parts.height() // 2)


def test_a_file_becomes_the_reading_of_a_kpi_in_one_undo_step(
    qtbot: QtBot, window: PlanWindow, dialog: ImportSurvey, answers: Path
) -> None:
    before = window.session.plan
    assert dialog.stack.currentIndex() == INVITATION
    assert not dialog.take.isEnabled()
    read(qtbot, dialog, answers)
    assert dialog.stack.currentIndex() == CONTENT
    assert dialog.settings.column.choice.words() == "Would you recommend us?"
    assert dialog.settings.kind.current == "nps"
    assert dialog.outcome.value.text() == "+4.3"
    assert "outside 0 to 10" in dialog.outcome.notes.text()
    assert dialog.places.kpi.choice.words() == "Net promoter score"
    dialog.places.date.edit.setFocus()
    dialog.places.date.edit.selectAll()
    QTest.keyClicks(dialog.places.date.edit, "2027-04-01")
    assert window.session.plan is before
    qtbot.mouseClick(dialog.take, LEFT)
    kpi = next(k for k in window.session.plan.kpis if k.metric == "nps")
    assert kpi.readings[-1].date == DAY
    assert kpi.readings[-1].value == pytest.approx(100 * (12 - 11) / 23, abs=1e-5)
    assert window.session.document.undo_label == "Import NPS from 23 answers"
    window.session.undo()
    assert window.session.plan == before


def test_every_choice_counts_anew_and_shows_at_once(qtbot: QtBot, dialog: ImportSurvey, answers: Path) -> None:
    read(qtbot, dialog, answers)
    choose(dialog.settings.column.choice, "1")
    settle(qtbot, dialog)
    assert dialog.settings.kind.current == "csat"
    assert dialog.outcome.value.text() == "73.9\u00a0%"
    qtbot.mouseClick(dialog.settings.turned, LEFT, pos=part(dialog.settings.turned, "yes"))
    settle(qtbot, dialog)
    assert dialog.outcome.value.text() == "26.1\u00a0%"
    qtbot.mouseClick(dialog.settings.turned, LEFT, pos=part(dialog.settings.turned, "no"))
    dialog.settings.missing.edit.setFocus()
    QTest.keyClicks(dialog.settings.missing.edit, "2")
    settle(qtbot, dialog)
    assert dialog.outcome.value.text() == "100.0\u00a0%"
    assert "as asked" in dialog.outcome.notes.text()
    qtbot.mouseClick(dialog.settings.kind, LEFT, pos=part(dialog.settings.kind, "ces"))
    settle(qtbot, dialog)
    assert dialog.outcome.value.text() == "5.00"
    choose(dialog.settings.scale.choice, "1:10")
    settle(qtbot, dialog)
    assert dialog.survey is not None
    assert dialog.survey.scale.highest == 10


def test_groups_are_listed_and_go_to_the_touchpoints_of_their_names(
    qtbot: QtBot, window: PlanWindow, dialog: ImportSurvey, answers: Path
) -> None:
    read(qtbot, dialog, answers)
    choose(dialog.settings.column.choice, "1")
    settle(qtbot, dialog)
    choose(dialog.settings.group.choice, "0")
    settle(qtbot, dialog)
    assert [dialog.outcome.grid.item(row, 0).text() for row in range(2)] == ["Cart", "Payment"]
    qtbot.mouseClick(dialog.places.where, LEFT, pos=part(dialog.places.where, TOUCHPOINTS))
    settle(qtbot, dialog)
    assert {name: bool(choice.current) for name, choice in dialog.places.choices.items()} == {
        "Cart": True,
        "Payment": True,
    }
    choose(dialog.places.choices["Cart"], "")
    qtbot.mouseClick(dialog.take, LEFT)
    points = {p.name: p for p in window.session.plan.current_touchpoints}
    assert (points["Payment"].metric, points["Payment"].metric_value) == ("CSAT", 75.0)
    assert points["Payment"].satisfaction_measure == "csat"
    assert points["Cart"].metric != "CSAT"


def test_without_groups_every_question_of_the_kind_may_go_to_a_touchpoint(
    qtbot: QtBot, dialog: ImportSurvey, tmp_path: Path
) -> None:
    path = tmp_path / "wide.csv"
    rows = "\n".join(f"{4 + at % 2},{5 - at % 3},{1 + at % 3},{at}" for at in range(12))
    path.write_text(f"Satisfaction,Payment,Code,Id\n{rows}\n", encoding="utf-8")
    read(qtbot, dialog, path)
    qtbot.mouseClick(dialog.places.where, LEFT, pos=part(dialog.places.where, TOUCHPOINTS))
    settle(qtbot, dialog)
    assert {name: bool(choice.current) for name, choice in dialog.places.choices.items()} == {
        "Satisfaction": False,
        "Payment": True,
    }
    assert dialog.take.isEnabled()


def test_a_code_list_tells_the_codes_and_the_direction(
    qtbot: QtBot, dialog: ImportSurvey, answers: Path, tmp_path: Path
) -> None:
    codes = tmp_path / "codes.csv"
    codes.write_text(
        "column,codes\nSatisfaction,5 very dissatisfied .. 1 very satisfied; 0 = blank\n", encoding="utf-8"
    )
    read(qtbot, dialog, answers)
    choose(dialog.settings.column.choice, "1")
    settle(qtbot, dialog)
    dialog.choose_codes(str(codes))
    qtbot.waitUntil(lambda: dialog._job is None and dialog.settings.codes is not None)
    assert dialog.settings.missing.edit.text() == "0"
    assert dialog.settings.turned.current == "yes"
    assert dialog.outcome.value.text() == "26.1\u00a0%"


def test_a_new_kpi_takes_a_kind_that_has_none(
    qtbot: QtBot, window: PlanWindow, dialog: ImportSurvey, answers: Path
) -> None:
    read(qtbot, dialog, answers)
    choose(dialog.settings.column.choice, "1")
    settle(qtbot, dialog)
    assert not dialog.take.isEnabled()
    objective = window.session.plan.objectives[0].id
    choose(dialog.places.kpi.choice, f"new:{objective}")
    qtbot.mouseClick(dialog.take, LEFT)
    kpi = window.session.plan.kpis[-1]
    assert (kpi.objective, kpi.metric, kpi.unit) == (objective, "csat", "percent")
    assert kpi.readings[0].value == pytest.approx(17 / 23, abs=1e-5)


def test_a_question_without_answers_is_said_and_cannot_be_imported(
    qtbot: QtBot, dialog: ImportSurvey, answers: Path
) -> None:
    read(qtbot, dialog, answers)
    choose(dialog.settings.column.choice, "0")
    qtbot.waitUntil(lambda: not dialog.problem.isHidden())
    assert "holds no answers" in dialog.problem.strong.text()
    assert not dialog.take.isEnabled()


def test_a_file_that_is_none_is_said_on_the_invitation(qtbot: QtBot, dialog: ImportSurvey, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    dialog.choose(str(path))
    qtbot.waitUntil(lambda: not dialog.invitation.problem.isHidden())
    assert dialog.stack.currentIndex() == INVITATION


def test_a_file_can_be_dropped_and_closing_changes_nothing(
    qtbot: QtBot, window: PlanWindow, dialog: ImportSurvey, answers: Path
) -> None:
    before = window.session.plan
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(answers))])
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    dialog.dropEvent(event)
    qtbot.waitUntil(lambda: dialog.survey is not None)
    dialog.reject()
    assert window.session.plan is before


def test_a_read_only_plan_takes_no_survey(qtbot: QtBot, window_on: Callable[..., PlanWindow], sample: Plan) -> None:
    window = window_on(sample, read_only=True)
    with qtbot.waitSignal(window.session.refused):
        assert import_survey(window, window.session) is None


def test_how_the_file_is_read_can_be_said(qtbot: QtBot, dialog: ImportSurvey, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(("Zufriedenheit;Größe\n" + "5;1,5\n" * 9).encode("mac_roman"))
    read(qtbot, dialog, path)
    assert not dialog.reading.isVisible()
    qtbot.mouseClick(dialog.how, LEFT)
    assert dialog.reading.isVisible()
    choose(dialog.reading.encoding.choice, "mac_roman")
    settle(qtbot, dialog)
    assert dialog.table is not None and dialog.table.head == ("Zufriedenheit", "Größe")
    choose(dialog.reading.delimiter.choice, ",")
    settle(qtbot, dialog)
    assert dialog.table.head[0] == "Zufriedenheit;Größe"
    choose(dialog.reading.delimiter.choice, ";")
    choose(dialog.reading.decimal.choice, ",")
    settle(qtbot, dialog)
    assert (dialog.table.head[1], dialog.table.decimal) == ("Größe", ",")
