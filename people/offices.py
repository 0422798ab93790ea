"""Who holds an office, and who held it on a day; beginning and ending a term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from ledger.models import Docket
from ledger.refusals import Blocked
from people.checks import may_edit_offices
from people.models import Body, Office, User
from people.roles import Role

# Of these an organ has one at a time.
SINGLE = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.PAST_CHAIR})


def holders(
    body: Body | str,
    *,
    on: dt.date,
    organ: str | None = None,
    roles: Iterable[str] | None = None,
) -> list[User]:
    """List the people who held such an office on day ``on``, each once, longest-serving first."""
    offices = Office.objects.held_on(on).filter(body=body)
    if organ is not None:
        offices = offices.filter(organ=organ)
    if roles is not None:
        offices = offices.filter(role__in=list(roles))
    found = offices.select_related("user").order_by("from_day", "pk")
    return list(dict.fromkeys(office.user for office in found))


def holder(body: Body | str, organ: str, role: str, on: dt.date) -> User | None:
    """Find who held an office that one person holds at a time."""
    return next(iter(holders(body, on=on, organ=organ, roles=[role])), None)


def line_of_succession(
    body: Body | str, organ: str, roles: Iterable[str], on: dt.date
) -> list[User]:
    """List who acts for an office on day ``on``: its holder first, then the stand-ins."""
    order = list(roles)
    offices = (
        Office.objects.held_on(on)
        .filter(body=body, organ=organ, role__in=order)
        .select_related("user")
        .order_by("from_day", "pk")
    )
    ranked = sorted(offices, key=lambda office: order.index(office.role))
    return list(dict.fromkeys(office.user for office in ranked))


def office_title(
    user: User, body: Body | str, on: dt.date, titles: Mapping[str, str] | None = None
) -> str:
    """Name the highest office held, such as ``Chair, Certification Commission``; else empty.

    ``titles`` gives the names of the body's organs; an organ without one keeps its slug.
    """
    ranks = list(Role)
    held = sorted(
        Office.objects.held_on(on).filter(user=user, body=body),
        key=lambda office: (ranks.index(Role(office.role)), office.pk),
    )
    if not held:
        return ""
    office = held[0]
    return f"{office.get_role_display()}, {(titles or {}).get(office.organ, office.organ)}"


@transaction.atomic
def begin_term(office: Office, *, by: User | None) -> Office:
    """Record that somebody takes an office. ``office`` is a row not yet saved."""
    may_edit_offices(by, office.body)
    # Locked, so that two administrators do not seat two chairs at once.
    Body.objects.select_for_update().get(pk=office.body_id)
    _must_be_free(office)
    office.save(force_insert=True)
    Docket.system("people").enter("office.taken", office, by=by, **_told(office))
    return office


@transaction.atomic
def end_term(office: Office, *, until_day: dt.date, by: User | None) -> None:
    """Record the last day of a term. The row stays: it says who held the office then."""
    kept = Office.objects.select_for_update().select_related("body").get(pk=office.pk)
    may_edit_offices(by, kept.body)
    if kept.until_day is not None:
        raise Blocked(f"This term already ends on {_in_words(kept.until_day)}.")
    if until_day < kept.from_day:
        raise Blocked(f"This term began on {_in_words(kept.from_day)}; it cannot end before.")
    kept.until_day = until_day
    kept.save(update_fields=["until_day"])
    Docket.system("people").enter("office.left", kept, by=by, **_told(kept))


def _must_be_free(office: Office) -> None:
    """Refuse a term that meets another of the same person, or of a seat that only one holds."""
    others = Office.objects.filter(body=office.body, organ=office.organ, role=office.role)
    if office.role not in SINGLE:
        others = others.filter(user=office.user)
    others = others.exclude(until_day__lt=office.from_day)
    if office.until_day is not None:
        others = others.filter(from_day__lte=office.until_day)
    other = others.select_related("user").first()
    if other is not None:
        until = f"until {_in_words(other.until_day)}" if other.until_day else "without an end"
        raise Blocked(
            f"{other.user} holds this office from {_in_words(other.from_day)} {until}."
            " End that term first."
        )


def _told(office: Office) -> dict[str, Any]:
    return {
        "user": office.user,
        "body": office.body_id,
        "organ": office.organ,
        "role": office.role,
        "public_member": office.public_member,
        "from_day": office.from_day,
        "until_day": office.until_day,
    }


def _in_words(day: dt.date) -> str:
    return date_format(day, "j F Y")
