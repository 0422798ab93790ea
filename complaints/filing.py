"""A complaint comes in: one transaction makes the docket, the case and everything it owes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from codes.lookup import procedure_in_force
from codes.models import Provision
from codes.rules import Rules
from codes.timeline import When
from complaints import evidence, receipts
from complaints.allegations import pin, pin_as_ticked
from complaints.assignments import fill
from complaints.checks import is_no_party, is_staff
from complaints.models import Allegation, Complaint, Party
from complaints.models.record import as_contact
from complaints.stages import (
    AT_INTAKE,
    Capacity,
    Matter,
    PartyRole,
    Sharing,
    Stage,
    SubmissionKind,
)
from complaints.submissions import lodge
from ledger.models import Entry
from ledger.numbering import open_next_docket
from ledger.refusals import Blocked, Forbidden
from ledger.steps import act
from people.models import Body, Certificant, User
from people.roles import Permission


@dataclass(frozen=True)
class Filed:
    """What the filer gets: the case, and the receipt code that is shown once."""

    case: Complaint
    receipt: str


@dataclass(frozen=True)
class Filer:
    """Who files: sealed under the docket's key as soon as there is one."""

    name: str
    email: str
    telephone: str = ""
    post: str = ""
    relation: str = ""
    sharing: str = Sharing.NAMED
    safe_hours: str = ""
    needs: str = ""
    language: str = ""


def sharing_allowed(rules: Rules) -> list[str]:
    """How a filer may be known to the respondent, by the procedure."""
    allowed = [Sharing.NAMED]
    allowed += [Sharing.WITHHELD] * rules.name_withheld
    allowed += [Sharing.ANONYMOUS] * (rules.anonymous == "accept")
    return [str(one.value) for one in allowed]


@transaction.atomic
def file_complaint(
    body: Body,
    *,
    by: User | None,
    key: str,
    filer: Filer,
    about: Certificant | str,
    what_happened: str,
    in_short: str,
    conduct_from: dt.date,
    conduct_until: dt.date,
    when: When = When.DATED,
    provisions: Sequence[Provision] = (),
    uploads: Sequence[UploadedFile[Any]] = (),
    filed_with: Complaint | None = None,
    entered_by: User | None = None,
    received_on: dt.date | None = None,
    **told: Any,
) -> Filed:
    """T01. File a complaint; the same ``key`` again gives the same case and receipt.

    ``told`` is entered with the filing, sealed: how it came, what the filer agreed to.
    ``filed_with`` is the first case of a filing that named several people. What came by post or
    telephone is ``entered_by`` case staff and counts as filed on the day it was received.
    Raises ``evidence.NotTaken`` for a file that cannot be kept; then nothing is kept.
    """
    hashed, before = sent_before(body, key)
    if before:
        return Filed(before, "" if entered_by else receipts.code_for(key))
    case = open_case(body, hashed, matter=Matter.COMPLAINT, filed_with=filed_with, on=received_on)
    # Whoever filed on paper has no browser to show a code in: their letters go by post.
    receipt = "" if entered_by else receipts.code_for(key)
    _add_complainant(case, filer, user=by, receipt=receipt)
    add_respondent(case, about)
    narrative = lodge(case, SubmissionKind.NARRATIVE, what_happened, by_role=PartyRole.COMPLAINANT)
    for number, provision in enumerate(provisions or [None], start=1):
        row = Allegation(
            case=case,
            number=number,
            words=in_short,
            conduct_from=conduct_from,
            conduct_until=conduct_until,
            when=when,
        )
        if provision:
            pin_as_ticked(row, provision)
        row.save()
    exhibits = [
        evidence.keep(
            case,
            upload,
            party=PartyRole.COMPLAINANT,
            description=getattr(upload, "description", ""),
        )
        for upload in uploads
    ]
    actor = entered_by or by or "filer"
    entry = case.docket.enter(
        "complaint.filed",
        case,
        by=actor,
        procedure=str(case.procedure),
        explained=case.procedure_explained,
        narrative_sha256=narrative.sha256,
        exhibits=[exhibit.sha256 for exhibit in exhibits],
        attested=True,
        consented=True,
        sharing=filer.sharing,
        on_behalf_of="complainant" if entered_by else "",
        **told,
    )
    for exhibit in exhibits:
        evidence.enter(exhibit, by=actor)
    case.after_step(entry, starts=["ack"], notifies=[("L01", "complainant")])
    return Filed(case, receipt)


