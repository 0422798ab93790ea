"""Every letter of a body's procedure: what it has to say, to whom, and how it would read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from codes.lettering import contents
from codes.lookup import procedure_in_force
from codes.models import ProcedureEdition
from complaints.freezing import layout_of
from complaints.letters import ELEMENTS, ELEMENTS_OF, TITLES
from complaints.samples import STEPLESS, sample, window_of
from people.http import UserRequest
from people.models import Body
from people.roles import Permission

READERS = (Permission.MANAGE_CASES, Permission.DRAFT_LAW, Permission.APPROVE_LAW)


@dataclass(frozen=True)
class Listed:
    """One letter to one recipient, as the catalogue shows it."""

    letter: str
    to: str
    title: str
    needs: tuple[str, ...]
    window: Any
    approver: str
    sent: bool
    stepless: bool


def _edition(request: UserRequest, body: str) -> ProcedureEdition:
    """The procedure in force now, for whoever works with it; for others there is no such page."""
    if not any(body in request.user.bodies_where(power) for power in READERS):
        raise Http404
    owner = get_object_or_404(Body, pk=body)
    found: ProcedureEdition = procedure_in_force(owner, owner.today).edition
    return found


def letter_catalogue(request: UserRequest, body: str) -> HttpResponse:
    """List every letter to every recipient."""
    edition = _edition(request, body)
    not_sent = edition.rules.letters_not_sent
    rows = [
        Listed(
            letter=letter,
            to=to,
            title=TITLES[letter],
            needs=tuple(ELEMENTS_OF.get((letter, n), ELEMENTS[n]) for n in row.needs),
            window=window_of(edition, letter) if "window" in row.needs else None,
            approver=edition.rules.approvers.get(letter, "").replace("_", " "),
            sent=letter not in not_sent,
            stepless=letter in STEPLESS,
        )
        for (letter, to), row in contents().items()
    ]
    words = {"body": edition.procedure.body, "edition": edition, "rows": rows}
    return render(request, "complaints/letter_catalogue.html", words)


def letter_sample(request: UserRequest, body: str, letter: str, to: str) -> HttpResponse:
    """Show one letter as it would read, in a made-up case."""
    edition = _edition(request, body)
    if (letter, to) not in contents():
        raise Http404
    made = sample(edition, letter, to)
    words = {"body": edition.procedure.body, "letter": letter, "to": to, "made": made}
    return render(request, "complaints/letter_sample.html", words | {"layout": layout_of(made)})
