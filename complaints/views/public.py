"""The public pages about complaining: home, the body's own, and what happens to a complaint."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from codes.lookup import procedure_in_force
from people.models import Body


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Choose a body."""
    return render(request, "complaints/home.html", {"bodies": Body.objects.all()})


@login_not_required
def body_home(request: HttpRequest, body: str) -> HttpResponse:
    """Choose a path: file, follow, read the code, see the procedure."""
    return render(request, "complaints/body_home.html", {"body": get_object_or_404(Body, pk=body)})


@login_not_required
def how_to_complain(request: HttpRequest, body: str) -> HttpResponse:
    """What happens to a complaint, with the body's own days."""
    owner = get_object_or_404(Body, pk=body)
    rules = procedure_in_force(owner, owner.today).edition.rules
    return render(request, "complaints/how_to_complain.html", {"body": owner, "rules": rules})
