"""The journeys page with real mouse and keys: mouse only, keys only, outline only; Undo restores."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.plan import Plan, empty_plan, find
from planner.segments.edits import add_segment
from tests.ui.journey_hand import ALT, CONTROL, NONE, SHIFT, Hand, Key, Mouse, OutlineHand
from ui.app import dress, make_app
from ui.pages.journeys.journey_choice import JOURNEY, SEGMENT
from ui.widgets import Button
from ui.window import PlanWindow


@pytest.fixture
def hand(window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot) -> Hand:
    """A hand on the sample's journey of Commuters."""
    return Hand(window_on(sample, "journeys"), qtbot)


# --- What is shown ----------------------------------------------------------------------------------------------------


def test_the_first_journey_is_shown_with_every_touchpoint_and_edge(hand: Hand) -> None:
    scene = hand.page.canvas.scene
    assert set(scene.nodes) == {p.id for p in hand.plan.current_touchpoints if p.journey == "browse"}
    assert set(scene.edges) == {t.id for t in hand.plan.current_transitions if t.journey == "browse"}


def test_a_plan_without_segments_offers_the_door_to_segments(
    window_on: Callable[..., PlanWindow], qtbot: QtBot
) -> None:
    window = window_on(empty_plan(), "journeys")
    page = window.page("journeys")
    assert page.nothing.isVisible()  # type: ignore[attr-defined]
    assert not page.canvas.isVisible()  # type: ignore[attr-defined]


def test_a_segment_without_journey_gets_one_with_its_first_touchpoint(
    window_on: Callable[..., PlanWindow], qtbot: QtBot
) -> None:
    hand = Hand(window_on(add_segment(empty_plan(), name="Commuters"), "journeys"), qtbot)
    hand.page.nothing.asked.emit("add")
    assert len(hand.plan.journeys) == 1
    hand.type("Cart")
    assert hand.names() == ["Cart"]


@pytest.mark.parametrize("text", [1.0, 1.3])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_lines_of_an_empty_page_are_seen(
    window_on: Callable[..., PlanWindow], qtbot: QtBot, language: str, text: float
) -> None:
    dress(make_app(), language, "light", text)
    try:
        hand = Hand(window_on(add_segment(empty_plan(), name="Weekend enthusiasts"), "journeys"), qtbot)
        words = hand.page.nothing.sentence
        qtbot.waitUntil(words.isVisible)
        assert words.height() >= words.heightForWidth(words.width()) > words.fontMetrics().height() * 1.5
    finally:
        dress(make_app(), "en", "light", 1.0)


def test_a_first_touchpoint_is_added_with_the_mouse_where_another_journey_was_shown_before(
    hand: Hand, qtbot: QtBot
) -> None:
    hand.page.toolbar.journey.chosen.emit(f"{SEGMENT}vip")
    add = next(b for b in hand.page.nothing.findChildren(Button) if b.text() == "Add touchpoint")
    qtbot.waitUntil(add.isVisible)
    add.setFocus()
    qtbot.mouseClick(add, Mouse.LeftButton)
    hand.type("Club letter")
    assert hand.names() == ["Club letter"]


def test_another_journey_is_chosen_from_the_toolbar(hand: Hand) -> None:
    hand.page.toolbar.journey.chosen.emit(f"{JOURNEY}first")
    assert hand.page.journey == "first"
    assert set(hand.page.canvas.scene.nodes) == {p.id for p in hand.plan.current_touchpoints if p.journey == "first"}


def test_an_empty_optimal_state_offers_to_start_from_the_current_one(hand: Hand) -> None:
    hand.page.toolbar.journey.chosen.emit(f"{JOURNEY}yearly-service")
    current = hand.names("current")
    if hand.names("optimal"):
        from planner.journeys.edits import clear_state

        hand.window.session.edit("clear", clear_state, "yearly-service", "optimal")
    hand.page.show_view("optimal")
    assert hand.page.card.isVisible()
    hand.page.card.asked.emit("optimal")
    assert hand.names("optimal") == current
    assert not hand.page.card.isVisible()


