"""Event logs: what the engine counts, in whatever way files write cases, activities and times."""

import datetime as dt
import gzip
import random
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from planner.intake.errors import UnreadableError
from planner.intake.events.log import read_events
from planner.intake.events.observed import Observed, draft_of
from planner.intake.journeys.arrival import apply_graph, read_graph
from planner.intake.journeys.draft import OTHER
from planner.journeys.flow import flow
from planner.plan import Plan, empty_plan

START = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
Event = tuple[str, str, dt.datetime]


def events(cases: dict[str, str], times: int = 5) -> list[Event]:
    """Every case so many times, its activities an hour apart."""
    return [
        (f"{case}{copy}", name, START + dt.timedelta(hours=at))
        for case, names in cases.items()
        for copy in range(times)
        for at, name in enumerate(names.split())
    ]


def written(path: Path, rows: list[Event], head: str = "case_id,activity,timestamp", form: str = "%Y-%m-%d %H:%M:%S",
            encoding: str = "utf-8", delimiter: str = ",") -> Path:  # fmt: skip
    lines = [head.replace(",", delimiter)] if head else []
    lines += [delimiter.join((case, name, time.strftime(form))) for case, name, time in rows]
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def in_plain_python(rows: list[Event]) -> tuple[dict[tuple[str, str], tuple[int, int, float]], dict[str, int]]:
    """Steps with how often, by how many, after how many days; and starts: counted one by one."""
    cases: defaultdict[str, list[tuple[dt.datetime, int, str]]] = defaultdict(list)
    for at, (case, name, time) in enumerate(rows):
        cases[case].append((time, at, name))
    taken: defaultdict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    starts: defaultdict[str, int] = defaultdict(int)
    for case, seen in cases.items():
        visits: list[tuple[dt.datetime, str]] = []
        for time, _at, name in sorted(seen):
            if not visits or visits[-1][1] != name:
                visits.append((time, name))
        starts[visits[0][1]] += 1
        for (begun, one), (reached, two) in pairwise(visits):
            taken[one, two].append((case, (reached - begun).total_seconds() / 86_400))
    steps = {
        ends: (len(found), len({case for case, _d in found}), sum(d for _c, d in found) / len(found))
        for ends, found in taken.items()
    }
    return steps, dict(starts)


def test_counts_of_many_events_are_those_of_plain_python_too(tmp_path: Path) -> None:
    """More rows than the engine gives to one thread at a time."""
    dice = random.Random(9)
    rows = [
        (f"c{case}", dice.choice("ABCD"), START + dt.timedelta(minutes=dice.randrange(4_000)))
        for case in range(40_000)
        for _event in range(dice.randrange(1, 13))
    ]
    dice.shuffle(rows)
    found = read_events(written(tmp_path / "log.csv", rows))
    steps, starts = in_plain_python(rows)
    assert {ends: (t.times, t.customers) for ends, t in found.steps.items()} == {k: v[:2] for k, v in steps.items()}
    assert {ends: t.days for ends, t in found.steps.items()} == pytest.approx({k: v[2] for k, v in steps.items()})
    assert found.starts == starts


def test_ways_are_whole_ways_and_how_many_took_each(tmp_path: Path) -> None:
    ways = {"a": "Ad Cart Pay", "b": "Cart Ad Pay", "c": "Ad Ad Cart Pay", "d": "Ad"}
    found = read_events(written(tmp_path / "log.csv", events(ways, times=6)))
    assert {way.steps: way.customers for way in found.ways} == {
        ("Ad", "Cart", "Pay"): 12.0,
        ("Cart", "Ad", "Pay"): 6.0,
        ("Ad",): 6.0,
    }
    assert found.way_count == 3


class Stopped(Exception):
    """Someone pressed Cancel."""


