"""The database: a query that runs is stopped at once, and the engine can be asked again."""

from itertools import count

import pytest

from planner.intake.database import Connection, Database, QueryError

ENDLESS = "SELECT SUM(a.range * b.range) FROM range(10_000_000) AS a, range(10_000_000) AS b"
"""A hundred million million rows: nobody waits for that."""


class Stopped(Exception):
    """Someone pressed Cancel."""


def test_whoever_stops_a_running_query_does_not_wait_for_it() -> None:
    told: list[float] = []

    def stop_soon(share: float, _words: str) -> None:
        told.append(share)
        if len(told) > 2:
            raise Stopped

    with Database() as database:
        with pytest.raises(Stopped):
            database.ask(ENDLESS, report=stop_soon)
        assert database.ask("SELECT 42") == [(42,)]


def test_a_connection_passes_the_question_whether_to_go_on_to_every_query() -> None:
    calls = count()

    def stop_in_the_second(_share: float, _words: str) -> None:
        if next(calls) > 3:
            raise Stopped

    with Database() as database:
        connection = Connection(database, stop_in_the_second)
        assert connection.execute("SELECT 1").fetchone() == (1,)
        with pytest.raises(Stopped):
            connection.execute(ENDLESS)


def test_the_share_done_goes_on_from_query_to_query() -> None:
    told: list[float] = []
    with Database() as database:
        connection = Connection(database, lambda share, _words: told.append(share), reached=0.5)
        connection.execute("SELECT 1", to=0.6).execute("SELECT 2").execute("SELECT 3", to=0.9)
    assert told == sorted(told) and told[0] >= 0.5
    assert (told[-1], connection.reached) == (0.9, 0.9)


def test_what_the_engine_says_of_an_error_is_told_to_nobody() -> None:
    with Database() as database, pytest.raises(QueryError) as caught:
        database.ask("SELECT CAST('secret@example.org' AS INTEGER)")
    assert "secret" not in str(caught.value)
    assert caught.value.kind == "ConversionException"