# --- Mouse only -------------------------------------------------------------------------------------------------------


def test_dragging_a_touchpoint_to_another_cell_moves_it_in_one_step(hand: Hand) -> None:
    hand.drag(hand.point("cart"), hand.cell("decision", "app"))
    assert (hand.record("cart").stage, hand.record("cart").channel) == ("decision", "app")
    assert hand.window.session.document.undo_label == "Move touchpoint"
    hand.undo()
    assert (hand.record("cart").stage, hand.record("cart").channel) == ("evaluation", "website")


def test_undo_of_a_drag_keeps_what_is_chosen_and_where_the_view_is(hand: Hand) -> None:
    hand.view.set_zoom(1.5)
    hand.view.horizontalScrollBar().setValue(120)
    hand.drag(hand.point("cart"), hand.point("cart") + QPoint(0, 190))
    before = (hand.view.horizontalScrollBar().value(), hand.view.verticalScrollBar().value())
    hand.undo()
    assert hand.page.selection.points == ("cart",)
    assert (hand.view.horizontalScrollBar().value(), hand.view.verticalScrollBar().value()) == before


def test_escape_drops_a_drag_and_nothing_has_changed(hand: Hand) -> None:
    plan = hand.plan
    place = hand.page.canvas.scene.nodes["cart"].box()
    hand.drag(hand.point("cart"), hand.cell("decision", "app"), drop=False)
    hand.press(Key.Key_Escape)
    assert hand.plan is plan
    assert hand.page.canvas.scene.nodes["cart"].box() == place


def test_dragging_several_chosen_touchpoints_moves_them_together(hand: Hand) -> None:
    hand.click(hand.point("cart"))
    hand.click(hand.point("payment"), CONTROL)
    column = hand.page.canvas.scene.grid.columns[0].size
    hand.drag(hand.point("cart"), hand.point("cart") + QPoint(round(column), 0))
    assert hand.record("cart").stage == "decision"
    assert hand.record("payment").stage == "onboarding"
    hand.undo()
    assert hand.record("payment").stage == "decision"


def test_the_touchpoint_stays_where_it_is_while_its_copy_is_dragged(hand: Hand) -> None:
    scene = hand.page.canvas.scene
    before = scene.nodes["cart"].box()
    hand.drag(hand.point("cart"), hand.cell("decision", "app"), ALT, drop=False)
    assert scene.nodes["cart"].box() == before
    assert [item.look.id for item in scene.over] == ["cart"]  # type: ignore[attr-defined]
    assert scene.grid.cell_at(*scene.over[0].box().centre) == ("decision", "app")  # type: ignore[attr-defined]
    hand.press(Key.Key_Escape)
    assert scene.over == [] and hand.names().count("Cart") == 1


def test_dragging_with_alt_copies(hand: Hand) -> None:
    hand.drag(hand.point("cart"), hand.cell("decision", "app"), ALT)
    assert hand.names().count("Cart") == 2
    assert hand.record("cart").stage == "evaluation"
    copy = find(hand.plan, "current_touchpoints", hand.page.selection.points[0])
    assert (copy.stage, copy.channel) == ("decision", "app")


def test_dragging_within_a_cell_changes_the_order_there(hand: Hand) -> None:
    hand.drag(hand.point("ads"), hand.cell("discovery", "website"))
    assert hand.page.canvas.scene.grid.in_cell("discovery", "website") == ["route", "ads"]
    hand.drag(hand.point("ads"), hand.point("route") + QPoint(0, -18))
    assert hand.page.canvas.scene.grid.in_cell("discovery", "website") == ["ads", "route"]


def test_dragging_from_a_port_to_a_touchpoint_connects_them(hand: Hand) -> None:
    hand.click(hand.point("app"))
    box = hand.page.canvas.scene.nodes["app"].box()
    port = hand.at(QPointF(box.right, box.centre[1]))
    hand.drag(port, hand.point("review"))
    steps = [(t.source, t.target) for t in hand.plan.current_transitions]
    assert ("app", "review") in steps
    hand.undo()
    assert ("app", "review") not in [(t.source, t.target) for t in hand.plan.current_transitions]


