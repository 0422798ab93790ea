"""The pages on which a draft procedure is tried on closed cases."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from codes.models import ProcedureDraft
from codes.stages import OPEN
from complaints.models import Complaint
from ledger.refusals import Blocked, Forbidden
from people.http import UserRequest
from people.models import User
from people.roles import Permission
from reports.rehearsal import LATE, MAJORITY, REFUSED, closed_cases, rehearse

PAGE = 25
MOST = 200
READERS = (Permission.SEE_BODY_CASES, Permission.DRAFT_LAW, Permission.APPROVE_LAW)


def _drafts(user: User) -> Any:
    """The open drafts that this person may try out; ``Forbidden`` where there can be none."""
    bodies = {body for permission in READERS for body in user.bodies_where(permission)}
    if not bodies:
        raise Forbidden("Only the office of a body tries out its procedure.")
    rows = ProcedureDraft.objects.filter(body__in=bodies, stage__in=OPEN)
    return rows.select_related("procedure__body", "based_on").order_by("pk")


def index(request: UserRequest) -> HttpResponse:
    return render(request, "reports/rehearsals.html", {"drafts": list(_drafts(request.user))})


def rehearsal(request: UserRequest, pk: int) -> HttpResponse:
    """Case by case for those who may see the cases; for others the totals, without a case.

    Ballots are counted again only for an auditor, who learns the counts of votes anyway.
    """
    draft: Any = get_object_or_404(_drafts(request.user), pk=pk)
    if draft.faults_of_content():
        raise Blocked("The draft cannot be read yet: mend what it says is missing first.")
    user, words = request.user, {"draft": draft}
    if not user.can(Permission.SEE_BODY_CASES, draft.body_id):
        return render(request, "reports/rehearsal.html", words | _totals(draft))
    rows = closed_cases(Complaint.objects.visible_to(user), draft.body_id)
    before = request.GET.get("before", "")
    if before:
        rows = rows.filter(docket__lt=before)
    found, votes = list(rows[: PAGE + 1]), user.can(Permission.AUDIT, draft.body_id)
    shown = [rehearse(case, draft.rules, votes=votes) for case in found[:PAGE]]
    words |= {
        "rehearsed": shown,
        "votes": votes,
        "more": found[PAGE - 1].pk if len(found) > PAGE else "",
        "differing": sum(bool(one.differences) for one in shown),
    }
    return render(request, "reports/rehearsal.html", words)


def _totals(draft: Any) -> dict[str, Any]:
    """How many of the last closed cases would have gone otherwise, and how; no case is named."""
    cases = list(closed_cases(Complaint.objects.all(), draft.body_id)[:MOST])
    found = [rehearse(case, draft.rules, votes=True) for case in cases]
    counts = Counter(kind for one in found for kind in {d.kind for d in one.differences})
    return {
        "tried": len(found),
        "differing": sum(bool(one.differences) for one in found),
        "totals": [(kind, counts[kind]) for kind in (LATE, REFUSED, MAJORITY)],
    }
