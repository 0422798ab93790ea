"""Two beats, a worker that is killed again and again, and what became of the reminders.

Imported by ``reminders`` once the environment names a scratch database and a broker.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from complaints.awaited import recipients_of
from complaints.models import Deadline, Mail, Reminder
from complaints.models.consequences import set_alarms
from complaints.stages import Stage
from ledger.models import Docket, Entry
from tests.walk import Walk, short_road_to

AHEAD = (7, 1, 0)
KILLS = 3
PATIENCE = 30.0
QUIET = 3.5  # longer than the time between two looks of either beat
WORKER = ["worker", "--pool=threads", "--concurrency=2", "--without-gossip", "--without-mingle"]


@dataclass(frozen=True)
class Figures:
    """How many reminders were planned, how many came twice, and how many never."""

    planned: int
    sent: int
    duplicates: int
    lost: int
    mails: int
    kills: int
    intact: bool

    @property
    def passed(self) -> bool:
        figures = (self.planned, self.mails, self.duplicates, self.lost, self.kills)
        return self.intact and figures == (self.sent, self.sent, 0, 0, KILLS)


def prepare(cases: int) -> set[tuple[int, int, str]]:
    """File cases whose respondents have 7, 1 and 0 days left; what each has to be sent."""
    call_command("migrate", verbosity=0)
    with Path(os.devnull).open("w") as nowhere:
        call_command("load_law", stdout=nowhere)
        call_command("load_demo", stdout=nowhere)
    wanted = set()
    for _ in range(cases):
        for days in AHEAD:
            walk = Walk("ccmc").along(short_road_to(Stage.RESPONSE))
            clock: Deadline = walk.case.open_clocks["response"]
            clock.due_on = timezone.localdate() + dt.timedelta(days=days)
            clock.save()
            set_alarms(walk.case, clock)
            wanted |= {(clock.pk, days, name) for name, _ in recipients_of(clock)}
    Mail.objects.all().delete()
    return wanted


def celery(*arguments: str) -> subprocess.Popen[bytes]:
    """Start one of Celery's programs in a session of its own, so that all of it can be killed."""
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "tests.faults.quick"]
    return subprocess.Popen(
        [*command, *arguments, "--loglevel=error"],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    if process.poll() is None:
        os.killpg(process.pid, how)
    process.wait(timeout=PATIENCE)


def until(true: Callable[[], bool], within: float = PATIENCE) -> bool:
    late = time.monotonic() + within
    while time.monotonic() < late:
        if true():
            return True
        time.sleep(0.01)
    return False


def sent() -> int:
    return Reminder.objects.filter(superseded=False).count()


def strike(planned: int) -> None:
    """Wait for the moment after the next reminder; once all are out, for the next look."""
    so_far = sent()
    until(lambda: sent() > so_far, within=PATIENCE if so_far < planned else 1.5)


def drill(cases: int) -> Figures:
    """Run it, and leave nothing running."""
    wanted = prepare(cases)
    for folder in ("messages", "control"):
        (settings.BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    kills, running = 0, []
    try:
        for number in (1, 2):
            schedule = str(settings.BROKER_DIR / f"beat-{number}")
            running.append(celery("beat", "--pidfile=", "--schedule", schedule))
        worker = celery(*WORKER)
        running.append(worker)
        while kills < KILLS:
            strike(len(wanted))
            end(worker, signal.SIGKILL)
            kills += 1
            worker = celery(*WORKER)
            running.append(worker)
        until(lambda: sent() >= len(wanted))
        time.sleep(QUIET)
    finally:
        for process in running:
            end(process, signal.SIGKILL)
    return count(wanted, kills)


def count(wanted: set[tuple[int, int, str]], kills: int) -> Figures:
    rows = Reminder.objects.filter(superseded=False)
    kept = set(rows.values_list("deadline", "days_before", "recipient"))
    entered = [
        (entry.subject, entry.details["days_before"], entry.details["to"])
        for entry in Entry.objects.filter(verb="reminder.sent")
    ]
    figures = Figures(
        planned=len(wanted),
        sent=len(kept),
        duplicates=len(entered) - len(set(entered)) + len(kept - wanted),
        lost=len(wanted - kept) + max(len(kept) - len(set(entered)), 0),
        mails=Mail.objects.count(),
        kills=kills,
        intact=all(docket.first_fault() is None for docket in Docket.objects.all()),
    )
    connection.close()
    return figures
