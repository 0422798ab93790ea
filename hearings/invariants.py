"""What each step owes by its own declaration, looked at each night with all the rest."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from django.db.models import Exists, OuterRef

from codes.models import ProcedureEdition
from complaints.invariants import Finding, check
from complaints.models import Complaint, Notice, Party
from complaints.models.owing import UNOPENED
from complaints.stages import PartyRole
from hearings.models import Appeal, Hearing, Sanction, Term
from ledger.models import Entry
from ledger.steps import steps_of


@cache
def owed() -> dict[tuple[str, str], list[str]]:
    """Each letter and its recipient, with the verbs of the steps that owe it to everybody."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for model in (Complaint, Hearing, Appeal, Sanction, Term):
        for _, step in steps_of(model):
            letters = step.consequences.get("notifies", ())
            for letter, role in () if callable(letters) else letters:
                found[letter, role].append(step.verb)
    return found


@check
def every_step_left_its_letters(now: dt.datetime) -> Iterator[Finding]:
    """No decision, and no other step, is without the notices that it declares."""
    editions = list(ProcedureEdition.objects.all())
    for (letter, role), verbs in owed().items():
        if role == PartyRole.RESPONDENT and letter in UNOPENED:
            continue  # owed only to a respondent who had been told of the case by then
        sending = [row.pk for row in editions if letter not in row.rules.letters_not_sent]
        silent = Entry.objects.filter(
            ~Exists(Notice.objects.filter(entry=OuterRef("pk"), letter=letter, role=role)),
            verb__in=verbs,
            docket__complaint__procedure__in=sending,
        )
        if role in PartyRole.values:
            silent = silent.filter(Exists(Party.objects.filter(case=OuterRef("docket"), role=role)))
        for docket, number in silent.values_list("docket", "number"):
            words = (
                f"In {docket}, letter {letter} to the {role} was never made out (entry {number})."
            )
            yield Finding(docket, words, f"{docket} {number} {letter} {role}")
