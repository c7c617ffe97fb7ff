"""Ballots beyond the open one: papers counted by hand, and a secret one for which the laptop goes round."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.insight.ballots import running_ballot, tallies
from planner.plan import Plan
from ui.pages.objectives.page import ObjectivesPage
from ui.pages.objectives.paper_votes import PaperVotes
from ui.pages.objectives.pass_round import WAITING, PassRound
from ui.window import PlanWindow

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def page(window_on: Callable[..., PlanWindow], sample: Plan) -> ObjectivesPage:
    """The dot-vote of the sample."""
    found = window_on(sample, "objectives").page("objectives")
    assert isinstance(found, ObjectivesPage)
    found.show_view("vote")
    return found


def counts(page: ObjectivesPage) -> list[int]:
    votes = tallies(running_ballot(page.session.plan))
    return [votes.get(o.id, 0) for o in page.session.plan.objectives]


def secret(qtbot: QtBot, page: ObjectivesPage) -> PassRound:
    """Passes the laptop round from a secret ballot."""
    qtbot.mouseClick(page.votes.secret, LEFT)
    found: list[PassRound] = []
    assert page.votes.round.isVisible()
    page.votes.round.clicked.disconnect()
    page.votes.round.clicked.connect(lambda: found.append(page.votes.pass_round()))
    qtbot.mouseClick(page.votes.round, LEFT)
    return found[0]


def vote(qtbot: QtBot, dialog: PassRound, *keys: Key) -> None:
    """One person votes with keys and hands in."""
    qtbot.mouseClick(dialog.start, LEFT)
    for key in keys:
        qtbot.keyClick(dialog, key)
    qtbot.mouseClick(dialog.hand_in, LEFT)


def test_papers_are_counted_by_typing_and_come_in_as_one_step(qtbot: QtBot, page: ObjectivesPage) -> None:
    qtbot.keyClick(page.votes, Key.Key_1)
    dialog = page.votes.open_papers()
    first, second, third = list(dialog.fields.values())[:3]
    assert not dialog.take.isEnabled()
    qtbot.keyClicks(first.edit, "12")
    qtbot.keyClicks(third.edit, "7")
    assert dialog.total.text() == "19 votes"
    qtbot.keyClicks(second.edit, "x")
    assert not dialog.take.isEnabled(), "what is no number is not left out in silence"
    qtbot.keyClick(second.edit, Key.Key_Backspace)
    qtbot.keyClick(second.edit, Key.Key_Return)
    qtbot.waitUntil(lambda: counts(page)[:3] == [13, 0, 7])
    page.session.undo()
    assert counts(page)[:3] == [1, 0, 0]


def test_negative_papers_are_not_taken(qtbot: QtBot, page: ObjectivesPage) -> None:
    dialog = page.votes.open_papers()
    assert isinstance(dialog, PaperVotes)
    first, second = list(dialog.fields.values())[:2]
    qtbot.keyClicks(first.edit, "3")
    qtbot.keyClicks(second.edit, "-1")
    assert not dialog.take.isEnabled()


def test_papers_can_be_added_to_a_secret_ballot_without_showing_it(qtbot: QtBot, page: ObjectivesPage) -> None:
    vote(qtbot, secret(qtbot, page), Key.Key_2)
    dialog = page.votes.open_papers()
    assert [field.value for field in dialog.fields.values()] == [None] * len(dialog.fields)
    qtbot.keyClicks(next(iter(dialog.fields.values())).edit, "4")
    qtbot.mouseClick(dialog.take, LEFT)
    assert counts(page)[:2] == [4, 1]
    row = page.votes.row(page.session.plan.objectives[0].id)
    assert row is not None and row.face is not None and row.face.votes is None


def test_the_laptop_goes_round_and_each_person_sees_only_their_own_dots(qtbot: QtBot, page: ObjectivesPage) -> None:
    dialog = secret(qtbot, page)
    assert not dialog.over.isVisible(), "nobody has voted yet"
    qtbot.mouseClick(dialog.start, LEFT)
    assert dialog.left.text() == "3 dots left"
    qtbot.keyClick(dialog, Key.Key_1)
    qtbot.keyClick(dialog, Key.Key_1)
    qtbot.keyClick(dialog, Key.Key_3)
    qtbot.keyClick(dialog, Key.Key_4)
    assert dialog.left.text() == "0 dots left", "a fourth dot is not there to give"
    qtbot.keyClick(dialog, Key.Key_3, SHIFT)
    assert dialog.left.text() == "1 dot left"
    qtbot.mouseClick(dialog.hand_in, LEFT)
    assert dialog.stack.currentIndex() == WAITING
    assert dialog.count.text() == "1 person has voted."
    assert counts(page)[:4] == [2, 0, 0, 0]
    qtbot.mouseClick(dialog.start, LEFT)
    faces = [row.face for row in dialog.rows.values()]
    assert all(face is not None and face.votes == 0 for face in faces), "the second person sees nothing of the first"
    behind = [page.votes.row(o.id) for o in page.session.plan.objectives]
    assert all(row is not None and row.face is not None and row.face.votes is None for row in behind)


def test_closing_the_ballot_from_the_round_shows_the_tallies(qtbot: QtBot, page: ObjectivesPage) -> None:
    dialog = secret(qtbot, page)
    vote(qtbot, dialog, Key.Key_1, Key.Key_2)
    vote(qtbot, dialog, Key.Key_2)
    qtbot.mouseClick(dialog.over, LEFT)
    assert counts(page)[:2] == [1, 2]
    row = page.votes.row(page.session.plan.objectives[1].id)
    assert row is not None and row.face is not None and row.face.votes == 2
    assert page.votes.use.isVisible()


def test_each_handed_in_vote_is_one_step_and_escape_drops_only_the_dots_on_the_way(
    qtbot: QtBot, page: ObjectivesPage
) -> None:
    dialog = secret(qtbot, page)
    vote(qtbot, dialog, Key.Key_1, Key.Key_2, Key.Key_3)
    qtbot.mouseClick(dialog.start, LEFT)
    qtbot.keyClick(dialog, Key.Key_4)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible() and dialog.stack.currentIndex() == WAITING
    assert sum(counts(page)) == 3
    page.session.undo()
    assert sum(counts(page)) == 0


def test_how_many_dots_each_gets_is_said_before_the_first_vote(qtbot: QtBot, page: ObjectivesPage) -> None:
    dialog = secret(qtbot, page)
    dialog.each.edit.selectAll()
    qtbot.keyClicks(dialog.each.edit, "1")
    vote(qtbot, dialog, Key.Key_5, Key.Key_6)
    assert counts(page)[4:6] == [1, 0]
    assert not dialog.each.isEnabled(), "everyone gets as many"


def test_of_a_secret_ballot_no_vote_can_be_probed_by_taking_it_away(qtbot: QtBot, page: ObjectivesPage) -> None:
    vote(qtbot, secret(qtbot, page), Key.Key_1)
    qtbot.keyClick(page.votes, Key.Key_1, SHIFT)
    assert counts(page)[0] == 1
    row = page.votes.row(page.session.plan.objectives[0].id)
    assert row is not None and not row.less.isVisible()
