"""The public pages: home, how to complain, the form, the receipt. No script is needed."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from codes.lookup import procedure_in_force
from complaints import receipts
from complaints.calendars import due_on, rolled
from complaints.filing import file_complaint
from complaints.forms.filing import FilingForm
from complaints.models import Complaint
from people.models import Body, User

RECEIPT_SHOWN_FOR = dt.timedelta(minutes=30)


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Choose a body."""
    return render(request, "complaints/home.html", {"bodies": Body.objects.all()})


@login_not_required
def body_home(request: HttpRequest, body: str) -> HttpResponse:
    """Choose a path: file, follow, read the code, see the procedure."""
    return render(request, "complaints/body_home.html", {"body": get_object_or_404(Body, pk=body)})


@login_not_required
def how_to_complain(request: HttpRequest, body: str) -> HttpResponse:
    """What happens to a complaint, with the body's own days."""
    owner = get_object_or_404(Body, pk=body)
    rules = procedure_in_force(owner, owner.today).edition.rules
    return render(request, "complaints/how_to_complain.html", {"body": owner, "rules": rules})


@login_not_required
def file(request: HttpRequest, body: str) -> HttpResponse:
    """File a complaint. A fault keeps every answer; sending twice files once."""
    owner = get_object_or_404(Body, pk=body)
    if request.method != "POST":
        form = FilingForm(body=owner, initial={"key": secrets.token_hex(16)})
        return render(request, "complaints/file.html", {"body": owner, "form": form})
    form = FilingForm(request.POST, request.FILES, body=owner)
    if not form.is_valid():
        return render(request, "complaints/file.html", {"body": owner, "form": form}, status=422)
    by = request.user if isinstance(request.user, User) else None
    filed = file_complaint(owner, by=by, **form.filing)
    request.session["receipt"] = {
        "docket": filed.case.pk,
        "key": form.cleaned_data["key"],
        "until": (timezone.now() + RECEIPT_SHOWN_FOR).isoformat(),
    }
    return redirect("receipt", body=owner.pk)


@login_not_required
def receipt(request: HttpRequest, body: str) -> HttpResponse:
    """Show the case number and the receipt code, for half an hour in the same browser."""
    owner = get_object_or_404(Body, pk=body)
    kept: dict[str, Any] = request.session.get("receipt") or {}
    if not kept or dt.datetime.fromisoformat(kept["until"]) < timezone.now():
        request.session.pop("receipt", None)
        return render(request, "complaints/receipt_gone.html", {"body": owner})
    case = get_object_or_404(Complaint.objects.select_related("procedure"), pk=kept["docket"])
    expected = [
        ("We confirm that we have it", _last_day(case, "ack")),
        ("We check that it is complete and ours to hear", _last_day(case, "ack", "intake")),
        (
            f"The {case.rules.gate.title} reads it and decides whether it goes on",
            _last_day(case, "ack", "intake", "gate"),
        ),
    ]
    words = {
        "body": owner,
        "case": case,
        "code": receipts.code_for(kept["key"]),
        "expected": expected,
        "exhibits": case.exhibits.order_by("number"),
    }
    return render(request, "complaints/receipt.html", words)


def _last_day(case: Complaint, *kinds: str) -> dt.date:
    """The last day of windows that follow one another, rolled as their clocks will be."""
    windows = [case.rules.windows[kind] for kind in kinds]
    day = case.filed_on
    for window in windows:
        day = due_on(day, window.days, count=window.count)
    return rolled(day, windows[-1].roll)
