"""Drafting the charges: each allegation is pinned to the law in force at the time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from codes.lookup import edition_in_force
from codes.models import Provision
from complaints.checks import is_committee_chair, is_staff
from complaints.models import Allegation, Complaint
from complaints.stages import Stage
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User


def pin(allegation: Allegation, provision: Provision) -> None:
    """Pin to ``provision`` if its edition was in force on every day of the conduct.

    Raises ``Blocked`` with the reason: another edition, a change of edition in between, or
    a provision that cannot be charged (invariant 3).
    """
    code = provision.edition.code
    first = edition_in_force(code, allegation.conduct_from)
    last = edition_in_force(code, allegation.conduct_until)
    if first.edition != last.edition:
        raise Blocked(
            "The code changed while this went on. Write two allegations, one for each edition."
        )
    if provision.edition_id != first.edition.pk:
        raise Blocked(f"That provision is of another edition. {first.explanation}")
    if not provision.enforceable:
        raise Blocked(f"{provision.number} is advisory: it cannot be charged.")
    allegation.provision, allegation.pin_explained = provision, first.explanation


@act(stages=[Stage.INTAKE], checks=[is_staff])
def write_allegation(
    case: Complaint,
    *,
    by: User,
    words: str,
    conduct_from: dt.date,
    conduct_until: dt.date,
    provision: Provision,
) -> Entry:
    """Add an allegation, dated and pinned."""
    number = case.allegations.count() + 1
    row = Allegation(case=case, number=number, words=words)
    row.conduct_from, row.conduct_until = conduct_from, conduct_until
    return _write(row, "allegation.written", by, provision)


@act(stages=[Stage.INTAKE], checks=[is_staff])
def rewrite_allegation(
    case: Complaint,
    *,
    by: User,
    allegation: Allegation,
    words: str,
    conduct_from: dt.date,
    conduct_until: dt.date,
    provision: Provision,
) -> Entry:
    """Change an allegation before anybody was called to answer it."""
    if allegation.case_id != case.pk:
        raise Blocked("That allegation belongs to another case.")
    allegation.case, allegation.words = case, words
    allegation.conduct_from, allegation.conduct_until = conduct_from, conduct_until
    return _write(allegation, "allegation.rewritten", by, provision)


def _write(row: Allegation, verb: str, by: Any, provision: Provision) -> Entry:
    """Pin what the caller set on the row, keep it and enter it."""
    if row.conduct_until < row.conduct_from:
        raise Blocked("The last day of the conduct is before its first day.")
    pin(row, provision)
    row.save()
    row.case.forget()
    return row.case.docket.enter(
        verb,
        row,
        by=by,
        number=row.number,
        words=row.words,
        conduct=[row.conduct_from, row.conduct_until],
        provision=provision.number,
        edition=str(provision.edition),
        explained=row.pin_explained,
    )


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
) -> Entry:
    """T15. Add an allegation after notice: fresh notice, and a window of its own."""
    row = Allegation(case=case, number=case.allegations.count() + 1, words=words)
    row.conduct_from, row.conduct_until = conduct_from, conduct_until
    row.served_on = case.today
    _write(row, "allegation.written", by, provision)
    return case.call_again(by=by, allegation=row.number, reason=reason)
