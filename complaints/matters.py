"""Matters that no complainant files: what a certificant reports of themselves, and own motion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from codes.models import Provision
from codes.timeline import When
from complaints import evidence
from complaints.allegations import pin_as_ticked
from complaints.checks import is_no_party
from complaints.filing import add_respondent, open_case, sent_before
from complaints.models import Allegation, Complaint
from complaints.stages import Matter, SubmissionKind
from complaints.submissions import lodge
from ledger.refusals import Blocked, Forbidden
from people.models import Body, Certificant, User
from people.roles import Permission

# What may be opened here, with the verb that the ledger enters.
OPENED_AS = {
    Matter.SELF_REPORT: "self_report.received",
    Matter.OWN_MOTION: "own_motion.opened",
}


@transaction.atomic
def open_matter(
    body: Body,
    *,
    by: User,
    key: str,
    matter: str,
    about: Certificant,
    in_short: str,
    statement: str,
    conduct_from: dt.date,
    conduct_until: dt.date,
    when: When = When.DATED,
    received_on: dt.date,
    provisions: Sequence[Provision] = (),
    record: UploadedFile[Any] | None = None,
    source: str = "",
) -> Complaint:
    """Open a self-report or an own-motion matter; the same ``key`` again gives the same case.

    It goes through intake and first review like a complaint, with nobody as complainant.
    Raises ``evidence.NotTaken`` for a file that cannot be kept; then nothing is kept.
    """
    if not by.can(Permission.MANAGE_CASES, body.pk):
        raise Forbidden("Only the case staff may open a matter.")
    if matter not in OPENED_AS:
        raise Blocked("A matter of this kind is opened in another way.")
    if received_on > body.today:
        raise Blocked("What was received cannot lie in the future.")
    hashed, before = sent_before(body, key)
    if before is not None:
        return before
    case = open_case(body, hashed, matter=Matter(matter), on=received_on)
    add_respondent(case, about)
    is_no_party(case, by)
    told = lodge(case, SubmissionKind.NARRATIVE, statement, by_role="body")
    for number, provision in enumerate(provisions or [None], start=1):
        row = Allegation(case=case, number=number, words=in_short, when=when)
        row.conduct_from, row.conduct_until = conduct_from, conduct_until
        if provision:
            pin_as_ticked(row, provision)
        row.save()
    exhibit = evidence.keep(case, record, party="body") if record else None
    entry = case.docket.enter(
        OPENED_AS[Matter(matter)],
        case,
        by=by,
        explained=case.procedure_explained,
        statement_sha256=told.sha256,
        received_on=received_on,
        source=source,
        record=exhibit.sha256 if exhibit else "",
    )
    if exhibit:
        evidence.enter(exhibit, by=by)
    case.after_step(entry, starts=["ack"])
    return case
