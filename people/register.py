"""Changes to the register of certificants: each one with its entry."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from ledger.models import Docket
from ledger.refusals import Blocked
from people.checks import may_edit_register
from people.models import Certificant, Credential, CredentialStatus, User
from people.names import plain, sounds

SORTED = Certificant._meta.get_field("sort_name").max_length


@transaction.atomic
def add_certificant(person: Certificant, *, by: User | None) -> Certificant:
    """Enter a person in the register. ``person`` is a row not yet saved."""
    may_edit_register(by, person.body)
    if Certificant.objects.filter(body=person.body, number=person.number).exists():
        raise Blocked(f"Number {person.number} is already in the register of {person.body}.")
    person.sort_name = sort_name(person.name)
    person.plain_name, person.sounds = plain(person.name), sounds(person.name)
    person.save(force_insert=True)
    Docket.system("people").enter(
        "certificant.added",
        person,
        by=by,
        body=person.body_id,
        number=person.number,
        name=person.name,
        user=person.user,
    )
    return person


@transaction.atomic
def add_credential(
    certificant: Certificant, kind: str, *, from_day: dt.date, reason: str, by: User | None
) -> Credential:
    """Give a credential, active from ``from_day``."""
    may_edit_register(by, certificant.body)
    if certificant.credentials.filter(kind=kind).exists():
        raise Blocked(f"{certificant} has a {kind} already; record a status of it instead.")
    credential = Credential.objects.create(certificant=certificant, kind=kind)
    Docket.system("people").enter(
        "credential.added", credential, by=by, certificant=certificant, kind=kind
    )
    _enter_status(credential, CredentialStatus.Status.ACTIVE, from_day, reason, by)
    return credential


@transaction.atomic
def record_status(
    credential: Credential, status: str, *, from_day: dt.date, reason: str, by: User | None
) -> CredentialStatus:
    """Record what a credential's status becomes on a day, by an administrator's hand."""
    may_edit_register(by, credential.certificant.body)
    return _enter_status(credential, status, from_day, reason, by)


@transaction.atomic
def follow_order(
    credential: Credential, status: str, *, from_day: dt.date, reason: str, by: User
) -> CredentialStatus:
    """Record what an order in a case does to a credential.

    Who may is the business of the step that gives the order, and has been checked there.
    """
    return _enter_status(credential, status, from_day, reason, by)


def sort_name(name: str) -> str:
    """Put the last word first: ``Elena Vasquez`` stands under ``vasquez elena``.

    It has room for as many signs as a name, and a sign can become three: “ß” is sorted as “ss”.
    """
    *given, last = name.casefold().split() or [""]
    return " ".join([last, *given])[:SORTED]


def _enter_status(
    credential: Credential, status: str, from_day: dt.date, reason: str, by: User | None
) -> CredentialStatus:
    row = CredentialStatus.objects.create(
        credential=credential, status=status, from_day=from_day, reason=reason
    )
    Docket.system("people").enter(
        "credential.status",
        row,
        by=by,
        credential=credential,
        status=status,
        from_day=from_day,
        reason=reason,
    )
    return row
