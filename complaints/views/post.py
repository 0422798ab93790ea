"""What goes out: the outbox, and the letters that the office has to post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from complaints.freezing import pdf_to_post
from complaints.letters import TITLES
from complaints.models import Complaint, Declaration, Mail, Notice, Service
from complaints.postage import envelopes
from complaints.printing import in_one
from complaints.stages import ServiceState, Way
from complaints.views.exhibits import ONLY_TO_SAVE
from ledger.refusals import Forbidden
from people.http import UserRequest
from people.models import Body
from people.roles import Permission

PAGE = 50
SHEETS = 100
# How letters reach somebody. An e-mail only says that there is one, and is a list of its own.
BROUGHT = [way for way in Way if way != Way.EMAIL]
MAIL_STATES: dict[str, tuple[str, Q]] = {
    "mail-waiting": ("Waiting to be sent", Q(sent_at=None, parked_at=None)),
    "mail-sent": ("Sent", ~Q(sent_at=None)),
    "mail-refused": ("Refused by the mail server for good", Q(undeliverable=True)),
    "mail-parked": (
        "Given up after several tries",
        Q(sent_at=None, undeliverable=False) & ~Q(parked_at=None),
    ),
}


def _asked(request: UserRequest, *names: str) -> dict[str, str]:
    """What a list is narrowed to; what the list does not know narrows nothing."""
    given = {name: request.GET.get(name, "").strip()[:80] for name in names}
    known: dict[str, Iterable[str]] = {
        "kind": TITLES,
        "state": [*ServiceState.values, *MAIL_STATES],
        "channel": Way.values,
        "body": request.user.bodies_where(Permission.MANAGE_CASES),
    }
    return {
        name: value if value in known.get(name, [value]) else "" for name, value in given.items()
    }


def _number(mark: str) -> int | None:
    """The number of a row behind which a page begins; a bad mark is the start."""
    return int(mark) if mark.isascii() and mark.isdecimal() and len(mark) < 19 else None


def _by_day(rows: Iterable[Any], moment: Any) -> list[tuple[dt.date, list[Any]]]:
    """Rows that come in order, under the day of each where the reader is."""
    days = groupby(rows, key=lambda row: timezone.localdate(moment(row)))
    return [(day, list(of_day)) for day, of_day in days]


def _page_of(rows: Any, mark: str) -> tuple[list[Any], int | None]:
    """Fifty rows, the newest first, behind a mark; and the mark of the next page, if any."""
    behind = _number(mark)
    rows = rows.order_by("-pk") if behind is None else rows.filter(pk__lt=behind).order_by("-pk")
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def outbox(request: UserRequest) -> HttpResponse:
    """What has been sent, by day, and in the sandbox what would have been."""
    bodies = request.user.bodies_where(Permission.READ_OUTBOX)
    if not bodies:
        raise Forbidden("Only case staff read the outbox.")
    asked = _asked(request, "kind", "state", "channel", "after", "mail_after")
    seen = Complaint.objects.visible_to(request.user).filter(body__in=bodies)
    words: dict[str, Any] = {
        "asked": asked,
        "narrowed": any(asked[name] for name in ("kind", "state", "channel")),
        "kinds": TITLES.items(),
        "states": ServiceState.choices,
        "mail_states": [(name, title) for name, (title, _) in MAIL_STATES.items()],
        "channels": [(way.value, way.label) for way in BROUGHT],
    }
    of_mail = asked["state"] in MAIL_STATES or asked["channel"] == Way.EMAIL
    if not of_mail:
        letters = _letters(seen, asked).select_related("case", "entry")
        found, words["more"] = _page_of(letters, asked["after"])
        words["letters"] = _by_day(found, lambda row: row.entry.at)
    of_letters = asked["kind"] or asked["state"] in ServiceState.values
    if not of_letters and asked["channel"] in ("", Way.EMAIL):
        mail = Mail.objects.filter(case__in=seen).select_related("case__docket")
        if asked["state"]:
            mail = mail.filter(MAIL_STATES[asked["state"]][1])
        found, words["more_mail"] = _page_of(mail, asked["mail_after"])
        words["mail"] = _by_day(found, lambda row: row.at)
    return render(request, "complaints/outbox.html", words)


def _letters(seen: Any, asked: dict[str, str]) -> Any:
    letters = Notice.objects.filter(case__in=seen)
    if asked["kind"]:
        letters = letters.filter(letter=asked["kind"])
    if asked["state"]:
        letters = letters.filter(state=asked["state"])
    if asked["channel"]:
        brought = Service.objects.filter(notice=OuterRef("pk"), channel=asked["channel"])
        way = Q(Exists(brought))
        if asked["channel"] == Way.POST:
            way |= Q(state=ServiceState.TO_POST)
        letters = letters.filter(way)
    return letters


def _to_post(request: UserRequest) -> tuple[dict[str, str], list[Any]]:
    """A page of the letters that wait to be posted, the oldest first, each with its envelope.

    Of a case whose conflict question is unanswered it says nothing but that.
    """
    bodies = request.user.bodies_where(Permission.MANAGE_CASES)
    if not bodies:
        raise Forbidden("Only case staff post letters.")
    asked = _asked(request, "kind", "body", "after")
    seen = Complaint.objects.visible_to(request.user).filter(body__in=bodies)
    if asked["body"]:
        seen = seen.filter(body=asked["body"])
    waiting = Notice.objects.filter(case__in=seen, state=ServiceState.TO_POST)
    if asked["kind"]:
        waiting = waiting.filter(letter=asked["kind"])
    unanswered = ~Exists(Declaration.objects.filter(case=OuterRef("case"), user=request.user))
    rows = _behind(waiting, asked["after"]).order_by("made_at", "pk")
    rows = rows.select_related("case__body", "case__docket", "party__certificant", "user")
    found = list(rows.annotate(unanswered=unanswered)[: SHEETS + 1])
    open_to = [row for row in found if not row.unanswered]
    for row, written in zip(open_to, envelopes(open_to), strict=True):
        row.envelope = written
    return asked, found


def _behind(rows: Any, mark: str) -> Any:
    """The letters behind a mark such as ``2026-11-27T10:00:00+00:00,7``; a bad one is the start."""
    moment, _, number = mark.partition(",")
    try:
        made, last = parse_datetime(moment), _number(number)
    except ValueError:
        return rows
    if made is None or timezone.is_naive(made) or last is None:
        return rows
    return rows.filter(Q(made_at__gt=made) | Q(made_at=made, pk__gt=last))


def letters_to_post(request: UserRequest) -> HttpResponse:
    """What the office has to print and post, by the day on which it was made, and where to."""
    asked, found = _to_post(request)
    rows = found[:SHEETS]
    last = rows[-1] if len(found) > SHEETS else None
    bodies = request.user.bodies_where(Permission.MANAGE_CASES)
    words = {
        "days": _by_day(rows, lambda row: row.made_at),
        "ready": sum(bool(getattr(row, "envelope", "")) for row in rows),
        "more": f"{last.made_at.isoformat()},{last.pk}" if last else "",
        "asked": asked,
        "narrowed": bool(asked["kind"] or asked["body"]),
        "kinds": TITLES.items(),
        "bodies": Body.objects.filter(pk__in=bodies) if len(bodies) > 1 else [],
    }
    return render(request, "complaints/letters_to_post.html", words)


def letters_to_post_pdf(request: UserRequest) -> HttpResponse:
    """Those of the page that have an address as one PDF, each beginning on a sheet of its own."""
    _, found = _to_post(request)
    rows = [row for row in found[:SHEETS] if getattr(row, "envelope", "")]
    if not rows:
        raise Http404
    answer = HttpResponse(in_one(map(pdf_to_post, rows)), content_type="application/pdf")
    for header, value in ONLY_TO_SAVE.items():
        answer[header] = value
    answer["Content-Disposition"] = "attachment; filename*=UTF-8''letters-to-post.pdf"
    return answer
