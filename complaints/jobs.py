"""The work that no person starts: what it is, how often it is owed, how its last run went.

A run finds its own work in the database and may happen twice or at the same time as another.
Whoever wakes it, worker or poller, runs the same code; one job that fails stops no other.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Case, F, Value, When
from django.utils import timezone

from complaints import errands, holds, invariants, mail, queues, reminders, scans
from complaints.models import Errand, ErrandKind, Pulse, Ran
from complaints.models.errands import ADMINISTRATOR
from people.closing_days import fill_ahead
from people.models import Body
from vault import sweeping

logger = logging.getLogger(__name__)

MOST_FAILURES = 5
AN_HOUR = 3600


@dataclass(frozen=True)
class Job:
    """One kind of work: how to do it, and every how many seconds."""

    name: str
    title: str
    do: Callable[[], object]
    every: float

    @property
    def most_failures(self) -> int:
        """After how many failures in a row somebody is told: of a nightly job after the first."""
        return 1 if self.every >= AN_HOUR else MOST_FAILURES

    @property
    def late_after(self) -> dt.timedelta:
        """How old its last run may be before the poller does it instead of the worker."""
        return dt.timedelta(seconds=self.every + max(settings.SLACK, self.every / 10))


class FilesAreMissing(Exception):
    """Rows hold sealed files that are not there."""


def sweep_files() -> None:
    """Remove sealed files that no row holds; fail when a row misses its file."""
    swept = sweeping.sweep()
    if swept.missing:
        logger.error("%s rows miss their sealed file", swept.missing)
        raise FilesAreMissing


JOBS: dict[str, Job] = {}


def register(*jobs: Job) -> None:
    """Add work to be looked after; higher apps add theirs when they are ready."""
    JOBS.update({job.name: job for job in jobs})


register(
    Job("letters", "Letters are served", queues.serve_owed, settings.EVERY_NOTICE),
    Job("mail", "E-mail is sent", mail.send_waiting, settings.EVERY_NOTICE),
    Job("reminders", "Reminders are planned", reminders.remind, settings.EVERY_REMINDER),
    Job("scans", "Files are scanned", scans.scan_waiting, settings.EVERY_NOTICE),
    Job("calendars", "Public holidays are filled in ahead", fill_ahead, settings.EVERY_NIGHT),
    Job("holds", "Holds come up for review", holds.ask_for_reviews, settings.EVERY_NIGHT),
    Job("invariants", "Everything is looked over", invariants.look_and_tell, settings.EVERY_NIGHT),
    Job("files", "Orphaned files are swept", sweep_files, settings.EVERY_SWEEP),
)


def run(name: str, *, by: str) -> bool:
    """Do one job now and write down how it went; False when it failed."""
    job, began = JOBS[name], timezone.now()
    Pulse.objects.update_or_create(name=name, defaults={"ran_by": by, "began_at": began})
    if by != Ran.BEAT:
        beat(by)
    try:
        job.do()
    except Exception as fault:  # noqa: BLE001 - the next run, and every other job, goes on
        # Not its words: they may hold what somebody wrote.
        logger.warning("Job %s failed: %s", name, type(fault).__name__)
        _failed(job, fault)
        return False
    _went_well(job)
    return True


def beat(who: str) -> None:
    """Leave a sign of life of one of the processes."""
    now = timezone.now()
    Pulse.objects.update_or_create(
        name=who, defaults={"ran_by": who, "began_at": now, "ended_at": now}
    )


def late_jobs() -> list[Job]:
    """The jobs whose last run lies too far back, in the order they are registered."""
    now = timezone.now()
    began = dict(Pulse.objects.values_list("name", "began_at"))
    return [
        job
        for job in JOBS.values()
        if job.name not in began or now - began[job.name] >= job.late_after
    ]


def tend(by: str = Ran.POLLER) -> int:
    """Do every job that is late, by the same code as the worker; return how many."""
    late = late_jobs()
    for job in late:
        run(job.name, by=by)
    beat(by)
    return len(late)


def _failed(job: Job, fault: Exception) -> None:
    now = timezone.now()
    since = Case(When(failing_since=None, then=Value(now)), default=F("failing_since"))
    Pulse.objects.filter(pk=job.name).update(
        ended_at=now,
        failed=F("failed") + 1,
        failing_since=since,
        error=type(fault).__name__[:80],
    )
    pulse = Pulse.objects.get(pk=job.name)
    if pulse.failed >= job.most_failures and pulse.failing_since:
        for body in Body.objects.all():
            errands.raise_errand(
                ErrandKind.JOB_FAILING,
                f"“{job.title}” has failed {pulse.failed} times in a row. The last failure was"
                f" {pulse.error}; the log of the server says when.",
                key=f"job {job.name} of {body.pk} since {pulse.failing_since.isoformat()}",
                body=body,
                owed_to=ADMINISTRATOR,
            )


def _went_well(job: Job) -> None:
    """Forget earlier failures; an errand about them is settled by itself."""
    pulse = Pulse.objects.get(pk=job.name)
    well = {"ended_at": timezone.now(), "failed": 0, "failing_since": None, "error": ""}
    Pulse.objects.filter(pk=job.name).update(**well)
    if pulse.failed < job.most_failures:
        return
    for errand in Errand.objects.open().filter(
        kind=ErrandKind.JOB_FAILING, key__startswith=f"job {job.name} of "
    ):
        errands.settle(errand, by=None, how="It works again.")


def is_fresh(name: str, within: dt.timedelta) -> bool:
    """Whether a process left a sign of life lately; the database may be away."""
    try:
        pulse = Pulse.objects.filter(pk=name).first()
    except DatabaseError:
        return False
    return pulse is not None and timezone.now() - pulse.began_at <= within
