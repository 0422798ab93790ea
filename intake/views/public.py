"""The pages for everybody: privacy, accessibility, the form on paper, public sanctions."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme

from codes.lookup import procedure_in_force
from complaints.forms.filing import chargeable
from intake.paper import paper_words
from intake.printing import as_pdf
from intake.questionnaire import most_kept_years
from people.models import Body


@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the public pages; it is kept in a cookie, and nowhere else."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    # Not redirect(): it would look the word up as the name of a page first.
    answer = HttpResponseRedirect(iri_to_uri(target))
    chosen = request.POST.get("language", "")
    if request.method == "POST" and chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 60 * 60,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
    return answer


def _page(request: HttpRequest, body: str, template: str) -> HttpResponse:
    owner = get_object_or_404(Body, pk=body)
    rules = procedure_in_force(owner, owner.today).edition.rules
    words = {"body": owner, "rules": rules, "kept_years": most_kept_years(rules)}
    return render(request, template, words)


@login_not_required
def privacy(request: HttpRequest, body: str) -> HttpResponse:
    """Who sees what, for how long it is kept, and what nobody can promise."""
    return _page(request, body, "intake/privacy.html")


@login_not_required
def accessibility(request: HttpRequest, body: str) -> HttpResponse:
    """What works for whom, what does not yet, and whom to tell."""
    return _page(request, body, "intake/accessibility.html")


@login_not_required
def sanctions(request: HttpRequest, body: str) -> HttpResponse:
    """The register of public sanctions. It lists none before one is final and public."""
    return _page(request, body, "intake/public_sanctions.html")


@login_not_required
def paper_form(request: HttpRequest, body: str) -> HttpResponse:
    """The whole form on one page, to print, fill in by hand and post."""
    owner = get_object_or_404(Body, pk=body)
    rules = procedure_in_force(owner, owner.today).edition.rules
    words = {
        "body": owner,
        "rules": rules,
        "paper": paper_words(owner, rules, list(chargeable(owner))),
    }
    return render(request, "intake/paper_form.html", words)


@login_not_required
def paper_form_pdf(request: HttpRequest, body: str) -> HttpResponse:
    """The same form as a PDF."""
    owner = get_object_or_404(Body, pk=body)
    rules = procedure_in_force(owner, owner.today).edition.rules
    words = paper_words(owner, rules, list(chargeable(owner)))
    if not words["address"]:
        return redirect("paper_form", body=owner.pk)
    answer = HttpResponse(
        as_pdf("paper_form", words, made_on=owner.today), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'attachment; filename="{owner.pk}-complaint-form.pdf"'
    return answer