def test_dragging_from_a_port_to_an_empty_cell_makes_a_touchpoint_there_in_one_step(hand: Hand) -> None:
    hand.click(hand.point("cart"))
    box = hand.page.canvas.scene.nodes["cart"].box()
    hand.drag(hand.at(QPointF(box.centre[0], box.bottom)), hand.cell("evaluation", "sms"))
    hand.type("Cart reminder")
    new = next(p for p in hand.plan.current_touchpoints if p.name == "Cart reminder")
    assert (new.stage, new.channel) == ("evaluation", "sms")
    assert ("cart", new.id) in [(t.source, t.target) for t in hand.plan.current_transitions]
    hand.undo()
    assert "Cart reminder" not in hand.names()
    assert find(hand.plan, "current_touchpoints", new.id) is None


def test_double_clicking_an_empty_cell_types_a_new_touchpoint(hand: Hand) -> None:
    hand.double_click(hand.cell("decision", "sms"))
    hand.type("Payment code")
    new = next(p for p in hand.plan.current_touchpoints if p.name == "Payment code")
    assert (new.stage, new.channel) == ("decision", "sms")


def test_escape_while_typing_a_new_touchpoint_adds_nothing(hand: Hand) -> None:
    plan = hand.plan
    hand.double_click(hand.cell("decision", "sms"))
    hand.type("Payment code", enter=False)
    QTest.keyClick(hand.editor(), Key.Key_Escape)
    assert hand.plan is plan


def test_double_clicking_a_label_types_a_percent(hand: Hand) -> None:
    label = hand.page.canvas.scene.labels["cart--payment"]
    hand.double_click(hand.at(label.sceneBoundingRect().center()))
    hand.type("55 %")
    assert find(hand.plan, "current_transitions", "cart--payment").share == pytest.approx(0.55)
    assert hand.page.canvas.scene.labels["cart--payment"].look.words == "55\u00a0%"


def test_a_percent_that_does_not_fit_stays_in_its_field(hand: Hand) -> None:
    hand.page.hands.edit_share("cart--payment")
    hand.type("nine")
    assert find(hand.plan, "current_transitions", "cart--payment").share == pytest.approx(0.42)
    assert hand.editor().isVisible()
    hand.type("140")  # more than all: refused by the plan
    assert hand.editor().isVisible()
    assert find(hand.plan, "current_transitions", "cart--payment").share == pytest.approx(0.42)


def test_dragging_over_empty_canvas_chooses_what_it_touches(hand: Hand) -> None:
    start = hand.cell("evaluation", "sms") - QPoint(60, 10)
    end = hand.cell("decision", "store") + QPoint(40, 10)
    hand.drag(start, end)
    assert set(hand.page.selection.points) == {"retargeting", "ride", "checkout"}


def test_the_middle_button_pans(hand: Hand) -> None:
    hand.view.set_zoom(2.0)
    before = hand.view.horizontalScrollBar().value()
    hand.drag(QPoint(400, 300), QPoint(300, 300), button=Mouse.MiddleButton)
    assert hand.view.horizontalScrollBar().value() == before + 100


def test_a_click_on_a_touchpoint_shows_its_details(hand: Hand) -> None:
    hand.click(hand.point("cart"))
    assert hand.window.session.selection == ("current_touchpoints", "cart")
    assert hand.page.details() is hand.page.panel.points
    assert hand.page.panel.points.name.text() == "Cart"


def test_a_click_on_an_edge_shows_its_details(hand: Hand) -> None:
    way = hand.page.canvas.scene.ways["window--ride"]
    hand.click(hand.at(QPointF(*way.at(0.2))))
    assert hand.page.selection.edge == "window--ride"
    assert hand.page.details() is hand.page.panel.edge


