"""The dates a person has to keep, as a calendar that programs subscribe to (RFC 5545).

A calendar lies on telephones and on servers of others, so it shows numbers of cases and days,
and nothing else. Its address is a secret that can be taken back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from icalendar import Calendar, Event

from complaints.awaited import CAPACITIES
from complaints.models import (
    Assignment,
    CalendarAddress,
    Complaint,
    Deadline,
    Party,
    Representative,
)
from complaints.stages import PartyRole
from ledger.models import Docket
from people.models import User
from people.roles import Permission

# A calendar of more dates helps nobody, and a telephone fetches it every hour.
MOST = 500


def _tag(secret: str) -> str:
    message = f"calendar address\x00{secret}".encode()
    return hmac.new(settings.RECEIPT_PEPPER.encode(), message, hashlib.sha256).hexdigest()


@transaction.atomic
def make_address(user: User) -> str:
    """Give somebody a new secret; the one before no longer works. It is shown this once."""
    secret = secrets.token_urlsafe(24)
    CalendarAddress.objects.update_or_create(user=user, defaults={"tag": _tag(secret)})
    Docket.system("people").enter("calendar_address.made", user, by=user)
    return secret


@transaction.atomic
def revoke_address(user: User) -> None:
    """Take the address back; programs that knew it find nothing from now on."""
    if CalendarAddress.objects.filter(user=user).delete()[0]:
        Docket.system("people").enter("calendar_address.revoked", user, by=user)


def reader_of(secret: str) -> User | None:
    """Whose calendar a secret opens; nobody's if it was never given, or taken back."""
    found = CalendarAddress.objects.filter(tag=_tag(secret), user__is_active=True)
    row = found.select_related("user").first()
    return row.user if row else None


def clocks_of(user: User) -> QuerySet[Deadline]:
    """The running clocks that wait for this person, in cases that they may see."""
    case = OuterRef("case")
    mine = Q()
    for awaited, capacities in CAPACITIES.items():
        held = Assignment.objects.filter(
            case=case, user=user, ended_on=None, capacity__in=capacities
        )
        mine |= Q(awaits=awaited) & Q(Exists(held))
    acts_for = Representative.objects.acting(user)
    for role in PartyRole.values:
        mine |= Q(awaits=role) & Q(Exists(Party.objects.filter(case=case, user=user, role=role)))
        mine |= Q(awaits=role) & Q(Exists(acts_for.filter(case=case, party__role=role)))
    managed = user.bodies_where(Permission.MANAGE_CASES)
    mine |= Q(awaits="staff", case__lead=user)
    mine |= Q(awaits="staff", case__lead=None, case__body__in=managed)
    seen = Complaint.objects.visible_to(user).values("pk")
    running = Deadline.objects.filter(mine, stopped_on=None, due_on__isnull=False, case__in=seen)
    return running.order_by("due_on", "pk")


def as_calendar(user: User) -> bytes:
    """Write the dates of a person as iCalendar: a whole day each, named by its case alone."""
    calendar, host = Calendar(), urlsplit(settings.SITE_URL).hostname
    calendar.add("prodid", "-//Ethics Portal//Dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Ethics Portal")
    for clock in clocks_of(user).select_related("entry")[:MOST]:
        event = Event()
        event.add("uid", f"clock-{clock.pk}@{host}")
        event.add("dtstamp", clock.entry.at.astimezone(dt.UTC))
        event.add("sequence", clock.revision)
        event.add("dtstart", clock.due_on)
        event.add("summary", clock.case_id)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
