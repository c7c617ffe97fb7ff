"""Figures of the journeys page: the seven questions, contacts and consent, each opening what it counts by a click."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.journeys.edits import edit_touchpoint
from planner.plan import Plan, find
from planner.segments.edits import set_channel
from tests.ui.journey_hand import Hand
from ui.pages.journeys.details_edge import gain_words
from ui.pages.journeys.details_rows import NamedRow
from ui.pages.journeys.headers import stage_sentence
from ui.pages.journeys.menus import canvas_menu
from ui.pages.journeys.seven_questions import FigureLines, answer_lines
from ui.widgets import Choice
from ui.window import PlanWindow

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def hand_on(window_on: Callable[..., PlanWindow], qtbot: QtBot) -> Callable[[Plan], Hand]:
    """A hand on the journeys page of a plan."""

    def make(plan: Plan) -> Hand:
        return Hand(window_on(plan, "journeys"), qtbot)

    return make


def lines(hand: Hand) -> FigureLines:
    return hand.page.panel.of_journey.questions


def open_figure(hand: Hand, words: str, where: FigureLines | None = None) -> tuple[str, ...]:
    hand.page.selection.focus_cell(None)
    door = next(door for (_question, said), door in (where or lines(hand)).doors.items() if said == words)
    hand.qtbot.mouseClick(door, Left)
    return hand.page.selection.points


def the(plan: Plan, **wanted: object) -> set[str]:
    """The touchpoints of the sample's journey that are so, told from the records."""
    points = [p for p in plan.current_touchpoints if p.journey == "browse"]
    return {p.id for p in points if all(getattr(p, name) == value for name, value in wanted.items())}


def test_every_figure_of_the_seven_questions_opens_what_it_counts(
    hand_on: Callable[[Plan], Hand], sample: Plan
) -> None:
    hand = hand_on(sample)
    asked = answer_lines(sample, "browse", "current")
    assert len(asked) == 7 and all(figures for _question, figures in asked)
    opened = 0
    for _question, figures in asked:
        for figure in figures:
            if figure.points:
                assert set(open_figure(hand, figure.words)) == set(figure.points), figure.words
                opened += 1
    assert opened > 20


def test_the_figures_are_those_of_the_records(hand_on: Callable[[Plan], Hand], sample: Plan) -> None:
    hand = hand_on(sample)
    assert set(open_figure(hand, "17 touchpoints")) == the(sample)
    assert set(open_figure(hand, "Website: 4")) == {"route", "comparator", "cart", "payment"}
    assert set(open_figure(hand, "Evaluation: 4")) == the(sample, stage="evaluation")
    assert set(open_figure(hand, "Dead ends: 1")) == {"app"}
    assert set(open_figure(hand, "7 two-way")) == the(sample, two_way=True)
    assert set(open_figure(hand, "10 one-way")) == the(sample, two_way=False)
    assert set(open_figure(hand, "3 do")) == the(sample) - the(sample, trigger=None)
    assert set(open_figure(hand, "14 do not")) == the(sample, trigger=None)
    assert set(open_figure(hand, "14 measured")) == the(sample, measured=True)
    assert set(open_figure(hand, "3 unmeasured")) == the(sample, measured=False)
    assert open_figure(hand, "Best: Route finder page") == ("route",)
    assert open_figure(hand, "Worst: Payment") == ("payment",)


def test_the_figures_follow_an_edit(hand_on: Callable[[Plan], Hand], sample: Plan) -> None:
    hand = hand_on(sample)
    hand.page.verbs.change("Measure", ("window",), measured=True)
    said = {words for _question, words in lines(hand).doors}
    assert {"15 measured", "2 unmeasured"} <= said


def test_a_bar_of_the_strip_opens_the_touchpoints_of_its_stage(hand_on: Callable[[Plan], Hand], sample: Plan) -> None:
    hand = hand_on(sample)
    bars = hand.page.strip.bars
    hand.qtbot.mouseClick(bars, Left, Qt.KeyboardModifier.NoModifier, QPoint(27 * 2 + 9, 10))
    assert set(hand.page.selection.points) == the(sample, stage="evaluation")
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Right)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert set(hand.page.selection.points) == the(sample, stage="decision")


