"""What hearings, decisions and appeals add to a letter."""

from __future__ import annotations

from typing import Any

from complaints.models import Notice
from complaints.stages import Capacity
from hearings.models import Decision, Objection
from hearings.stages import SanctionStage
from people.models import User


def enclosures(notice: Notice) -> dict[str, Any]:
    """The hearing, the decision, the appeal and the terms that a letter speaks of."""
    case = notice.case
    decision = case.decisions.filter(superseded=False).last() or case.decisions.last()
    hearing = case.hearings.last()
    appeal = case.appeals.last()
    for row in (decision, appeal):
        if row:
            row.case = case
    sanctions = list(case.sanctions.exclude(stage=SanctionStage.VACATED))
    for sanction in sanctions:
        sanction.case = case
    return {
        "decision": decision,
        "sanctions": sanctions,
        "findings": list(decision.findings.select_related("allegation__provision__edition__code"))
        if decision
        else [],
        "hearing": hearing if hearing and hearing.opens_at else None,
        "on_paper": bool(hearing and hearing.on_paper),
        "hearing_requested": bool(hearing and hearing.requested),
        "appeal": appeal,
        "objection": _objection(notice),
        "panel": _names(notice, Capacity.PANEL_CHAIR, Capacity.PANEL),
        "appeal_panel": _names(notice, Capacity.APPEAL_CHAIR, Capacity.APPEAL),
        "terms": _terms(decision),
    }


def _names(notice: Notice, *capacities: Capacity) -> list[str]:
    """Who sits, or sat: a letter that waited long is still about those who were named."""
    ever = notice.case.assignments.filter(capacity__in=capacities)
    held = ever.filter(ended_on=None)
    held = held if held.exists() else ever
    return [
        str(user) for user in User.objects.filter(assignments__in=held).distinct().order_by("name")
    ]


def _objection(notice: Notice) -> Objection | None:
    """The objection that a letter on a ruling is about."""
    if notice.letter != "L47":
        return None
    return Objection.objects.select_related("person").get(pk=notice.entry.details["objection"])


def _terms(decision: Decision | None) -> list[Any]:
    if decision is None:
        return []
    return [term for sanction in decision.sanctions.all() for term in sanction.terms.all()]
