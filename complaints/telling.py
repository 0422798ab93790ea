"""Telling a party that something new waits for them: by mail, or by an errand to post it."""

from __future__ import annotations

from complaints import mail
from complaints.errands import raise_errand
from complaints.models import Complaint, ErrandKind, Party
from complaints.stages import PartyRole


def of_news(case: Complaint, party: Party, *, subject: str, text: str, key: str) -> None:
    """Leave a party a mail; leave the staff an errand where it would reach nobody.

    A filer who chose to look by themselves is left to do so, as they were told.
    """
    told = mail.tell_party(case, party, subject=subject, text=text, key=key)
    if told or not (party.asked_for_post or party.role == PartyRole.RESPONDENT):
        return
    who = party.get_role_display().lower()
    raise_errand(
        ErrandKind.OTHER,
        f"Something new waits for the {who} of {case.pk} in the portal, and no e-mail can tell"
        " them. Print it and post it to them.",
        key=f"{key} by post",
        case=case,
    )
