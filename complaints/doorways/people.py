"""The doors of the people in a case: who acts for whom, is reached, is told, and steps aside."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from complaints import (
    assignments,
    contacts,
    invitations,
    messages,
    naming,
    recusals,
    representation,
    submissions,
)
from complaints.doors import Door
from complaints.forms import steps as forms
from complaints.forms.contact import ContactForm
from complaints.forms.messages import MessageForm, ToPartyForm
from complaints.forms.naming import SharingForm
from complaints.forms.representation import RepresentativeForm
from complaints.models import Complaint
from ledger.refusals import Blocked


def somebody_acts_for_respondent(case: Complaint, user: Any) -> bool:
    return case.representative is not None


def nobody_acts_for_respondent(case: Complaint, user: Any) -> bool:
    return not somebody_acts_for_respondent(case, user)


def respondent_has_no_account(case: Complaint, user: Any) -> bool:
    return case.respondent is not None and case.respondent.user_id is None


def name_can_still_be_kept_or_told(case: Complaint, user: Any) -> bool:
    """Whether there is a choice left: the procedure has one, and the respondent was not told."""
    filer = case.complainant
    return bool(filer and not filer.named_on and case.rules.name_withheld)


def complainant_may_be_named(case: Complaint, user: Any) -> bool:
    try:
        naming.may_be_named(case, user)
    except Blocked:
        return False
    return True


def withdrawal_is_asked(case: Complaint, user: Any) -> bool:
    return case.withdrawal_asked


PEOPLE_DOORS = (
    Door(
        "appoint_representative",
        "Appoint somebody to act for you",
        RepresentativeForm,
        representation.appoint_representative,
        shown=nobody_acts_for_respondent,
    ),
    Door(
        "revoke_representative",
        "Take back the authority to act for you",
        forms.ConfirmForm,
        representation.revoke_representative,
        shown=somebody_acts_for_respondent,
        grave=True,
    ),
    Door(
        "write_message",
        _("Write to the office"),
        MessageForm,
        messages.write_message,
        says=_("Only the case staff and the chair read it. The other party does not."),
    ),
    Door(
        "change_contact",
        _("Change how we reach you"),
        ContactForm,
        contacts.change_contact,
        says=_(
            "What we send from now on goes there. The person never sees it. The staff still see "
            "what was before, and no longer use it."
        ),
    ),
    Door(
        "choose_sharing",
        _("Change who may know your name"),
        SharingForm,
        naming.choose_sharing,
        shown=name_can_still_be_kept_or_told,
        says=_(
            "Once the person knows of the case, a yes can no longer be taken back. They never see "
            "your address, e-mail or telephone number."
        ),
    ),
    Door(
        "name_complainant",
        "Tell the respondent who complained",
        forms.ConfirmForm,
        naming.name_complainant,
        shown=complainant_may_be_named,
        grave=True,
        says="The respondent, and whoever acts for them, see the complainant’s name on their page "
        "from now on, and both parties are told that there is news.",
    ),
    Door("write_to_party", "Write to a party", ToPartyForm, messages.write_to_party),
    Door(
        "ask_to_withdraw",
        _("Ask to withdraw"),
        forms.StatementForm,
        submissions.ask_to_withdraw,
        says=_("The chair rules on it. The body may go on by itself where others are at risk."),
        grave=True,
    ),
    Door(
        "continue_on_own_motion",
        "Go on without the complainant",
        forms.ReasonForm,
        submissions.continue_on_own_motion,
        shown=withdrawal_is_asked,
    ),
    Door(
        "invite_again",
        "Send the invitation again",
        forms.ConfirmForm,
        invitations.invite_again,
        shown=respondent_has_no_account,
    ),
    Door(
        "appoint_substitute",
        "Appoint a substitute",
        forms.SubstituteForm,
        assignments.appoint_substitute,
    ),
    Door(
        "declare",
        "Answer the conflict question",
        forms.ConflictForm,
        recusals.declare,
        says="Before you read the file, say whether you have a link to anybody in this case. "
        "Stepping aside ends your access at once.",
    ),
)