def test_the_strip_of_a_wide_window_counts_follow_ups_and_two_way_touchpoints(
    hand_on: Callable[[Plan], Hand], sample: Plan
) -> None:
    hand = hand_on(sample)
    hand.window.resize(2000, 900)
    strip = hand.page.strip
    hand.qtbot.waitUntil(strip.two_way.isVisible)
    assert (strip.followed_count.text(), strip.two_way_count.text()) == ("3 of 17", "7 of 17")
    hand.qtbot.mouseClick(strip.followed_show, Left)
    assert set(hand.page.selection.points) == the(sample) - the(sample, trigger=None)
    hand.qtbot.mouseClick(strip.two_way_show, Left)
    assert set(hand.page.selection.points) == the(sample, two_way=True)


def test_more_contacts_than_the_limit_are_told_in_strip_and_details(
    hand_on: Callable[[Plan], Hand], sample: Plan
) -> None:
    hand = hand_on(edit_touchpoint(sample, "current", "newsletter", contacts=8.0, contact_limit=1.0))
    strip = hand.page.strip
    assert strip.over.isVisible() and strip.over_count.text() == "1"
    hand.qtbot.mouseClick(strip.over_show, Left)
    assert hand.page.selection.points == ("newsletter",)
    rows = {name: (figure, role) for name, figure, role in hand.page.panel.points.contact_figures.rows}
    figure, role = rows["Contacts per customer and month"]
    assert figure.endswith("of at most 1") and role == "warn.text"
    contacts = hand.page.panel.of_journey.contacts
    words = next(words for _question, words in contacts.doors if words.startswith("Monthly newsletter: "))
    assert open_figure(hand, words, contacts) == ("newsletter",)


def test_without_any_limit_the_strip_says_nothing_of_contacts(hand_on: Callable[[Plan], Hand], sample: Plan) -> None:
    for point in [p.id for p in sample.current_touchpoints if p.contact_limit is not None]:
        sample = edit_touchpoint(sample, "current", point, contact_limit=None)
    assert not hand_on(sample).page.strip.over.isVisible()


@pytest.fixture
def refused(sample: Plan) -> Plan:
    """The sample with a segment of which nobody consented to e-mail, and which prefers the store."""
    segment, email, store = find(sample, "journeys", "browse").segment, "email", "store"
    kinds = {channel.kind: channel.id for channel in sample.channels}
    plan = set_channel(sample, segment, kinds[email], preferred=False, consent=0.0)
    return set_channel(plan, segment, kinds[store], preferred=True)


def test_touchpoints_on_a_channel_without_consent_are_marked(hand_on: Callable[[Plan], Hand], refused: Plan) -> None:
    hand = hand_on(refused)
    kinds = {channel.kind: channel.id for channel in refused.channels}
    marked = {key for key, item in hand.page.canvas.scene.nodes.items() if item.look.mark == "no_consent"}
    assert marked == the(refused, channel=kinds["email"])
    hand.click(hand.point("newsletter"))
    rows = {name: (figure, role) for name, figure, role in hand.page.panel.points.contact_figures.rows}
    assert rows["Consent on this channel"] == ("nobody consented", "warn.text")
    assert "Nobody consented to messages on this channel." in hand.page.canvas.scene.nodes["newsletter"].sentence()