# --- Keys only --------------------------------------------------------------------------------------------------------


@pytest.fixture
def keys(hand: Hand) -> Hand:
    """A hand that only types; the canvas has the focus, on the cart."""
    hand.view.setFocus(Qt.FocusReason.TabFocusReason)
    hand.page.selection.focus_on("cart")
    return hand


def test_arrows_go_to_the_nearest_touchpoint(keys: Hand) -> None:
    keys.press(Key.Key_Right)
    assert keys.page.selection.focus == "payment"
    keys.press(Key.Key_Left)
    assert keys.page.selection.focus == "cart"
    keys.press(Key.Key_Down)
    assert keys.page.selection.focus == "retargeting"


def test_what_has_the_focus_is_said_in_whole_sentences(keys: Hand) -> None:
    said: list[str] = []
    keys.page.speaker.said.connect(said.append)
    keys.press(Key.Key_Right)
    assert said[-1] == (
        "Payment. Website, Decision. Satisfaction 2 of 5. One-way, measured, no trigger. "
        "1 in, 82\u00a0% to Order confirmation."
    )


def test_shift_and_arrows_go_cell_by_cell_and_say_empty_ones(keys: Hand) -> None:
    said: list[str] = []
    keys.page.speaker.said.connect(said.append)
    keys.press(Key.Key_Down, SHIFT)
    keys.press(Key.Key_Down, SHIFT)
    assert keys.page.selection.cell == ("evaluation", "sms")
    assert said[-1] == "SMS, Evaluation, empty"
    keys.press(Key.Key_Down, SHIFT)
    assert keys.page.selection.focus == "retargeting"


def test_control_and_arrows_follow_edges_through_a_fork(keys: Hand) -> None:
    keys.page.selection.focus_on("handover")
    seen = []
    for _ in range(3):
        keys.press(Key.Key_Right, CONTROL)
        seen.append(keys.page.selection.focus)
    assert set(seen) == {"service", "app", "helpline"}
    keys.page.selection.focus_on("payment")
    keys.press(Key.Key_Left, CONTROL)
    assert keys.page.selection.focus == "cart"


def test_alt_and_arrows_move_the_touchpoint(keys: Hand) -> None:
    keys.press(Key.Key_Right, ALT)
    assert keys.record("cart").stage == "decision"
    keys.press(Key.Key_Down, ALT)
    assert keys.record("cart").channel == "email"
    keys.undo()
    keys.undo()
    assert (keys.record("cart").stage, keys.record("cart").channel) == ("evaluation", "website")


def test_n_adds_in_the_focused_cell(keys: Hand) -> None:
    keys.press(Key.Key_Down, SHIFT)
    keys.press(Key.Key_N)
    keys.type("Cart reminder")
    new = next(p for p in keys.plan.current_touchpoints if p.name == "Cart reminder")
    assert (new.stage, new.channel) == ("evaluation", "email")
    assert keys.view.hasFocus()
    assert keys.page.selection.focus == new.id


def test_enter_renames(keys: Hand) -> None:
    keys.press(Key.Key_Return)
    keys.type("Basket")
    assert keys.record("cart").name == "Basket"
    keys.press(Key.Key_F2)
    keys.type("Trolley")
    assert keys.record("cart").name == "Trolley"


def test_c_arrows_and_enter_connect(keys: Hand) -> None:
    keys.page.selection.focus_on("app")
    keys.press(Key.Key_C)
    mode = keys.page.hands.keys.mode
    assert mode is not None
    while mode.target != "review":  # type: ignore[attr-defined]
        keys.press(Key.Key_Right)
    keys.press(Key.Key_Return)
    assert ("app", "review", "forward") in [(t.source, t.target, t.kind) for t in keys.plan.current_transitions]
    assert keys.page.hands.keys.mode is None


