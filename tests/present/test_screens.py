"""Which display the room sees, and which one is left for the facilitator."""

from ui.present.screens import choose, next_after


class Screen:
    """A display with a name."""

    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        return self._name


LAPTOP, BEAMER, WALL = Screen("laptop"), Screen("beamer"), Screen("wall")


def test_one_display_is_for_the_room_and_none_for_the_facilitator() -> None:
    assert choose([LAPTOP], LAPTOP) == (LAPTOP, None)
    assert choose([], None) == (None, None)


def test_with_two_displays_the_room_sees_the_one_without_the_plan() -> None:
    assert choose([LAPTOP, BEAMER], LAPTOP) == (BEAMER, LAPTOP)


def test_the_display_of_last_time_is_taken_where_it_is_there() -> None:
    assert choose([LAPTOP, BEAMER, WALL], LAPTOP, "wall") == (WALL, LAPTOP)
    assert choose([LAPTOP, BEAMER], LAPTOP, "laptop") == (LAPTOP, BEAMER)
    assert choose([LAPTOP, BEAMER], LAPTOP, "wall") == (BEAMER, LAPTOP)


def test_displays_follow_one_another_in_a_ring() -> None:
    assert next_after([LAPTOP, BEAMER], LAPTOP) is BEAMER
    assert next_after([LAPTOP, BEAMER], BEAMER) is LAPTOP
    assert next_after([], None) is None
