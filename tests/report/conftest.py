"""The plans that the tests of the report look at."""

import pytest

from planner.plan import Plan
from planner.templates import plan_from


@pytest.fixture(scope="session")
def sample() -> Plan:
    return plan_from("velo-lumiere", "en")
