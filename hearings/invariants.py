"""What has to be true of decisions, looked at each night with all the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from complaints.invariants import Finding, check
from complaints.models import Complaint, Notice
from complaints.stages import PartyRole
from ledger.models import Entry

# The entries that tell a respondent how their case was decided, and the letter each of them owes.
OWED = {"outcome.proposed": "L15", "decision.issued": "L25", "appeal.decided": "L31"}


@check
def no_decision_is_without_its_letter(now: dt.datetime) -> Iterator[Finding]:
    letters = Notice.objects.filter(entry=OuterRef("pk"), role=PartyRole.RESPONDENT)
    silent = Entry.objects.filter(~Exists(letters), verb__in=OWED)
    rows = list(silent.values_list("docket", "number", "verb"))
    cases = Complaint.objects.select_related("procedure").in_bulk({docket for docket, _, _ in rows})
    for docket, number, verb in rows:
        case = cases.get(docket)
        if case and OWED[verb] not in case.rules.letters_not_sent:
            words = f"A decision in {docket} was entered, and no letter to the respondent is owed."
            yield Finding(docket, words, f"{docket} {number}")
