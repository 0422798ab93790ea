"""Reminders of the dates ahead, each once, and what follows when one was missed.

They are planned with the date (``Alarm``) and made when their day has come, however often and
wherever this runs: an alarm is claimed, and a reminder has a key of its own.
"""

from __future__ import annotations

import datetime as dt
import logging
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from complaints import mail
from complaints.awaited import recipients_of
from complaints.checks import in_words
from complaints.errands import raise_errand
from complaints.escalation import escalate
from complaints.models import Alarm, Deadline, ErrandKind, Party, Reminder
from complaints.queues import MOST_TRIES
from complaints.stages import Channel
from people.models import User

logger = logging.getLogger(__name__)

BATCH = 500
# An alarm of a clock that was stopped, or of a last day that it no longer has, rings no more.
LIVE = Q(deadline__stopped_on=None, revision=F("deadline__revision"))
# Where the day begins first, it is this much later than by universal time.
EARLIEST_ZONE = dt.timedelta(hours=14)

# Of a party without an account nobody knows when they sleep.
QUIET_FROM, QUIET_UNTIL = dt.time(20), dt.time(8)


def remind(on: dt.date | None = None, *, batch: int = BATCH) -> int:
    """Make every reminder whose day has come; return how many went out.

    Without a day, it is today where each body is: a day there begins earlier or later than here.

    When days were missed only the latest reminder goes out, after the last day if need be:
    no window is closed against somebody who was not reminded. The ones it overtakes are
    written down as superseded.
    """
    latest, made, after = on or (timezone.now() + EARLIEST_ZONE).date(), 0, (dt.date.min, 0)
    while alarms := _to_ring(latest, after, batch):
        after = (alarms[-1].on, alarms[-1].pk)
        stale = Alarm.objects.exclude(LIVE).filter(pk__in=[alarm.pk for alarm in alarms])
        stale.delete()
        clocks = {alarm.deadline_id: alarm.deadline for alarm in alarms}
        made += sum(_tried(clock, on or clock.case.today) for clock in clocks.values())
    return made


def _tried(clock: Deadline, day: dt.date) -> int:
    """Ring one clock; whatever is wrong with it, the clocks after it go on."""
    try:
        return ring(clock, day)
    except OperationalError:
        # The case was being worked on, or the database is away: no fault of the clock.
        logger.warning("Clock %s waits for its case", clock.pk)
    except Exception as fault:  # noqa: BLE001 - see above
        logger.warning("Clock %s could not be rung: %s", clock.pk, type(fault).__name__)
        _put_off(clock, day)
    return 0


@transaction.atomic
def _put_off(clock: Deadline, day: dt.date) -> None:
    """Let its alarms rest; after five tries they are parked, and the office has an errand."""
    waiting = clock.alarms.filter(rung_at=None, parked_at=None, on__lte=day)
    tries = 1 + (waiting.aggregate(most=Max("tries"))["most"] or 0)
    pause = dt.timedelta(seconds=settings.FIRST_PAUSE) * 2 ** min(tries, MOST_TRIES)
    waiting.update(tries=tries, next_try_at=timezone.now() + pause)
    if tries < MOST_TRIES:
        return
    waiting.update(parked_at=timezone.now())
    raise_errand(
        ErrandKind.REMINDER_PARKED,
        f"Nobody could be reminded of a date in {clock.case_id}, tried {MOST_TRIES} times. Remind"
        " them yourself; see what is wrong in the case, then have it tried again.",
        key=f"alarm of {clock.pk} parked {timezone.now().isoformat()}",
        case=clock.case,
    )


def _to_ring(latest: dt.date, after: tuple[dt.date, int], batch: int) -> list[Alarm]:
    """The next alarms by day, after the one that was the last before."""
    rested = Q(next_try_at=None) | Q(next_try_at__lte=timezone.now())
    rows = Alarm.objects.filter(rested, rung_at=None, parked_at=None, on__lte=latest)
    rows = rows.filter(Q(on__gt=after[0]) | Q(on=after[0], pk__gt=after[1]))
    case = "deadline__case"
    related = (f"{case}__docket", f"{case}__body", f"{case}__procedure", f"{case}__lead")
    return list(rows.select_related(*related).order_by("on", "pk")[:batch])


