"""Postal addresses in the register: the last one counts, those before it stay to be read."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import prefetch_related_objects

from ledger.models import Docket
from ledger.refusals import Blocked
from people.checks import may_keep_addresses
from people.models import Certificant, PostalAddress, User

MOST_LINES = 6


@transaction.atomic
def set_address(certificant: Certificant, address: str, *, by: User | None) -> PostalAddress:
    """Enter where a person gets post from now on. The record says who changed it, not to what."""
    may_keep_addresses(by, certificant.body)
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    if not lines or len(lines) > MOST_LINES:
        raise Blocked(f"Write the address in one to {MOST_LINES} lines, as on an envelope.")
    row = PostalAddress.objects.create(certificant=certificant, text="\n".join(lines), by=by)
    Docket.system("people").enter(
        "certificant.address_set", row, by=by, certificant=certificant, number=certificant.number
    )
    return row


def address_of(certificant: Certificant) -> str:
    """Where this person gets post now; empty where nobody has entered it."""
    rows = list(certificant.addresses.all())
    return str(rows[-1].text) if rows else ""


def read_addresses(certificants: Iterable[Certificant]) -> None:
    """Read the addresses of many people at once; ``address_of`` then asks nothing more."""
    people = list(certificants)
    if not people:
        return
    prefetch_related_objects(people, "addresses")
    record = Docket.system("people")
    for person in people:
        for row in person.addresses.all():
            row.record = record
