"""The time for a question: it runs, rests, grows and ends."""

import pytest

from ui.present.countdown import FIRST, Countdown


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.time = 1_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def countdown(clock: Clock) -> Countdown:
    return Countdown(clock)


def test_nothing_is_shown_before_it_is_started(countdown: Countdown) -> None:
    assert (countdown.shown, countdown.running, countdown.over) == (False, False, False)


def test_it_starts_with_five_minutes_and_runs(countdown: Countdown, clock: Clock) -> None:
    countdown.toggle()
    assert (countdown.text(), countdown.running) == (f"{FIRST:02}:00", True)
    clock.time += 30
    assert countdown.text() == "04:30"


def test_it_rests_and_runs_on(countdown: Countdown, clock: Clock) -> None:
    countdown.toggle()
    clock.time += 60
    countdown.toggle()
    clock.time += 600
    assert (countdown.text(), countdown.running) == ("04:00", False)
    countdown.toggle()
    clock.time += 1
    assert countdown.text() == "03:59"


def test_it_ends_at_nought_and_starts_over(countdown: Countdown, clock: Clock) -> None:
    countdown.toggle()
    clock.time += FIRST * 60 + 5
    assert (countdown.text(), countdown.over, countdown.running) == ("00:00", True, False)
    countdown.toggle()
    assert (countdown.text(), countdown.running) == ("05:00", True)


@pytest.mark.parametrize("resting", [False, True])
def test_a_minute_more_or_less_keeps_it_as_it_is(countdown: Countdown, clock: Clock, resting: bool) -> None:
    countdown.toggle()
    clock.time += 30
    if resting:
        countdown.toggle()
    countdown.add(2)
    assert (countdown.text(), countdown.running) == ("06:30", not resting)
    countdown.add(-20)
    assert countdown.over


def test_it_is_no_longer_than_its_two_digits(countdown: Countdown) -> None:
    countdown.toggle()
    countdown.add(500)
    assert countdown.text() == "99:00"


def test_what_is_put_away_is_gone(countdown: Countdown) -> None:
    countdown.toggle()
    countdown.put_away()
    countdown.add(5)
    assert (countdown.shown, countdown.seconds) == (False, 0)