@transaction.atomic
def ring(clock: Deadline, day: dt.date) -> int:
    """Make what the alarms of one clock owe on a day; count what went out.

    Under the lock of its case: of two workers the second finds the alarms rung, and a clock
    that was stopped or moved meanwhile owes nothing any more.
    """
    clock.case.docket.lock()
    waiting = Alarm.objects.filter(LIVE, deadline=clock, rung_at=None, on__lte=day)
    days = sorted(waiting.values_list("days_before", flat=True))
    waiting.filter(days_before__in=days).update(rung_at=timezone.now())
    if days and days[0] < 0:
        escalate(clock)
    reached = [number for number in days if number >= 0]
    return _remind_of(clock, reached) if reached else 0


def _remind_of(clock: Deadline, reached: list[int]) -> int:
    """Remind everybody a clock waits for; say so where that is nobody."""
    made, case = 0, clock.case
    for name, recipient in recipients_of(clock):
        channel = channel_of(recipient)
        for days in reached:
            row, new = Reminder.objects.get_or_create(
                deadline=clock,
                revision=clock.revision,
                days_before=days,
                recipient=name,
                channel=channel,
                defaults={"superseded": days != reached[0]},
            )
            if new and not row.superseded:
                _send(clock, row, recipient)
                made += 1
    if not made and not clock.reminders.filter(revision=clock.revision).exists():
        raise_errand(
            ErrandKind.OTHER,
            f"Nobody could be reminded of a date in {case.docket_id}: nobody is assigned to it.",
            key=f"nobody to remind {clock.pk} {clock.revision} {reached[0]}",
            case=case,
        )
    return made


def channel_of(recipient: User | Party) -> str:
    """How this person is reminded: as they chose, or by post where no mail reaches them."""
    if not mail.address_of(recipient):
        return Channel.POST
    user = recipient if isinstance(recipient, User) else recipient.user
    return Channel.DIGEST if user and user.digest else Channel.MAIL


def _send(clock: Deadline, reminder: Reminder, recipient: User | Party) -> None:
    """Enter the reminder in the ledger and leave its mail waiting, or an errand for the post."""
    case = clock.case
    case.docket.enter(
        "reminder.sent",
        clock,
        by=None,
        kind=clock.kind,
        days_before=reminder.days_before,
        to=reminder.recipient,
        channel=reminder.channel,
        due_on=clock.due_on,
    )
    if clock.due_on is None:
        return
    if reminder.channel == Channel.POST:
        raise_errand(
            ErrandKind.OTHER,
            f"Remind a party of {case.docket_id} by post: no e-mail reaches them. Their last day"
            f" is {in_words(clock.due_on)}.",
            key=f"reminder {reminder.pk}",
            case=case,
        )
        return
    moment = timezone.now()
    subject, text, key = (
        (f"A date is near in {case.docket_id}", _near(clock.due_on), f"reminder {reminder.pk}")
        if reminder.channel == Channel.MAIL
        # One for all that falls on a day, whatever its number: the portal lists the dates.
        else (
            "Dates are near in your cases",
            "Something is waited for from you. Your desk shows what, and by when.",
            f"digest {reminder.recipient} {case.body.day_of(moment)}",
        )
    )
    mail.plan(
        case,
        to=mail.address_of(recipient),
        subject=subject,
        text=text,
        key=key,
        not_before=not_before(recipient, moment, case.body.time_zone),
    )


def _near(day: dt.date) -> str:
    return f"Something is waited for from you by {in_words(day)}."


def not_before(recipient: User | Party, moment: dt.datetime, zone: str) -> dt.datetime | None:
    """When a mail about a date may reach somebody: not in the quiet hours they chose."""
    user = recipient if isinstance(recipient, User) else recipient.user
    quiet = (user.quiet_from, user.quiet_until) if user else (QUIET_FROM, QUIET_UNTIL)
    return after_quiet_hours(moment, zone, *quiet)


def after_quiet_hours(
    moment: dt.datetime, zone: str, begin: dt.time, end: dt.time
) -> dt.datetime | None:
    """The end of the quiet hours that a moment falls into; None when it falls into none.

    They may pass midnight; equal times mean that there are none.
    """
    local = moment.astimezone(ZoneInfo(zone))
    now = local.time()
    inside = begin <= now < end if begin < end else now >= begin or now < end
    if begin == end or not inside:
        return None
    day = local.date() + dt.timedelta(days=now >= end)
    return dt.datetime.combine(day, end, ZoneInfo(zone)).astimezone(dt.UTC)
