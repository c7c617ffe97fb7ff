"""Segment tables: which columns are recognised, what their cells mean, and what an import does to a plan."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner import clock
from planner.document import Document
from planner.edit import create, insert
from planner.intake.errors import UnreadableError
from planner.intake.segments.cells import shares_scale
from planner.intake.segments.columns import guess_targets, targets
from planner.intake.segments.table import (
    ColumnMapping,
    SegmentImport,
    apply_segments,
    guess_mapping,
    read_segments,
)
from planner.intake.tables import read_table
from planner.plan import Plan, empty_plan
from planner.segments.edits import add_criterion, add_segment
from planner.segments.records import Rule


@pytest.fixture
def plan() -> Plan:
    plan = empty_plan(title="Shop")
    for name in ("E-mail", "SMS"):
        plan = insert(plan, "channels", create(plan, "channels", name=name))
    return add_segment(plan, "Commuters", customers=10, value_to_date=5.0, needs="Speed")


@pytest.fixture
def imported(tmp_path: Path, plan: Plan) -> Callable[..., SegmentImport]:
    def read(text: str, mapping: ColumnMapping | None = None, into: Plan = plan, name: str = "segments.csv") -> Any:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_segments(path, into, mapping)

    return read


def field(result: SegmentImport, name: str, at: int = 0) -> Any:
    return result.segments[at].fields.get(name)


# Columns


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (
            ("Segment", "Customers", "Value to date", "Expected value", "Churn rate", "Needs"),
            ("name", "customers", "value_to_date", "expected_value", "churn", "needs"),
        ),
        (
            ("Nom du segment", "Effectif", "Panier moyen (€)", "Taux de rétention (%)", "Ancienneté (ans)", "Besoins"),
            ("name", "customers", "average_transaction_value", "retention", "tenure_years", "needs"),
        ),
        (("SEGMENT_NAME", "nb-clients", "CA total", "Fidélité"), ("name", "customers", "value_total", "loyalty")),
        (("Segment", "Colour", "", "Segment"), ("name", "", "", "")),
        (("Segment", "Gross margin 2026", "Opt-in E-mail"), ("name", "gross_margin", "consent")),
        (("Segment", "Frequency score", "Loyalty score"), ("name", "", "loyalty")),
    ],
)
def test_headings_are_recognised_in_english_and_french(
    plan: Plan, head: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert tuple(key.split(":")[0] for key in guess_targets(head, targets(plan))) == found


def test_own_criteria_can_be_columns(plan: Plan) -> None:
    plan = add_criterion(plan, "own", "Strategic fit")
    key = f"score:{plan.score_criteria[0].id}"
    assert guess_targets(("Segment", "Strategic Fit"), targets(plan)) == ("name", key)


def test_a_list_of_customers_is_told_from_a_table_of_segments(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Customer ID,Name,Segment\n1,Ann,A\n2,Bo,A\n3,Cy,B\n4,Di,B\n")
    mapping = guess_mapping(read_table(path), plan)
    assert (mapping.rows_are, mapping.columns) == ("customers", ("customer", "", "name"))
    path.write_text("Segment,Customers\nA,2\nB,2\nC,4\nD,5\n")
    assert guess_mapping(read_table(path), plan).rows_are == "segments"


def test_the_names_of_persons_become_no_segments(tmp_path: Path, plan: Plan) -> None:
    """A list in a language of which no heading is known: neither its persons nor their yes and no are guessed at."""
    path = tmp_path / "kunden.csv"
    lines = [f"{at},Person {at},{'Stamm' if at % 2 else 'Neu'},{'ja' if at % 3 else 'nein'}" for at in range(60)]
    path.write_text("\n".join(["Kundennr,Name,Gruppe,E-Mail", *lines]) + "\n")
    mapping = guess_mapping(read_table(path), plan)
    assert (mapping.rows_are, mapping.columns) == ("customers", ("", "", "", ""))
    with pytest.raises(UnreadableError, match="names the segments"):
        read_segments(path, plan)


def test_many_new_segments_are_asked_about(imported: Any) -> None:
    many = imported("Segment\n" + "\n".join(f"S{at}" for at in range(21)) + "\n")
    assert any("If each row is a customer" in note for note in many.notes)
    few = imported("Segment\n" + "\n".join(f"S{at}" for at in range(20)) + "\n")
    assert not any("If each row is a customer" in note for note in few.notes)


def test_a_file_in_which_nothing_names_the_segments_is_refused_with_what_to_do(imported: Any) -> None:
    with pytest.raises(UnreadableError, match="names the segments"):
        imported("Colour,Size of shoe\nred,40\nblue,41\n")


def test_the_person_s_mapping_wins_over_the_guess(imported: Any) -> None:
    result = imported("Segment,Group\nA,North\nB,South\n", ColumnMapping("segments", ("", "name")))
    assert [segment.name for segment in result.segments] == ["North", "South"]


# Cells


def test_every_kind_of_field_is_read(imported: Any, plan: Plan) -> None:
    result = imported(
        "Segment;Clients;Valeur à ce jour;Valeur attendue;Marge brute;Fidélité;Statut;Cycle de vie;Niveau de relation;"
        "VIP;Critères;Canaux;Consentement SMS;Ancienneté (mois)\n"
        "Familles;6 100;540,50 €;610;32,5 %;55;récurrent;À risque;Collaboratif;oui;"
        '"Panier is at least 100; Lieu is Lyon";"SMS, E-mail";81 %;30\n'
    )
    segment = result.segments[0]
    channels = {channel.name: channel.id for channel in plan.channels}
    assert dict(segment.fields) == {
        "customers": 6_100,
        "value_to_date": 540.5,
        "expected_value": 610.0,
        "gross_margin": pytest.approx(0.325),
        "loyalty": 55.0,
        "status": "repeat",
        "lifecycle": "at_risk",
        "relationship_level": "collaborated",
        "vip": True,
        "rules": (
            Rule(attribute="Panier", operator="at_least", value="100"),
            Rule(attribute="Lieu", operator="is", value="Lyon"),
        ),
        "tenure_years": 2.5,
    }
    assert segment.channels == (channels["SMS"], channels["E-mail"])
    assert dict(segment.consents) == {channels["SMS"]: pytest.approx(0.81)}


@pytest.mark.parametrize(
    ("cells", "shares", "says"),
    [
        (("18", "4"), (0.18, 0.04), "above 1"),
        (("18 %", "0.5"), (0.18, 0.5), "no number above 1"),
        (("0.18", "1"), (0.18, 1.0), "no number above 1"),
        (("18%", "4 %"), (0.18, 0.04), ""),
    ],
)
def test_percentages_follow_one_stated_rule_per_column(
    imported: Any, cells: tuple[str, str], shares: tuple[float, float], says: str
) -> None:
    result = imported("Segment,Retention\n" + "".join(f"S{at},{cell}\n" for at, cell in enumerate(cells)))
    assert [s.fields["retention"] for s in result.segments] == pytest.approx(list(shares))
    assert any(says in note for note in result.notes) if says else result.notes == ()


def test_a_french_share_reads_the_same_as_a_percentage(imported: Any) -> None:
    for cell in ("0,18", "18 %", "18,0 %"):
        assert field(imported(f"Segment;Taux de rétention\nA;{cell}\n"), "retention") == pytest.approx(0.18)


def test_a_person_can_say_how_percentages_are_written(imported: Any) -> None:
    mapping = ColumnMapping("segments", ("name", "retention"), {1: "percent"})
    assert field(imported("Segment,Retention\nA,0.5\n", mapping), "retention") == pytest.approx(0.005)


def test_churn_is_kept_as_what_is_retained(imported: Any) -> None:
    assert field(imported("Segment,Churn\nA,17 %\n"), "retention") == pytest.approx(0.83)


def test_totals_are_shared_out_over_the_customers(imported: Any) -> None:
    result = imported("Segment,Customers,Total revenue\nA,200,1000\nB,,1000\n")
    assert field(result, "value_to_date") == 5.0
    assert field(result, "value_to_date", 1) is None


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Customers", "12.5"),
        ("Customers", "-3"),
        ("Customers", "1_000"),
        ("Customers", "nan"),
        ("Loyalty", "140"),
        ("Retention", "120 %"),
        ("Lifecycle stage", "galactic"),
        ("VIP", "perhaps"),
        ("Average order value", "-5"),
        ("Gross margin", "inf"),
    ],
)
def test_a_cell_that_does_not_fit_is_passed_over_and_told(imported: Any, column: str, cell: str) -> None:
    result = imported(f"Segment,{column}\nA,{cell}\n")
    assert dict(result.segments[0].fields) == {}
    assert any("(line 2)" in note for note in result.notes)


def test_unknown_channels_are_named(imported: Any) -> None:
    result = imported("Segment,Preferred channels\nA,E-mail; Pigeon\n")
    assert len(result.segments[0].channels) == 1
    assert any("Pigeon" in note for note in result.notes)


def test_long_names_are_cut_and_told(imported: Any) -> None:
    result = imported("Segment\n" + "x" * 400 + "\n")
    assert len(result.segments[0].name) == 300
    assert any("too long" in note for note in result.notes)


def test_formulas_and_odd_signs_stay_text(imported: Any) -> None:
    names = ["=1+1", "<img src=x>", "Ünïcode 👪", "\u202eright to left"]
    result = imported("Segment\n" + "\n".join(names) + "\n")
    assert [segment.name for segment in result.segments] == names


# Rows


def test_rows_that_are_no_segments_are_left_out_with_line_and_reason(imported: Any) -> None:
    result = imported("Segment,Customers\nA,1\n,5\na,7\nTotal,13\n")
    assert [(row.line, row.reason) for row in result.rejected] == [
        (3, "No segment name"),
        (4, "The same segment stands further up"),
        (5, "A total"),
    ]
    assert [segment.name for segment in result.segments] == ["A"]
    assert result.rows == 4


def customers(*rows: str) -> str:
    return "Customer ID,Segment,Revenue per customer,Retained,Opt-in E-mail\n" + "\n".join(rows) + "\n"


def test_customers_are_summed_and_none_of_them_is_kept(imported: Any, plan: Plan) -> None:
    rows = [f"C{at},Commuters,{100 + at},{'yes' if at % 2 else 'no'},1" for at in range(10)]
    rows += [f"F{at},Families,50,no,0" for at in range(6)]
    result = imported(customers(*rows))
    assert result.mapping.rows_are == "customers"
    commuters, families = result.segments
    assert (commuters.name, commuters.fields["customers"], commuters.fields["value_to_date"]) == (
        "Commuters",
        10,
        104.5,
    )
    assert (commuters.fields["retention"], families.fields["retention"]) == (0.5, 0.0)
    after = apply_segments(plan, result)
    assert "C3" not in after.model_dump_json()
    assert after.segments[0].channels[0].consent == 1.0
    assert after.segments[0].provenance.detail == "10 rows"


def test_customers_without_number_or_named_twice_are_left_out(imported: Any) -> None:
    rows = [f"C{at},A,10,1,1" for at in range(6)]
    result = imported(customers(*rows, ",A,10,1,1", "C1,A,10,1,1", "C9,,10,1,1"))
    assert result.reasons() == [
        ("No customer number", 1),
        ("The same customer stands further up", 1),
        ("No segment name", 1),
    ]
    assert field(result, "customers") == 6


def test_groups_of_fewer_than_five_become_one(imported: Any) -> None:
    rows = [f"A{at},A,10,1,1" for at in range(8)] + [f"B{at},B,20,1,1" for at in range(4)] + ["C,C,30,1,1"]
    result = imported(customers(*rows))
    assert [(s.name, s.fields["customers"], s.fields["value_to_date"]) for s in result.segments] == [
        ("A", 8, 10.0),
        ("Other", 5, 22.0),
    ]
    assert any("fewer than 5" in note for note in result.notes)


def test_fewer_than_five_others_are_left_out(imported: Any) -> None:
    rows = [f"A{at},A,10,1,1" for at in range(8)] + ["B1,B,20,1,1"]
    result = imported(customers(*rows))
    assert [segment.name for segment in result.segments] == ["A"]
    assert any("left out" in note for note in result.notes)


# The edit


def test_segments_of_a_known_name_are_brought_up_to_date_and_others_added(
    imported: Any, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2027, 3, 18))
    result = imported("Segment,Customers,Value to date\ncommuters,12900,\nFamilies,6100,540\n")
    document = Document(plan)
    document.edit(result.label, apply_segments(plan, result))
    commuters, families = document.plan.segments
    assert (commuters.name, commuters.customers, commuters.value_to_date, commuters.needs) == (
        "Commuters",
        12_900,
        5.0,
        "Speed",
    )
    assert (families.name, families.customers) == ("Families", 6_100)
    assert (families.provenance.kind, families.provenance.source, families.provenance.date) == (
        "imported",
        "segments.csv",
        dt.date(2027, 3, 18),
    )
    assert document.undo_label == "Import 2 segments from segments.csv"
    document.undo()
    assert document.plan == plan


def test_only_the_name_of_the_file_is_kept(imported: Any, plan: Plan, tmp_path: Path) -> None:
    after = apply_segments(plan, imported("Segment,Customers\nA,1\n"))
    assert str(tmp_path) not in after.model_dump_json()


def test_what_the_plan_says_of_channels_stays_where_the_file_is_silent(imported: Any, plan: Plan) -> None:
    plan = apply_segments(plan, imported("Segment,Preferred channels,Consent SMS\nCommuters,SMS,80 %\n", None, plan))
    after = apply_segments(plan, imported("Segment,Consent E-mail\nCommuters,40 %\n", None, plan))
    assert [(entry.preferred, entry.consent) for entry in after.segments[0].channels] == [(True, 0.8), (True, 0.4)]


def test_own_criteria_get_their_values(imported: Any, plan: Plan) -> None:
    plan = add_criterion(plan, "own", "Strategic fit")
    after = apply_segments(plan, imported("Segment,Strategic fit\nCommuters,70\n", None, plan))
    assert [(v.criterion, v.value) for v in after.segments[0].scores] == [(plan.score_criteria[0].id, 70.0)]


def test_more_segments_than_a_plan_holds_are_refused(imported: Any) -> None:
    with pytest.raises(UnreadableError, match="5,000"):
        imported("Segment\n" + "\n".join(f"S{at}" for at in range(5_000)) + "\n")


def test_a_workbook_is_read_like_a_text_file(tmp_path: Path, plan: Plan) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Segment", "Customers", "Retention"])
    sheet.append(["Commuters", 12900, 0.83])
    path = tmp_path / "book.xlsx"
    book.save(path)
    result = read_segments(path, plan)
    assert dict(result.segments[0].fields) == {"customers": 12_900, "retention": 0.83}
    assert result.segments[0].known == plan.segments[0].id


def test_a_column_of_zeros_and_nothing_says_no_rule() -> None:
    assert shares_scale(["0", None, ""], ".", "Churn") == ("percent", "")
