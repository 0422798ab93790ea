"""The clocks after they were set: begun on delivery, and reminded of, each reminder once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from complaints import mail
from complaints.assignments import why_not
from complaints.checks import in_words
from complaints.models import Deadline, Notice, Party, Reminder
from complaints.models.consequences import count, keep_next_due
from complaints.stages import Capacity, PartyRole
from people.models import User
from people.offices import holders
from people.roles import Role

LONGEST_NOTICE = 31

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


def begin_on_delivery(notice: Notice, day: dt.date) -> None:
    """Start each clock that waited for this letter, from the day its delivery is proven."""
    case = notice.case
    for clock in notice.clocks.filter(stopped_on=None, started_on=None):
        proof = notice.get_proof_display().lower()
        count(case, clock, day, f"delivery of letter {notice.letter} proven: {proof}")
        clock.save()
        case.docket.enter(
            "clock.started",
            clock,
            by=None,
            kind=clock.kind,
            due_on=clock.due_on,
            explained=clock.explained,
        )
    keep_next_due(case)


def recipients_of(clock: Deadline) -> Iterator[tuple[str, User | Party]]:
    """The people a clock waits for, each with the name that keeps their reminder unique."""
    case = clock.case
    if clock.awaits in PartyRole.values:
        for party in case.parties.filter(role=clock.awaits).select_related("user"):
            yield f"party:{party.pk}", party
    elif clock.awaits in CAPACITIES:
        held = case.assignments.filter(ended_on=None, capacity__in=CAPACITIES[clock.awaits])
        for user in User.objects.filter(assignments__in=held).distinct().order_by("pk"):
            yield f"user:{user.pk}", user
    elif case.lead:
        yield f"user:{case.lead.pk}", case.lead
    else:
        for user in holders(case.body_id, roles=[Role.STAFF], on=case.today):
            if not why_not(case, user):
                yield f"user:{user.pk}", user


def remind(on: dt.date | None = None) -> int:
    """Plan every reminder that has come due, once, however often and wherever this runs.

    Without a day, it is today where each body is: a day there begins earlier or later than here.

    When days were missed only the latest reminder goes out, after the last day if need be:
    no window is closed against somebody who was not reminded. The ones it overtakes are
    written down as superseded. Returns how many were planned.
    """
    planned = 0
    last = Reminder.objects.filter(
        deadline=OuterRef("pk"), revision=OuterRef("revision"), days_before=0
    )
    latest = (on or timezone.localdate()) + dt.timedelta(days=LONGEST_NOTICE)
    soon = Deadline.objects.open_until(latest)
    soon = soon.filter(~Exists(last))
    for clock in soon.select_related("case__docket", "case__body", "case__procedure", "case__lead"):
        rule = clock.case.rules.windows.get(clock.kind)
        offsets = rule.remind if rule else (7, 1, 0)
        left = (clock.due_on - (on or clock.case.today)).days if clock.due_on else 0
        reached = sorted(days for days in offsets if days >= left)
        if reached:
            planned += _remind_of(clock, reached)
    return planned


@transaction.atomic
def _remind_of(clock: Deadline, reached: list[int]) -> int:
    """Plan what is due of one clock for everybody it waits for, or for nobody."""
    planned = 0
    for name, recipient in recipients_of(clock):
        for days in reached:
            row, new = Reminder.objects.get_or_create(
                deadline=clock,
                revision=clock.revision,
                days_before=days,
                recipient=name,
                defaults={"superseded": days != reached[0]},
            )
            if new and not row.superseded:
                _send(clock, row, recipient)
                planned += 1
    return planned


def _send(clock: Deadline, reminder: Reminder, recipient: User | Party) -> None:
    """Enter the reminder in the ledger and leave its mail waiting."""
    case = clock.case
    case.docket.enter(
        "reminder.sent",
        clock,
        by=None,
        kind=clock.kind,
        days_before=reminder.days_before,
        to=reminder.recipient,
        due_on=clock.due_on,
    )
    to = mail.address_of(recipient)
    if to and clock.due_on:
        mail.plan(
            case,
            to=to,
            subject=f"A date is near in {case.docket_id}",
            text=f"Something is waited for from you by {in_words(clock.due_on)}.",
            key=f"reminder {reminder.pk}",
        )