def test_c_and_shift_enter_bring_back_those_who_left(keys: Hand) -> None:
    keys.page.selection.focus_on("payment")
    keys.press(Key.Key_C)
    keys.press(Key.Key_Left)
    target = keys.page.hands.keys.mode.target  # type: ignore[union-attr]
    keys.press(Key.Key_Return, SHIFT)
    assert ("payment", target, "re_engagement") in [(t.source, t.target, t.kind) for t in keys.plan.current_transitions]


def test_escape_leaves_connecting_without_an_edge(keys: Hand) -> None:
    plan = keys.plan
    keys.press(Key.Key_C)
    keys.press(Key.Key_Escape)
    assert keys.plan is plan
    assert keys.page.hands.keys.mode is None
    assert not any(item.state.target for item in keys.page.canvas.scene.nodes.values())


def test_e_goes_through_the_edges_types_a_percent_and_deletes(keys: Hand) -> None:
    keys.page.selection.focus_on("payment")
    keys.press(Key.Key_E)
    assert keys.page.selection.edge == "payment--confirmation"
    keys.press(Key.Key_7)
    keys.type("7")
    assert find(keys.plan, "current_transitions", "payment--confirmation").share == pytest.approx(0.77)
    keys.press(Key.Key_Down)
    assert keys.page.selection.edge == "cart--payment"
    keys.press(Key.Key_Delete)
    assert find(keys.plan, "current_transitions", "cart--payment") is None
    keys.undo()
    assert find(keys.plan, "current_transitions", "cart--payment") is not None


def test_digits_and_letters_describe_the_touchpoint(keys: Hand) -> None:
    for key in (Key.Key_4, Key.Key_W, Key.Key_M, Key.Key_T):
        keys.press(key)
    cart = keys.record("cart")
    assert (cart.satisfaction, cart.two_way, cart.measured) == (4, True, False)
    assert cart.trigger is not None
    for _ in range(4):
        keys.undo()
    assert keys.record("cart").satisfaction == 2


def test_space_gathers_touchpoints_and_digits_rate_them_together(keys: Hand) -> None:
    keys.press(Key.Key_Space)
    keys.press(Key.Key_Right)
    keys.press(Key.Key_Space)
    assert set(keys.page.selection.points) == {"cart", "payment"}
    keys.press(Key.Key_5)
    assert keys.record("cart").satisfaction == keys.record("payment").satisfaction == 5
    keys.undo()
    assert keys.record("payment").satisfaction == 2


def test_space_and_drag_pan_without_gathering(keys: Hand) -> None:
    keys.view.set_zoom(2.0)
    before = keys.view.horizontalScrollBar().value()
    QTest.keyPress(keys.view, Key.Key_Space)
    keys.drag(QPoint(400, 300), QPoint(340, 300))
    QTest.keyRelease(keys.view, Key.Key_Space)
    assert keys.view.horizontalScrollBar().value() == before + 60
    assert keys.page.selection.points == ("cart",)
    keys.press(Key.Key_Right)
    assert keys.page.selection.points == ("payment",)


def test_control_a_chooses_everything(keys: Hand) -> None:
    keys.press(Key.Key_A, CONTROL)
    assert set(keys.page.selection.points) == set(keys.page.canvas.scene.nodes)


def test_view_keys_switch_state_difference_and_drop_off(keys: Hand) -> None:
    keys.press(Key.Key_O)
    assert keys.page.view == "optimal"
    keys.press(Key.Key_D)
    assert keys.page.view == "difference"
    keys.press(Key.Key_U)
    assert keys.page.view == "current"
    keys.press(Key.Key_H)
    assert keys.page.canvas.scene.drop_off
    assert keys.page.toolbar.drop_off.isChecked()


def test_zoom_keys_zoom_and_do_not_change_the_text_size(keys: Hand) -> None:
    from ui.theme import theme

    keys.press(Key.Key_Plus)
    assert keys.view.zoom == pytest.approx(1.25)
    keys.press(Key.Key_Minus, CONTROL)
    assert keys.view.zoom == pytest.approx(1.0)
    keys.press(Key.Key_Plus, CONTROL)
    keys.press(Key.Key_0, CONTROL)
    assert keys.view.zoom == pytest.approx(1.0)
    assert theme().scale == 1.0
    keys.page.canvas.view.set_zoom(2.0)
    keys.press(Key.Key_0)
    assert keys.view.all_in_view()


