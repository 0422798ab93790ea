"""The desk of each role, and the docket."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.contrib import messages
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from complaints.errands import waiting_for
from complaints.filing import open_reciprocal
from complaints.forms.filing import ReciprocalForm
from complaints.late_law import late_editions
from complaints.models import (
    Assignment,
    Complaint,
    Deadline,
    Declaration,
    Notice,
    Party,
    Representative,
)
from complaints.stages import ConflictAnswer, Stage
from complaints.waits import with_waits
from people.http import UserRequest
from people.models import Body, User
from people.roles import Permission

PAGE = 50
SOON = 7
AHEAD = 15
ERRANDS = 5


def desk(request: UserRequest) -> HttpResponse:
    """What waits for this person, in a constant number of queries."""
    user, today = request.user, timezone.localdate()
    open_cases = Complaint.objects.visible_to(user).exclude(stage=Stage.CLOSED)
    manages = user.bodies_where(Permission.MANAGE_CASES)
    words: dict[str, Any] = {
        "today": today,
        "manages": Body.objects.filter(pk__in=manages) if manages else [],
        "audits": user.can(Permission.AUDIT),
        "administers": user.can(Permission.EDIT_REGISTER),
        "assignments": _assignments(user),
        "party_to": Party.objects.filter(
            Q(user=user) | Q(pk__in=Representative.objects.acting(user).values("party"))
        )
        .exclude(opened_on=None)
        .select_related("case__respondent__certificant")
        .order_by("-case__filed_on")[:PAGE],
    }
    if manages:
        mine = open_cases.filter(body__in=manages)
        overdue, due = _due(mine, today)
        words |= {
            "overdue": overdue,
            "due": due,
            "new": mine.filter(stage=Stage.RECEIVED).for_docket().order_by("docket")[:10],
            "ahead": dates_ahead(mine, today, list(words["manages"])),
            "late_law": late_editions(manages),
            "errands": waiting_for(user)[:ERRANDS],
            "to_post": Notice.objects.filter(case__in=mine, state="to_post")
            .select_related("case")
            .order_by("pk")[:20],
        }
    return render(request, "complaints/desk.html", words)


def _due(cases: Any, today: dt.date) -> tuple[list[Complaint], list[Complaint]]:
    """What is overdue and what is due in seven days, twenty of each, the longest due first.

    One query finds both, so a long row of the one leaves its place to the other.
    """
    late = ExpressionWrapper(Q(next_due_on__lt=today), BooleanField())
    place = Window(RowNumber(), partition_by="late", order_by=["next_due_on", "docket"])
    rows = cases.filter(next_due_on__lte=today + dt.timedelta(days=SOON))
    rows = rows.annotate(late=late).annotate(place=place).filter(place__lte=20)
    found = list(rows.for_docket().order_by("next_due_on", "docket"))
    return [row for row in found if row.late], [row for row in found if not row.late]


def _assignments(user: Any) -> Any:
    """What the person is assigned to, the soonest due first; recused cases never appear."""
    recused = Declaration.objects.filter(user=user, answer=ConflictAnswer.RECUSED)
    rows = Assignment.objects.filter(user=user, ended_on=None)
    rows = rows.exclude(case__in=recused.values("case")).exclude(case__stage=Stage.CLOSED)
    return rows.select_related("case__respondent__certificant").order_by(
        "case__next_due_on", "case", "pk"
    )[:PAGE]


def dates_ahead(cases: Any, today: dt.date, bodies: list[Body]) -> dict[str, Any]:
    """The deadlines of the next days, overdue first: how many fall on each day.

    Marked are the days on which every one of the bodies is closed.
    """
    last = today + dt.timedelta(days=AHEAD - 1)
    clocks = Deadline.objects.open_until(last).filter(case__in=cases)
    counted = dict(clocks.filter(due_on__gte=today).values_list("due_on").annotate(Count("pk")))
    days = [today + dt.timedelta(days=i) for i in range(AHEAD)]
    return {
        "overdue": clocks.filter(due_on__lt=today).count(),
        "days": [
            {
                "day": day,
                "count": counted.get(day, 0),
                "bars": range(min(counted.get(day, 0), 6)),
                "weekend": not any(body.calendar.is_working(day) for body in bodies),
                "today": day == today,
                "soon": (day - today).days <= SOON,
            }
            for day in days
        ],
    }


def docket(request: UserRequest) -> HttpResponse:
    """The cases this person may know of, the soonest due first, fifty to a page."""
    found = Complaint.objects.visible_to(request.user).annotate(as_party=_as_party(request.user))
    nameless = _nameless(request.user)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "stage", "on", "show")}
    if asked["show"] != "all":
        found = found.exclude(stage=Stage.CLOSED)
    if asked["show"] == "mine":
        found = found.filter(lead=request.user)
    if asked["stage"] in Stage.values:
        found = found.filter(stage=asked["stage"])
    if asked["on"]:
        found = _due_on(found, asked["on"])
    if asked["q"]:
        found = _matching(found, asked["q"], nameless)
    found = with_waits(_after(found, request.GET.get("after", "")))
    rows = list(found.for_docket()[: PAGE + 1])
    more = rows[PAGE - 1] if len(rows) > PAGE else None
    words = {
        "rows": _grouped(rows[:PAGE], timezone.localdate()),
        "count": len(rows[:PAGE]),
        "more": f"{more.next_due_on.isoformat()},{more.pk}" if more else "",
        "asked": asked,
        "stages": Stage.choices,
        "today": timezone.localdate(),
        "nameless": nameless,
    }
    template = (
        "complaints/_docket_rows.html" if _wants_fragment(request) else "complaints/docket.html"
    )
    answer = render(request, template, words)
    answer["Vary"] = "HX-Request"
    return answer


def _nameless(user: User) -> list[str]:
    """The bodies whose cases this person only audits: lists name nobody there."""
    managed = user.bodies_where(Permission.MANAGE_CASES)
    return [body for body in user.bodies_where(Permission.AUDIT) if body not in managed]


def _as_party(user: User) -> Any:
    """Whether somebody sees a case as its party: what the office writes to itself is not theirs."""
    acts_for = Representative.objects.acting(user).filter(case=OuterRef("pk"))
    return Exists(Party.objects.filter(case=OuterRef("pk"), user=user)) | Exists(acts_for)


def _wants_fragment(request: UserRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _after(rows: Any, mark: str) -> Any:
    """The rows behind a keyset mark ``2026-11-27,CCMC-2026-0004``; a bad mark is the start."""
    rows = rows.order_by("next_due_on", "docket")
    day, _, number = mark.partition(",")
    try:
        due = dt.date.fromisoformat(day)
    except ValueError:
        return rows
    return rows.filter(Q(next_due_on__gt=due) | Q(next_due_on=due, docket__gt=number))


def _due_on(rows: Any, day: str) -> Any:
    if day == "overdue":
        return rows.filter(next_due_on__lt=timezone.localdate())
    try:
        on = dt.date.fromisoformat(day)
    except ValueError:
        return rows
    clocks = Deadline.objects.filter(stopped_on=None, due_on=on)
    return rows.filter(pk__in=clocks.values("case"))


def _matching(rows: Any, words: str, nameless: list[str]) -> Any:
    """Search docket numbers, respondents, synopses and allegations; nothing sealed.

    Who may not read a name or a synopsis cannot find a case by it either.
    """
    allegations = Complaint.objects.filter(allegations__words__icontains=words)
    hit = Q(synopsis__icontains=words, as_party=False) | Q(pk__in=allegations.values("pk"))
    hit |= Q(respondent__certificant__name__icontains=words)
    hit |= Q(respondent__described__icontains=words)
    return rows.filter(Q(docket__number__icontains=words) | (hit & ~Q(body__in=nameless)))


def _grouped(rows: list[Complaint], today: dt.date) -> list[tuple[str, str, list[Any]]]:
    """The docket's groups: overdue, due in seven days, later, nothing counted."""
    groups: dict[str, tuple[str, list[Any]]] = {
        "late": ("Overdue", []),
        "soon": (f"Due in {SOON} days", []),
        "later": ("Later", []),
        "hold": ("No date is running", []),
    }
    for row in rows:
        left = (row.next_due_on - today).days
        group = "late" if left < 0 else "soon" if left <= SOON else "later"
        if row.next_due_on == dt.date.max:
            group = "hold"
        groups[group][1].append(row)
    return [(key, title, members) for key, (title, members) in groups.items() if members]


def reciprocal(request: UserRequest, body: str) -> HttpResponse:
    """Open a reciprocal matter on a certified record (T53)."""
    if body not in request.user.bodies_where(Permission.MANAGE_CASES):
        raise Http404
    owner = get_object_or_404(Body, pk=body)
    if request.method != "POST":
        form = ReciprocalForm(body=owner, initial={"key": secrets.token_hex(16)})
        return render(request, "complaints/reciprocal.html", {"body": owner, "form": form})
    form = ReciprocalForm(request.POST, request.FILES, body=owner)
    if not form.is_valid():
        words = {"body": owner, "form": form}
        return render(request, "complaints/reciprocal.html", words, status=422)
    case = open_reciprocal(owner, by=request.user, **form.filing)
    messages.success(request, f"{case.pk} is on the docket.")
    return redirect("case", docket=case.pk)
