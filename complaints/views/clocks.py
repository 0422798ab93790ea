"""One clock: how its last day was found, what it would be if, and the same as data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from codes.lookup import procedure_in_force
from codes.rules import Rules
from complaints.access import Viewer
from complaints.explaining import Month, months, steps
from complaints.forms.what_if import ClockForm, DatesForm, by_calendar_of
from complaints.models import Deadline
from complaints.reckoning import Reckoning, Term, ends_at, reckon, term_of
from complaints.sections import clocks_for
from complaints.views.cases import case_or_404, jacket
from people.http import UserRequest
from people.models import Body


@dataclass(frozen=True)
class Shown:
    """A reckoning as a page shows it: its steps, its months, and the last day."""

    reckoning: Reckoning
    steps: list[tuple[str, str]]
    months: list[Month]


def show(reckoning: Reckoning, event: str) -> Shown:
    return Shown(reckoning, list(steps(reckoning, event)), months(reckoning))


def clock_or_404(request: UserRequest, docket: str, number: int) -> tuple[Viewer, Deadline]:
    """The clock of a case, for whoever may see it; otherwise it does not exist."""
    viewer = Viewer(case_or_404(request, docket), request.user)
    if viewer.owes_conflict_answer or not viewer.may_see("clocks"):
        raise Http404
    found = next((clock for clock in clocks_for(viewer) if clock.pk == number), None)
    if found is None:
        raise Http404
    found.case = viewer.case
    return viewer, found


def _term(clock: Deadline) -> Term | None:
    """What the clock is counted from now, by the calendar as it is known now."""
    rule = clock.rule
    if clock.basis:
        return replace(term_of(clock.basis), calendar=clock.case.body.calendar)
    if rule is None or clock.started_on is not None:
        return None
    calendar = clock.case.body.calendar
    return Term(clock.case.today, clock.days, rule.count, rule.roll, calendar=calendar)


def clock(request: UserRequest, docket: str, number: int) -> HttpResponse:
    """Explain one date. What is tried out in the form is counted, shown and kept nowhere."""
    viewer, found = clock_or_404(request, docket, number)
    term = _term(found)
    words: dict[str, Any] = jacket(viewer) | {
        "clock": found,
        "rule": found.rule,
    }
    if found.basis:
        words["shown"] = show(reckon(term_of(found.basis)), found.basis["why"])
    status = 200
    if term is not None:
        form = ClockForm(*([request.POST] if request.method == "POST" else []), clock=found)
        words["form"] = form
        if form.is_bound and form.is_valid():
            changed = by_calendar_of(found.case.body, form.changed(term))
            words["tried"] = show(reckon(changed), "what is tried out")
            words["moved"] = moved(found, words["tried"].reckoning)
        elif form.is_bound:
            status = 422
    return render(request, "complaints/clock.html", words, status=status)


def moved(clock: Deadline, tried: Reckoning) -> int | None:
    """How many days later than now, or earlier where below zero; None where there is no day."""
    return (tried.due - clock.due_on).days if tried.due and clock.due_on else None


def clock_as_data(request: UserRequest, docket: str, number: int) -> JsonResponse:
    """The same explanation as data: enough to count the date again elsewhere."""
    _, found = clock_or_404(request, docket, number)
    case, zone = found.case, found.case.body.time_zone
    rule, due = found.rule, found.due_on
    return JsonResponse(
        {
            "case": case.pk,
            "clock": found.kind,
            "awaits": list(found.roles),
            "binding": found.hard,
            "time_zone": zone,
            "due_on": due and due.isoformat(),
            "ends_at": due and ends_at(due, zone).isoformat(),
            "revision": found.revision,
            "explained": found.explained,
            "rule": rule
            and {
                "title": rule.title,
                "days": rule.days,
                "count": rule.count,
                "roll": rule.roll,
                "source": rule.source,
                "confirmed": rule.confirmed,
                "procedure": f"{case.procedure.slug}",
                "procedure_sha256": case.procedure.digest,
            },
            "basis": found.basis,
        }
    )


@login_not_required
def dates(request: HttpRequest, body: str) -> HttpResponse:
    """Count a last day by the procedure in force, without a case; nothing of it is kept."""
    owner = get_object_or_404(Body, pk=body)
    edition = procedure_in_force(owner, owner.today).edition
    rules: Rules = edition.rules
    form = DatesForm(*([request.POST] if request.method == "POST" else []), body=owner, rules=rules)
    words: dict[str, Any] = {"body": owner, "form": form, "edition": edition}
    status = 200
    if form.is_bound and form.is_valid():
        words["shown"] = show(reckon(form.term()), form.event())
        words["rule"] = rules.windows.get(form.cleaned_data["window"])
    elif form.is_bound:
        status = 422
    return render(request, "complaints/dates.html", words, status=status)
