"""Jobs: their outcome arrives on the window's thread, and nothing is destroyed on theirs."""

import gc
import threading

from pytestqt.qtbot import QtBot

from ui.jobs import Job, Progress, jobs_running


def test_a_job_runs_elsewhere_and_its_outcome_arrives_here(qtbot: QtBot) -> None:
    def where(_progress: Progress) -> int:
        return threading.get_ident()

    answers: list[tuple[int, int]] = []
    job = Job(where)
    job.done.connect(lambda there: answers.append((there, threading.get_ident())))
    with qtbot.waitSignal(job.done, timeout=5_000):
        job.start()
    there, here = answers[0]
    assert there != here == threading.get_ident()


def test_the_collector_of_python_waits_while_a_job_runs(qtbot: QtBot) -> None:
    """On the thread of a job it would destroy the widgets of closed windows, which crashes."""

    def collects(progress: Progress) -> bool:
        return gc.isenabled()

    job = Job(collects)
    with qtbot.waitSignal(job.done, timeout=5_000) as outcome:
        job.start()
    assert outcome.args == [False]
    assert jobs_running() == 0
    assert gc.isenabled()


def test_the_collector_comes_back_after_a_failure(qtbot: QtBot) -> None:
    def fails(_progress: Progress) -> None:
        raise ValueError("no")

    job = Job(fails)
    with qtbot.waitSignal(job.failed, timeout=5_000):
        job.start()
    assert gc.isenabled()
