"""The pages on which law is drafted, approved and published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from codes import draft_doors, drafting
from codes.draft_forms import HeadingForm, ProvisionForm, SureForm
from codes.draft_reading import draft_compared, row_of, values_compared
from codes.models import (
    Code,
    CodeDraft,
    Draft,
    Edition,
    Procedure,
    ProcedureDraft,
    ProcedureEdition,
)
from codes.models.drafts import line_numbered
from codes.stages import OPEN
from ledger.refusals import Blocked, Forbidden, Overtaken
from people.http import UserRequest
from people.models import Body, User
from people.roles import Permission

KINDS: dict[str, Any] = {"code": CodeDraft, "procedure": ProcedureDraft}


def _bodies(user: User) -> list[str]:
    """The bodies whose law this person drafts or approves; ``Forbidden`` where there is none."""
    found = {
        *user.bodies_where(Permission.DRAFT_LAW),
        *user.bodies_where(Permission.APPROVE_LAW),
    }
    if not found:
        raise Forbidden("Only an administrator or a chair of a body works on its law.")
    return sorted(found)


def law(request: UserRequest) -> HttpResponse:
    """The codes and procedures of one's bodies: what is in force, drafted and not confirmed."""
    bodies = Body.objects.filter(pk__in=_bodies(request.user))
    editions = Edition.objects.in_order().reverse()
    codes = Code.objects.filter(body__in=bodies).select_related("body")
    procedures = Procedure.objects.filter(body__in=bodies).select_related("body")
    today = timezone.localdate()
    in_force = {
        edition.procedure_id: edition
        for edition in ProcedureEdition.objects.in_force_on(today).filter(
            procedure__body__in=bodies
        )
    }
    return render(
        request,
        "law/desk.html",
        {
            "drafts": [
                draft
                for model in (
                    CodeDraft.objects.select_related("code", "based_on"),
                    ProcedureDraft.objects.select_related("procedure", "based_on"),
                )
                for draft in model.filter(body__in=bodies, stage__in=OPEN).order_by("pk")
            ],
            "codes": codes.prefetch_related(Prefetch("editions", queryset=editions)),
            "procedures": [(one, in_force.get(one.pk)) for one in procedures],
            "may_draft": request.user.bodies_where(Permission.DRAFT_LAW),
        },
    )


