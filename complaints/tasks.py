"""Celery only wakes us: every task finds its own work in the database and may run twice."""

from __future__ import annotations

import logging

from celery import shared_task
from django.db import DatabaseError

from complaints import mail
from complaints.models import Notice
from complaints.notices import serve
from complaints.reminders import remind
from complaints.scans import scan_waiting
from ledger.refusals import Refusal
from vault.sweeping import sweep

logger = logging.getLogger(__name__)

BATCH = 100


@shared_task(name="complaints.serve_waiting_notices", ignore_result=True)
def serve_waiting_notices() -> None:
    """Serve what is owed and send what waits. What fails stays waiting and is tried again."""
    served, batch = 0, _owed_after(0)
    # What cannot be served does not keep back what comes after it, of another body perhaps.
    while batch and served < BATCH:
        for notice in batch:
            try:
                served += serve(notice)
            except (Refusal, DatabaseError):
                logger.exception("Letter %s was not served", notice.pk)
        batch = _owed_after(batch[-1].pk)
    try:
        mail.send_waiting()
    except OSError:
        logger.exception("The mail server did not take a message")


def _owed_after(number: int) -> list[Notice]:
    owed = Notice.objects.owed().select_related("case__docket", "case__body", "case__procedure")
    return list(owed.filter(pk__gt=number).order_by("pk")[:BATCH])


@shared_task(name="complaints.scan_waiting_files", ignore_result=True)
def scan_waiting_files() -> None:
    """Ask the virus scanner about what waits for it."""
    scan_waiting()


@shared_task(name="complaints.sweep_files", ignore_result=True)
def sweep_files() -> None:
    """Remove sealed files that no row holds, and say when a row misses its file."""
    swept = sweep()
    if swept.missing:
        logger.error("%s rows miss their sealed file", swept.missing)


@shared_task(name="complaints.remind_of_deadlines", ignore_result=True)
def remind_of_deadlines() -> None:
    """Plan the reminders that have come due today."""
    remind()
