"""Each run leaves a pulse, one job that fails stops no other, the poller does what is late."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from complaints import jobs, queues, tasks
from complaints.errands import settle
from complaints.models import Errand, ErrandKind, Notice, Pulse, Ran
from complaints.stages import ServiceState
from people.models import Body
from tests.walk import Walk
from tests.walk.shared import Roads


class Broken(Exception):
    """What a job may die of."""


class Faulty:
    """A job that fails for as long as it is told to."""

    def __init__(self) -> None:
        self.fails, self.runs = True, 0

    def __call__(self) -> None:
        self.runs += 1
        if self.fails:
            raise Broken("Zephyrine Quillfeather")


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faulty]:
    job = Faulty()
    monkeypatch.setattr(jobs, "JOBS", {"faulty": jobs.Job("faulty", "It fails", job, 10), **JOBS})
    return job


JOBS = dict(jobs.JOBS)


def test_every_kind_of_work_is_registered() -> None:
    assert set(jobs.JOBS) >= {"letters", "mail", "reminders", "scans", "files", "drafts"}


def test_a_run_leaves_a_pulse_of_the_job_and_of_who_ran_it(roads: Roads) -> None:
    with roads.at("received"):
        tasks.serve_waiting_notices()
        rows = Pulse.objects.order_by("name").values_list("name", "ran_by", "failed", "error")
        assert list(rows) == [
            ("letters", "worker", 0, ""),
            ("mail", "worker", 0, ""),
            ("worker", "worker", 0, ""),
        ]
        assert not Pulse.objects.filter(ended_at=None).exists()


def test_a_job_that_fails_is_counted_and_the_others_go_on(
    roads: Roads, faulty: Faulty, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "complaints")
    with roads.at("received") as walk:
        assert jobs.tend() == len(jobs.JOBS)
        pulse = Pulse.objects.get(pk="faulty")
        assert (pulse.failed, pulse.error) == (1, "Broken")
        assert Pulse.objects.filter(failed=0).count() == len(jobs.JOBS)
        assert not walk.case.notices.filter(state=ServiceState.OWED).exists()
    assert "Quillfeather" not in caplog.text


def test_after_five_failures_in_a_row_each_office_has_an_errand_until_it_works(
    roads: Roads, faulty: Faulty
) -> None:
    with roads.at("received"):
        for number in range(1, 8):
            jobs.run("faulty", by=Ran.POLLER)
            raised = Errand.objects.filter(kind=ErrandKind.JOB_FAILING)
            assert raised.count() == (Body.objects.count() if number >= 5 else 0)
        assert "Quillfeather" not in str(list(raised.values_list("words", "key")))

        faulty.fails = False
        assert jobs.run("faulty", by=Ran.POLLER)
        assert not Errand.objects.open().exists()
        assert {row.settlement for row in raised.select_related("body")} == {"It works again."}

        faulty.fails = True
        roads.traveller.shift(3600)
        for _ in range(5):
            jobs.run("faulty", by=Ran.POLLER)
        assert Errand.objects.open().count() == Body.objects.count()


def test_the_poller_does_what_is_late_and_nothing_else(roads: Roads, faulty: Faulty) -> None:
    with roads.at("received"):
        jobs.tend()
        assert [job.name for job in jobs.late_jobs()] == []
        roads.traveller.shift(11)
        assert jobs.tend() == 0
        roads.traveller.shift(2)
        assert [job.name for job in jobs.late_jobs()] == ["faulty", "letters", "mail", "scans"]
        tasks.serve_waiting_notices()
        assert [job.name for job in jobs.late_jobs()] == ["faulty", "scans"]


def test_the_command_looks_once_and_tells_whether_it_is_alive(
    roads: Roads, capsys: pytest.CaptureFixture[str]
) -> None:
    with roads.at("received"):
        with pytest.raises(CommandError, match="no sign of life"):
            call_command("tend_queues", fresh=True)
        call_command("tend_queues", once=True)
        call_command("tend_queues", fresh=True)
        assert capsys.readouterr().out == f"{len(JOBS)} jobs were late and have been done.\n"


# --- Letters --------------------------------------------------------------------------------------


def poisoned(walk: Walk) -> Notice:
    """A letter of a kind that nobody ever wrote, first in the queue."""
    case = walk.case
    entry = case.docket.enter("complaint.elevated", case, by=walk.staff)
    party = case.all_parties[0]
    return Notice.objects.create(case=case, letter="L99", role=party.role, party=party, entry=entry)


def test_a_letter_that_cannot_be_made_is_parked_after_five_tries_and_the_others_go(
    roads: Roads, settings: Any
) -> None:
    with roads.at("received") as walk:
        bad = poisoned(walk)
        other = Walk("ccmc", traveller=walk.traveller).along("file")
        assert queues.serve_owed() >= 1
        assert not other.case.notices.filter(state=ServiceState.OWED).exists()
        tries = []
        for _ in range(8):
            tries.append(Notice.objects.get(pk=bad.pk).tries)
            roads.traveller.shift(3600)
            assert queues.serve_owed() == 0
        assert tries == [1, 2, 3, 4, 5, 5, 5, 5]
        errand = Errand.objects.get()
        assert (errand.kind, errand.case) == (ErrandKind.LETTER_PARKED, walk.case)

        Notice.objects.filter(pk=bad.pk).update(letter="L01")
        assert queues.serve_owed() == 0
        settle(errand, by=walk.staff, how="It is written now.", then=queues.try_again)
        assert queues.serve_owed() == 1


def test_a_letter_that_may_not_leave_yet_rests_and_is_never_parked(
    roads: Roads, settings: Any
) -> None:
    """The body has to confirm its procedure first; then it goes out by itself."""
    with roads.at("received") as walk:
        Notice.objects.update(state=ServiceState.OWED, tries=0, next_try_at=None)
        settings.SANDBOX = False
        for _ in range(9):
            queues.serve_owed()
            roads.traveller.shift(6 * 3600)
        assert not Notice.objects.exclude(parked_at=None).exists()
        settings.SANDBOX = True
        assert queues.serve_owed() == walk.case.notices.count()


def test_a_letter_rests_between_two_tries(roads: Roads) -> None:
    with roads.at("received") as walk:
        bad = poisoned(walk)
        pauses = []
        for _ in range(4):
            queues.serve_owed()
            queues.serve_owed()
            rests_until = Notice.objects.get(pk=bad.pk).next_try_at
            assert rests_until is not None
            pauses.append(round((rests_until - timezone.now()).total_seconds() / 60))
            roads.traveller.move_to(rests_until)
        assert pauses == [1, 2, 4, 8]


def test_a_letter_that_kills_its_worker_is_parked_in_the_end(roads: Roads) -> None:
    with roads.at("received") as walk:
        bad = poisoned(walk)
        Notice.objects.filter(pk=bad.pk).update(tries=queues.MOST_TRIES)
        queues.serve_owed()
        assert Notice.objects.get(pk=bad.pk).parked_at is not None