@require_POST
def begin(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    bodies = _bodies(request.user)
    if kind == "code":
        code = get_object_or_404(Code, pk=pk, body__in=bodies)
        return redirect(drafting.begin_code_draft(code, by=request.user))
    procedure = get_object_or_404(Procedure, pk=pk, body__in=bodies)
    return redirect(drafting.begin_procedure_draft(procedure, by=request.user))


def find_draft(request: UserRequest, kind: str, pk: int) -> Any:
    """Fetching is authorising: the drafts of other bodies do not exist."""
    model = KINDS.get(kind)
    if model is None:
        raise Http404
    of = "code" if kind == "code" else "procedure"
    rows = model.objects.select_related(f"{of}__body", "based_on", "begun_by", "approved_by")
    return get_object_or_404(rows, pk=pk, body__in=_bodies(request.user))


def draft(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """Show a draft beside the edition it is based on, and what can be done with it."""
    found = find_draft(request, kind, pk)
    words: dict[str, Any] = page_of(found)
    words |= {
        "offers": list(draft_doors.offers(found, request.user)),
        "editable": _editable(found, request.user),
        "all": request.GET.get("show") == "all",
    }
    if kind == "code":
        comparison = draft_compared(found)
        words |= {
            "comparison": comparison,
            "counts": [(kind, count) for kind, count in comparison.counts.items() if count],
        }
    else:
        words["tables"] = values_compared(found)
        if not found.faults_of_content():
            words["unconfirmed"] = len(found.rules.unconfirmed)
    return render(request, f"law/{kind}_draft.html", words)


def _editable(found: Draft, user: User) -> bool:
    return found.stage == "drafting" and user.can(Permission.DRAFT_LAW, found.body_id)


def page_of(found: Draft) -> dict[str, Any]:
    return {"draft": found, "faults": found.faults if found.is_open else []}


def heading(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    found = find_draft(request, kind, pk)
    must_be_editable(found, request.user)
    kept = {name: getattr(found, name) for name in HeadingForm.base_fields}
    form = HeadingForm(request.POST or None, draft=found, initial=kept)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, drafting.write_heading, found, request)
    ):
        return redirect(found)
    return form_page(request, found, form, title="What the edition is called", act="Save")


def must_be_editable(found: Draft, user: User) -> None:
    if not user.can(Permission.DRAFT_LAW, found.body_id):
        raise Forbidden("Only an administrator of the body drafts its codes and procedures.")
    if found.stage != "drafting":
        raise Blocked(
            f"The draft is {found.get_stage_display().lower()}; take it back to change it."
        )


def saved(form: Any, act: Any, found: Draft, request: UserRequest, **more: Any) -> bool:
    """Save a change; a refusal is told beside what was typed, which stays on the page."""
    try:
        act(found, by=request.user, **form.details, **more)
    except (Blocked, Overtaken) as refusal:
        form.add_error(None, str(refusal))
        if isinstance(refusal, Overtaken):
            found.refresh_from_db()
            form.data = form.data.copy()
            form.data["revision"] = found.revision
        return False
    messages.success(request, "Saved.")
    return True


def form_page(
    request: UserRequest,
    found: Draft,
    form: forms.BaseForm,
    *,
    template: str = "form",
    **words: Any,
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(
        request, f"law/{template}.html", {"draft": found, "form": form, **words}, status=status
    )


def provision(request: UserRequest, pk: int, number: str = "") -> HttpResponse:
    """Write one provision; its difference from the edition before is shown beside it."""
    found = find_draft(request, "code", pk)
    must_be_editable(found, request.user)
    if number and line_numbered(found, number) is None:
        raise Http404
    form = ProvisionForm(request.POST or None, draft=found, number=number)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, drafting.write_provision, found, request)
    ):
        return redirect(found)
    row = row_of(draft_compared(found), number)
    title = f"Provision {number}" if number else "A new provision"
    words = {"row": row, "number": number, "title": title, "act": "Save the provision"}
    return form_page(request, found, form, template="provision", **words)


@require_POST
def difference(request: UserRequest, pk: int, number: str = "") -> HttpResponse:
    """The words being typed against the edition before, as a fragment; nothing is saved."""
    found = find_draft(request, "code", pk)
    must_be_editable(found, request.user)
    form = ProvisionForm(request.POST, draft=found, number=number)
    row = None
    if form.is_valid():
        details = form.details
        trial = drafting.tried(found, **{k: details[k] for k in ("was", "after", "record")})
        row = row_of(draft_compared(trial), details["record"].number)
    return render(request, "law/_difference.html", {"row": row, "form": form})


def remove(request: UserRequest, pk: int, number: str) -> HttpResponse:
    found = find_draft(request, "code", pk)
    must_be_editable(found, request.user)
    if line_numbered(found, number) is None:
        raise Http404
    form = SureForm(request.POST or None)
    if request.method == "POST":
        drafting.remove_provision(found, by=request.user, revision=found.revision, number=number)
        messages.success(request, f"{number} is left out of this edition.")
        return redirect(found)
    words: dict[str, Any] = {
        "title": f"Leave {number} out",
        "act": "Leave it out",
        "lede": "It is repealed when this edition comes into force. The editions before keep it.",
    }
    return form_page(request, found, form, **words)


def step(request: UserRequest, kind: str, pk: int, step: str) -> HttpResponse:
    """Take a step of a draft, after saying what it does."""
    found = find_draft(request, kind, pk)
    door = draft_doors.DOORS.get(step)
    if door is None:
        raise Http404
    form = door.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        result = draft_doors.go_through(door, found, request.user, form.cleaned_data)
        if step == "publish":
            messages.success(request, f"“{result.label}” is published.")
            return redirect("law")
        messages.success(request, f"Done: {door.title.lower()}.")
        return redirect(found)
    offer = next((o for o in draft_doors.offers(found, request.user) if o.door == door), None)
    if offer is None or offer.blocked:
        raise Blocked(offer.blocked if offer else "This step is not open to you now.")
    words: dict[str, Any] = {
        "title": door.title,
        "act": door.title,
        "lede": door.says,
        "grave": door.grave,
    }
    return form_page(request, found, form, **words)
