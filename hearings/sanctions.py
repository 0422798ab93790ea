"""Sanctions come into force when the order is final, change the credential, and end."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q

from complaints.calendars import months_after
from complaints.checks import (
    clock_is_over,
    is_respondent,
    is_staff,
)
from complaints.models import Complaint
from complaints.models.consequences import set_date
from complaints.stages import UNSENT, Capacity, Stage
from hearings.decisions import standing
from hearings.models import Sanction, Term
from hearings.stages import SanctionStage, TermStage
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import Credential, CredentialStatus, User
from people.register import follow_order

TERM_DAYS = 90
EFFECTS = {
    "probation": CredentialStatus.Status.PROBATION,
    "suspended": CredentialStatus.Status.SUSPENDED,
    "revoked": CredentialStatus.Status.REVOKED,
}


def bring_into_force(case: Complaint, *, by: Any) -> None:
    """Put every sanction that was held back into force, with its effect on credentials."""
    held = Q(stage__in=[SanctionStage.PENDING, SanctionStage.STAYED])
    for sanction in case.sanctions.filter(held):
        sanction.case = case
        until = months_after(case.today, sanction.months) if sanction.months else None
        sanction.enter_into_force(by=by, from_day=case.today, until_day=until)
        _change_credentials(sanction, by=by)
        for number, words in enumerate(sanction.decision.terms_list, start=1):
            Term.objects.create(
                sanction=sanction,
                number=number,
                words=words[:300],
                due_on=case.today + dt.timedelta(days=TERM_DAYS),
            )


def _change_credentials(sanction: Sanction, *, by: Any) -> None:
    """Give each covered credential the status that the sanction brings."""
    case, effect = sanction.case, sanction.type.effect
    respondent = case.respondent
    if effect not in EFFECTS or respondent is None or respondent.certificant is None:
        return
    covered = [rule.rsplit(":", 1)[-1] for rule in case.rules.covers]
    for credential in Credential.objects.filter(
        certificant=respondent.certificant, kind__in=covered
    ):
        row = follow_order(
            credential,
            EFFECTS[effect],
            from_day=case.today,
            reason=f"Order in {case.docket_id}",
            by=by,
        )
        case.docket.enter(
            "credential.status_changed", row, by=by, kind=credential.kind, status=row.status
        )


@act(stages=[Stage.DECIDED], checks=[is_staff, clock_is_over("appeal")])
def make_final(case: Complaint, *, by: User) -> Entry:
    """T34. The appeal window passed without an appeal: the order is final."""
    if case.late_asked:
        raise Blocked("The respondent asked for leave to appeal late; rule on it first.")
    entry = case.make_final(by=by)
    bring_into_force(case, by=by)
    return entry


@act(stages=[Stage.DECIDED], checks=[is_respondent])
def waive_appeal(case: Complaint, *, by: Any) -> Entry:
    """T34. The respondent waives the appeal; the order is final at once."""
    entry = case.make_final_by_waiver(by=by)
    bring_into_force(case, by=by)
    return entry


def open_terms(case: Complaint) -> Any:
    return Term.objects.filter(sanction__case=case, stage=TermStage.DUE)


def terms_exist(case: Complaint, user: Any) -> None:
    if not open_terms(case).exists():
        raise Blocked("The order has no terms that run.")


def no_terms_run(case: Complaint, user: Any) -> None:
    if open_terms(case).exists():
        raise Blocked("Terms of the order still run; begin monitoring.")


def letters_are_out(case: Complaint, user: Any) -> None:
    if case.notices.filter(state__in=UNSENT).exists():
        raise Blocked("A letter of this case has not been served yet.")


@act(stages=[Stage.FINAL], checks=[is_staff, terms_exist])
def begin_monitoring(case: Complaint, *, by: User, monitor: User) -> Entry:
    """T42. Terms run under a monitor, each with its date."""
    if not monitor.current_offices or any(
        party.acts_through(monitor.pk) for party in case.all_parties
    ):
        raise Blocked(f"{monitor} cannot be the monitor of this case.")
    entry = case.begin_monitoring(by=by, monitor=monitor)
    for term in open_terms(case):
        set_date(
            case,
            entry,
            f"term_{term.pk}",
            term.due_on,
            awaits="respondent",
            why=f"{TERM_DAYS} days from the final order",
        )
    return entry


@act(stages=[Stage.FINAL], checks=[is_staff, no_terms_run, letters_are_out])
def close_case(case: Complaint, *, by: User) -> Entry:
    """T43. Nothing runs any more: close, with the code that the order gives."""
    decision = standing(case)
    code = decision.sanction_type.closes_as
    for sanction in case.sanctions.filter(stage=SanctionStage.ACTIVE, in_force_until=None):
        sanction.case = case
        if sanction.type.effect == "none":
            sanction.complete(by=by)
    entry = case.close(by=by, code=code)
    case.assignments.filter(ended_on=None).exclude(capacity=Capacity.COUNSEL).update(
        ended_on=case.today
    )
    return entry
