"""Errands: what the office has to see to that no step of the workflow is.

Whoever finds it raises it, as often as they find it: its key names the occasion, so it is
raised once. It stays on the desk until somebody says what was done about it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints.checks import is_staff
from complaints.models import Complaint, Errand
from complaints.models.errands import STAFF
from ledger.models import Docket, Entry
from ledger.refusals import Blocked, Forbidden
from people.models import Body, User


@transaction.atomic
def raise_errand(
    kind: str,
    words: str,
    *,
    key: str,
    case: Complaint | None = None,
    body: Body | None = None,
    owed_to: str = STAFF,
    user: User | None = None,
) -> Errand:
    """Leave an errand, once for each key, and enter it in the record of its case.

    It belongs to a case or, where it is about none, to a body. ``words`` may name the case by
    its number and must say nothing else about it.
    """
    found = Errand.objects.filter(key=key).first()
    if found:
        return found
    docket = case.docket if case else Docket.system("errands")
    # The lock comes first: two who find the same thing at once raise one errand.
    docket.lock()
    owner = case.body if case else body
    if owner is None:
        raise ValueError("An errand belongs to a case or to a body.")
    given = {"kind": kind, "words": words, "owed_to": owed_to, "user": user}
    errand, new = Errand.objects.get_or_create(
        key=key, defaults={"case": case, "body": owner, **given}
    )
    if new:
        docket.enter("errand.raised", errand, by=None, kind=kind, words=words)
    return errand


def may_settle(errand: Errand, by: User) -> None:
    """Raise the reason why this person may not settle it, if there is one."""
    if not Errand.objects.visible_to(by).filter(pk=errand.pk).exists():
        raise Forbidden("This errand is not yours to settle.")
    if errand.case:
        is_staff(errand.case, by)


@transaction.atomic
def settle(
    errand: Errand, *, by: User | None, how: str, then: Callable[[Errand], None] | None = None
) -> Entry:
    """Say what was done about an errand; None stands for the portal, which found it mended.

    ``then`` is what follows from settling it, in the same transaction.
    """
    docket = errand.docket
    docket.lock()
    errand.refresh_from_db(fields=["settled_at"])
    if errand.settled_at is not None:
        raise Blocked("Somebody else has settled this since you opened it.")
    if by is not None:
        may_settle(errand, by)
    errand.settled_at, errand.settled_by, errand.settlement = timezone.now(), by, how
    errand.save(update_fields=["settled_at", "settled_by", "settlement"])
    if then:
        then(errand)
    return docket.enter(
        "errand.settled", errand, by=by, kind=errand.kind, how=how, again=then is not None
    )


def waiting_for(user: User) -> Any:
    """The open errands this person may see, the oldest first."""
    rows = Errand.objects.visible_to(user).open()
    return rows.select_related("case", "body").order_by("pk")
