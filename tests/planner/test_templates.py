"""The templates: what ships is what the source says, in both languages, and everything in it holds together."""

import pytest

import resources
from planner.edit import held_ids
from planner.plan import REFERENCES, by_id
from planner.templates import SAMPLE, file_name, keys, plan_from
from tests.tools.make_templates import every_template, text


@pytest.mark.parametrize(("key", "code"), sorted(every_template()))
def test_a_shipped_template_is_what_its_source_makes(key: str, code: str) -> None:
    shipped = resources.path(file_name(key, code)).read_text(encoding="utf-8")
    assert shipped == text(every_template()[key, code])


@pytest.mark.parametrize("key", keys())
def test_a_new_plan_of_a_template_is_whole_and_has_an_identity_of_its_own(key: str) -> None:
    one, other = plan_from(key, "en"), plan_from(key, "en")
    assert one.doc_id != other.doc_id
    for reference in REFERENCES:
        known = set(by_id(one, reference.target))
        assert all(held_ids(row, reference) <= known for row in one.rows(reference.table)), reference


def test_the_french_sample_has_the_figures_of_the_english_one() -> None:
    english, french = plan_from(SAMPLE, "en"), plan_from(SAMPLE, "fr")
    assert [s.expected_value for s in english.segments] == [s.expected_value for s in french.segments]
    assert [s.name for s in english.segments] != [s.name for s in french.segments]
    assert english.current_transitions == french.current_transitions


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(KeyError):
        plan_from("nothing")
