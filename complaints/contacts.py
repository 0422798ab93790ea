"""How a filer is reached, changed by the filer: what was before stays sealed for staff."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from complaints import mail, notices
from complaints.checks import is_complainant
from complaints.errands import raise_errand
from complaints.models import Complaint, ErrandKind, FormerContact, Party
from complaints.models.record import as_contact
from complaints.stages import Sharing
from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden
from ledger.steps import act


def gave_a_name(case: Complaint, user: Any) -> None:
    """Whoever gave no name gave no address: they are reached by their code alone."""
    if case.complainant is None or case.complainant.sharing == Sharing.ANONYMOUS:
        raise Forbidden(gettext("You gave no name and no address, so there is nothing to change."))


@act(checks=[is_complainant, gave_a_name])
def change_contact(
    case: Complaint,
    *,
    by: Any,
    email: str,
    telephone: str,
    post: str,
    safe_hours: str,
    needs: str,
) -> Entry:
    """Change how the office reaches the filer; what waits to be sent goes to the new address.

    The record says which parts changed, and never to what.
    """
    party = case.parties.get(role="complainant")
    party.case = case
    told = {"email": email, "telephone": telephone, "post": post}
    changed = [name for name, words in told.items() if party.reached_by[name] != words]
    changed += ["safe_hours"] * ((party.safe_hours or "") != safe_hours)
    changed += ["needs"] * ((party.needs or "") != needs)
    if not changed:
        raise Blocked(gettext("Nothing is different from what we have."))
    _keep(case, party)
    before = mail.address_of(party)
    party.contact = as_contact(email, telephone, post)
    party.safe_hours, party.needs = safe_hours, needs
    party.save(update_fields=["contact", "safe_hours", "needs"])
    entry = case.docket.enter("contact.changed", party, by=by, changed=changed)
    notices.no_longer_on_paper(case, party)
    if before and before != email and not mail.readdress(case, before, email):
        raise_errand(
            ErrandKind.OTHER,
            f"An e-mail about {case.pk} was not sent: the filer no longer gets any. Reach them as"
            " they now ask.",
            key=f"contact {entry.docket_id} {entry.number}",
            case=case,
        )
    case.forget()
    return entry


def _keep(case: Complaint, party: Party) -> None:
    """Keep what held until now, sealed like what holds from now on."""
    FormerContact.objects.create(
        case=case,
        party=party,
        contact=party.contact,
        safe_hours=party.safe_hours,
        needs=party.needs,
    )
