"""Every reference result of customers' data, through the command line: surveys, comparisons and purchases."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.files.storage import read_plan, save_plan
from planner.plan import empty_plan
from planner.templates import SAMPLE, plan_from
from ui.cli import DONE, REFUSED, main

Said = Callable[..., Any]


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.rapport"
    save_plan(empty_plan(), path)
    return path


@pytest.fixture
def sample_file(tmp_path: Path) -> Path:
    path = tmp_path / "sample.rapport"
    save_plan(plan_from(SAMPLE, "en"), path)
    return path


@pytest.fixture
def said(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """What an import says as JSON, without changing the plan."""

    def run(*words: str) -> Any:
        before = plan_file.read_bytes()
        assert main(["import", str(plan_file), *words, "--dry-run", "--json"]) == DONE
        assert plan_file.read_bytes() == before
        return json.loads(capsys.readouterr().out)

    return run


def expected(data: Path, name: str) -> Any:
    return json.loads((data / name).read_text(encoding="utf-8"))


# Surveys


@pytest.fixture
def survey(said: Said, data: Path) -> Said:
    """The figures of questions of the survey, by heading."""

    def run(question: str, *words: str) -> dict[str, Any]:
        file = str(data / "survey" / "sfo_2017_customer_survey.csv")
        found = said("--survey", file, "--question", question, *words)
        return {one["question"]: one for one in found["questions"]}

    return run


def close(found: float, percent: float) -> None:
    assert found * 100 == pytest.approx(percent, abs=0.01)


def test_the_net_promoter_score_agrees_with_and_without_weights(survey: Said, data: Path) -> None:
    wanted = expected(data, "survey/expected/sfo_2017_scores.json")
    found = survey("NETPRO", "--weight", "WEIGHT")["NETPRO"]
    assert (found["kind"], found["rows"]) == ("nps", wanted["rows"])
    for kind in ("unweighted", "weighted"):
        score, right = found[kind], wanted[f"NPS_NETPRO_{kind}"]
        assert score["value"] == pytest.approx(right["nps"], abs=0.001)
        assert score["standard_error"] == pytest.approx(right["se_points"], abs=0.001)
        assert score["mean"] == pytest.approx(right["mean"], abs=1e-5)
        assert score["answers"] == right["valid"]
        close(score["high"], right["pct_promoters"])
        close(score["low"], right["pct_detractors"])
    counts = {int(answer): count for answer, count in found["counts"].items()}
    right = wanted["NPS_NETPRO_unweighted"]
    assert sum(n for answer, n in counts.items() if answer >= 9) == right["promoters"]
    assert sum(n for answer, n in counts.items() if answer <= 6) == right["detractors"]


def agrees(found: Any, right: Any, kind: str = "unweighted") -> None:
    """Whether a rating from 1 to 5 has the reference's means and shares, best two and best one alike."""
    score = found[kind]
    assert score["answers"] == right["valid"]
    assert score["mean"] == pytest.approx(right["mean"], abs=1e-5)
    close(score["high"], right["top2_pct"])
    close(score["best"], right["top1_pct"])
    close(score["low"], right["bottom2_pct"])
    if right["sd_sample"] is not None:
        assert score["deviation"] == pytest.approx(right["sd_sample"], abs=1e-5)


@pytest.mark.parametrize(
    ("pattern", "key"), [("Q7*", "touchpoints_Q7_unweighted"), ("Q9*", "touchpoints_Q9_unweighted")]
)
def test_every_rating_of_a_pattern_agrees_with_its_counts_and_shares(
    survey: Said, data: Path, pattern: str, key: str
) -> None:
    wanted = expected(data, "survey/expected/sfo_2017_scores.json")[key]
    found = survey(pattern, "--codes", str(data / "survey" / "sfo_code_list.csv"), "--kind", "csat")
    assert set(found) == set(wanted)
    for name, right in wanted.items():
        agrees(found[name], right)
        assert found[name]["counts"] == right["counts"]


def test_satisfaction_agrees_with_its_weights_and_its_best_answer_alone(survey: Said, data: Path) -> None:
    wanted = expected(data, "survey/expected/sfo_2017_scores.json")
    found = survey("Q7ALL", "--weight", "WEIGHT", "--missing", "0,6,Blank")["Q7ALL"]
    agrees(found, wanted["CSAT_Q7ALL_unweighted"])
    agrees(found, wanted["CSAT_Q7ALL_weighted"], "weighted")


def test_effort_is_counted_from_the_easy_end_where_a_code_list_says_so(survey: Said, data: Path) -> None:
    wanted = expected(data, "survey/expected/sfo_2017_scores.json")["CES_ease_unweighted"]
    for question, right in wanted.items():
        found = survey(question, "--codes", str(data / "survey" / "sfo_code_list.csv"))[question]
        assert (found["kind"], found["turned"]) == ("ces", True)
        assert found["mean_as_answered"] == pytest.approx(right["mean"], abs=1e-5)
        score = found["unweighted"]
        assert score["value"] == pytest.approx(6 - right["mean"], abs=1e-5)
        close(score["high"], right["top2_pct"])
        close(score["best"], right["top1_pct"])
        close(score["low"], right["bottom2_pct"])
        assert {str(6 - int(answer)): n for answer, n in found["counts"].items()} == right["counts"]


