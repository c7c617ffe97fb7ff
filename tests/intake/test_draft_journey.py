"""A graph from outside finds its place in a plan: channels and stages are guessed, touchpoints keep what they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.change import diff
from planner.edit import Refused
from planner.intake.errors import UnreadableError
from planner.intake.events.observed import draft_of, fold
from planner.intake.events.paths import PathsRead, observed_paths
from planner.intake.journeys.arrival import apply_graph, read_graph
from planner.intake.journeys.draft import OTHER, Draft, DraftPoint, DraftStep, along_the_way
from planner.intake.journeys.places import Place
from planner.journeys.attribution import PathCount
from planner.journeys.edits import edit_touchpoint, start_optimal
from planner.journeys.flow import flow
from planner.plan import Plan, empty_plan
from planner.segments.edits import add_segment
from planner.templates import SAMPLE, plan_from
from tests.intake.graphs import imported, said
from tests.journeys.maps import at


def draft(*names: str, steps: str = "", **fields: object) -> Draft:
    """A graph of these names; steps as ``a>b``."""
    points = tuple(DraftPoint(name, name, place=i / max(len(names) - 1, 1)) for i, name in enumerate(names))
    ends = [step.split(">") for step in steps.split()]
    return Draft("edges", "file.csv", "", points, tuple(DraftStep(a, b) for a, b in ends), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "channel", "stage"),
    [
        ("v_HomePage", "website", "consideration"),
        ("Newsletter Mai", "email", "consideration"),
        ("Facebook", "social", "discovery"),
        ("Google Ads", "ads", "discovery"),
        ("Panier", "website", "evaluation"),
        ("Appel au service client", "service", "adoption"),
        ("WhatsApp message", "messaging", "discovery"),
        ("In-store payment", "store", "decision"),
        ("Paiement", "", "decision"),
        ("qwertz", "", "discovery"),
    ],
)
def test_channel_and_stage_are_guessed_from_the_words_of_a_name(name: str, channel: str, stage: str) -> None:
    plan = imported(draft(name))
    point = plan.current_touchpoints[0]
    kinds = {c.id: c.kind for c in plan.channels}
    assert (kinds.get(point.channel, ""), point.stage) == (channel, stage)


def test_the_channels_of_the_plan_come_first_under_their_own_names() -> None:
    from planner.journeys.edits import add_channel

    plan = add_channel(empty_plan(), "email", "Rundbrief")
    found = read_graph(draft("Rundbrief", "E-mail"), plan, "Young").places
    assert {place.channel for place in found.values()} == {plan.channels[0].id}
    assert len(imported(draft("Rundbrief", "E-mail"), plan).channels) == 1


def test_what_nothing_is_known_of_is_placed_by_how_far_along_it_is() -> None:
    plan = imported(draft("x1", "x2", "x3", "x4", steps="x1>x2 x2>x3 x3>x4"))
    order = [stage.id for stage in plan.journeys[0].stages]
    places = [order.index(p.stage) for p in plan.current_touchpoints]
    assert places == sorted(places) and places[0] == 0 and places[-1] == len(order) - 1


def test_a_model_of_stages_can_be_chosen_for_a_new_journey() -> None:
    plan = empty_plan()
    found = read_graph(draft("a", "b"), plan, "Young", model="funnel")
    assert found.chooses_model
    plan = apply_graph(plan, found)
    assert plan.journeys[0].stage_model == "funnel"
    assert [s.id for s in plan.journeys[0].stages] == ["awareness", "familiarity", "consideration"]


def test_a_journey_that_has_stages_keeps_them() -> None:
    sample = plan_from(SAMPLE, "en")
    journey = sample.journeys[0]
    found = read_graph(draft("Cart", "Nowhere"), sample, journey.segment)
    assert not found.chooses_model
    assert found.stages == tuple(s.name for s in journey.stages)
    assert apply_graph(sample, found).journeys[0].stages == journey.stages


def test_touchpoints_of_the_same_name_keep_their_id_place_and_fields() -> None:
    sample = plan_from(SAMPLE, "en")
    journey = sample.journeys[0]
    plan = imported(draft("CART", "Payment", steps="CART>Payment"), sample, journey.segment)
    before = next(p for p in sample.current_touchpoints if p.name == "Cart")
    after = next(p for p in plan.current_touchpoints if p.id == before.id)
    assert after.name == "CART"
    assert (after.stage, after.channel, after.satisfaction, after.owner) == (
        before.stage,
        before.channel,
        before.satisfaction,
        before.owner,
    )
    assert said(plan, journey.id, "optimal") == said(sample, journey.id, "optimal")


def test_an_import_into_the_other_state_makes_the_same_touchpoints() -> None:
    plan = imported(draft("Ad", "Cart", steps="Ad>Cart"))
    plan = imported(draft("Cart", "Pay", steps="Cart>Pay"), plan, state="optimal")
    assert at(plan, "Cart", "optimal") == at(plan, "Cart")
    assert [p.name for p in plan.current_touchpoints] == ["Ad", "Cart"]


def test_importing_the_same_again_changes_nothing() -> None:
    one = draft("Ad", "Cart", "Pay", steps="Ad>Cart Cart>Pay Pay>Ad", starts={"Ad": 1.0})
    plan = imported(one)
    assert not diff(plan, imported(one, plan))


def test_steps_that_lead_back_are_loops() -> None:
    plan = imported(draft("Ad", "Cart", "Pay", steps="Ad>Cart Cart>Cart Pay>Ad"))
    kinds = {(t.source == at(plan, "Ad"), t.source == t.target): t.kind for t in plan.current_transitions}
    assert kinds[True, False] == "forward"
    assert kinds[False, True] == "loop"
    assert [t.kind for t in plan.current_transitions] == ["forward", "loop", "loop"]


def test_what_a_person_confirmed_wins_over_every_guess() -> None:
    plan = empty_plan()
    places = {"Cart": Place("Basket", "new:Kiosk", "Discovery", goal=True), "gone": Place("Nobody")}
    plan = apply_graph(plan, read_graph(draft("Cart"), plan, "Young", places=places))
    point = plan.current_touchpoints[0]
    assert (point.name, point.stage, point.goal) == ("Basket", "discovery", True)
    assert [c.name for c in plan.channels] == ["Kiosk"]


def test_notes_say_what_is_added_and_replaced() -> None:
    sample = plan_from(SAMPLE, "en")
    told = "\n".join(read_graph(draft("Ad"), sample, "commuters").notes)
    assert "It is replaced." in told
    assert "The segment “Nomads” is added." in read_graph(draft("Ad"), sample, "Nomads").notes


def test_too_many_stages_and_no_touchpoint_are_refused() -> None:
    plan = empty_plan()
    with pytest.raises(UnreadableError, match="no touchpoint"):
        read_graph(draft(), plan, "Young")
    with pytest.raises(UnreadableError, match="41 stages"):
        read_graph(draft("a", stages=tuple(f"s{n}" for n in range(41))), plan, "Young")


def test_a_channel_that_has_gone_meanwhile_is_refused() -> None:
    plan = empty_plan()
    found = read_graph(draft("a"), plan, "Young", places={"a": Place("a", "gone")})
    with pytest.raises(Refused):
        apply_graph(plan, found)


def test_names_the_file_does_not_give_are_in_the_plans_language() -> None:
    from planner.insight.edits import edit_profile

    plan: Plan = edit_profile(empty_plan(), language="fr")
    paths = (PathCount(("Pub", "Site"), 20, 0, 30), PathCount(("Pub", "Rare"), 0, 0, 3))
    read = PathsRead("p.csv", (*paths, PathCount(("Rare", "Site"), 0, 0, 3)), ">", True, 3, (), ())
    plan = imported(draft_of(observed_paths(read)), plan)
    assert {p.name for p in plan.current_touchpoints} == {"Pub", "Site", "Conversion", "Rare", "Autre"}
    assert plan.current_touchpoints[0].metric == "Visiteurs"


def test_optimal_starts_from_a_measured_journey_and_differs_in_nothing() -> None:
    from planner.journeys.difference import difference

    plan = add_segment(empty_plan(), "Young")
    plan = imported(draft("Ad", "Cart", steps="Ad>Cart"), plan)
    plan = start_optimal(plan, plan.journeys[0].id)
    assert not difference(plan, plan.journeys[0].id)
    plan = edit_touchpoint(plan, "optimal", plan.optimal_touchpoints[0].id, markup="[]")
    assert not difference(plan, plan.journeys[0].id), "what a file said beside the fields is no difference"


def test_distance_along_the_way_is_that_of_the_fewest_steps() -> None:
    found = along_the_way(list("abcdx"), [("a", "b"), ("b", "c"), ("c", "d"), ("a", "c"), ("d", "a"), ("x", "x")], "a")
    assert found == {"a": 0.0, "b": 0.5, "c": 0.5, "d": 1.0, "x": 0.0}


PATHS = st.lists(
    st.builds(
        PathCount,
        st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6).map(tuple),
        st.integers(0, 30).map(float),
        st.just(0.0),
        st.integers(0, 30).map(float),
    ),
    min_size=1,
    max_size=15,
)


@settings(max_examples=80, deadline=None)
@given(PATHS, st.sampled_from([0.0, 0.02, 0.1, 0.3]))
def test_folding_never_changes_the_conversion_and_shows_no_small_group(paths: list[PathCount], share: float) -> None:
    everyone = sum(path.customers for path in paths)
    if not everyone:
        return
    observed = observed_paths(PathsRead("p.csv", tuple(paths), ">", True, len(paths), (), ()))
    seen = fold(observed, share)
    for ends, taken in seen.steps.items():
        assert OTHER in ends or taken.customers >= max(5, share * everyone - 1e-6)
    if not seen.activities:
        return
    plan = imported(draft_of(observed, share))
    converted = sum(path.converted for path in paths)
    if any(p.goal for p in plan.current_touchpoints) and (OTHER in seen.activities or seen.steps == observed.steps):
        assert flow(plan, plan.journeys[0].id).conversion == pytest.approx(converted / everyone)
