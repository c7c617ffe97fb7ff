"""Writes the templates that ship with Rapport from their source in this folder: ``python -m tests.tools.make_templates``."""

import resources
from planner.plan import Plan
from tests.tools.sample import actions, capabilities, journeys, objectives, segments, workshop
from tests.tools.sample.words import LANGUAGES


def sample(code: str) -> Plan:
    """The sample plan Vélo Lumière in a language."""
    parts = (objectives, segments, journeys, capabilities, actions, workshop)
    tables = {name: rows for part in parts for name, rows in part.tables(code).items()}
    return Plan(doc_id="velo-lumiere", profile=workshop.profile(code), **tables)


def file_name(template: str, code: str) -> str:
    """The name of a template's file under resources."""
    return f"templates/{template}.rapport" if code == "en" else f"templates/{template}.{code}.rapport"


def text(plan: Plan) -> str:
    """A plan as its file's text."""
    return plan.model_dump_json(indent=1) + "\n"


def main() -> None:
    """Writes every template in every language."""
    for code in LANGUAGES:
        path = resources.path(file_name("velo-lumiere", code))
        path.parent.mkdir(exist_ok=True)
        path.write_text(text(sample(code)), encoding="utf-8")


if __name__ == "__main__":
    main()
