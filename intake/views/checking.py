"""Checking a receipt: anybody may, and learns nothing of the complaint."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from intake import statements, verify_receipt
from intake.forms import StatementForm
from people.models import Body


@login_not_required
def check_receipt(request: HttpRequest, body: str) -> HttpResponse:
    """Say whether a pasted statement is, word for word, one that was signed here."""
    owner = get_object_or_404(Body, pk=body)
    form = StatementForm(request.POST or None)
    checked, filed = None, None
    if request.method == "POST" and form.is_valid():
        checked = statements.check(form.cleaned_data["statement"])
        if checked.genuine:
            filed = dt.datetime.fromisoformat(checked.told["filed"])
    words = {
        "body": owner,
        "form": form,
        "checked": checked,
        "filed": filed,
        "keys": statements.public_keys(),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "intake/check_receipt.html", words, status=status)


@login_not_required
def verifier(request: HttpRequest, body: str) -> HttpResponse:
    """The program that checks a statement without us, to be read before it is run."""
    get_object_or_404(Body, pk=body)
    answer = HttpResponse(
        Path(verify_receipt.__file__).read_bytes(), content_type="text/plain; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="verify_receipt.py"'
    return answer
