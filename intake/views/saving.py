"""Beginning, saving, and coming back."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from codes.lookup import procedure_in_force
from intake import drafts
from intake.forms import ResumeForm
from intake.models import Draft
from intake.questions.who import About
from intake.route import PAGES, filing_of, first_unanswered
from intake.views.access import let_in, opened, shut
from people.carrying import carried, carry
from people.guessing import may_try, note_wrong
from people.http import address_of
from people.models import Attempt, Body

HOUR = dt.timedelta(hours=1)
BEGINNINGS = 30


@login_not_required
def start(request: HttpRequest, body: str) -> HttpResponse:
    """What one needs, and the first question; the button begins a draft, answered or not."""
    owner = get_object_or_404(Body, pk=body)
    rules = procedure_in_force(owner, owner.today).edition.rules
    if request.method != "POST":
        first = filing_of(Draft(body=owner)).form(About)
        return render(request, "intake/start.html", {"body": owner, "rules": rules, "form": first})
    bucket = Attempt.buckets(drafts_from=address_of(request))[0]
    if Attempt.objects.within(bucket, HOUR) >= BEGINNINGS:
        return render(request, "intake/later.html", {"body": owner}, status=429)
    Attempt.objects.create(bucket=bucket)
    draft = drafts.begin(owner)
    let_in(request, draft)
    filing = filing_of(draft)
    if About.name in request.POST:
        filing.keep(About.name, request.POST)
        drafts.save_answers(draft, filing.answers)
    return redirect("question", body=owner.pk, draft=draft.pk, page=first_unanswered(filing))


@login_not_required
def save(request: HttpRequest, body: str, draft: uuid.UUID) -> HttpResponse:
    """Show the code that brings the draft back; the button leaves it on this computer."""
    found = opened(request, body, draft)
    if found.locked:
        return redirect("resume", body=body)
    if request.method == "POST":
        shut(request, found.draft)
        return redirect("body_home", body=body)
    words = {
        "body": found.draft.body,
        "draft": found.draft,
        "code": drafts.resume_code(found.draft),
        "goes_on_at": first_unanswered(filing_of(found.draft)),
    }
    return render(request, "intake/save.html", words)


@login_not_required
def stay(request: HttpRequest, body: str, draft: uuid.UUID) -> HttpResponse:
    """Somebody is still there: the time begins again."""
    found = opened(request, body, draft)
    if found.locked:
        return redirect("resume", body=body)
    return HttpResponse(status=204)


def forgotten(request: HttpRequest, body: str, page: str) -> HttpResponse:
    """Ask a browser that is not known here for the code, and lose nothing of what it sent."""
    owner = get_object_or_404(Body, pk=body)
    words = {"body": owner, "form": ResumeForm(), "timed_out": True, **carry(request, page)}
    return render(request, "intake/resume.html", words)


def _bring_back(request: HttpRequest, draft: Draft) -> str:
    """Keep what was carried past the code; return the page to go on at."""
    filing, brought = filing_of(draft), carried(request)
    waiting = request.session.pop("resume_at", {})
    page: str = waiting.get(str(draft.pk)) or first_unanswered(filing)
    if brought and brought[0] in PAGES and brought[0] not in ("find", "files"):
        page, data = brought
        filing.keep(page, data)
        drafts.save_answers(draft, filing.answers)
    return page


@login_not_required
def resume(request: HttpRequest, body: str) -> HttpResponse:
    """Ask for the code of a draft. One sentence for every failure."""
    owner = get_object_or_404(Body, pk=body)
    form = ResumeForm(request.POST or None)
    words = {"body": owner, "form": form, "timed_out": "resume_at" in request.session}
    words |= carry(request, "")
    if request.method == "POST" and form.is_valid():
        if not may_try(request, "draft codes"):
            return render(request, "intake/later.html", words, status=429)
        draft = drafts.found_by(owner, form.cleaned_data["code"])
        if draft:
            request.session.cycle_key()
            let_in(request, draft, by_code=True)
            if draft.is_sent:
                return redirect("receipt", body=owner.pk, draft=draft.pk)
            page = _bring_back(request, draft)
            return redirect("question", body=owner.pk, draft=draft.pk, page=page)
        note_wrong(request, "draft codes")
        form.add_error(None, gettext("We cannot find a draft with this code. Check each sign."))
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "intake/resume.html", words, status=status)