def test_delete_moves_the_focus_on_and_undo_chooses_again(keys: Hand) -> None:
    keys.press(Key.Key_Delete)
    assert keys.record("cart") is None
    assert keys.page.selection.focus in keys.page.canvas.scene.nodes
    keys.undo()
    assert keys.record("cart") is not None
    assert keys.page.selection.points == ("cart",)


def test_control_d_duplicates(keys: Hand) -> None:
    keys.press(Key.Key_D, CONTROL)
    assert keys.names().count("Cart") == 2


def test_the_canvas_is_one_tab_stop(keys: Hand) -> None:
    keys.press(Key.Key_Tab)
    assert not keys.view.hasFocus()


# --- Outline only -----------------------------------------------------------------------------------------------------


@pytest.fixture
def outline(hand: Hand) -> OutlineHand:
    """The outline beside the canvas, with the keyboard."""
    return OutlineHand(hand)


def test_control_l_opens_the_outline_and_closes_it_again(keys: Hand) -> None:
    keys.press(Key.Key_L, CONTROL)
    assert keys.page.outline is not None and keys.page.outline.isVisible()
    assert keys.page.outline.tree.hasFocus()
    QTest.keyClick(keys.page.outline.tree, Key.Key_L, CONTROL)
    assert not keys.page.outline.isVisible()
    assert keys.view.hasFocus()


def test_the_outline_lists_stages_touchpoints_and_their_edges(outline: OutlineHand) -> None:
    tree = outline.tree
    stages = [tree.topLevelItem(i).text(0) for i in range(tree.topLevelItemCount())]
    assert stages == [s.name for s in outline.hand.plan.journeys[0].stages]
    cart = tree._items["point", "cart"]
    assert cart.parent().text(0) == "Evaluation"
    assert [cart.child(i).text(1) for i in range(cart.childCount())] == ["42\u00a0%", "35\u00a0%"]


def test_choosing_in_the_outline_chooses_on_the_canvas_and_the_other_way_round(outline: OutlineHand) -> None:
    outline.go("point", "payment")
    assert outline.hand.page.selection.points == ("payment",)
    outline.hand.page.selection.take("cart")
    assert outline.tree.currentItem() is outline.tree._items["point", "cart"]
    outline.go("edge", "cart--payment")
    assert outline.hand.page.selection.edge == "cart--payment"


def test_the_outline_renames_and_types_a_percent(outline: OutlineHand) -> None:
    outline.go("point", "cart")
    outline.press(Key.Key_F2)
    outline.type("Basket")
    assert outline.hand.record("cart").name == "Basket"
    outline.go("edge", "cart--payment")
    outline.press(Key.Key_Return)
    outline.type("61 %")
    assert find(outline.hand.plan, "current_transitions", "cart--payment").share == pytest.approx(0.61)


def test_the_outline_adds_moves_rates_connects_and_deletes(outline: OutlineHand) -> None:
    hand = outline.hand
    outline.go("point", "cart")
    outline.press(Key.Key_N)
    outline.type("Cart reminder")
    new = next(p for p in hand.plan.current_touchpoints if p.name == "Cart reminder")
    assert new.stage == "evaluation"
    outline.go("point", new.id)
    outline.press(Key.Key_Down, ALT)
    outline.press(Key.Key_4)
    assert (hand.record(new.id).channel, hand.record(new.id).satisfaction) == ("email", 4)
    menu = outline.tree.connect_to()
    assert menu is not None
    next(a for a in menu.actions() if a.text().startswith("Payment")).trigger()
    menu.close()
    assert (new.id, "payment") in [(t.source, t.target) for t in hand.plan.current_transitions]
    outline.go("point", new.id)
    outline.press(Key.Key_Delete)
    assert hand.record(new.id) is None


