"""The pages on which the values of a procedure are written and confirmed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from codes import drafting
from codes.clauses import OPEN_TABLES
from codes.draft_forms import SureForm
from codes.draft_reading import ValueTable, values_compared
from codes.draft_views import find_draft, form_page, must_be_editable, saved
from codes.models import ProcedureDraft
from codes.tables import SOURCES
from codes.value_forms import ConfirmForm, NewValueForm, ValueForm, table_of
from people.http import UserRequest


def _title_of(draft: ProcedureDraft, key: str) -> str:
    rows = [row for table in values_compared(draft) for row in table.rows if row.key == key]
    return rows[0].title if rows else key.rpartition(".")[2]


def value(request: UserRequest, pk: int, key: str) -> HttpResponse:
    """Write one value: what it is, where it comes from, who confirmed it."""
    found = find_draft(request, "procedure", pk)
    must_be_editable(found, request.user)
    form = ValueForm(request.POST or None, draft=found, key=key)
    if form.kept is None and table_of(key) not in OPEN_TABLES:
        raise Http404
    sent = request.method == "POST" and form.is_valid()
    if sent and saved(form, drafting.write_value, found, request):
        return redirect(found)
    title, table = _title_of(found, key), table_of(key)
    words: dict[str, Any] = {
        "title": title,
        "act": "Save the value",
        "key": key,
        "sources": SOURCES,
        "removable": form.kept is not None and table in OPEN_TABLES,
    }
    return form_page(request, found, form, template="value", **words)


def new_value(request: UserRequest, pk: int, table: str) -> HttpResponse:
    """Name a line that is added to a table; its value is written on the next page."""
    found = find_draft(request, "procedure", pk)
    must_be_editable(found, request.user)
    if table not in OPEN_TABLES:
        raise Http404
    form = NewValueForm(request.POST or None, draft=found, table=table)
    if request.method == "POST" and form.is_valid():
        return redirect("draft_value", pk=pk, key=f"{table}.{form.cleaned_data['name']}")
    words: dict[str, Any] = {"title": f"Add {OPEN_TABLES[table]}", "act": "Go on"}
    return form_page(request, found, form, **words)


def remove_value(request: UserRequest, pk: int, key: str) -> HttpResponse:
    found = find_draft(request, "procedure", pk)
    must_be_editable(found, request.user)
    if table_of(key) not in OPEN_TABLES:
        raise Http404
    form = SureForm(request.POST or None)
    if request.method == "POST":
        drafting.remove_value(found, by=request.user, revision=found.revision, key=key)
        return redirect(found)
    title = _title_of(found, key)
    words: dict[str, Any] = {
        "title": f"Leave “{title}” out",
        "act": "Leave it out",
        "lede": "Cases that were filed under an earlier edition keep it.",
    }
    return form_page(request, found, form, **words)


def confirm(request: UserRequest, pk: int) -> HttpResponse:
    """List what the body has not confirmed yet, to be confirmed several at a time."""
    found = find_draft(request, "procedure", pk)
    must_be_editable(found, request.user)
    tables = [
        ValueTable(table.slug, table.title, left)
        for table in values_compared(found)
        if (left := [row for row in table.rows if not row.value.confirmed])
    ]
    keys = [(row.key, row.title) for table in tables for row in table.rows]
    form = ConfirmForm(request.POST or None, draft=found, keys=keys)
    sent = request.method == "POST" and form.is_valid()
    if sent and saved(form, drafting.confirm_values, found, request):
        return redirect("draft_confirm", pk=pk)
    ticked = request.POST.getlist("keys")
    words = {"draft": found, "form": form, "tables": tables, "left": len(keys), "ticked": ticked}
    status = 422 if form.is_bound else 200
    return render(request, "law/confirm.html", words, status=status)
