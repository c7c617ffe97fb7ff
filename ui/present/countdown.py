"""The countdown: minutes for a question, which run, rest and can be made longer; no widgets."""

import math
from collections.abc import Callable

FIRST = 5
"""Minutes at the start."""
LONGEST = 99


class Countdown:
    """The time left; ``now`` gives seconds that only grow."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._left = 0.0
        self._since: float | None = None
        self.shown = False

    @property
    def running(self) -> bool:
        """Whether time is passing."""
        return self._since is not None and self.seconds > 0

    @property
    def seconds(self) -> int:
        """Whole seconds that are left."""
        passed = self._now() - self._since if self._since is not None else 0.0
        return max(0, math.ceil(self._left - passed))

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.shown and self.seconds == 0

    def text(self) -> str:
        """The time left as it is shown: 04:30."""
        return f"{self.seconds // 60:02}:{self.seconds % 60:02}"

    def toggle(self) -> None:
        """Starts it, lets it rest, lets it run on; starts over where the time is up."""
        if not self.shown or self.over:
            self._left, self._since, self.shown = FIRST * 60.0, self._now(), True
        elif self.running:
            self._left, self._since = self._left - (self._now() - (self._since or 0.0)), None
        else:
            self._since = self._now()

    def add(self, minutes: int) -> None:
        """Gives minutes more, or takes some; it stays as it is, running or at rest."""
        if not self.shown:
            return
        left = min(max(self.seconds + minutes * 60.0, 0.0), LONGEST * 60.0)
        self._left = left
        if self._since is not None:
            self._since = self._now()

    def put_away(self) -> None:
        """Shows no time any more."""
        self._left, self._since, self.shown = 0.0, None, False
