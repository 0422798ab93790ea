"""How people reach the office of a body, kept by its administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from people.checks import may_edit_some_offices
from people.contact import set_contact
from people.forms import ContactForm
from people.http import UserRequest
from people.models import Body
from people.roles import Permission


def contacts(request: UserRequest) -> HttpResponse:
    """The bodies whose contact data this person keeps."""
    may_edit_some_offices(request.user)
    bodies = Body.objects.filter(pk__in=request.user.bodies_where(Permission.EDIT_OFFICES))
    if bodies.count() == 1:
        return redirect("contact", body=bodies[0].pk)
    return render(request, "people/contacts.html", {"bodies": bodies})


def contact(request: UserRequest, body: str) -> HttpResponse:
    may_edit_some_offices(request.user)
    bodies = request.user.bodies_where(Permission.EDIT_OFFICES)
    owner = get_object_or_404(Body, pk=body, pk__in=bodies)
    form = ContactForm(request.POST or None, instance=owner)
    if request.method == "POST" and form.is_valid():
        set_contact(owner, **form.cleaned_data, by=request.user)
        messages.success(request, "Letters and public pages give this from now on.")
        return redirect("contact", body=owner.pk)
    words = {"form": form, "title": f"How people reach {owner}", "act": "Keep this"}
    return render(request, "people/form.html", words, status=422 if form.is_bound else 200)
