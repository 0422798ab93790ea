"""One letter, as a page and as a PDF, behind the same walls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from complaints.access import Viewer
from complaints.composing import composed
from complaints.freezing import frozen_layout, pdf_for, pdf_name, pdf_to_post
from complaints.letters import without_code
from complaints.models import Notice, Party, Service
from complaints.notices import acknowledge
from complaints.representation import reads_for_party
from complaints.sections import letters_for
from complaints.stages import UNSERVED, ServiceState
from complaints.views.cases import case_or_404, jacket
from complaints.views.exhibits import ONLY_TO_SAVE
from complaints.views.follow import filer_of
from ledger.refusals import Blocked
from people.http import UserRequest
from people.models import User


def _opened(request: UserRequest, docket: str, letter: int) -> tuple[Viewer, Notice]:
    """The letter somebody asks for. When its recipient opens it, that proves its delivery."""
    viewer = Viewer(case_or_404(request, docket), request.user)
    row = next((n for n in letters_for(viewer) if n.pk == letter), None)
    if row is None or viewer.how("letters") == "listed" or viewer.owes_conflict_answer:
        raise Http404
    row.case = viewer.case
    if reads_for_party(row, request.user) or row.user_id == request.user.pk:
        acknowledge(row, by=request.user)
    return viewer, row


def _reads_whole(viewer: Viewer, row: Notice) -> bool:
    """Whether the code in it is shown: to whom it was written, and to staff, who post it."""
    own = row.party is not None and row.party.user_id == viewer.who.pk
    return own or "staff" in viewer.places


def _attempts(row: Notice) -> list[Service]:
    """Every attempt to serve a letter, the oldest first."""
    found = list(row.services.select_related("by"))
    for one in found:
        one.case = row.case
    return found


def letter(request: UserRequest, docket: str, letter: int) -> HttpResponse:
    """Show a letter as it lies on paper."""
    viewer, row = _opened(request, docket, letter)
    text = row.text if _reads_whole(viewer, row) else without_code(row.text)
    words = {
        "notice": row,
        "layout": frozen_layout(row, text) if text else None,
        "services": _attempts(row),
        "whole": "staff" in viewer.places,
        "held_up": "" if text or "staff" not in viewer.places else _held_up(row, request.user),
    }
    return render(request, "complaints/letter.html", jacket(viewer) | words)


def _held_up(row: Notice, user: User) -> str:
    """Why a letter cannot be made, in a sentence for its staff; empty when it can."""
    try:
        composed(row, by=user)
    except Blocked as reason:
        return str(reason)
    return ""


def letter_pdf(request: UserRequest, docket: str, letter: int) -> HttpResponseBase:
    """Hand out the PDF that was sealed when the letter was made."""
    viewer, row = _opened(request, docket, letter)
    if row.state == ServiceState.TO_POST and "staff" in viewer.places:
        return _as_file(row, iter([pdf_to_post(row)]))
    return _hand_out(row, whole=_reads_whole(viewer, row))


def _followed(party: Party, letter: int) -> Notice:
    rows = Notice.objects.exclude(state__in=UNSERVED)
    row = get_object_or_404(rows, pk=letter, party=party)
    row.case = party.case
    acknowledge(row, by=party)
    return row


@login_not_required
def follow_letter(request: HttpRequest, body: str, letter: int) -> HttpResponse:
    """Read one of the complainant's letters by receipt."""
    party = filer_of(request, body)
    if party is None:
        return redirect("follow", body=body)
    row = _followed(party, letter)
    words = {"body": party.case.body, "case": party.case, "notice": row, "by_receipt": True}
    words |= {"layout": frozen_layout(row, row.text), "services": _attempts(row)}
    return render(request, "complaints/letter.html", words)


@login_not_required
def follow_letter_pdf(request: HttpRequest, body: str, letter: int) -> HttpResponseBase:
    """Give the complainant the PDF of one of their letters."""
    party = filer_of(request, body)
    if party is None:
        return redirect("follow", body=body)
    return _hand_out(_followed(party, letter), whole=True)


def _hand_out(row: Notice, *, whole: bool) -> HttpResponseBase:
    if not row.text:
        raise Http404
    return _as_file(row, pdf_for(row, whole=whole))


def _as_file(row: Notice, pieces: Iterator[Any]) -> HttpResponseBase:
    answer = StreamingHttpResponse(pieces, content_type="application/pdf")
    for header, value in ONLY_TO_SAVE.items():
        answer[header] = value
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(pdf_name(row))}"
    return answer
