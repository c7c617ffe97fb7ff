"""A Mermaid journey becomes the journey of a segment in one edit, and can be written out again."""

from pathlib import Path

import pytest

from exports.graphs.mermaid import flowchart_text, journey_text
from planner.change import diff
from planner.edit import Refused, amend, create, insert
from planner.intake.errors import UnreadableError
from planner.intake.mermaid.journey import apply_journey, read_journey
from planner.intake.mermaid.reading import ParsedJourney, parse_journey, read_mermaid
from planner.plan import Plan, empty_plan
from tests.intake.test_mermaid import SAMPLES, as_mermaid

FILES = sorted(SAMPLES.glob("*.mmd"))
SHOP = """journey
  title Shop
  section Find
    See advert: 3: Marketing
    Visit: 4: Web team, Store
  section Buy
    Pay: 2: Web team
"""


def imported(
    text: str | ParsedJourney, plan: Plan | None = None, segment: str = "Young", state: str = "current"
) -> Plan:
    parsed = parse_journey(text, "shop.mmd") if isinstance(text, str) else text
    plan = plan or empty_plan()
    return apply_journey(plan, read_journey(parsed, plan, segment, state))  # type: ignore[arg-type]


def notes(text: str, plan: Plan | None = None, segment: str = "Young", **options: str) -> str:
    reading = read_journey(parse_journey(text, "shop.mmd"), plan or empty_plan(), segment, **options)  # type: ignore[arg-type]
    return "\n".join(reading.notes)


def test_sections_tasks_people_and_scores_find_their_place() -> None:
    plan = imported(SHOP)
    journey = plan.journeys[0]
    assert [s.name for s in plan.segments] == ["Young"]
    assert (journey.name, journey.segment, journey.source) == ("Shop", plan.segments[0].id, "shop.mmd")
    assert [s.name for s in journey.stages] == ["Find", "Buy"]
    points = plan.current_touchpoints
    assert [(p.name, p.satisfaction, p.owner) for p in points] == [
        ("See advert", 3, "Marketing"),
        ("Visit", 4, "Web team, Store"),
        ("Pay", 2, "Web team"),
    ]
    assert [p.stage for p in points] == [journey.stages[0].id] * 2 + [journey.stages[1].id]
    assert [(t.source, t.target, t.kind) for t in plan.current_transitions] == [
        (points[0].id, points[1].id, "forward"),
        (points[1].id, points[2].id, "forward"),
    ]
    assert [(e.touchpoint, e.share) for e in plan.current_entries] == [(points[0].id, 1.0)]
    assert not plan.optimal_touchpoints


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("state", ["current", "optimal"])
def test_a_sample_written_out_again_reads_the_same(path: Path, state: str) -> None:
    parsed = read_mermaid(path)
    plan = imported(parsed, state=state)
    written = journey_text(plan, plan.journeys[0].id, state)  # type: ignore[arg-type]
    assert as_mermaid(parse_journey(written)) == as_mermaid(parsed)
    assert parse_journey(written).front_title == parsed.front_title


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_importing_the_same_again_changes_nothing(path: Path) -> None:
    parsed = read_mermaid(path)
    plan = imported(parsed)
    assert not diff(plan, imported(parsed, plan))


@pytest.mark.parametrize(
    "text",
    [
        "journey\nBefore any: 3\nsection Empty\nsection Same\nA: 1: x\nsection Same\nA: 2: x\nA: 2.5: x",
        "journey\nA: happy: Me\nB: 9: a,,b\nC: -1\nD: : Me\nE: 5: , \nF: 4.5: Me\nG: 0x2: Me",
        "---\nconfig:\n  a: 1\ntitle: Out\n---\njourney\ntitle In\naccTitle: Acc\naccDescr {\n a\n b\n}\nA: 5",
        "---\ntitle: Both\n---\njourney\ntitle Both\nA: 5",
        "journey\naccTitle: Only\nA: 5",
        "journey\nA #58; B #35; C: 5: Sales#44; EMEA, #quot;x#quot;\nsection title of it\n#116;itle x: 3",
        "journey\nA  B: 5: C  D\nsection %a\n#37;#37; x: 4: 50 %",
        "journey\nCall: 3: Me: at noon",
    ],
)
def test_odd_journeys_written_out_again_read_the_same(text: str) -> None:
    plan = imported(text)
    assert as_mermaid(parse_journey(journey_text(plan, plan.journeys[0].id))) == as_mermaid(parse_journey(text))


def test_a_changed_satisfaction_or_owner_is_what_gets_written() -> None:
    plan = imported("journey\nA: 9: Me, You, You\nB: 8: ")
    point = plan.current_touchpoints[0]
    journey = plan.journeys[0].id
    assert "A: 9: Me, You, You" in journey_text(plan, journey)
    assert "A: 2: Me, You, You" in journey_text(amend(plan, "current_touchpoints", point.id, satisfaction=2), journey)
    assert "A: 9: Care" in journey_text(amend(plan, "current_touchpoints", point.id, owner="Care"), journey)


def test_a_touchpoint_without_satisfaction_says_so_in_a_comment() -> None:
    plan = imported(SHOP)
    plan = amend(plan, "current_touchpoints", plan.current_touchpoints[2].id, satisfaction=None)
    written = journey_text(plan, plan.journeys[0].id)
    assert "%% Satisfaction not known, written as 3\n      Pay: 3: Web team" in written


