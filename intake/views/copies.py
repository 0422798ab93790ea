"""A filer's own copy of what they filed, for as long as they can follow the case."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from complaints.access import Viewer
from complaints.models import Complaint, Party
from complaints.stages import PartyRole
from complaints.views.cases import case_or_404
from complaints.views.follow import filer_of
from intake.models import Filing
from intake.printing import as_pdf
from intake.receipts import as_copied
from intake.sending import as_text
from intake.views.finish import download
from people.http import UserRequest
from people.models import User

KINDS = ("pdf", "json")


@login_not_required
def follow_copy(request: HttpRequest, body: str, kind: str) -> HttpResponse:
    """The copy for a filer by receipt code."""
    party = filer_of(request, body)
    if party is None:
        return redirect("follow", body=body)
    return _handed_out(party.case, kind, by=party)


def own_copy(request: UserRequest, docket: str, kind: str) -> HttpResponse:
    """The copy for a filer with an account; for everybody else there is nothing here."""
    found = case_or_404(request, docket)
    if Viewer(found, request.user).places != {PartyRole.COMPLAINANT}:
        raise Http404
    return _handed_out(found, kind, by=request.user)


def _handed_out(case: Complaint, kind: str, *, by: User | Party) -> HttpResponse:
    """The copy as a PDF, or as the data of which the signed statement holds the digest.

    Handing it out is a reading, and entered first. A case that did not come in through the form
    has none.
    """
    filing = Filing.objects.filter(case=case).first()
    if filing is None or kind not in KINDS:
        raise Http404
    filing.case = case
    case.docket.reads.enter("filing.read", filing, by=by)
    name = f"{case.pk}-copy.{kind}"
    if kind == "json":
        return download(as_text(filing.copy).encode(), name, "application/json")
    pdf = as_pdf("receipt", as_copied(filing), made_on=case.filed_on)
    return download(pdf, name, "application/pdf")
