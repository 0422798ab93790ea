from __future__ import annotations

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from codes.forms import OnDayForm
from codes.lookup import edition_in_force, editions_in_force, procedure_in_force
from codes.models import Edition, Provision
from codes.tables import SOURCES, tables_of
from codes.tree import matching, tree_of
from ledger.refusals import Blocked
from people.models import Body


@login_not_required
def code_browser(request: HttpRequest, body: str) -> HttpResponse:
    """Show the codes of a body, and which edition of each was in force on a day."""
    owner = get_object_or_404(Body, pk=body)
    form, day = _day(request)
    context = {
        "body": owner,
        "form": form,
        "codes": owner.codes.prefetch_related("editions"),
        "day": day,
    }
    if day:
        try:
            context["in_force"] = editions_in_force(owner, day)
        except Blocked as none:
            context["none_in_force"] = str(none)
    return render(request, "codes/browser.html", context, status=422 if form.errors else 200)


@login_not_required
def code_edition(request: HttpRequest, body: str, code: str, edition: str) -> HttpResponse:
    """Show one edition whole; ``?on=`` leads to the one in force that day, ``?q=`` searches."""
    shown = _edition(body, code, edition)
    form, day = _day(request)
    words = request.GET.get("q", "").strip()
    context = {"body": shown.code.body, "edition": shown, "form": form, "day": day, "words": words}
    if day:
        try:
            found = edition_in_force(shown.code, day)
        except Blocked as none:
            context["none_in_force"] = str(none)
        else:
            if found.edition.pk != shown.pk:
                address = found.edition.get_absolute_url()
                return redirect(f"{address}?{request.GET.urlencode()}")
            context["explanation"] = found.explanation
    provisions = list(shown.provisions.all())
    context["summary_only"] = any(provision.summary_only for provision in provisions)
    if words:
        context["matches"] = matching(provisions, words)
    else:
        context["tree"] = tree_of(provisions)
    context["editions"] = list(shown.code.editions.all())
    return render(request, "codes/edition.html", context, status=422 if form.errors else 200)


@login_not_required
def provision(
    request: HttpRequest, body: str, code: str, edition: str, number: str
) -> HttpResponse:
    """Show one provision at its permanent address, with the same line in other editions."""
    shown = get_object_or_404(
        Provision.objects.select_related("edition__code__body", "parent", "bridge"),
        edition__code__body=body,
        edition__code__slug=code,
        edition__slug=edition,
        number=number,
    )
    elsewhere = (
        Provision.objects.select_related("edition__code")
        .filter(edition__code=shown.edition.code_id, lineage=shown.lineage)
        .exclude(pk=shown.pk)
        .order_by("-edition")
    )
    context = {
        "body": shown.edition.code.body,
        "provision": shown,
        "children": list(shown.children.all()),
        "elsewhere": list(elsewhere),
    }
    return render(request, "codes/provision.html", context)


@login_not_required
def procedure(request: HttpRequest, body: str) -> HttpResponse:
    """Show the procedure in force, each value with its source."""
    owner = get_object_or_404(Body, pk=body)
    form, day = _day(request)
    context = {"body": owner, "form": form, "day": day}
    try:
        found = procedure_in_force(owner, day or timezone.localdate())
    except Blocked as none:
        context["none_in_force"] = str(none)
    else:
        rules = found.edition.rules
        context |= {
            "edition": found.edition,
            "explanation": found.explanation,
            "tables": tables_of(rules),
            "unconfirmed": len(rules.unconfirmed),
            "sources": SOURCES,
        }
    return render(request, "codes/procedure.html", context, status=422 if form.errors else 200)


def _day(request: HttpRequest) -> tuple[OnDayForm, dt.date | None]:
    form = OnDayForm(request.GET if "on" in request.GET else None)
    return form, form.cleaned_data["on"] if form.is_valid() else None


def _edition(body: str, code: str, edition: str) -> Edition:
    return get_object_or_404(
        Edition.objects.select_related("code__body"),
        code__body=body,
        code__slug=code,
        slug=edition,
    )
