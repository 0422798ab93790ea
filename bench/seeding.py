"""Fills a scratch database by a bulk route that keeps every chain whole.

Each case has eight entries and two exhibits, made by the same code that makes real ones
(``Docket.next_entry``) and written in bulk with the guards lifted: only the owner of a
scratch database can do that.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from codes.lookup import procedure_in_force
from codes.models import Provision
from complaints.models import (
    Allegation,
    Complaint,
    Deadline,
    Declaration,
    Exhibit,
    Party,
    Submission,
)
from complaints.stages import ConflictAnswer, PartyRole, Stage, SubmissionKind
from ledger import triggers
from ledger.models import Docket, Entry, Series
from people.models import Body, Certificant, User
from vault import keys

BATCH = 500
# Where the cases of an office stand on an ordinary day.
STAGES = [
    *[Stage.RECEIVED] * 2,
    *[Stage.INTAKE] * 2,
    Stage.CHAIR_REVIEW,
    Stage.RESPONSE,
    Stage.INVESTIGATION,
    Stage.COMMITTEE_REVIEW,
    *[Stage.CLOSED] * 2,
]
VERBS = [
    "complaint.filed",
    "exhibit.received",
    "exhibit.received",
    "letter.served",
    "conflict.answered",
    "complaint.taken_in",
    "allegation.rewritten",
    "letter.served",
]


def seed(size: int) -> None:
    """Load the law, the demo office and ``size`` cases of one body, the same each time."""
    call_command("migrate", verbosity=0)
    call_command("load_law", verbosity=0)
    call_command("load_demo", verbosity=0)
    triggers.drop(connection)
    try:
        for numbers in _batches(size):
            with transaction.atomic():
                _write(numbers)
    finally:
        triggers.install(connection)
    Series.objects.update_or_create(name=_series(), defaults={"last": size})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _batches(size: int) -> Iterator[range]:
    for start in range(1, size + 1, BATCH):
        yield range(start, min(start + BATCH, size + 1))


def _series() -> str:
    return f"CCMC-{timezone.localdate().year}"


def _write(numbers: range) -> None:
    """Write one batch of cases, parents before children."""
    chance = random.Random(numbers.start)  # noqa: S311 - the same cases each time, not a secret
    body = Body.objects.get(pk="ccmc")
    today = timezone.localdate()
    found = procedure_in_force(body, today)
    people = list(Certificant.objects.filter(body=body).order_by("pk"))
    provisions = list(
        Provision.objects.filter(edition__code__body=body, enforceable=True).order_by("pk")
    )
    staff = User.objects.get(username="ccmc-staff")
    cases, parties, entries = [], [], []
    for number in numbers:
        docket = _docket(number)
        case = Complaint(
            docket=docket,
            body=body,
            stage=STAGES[number % len(STAGES)],
            synopsis=f"Case {number} of the bench",
            filed_on=today - dt.timedelta(days=chance.randrange(200)),
            procedure=found.edition,
            procedure_explained=found.explanation,
            lead=staff,
            submission_key=f"bench-{number}",
        )
        if case.stage == Stage.CLOSED:
            case.close_code, case.closed_on = "C12", today
        else:
            case.next_due_on = today + dt.timedelta(days=chance.randrange(-5, 60))
        cases.append(case)
        entries += [_entry(docket, verb) for verb in VERBS]
        for role in PartyRole.values:
            who = chance.choice(people) if role == PartyRole.RESPONDENT else None
            parties.append(
                Party(case=case, role=role, certificant=who, identity="A. Filer", contact="")
            )
    Docket.objects.bulk_create([case.docket for case in cases])
    Complaint.objects.bulk_create(cases)
    Entry.objects.bulk_create(entries)
    Party.objects.bulk_create(parties)
    for party in parties:
        if party.role == PartyRole.RESPONDENT:
            party.case.respondent = party
    Complaint.objects.bulk_update(cases, ["respondent"])
    _children(cases, entries, provisions, staff, chance)


def _docket(number: int) -> Docket:
    name = f"{_series()}-{number:04}"
    epoch, wrapped = keys.new_data_key(name)
    return Docket(number=name, key_epoch=epoch, wrapped_key=wrapped)


def _entry(docket: Docket, verb: str) -> Entry:
    details: dict[str, Any] = {"reason": "Seeded for the bench."}
    if verb == "exhibit.received":
        label = f"E-{docket.length:02}"
        details = {"exhibit": label, "sha256": _sha(docket, label), "size": 1000}
    return docket.next_entry(verb, f"Complaint:{docket.number}", actor="system", details=details)


def _sha(docket: Docket, label: str) -> str:
    return docket.data_key.fingerprint(label.encode(), "bench")


def _children(
    cases: list[Complaint],
    entries: list[Entry],
    provisions: list[Provision],
    staff: User,
    chance: random.Random,
) -> None:
    by_docket = {entry.docket_id: entry for entry in entries}
    Allegation.objects.bulk_create(
        Allegation(
            case=case,
            number=1,
            words=f"Told somebody something, {case.pk}",
            conduct_from=case.filed_on,
            conduct_until=case.filed_on,
            provision=chance.choice(provisions),
        )
        for case in cases
    )
    Exhibit.objects.bulk_create(
        Exhibit(
            case=case,
            number=number,
            party=PartyRole.COMPLAINANT,
            filename="letter.pdf",
            description="",
            media_type="application/pdf",
            size=1000,
            sha256=_sha(case.docket, f"E-{number:02}"),
            address=_sha(case.docket, f"address {number}"),
        )
        for case in cases
        for number in (1, 2)
    )
    Submission.objects.bulk_create(
        Submission(
            case=case,
            kind=SubmissionKind.NARRATIVE,
            by_role=PartyRole.COMPLAINANT,
            text="What happened, told for the bench. " * 20,
            sha256="0" * 64,
        )
        for case in cases
    )
    Declaration.objects.bulk_create(
        Declaration(case=case, user=staff, answer=ConflictAnswer.NONE, words="") for case in cases
    )
    Deadline.objects.bulk_create(
        Deadline(
            case=case,
            kind="intake",
            awaits="staff",
            days=14,
            started_on=case.filed_on,
            due_on=case.next_due_on,
            explained="Seeded for the bench.",
            entry=by_docket[case.pk],
        )
        for case in cases
        if case.stage != Stage.CLOSED
    )
