"""What waits in the queues, since when, and what waits for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from complaints.models import Exhibit, Mail, Notice
from complaints.scans import WAITING

# Longer than any of our intervals between two looks.
OVERDUE = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Queue:
    """How one queue stands. ``oldest`` is since when the longest wait lasts."""

    title: str
    waiting: int
    parked: int
    oldest: dt.datetime | None

    @property
    def age(self) -> dt.timedelta | None:
        return timezone.now() - self.oldest if self.oldest else None


def mails_since(now: dt.datetime) -> Any:
    """Mails that may go out now, each with the moment since which it could have gone."""
    allowed = Q(not_before=None) | Q(not_before__lte=now)
    since = Greatest("at", Coalesce("not_before", "at"))
    return Mail.objects.waiting().filter(allowed).annotate(since=since)


def queues(now: dt.datetime, bodies: Collection[str]) -> list[Queue]:
    """How the queues of these bodies stand."""
    of = {"case__body__in": bodies}
    letters = Notice.objects.owed().filter(parked_at=None, **of).order_by()
    counted = letters.aggregate(waiting=Count("pk"), oldest=Min("entry__at"))
    parked = Notice.objects.owed().filter(**of).exclude(parked_at=None).count()
    mails = mails_since(now).filter(**of).order_by()
    sums = mails.aggregate(waiting=Count("pk"), oldest=Min("since"))
    stuck = Mail.objects.filter(sent_at=None, **of).exclude(parked_at=None).count()
    files = Exhibit.objects.filter(scan__in=WAITING, **of).order_by()
    unscanned = files.aggregate(waiting=Count("pk"), oldest=Min("received_at"))
    return [
        Queue("Letters", parked=parked, **counted),
        Queue("E-mail", parked=stuck, **sums),
        Queue("Files for the virus scanner", parked=0, **unscanned),
    ]


def is_overdue() -> bool:
    """Whether something has waited longer than it would if anybody looked after it."""
    now = timezone.now()
    letters = Notice.objects.due(now).filter(entry__at__lt=now - OVERDUE)
    if letters.exists():
        return True
    if settings.SANDBOX:
        return False
    rested = Q(next_try_at=None) | Q(next_try_at__lt=now - OVERDUE)
    return bool(mails_since(now).filter(rested, since__lt=now - OVERDUE).exists())
