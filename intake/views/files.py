"""Evidence on the way in: several files at a time, each described by the person who sends it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from complaints.evidence import NotTaken
from intake import drafts
from intake.questionnaire import Questionnaire
from intake.questions.sending import Files
from intake.views.paging import onward, show
from vault.files import LIMIT

FAULTS = "upload_faults"


def files(request: HttpRequest, filing: Questionnaire) -> HttpResponse:
    """Add files, take one out, or describe what is there and go on."""
    body, draft = filing.body.pk, filing.draft.pk
    if request.method == "POST" and ("upload" in request.POST or request.FILES):
        keep(request, filing)
        faults = take_in(request, filing)
        request.session[FAULTS] = faults
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # The script opens the page itself; the faults wait for it there.
            return HttpResponse(status=204)
        again = redirect("question", body=body, draft=draft, page="files")
        stops = "save" in request.POST and not faults
        return redirect("save_draft", body=body, draft=draft) if stops else again
    if request.method == "POST" and request.POST.get("remove", "").isdecimal():
        keep(request, filing)
        file = filing.draft.files.filter(number=int(request.POST["remove"][:4])).first()
        if file:
            drafts.remove_file(file)
            filing.ask_again("consent")
            drafts.save_answers(filing.draft, filing.answers)
        return redirect("question", body=body, draft=draft, page="files")
    if request.method != "POST":
        faults = request.session.pop(FAULTS, [])
        form = filing.form(Files, quiet=True)
        status = 422 if faults else 200
        return show(request, filing, form, faults=faults, most=LIMIT, status=status)
    keep(request, filing)
    form = filing.form(Files)
    if not form.is_valid():
        return show(request, filing, form, most=LIMIT, status=422)
    return onward(request, filing, "files")


def keep(request: HttpRequest, filing: Questionnaire) -> None:
    """Keep each description with its file, whether or not all are there yet."""
    filing.keep("files", request.POST)
    drafts.save_answers(filing.draft, filing.answers)
    for file in filing.files:
        file.description = filing.said("files", f"description_{file.number}")[:300]
        file.health = filing.said("files", f"health_{file.number}")[:8]
        file.save(update_fields=["description", "health"])


def take_in(request: HttpRequest, filing: Questionnaire) -> list[str]:
    """Take every file that can be taken, and say of each of the others what to do."""
    faults = []
    chosen = request.FILES.getlist("files")
    for upload in chosen:
        try:
            drafts.add_file(filing.draft, upload)
        except NotTaken as fault:
            faults.append(str(fault))
    filing.ask_again("consent")
    drafts.save_answers(filing.draft, filing.answers)
    if not chosen:
        faults.append(gettext("Choose a file first, then press “Add”."))
    return faults
