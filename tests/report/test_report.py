"""The report as data: its parts and their order, its figures, its language, and what it says of a thin plan."""

import datetime as dt
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from planner.actions.business_case import plan_case
from planner.actions.chosen import chosen_actions
from planner.insight.edits import edit_profile, set_report_sections
from planner.journeys.edits import group_touchpoints
from planner.journeys.flow import flow
from planner.language import language, money_short, percent
from planner.plan import Plan, empty_plan
from planner.profile import ReportSection
from planner.report.blocks import KeyFigures, Note, Report, Table, said
from planner.report.build import build_report
from planner.report.sections import SECTIONS, chosen_sections, drafted_heading, is_filled
from planner.report.segments import by_priority, comparison, holders_of_gain
from planner.segments.edits import add_segment
from planner.segments.scoring import scores
from planner.segments.value import totals
from planner.templates import keys, plan_from


def table_of(report: Report, key: str) -> Table:
    return next(table for table in report.tables() if table.key == key)


def column(table: Table, key: str) -> list[Any]:
    at = [c.key for c in table.columns].index(key)
    return [row[at].value for row in table.rows]


def words_of(value: Any) -> list[str]:
    """Every text of a report, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [words for inner in value for words in words_of(inner)]
    if is_dataclass(value):
        return [words for one in fields(value) for words in words_of(getattr(value, one.name))]
    return []


def test_the_sample_has_every_part_in_order(sample: Plan) -> None:
    report = build_report(sample)
    assert [section.key for section in report.sections] == [kind.key for kind in SECTIONS]


def test_the_order_and_what_is_shown_are_the_plans(sample: Plan) -> None:
    plan = set_report_sections(
        sample,
        [ReportSection(key="actions"), ReportSection(key="segments", shown=False), ReportSection(key="summary")],
    )
    shown = [section.key for section in build_report(plan).sections]
    assert shown.index("actions") < shown.index("summary")
    assert "segments" not in shown
    assert "platforms" in shown


def test_the_cover_comes_first_wherever_it_was_dragged(sample: Plan) -> None:
    plan = set_report_sections(sample, [ReportSection(key="summary"), ReportSection(key="cover")])
    assert build_report(plan).sections[0].key == "cover"


def test_a_part_that_the_plan_does_not_place_stands_where_it_stands_in_a_new_one(sample: Plan) -> None:
    plan = set_report_sections(sample, [ReportSection(key="actions"), ReportSection(key="objectives")])
    order = [chosen.kind.key for chosen in chosen_sections(plan)]
    assert sorted(order) == sorted(kind.key for kind in SECTIONS)
    assert order.index("segments") == order.index("objectives") + 1


def test_an_unknown_part_of_a_newer_version_is_passed_over(sample: Plan) -> None:
    plan = set_report_sections(sample, [ReportSection(key="weather"), ReportSection(key="cover")])
    assert "weather" not in [chosen.kind.key for chosen in chosen_sections(plan)]


def test_a_heading_of_the_team_takes_the_place_of_the_drafted_one(sample: Plan) -> None:
    plan = set_report_sections(sample, [ReportSection(key="summary", heading="Ride on")])
    summary = build_report(plan).section("summary")
    assert summary is not None
    assert summary.topics[0].heading == "Ride on"
    assert drafted_heading(plan, "summary") != "Ride on"


def test_an_empty_part_is_off_by_default_and_says_so_where_it_is_printed() -> None:
    plan = empty_plan()
    assert [section.key for section in build_report(plan).sections] == ["cover"]
    plan = set_report_sections(plan, [ReportSection(key="journeys")])
    journeys = build_report(plan).section("journeys")
    assert journeys is not None
    assert journeys.topics[0].blocks == (Note("Not filled in yet."),)


def test_the_heading_states_the_finding(sample: Plan) -> None:
    summary = build_report(sample).section("summary")
    assert summary is not None
    assert summary.topics[0].heading == "Commuters first: win back those lost between Cart and Payment"


def test_the_title_goes_without_the_client_that_stands_beside_it(sample: Plan) -> None:
    report = build_report(sample)
    assert (report.client, report.title, report.period) == ("Vélo Lumière", "Client relationship strategy", "2027")


def test_the_date_is_the_day_it_is_written_unless_told(sample: Plan) -> None:
    assert build_report(sample).date == dt.date(2027, 3, 15)
    assert build_report(sample, dt.date(2028, 1, 2)).date == dt.date(2028, 1, 2)


def test_the_report_speaks_the_plans_language_and_leaves_the_interfaces_alone() -> None:
    report = build_report(plan_from("velo-lumiere", "fr"))
    assert report.language == "fr"
    sentence = report.section("segments")
    assert sentence is not None
    assert "23,2\u00a0M€" in " ".join(words_of(sentence))
    assert language() == "en"


def test_figures_of_the_summary_are_those_of_the_analysis(sample: Plan) -> None:
    summary = build_report(sample).section("summary")
    assert summary is not None
    band = next(block for block in summary.topics[0].blocks if isinstance(block, KeyFigures))
    sums, first = totals(sample), by_priority(sample)[0]
    journey = next(j for j in sample.journeys if j.segment == first.id)
    value, conversion, lost, actions = band.figures
    assert (value.value.value, value.then and value.then.value) == (sums.value_to_date, sums.expected)
    assert conversion.value.value == flow(sample, journey.id).conversion
    assert conversion.then is not None
    assert conversion.then.value == flow(sample, journey.id, "optimal").conversion
    assert lost.value.value == sums.churn
    assert actions.value.value == len(chosen_actions(sample))
    assert money_short(plan_case(sample).cost, "EUR") in actions.label


def test_the_tables_of_segments_add_up_to_the_totals_beneath(sample: Plan) -> None:
    table, sums = table_of(build_report(sample), "segments"), totals(sample)
    assert sum(column(table, "customers")) == sums.customers
    assert sum(column(table, "value")) == pytest.approx(sums.value_to_date)
    assert sum(column(table, "gain")) == pytest.approx(table.total[6].value)
    assert column(table, "priority") == sorted((s.points for s in scores(sample).values()), reverse=True)


def test_the_costs_agree_wherever_they_stand(sample: Plan) -> None:
    report, whole = build_report(sample), plan_case(sample).cost
    assert sum(v for v in column(table_of(report, "actions"), "cost")) == pytest.approx(whole)
    assert sum(column(table_of(report, "costs"), "amount")) == pytest.approx(whole)
    assert sum(column(table_of(report, "costs_by_segment"), "cost")) == pytest.approx(whole)
    assert table_of(report, "segment_cases").total[1].value == pytest.approx(whole)


def test_every_table_has_a_cell_for_each_column(sample: Plan) -> None:
    tables = list(build_report(sample).tables())
    assert len({table.key for table in tables}) == len(tables)
    for table in tables:
        for row in (*table.rows, *([table.total] if table.total else [])):
            assert len(row) == len(table.columns), table.key


def test_typed_cells_hold_values_and_not_words(sample: Plan) -> None:
    for table in build_report(sample).tables():
        for at, kind in enumerate(c.kind for c in table.columns):
            for row in table.rows:
                value = row[at].value
                if kind == "date":
                    assert value is None or value == "" or isinstance(value, dt.date), table.key
                elif kind != "text":
                    assert value is None or value == "" or isinstance(value, int | float), table.key


def test_a_segment_is_compared_with_all_customers_by_their_number(sample: Plan) -> None:
    commuters = sample.segments[0]
    lines = {line.label: line for line in comparison(sample, commuters)}
    customers = sum(s.customers or 0 for s in sample.segments)
    mean = sum((s.value_to_date or 0) * (s.customers or 0) for s in sample.segments) / customers
    assert lines["Value per year"].own.value == commuters.value_to_date
    assert lines["Value per year"].all.value == pytest.approx(mean)
    assert said(lines["Lost per year"].own) == percent(1 - (commuters.retention or 0))


def test_the_fewest_segments_that_hold_most_of_the_gain_are_named(sample: Plan) -> None:
    holders, held = holders_of_gain(sample)
    assert [s.name for s in holders] == ["Lapsed buyers", "Commuters"]
    assert held == pytest.approx(0.61, abs=0.005)


def test_a_segment_of_which_nothing_is_known_has_no_page_of_its_own() -> None:
    plan = add_segment(add_segment(empty_plan(), "Known", customers=10), "Only a name")
    segments = build_report(plan).section("segments")
    assert segments is not None
    assert [topic.short for topic in segments.topics] == ["All segments", "Known"]
    assert "Not described yet: Only a name." in words_of(segments)


def test_a_plan_without_money_says_nothing_of_money() -> None:
    plan = add_segment(empty_plan(), "Known", customers=10)
    assert not any("€0" in words for words in words_of(build_report(plan)))


@pytest.mark.parametrize("key", keys())
def test_every_template_gives_a_report(key: str) -> None:
    report = build_report(plan_from(key, "en"))
    assert all(topic.heading for section in report.sections for topic in section.topics)


def test_every_part_of_the_sample_counts_as_filled_in(sample: Plan) -> None:
    assert all(is_filled(sample, kind.key) for kind in SECTIONS)


def test_no_placeholder_is_left_in_any_sentence(sample: Plan) -> None:
    assert not [words for words in words_of(build_report(sample)) if "{" in words or "None" in words]


def test_the_currency_of_the_plan_is_that_of_every_figure(sample: Plan) -> None:
    report = build_report(edit_profile(sample, currency="CHF"))
    assert not any("€" in words for words in words_of(tuple(s for s in report.sections if s.key == "budget")))
    assert {c.currency for t in report.tables() for row in t.rows for c in row if c.kind == "money"} == {"CHF"}


def test_groups_of_touchpoints_are_told_with_what_passes_through(sample: Plan) -> None:
    assert not any("Checkout" in words for words in words_of(build_report(sample)))
    grouped = group_touchpoints(sample, "browse", ("cart", "payment"), "Checkout")
    told = [words for words in words_of(build_report(grouped)) if words.startswith("Checkout: Cart and Payment.")]
    assert len(told) == 1 and "come in" in told[0] and "Most leave at Cart: " in told[0]
