"""The letters that a step owes, and those that nobody is owed any more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from complaints.models.notices import Notice
from complaints.stages import OPENING, UNSENT, PartyRole, ServiceState
from ledger.models import Entry
from ledger.refusals import Blocked

if TYPE_CHECKING:
    from complaints.models.cases import Complaint
    from complaints.models.record import Party

Letters = Sequence[tuple[str, str]]
# Letters that a respondent who was never told of the case does not get.
UNOPENED = ("L40", "L41")


def cancel_openings(case: Complaint) -> None:
    """Serve no letter any more that would open a time in a case that is closed."""
    waiting = case.notices.filter(state__in=UNSENT, clocks__isnull=False)
    for notice in waiting.exclude(clocks__stopped_on=None).distinct():
        notice.state = ServiceState.CANCELLED
        notice.save(update_fields=["state"])
        case.docket.enter("letter.cancelled", notice, by=None, letter=notice.letter, to=notice.role)


def owe(case: Complaint, entry: Entry, letters: Letters) -> list[Notice]:
    """Leave a letter waiting for each recipient there is. A body has no complainant."""
    parties = {party.role: party for party in case.parties.all()}
    owed = []
    for letter, role in letters:
        if letter in case.rules.letters_not_sent:
            continue
        row = Notice(case=case, letter=letter, role=role, entry=entry)
        if role == "monitor":
            row.user = case.monitor
        elif role in parties:
            row.party = parties[role]
            if role == PartyRole.RESPONDENT and letter in UNOPENED and not told(row.party):
                continue
        elif role == PartyRole.RESPONDENT:
            raise Blocked("The respondent has to be known before a letter can be owed to them.")
        else:
            continue
        row.save()
        owed.append(row)
    return owed


def told(respondent: Party) -> bool:
    """Whether they know of the case, or a letter that tells them of it is on its way."""
    return bool(respondent.opened_on) or _opening_is_underway(respondent)


def _opening_is_underway(respondent: Party) -> bool:
    letters = respondent.notices.filter(letter__in=OPENING)
    return letters.exclude(state=ServiceState.CANCELLED).exists()
