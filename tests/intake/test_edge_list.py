"""Edge lists: rows as steps, whatever they are called, and a journey that goes out as rows and comes in again."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from exports.graphs.edge_list import edge_list_text
from planner.edit import amend
from planner.intake.errors import UnreadableError
from planner.intake.formulas import bare, safe
from planner.intake.journeys.columns import guess_kind
from planner.intake.journeys.draft import CONVERTED, Draft
from planner.intake.journeys.edge_list import draft_of_edges
from planner.intake.tables import read_table
from planner.journeys.flow import flow
from planner.journeys.records import STATES, State
from planner.templates import SAMPLE, plan_from
from tests.intake.graphs import imported, said
from tests.journeys.maps import journey_plan

Reader = Callable[[str], Draft]
TRANSITIONS = Path(__file__).parent.parent / "data" / "attribution" / "transitions.csv"


@pytest.fixture
def edges(tmp_path: Path) -> Reader:
    """Reads edges from a text."""

    def read(text: str) -> Draft:
        file = tmp_path / "edges.csv"
        file.write_text(text, encoding="utf-8")
        return draft_of_edges(read_table(file))

    return read


def steps(draft: Draft) -> dict[tuple[str, str], float | None]:
    return {(s.source, s.target): s.share for s in draft.steps}


def test_counted_transitions_make_the_chain_they_were_counted_from() -> None:
    table = read_table(TRANSITIONS)
    assert guess_kind(table) == "edges"
    plan = imported(draft_of_edges(table))
    found = flow(plan, plan.journeys[0].id)
    assert found.conversion == pytest.approx(0.22748447204968947, rel=1e-8)
    goals = [p.name for p in plan.current_touchpoints if p.goal]
    assert goals == ["Conversion"]


def test_counts_alone_do_too(edges: Reader) -> None:
    rows = [line.rsplit(",", 1)[0] for line in TRANSITIONS.read_text().splitlines()]
    draft = edges("\n".join(rows) + "\n")
    plan = imported(draft)
    assert flow(plan, plan.journeys[0].id).conversion == pytest.approx(0.22748447204968947, rel=1e-12)
    assert sum(draft.starts.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "text",
    [
        "from,to,share\nAd,Cart,0.4\nCart,Pay,0.5\n",
        "Source;Cible;Part\nAd;Cart;40 %\nCart;Pay;50 %\n",
        "source\ttarget\tprobability\nAd\tCart\t0.4\nCart\tPay\t0.5\n",
        "De,Vers,Pourcentage\nAd,Cart,40\nCart,Pay,50\n",
        "id,from,to,percent\n1,Ad,Cart,40\n2,Cart,Pay,50\n",
    ],
)
def test_headings_and_shares_are_understood_however_they_are_written(edges: Reader, text: str) -> None:
    assert steps(edges(text)) == {("Ad", "Cart"): pytest.approx(0.4), ("Cart", "Pay"): pytest.approx(0.5)}


def test_a_list_without_headings_loses_no_row(edges: Reader) -> None:
    assert list(steps(edges("Ad,Cart\nCart,Pay\n"))) == [("Ad", "Cart"), ("Cart", "Pay")]


def test_counts_of_those_who_do_not_go_on_lower_the_shares(edges: Reader) -> None:
    found = edges("from,to,count\n(start),Ad,100\nAd,Cart,40\nAd,(exit),60\nCart,(goal),10\nCart,Cart,20\n")
    assert steps(found) == {("Ad", "Cart"): 0.4, ("Cart", CONVERTED): 10 / 60, ("Cart", "Cart"): 20 / 60}
    assert found.starts == {"Ad": 1.0}


def test_stages_channels_kinds_and_days_are_taken_in(edges: Reader) -> None:
    draft = edges(
        "from,to,kind,share,delay days,from stage,to stage,from channel,to channel\n"
        "Ad,Cart,forward,0.4,2,Find,Buy,Posters,Website\n"
        "Cart,Ad,re-engagement,0.1,1.5,Buy,Find,Website,Posters\n"
    )
    plan = imported(draft)
    assert [s.name for s in plan.journeys[0].stages] == ["Find", "Buy"]
    assert [(c.name, c.kind) for c in plan.channels] == [("Posters", ""), ("Website", "website")]
    assert [(t.kind, t.share, t.delay_days) for t in plan.current_transitions] == [
        ("forward", 0.4, 2.0),
        ("re_engagement", 0.1, 1.5),
    ]


def test_rows_that_cannot_be_used_are_told_with_their_lines(edges: Reader) -> None:
    draft = edges("from,to,share\nAd,Cart,0.5\n,Cart,0.1\nAd,,0.1\nAd,Pay,often\n(goal),Ad,1\nAd,Pay,-0.5\n")
    assert list(steps(draft)) == [("Ad", "Cart")]
    told = "\n".join(draft.notes)
    assert "2 rows were left out (the first in line 5): A share or count is no number, less than zero" in told
    assert "1 row was left out (line 3): It does not say where the step comes from." in told
    assert "1 row was left out (line 4): It does not say where the step goes." in told
    assert "1 row was left out (line 6): A step cannot lead from an end" in told


def test_a_table_without_ends_is_refused(edges: Reader) -> None:
    with pytest.raises(UnreadableError, match="No two columns"):
        edges("name\nx\n")


def sample_journeys() -> list[tuple[str, State]]:
    plan = plan_from(SAMPLE, "en")
    return [(j.id, s) for j in plan.journeys for s in STATES if said(plan, j.id, s)["points"]]


@pytest.mark.parametrize(("journey", "state"), sample_journeys())
def test_journeys_of_the_sample_come_back(journey: str, state: State, edges: Reader) -> None:
    sample = plan_from(SAMPLE, "en")
    plan = imported(edges(edge_list_text(sample, journey, state)), state=state)
    there, here = said(sample, journey, state), said(plan, plan.journeys[0].id, state)
    assert here["steps"] == there["steps"]
    assert here["starts"] == there["starts"]
    keys = ("name", "stage", "channel", "goal")
    assert sorted([p[k] for k in keys] for p in here["points"]) == sorted([p[k] for k in keys] for p in there["points"])


def test_importing_what_went_out_changes_no_field_of_the_journey(edges: Reader) -> None:
    sample = plan_from(SAMPLE, "en")
    journey = sample.journeys[0]
    plan = imported(edges(edge_list_text(sample, journey.id)), sample, journey.segment)
    there, here = said(sample, journey.id), said(plan, journey.id)
    assert sorted(here["points"], key=lambda p: p["name"]) == sorted(there["points"], key=lambda p: p["name"])
    assert (here["steps"], here["starts"]) == (there["steps"], there["starts"])


def test_a_file_goes_out_with_the_columns_it_came_in_with(edges: Reader) -> None:
    plan = imported(edges('from,to,weight,team,"=odd"\nAd,Cart,80,Web,x\nAd,Cart,20,Store,\nCart,Pay,10,-Care,y\n'))
    text = edge_list_text(plan, plan.journeys[0].id)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(r["from"], r["to"], r["weight"], r["team"], r["'=odd"]) for r in rows if r["to"]] == [
        ("Ad", "Cart", "80", "Web", "x"),
        ("Ad", "Cart", "20", "Store", ""),
        ("Cart", "Pay", "10", "'-Care", "y"),
    ]
    again = imported(edges(text))
    assert said(again, again.journeys[0].id) == said(plan, plan.journeys[0].id)


@pytest.mark.parametrize("name", ["=1+1", "+49 30", "-Cart", "@home", "'=x", "''-x", "'quoted'", 'say "a, b"'])
def test_names_that_look_like_formulas_are_safe_and_come_back(name: str, edges: Reader) -> None:
    assert bare(safe(name)) == name
    assert safe(name)[0] not in "=+-@"
    plan = journey_plan({(name, "Pay"): 0.5}, {name: 1.0}, goals="Pay")
    text = edge_list_text(plan, plan.journeys[0].id)
    assert not any(cell[:1] in ("=", "+", "-", "@") for row in csv.reader(io.StringIO(text)) for cell in row)
    again = imported(edges(text))
    assert said(again, again.journeys[0].id)["steps"] == said(plan, plan.journeys[0].id)["steps"]


def test_lone_touchpoints_and_goals_come_back(edges: Reader) -> None:
    plan = journey_plan({("Ad", "Pay"): None}, goals="Pay Alone")
    plan = amend(plan, "current_touchpoints", plan.current_touchpoints[-1].id, goal=False)
    again = imported(edges(edge_list_text(plan, plan.journeys[0].id)))
    assert {p.name: p.goal for p in again.current_touchpoints} == {"Ad": False, "Pay": True, "Alone": False}