def test_scores_outside_one_to_five_are_told_by_name_and_kept() -> None:
    text = "journey\nGood: 9: Me\nFair: 6: Me\nPoor: 4: Me"
    told = notes(text)
    assert "2 tasks have a score outside 1 to 5: Good (9) and Fair (6)." in told
    assert "points out of 10" in told
    plan = imported(text)
    assert [p.satisfaction for p in plan.current_touchpoints] == [5, 3, 2]
    assert plan.current_touchpoints[0].notes == "Mermaid: 9: Me"
    five = read_journey(parse_journey(text), empty_plan(), "Young", scale="five")
    assert "The nearest of 1 and 5" in "\n".join(five.notes)
    assert [p.satisfaction for p in apply_journey(empty_plan(), five).current_touchpoints] == [5, 5, 4]


def test_scores_that_fit_no_scale_take_the_nearest_level() -> None:
    plan = imported("journey\nA: 42: x\nB: -3: x\nC: five: x\nD: 2.5: x")
    assert [p.satisfaction for p in plan.current_touchpoints] == [5, 1, None, 3]
    told = notes("journey\nA: 42: x\nC: five: x\nD: 2.5: x")
    assert "A (42)" in told
    assert "no number as score; their satisfaction stays open: C." in told
    assert "rounded: D (2.5)" in told


def test_the_segment_is_found_whatever_its_case_and_accents() -> None:
    plan = insert(empty_plan(), "segments", create(empty_plan(), "segments", name="Clients fidèles"))
    assert len(imported(SHOP, plan, "CLIENTS  FIDELES").segments) == 1
    assert len(imported(SHOP, plan, plan.segments[0].id).segments) == 1
    assert [s.name for s in imported(SHOP, plan, "Others").segments] == ["Clients fidèles", "Others"]


def test_importing_again_replaces_that_state_and_says_so() -> None:
    plan = imported(SHOP)
    visit = plan.current_touchpoints[1]
    plan = amend(plan, "current_touchpoints", visit.id, cost_per_contact=2.0)
    text = "journey\ntitle Shop\nsection Find\nVisit: 5: Store\nsection Care\nCall: 1: Care"
    assert "“Young” has a current journey with 3 touchpoints. It is replaced." in notes(text, plan)
    after = imported(text, plan)
    assert [p.name for p in after.current_touchpoints] == ["Visit", "Call"]
    kept = after.current_touchpoints[0]
    assert (kept.id, kept.cost_per_contact, kept.satisfaction, kept.owner) == (visit.id, 2.0, 5, "Store")
    assert [s.name for s in after.journeys[0].stages] == ["Find", "Care"]
    assert [(t.source, t.target) for t in after.current_transitions] == [(kept.id, after.current_touchpoints[1].id)]
    assert [e.touchpoint for e in after.current_entries] == [kept.id]
    assert len(after.journeys) == 1


def test_the_other_state_stays_and_same_touchpoints_share_their_id() -> None:
    plan = imported(SHOP)
    text = "journey\nsection Find\nVisit: 5: Store\nsection Try\nTest: 4: Store\nsection Buy\nPay: 5: Web team"
    after = imported(text, plan, state="optimal")
    assert after.current_touchpoints == plan.current_touchpoints
    assert after.current_transitions == plan.current_transitions
    assert [s.name for s in after.journeys[0].stages] == ["Find", "Try", "Buy"]
    ids = {p.name: p.id for p in plan.current_touchpoints}
    assert [p.id for p in after.optimal_touchpoints if p.name != "Test"] == [ids["Visit"], ids["Pay"]]
    assert journey_text(after, after.journeys[0].id).count("section") == 3


def test_a_share_that_was_set_on_a_step_survives_the_same_step() -> None:
    plan = imported(SHOP)
    plan = amend(plan, "current_transitions", plan.current_transitions[0].id, share=0.4)
    assert [t.share for t in imported(SHOP, plan).current_transitions] == [0.4, None]


def test_an_import_is_one_edit_that_undo_takes_back() -> None:
    from planner.change import apply, invert

    plan = imported(SHOP)
    after = imported("journey\nsection New\nOther: 3: x", plan)
    assert apply(after, invert(diff(plan, after))) == plan


def test_what_cannot_be_a_journey_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no task"):
        read_journey(parse_journey("journey\ntitle x"), empty_plan(), "Young")
    many = "journey\n" + "".join(f"section S{n}\nA: 3: x\n" for n in range(41))
    with pytest.raises(UnreadableError, match="41 sections"):
        read_journey(parse_journey(many), empty_plan(), "Young")
    with pytest.raises(Refused, match="at most 5000"):
        imported("journey\n" + "A: 3: x\n" * 5_001)


def test_very_long_names_are_cut_and_kept_whole_in_the_notes() -> None:
    name = "Long " * 80 + "end"
    plan = imported(f"journey\n{name}: 3: x")
    point = plan.current_touchpoints[0]
    assert len(point.name) == 300
    assert name in point.notes


def test_a_flowchart_has_plain_ids_quoted_labels_and_percent() -> None:
    plan = imported('journey\nsection A "b" #35; <c>\nOne: 3: x\nTwo: 4: x')
    one, two = plan.current_touchpoints
    plan = amend(plan, "current_touchpoints", two.id, goal=True)
    plan = amend(plan, "current_transitions", plan.current_transitions[0].id, share=0.625)
    loop = create(plan, "current_transitions", journey=one.journey, source=two.id, target=one.id, kind="loop")
    plan = insert(plan, "current_transitions", loop)
    assert flowchart_text(plan, plan.journeys[0].id).split("\n") == [
        "flowchart LR",
        '    subgraph S1["A #quot;b#quot; #35; #lt;c#gt;"]',
        '        T1["One"]',
        '        T2(["Two"])',
        "    end",
        '    Start(("Start"))',
        '    Start -->|"100\u00a0%"| T1',
        '    T1 -->|"62.5\u00a0%"| T2',
        "    T2 -.-> T1",
        "",
    ]


def test_a_journey_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        journey_text(empty_plan(), "none")