def sent_before(body: Body, key: str) -> tuple[str, Complaint | None]:
    """Find what the same form made. The lock lets two sendings at once see each other."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    hashed = hashlib.sha256(f"{body.pk}\x00{key}".encode()).hexdigest()
    return hashed, Complaint.objects.filter(submission_key=hashed).first()


def open_case(
    body: Body,
    key: str,
    *,
    matter: Matter,
    stage: str = Stage.RECEIVED,
    filed_with: Complaint | None = None,
    on: dt.date | None = None,
) -> Complaint:
    """Open a docket and its case, under the procedure in force on the day it was filed."""
    today = on or body.today
    found = procedure_in_force(body, today)
    case: Complaint = Complaint.objects.create(
        docket=open_next_docket(body.acronym, body.today.year),
        body=body,
        matter=matter,
        stage=stage,
        filed_on=today,
        procedure=found.edition,
        procedure_explained=found.explanation,
        submission_key=key,
        filed_with=filed_with,
    )
    return case


def _add_complainant(case: Complaint, filer: Filer, *, user: User | None, receipt: str) -> Party:
    return Party.objects.create(
        case=case,
        role=PartyRole.COMPLAINANT,
        user=user,
        identity=filer.name,
        contact=as_contact(filer.email, filer.telephone, filer.post),
        safe_hours=filer.safe_hours,
        needs=filer.needs,
        language=filer.language,
        relation=filer.relation,
        sharing=filer.sharing,
        receipt_tag=receipts.tag_of(receipt),
        opened_on=case.filed_on,
    )


def add_respondent(case: Complaint, about: Certificant | str) -> Party:
    known = about if isinstance(about, Certificant) else None
    respondent = Party.objects.create(
        case=case,
        role=PartyRole.RESPONDENT,
        certificant=known,
        user=known.user if known else None,
        described="" if known else str(about),
    )
    case.respondent = respondent
    case.save()
    return respondent


@act(stages=[Stage.INTAKE], checks=[is_staff])
def match_respondent(case: Complaint, *, by: User, certificant: Certificant) -> Entry:
    """Say which person of the register the complaint is about."""
    if certificant.body_id != case.body_id:
        raise Blocked("That person is in the register of another body.")
    party = case.parties.get(role=PartyRole.RESPONDENT)
    party.certificant, party.user = certificant, certificant.user
    party.save()
    case.respondent = party
    case.forget()
    return case.docket.enter(
        "respondent.matched",
        party,
        by=by,
        certificant=certificant.pk,
        status=certificant.credentials_on(case.today),
    )


@act(stages=[Stage.INTAKE], checks=[is_staff])
def propose_refusal(case: Complaint, *, by: User, code: str, reason: str) -> Entry:
    """T06. Propose not to accept the complaint; a second person confirms it or goes on."""
    if code not in AT_INTAKE:
        raise Blocked("At intake a complaint can be refused only on one of the listed grounds.")
    case.proposed_close_code, case.proposed_by = code, by
    case.save()
    return case.docket.enter("refusal.proposed", case, by=by, code=code, reason=reason)


@transaction.atomic
def open_reciprocal(
    body: Body,
    *,
    by: User,
    key: str,
    about: Certificant,
    in_short: str,
    conduct_from: dt.date,
    conduct_until: dt.date,
    provision: Provision,
    record: UploadedFile[Any],
) -> Complaint:
    """T53. Open a matter on a certified court or board record: the respondent shows cause."""
    if not by.can(Permission.MANAGE_CASES, body.pk):
        raise Forbidden("Only the case staff may open a reciprocal matter.")
    hashed, before = sent_before(body, key)
    if before is not None:
        return before
    case = open_case(body, hashed, matter=Matter.RECIPROCAL, stage=Stage.RESPONSE)
    case.synopsis, case.lead = in_short, by
    add_respondent(case, about)
    is_no_party(case, by)
    row = Allegation(
        case=case,
        number=1,
        words=in_short,
        conduct_from=conduct_from,
        conduct_until=conduct_until,
    )
    pin(row, provision)
    row.save()
    exhibit = evidence.keep(case, record, party="body")
    if not exhibit.derivative_address:
        raise Blocked("Send the certified record as a PDF, a picture or a document.")
    exhibit.disclosed_on = case.filed_on
    exhibit.save(update_fields=["disclosed_on"])
    entry = case.docket.enter(
        "reciprocal.opened", case, by=by, explained=case.procedure_explained, record=exhibit.sha256
    )
    evidence.enter(exhibit, by=by)
    fill(case, Capacity.COMMITTEE_CHAIR, by=by)
    consequences: dict[str, Any] = {
        "starts_on_delivery": {"response": "L44"},
        "window_of": {"response": "show_cause"},
        "notifies": [("L44", "respondent")],
    }
    case.after_step(entry, **consequences)
    return case
