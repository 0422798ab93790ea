"""The questions: each saved as it is answered, each at an address of its own."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from intake import drafts
from intake.joined import JOINED, fold
from intake.questionnaire import Questionnaire
from intake.questions.base import Question
from intake.route import CHECK, PAGES, filing_of
from intake.views import files, finish, people
from intake.views.access import Opened, is_known, opened
from intake.views.paging import onward, show
from intake.views.saving import forgotten

OWN_VIEWS = {
    "find": people.find,
    "others": people.others,
    "files": files.files,
    CHECK: finish.check,
    "sign": finish.sign,
}


@login_not_required
def question(request: HttpRequest, body: str, draft: uuid.UUID, page: str) -> HttpResponse:
    """Show a page, or keep what was typed on it and go to the next."""
    if request.method == "POST" and not is_known(request, draft):
        return forgotten(request, body, page)
    found = opened(request, body, draft)
    if found.draft.is_sent:
        return redirect("receipt", body=body, draft=draft)
    filing = filing_of(found.draft)
    if page in JOINED and page not in PAGES:
        return _where_it_is_now(request, filing, page)
    if page not in PAGES and page not in OWN_VIEWS:
        raise Http404
    if found.locked:
        return _kept_for_later(request, found, filing, page)
    if page in OWN_VIEWS:
        return OWN_VIEWS[page](request, filing)
    return _asked(request, filing, PAGES[page])


def _asked(request: HttpRequest, filing: Questionnaire, asked: type[Question]) -> HttpResponse:
    if request.method != "POST":
        return show(request, filing, filing.form(asked, quiet=True))
    filing.keep(asked.name, request.POST)
    drafts.save_answers(filing.draft, filing.answers)
    form = filing.form(asked)
    if not form.is_valid():
        return show(request, filing, form, status=422)
    return onward(request, filing, asked.name)


def _where_it_is_now(request: HttpRequest, filing: Questionnaire, page: str) -> HttpResponse:
    """Keep what somebody sends from a page that they opened before it was joined to another."""
    if request.method == "POST":
        filing.keep(page, request.POST)
        fold(filing.answers, page)
        drafts.save_answers(filing.draft, filing.answers)
    return redirect("question", body=filing.body.pk, draft=filing.draft.pk, page=JOINED[page])


def _keep(request: HttpRequest, filing: Questionnaire, page: str) -> None:
    """Keep whatever a page was sent with, without going on from it."""
    if page == "files" and ("upload" in request.POST or request.FILES):
        files.take_in(request, filing)
    if page == "files":
        files.keep(request, filing)
    elif page == "find":
        people.keep(request, filing)
    else:
        filing.keep("sign" if page == CHECK else page, request.POST)
        drafts.save_answers(filing.draft, filing.answers)


def _kept_for_later(
    request: HttpRequest, found: Opened, filing: Questionnaire, page: str
) -> HttpResponse:
    """The time ran out: keep what came, show none of it, and ask for the code."""
    if request.method == "POST":
        _keep(request, filing, page)
    request.session["resume_at"] = {str(found.draft.pk): page}
    return redirect("resume", body=filing.body.pk)
