"""The virus scan of a draft’s files, before anything is filed; it is entered nowhere."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from complaints.scans import QUEUES, Queue, to_scan
from intake.models import DraftFile
from vault.scanning import Answer


def waiting() -> Any:
    return to_scan(DraftFile.objects.filter(draft__sent_at=None).select_related("draft"))


def note(file: DraftFile, answer: Answer) -> None:
    rows = DraftFile.objects.filter(pk=file.pk, scan=file.scan)
    rows.update(scan=answer.state, scanned_at=timezone.now())


QUEUES.append(Queue(waiting, note))
