"""Letters that are owed, served one by one: what fails rests, and after five tries is parked."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from complaints.errands import raise_errand
from complaints.guard import Named
from complaints.models import Alarm, Errand, ErrandKind, Mail, Notice
from complaints.notices import serve
from ledger.refusals import Refusal

logger = logging.getLogger(__name__)

BATCH = 100
MOST_TRIES = 5
NOT_MADE = (
    f"could not be made or served, tried {MOST_TRIES} times. See what is missing in the case."
)
HELD = (
    "is held back: it would tell the respondent who complained, or how to reach them. Change the"
    " words of the allegation or the reasons it gives."
)


def serve_owed() -> int:
    """Serve the letters that are due, the oldest first; return how many.

    What cannot be served does not keep back what comes after it, of another body perhaps.
    """
    served, after, now = 0, 0, timezone.now()
    while served < BATCH:
        due = Notice.objects.due(now).filter(pk__gt=after)
        rows = due.select_related("case__docket", "case__body", "case__procedure")
        batch = list(rows[:BATCH])
        if not batch:
            break
        for notice in batch:
            served += _tried(notice)
        after = batch[-1].pk
    return served


def _tried(notice: Notice) -> bool:
    """Try one letter. The try is counted first: one that kills its worker is not tried for ever."""
    now = timezone.now()
    later = now + dt.timedelta(seconds=settings.FIRST_PAUSE) * 2 ** min(notice.tries, MOST_TRIES)
    mine = Notice.objects.due(now).filter(pk=notice.pk)
    if not mine.update(tries=F("tries") + 1, next_try_at=later):
        return False
    notice.tries, notice.next_try_at = notice.tries + 1, later
    if notice.tries > MOST_TRIES:
        _park(notice)
        return False
    try:
        return serve(notice)
    except Named:
        # Trying again does not help: somebody has to change the words first.
        logger.warning("Letter %s is held back: it names the complainant", notice.pk)
        _park(notice, HELD)
    except Refusal:
        # Not now: the body has to confirm its procedure first, say. It goes on resting; if it
        # lasts, the nightly checks raise it.
        logger.warning("Letter %s may not be served yet", notice.pk)
        Notice.objects.filter(pk=notice.pk).update(tries=min(notice.tries, MOST_TRIES - 1))
    except OperationalError:
        # The case was being worked on, or the database is away: no fault of the letter.
        Notice.objects.filter(pk=notice.pk).update(tries=F("tries") - 1, next_try_at=None)
        logger.warning("Letter %s waits for its case", notice.pk)
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with it, others go on
        logger.warning("Letter %s was not served: %s", notice.pk, type(fault).__name__)
        if notice.tries >= MOST_TRIES:
            _park(notice)
    return False


@transaction.atomic
def _park(notice: Notice, why: str = NOT_MADE) -> None:
    case, now = notice.case, timezone.now()
    case.docket.lock()
    if not Notice.objects.owed().filter(pk=notice.pk, parked_at=None).update(parked_at=now):
        return
    raise_errand(
        ErrandKind.LETTER_PARKED,
        f"Letter {notice.letter} of {case.pk} {why} Then have it tried again.",
        key=f"notice {notice.pk} parked {now.isoformat()}",
        case=case,
    )


def try_again(errand: Errand) -> None:
    """Put back into the queue what was parked in the case of this errand."""
    again = {"parked_at": None, "tries": 0, "next_try_at": None}
    if errand.kind == ErrandKind.LETTER_PARKED:
        Notice.objects.owed().filter(case=errand.case, parked_at__isnull=False).update(**again)
    elif errand.kind == ErrandKind.MAIL_PARKED:
        rows = Mail.objects.filter(case=errand.case, sent_at=None, undeliverable=False)
        rows.exclude(parked_at=None).update(**again)
    elif errand.kind == ErrandKind.REMINDER_PARKED:
        alarms = Alarm.objects.filter(deadline__case=errand.case, rung_at=None)
        alarms.exclude(parked_at=None).update(**again)
