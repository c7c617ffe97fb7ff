"""Plans for the tests of capabilities: small ones, and the one of the mockup."""

from planner.actions.edits import add_action, add_requirement
from planner.capabilities.edits import answer_indicator, rate, set_evidence, set_target
from planner.catalogue import maturity_stages
from planner.plan import Plan, empty_plan

RATED = {
    "data_access": (3, "Shop exports nightly, stores monthly"),
    "data_360": (1, "Two customer files, matched by hand"),
    "data_richness": (3, ""),
    "ops_capacity": (3, "Four people for six channels"),
    "ops_effectiveness": (3, "Two weeks from idea to mailing"),
    "ops_coordination": (3, "A shared calendar since spring"),
    "ops_analysts": (3, "One analyst, half time"),
    "ops_skill": (4, "Two certified in e-mail"),
    "perf_tracking": (2, "E-mail and web only"),
    "perf_dashboards": (2, "A monthly sheet"),
    "perf_sales": (2, ""),
    "tools_coverage": (3, "SMS is missing"),
    "tools_integration": (2, "Nightly exports"),
    "tools_usage": (3, ""),
    "budget_available": (4, "Agreed for 2027"),
    "budget_effect": (3, "No hiring"),
}


def rated_plan() -> Plan:
    """Every question rated by the team, most with evidence, and a level that the plan needs."""
    plan = empty_plan(title="Relationship strategy", client="Atelier", participants=("CRM team", "Store operations"))
    for key, (level, evidence) in RATED.items():
        plan = rate(plan, key, level)
        plan = set_evidence(plan, key, evidence)
        plan = set_target(plan, key, 4 if key.startswith(("data", "perf", "ops")) else 3)
    return plan


def transactional(plan: Plan) -> Plan:
    """The first two stages reached, a part of the third met."""
    for stage in maturity_stages()[:2]:
        for indicator in stage.indicators:
            plan = answer_indicator(plan, indicator.key, "met")
    plan = answer_indicator(plan, "p_channels", "met")
    plan = answer_indicator(plan, "p_teams", "met")
    return answer_indicator(plan, "p_view", "not_met")


def with_dependents(plan: Plan, question: str, count: int) -> Plan:
    """Some actions that require what a question is about."""
    plan = add_requirement(plan, "One view of each customer", question=question)
    requirement = plan.requirements[-1].id
    for at in range(count):
        plan = add_action(plan, f"Action {at + 1}", requires=(requirement,))
    return plan
