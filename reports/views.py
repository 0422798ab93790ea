from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from complaints.access import Viewer
from complaints.history import events
from complaints.models import Complaint
from ledger.refusals import Forbidden
from people.http import UserRequest
from people.roles import Permission
from reports.audit_export import export

PAGE = 50


def _audited(request: UserRequest) -> Any:
    """The cases whose history this person may audit."""
    bodies = request.user.bodies_where(Permission.AUDIT)
    if not bodies:
        raise Forbidden("Only an auditor may do this.")
    rows = Complaint.objects.visible_to(request.user).filter(body__in=bodies)
    return rows.select_related("docket", "procedure", "body")


def audit(request: UserRequest) -> HttpResponse:
    """The cases an auditor may examine, by number; no names."""
    rows = _audited(request).order_by("-docket")
    before = request.GET.get("before", "")
    if before:
        rows = rows.filter(docket__lt=before)
    found = list(rows[: PAGE + 1])
    words = {"rows": found[:PAGE], "more": found[PAGE - 1].pk if len(found) > PAGE else ""}
    return render(request, "reports/audit.html", words)


def audit_case(request: UserRequest, docket: str) -> HttpResponse:
    """One case's history: what happened when, by which office, and whether the chain holds."""
    case = get_object_or_404(_audited(request), pk=docket)
    viewer = Viewer(case, request.user)
    before = request.GET.get("before", "")
    entries = case.docket.entries.order_by("-number")
    if before.isdigit() and len(before) < 10:
        entries = entries.filter(number__lt=int(before))
    shown = list(entries[:PAGE])
    words = {
        "case": case,
        "events": events(viewer, shown),
        "more": shown[-1].number if len(shown) == PAGE and shown[-1].number > 1 else "",
        "clocks": case.deadlines.order_by("pk"),
        "letters": case.notices.order_by("pk"),
    }
    return render(request, "reports/audit_case.html", words)


@require_POST
def verify_case(request: UserRequest, docket: str) -> HttpResponse:
    """Walk the chain now and say what was found."""
    case = get_object_or_404(_audited(request), pk=docket)
    fault = case.docket.first_fault()
    words = {"case": case, "fault": fault, "length": case.docket.length, "head": case.docket.head}
    return render(request, "reports/verified.html", words)


@require_POST
def export_case(request: UserRequest, docket: str) -> HttpResponse:
    """Make the export; making it is entered in the record of readings."""
    case = get_object_or_404(_audited(request), pk=docket)
    answer = HttpResponse(export(case, by=request.user), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{case.pk}.zip"'
    return answer
