"""Doorbells: each says which jobs to look at now, and carries nothing.

The jobs find their own work, and the poller does them when no bell rings (complaints/jobs.py).
"""

from __future__ import annotations

from celery import shared_task

from complaints import jobs
from complaints.models import Ran


@shared_task(name="complaints.serve_waiting_notices", ignore_result=True)
def serve_waiting_notices() -> None:
    """Serve what is owed and send what waits. What fails stays waiting and is tried again."""
    jobs.run("letters", by=Ran.WORKER)
    jobs.run("mail", by=Ran.WORKER)


@shared_task(name="complaints.scan_waiting_files", ignore_result=True)
def scan_waiting_files() -> None:
    """Ask the virus scanner about what waits for it."""
    jobs.run("scans", by=Ran.WORKER)


@shared_task(name="complaints.sweep_files", ignore_result=True)
def sweep_files() -> None:
    """Remove sealed files that no row holds, and say when a row misses its file."""
    jobs.run("files", by=Ran.WORKER)


@shared_task(name="complaints.remind_of_deadlines", ignore_result=True)
def remind_of_deadlines() -> None:
    """Plan the reminders that have come due today."""
    jobs.run("reminders", by=Ran.WORKER)


@shared_task(name="complaints.look_over_the_office", ignore_result=True)
def look_over_the_office() -> None:
    """Fill calendars ahead, ask for reviews that are due, look whether all rows add up."""
    for name in ("calendars", "holds", "invariants"):
        jobs.run(name, by=Ran.WORKER)
