"""What staff enter for others: each kind of matter has a form of its own."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from complaints.filing import file_complaint
from complaints.forms.entries import MatterForm, PaperForm, SelfReportForm
from complaints.matters import open_matter
from people.http import UserRequest
from people.models import Body
from people.roles import Permission

FOR_OTHERS = (
    "It came by post, telephone or e-mail, or in person. It is filed on behalf of the person who "
    "complains; you are named as the one who entered it."
)
OF_THEMSELVES = "A certificant reports something of themselves. Nobody is complainant."
OF_THE_BODY = (
    "The body knows of something that nobody complained of. It goes through intake and first "
    "review like a complaint."
)
KINDS: dict[str, tuple[str, str, Any]] = {
    "complaint": ("Enter a complaint for somebody", FOR_OTHERS, PaperForm),
    "self-report": ("Enter a self-report", OF_THEMSELVES, SelfReportForm),
    "own-motion": ("Open a matter of the body’s own motion", OF_THE_BODY, MatterForm),
}


def _body(request: UserRequest, body: str) -> Body:
    if body not in request.user.bodies_where(Permission.MANAGE_CASES):
        raise Http404
    return get_object_or_404(Body, pk=body)


def entries(request: UserRequest, body: str) -> HttpResponse:
    """Choose what to enter."""
    return render(
        request,
        "complaints/entries.html",
        {"body": _body(request, body), "kinds": [(k, v[0], v[1]) for k, v in KINDS.items()]},
    )


def entry(request: UserRequest, body: str, kind: str) -> HttpResponse:
    """Enter one matter; sending the form twice enters it once."""
    owner = _body(request, body)
    if kind not in KINDS:
        raise Http404
    title, lead, form_of = KINDS[kind]
    words: dict[str, Any] = {"body": owner, "title": title, "lead": lead}
    if request.method != "POST":
        fresh = {"key": secrets.token_hex(16), "received_on": owner.today}
        words["form"] = form_of(body=owner, initial=fresh)
        return render(request, "complaints/entry.html", words)
    form = words["form"] = form_of(request.POST, request.FILES, body=owner)
    if not form.is_valid():
        return render(request, "complaints/entry.html", words, status=422)
    if kind == "complaint":
        case = file_complaint(owner, by=None, entered_by=request.user, **form.filing).case
    else:
        case = open_matter(owner, by=request.user, **form.filing)
    messages.success(request, f"{case.pk} is on the docket.")
    return redirect("case", docket=case.pk)
