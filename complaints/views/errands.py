"""The errands of the office: the open ones, oldest first, each settled with a sentence."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from complaints import errands as verbs
from complaints import queues
from complaints.forms.errands import SettleForm
from complaints.models import Errand
from ledger.refusals import Forbidden
from people.http import UserRequest
from people.roles import Permission

PAGE = 50


def errands(request: UserRequest) -> HttpResponse:
    """List fifty open errands; the next page begins after the last of this one."""
    rows = verbs.waiting_for(request.user)
    powers = (Permission.MANAGE_CASES, Permission.EDIT_OFFICES)
    if not any(request.user.can(power) for power in powers) and not rows.exists():
        raise Forbidden("Only case staff and administrators have errands of the office.")
    after = request.GET.get("after", "")
    if after.isascii() and after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    found = list(rows[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return render(request, "complaints/errands.html", {"rows": found[:PAGE], "more": more})


def errand(request: UserRequest, pk: int) -> HttpResponse:
    """One errand, open or settled, and the form that settles it."""
    seen = Errand.objects.visible_to(request.user).select_related(
        "body", "case__docket", "case__body", "settled_by"
    )
    found = get_object_or_404(seen, pk=pk)
    form = SettleForm(request.POST or None, errand=found)
    if request.method == "POST" and form.is_valid():
        again = queues.try_again if form.cleaned_data.get("again") else None
        verbs.settle(found, by=request.user, how=form.cleaned_data["how"], then=again)
        messages.success(request, "The errand is settled.")
        return redirect("errands")
    words = {"errand": found, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "complaints/errand.html", words, status=status)
