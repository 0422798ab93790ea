"""Who complained, told to the respondent: only with leave, by one step, and for good.

Leave is the filer's, given when they file or later; they take it back as long as nobody was
told anything (ux.md, section 5). The office tells it (permissions.md: ``identity.disclosed``).
"""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from complaints import telling
from complaints.checks import is_complainant, is_staff
from complaints.contacts import gave_a_name
from complaints.filing import sharing_allowed
from complaints.models import Complaint
from complaints.stages import Sharing
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User


def is_open(case: Complaint, user: Any) -> None:
    if not case.is_open:
        raise Blocked(gettext("The case is closed."))


@act(checks=[is_complainant, gave_a_name, is_open])
def choose_sharing(case: Complaint, *, by: Any, sharing: str) -> Entry:
    """Say whether the respondent may be told the filer's name.

    Raises ``Blocked`` when nothing is different, when the procedure keeps no names, and when
    the respondent was told of the case: what they read by then may have held the name.
    """
    party, told = case.parties.get(role="complainant"), case.respondent
    party.case = case
    if party.sharing == sharing:
        raise Blocked(gettext("Nothing is different from what we have."))
    if sharing not in sharing_allowed(case.rules):
        raise Blocked(gettext("The procedure of this body keeps no names from the person."))
    if sharing != Sharing.NAMED and told and told.opened_on:
        words = gettext(
            "The person was told of the case on %(day)s and may have read your name. Write to the"
            " office: it tells you what can still be done."
        )
        raise Blocked(words % {"day": date_format(told.opened_on, gettext("j F Y"))})
    party.sharing = sharing
    party.save(update_fields=["sharing"])
    case.forget()
    return case.docket.enter("identity.sharing_chosen", party, by=by, sharing=sharing)


def may_be_named(case: Complaint, user: Any) -> None:
    """Somebody complained, agreed to be named, and was not named yet to who was told of it."""
    filer, told = case.complainant, case.respondent
    if filer is None or filer.sharing != Sharing.NAMED:
        raise Blocked("No complainant has agreed to be named to the respondent.")
    if told is None or told.opened_on is None:
        raise Blocked("The respondent was not told of the case yet.")
    if filer.named_on:
        raise Blocked("The respondent was told already.")


@act(checks=[is_staff, is_open, may_be_named])
def name_complainant(case: Complaint, *, by: User) -> Entry:
    """Let the respondent, and whoever acts for them, see who complained."""
    party = case.parties.get(role="complainant")
    party.case = case
    party.named_on = case.today
    party.save(update_fields=["named_on"])
    case.forget()
    entry = case.docket.enter("identity.disclosed", party, by=by)
    for reached in case.all_parties:
        telling.of_news(
            case,
            reached,
            subject=f"There is news about {case.pk}",
            text="Something new stands on the page of the case in the portal.",
            key=f"named {entry.docket_id} {entry.number} to {reached.role}",
        )
    return entry
