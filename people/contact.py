"""How people reach the office of a body: what letters and public pages give."""

from __future__ import annotations

from django.db import transaction

from ledger.models import Docket, Entry
from people.checks import may_edit_offices
from people.models import Body, User


@transaction.atomic
def set_contact(body: Body, *, address: str, telephone: str, email: str, by: User | None) -> Entry:
    """Give letters from now on this address, number and e-mail; those made before keep theirs."""
    may_edit_offices(by, body)
    body.address, body.telephone, body.email = address, telephone, email
    body.save(update_fields=["address", "telephone", "email"])
    return Docket.system("people").enter(
        "body.contact_set",
        body,
        by=by,
        body=body.pk,
        address=address,
        telephone=telephone,
        email=email,
    )
