"""Checking the answers, signing, and the receipt."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from complaints.stages import Sharing
from complaints.views.exhibits import ONLY_TO_SAVE
from intake import drafts
from intake.forms import KeptForm
from intake.models import Draft
from intake.printing import as_pdf
from intake.questionnaire import Questionnaire
from intake.questions.base import Question, asked
from intake.questions.sending import Sign
from intake.questions.what import Story
from intake.receipts import as_words, by_post, to_come
from intake.route import ALL, CHECK, before, unanswered
from intake.sending import as_text, cases_of, codes_of, send
from intake.views.access import came_by_code, opened
from intake.views.paging import how_far
from people.models import User

SHOWN_FOR = dt.timedelta(minutes=30)


def check(request: HttpRequest, filing: Questionnaire) -> HttpResponse:
    """Every answer once more, and below them the signature."""
    if request.method == "POST":
        return sign(request, filing)
    signed = filing.answers.get("sign", {})
    if signed.get("revision") != [filing.revision]:
        # What was agreed to was agreed of other answers.
        signed.pop("shared", None)
    return _all_answers(request, filing, filing.form(Sign, quiet=True))


def _all_answers(
    request: HttpRequest, filing: Questionnaire, signature: Question, *, status: int = 200
) -> HttpResponse:
    """The answers, each with a way to change it, and what the person would read."""
    missing = unanswered(filing)
    pages = []
    for page in asked(ALL, filing):
        form, answered = filing.form(page), page not in missing
        rows = _rows_of(form) if answered else [(str(form.title), "")]
        if rows:
            words = {"page": page.name, "rows": rows, "answered": answered, "title": form.title}
            pages.append(words)
    words = {
        "body": filing.body,
        "draft": filing.draft,
        "filing": filing,
        "pages": pages,
        "previewed": Story not in missing,
        "unnamed": filing.sharing != Sharing.NAMED,
        "missing": [(page.name, filing.form(page).title) for page in missing],
        "form": signature,
        "back_to": before(CHECK, filing),
        **how_far(signature.part),
    }
    return render(request, "intake/check.html", words, status=status)


def _rows_of(form: Question) -> list[tuple[str, str]]:
    """A page on which everything may stay empty stands there empty, too, with its “Change”."""
    fields = form.visible_fields()
    may_be_empty = fields and not any(field.field.required for field in fields)
    return form.briefly() or ([(str(form.title), gettext("Not given"))] if may_be_empty else [])


def sign(request: HttpRequest, filing: Questionnaire) -> HttpResponse:
    """Tick the statements, type the name, send. Sending twice sends once."""
    if request.method != "POST" or unanswered(filing):
        return redirect("question", body=filing.body.pk, draft=filing.draft.pk, page=CHECK)
    read = request.POST.get("revision", filing.revision)
    filing.keep("sign", request.POST)
    drafts.save_answers(filing.draft, filing.answers)
    form = filing.form(Sign)
    if read != filing.revision:
        words = gettext("An answer was changed in another window. Read your answers once more.")
        form.add_error(None, words)
    if not form.is_valid():
        return _all_answers(request, filing, form, status=422)
    send(filing.draft, by=request.user if isinstance(request.user, User) else None)
    return redirect("receipt", body=filing.body.pk, draft=filing.draft.pk)


def _sent(request: HttpRequest, body: str, number: uuid.UUID) -> Draft:
    """The draft, sent by this browser a short while ago; otherwise there is nothing."""
    found = opened(request, body, number)
    if not found.draft.is_sent or found.locked:
        raise Http404
    return found.draft


def _is_hidden(request: HttpRequest, sent: Draft) -> bool:
    """Whether the code is no longer shown: the filer has it, or half an hour has passed.

    Whoever comes back with the code of the draft, because the answer to the sending was lost,
    has that half hour again.
    """
    if sent.kept_at or sent.sent_at is None:
        return True
    since = max(sent.sent_at, came_by_code(request, sent) or sent.sent_at)
    return timezone.now() > since + SHOWN_FOR


@login_not_required
def receipt(request: HttpRequest, body: str, draft: uuid.UUID) -> HttpResponse:
    """Show case number and receipt code until the filer says that they have the code."""
    sent = _sent(request, body, draft)
    filed = codes_of(sent)
    hidden = _is_hidden(request, sent)
    codes = {case.pk: code for case, code in filed}
    form = KeptForm(request.POST or None, codes=codes)
    if request.method == "POST" and not hidden and form.is_valid():
        sent.kept_at = timezone.now()
        sent.save(update_fields=["kept_at"])
        return redirect("receipt", body=body, draft=draft)
    case = filed[0][0]
    words = {
        "body": sent.body,
        "draft": sent,
        "case": case,
        "filed": filed,
        "hidden": hidden,
        "form": form,
        "to_come": to_come(case),
        "by_post": by_post(case),
        "copy": case.filing.copy,
        "statement": case.filing.sealed_statement,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "intake/receipt.html", words, status=status)


@login_not_required
def receipt_file(request: HttpRequest, body: str, draft: uuid.UUID, kind: str) -> HttpResponse:
    """The receipt to keep: as a PDF, its signed statement, or the copy that was filed."""
    sent = _sent(request, body, draft)
    cases = cases_of(sent)
    name = f"{cases[0].pk}-receipt"
    if kind == "statement":
        text = "\n".join(case.filing.sealed_statement for case in cases)
        return download(text.encode(), f"{name}.txt", "text/plain; charset=utf-8")
    if kind == "copy":
        text = as_text(cases[0].filing.copy)
        return download(text.encode(), f"{name}.json", "application/json")
    words = as_words(codes_of(sent), with_codes=not _is_hidden(request, sent))
    pdf = as_pdf("receipt", words, made_on=cases[0].filed_on)
    return download(pdf, f"{name}.pdf", "application/pdf")


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to save: a browser shows nothing of it and keeps nothing of it."""
    answer = HttpResponse(content, content_type=media_type, headers=ONLY_TO_SAVE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
