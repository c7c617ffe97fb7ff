"""Tools: what the client has, and how the tools are connected."""

import pytest

from planner.actions.edits import add_platform
from planner.capabilities.edits import (
    add_tool,
    connect_tools,
    disconnect_tools,
    edit_tool,
    move_tool,
    remove_tool,
    toggle_tool_channel,
)
from planner.edit import Refused
from planner.journeys.edits import add_channel
from planner.plan import Plan, empty_plan


def _three() -> Plan:
    plan = empty_plan()
    for name in ("Shop", "Mailer", "Desk"):
        plan = add_tool(plan, name)
    return plan


def _names(plan: Plan, at: int) -> list[str]:
    names = {t.id: t.name for t in plan.tools}
    return [names[i] for i in plan.tools[at].connected]


def test_a_connection_holds_for_both_tools() -> None:
    plan = _three()
    shop, mailer, desk = (t.id for t in plan.tools)
    plan = connect_tools(connect_tools(plan, shop, mailer), desk, shop)
    assert (_names(plan, 0), _names(plan, 1), _names(plan, 2)) == (["Mailer", "Desk"], ["Shop"], ["Shop"])
    plan = disconnect_tools(plan, mailer, shop)
    assert (_names(plan, 0), _names(plan, 1)) == (["Desk"], [])


def test_choosing_all_connections_at_once_keeps_both_sides_alike() -> None:
    plan = _three()
    shop, mailer, desk = (t.id for t in plan.tools)
    plan = edit_tool(connect_tools(plan, shop, mailer), shop, connected=(desk,), usage="full")
    assert (_names(plan, 0), _names(plan, 1), _names(plan, 2)) == (["Desk"], [], ["Shop"])
    assert plan.tools[0].usage == "full"


def test_connecting_twice_changes_nothing_and_a_tool_is_not_connected_to_itself() -> None:
    plan = _three()
    shop, mailer, _desk = (t.id for t in plan.tools)
    once = connect_tools(plan, shop, mailer)
    assert connect_tools(once, shop, mailer) == once
    with pytest.raises(Refused):
        connect_tools(plan, shop, shop)


def test_a_new_tool_may_be_connected_at_once() -> None:
    plan = _three()
    plan = add_tool(plan, "Data hub", connected=(plan.tools[0].id,), kind="cdp")
    assert _names(plan, 0) == ["Data hub"]
    with pytest.raises(Refused):
        add_tool(plan, "Other", connected=("gone",))


def test_a_removed_tool_leaves_its_connections_and_its_platform() -> None:
    plan = _three()
    shop, mailer, _desk = (t.id for t in plan.tools)
    plan = add_platform(connect_tools(plan, shop, mailer), "Use the shop", tool=shop, owned=True)
    plan = remove_tool(plan, shop)
    assert plan.tools[0].connected == () and plan.platforms[0].tool == ""


def test_channels_are_switched_on_and_off() -> None:
    plan = add_channel(_three(), "email")
    tool, channel = plan.tools[0].id, plan.channels[0].id
    served = toggle_tool_channel(plan, tool, channel)
    assert served.tools[0].channels == (channel,)
    assert toggle_tool_channel(served, tool, channel) == plan
    with pytest.raises(Refused):
        toggle_tool_channel(plan, tool, "gone")


def test_tools_keep_the_order_they_are_put_in() -> None:
    plan = _three()
    plan = move_tool(plan, plan.tools[2].id, 0)
    assert [t.name for t in plan.tools] == ["Desk", "Shop", "Mailer"]


def test_a_yearly_cost_below_zero_is_refused() -> None:
    plan = _three()
    with pytest.raises(Refused):
        edit_tool(plan, plan.tools[0].id, yearly_cost=-1.0)
