"""The public pages of a body's procedure: what is in force, every edition, what changed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from codes import plain
from codes.draft_reading import values_between
from codes.lookup import procedure_in_force
from codes.models import ProcedureEdition
from codes.tables import SOURCES, tables_of
from codes.views import Context, answer, day_asked
from ledger.refusals import Blocked
from people.models import Body


@login_not_required
def procedure(request: HttpRequest, body: str) -> HttpResponse:
    """Show the procedure in force, each value with its source."""
    owner = get_object_or_404(Body, pk=body)
    form, day = day_asked(request)
    context: Context = {"body": owner, "form": form, "day": day}
    told: plain.Plain = {"body": plain.plain_body(owner), "on": day}
    try:
        found = procedure_in_force(owner, day or owner.today)
    except Blocked as none:
        context["none_in_force"] = told["none_in_force"] = str(none)
        return answer(request, "codes/procedure.html", context, lambda: told, form)
    context["explanation"] = found.explanation
    return _shown(request, found.edition, context, told | {"explanation": found.explanation}, form)


@login_not_required
def procedure_edition(request: HttpRequest, body: str, edition: str) -> HttpResponse:
    """Show one edition at its permanent address; ``?against=`` marks what changed."""
    rows = ProcedureEdition.objects.select_related("procedure__body").order_by("pk")
    shown = get_object_or_404(rows, procedure__body=body, slug=edition)
    owner, against = shown.procedure.body, request.GET.get("against", "")
    same = rows.filter(procedure=shown.procedure_id)
    other = same.filter(slug=against.replace("\0", "")).first() if against else None
    context: Context = {"body": owner, "form": day_asked(request)[0]}
    told: plain.Plain = {"body": plain.plain_body(owner)}
    if other:
        changes = values_between(other.document, shown.document)
        context |= {
            "edition": shown,
            "other": other,
            "changes": [table for table in changes if any(row.change for row in table.rows)],
        }
        return render(request, "codes/procedure_changes.html", context)
    return _shown(request, shown, context, told)


def _shown(
    request: HttpRequest,
    edition: ProcedureEdition,
    context: Context,
    told: plain.Plain,
    form: Any = None,
) -> HttpResponse:
    rules = edition.rules
    others = edition.procedure.editions.in_order().defer("source", "document")
    context |= {
        "edition": edition,
        "editions": list(others),
        "tables": tables_of(rules),
        "unconfirmed": len(rules.unconfirmed),
        "sources": SOURCES,
    }

    def as_plain() -> plain.Plain:
        of = {"slug": edition.procedure.slug, "title": edition.procedure.title}
        return told | {
            "procedure": of,
            "edition": plain.plain_dates(edition),
            "unconfirmed": len(rules.unconfirmed),
            "rules": plain.plain_rules(rules),
        }

    return answer(request, "codes/procedure.html", context, as_plain, form)
