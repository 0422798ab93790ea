"""One page of the public form, and the way on from it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from intake.questionnaire import Questionnaire
from intake.questions.base import PARTS, Question
from intake.route import CHECK, after, before, first_unanswered


def onward(
    request: HttpRequest, filing: Questionnaire, page: str, *, skip: bool = False
) -> HttpResponse:
    """Go where the button leads: saved, back to the answers, or to the next question.

    ``skip`` leaves out what was answered before.
    """
    body, draft = filing.body.pk, filing.draft.pk
    if "save" in request.POST:
        return redirect("save_draft", body=body, draft=draft)
    back = skip or request.POST.get("back") == CHECK
    following = first_unanswered(filing) if back else after(page, filing)
    return redirect("question", body=body, draft=draft, page=following)


def how_far(part: int) -> dict[str, Any]:
    """The number of this part, and of each part whether it is past, now or to come."""
    states = ["p" if one < part else "n" if one == part else "" for one in range(1, len(PARTS) + 1)]
    return {"part": part, "parts": states}


def show(
    request: HttpRequest,
    filing: Questionnaire,
    form: Question,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """One page with what was typed on it."""
    words = {
        "body": filing.body,
        "draft": filing.draft,
        "filing": filing,
        "form": form,
        "page": form.name,
        **how_far(form.part),
        "back_to": before(form.name, filing),
        "returns": CHECK if CHECK in (request.GET.get("back"), request.POST.get("back")) else "",
        **more,
    }
    return render(request, form.template_name_page, words, status=status)
