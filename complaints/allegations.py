"""Drafting the charges: each allegation is pinned to the law in force at the time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from codes.lookup import Conduct, resolve
from codes.models import Edition, Provision
from codes.timeline import ONE_DAY, When
from complaints.checks import is_committee_chair, is_staff
from complaints.models import Allegation, Complaint
from complaints.stages import PartyRole, Stage
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User


def conduct_of(allegation: Allegation) -> Conduct:
    return Conduct(allegation.conduct_from, allegation.conduct_until, allegation.when)


def pin(allegation: Allegation, provision: Provision, *, reason: str = "") -> None:
    """Pin to ``provision`` if its edition is the one that judges the conduct.

    Raises ``Blocked`` with the reason: another edition, a change of edition in between, no
    edition at all, or a provision that cannot be charged (invariant 3). Of a day that nobody
    knows any edition in force in between can be charged; another than the most lenient only
    with a ``reason``.
    """
    found = resolve(provision.edition.code, conduct_of(allegation), lineage=provision.lineage)
    if not found.editions:
        raise Blocked(found.explanation)
    if len(found.parts) > 1 and allegation.when != When.UNKNOWN:
        raise Blocked(f"{found.explanation} Split the allegation.")
    if provision.edition_id not in {edition.pk for edition in found.editions}:
        raise Blocked(f"That provision is of another edition. {found.explanation}")
    if not provision.enforceable:
        raise Blocked(f"{provision.number} is advisory: it cannot be charged.")
    explained = found.explanation
    if found.proposed and found.proposed.pk != provision.edition_id:
        if not reason:
            raise Blocked(f"{explained} Say why another edition is charged.")
        explained = f"{explained} “{provision.edition}” is charged instead: {reason}"
    allegation.provision, allegation.pin_explained = provision, explained
    allegation.pinned_at = timezone.now()


def as_it_stood(provision: Provision, conduct: Conduct) -> Provision | None:
    """Find the line of a provision in the one edition that judges the conduct, if it holds it."""
    found = resolve(provision.edition.code, conduct, lineage=provision.lineage)
    if found.proposed is None:
        return None
    line = found.proposed.provisions.filter(lineage=provision.lineage).first()
    if line:
        line.edition = found.proposed
    return line


def pin_as_ticked(allegation: Allegation, provision: Provision) -> None:
    """Pin to the line that a filer ticked, in the edition of the time, as far as that is clear.

    A filer sees the code of today. Where their line cannot be charged for those days, or not
    without a choice, the allegation stays without a provision and staff cite one.
    """
    line = as_it_stood(provision, conduct_of(allegation))
    if line and line.enforceable:
        pin(allegation, line)


def spans_a_change(case: Complaint) -> bool:
    """Whether an edition came into force, or ended, while something alleged went on."""
    within = Q()
    for row in case.live_allegations:
        if row.when != When.UNKNOWN and row.conduct_from < row.conduct_until:
            after = row.conduct_from + ONE_DAY
            within |= Q(in_force_from__range=(after, row.conduct_until))
            within |= Q(superseded_on__range=(after, row.conduct_until))
    editions = Edition.objects.filter(within, code__body=case.body_id)
    return bool(within) and editions.exclude(superseded_on=F("in_force_from")).exists()


def citable(case: Complaint) -> QuerySet[Provision]:
    """What an allegation of this case can cite: of today's editions and of those of its time.

    However many editions a code has had, the list stays one that a person can read.
    """
    days = [(row.conduct_from, row.conduct_until) for row in case.live_allegations]
    days.append((case.today, case.today))
    of_the_time = Q()
    for first, last in days:
        of_the_time |= (Q(edition__in_force_from=None) | Q(edition__in_force_from__lte=last)) & (
            Q(edition__superseded_on=None) | Q(edition__superseded_on__gt=first)
        )
    return (
        Provision.objects.filter(of_the_time, edition__code__body=case.body_id, enforceable=True)
        .exclude(edition__superseded_on=F("edition__in_force_from"))
        .select_related("edition__code")
        .order_by("edition", "position")
    )


@act(stages=[Stage.INTAKE], checks=[is_staff])
def write_allegation(
    case: Complaint,
    *,
    by: User,
    words: str,
    conduct_from: dt.date,
    conduct_until: dt.date,
    provision: Provision,
    when: str = When.DATED,
    edition_reason: str = "",
) -> Entry:
    """Add an allegation, dated and pinned."""
    number = case.allegations.count() + 1
    row = Allegation(case=case, number=number, words=words, when=when)
    row.conduct_from, row.conduct_until = conduct_from, conduct_until
    return _write(row, "allegation.written", by, provision, edition_reason)


def nobody_was_called_to_answer(case: Complaint, user: Any) -> None:
    if case.parties.filter(role=PartyRole.RESPONDENT).exclude(opened_on=None).exists():
        raise Blocked("The respondent was called to answer the allegations as they stand.")


@act(
    stages=[Stage.INTAKE, Stage.CHAIR_REVIEW, Stage.RESPONSE],
    checks=[is_staff, nobody_was_called_to_answer],
)
def rewrite_allegation(
    case: Complaint,
    *,
    by: User,
    allegation: Allegation,
    words: str,
    conduct_from: dt.date,
    conduct_until: dt.date,
    provision: Provision,
    when: str = When.DATED,
    edition_reason: str = "",
) -> Entry:
    """Change an allegation before anybody was called to answer it."""
    if allegation.case_id != case.pk:
        raise Blocked("That allegation belongs to another case.")
    allegation.case, allegation.words, allegation.when = case, words, when
    allegation.conduct_from, allegation.conduct_until = conduct_from, conduct_until
    return _write(allegation, "allegation.rewritten", by, provision, edition_reason)


def _write(row: Allegation, verb: str, by: Any, provision: Provision, reason: str) -> Entry:
    """Pin what the caller set on the row, keep it and enter it."""
    if row.conduct_until < row.conduct_from:
        raise Blocked("The last day of the conduct is before its first day.")
    if row.when == When.CONTINUING:
        row.conduct_until = row.case.filed_on
    pin(row, provision, reason=reason)
    return _enter(row, verb, by)


def _enter(row: Allegation, verb: str, by: Any) -> Entry:
    row.save()
    row.case.forget()
    return row.case.docket.enter(
        verb,
        row,
        by=by,
        number=row.number,
        words=row.words,
        conduct=[row.conduct_from, row.conduct_until],
        when=row.when,
        provision=row.provision and row.provision.number,
        edition=row.provision and str(row.provision.edition),
        explained=row.pin_explained,
    )


@act(stages=[Stage.INTAKE], checks=[is_staff])
def split_allegation(
    case: Complaint, *, by: User, allegation: Allegation, provision: Provision
) -> list[Entry]:
    """Split an allegation where the code changed while it went on: one for each edition.

    ``provision`` names the line; each part cites it as it stood in the edition of its days.
    Days under no edition, or under one that could not be charged with it, are left out.
    """
    row = case.allegations.get(pk=allegation.pk)
    row.case = case
    found = resolve(provision.edition.code, conduct_of(row), lineage=provision.lineage)
    if len(found.parts) < 2 or row.when == When.UNKNOWN:
        raise Blocked(f"There is nothing to split. {found.explanation}")
    lines = {
        line.edition_id: line
        for line in Provision.objects.filter(
            edition__in=found.editions, lineage=provision.lineage, enforceable=True
        )
    }
    charged = [part for part in found.parts if part.edition and part.edition.pk in lines]
    if not charged:
        raise Blocked(f"{found.explanation} In none of them can this line be charged.")
    went_on = row.when == When.CONTINUING
    number, entries = case.allegations.count(), []
    for place, part in enumerate(charged):
        if place:
            number += 1
            row = Allegation(case=case, number=number, words=row.words)
        row.conduct_from, row.conduct_until, row.when = part.first, part.last, When.DATED
        if went_on and part is found.parts[-1]:
            row.when = When.CONTINUING
        line = lines[part.edition.pk]  # type: ignore[union-attr]  # a charged part has one
        pin(row, line)
        row.pin_explained = f"{row.pin_explained} Split off: {found.explanation}"
        entries.append(_enter(row, "allegation.split", by))
    return entries


@act(stages=[Stage.INVESTIGATION], checks=[is_committee_chair])
def add_allegation(
    case: Complaint,
    *,
    by: User,
    words: str,
    conduct_from: dt.date,
    conduct_until: dt.date,
    provision: Provision,
    reason: str,
    when: str = When.DATED,
    edition_reason: str = "",
) -> Entry:
    """T15. Add an allegation after notice: fresh notice, and a window of its own."""
    row = Allegation(case=case, number=case.allegations.count() + 1, words=words, when=when)
    row.conduct_from, row.conduct_until = conduct_from, conduct_until
    _write(row, "allegation.written", by, provision, edition_reason)
    return case.call_again(by=by, allegation=row.number, reason=reason)
