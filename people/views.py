from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from people.addresses import set_address
from people.checks import (
    keeps_addresses,
    may_edit_some_offices,
    may_edit_some_register,
    may_keep_addresses,
    may_read_register,
)
from people.forms import (
    AddressForm,
    CertificantForm,
    CredentialForm,
    EndTermForm,
    OfficeForm,
    StatusForm,
)
from people.http import UserRequest
from people.models import Certificant, Credential, Office
from people.offices import begin_term, end_term
from people.register import add_certificant, add_credential, record_status
from people.roles import Permission

PAGE = 50


def register(request: UserRequest) -> HttpResponse:
    """List fifty people at a time; the next page begins after the last of this one."""
    may_read_register(request.user)
    words = request.GET.get("q", "").strip()
    found = Certificant.objects.visible_to(request.user).named(words).order_by("sort_name", "pk")
    people = list(
        _after(found, request.GET.get("after", ""))
        .select_related("body")
        .prefetch_related("credentials__statuses")[: PAGE + 1]
    )
    today = timezone.localdate()
    return render(
        request,
        "people/register.html",
        {
            "words": words,
            "rows": [(person, person.credentials_on(today)) for person in people[:PAGE]],
            "next_after": people[PAGE - 1].pk if len(people) > PAGE else None,
            "first_page": not request.GET.get("after"),
            "may_edit": request.user.can(Permission.EDIT_REGISTER),
        },
    )


def certificant(request: UserRequest, pk: int) -> HttpResponse:
    person = _visible(request, pk)
    today = timezone.localdate()
    return render(
        request,
        "people/certificant.html",
        {
            "person": person,
            "credentials": [(held, held.status_on(today)) for held in person.credentials.all()],
            "may_edit": request.user.can(Permission.EDIT_REGISTER, person.body_id),
            "keeps_addresses": (keeps := keeps_addresses(request.user, person.body)),
            "addresses": person.addresses.select_related("by").order_by("-pk") if keeps else [],
        },
    )


def certificant_new(request: UserRequest) -> HttpResponse:
    may_edit_some_register(request.user)
    bodies = request.user.bodies_where(Permission.EDIT_REGISTER)
    form = CertificantForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        person = add_certificant(form.save(commit=False), by=request.user)
        messages.success(request, f"{person} is in the register.")
        return redirect("certificant", pk=person.pk)
    return _form_page(request, form, title="Add a person", act="Add to the register")


def address_new(request: UserRequest, pk: int) -> HttpResponse:
    person = _visible(request, pk)
    may_keep_addresses(request.user, person.body)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_address(person, **form.cleaned_data, by=request.user)
        messages.success(request, f"Post to {person} goes to this address from now on.")
        return redirect("certificant", pk=person.pk)
    title = f"Change the postal address of {person}"
    return _form_page(request, form, title=title, act="Change the address", person=person)


def credential_new(request: UserRequest, pk: int) -> HttpResponse:
    may_edit_some_register(request.user)
    person = _visible(request, pk)
    form = CredentialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        held = add_credential(person, **form.cleaned_data, by=request.user)
        messages.success(request, f"{person} now holds a {held.kind}.")
        return redirect("certificant", pk=person.pk)
    title = f"Add a credential of {person}"
    return _form_page(request, form, title=title, act="Add the credential", person=person)


def status_new(request: UserRequest, pk: int) -> HttpResponse:
    may_edit_some_register(request.user)
    held = get_object_or_404(
        Credential.objects.select_related("certificant__body"),
        pk=pk,
        certificant__in=Certificant.objects.visible_to(request.user),
    )
    form = StatusForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_status(held, **form.cleaned_data, by=request.user)
        messages.success(request, f"The status of the {held.kind} is recorded.")
        return redirect("certificant", pk=held.certificant_id)
    title = f"Record a status: {held.kind} of {held.certificant}"
    return _form_page(request, form, title=title, act="Record the status", person=held.certificant)


def offices(request: UserRequest) -> HttpResponse:
    """List who holds which office, and who did, in the bodies this person administers."""
    may_edit_some_offices(request.user)
    today = timezone.localdate()
    terms = (
        Office.objects.filter(body__in=request.user.bodies_where(Permission.EDIT_OFFICES))
        .select_related("user", "body")
        .order_by("body", "organ", "role", "from_day", "pk")
    )
    held = [term for term in terms if term.until_day is None or term.until_day >= today]
    ended = [term for term in terms if term.until_day is not None and term.until_day < today]
    return render(request, "people/offices.html", {"held": held, "ended": ended})


def office_new(request: UserRequest) -> HttpResponse:
    may_edit_some_offices(request.user)
    bodies = request.user.bodies_where(Permission.EDIT_OFFICES)
    form = OfficeForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        term = begin_term(form.save(commit=False), by=request.user)
        messages.success(request, f"{term.user} is recorded as {term}.")
        return redirect("offices")
    return _form_page(request, form, title="Record a term of office", act="Record the term")


def office_end(request: UserRequest, pk: int) -> HttpResponse:
    may_edit_some_offices(request.user)
    bodies = request.user.bodies_where(Permission.EDIT_OFFICES)
    term = get_object_or_404(Office.objects.select_related("user"), pk=pk, body__in=bodies)
    form = EndTermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        end_term(term, **form.cleaned_data, by=request.user)
        messages.success(request, f"The term of {term.user} is recorded as ended.")
        return redirect("offices")
    title = f"End the term of {term.user} as {term}"
    return _form_page(request, form, title=title, act="End the term")


def _after(found: QuerySet[Certificant], after: str) -> QuerySet[Certificant]:
    """Begin after the person with this key; a key that is not a number begins at the top."""
    last = Certificant.objects.filter(pk=after).first() if after.isdecimal() else None
    if last is None:
        return found
    return found.filter(
        Q(sort_name__gt=last.sort_name) | Q(sort_name=last.sort_name, pk__gt=last.pk)
    )


def _visible(request: UserRequest, pk: int) -> Certificant:
    return get_object_or_404(
        Certificant.objects.visible_to(request.user)
        .select_related("body")
        .prefetch_related("credentials__statuses"),
        pk=pk,
    )


def _form_page(request: UserRequest, form: forms.BaseForm, **words: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "people/form.html", {"form": form, **words}, status=status)
