from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from complaints.late_law import late_editions, too_late_for
from complaints.models import Complaint
from ledger.refusals import Forbidden
from people.http import UserRequest
from people.roles import Permission

PAGE = 50


def late_law(request: UserRequest, kind: str = "", pk: int = 0) -> HttpResponse:
    """The editions that were published late, and the cases that one of them came too late for."""
    bodies = request.user.bodies_where(Permission.SEE_BODY_CASES)
    if not bodies:
        raise Forbidden("Only the case staff and auditors see which cases are affected.")
    editions = late_editions(bodies)
    words: dict[str, object] = {"editions": editions}
    if kind:
        chosen = next((one for one in editions if (one.kind, one.pk) == (kind, pk)), None)
        if chosen is None:
            raise Http404
        rows = too_late_for(chosen, Complaint.objects.visible_to(request.user)).order_by("-docket")
        before = request.GET.get("before", "")
        if before:
            rows = rows.filter(docket__lt=before)
        found = list(rows[: PAGE + 1])
        words |= {
            "chosen": chosen,
            "rows": found[:PAGE],
            "more": found[PAGE - 1].pk if len(found) > PAGE else "",
        }
    return render(request, "complaints/late_law.html", words)