# --- Panel, strip, difference, read-only ------------------------------------------------------------------------------


def test_details_change_several_touchpoints_together(hand: Hand) -> None:
    hand.page.selection.take("cart", "payment")
    details = hand.page.panel.points
    assert details.title.text() == "2 touchpoints"
    details.forms[0].field_edited.emit("satisfaction", 3, False)
    assert hand.record("cart").satisfaction == hand.record("payment").satisfaction == 3
    hand.undo()
    assert hand.record("cart").satisfaction == 2


def test_details_of_nothing_are_those_of_the_journey(hand: Hand) -> None:
    hand.page.selection.focus_cell(None)
    assert hand.page.details() is hand.page.panel.of_journey
    hand.page.panel.of_journey.name.setFocus()
    QTest.keyClicks(hand.page.panel.of_journey.name, "!")
    assert "!" in hand.plan.journeys[0].name


def test_a_click_on_a_stage_or_channel_opens_it_among_the_details(hand: Hand) -> None:
    hand.page.selection.take("cart")
    header = hand.page.canvas.stages
    area = next(area for look, area in header.stages() if look is not None and look.id == "decision")
    hand.qtbot.mouseClick(header, Mouse.LeftButton, NONE, area.center().toPoint())
    assert hand.page.details() is hand.page.panel.of_journey
    assert hand.page.panel.of_journey.stages.rows.row("decision").hasFocus()


def test_stages_and_channels_are_renamed_ranked_and_added_in_the_details(hand: Hand) -> None:
    hand.page.selection.focus_cell(None)
    details = hand.page.panel.of_journey
    row = details.stages.rows.row("decision")
    row.name.setFocus()
    row.name.selectAll()
    QTest.keyClicks(row.name, "Choice")
    assert next(s.name for s in hand.plan.journeys[0].stages if s.id == "decision") == "Choice"
    details.channels.rows.row("email").setFocus()
    QTest.keyClick(details.channels.rows.row("email"), Key.Key_Up, ALT)
    assert hand.plan.channels[0].id == "email"
    assert hand.page.canvas.scene.grid.lanes[0].key == "email"
    details.channels.add.chosen.emit("chatbot")
    assert hand.plan.channels[-1].kind == "chatbot"


def test_another_stage_model_asks_where_touchpoints_go_and_is_one_step(hand: Hand) -> None:
    hand.page.selection.focus_cell(None)
    stages = hand.page.panel.of_journey.stages
    stages.model.chosen.emit("funnel")
    assert stages.mapping.isVisibleTo(stages)
    assert hand.plan.journeys[0].stage_model == "buyer_use"
    stages.mapping.use.click()
    ids = {s.id for s in hand.plan.journeys[0].stages}
    assert hand.plan.journeys[0].stage_model == "funnel"
    assert all(p.stage in ids for p in hand.plan.current_touchpoints if p.journey == "browse")
    hand.undo()
    assert hand.record("cart").stage == "evaluation"


def test_the_context_menu_does_what_the_keys_do(hand: Hand) -> None:
    from ui.pages.journeys.menus import canvas_menu

    hand.click(hand.point("cart"))
    menu = canvas_menu(hand.page.hands)
    words = {a.text().split("\t")[0]: a for a in menu.actions()}
    words["Two-way"].trigger()
    assert hand.record("cart").two_way
    stages = next(a.menu() for a in menu.actions() if a.menu() and a.text() == "Move to stage")
    next(a for a in stages.actions() if a.text() == "Decision").trigger()
    assert hand.record("cart").stage == "decision"
    words["Delete touchpoint"].trigger()
    assert hand.record("cart") is None


def test_the_follow_up_card_adds_a_trigger_where_customers_leave(hand: Hand) -> None:
    from planner.journeys.edits import remove_transition

    for step in ("cart--retargeting", "retargeting--cart"):
        hand.window.session.edit("x", remove_transition, "current", step)
    hand.page.selection.take("cart")
    card = hand.page.panel.points.follow_up
    assert card.isVisibleTo(hand.page.panel.points)
    card.add.click()
    assert hand.record("cart").trigger is not None
    assert not card.isVisibleTo(hand.page.panel.points)


