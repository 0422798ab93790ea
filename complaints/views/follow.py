"""Following a case with the case number and the receipt code, without an account."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from complaints import complainants
from complaints.access import Viewer
from complaints.doors import DOORS, Door, offer_of, offers, take
from complaints.forms.filing import FollowForm
from complaints.models import Party
from complaints.next_step import next_step
from complaints.sections import exhibits_for, letters_for, messages_for, submissions_for
from complaints.stages import TRACK
from complaints.views.exhibits import hand_out
from ledger.refusals import Blocked
from people.carrying import carried, carry
from people.guessing import may_try, note_wrong
from people.models import Body

OPEN_FOR = dt.timedelta(minutes=15)
NO_MATCH = gettext_noop("We cannot match those. Check both the case number and the receipt code.")


@login_not_required
def follow(request: HttpRequest, body: str) -> HttpResponse:
    """Ask for both numbers. One sentence for every failure; ten tries an hour."""
    owner = get_object_or_404(Body, pk=body)
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        docket = form.cleaned_data["docket"].strip().upper()
        if not may_try(request, "receipt codes"):
            return render(request, "complaints/follow_later.html", {"body": owner}, status=429)
        found = Party.objects.filter(case=docket, case__body=owner, receipt_tag=form.tag)
        party = found.exclude(receipt_tag="").first()
        if party:
            request.session.cycle_key()
            request.session["filer"] = {
                "party": party.pk,
                "until": (timezone.now() + OPEN_FOR).isoformat(),
            }
            brought = carried(request)
            if brought and brought[0] in DOORS:
                return _brought_back(request, owner, *brought)
            return redirect("status", body=owner.pk)
        note_wrong(request, "receipt codes")
        form.add_error(None, gettext(NO_MATCH))
    status = 422 if form.is_bound and not form.is_valid() else 200
    words = {
        "body": owner,
        "form": form,
        **(carry(request, "") if "carried" in request.POST else {}),
    }
    return render(request, "complaints/follow.html", words, status=status)


def _ask_again(request: HttpRequest, body: str, step: str) -> HttpResponse:
    """The quarter of an hour is over: ask for both numbers, and lose nothing that was typed."""
    if request.method != "POST":
        return redirect("follow", body=body)
    owner = get_object_or_404(Body, pk=body)
    words = {"body": owner, "form": FollowForm(), "at": reverse("follow", args=[body])}
    return render(request, "complaints/follow.html", words | carry(request, step))


def _brought_back(request: HttpRequest, owner: Body, step: str, data: QueryDict) -> HttpResponse:
    """Show the page again with what had been typed on it; nothing was sent yet."""
    party = filer_of(request, owner.pk)
    door = _door(step)
    if party is None or offer_of(door, party.case, party) is None:
        return redirect("status", body=owner.pk)
    form = door.form(data, None, case=party.case, user=party)
    words = {"body": owner, "case": party.case, "door": door, "form": form, "by_receipt": True}
    words |= {"at": reverse("follow_step", args=[owner.pk, step]), "brought": True}
    words |= {"step": next_step(party.case, party)}
    return render(request, "complaints/step.html", words)


def filer_of(request: HttpRequest, body: str) -> Party | None:
    """The party whose receipt was shown a quarter of an hour ago at most."""
    kept = request.session.get("filer")
    if not kept or dt.datetime.fromisoformat(kept["until"]) < timezone.now():
        request.session.pop("filer", None)
        return None
    kept["until"] = (timezone.now() + OPEN_FOR).isoformat()
    request.session["filer"] = kept
    found = Party.objects.select_related("case__docket", "case__body", "case__procedure")
    return found.filter(pk=kept["party"], case__body=body).first()


@login_not_required
def status(request: HttpRequest, body: str) -> HttpResponse:
    """Where it stands, what is awaited, letters, evidence, and what can be done."""
    party = filer_of(request, body)
    if party is None:
        return redirect("follow", body=body)
    return render(request, "complaints/status.html", status_words(party, body_page=True))


def status_words(party: Party, *, body_page: bool) -> dict[str, object]:
    """What a complainant sees of the case, by receipt or by account."""
    case = party.case
    viewer = Viewer(case, party)
    step = next_step(case, party)
    places = [name for name, stages in TRACK]
    here = next(i for i, (_, stages) in enumerate(TRACK) if case.stage in stages)
    return {
        "body": case.body,
        "case": case,
        "step": step,
        "awaits_you": step.yours is not None,
        "offers": list(offers(case, party)),
        "track": [
            (name, "past" if i < here else "now" if i == here else "")
            for i, name in enumerate(places)
        ],
        "letters": letters_for(viewer),
        "thread": messages_for(viewer),
        "submissions": submissions_for(viewer),
        "exhibits": exhibits_for(viewer),
        "by_receipt": body_page,
        **complainants.words(case),
    }


@login_not_required
def follow_step(request: HttpRequest, body: str, step: str) -> HttpResponse:
    """Take a step of the complainant's by receipt code."""
    party = filer_of(request, body)
    if party is None:
        return _ask_again(request, body, step)
    case, door = party.case, _door(step)
    offer = offer_of(door, case, party)
    if offer is None:
        raise Http404
    if request.method != "POST" and offer.blocked:
        raise Blocked(offer.blocked)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = door.form(*posted, case=case, user=party)
    if request.method == "POST" and form.is_valid():
        take(door, case, party, form.details)
        done = gettext("Done: %(what)s.") % {"what": str(door.title).lower()}
        messages.success(request, done)
        return redirect("status", body=body)
    words = {"body": case.body, "case": case, "door": door, "form": form, "by_receipt": True}
    words |= {"step": next_step(case, party)}
    code = 422 if form.is_bound else 200
    return render(request, "complaints/step.html", words, status=code)


def _door(name: str) -> Door:
    door = DOORS.get(name)
    if door is None or door.internal:
        raise Http404
    return door


@login_not_required
def follow_exhibit(request: HttpRequest, body: str, number: int) -> HttpResponseBase:
    """Give back one of the complainant's own files."""
    party = filer_of(request, body)
    if party is None:
        return redirect("follow", body=body)
    rows = exhibits_for(Viewer(party.case, party))
    row = next((one for one in rows if one.number == number), None)
    if row is None:
        raise Http404
    row.case = party.case
    return hand_out(row, by=party)


@login_not_required
def stay(request: HttpRequest, body: str) -> HttpResponse:
    """Somebody is still there: the quarter of an hour begins again."""
    return HttpResponse(status=204 if filer_of(request, body) else 403)


@login_not_required
def close_status(request: HttpRequest, body: str) -> HttpResponse:
    """Leave the case on a shared computer."""
    if request.method == "POST":
        request.session.pop("filer", None)
    return redirect("body_home", body=body)
