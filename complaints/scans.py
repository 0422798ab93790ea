"""The virus scan of evidence. Rows are the queue: what the scanner did not answer stays waiting."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from complaints.models import Exhibit
from complaints.stages import Scan
from vault import files, scanning
from vault.keys import SealBroken

logger = logging.getLogger(__name__)

BATCH = 20
WAITING = [Scan.PENDING, Scan.NOT_SCANNED]
# A scan that failed is tried again; the scanner may have been given more room since.
AGAIN_AFTER = dt.timedelta(days=1)


def state_on_arrival() -> Scan:
    return Scan.PENDING if settings.CLAMD else Scan.NOT_SCANNED


@dataclass(frozen=True)
class Queue:
    """Rows that hold a sealed file: which of them wait for a scan, and how an answer is kept."""

    waiting: Callable[[], Any]
    note: Callable[[Any, scanning.Answer], None]


def to_scan(rows: Any) -> Any:
    """Those of the rows that wait, the oldest first."""
    failed = Q(scan=Scan.ERROR, scanned_at__lt=timezone.now() - AGAIN_AFTER)
    return rows.filter(Q(scan__in=WAITING) | failed).order_by("pk")


def scan_waiting() -> int:
    """Scan what waits, the oldest first, until the scanner is silent; return how many."""
    scanner = settings.CLAMD
    if scanner is None:
        return 0
    answered = 0
    for queue in QUEUES:
        for row in queue.waiting()[:BATCH]:
            try:
                answer = _answer_for(row, scanner)
            except scanning.Unreachable:
                logger.warning("The virus scanner does not answer; files wait for it")
                return answered
            queue.note(row, answer)
            answered += 1
    return answered


def _answer_for(row: Any, scanner: SplitResult) -> scanning.Answer:
    try:
        return scanning.ask(files.read(row.address, row.sealing_key), scanner)
    except (SealBroken, FileNotFoundError):
        logger.exception("%s could not be opened for its scan", type(row).__name__)
        return scanning.Answer(Scan.ERROR, "The sealed file does not open.")


@transaction.atomic
def _note(exhibit: Exhibit, answer: scanning.Answer) -> None:
    """Keep an answer, and enter it once: a second worker may have had the same one."""
    exhibit.case.docket.lock()
    before = exhibit.scan
    exhibit.refresh_from_db(fields=["scan"])
    if exhibit.scan != before:
        return
    exhibit.scan, exhibit.scanned_at = answer.state, timezone.now()
    exhibit.save(update_fields=["scan", "scanned_at"])
    if answer.state != before:
        exhibit.case.docket.enter(
            "exhibit.scanned",
            exhibit,
            by=None,
            exhibit=exhibit.label,
            found=answer.state,
            words=answer.words,
        )


def _exhibits() -> Any:
    return to_scan(Exhibit.objects.select_related("case__docket"))


# Higher apps register theirs.
QUEUES = [Queue(_exhibits, _note)]