def test_show_chooses_what_is_not_measured(hand: Hand) -> None:
    hand.page.strip.unmeasured_show.click()
    chosen = hand.page.selection.points
    assert chosen and all(not hand.record(p).measured for p in chosen)


def test_the_difference_lists_changes_and_makes_their_actions_once(hand: Hand) -> None:
    hand.page.show_view("difference")
    assert hand.page.details() is hand.page.panel.changes
    assert hand.page.details_title() == "Changes"
    from ui.pages.journeys.changes import open_gaps

    before, missing = len(hand.plan.actions), len(open_gaps(hand.plan, "browse"))
    assert missing > 0
    hand.page.panel.changes.make.click()
    assert len(hand.plan.actions) == before + missing
    assert not open_gaps(hand.plan, "browse")
    assert not hand.page.panel.changes.make.isVisibleTo(hand.page.panel.changes)
    hand.undo()
    assert len(hand.plan.actions) == before


def test_nothing_can_be_edited_in_the_difference(hand: Hand) -> None:
    hand.page.show_view("difference")
    plan = hand.plan
    hand.drag(hand.point("cart"), hand.cell("decision", "sms"))
    hand.page.selection.focus_on("cart")
    hand.press(Key.Key_4)
    hand.press(Key.Key_Delete)
    assert hand.plan is plan


def test_a_read_only_plan_shows_no_ports_and_no_way_to_add(
    window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot
) -> None:
    hand = Hand(window_on(sample, "journeys", read_only=True), qtbot)
    hand.click(hand.point("cart"))
    assert not hand.page.canvas.scene.nodes["cart"].state.ports
    assert not hand.page.toolbar.add.isVisible()
    assert hand.page.toolbar.copy.isVisible()
    hand.drag(hand.point("cart"), hand.cell("decision", "sms"))
    hand.double_click(hand.cell("decision", "sms"))
    assert hand.page.hands.editor is None
    assert hand.plan is sample


def test_the_minimap_hides_while_everything_is_in_view(hand: Hand) -> None:
    minimap = hand.page.canvas.overlays.minimap
    assert not minimap.isVisible()
    hand.view.set_zoom(1.5)
    assert minimap.isVisible()
    hand.page.toolbar.minimap.click()
    assert not minimap.isVisible()


def test_every_touchpoint_is_exposed_to_screen_readers(hand: Hand) -> None:
    canvas = QAccessible.queryAccessibleInterface(hand.view)
    names = [canvas.child(i).text(QAccessible.Text.Name) for i in range(canvas.childCount())]
    assert len(names) == len(hand.page.canvas.scene.nodes)
    assert any(name.startswith("Cart. Website, Evaluation. Satisfaction 2 of 5.") for name in names)


def test_a_finding_leads_to_its_touchpoint(hand: Hand) -> None:
    hand.window.go("objectives")
    hand.window.session.show("journeys", "optimal_touchpoints", "payment")
    assert hand.page.view == "optimal"
    assert hand.page.selection.points == ("payment",)


def test_a_gap_is_shown_in_the_difference(hand: Hand) -> None:
    from planner.journeys.gaps import to_do

    gap = next(gap for gap in to_do(hand.plan, "browse") if gap.kind == "touchpoint_added")
    hand.window.session.show("journeys", "gaps", gap.key)
    assert hand.page.view == "difference"
    assert hand.page.selection.points == (gap.item,)


def test_a_redrawn_page_in_another_language_keeps_working(hand: Hand, qtbot: QtBot) -> None:
    hand.window.choose_language("fr")
    page = hand.window.page("journeys")
    assert page is not hand.page
    assert page.toolbar.title.text()  # type: ignore[attr-defined]
    hand.window.choose_language("en")
