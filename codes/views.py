from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from codes import plain
from codes.forms import CompareForm, OnDayForm, WhatHappenedForm
from codes.lines import correction_of, edition_before, in_order
from codes.lookup import edition_in_force, editions_in_force
from codes.models import Code, Edition, Provision
from codes.reading import MOST, chapters_of, chargeable, compared, likely, search
from codes.tree import matching, tree_of
from ledger.refusals import Blocked
from people.models import Body

Context = dict[str, object]


@login_not_required
def code_browser(request: HttpRequest, body: str) -> HttpResponse:
    """Show the codes of a body, which edition of each was in force on a day, and find a rule."""
    owner = get_object_or_404(Body, pk=body)
    form, day = day_asked(request)
    words = _words(request)
    codes = list(owner.codes.prefetch_related("editions"))
    context: Context = {"body": owner, "form": form, "codes": codes, "day": day, "words": words}
    in_force, matches = [], []
    try:
        if day:
            context["in_force"] = in_force = editions_in_force(owner, day)
        if words and not form.errors:
            matches = search(owner, words, day or owner.today)
    except Blocked as none:
        context["none_in_force"] = str(none)
    context |= {"matches": matches[:MOST], "found": len(matches), "most": MOST}

    def as_plain() -> plain.Plain:
        return {
            "body": plain.plain_body(owner),
            "codes": [
                plain.plain_code(code)
                | {"editions": [plain.plain_edition(edition) for edition in code.editions.all()]}
                for code in codes
            ],
            "on": day,
            "in_force": [
                {"edition": found.edition.get_absolute_url(), "explanation": found.explanation}
                for found in in_force
            ],
            "none_in_force": context.get("none_in_force", ""),
            "query": words,
            "found": len(matches),
            "provisions": plain.plain_provisions(matches[:MOST], matches),
        }

    return answer(request, "codes/browser.html", context, as_plain, form)


@login_not_required
def code_edition(request: HttpRequest, body: str, code: str, edition: str) -> HttpResponse:
    """Show one edition whole; ``?on=`` leads to the one in force that day, ``?q=`` searches."""
    shown = get_object_or_404(
        Edition.objects.select_related("code__body"),
        code__body=body,
        code__slug=code,
        slug=edition,
    )
    form, day = day_asked(request)
    words = _words(request)
    context: Context = {"body": shown.code.body, "edition": shown, "form": form, "words": words}
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
    matches = matching(provisions, words) if words else provisions
    context |= {"matches": matches} if words else {"tree": tree_of(provisions)}
    editions = list(shown.code.editions.all())
    context |= {
        "editions": editions,
        "before": edition_before(shown, editions),
        "correction": correction_of(shown, editions),
    }

    def as_plain() -> plain.Plain:
        for provision in matches:
            provision.edition = shown
        return {
            "body": plain.plain_body(shown.code.body),
            "code": plain.plain_code(shown.code),
            "edition": plain.plain_edition(shown),
            "on": day,
            "explanation": context.get("explanation") or context.get("none_in_force", ""),
            "query": words,
            "provisions": plain.plain_provisions(matches, provisions),
        }

    return answer(request, "codes/edition.html", context, as_plain, form)


@login_not_required
def compare_editions(request: HttpRequest, body: str, code: str) -> HttpResponse:
    """Show what changed between two editions of a code, line by line."""
    shown = get_object_or_404(Code.objects.select_related("body"), body=body, slug=code)
    editions = in_order(shown.editions.all())
    context: Context = {"body": shown.body, "code": shown, "editions": editions}
    told: plain.Plain = {"body": plain.plain_body(shown.body), "code": plain.plain_code(shown)}
    form = CompareForm(request.GET, editions) if editions else None
    if form is None or not form.is_valid():
        context["form"] = form
        return answer(request, "codes/comparison.html", context, lambda: told, form)
    chosen = form.cleaned_data
    found = compared(form.editions[chosen["before"]], form.editions[chosen["after"]])
    changes_only = chosen["show"] == "changes"
    context |= {
        "form": form,
        "comparison": found,
        "changes_only": changes_only,
        "rows": [row for row in found.rows if row.changed or not changes_only],
        "counts": [(kind, count) for kind, count in found.counts.items() if count],
    }
    return answer(
        request,
        "codes/comparison.html",
        context,
        lambda: told | plain.plain_comparison(found, changes_only=changes_only),
        form,
    )


