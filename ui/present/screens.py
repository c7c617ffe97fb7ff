"""The displays: which one the room sees, and which one is left for the facilitator."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Named(Protocol):
    """A display as far as choosing goes."""

    def name(self) -> str:
        """What the system calls it."""
        ...


AnyScreen = TypeVar("AnyScreen", bound=Named)


def choose(
    screens: Sequence[AnyScreen], home: AnyScreen | None, wished: str = ""
) -> tuple[AnyScreen | None, AnyScreen | None]:
    """The display for the room and, where there is another, the one for the facilitator.

    ``wished`` is the name of the display chosen last time; else the room sees one that the plan's window is not on.
    """
    if not screens:
        return None, None
    stage = next((screen for screen in screens if wished and screen.name() == wished), None)
    if stage is None:
        stage = next((screen for screen in screens if screen is not home), screens[0])
    others = [screen for screen in screens if screen is not stage]
    return stage, home if home in others else next(iter(others), None)


def next_after(screens: Sequence[AnyScreen], now: AnyScreen | None) -> AnyScreen | None:
    """The display after this one, the first again after the last."""
    if not screens:
        return None
    at = next((i for i, screen in enumerate(screens) if screen is now), -1)
    return screens[(at + 1) % len(screens)]