def test_the_work_is_told_from_none_to_all_and_can_be_stopped_anywhere(tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", events({"a": "Ad Cart Pay", "b": "Ad Pay"}, times=500))
    told: list[float] = []
    read_events(path, report=lambda share, _words: told.append(share))
    assert told == sorted(told) and told[-1] == 1.0 and len(told) > 8
    for at in sorted(set(told)):

        def stop(share: float, _words: str, at: float = at) -> None:
            if share >= at:
                raise Stopped

        with pytest.raises(Stopped):
            read_events(path, report=stop)


@pytest.mark.parametrize("seed", range(4))
def test_counts_are_those_of_plain_python(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    rows = [
        (f"c{case}", dice.choice("ABCD"), START + dt.timedelta(minutes=dice.randrange(40) * 15))
        for case in range(80)
        for _event in range(dice.randrange(1, 9))
    ]
    dice.shuffle(rows)
    found = read_events(written(tmp_path / "log.csv", rows))
    steps, starts = in_plain_python(rows)
    assert {ends: (t.times, t.customers) for ends, t in found.steps.items()} == {k: v[:2] for k, v in steps.items()}
    for ends, taken in found.steps.items():
        assert taken.days == pytest.approx(steps[ends][2])
    assert found.starts == starts
    assert found.customers == len({case for case, _n, _t in rows})
    assert found.rows == len(rows)


def imported(observed: Observed, share: float = 0.0) -> Plan:
    plan = empty_plan()
    return apply_graph(plan, read_graph(draft_of(observed, share), plan, "Young"))


def test_a_log_becomes_a_journey_with_shares_and_days(tmp_path: Path) -> None:
    rows = events({"a": "Ad Cart Payment", "b": "Ad Cart", "c": "Ad"})
    plan = imported(read_events(written(tmp_path / "log.csv", rows)))
    points = {p.id: p for p in plan.current_touchpoints}
    assert [(p.name, p.goal) for p in points.values()] == [("Ad", False), ("Cart", False), ("Payment", True)]
    assert [(points[t.source].name, points[t.target].name, t.share) for t in plan.current_transitions] == [
        ("Ad", "Cart", pytest.approx(2 / 3)),
        ("Cart", "Payment", pytest.approx(1 / 2)),
    ]
    assert all(t.delay_days == pytest.approx(1 / 24, abs=1e-6) for t in plan.current_transitions)
    found = flow(plan, plan.journeys[0].id)
    assert found.conversion == pytest.approx(1 / 3)
    assert found.days_to_goal == pytest.approx(2 / 24, abs=1e-5)
    assert plan.journeys[0].source.startswith("log.csv; 30 events; 15 customers")


def test_no_case_leaves_the_engine(tmp_path: Path) -> None:
    rows = events({"jane.doe@example.org-": "Ad Cart", "b": "Ad Odd"}, 5)[:-2]
    observed = read_events(written(tmp_path / "log.csv", rows))
    assert "jane" not in repr(observed)
    assert "Odd" not in repr(observed), "an activity of fewer than five cases has no name any more"
    assert OTHER in observed.activities
    assert "jane" not in imported(observed).model_dump_json()


@pytest.mark.parametrize(
    ("head", "form", "delimiter"),
    [
        ("case:concept:name,concept:name,time:timestamp", "%Y-%m-%dT%H:%M:%S.000+00:00", ","),
        ("Dossier,Activité,Horodatage", "%d/%m/%Y %H:%M", ";"),
        ("visitor id,event,date", "%m/%d/%Y %I:%M:%S %p", ","),
        ("user,page,time", "%d.%m.%Y %H:%M:%S", "\t"),
        ("session id,action,created at", "%Y/%m/%d %H:%M:%S", "|"),
        ("id,touchpoint,when", "%d-%b-%Y %H:%M:%S", ","),
        ("case,activity,timestamp", "%d/%m/%y %H:%M", ";"),
        ("case,activity,timestamp", "%s", ","),
        ("case,activity,timestamp", "%s000", ","),
        ("", "%Y-%m-%d %H:%M:%S", ","),
    ],
)
def test_columns_and_times_are_found_however_they_are_written(
    tmp_path: Path, head: str, form: str, delimiter: str
) -> None:
    rows = [(c, n, t + dt.timedelta(days=20)) for c, n, t in events({"a": "Ad Cart Pay", "b": "Ad Pay"})]
    observed = read_events(written(tmp_path / "log.csv", rows, head, form, delimiter=delimiter))
    assert {ends: t.times for ends, t in observed.steps.items()} == {
        ("Ad", "Cart"): 5,
        ("Cart", "Pay"): 5,
        ("Ad", "Pay"): 5,
    }
    assert observed.steps["Ad", "Cart"].days == pytest.approx(1 / 24)
    assert observed.span == (dt.date(2024, 1, 21), dt.date(2024, 1, 21))


def test_dates_that_read_both_ways_are_told_and_can_be_turned(tmp_path: Path) -> None:
    rows = [(c, n, START + dt.timedelta(days=33 + at)) for c in "abcde" for at, n in enumerate(("Ad", "Cart"))]
    path = written(tmp_path / "log.csv", rows, form="%d/%m/%Y")
    month_first = read_events(path)
    assert "Dates such as 04/02/2024 were read month first" in month_first.notes[0]
    assert month_first.steps["Ad", "Cart"].days == pytest.approx(31)
    assert read_events(path, day_first=True).steps["Ad", "Cart"].days == pytest.approx(1)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_accents_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    rows = events({"a": "Publicité Achat"})
    observed = read_events(written(tmp_path / "log.csv", rows, encoding=encoding))
    assert set(observed.activities) == {"Publicité", "Achat"}


def test_rows_that_cannot_be_used_are_counted(tmp_path: Path) -> None:
    good = "\n".join(f"c{n},Ad,2024-01-01 10:0{n}\nc{n},Cart,2024-01-02 10:00" for n in range(5))
    path = tmp_path / "log.csv"
    path.write_text(
        f"case,activity,timestamp\n{good}\n,Ad,2024-01-01\nc9,,2024-01-01\nc9,Ad,soon\nc9,Ad\nc9,Ad,\n",
        encoding="utf-8",
    )
    observed = read_events(path)
    assert observed.rows == 10
    assert "1 event names no case and was left out." in observed.notes
    assert "1 event names no activity and was left out." in observed.notes
    assert "3 events have no time that can be read and were left out." in observed.notes


def test_cells_of_several_lines_and_quotes_never_closed_do_no_harm(tmp_path: Path) -> None:
    body = "\n".join(f'c{n},"Ad,\nlong",2024-01-01\nc{n},Cart,2024-01-02' for n in range(5))
    path = tmp_path / "log.csv"
    path.write_text(f"case,activity,timestamp\n{body}\n", encoding="utf-8")
    assert ("Ad, long", "Cart") in read_events(path).steps
    body = "\n".join(f"c{n},Ad,2024-01-01\nc{n},Cart,2024-01-02" for n in range(400))
    path.write_text(f'case,activity,timestamp\nc0,"Odd,2024-01-01\n{body}\n', encoding="utf-8")
    assert read_events(path).steps["Ad", "Cart"].customers == 400


def test_times_that_cannot_be_are_left_out(tmp_path: Path) -> None:
    rows = events({"a": "Ad Cart"})
    path = written(tmp_path / "log.csv", rows)
    text = path.read_text(encoding="utf-8") + "x,Ad,9999-12-31 00:00:00\nx,Ad,0001-01-01 00:00:00\nx,Ad,infinity\n"
    path.write_text(text, encoding="utf-8")
    observed = read_events(path)
    assert observed.rows == len(rows)
    assert "3 events have no time that can be read and were left out." in observed.notes


def test_only_completed_activities_count_where_a_log_says_when_they_began(tmp_path: Path) -> None:
    steps = [("Ad", "start"), ("Ad", "complete"), ("Cart", "START"), ("Pay", "COMPLETE"), ("Cart", "COMPLETE")]
    rows = [f"c{n},{name},{state},2024-01-01 1{at}:00:00" for n in range(5) for at, (name, state) in enumerate(steps)]
    path = tmp_path / "log.csv"
    head = "case:concept:name,concept:name,lifecycle:transition,time:timestamp"
    path.write_text(head + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert set(read_events(path).steps) == {("Ad", "Pay"), ("Pay", "Cart")}


def test_columns_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rows = "\n".join(f"{n},x,web,2024-01-01,Ad\n{n},y,web,2024-01-02,Cart" for n in range(5))
    path.write_text(f"a,b,c,d,e\n{rows}\n", encoding="utf-8")
    assert ("x", "y") in read_events(path, {"case": 0, "activity": 1, "time": 3}).steps
    without_time = read_events(path, {"case": 0, "activity": 4})
    assert without_time.steps["Ad", "Cart"].days is None
    assert "in the order of the file" in without_time.notes[0]


def test_a_table_without_cases_says_so(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("when\n2024-01-01\n2024-01-02\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="say whose event it is"):
        read_events(path)
    path.write_text("case,activity,timestamp\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="no event that can be used"):
        read_events(path)


def test_a_workbook_keeps_its_hours(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Case", "Activity", "Time"])
    for case, name, time in events({"a": "Ad Cart"}):
        sheet.append([case, name, time.replace(tzinfo=None)])
    book.save(tmp_path / "log.xlsx")
    assert read_events(tmp_path / "log.xlsx").steps["Ad", "Cart"].days == pytest.approx(1 / 24, abs=1e-6)


# XES

LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="__INVALID__"/></global>
  <string key="concept:name" value="The log"/>
  {traces}
</log>
"""


def xes(rows: list[Event], lifecycle: bool = False) -> str:
    cases: defaultdict[str, list[str]] = defaultdict(list)
    for case, name, time in rows:
        for state in ("start", "complete") if lifecycle else ("",):
            said = f'<string key="lifecycle:transition" value="{state}"/>' if state else ""
            late = time + dt.timedelta(minutes=30 if state == "complete" else 0)
            cases[case].append(
                f'<event>{said}<string key="concept:name" value="{name}"><string key="concept:name" value="deep"/>'
                f'</string><date key="time:timestamp" value="{late.isoformat()}"/></event>'
            )
    traces = (f'<trace><string key="concept:name" value="{c}"/>{"".join(e)}</trace>' for c, e in cases.items())
    return LOG.format(traces="".join(traces))


@pytest.mark.parametrize("lifecycle", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_a_log_in_xes_is_read_as_one_in_csv(tmp_path: Path, lifecycle: bool, packed: bool) -> None:
    rows = events({"a": "Ad Cart Pay", "b": "Ad Pay"})
    text = xes(rows, lifecycle).encode()
    path = tmp_path / ("log.xes.gz" if packed else "log.xes")
    path.write_bytes(gzip.compress(text) if packed else text)
    found = read_events(path)
    plain = read_events(written(tmp_path / "log.csv", rows))
    assert (found.steps, found.starts, found.customers) == (plain.steps, plain.starts, plain.customers)


def test_traces_without_a_name_are_cases_of_their_own(tmp_path: Path) -> None:
    event = '<event><string key="concept:name" value="{}"/></event>'
    trace = "<trace>" + event.format("Ad") + event.format("Cart") + "</trace>"
    path = tmp_path / "log.xes"
    path.write_text("<log>" + trace * 6 + "</log>", encoding="utf-8")
    assert read_events(path).steps["Ad", "Cart"].customers == 6


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('<!DOCTYPE log [<!ENTITY a "b">]><log><trace/></log>', "declares a document type"),
        ("<log xes.version='1'><trace>", "no whole XML document"),
        ("<log xes.version='1'>" + "<list>" * 100 + "</list>" * 100 + "</log>", "nested deeper than 40"),
        ("<log xes.version='1'></log>", "holds no event"),
        ("<!-- <log xes --><other/>", "no event log"),
    ],
)
def test_hostile_and_broken_logs_are_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "log.xes"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match=says):
        read_events(path)


def test_a_packed_log_that_is_cut_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(xes(events({"a": "Ad Cart"})).encode())[:-20])
    with pytest.raises(UnreadableError):
        read_events(path)