@pytest.mark.parametrize(("column", "key"), [("BAREA", "NPS_by_boarding_area"), ("Q15PROBLEM", "NPS_by_Q15PROBLEM")])
def test_every_group_agrees(survey: Said, data: Path, column: str, key: str) -> None:
    wanted = expected(data, "survey/expected/sfo_2017_scores.json")[key]
    found = survey("NETPRO", "--group", column)["NETPRO"]["groups"]
    for name, right in wanted.items():
        assert found[name]["unweighted"]["value"] == pytest.approx(right["nps"], abs=0.001)
        assert found[name]["unweighted"]["answers"] == right["valid"]
        close(found[name]["unweighted"]["high"], right["pct_promoters"])
        close(found[name]["unweighted"]["low"], right["pct_detractors"])


def test_a_score_is_the_figure_of_its_kpi(sample_file: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(data / "survey" / "sfo_2017_customer_survey.csv")
    words = ["--survey", file, "--question", "NETPRO", "--weight", "WEIGHT", "--at", "2027-03-31"]
    assert main(["import", str(sample_file), *words]) == DONE
    capsys.readouterr()
    assert main(["figures", str(sample_file), "--json"]) == DONE
    kpis = json.loads(capsys.readouterr().out)["objectives"]["kpis"].values()
    assert [kpi["now"] for kpi in kpis if kpi["now_date"] == "2027-03-31"] == [pytest.approx(40.398436, abs=1e-4)]


def test_an_objective_takes_a_score_as_a_new_kpi(sample_file: Path, data: Path) -> None:
    before = read_plan(sample_file).plan
    file = str(data / "survey" / "sfo_2017_customer_survey.csv")
    words = ["--survey", file, "--question", "Q7ALL", "--objective", before.objectives[0].id, "--at", "2027-03-31"]
    assert main(["import", str(sample_file), *words]) == DONE
    [kpi] = read_plan(sample_file).plan.kpis[len(before.kpis) :]
    assert (kpi.objective, kpi.metric) == (before.objectives[0].id, "csat")
    assert kpi.readings[0].value == pytest.approx(0.820685, abs=1e-6)


def test_questions_measure_the_touchpoints_that_are_named(
    sample_file: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_plan(sample_file).plan
    one, two = (point.name for point in before.current_touchpoints[:2])
    file = ["--survey", str(data / "survey" / "sfo_2017_customer_survey.csv"), "--missing", "0,6,Blank"]
    words = [*file, "--question", "Q7*", "--touchpoints", f"Q7FOOD={one}, Q7WIFI={two}"]
    assert main(["import", str(sample_file), *words]) == DONE
    points = read_plan(sample_file).plan.current_touchpoints
    assert [(p.metric, p.metric_value) for p in points[:2]] == [("CSAT", 55.72), ("CSAT", 74.56)]
    assert "2 touchpoints measured." in capsys.readouterr().out
    assert main(["import", str(sample_file), *file, "--question", "Q7*", "--touchpoints", "Q7FOOD=nowhere"]) == REFUSED
    assert "no “nowhere”" in capsys.readouterr().err
    assert main(["import", str(sample_file), *file, "--question", "Q7*"]) == REFUSED
    assert "Several questions fit" in capsys.readouterr().err


# Comparisons in pairs


def test_the_drinks_have_the_published_weights_and_ratio(said: Said, data: Path) -> None:
    wanted = expected(data, "decision/expected/ahp_drinks.json")
    [found] = said("--comparisons", str(data / "decision" / "ahp_drinks.csv"))["parts"]
    assert found["weights"] == pytest.approx(wanted["published"]["weights"], abs=0.001)
    assert found["consistency_ratio"] == pytest.approx(wanted["published"]["consistency_ratio"], abs=0.001)
    assert found["consistency_index"] == pytest.approx(wanted["numpy"]["CI"], abs=1e-5)
    assert found["eigenvalue"] == pytest.approx(wanted["numpy"]["lambda_max"], abs=1e-5)
    assert found["consistent"]


def test_the_leader_is_weighed_under_every_criterion(said: Said, data: Path) -> None:
    wanted = expected(data, "decision/expected/ahp_leader.json")
    found = said("--comparisons", str(data / "decision" / "ahp_leader.csv"))
    assert found["together"] == pytest.approx(wanted["published"]["target"], abs=0.002)
    parts = {part["name"]: part for part in found["parts"]}
    assert parts["Goal"]["weights"] == pytest.approx(wanted["published"]["criteria"], abs=0.001)
    for name, part in parts.items():
        assert part["weights"] == pytest.approx(wanted["numpy"][name]["weights_eigenvector"], abs=1e-5)
        assert part["consistency_ratio"] == pytest.approx(wanted["numpy"][name]["CR_saaty_RI"], abs=1e-5)


def test_comparisons_become_the_objectives_of_a_plan_that_has_none_and_weigh_them_later(
    plan_file: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(data / "decision" / "ahp_drinks.csv")
    assert main(["import", str(plan_file), "--comparisons", file]) == DONE
    capsys.readouterr()
    assert main(["figures", str(plan_file), "--json"]) == DONE
    figures = json.loads(capsys.readouterr().out)
    names = figures["names"]["objectives"]
    weights = {names[item]: weight for item, weight in figures["objectives"]["weights"].items()}
    right = expected(data, "decision/expected/ahp_drinks.json")["published"]["weights"]
    assert {name: weight / 100 for name, weight in weights.items()} == pytest.approx(right, abs=0.01)
    turned = tmp_path / "turned.csv"
    pairs = [row for row in csv.reader(Path(file).read_text(encoding="utf-8").splitlines()) if row]
    turned.write_text("\n".join(",".join((a, c, b, d)) for a, b, c, d in pairs), encoding="utf-8")
    assert main(["import", str(plan_file), "--comparisons", str(turned)]) == DONE
    weighed = {o.name: o.weight for o in read_plan(plan_file).plan.objectives}
    assert max(weighed, key=lambda name: weighed[name]) == "wine"
    assert sum(weighed.values()) == 100


def test_comparisons_of_other_names_are_told_and_change_nothing(
    sample_file: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sample_file.read_bytes()
    assert main(["import", str(sample_file), "--comparisons", str(data / "decision" / "ahp_leader.csv")]) == REFUSED
    told = capsys.readouterr()
    assert "All together: Nell 49.3" in told.out
    assert "Neither the objectives nor the criteria" in told.err
    assert sample_file.read_bytes() == before


# Purchases


@pytest.mark.parametrize("own", [False, True])
def test_orders_have_the_scores_of_the_r_package(said: Said, data: Path, own: bool) -> None:
    text = (data / "rfm/expected/rfm_orders_scores_at_2006-12-31.csv").read_text(encoding="utf-8")
    customers = list(csv.DictReader(text.splitlines()))
    words = ["--transactions", str(data / "rfm" / "rfm_orders.csv"), "--at", "2006-12-31", "--count", "rows"]
    if own:
        for limits in ("recency=115,181,297.4,482", "frequency=4,5,6,8", "money=255.8,382,506.4,666"):
            words += ["--breaks", limits]
    found = said(*words)
    cells = {cell["cell"]: cell for cell in found["cells"] if cell["customers"]}
    assert {code: cell["customers"] for code, cell in cells.items()} == Counter(c["rfm_score"] for c in customers)
    for code, cell in cells.items():
        inside = [c for c in customers if c["rfm_score"] == code]
        assert cell["purchases"] == sum(int(c["transaction_count"]) for c in inside)
        assert cell["money"] == pytest.approx(float(sum(Decimal(c["amount"]) for c in inside)), abs=0.001)
    assert found["read"]["rows"] == 4_906


RETAIL = "customer=CustomerID,date=InvoiceDate,amount=Quantity*UnitPrice,order=InvoiceNo"


@pytest.mark.parametrize(
    ("words", "kind", "frequency"),
    [
        (["--count", "orders", "--returns", "count"], "all", "invoices"),
        (["--count", "rows", "--returns", "count"], "all", "lines"),
        (["--count", "orders", "--returns", "leave-out"], "sales", "invoices"),
        (["--count", "rows", "--returns", "leave-out"], "sales", "lines"),
        (["--count", "orders"], "net", "invoices"),
    ],
)
def test_a_workbook_of_odd_cells_adds_up_to_what_pandas_says(
    said: Said, data: Path, words: list[str], kind: str, frequency: str
) -> None:
    totals = expected(data, "rfm/expected/online_retail_even_totals.json")
    text = (data / "rfm/expected/online_retail_even_rfm_at_2011-12-10.csv").read_text(encoding="utf-8")
    every = list(csv.DictReader(text.splitlines()))
    figures = "all" if kind == "all" else "sales"
    known = [row for row in every if row[f"last_{figures}"]]
    file = str(data / "rfm" / "online_retail_even_customers.xlsx")
    found = said("--transactions", file, "--at", "2011-12-10", "--map", RETAIL, *words)
    assert sum(cell["customers"] for cell in found["cells"]) == len(known) == totals[f"customers_{figures}"]
    assert sum(cell["purchases"] for cell in found["cells"]) == sum(int(r[f"{frequency}_{figures}"]) for r in known)
    money = sum(Decimal(row[f"monetary_{'sales' if kind == 'sales' else 'all'}"]) for row in known)
    assert sum(cell["money"] for cell in found["cells"]) == pytest.approx(float(money), abs=0.01)
    read = found["read"]
    assert (read["rows"], read["left_out"]) == (totals["rows"], {"No customer": totals["rows_without_customer"]})
    assert read["without_purchase"] == (0 if kind == "all" else totals["customers_all"] - totals["customers_sales"])
    assert (read["first"], read["last"]) == (totals["first"][:10], totals["last"][:10])
