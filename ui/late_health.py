"""The health of a plan as the window shows it: that of a large plan is computed beside the window and comes late."""

from typing import TYPE_CHECKING

from planner.language import language
from planner.plan import Plan
from ui.jobs import Progress
from ui.late import Late
from ui.session import Session

if TYPE_CHECKING:
    from planner.insight.health import Health

MANY = 600
"""Up to so many records the health of a plan is there at once."""


class LateHealth(Late):
    """The health of a session's plan. There is one for all views of a session: ``late_health(session)``."""

    def __init__(self, session: Session) -> None:
        super().__init__(_health, session)
        self._last: Health | None = None

    def latest(self, plan: Plan) -> "Health | None":
        """The health, or that from before while it is being computed; None where there was none yet."""
        # Every rule of the domain is behind this: the window is painted before it is loaded.
        from planner.insight.health import health

        if sum(len(plan.rows(table)) for table in plan.tables()) <= MANY:
            self._last = health(plan)
        elif self.has(plan, language()):
            self._last = self.answer
        return self._last


def late_health(session: Session) -> LateHealth:
    """The health of a session's plan, for whoever shows it."""
    return session.findChild(LateHealth) or LateHealth(session)


def _health(plan: Plan, _language: str, _progress: Progress) -> "Health":
    from planner.insight.health import health

    return health(plan)
