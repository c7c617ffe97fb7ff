"""Writes the templates that ship with Rapport from their source here: ``python -m tests.tools.make_templates``."""

import resources
from planner.plan import Plan
from planner.templates import SAMPLE, file_name
from tests.tools.sample import actions, capabilities, journeys, objectives, segments, workshop
from tests.tools.sample.outlines import OUTLINES, outline
from tests.tools.sample.words import LANGUAGES


def sample(code: str) -> Plan:
    """The sample plan Vélo Lumière in a language."""
    parts = (objectives, segments, journeys, capabilities, actions, workshop)
    tables = {name: rows for part in parts for name, rows in part.tables(code).items()}
    return Plan(doc_id="velo-lumiere", profile=workshop.profile(code), **tables)


def every_template() -> dict[tuple[str, str], Plan]:
    """Every template that ships, by key and language."""
    plans = {(SAMPLE, code): sample(code) for code in LANGUAGES}
    return plans | {(key, code): outline(key, code) for key in OUTLINES for code in LANGUAGES}


def text(plan: Plan) -> str:
    """A plan as its file's text."""
    return plan.model_dump_json(indent=1) + "\n"


def main() -> None:
    """Writes every template in every language."""
    for (key, code), plan in every_template().items():
        path = resources.path(file_name(key, code))
        path.parent.mkdir(exist_ok=True)
        path.write_text(text(plan), encoding="utf-8")


if __name__ == "__main__":
    main()