def test_channel_pickers_offer_preferred_channels_first_and_those_without_consent_last(
    hand_on: Callable[[Plan], Hand], refused: Plan
) -> None:
    hand = hand_on(refused)
    segment = find(refused, "segments", find(refused, "journeys", "browse").segment)
    preferred = {find(refused, "channels", c.channel).name for c in segment.channels if c.preferred}
    hand.click(hand.point("cart"))
    moves = next(a.menu() for a in canvas_menu(hand.page.hands).actions() if a.text() == "Move to channel")
    names = [action.text() for action in moves.actions()]  # type: ignore[attr-defined]
    assert set(names[: len(preferred)]) == preferred
    assert names[-1] == "E-mail (no consent)"
    choice = next(form.editors["channel"] for form in hand.page.panel.points.forms if "channel" in form.editors)
    assert isinstance(choice, Choice)
    assert choice.options[0][1].endswith("(preferred)") or "preferred, " in choice.options[0][1]
    assert choice.options[-2][1] == "E-mail (nobody consented)"
    menu = choice.menu()
    kinds = {channel.kind: channel.id for channel in refused.channels}
    next(a for a in menu.actions() if a.data() == kinds["store"]).trigger()
    assert hand.record("cart").channel == kinds["store"]


def test_contacts_of_a_channel_say_where_it_stands_and_open_its_touchpoints(
    hand_on: Callable[[Plan], Hand], refused: Plan
) -> None:
    hand = hand_on(refused)
    contacts = hand.page.panel.of_journey.contacts
    heads = [head for head, _figures in contacts.lines]
    assert "E-mail: nobody consented" in heads
    kinds = {channel.kind: channel.id for channel in refused.channels}
    figure = next(figures[0] for head, figures in contacts.lines if head == "E-mail: nobody consented")
    assert set(open_figure(hand, figure.words, contacts)) == the(refused, channel=kinds["email"])


def test_a_stage_says_what_it_is_for_in_its_row_and_its_head(hand_on: Callable[[Plan], Hand], sample: Plan) -> None:
    hand = hand_on(sample)
    row = hand.page.panel.of_journey.stages.rows.row("evaluation")
    assert isinstance(row, NamedRow) and row.about.isVisible()
    assert row.about.text() == "The customer compares and tries."
    shown = hand.page.canvas.scene.map
    assert shown is not None
    head = next(stage_sentence(stage) for stage in shown.stages if stage.id == "evaluation")
    assert head.endswith("The customer compares and tries.")


def test_the_conversion_of_the_strip_opens_the_goals_with_mouse_and_keys(
    hand_on: Callable[[Plan], Hand], sample: Plan
) -> None:
    hand = hand_on(sample)
    door = hand.page.strip.goals
    hand.qtbot.mouseClick(door, Left)
    assert set(hand.page.selection.points) == the(sample, goal=True)
    hand.page.selection.clear()
    door.setFocus()
    QTest.keyClick(door, Qt.Key.Key_Return)
    assert set(hand.page.selection.points) == the(sample, goal=True)
    assert "18" in door.accessibleName() and "goal" in door.toolTip()


def test_the_conversion_of_a_journey_without_a_touchpoint_opens_nothing(
    hand_on: Callable[[Plan], Hand], sample: Plan
) -> None:
    hand = hand_on(sample)
    hand.page.journeys.new("vip")
    assert not hand.page.strip.goals.isEnabled()


@pytest.mark.parametrize(("leverage", "words"), [(0.01, "1 point"), (0.0034, "0.34 points"), (0.015, "1.5 points")])
def test_what_one_point_more_brings_is_one_point_or_several(leverage: float, words: str) -> None:
    assert gain_words(leverage) == f"{words} of conversion"


def test_a_notice_leaves_the_figures_that_an_edit_moves_to_be_seen(
    hand_on: Callable[[Plan], Hand], sample: Plan
) -> None:
    hand = hand_on(sample)
    assert hand.page.verbs.change_edge(next(iter(hand.page.canvas.scene.edges)), share=0.01)
    hand.undo()
    toast, strip = hand.window.toast, hand.page.strip
    assert toast.isVisible() and toast.words.text().startswith("Undone")
    assert toast.geometry().bottom() < strip.mapTo(hand.window.centralWidget(), QPoint(0, 0)).y()
    hand.window.go("objectives")
    toast.say("Something else")
    assert toast.geometry().bottom() > hand.window.centralWidget().height() - 30