@login_not_required
def provision(
    request: HttpRequest, body: str, code: str, edition: str, number: str
) -> HttpResponse:
    """Show one provision at its permanent address, and its line through all editions."""
    if "\0" in number:
        raise Http404
    shown = get_object_or_404(
        Provision.objects.select_related("edition__code__body", "parent", "bridge"),
        edition__code__body=body,
        edition__code__slug=code,
        edition__slug=edition,
        number=number,
    )
    owner = shown.edition.code.body
    title = shown.edition.code.title.removeprefix(f"{owner.acronym} ")
    address = request.build_absolute_uri(shown.get_absolute_url())
    chapters = chapters_of(shown)
    citations = [
        (
            gettext("In a sentence"),
            f"{title}, provision {number} ({shown.edition}), {owner.acronym}",
        ),
        (gettext("In short"), f"{owner.acronym} {number} ({shown.edition})"),
        (gettext("Permanent address"), address),
    ]
    context: Context = {
        "body": owner,
        "provision": shown,
        "children": list(shown.children.all()),
        "chapters": chapters,
        "citations": citations,
    }

    def as_plain() -> plain.Plain:
        near = [one for one in (shown.parent, shown.bridge) if one]
        return {
            "body": plain.plain_body(owner),
            "code": plain.plain_code(shown.edition.code),
            "edition": plain.plain_edition(shown.edition),
            "provision": plain.plain_provision(shown, {one.pk: one.number for one in near}),
            "history": plain.plain_history(chapters),
            "citations": dict(citations),
        }

    return answer(request, "codes/provision.html", context, as_plain)


@login_not_required
def what_happened(request: HttpRequest, body: str) -> HttpResponse:
    """Lead from a person's own words to the provisions that may be about them.

    The words are posted and kept nowhere: in an address they would stand in logs and histories.
    """
    owner = get_object_or_404(Body, pk=body)
    form = WhatHappenedForm(request.POST if request.method == "POST" else request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    day = given.get("on") or owner.today
    context: Context = {"body": owner, "form": form, "day": day, "told": given.get("happened")}
    try:
        provisions = chargeable(owner, day)
    except Blocked as none:
        context["none_in_force"] = str(none)
    else:
        close = likely(provisions, given.get("happened", ""))
        context |= {"close": close, "others": [one for one in provisions if one not in close]}
    return render(request, "codes/what_happened.html", context, status=422 if form.errors else 200)


def answer(
    request: HttpRequest,
    template: str,
    context: Context,
    as_plain: Callable[[], plain.Plain],
    form: OnDayForm | CompareForm | None = None,
) -> HttpResponse:
    """Answer with the page, or with the same data where a program asks for it."""
    errors = form.errors if form else None
    status = 422 if errors else 200
    response: HttpResponse
    only_json = request.accepts("application/json") and not request.accepts("text/html")
    if only_json or request.GET.get("format") == "json":
        response = JsonResponse({"errors": errors} if errors else as_plain(), status=status)
    else:
        asked = request.GET.copy()
        asked["format"] = "json"
        context["as_data"] = f"?{asked.urlencode()}"
        response = render(request, template, context, status=status)
    patch_vary_headers(response, ["Accept"])
    return response


def day_asked(request: HttpRequest) -> tuple[OnDayForm, dt.date | None]:
    form = OnDayForm(request.GET if "on" in request.GET else None)
    return form, form.cleaned_data["on"] if form.is_valid() else None


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:200]
