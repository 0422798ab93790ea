"""Reminders of the dates ahead, each once, and what follows when a binding date was missed.

They are planned with the date (``Alarm``) and made when their day has come, however often and
wherever this runs: an alarm is claimed, and a reminder has a key of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from complaints import mail
from complaints.assignments import why_not
from complaints.checks import in_words
from complaints.errands import raise_errand
from complaints.models import (
    Alarm,
    Complaint,
    Deadline,
    ErrandKind,
    Party,
    Reminder,
    Representative,
)
from complaints.stages import Capacity, Channel, PartyRole
from people.models import User
from people.offices import holders
from people.roles import Role

BATCH = 500
# An alarm of a clock that was stopped, or of a last day that it no longer has, rings no more.
LIVE = Q(deadline__stopped_on=None, revision=F("deadline__revision"))
# Where the day begins first, it is this much later than by universal time.
EARLIEST_ZONE = dt.timedelta(hours=14)

# Of a party without an account nobody knows when they sleep.
QUIET_FROM, QUIET_UNTIL = dt.time(20), dt.time(8)

CAPACITIES = {
    "chair": (Capacity.GATEKEEPER, Capacity.COMMITTEE_CHAIR, Capacity.SIGNER),
    "gatekeeper": (Capacity.GATEKEEPER,),
    "investigator": (Capacity.INVESTIGATOR,),
    "committee": (Capacity.COMMITTEE_CHAIR, Capacity.COMMITTEE),
    "panel": (Capacity.PANEL_CHAIR, Capacity.PANEL),
    "appeal_panel": (Capacity.APPEAL_CHAIR, Capacity.APPEAL),
    "counsel": (Capacity.COUNSEL,),
    "signer": (Capacity.SIGNER,),
}
# To whom a missed date goes where the procedure does not say: the office next to who missed it.
NEXT_OFFICE = {"staff": "chair", "chair": "staff", "gatekeeper": "staff"}


def recipients_of(clock: Deadline) -> Iterator[tuple[str, User | Party]]:
    """The people a clock waits for, each with the name that keeps their reminder unique."""
    for role in clock.roles:
        yield from people_behind(clock.case, role)


def people_behind(case: Complaint, awaited: str) -> Iterator[tuple[str, User | Party]]:
    """The people who are, in this case, what a window can wait for."""
    if awaited in PartyRole.values:
        for party in case.parties.filter(role=awaited).select_related("user"):
            yield f"party:{party.pk}", party
            for row in Representative.objects.joined(party):
                if row.user:
                    yield f"user:{row.user.pk}", row.user
    elif awaited in CAPACITIES:
        held = case.assignments.filter(ended_on=None, capacity__in=CAPACITIES[awaited])
        for user in User.objects.filter(assignments__in=held).distinct().order_by("pk"):
            yield f"user:{user.pk}", user
    elif case.lead:
        yield f"user:{case.lead.pk}", case.lead
    else:
        for user in holders(case.body_id, roles=[Role.STAFF], on=case.today):
            if not why_not(case, user):
                yield f"user:{user.pk}", user


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
        made += sum(ring(clock, on or clock.case.today) for clock in clocks.values())
    return made


def _to_ring(latest: dt.date, after: tuple[dt.date, int], batch: int) -> list[Alarm]:
    """The next alarms by day, after the one that was the last before."""
    rows = Alarm.objects.filter(rung_at=None, on__lte=latest)
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


def escalate(clock: Deadline) -> None:
    """Take a binding date that was missed to the next office; the timer itself decides nothing."""
    case = clock.case
    rule = clock.rule
    office = (rule.escalates_to if rule else "") or NEXT_OFFICE.get(clock.awaits, "staff")
    raise_errand(
        ErrandKind.DATE_MISSED,
        f"A binding date has passed in {case.docket_id}. See its deadlines for what can be done.",
        key=f"missed {clock.pk} {clock.revision}",
        case=case,
        owed_to=office,
    )
    people: list[Any] = [who for _, who in people_behind(case, office) if isinstance(who, User)]
    mail.tell(
        case,
        people,
        subject=f"A binding date has passed in {case.docket_id}",
        text="Somebody did not act in time. Open the case to see what can be done.",
        key=f"missed {clock.pk} {clock.revision}",
    )
