"""The case: its sections, and the one door for every step."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from complaints import unsent
from complaints.access import Viewer
from complaints.doors import DOORS, READ_ONCE, Door, offer_of, offers, take
from complaints.guard import Named
from complaints.models import Complaint
from complaints.next_step import next_step
from complaints.sections import SECTIONS, exhibits_for, visible
from complaints.stages import TRACK
from complaints.views.exhibits import hand_out
from complaints.views.follow import status_words
from complaints.waits import on_its_page
from ledger.refusals import Blocked, Forbidden, Overtaken
from people.http import UserRequest


def case_or_404(request: UserRequest, docket: str) -> Complaint:
    """Fetching is authorising: what may not be seen does not exist."""
    rows = Complaint.objects.visible_to(request.user).select_related(
        "docket", "body", "procedure", "respondent__certificant", "lead"
    )
    case: Complaint = get_object_or_404(rows, pk=docket)
    return case


def track(case: Complaint) -> list[tuple[str, str]]:
    """The stages as a line of points: past, now, and still ahead."""
    here = next(i for i, (_, stages) in enumerate(TRACK) if case.stage in stages)
    return [
        (str(name), "past" if i < here else "now" if i == here else "")
        for i, (name, _) in enumerate(TRACK)
    ]


def jacket(viewer: Viewer) -> dict[str, object]:
    """What the case's banner shows on every one of its pages."""
    case = viewer.case
    return {
        "case": case,
        "body": case.body,
        "viewer": viewer,
        "step": next_step(case, viewer.who),
        "track": track(case),
        "sections": visible(viewer),
        "name_shown": viewer.may_see("respondent_name"),
    }


def case(request: UserRequest, docket: str, section: str = "overview") -> HttpResponse:
    """Show one section of a case. A complainant gets the plain status page."""
    found = case_or_404(request, docket)
    viewer = Viewer(found, request.user)
    if viewer.places == {"complainant"} and found.complainant:
        found.complainant.case = found
        return render(
            request,
            "complaints/status.html",
            status_words(found.complainant, body_page=False),
        )
    if viewer.owes_conflict_answer:
        return redirect("step", docket=docket, step="declare")
    shown = SECTIONS.get(section)
    if shown is None or not viewer.may_see(shown.thing):
        raise Http404
    prefetch_related_objects([found], *READ_ONCE)
    words = jacket(viewer) | {
        "section": shown,
        "waits": on_its_page(found, office="staff" in viewer.places),
        "offers": list(offers(found, request.user)),
        **shown.gather(viewer),
    }
    return render(request, "complaints/case.html", words)


def step(request: UserRequest, docket: str, step: str) -> HttpResponse:
    """Find the case, validate the form, take the step, go back."""
    found = case_or_404(request, docket)
    door = DOORS.get(step)
    if door is None or door.internal:
        raise Http404
    viewer = Viewer(found, request.user)
    if viewer.owes_conflict_answer and step != "declare":
        return redirect("step", docket=docket, step="declare")
    offer = offer_of(door, found, request.user)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    keeping = door.saves and bool({"save", "discard"} & {*request.POST})
    if request.method != "POST" or keeping:
        _refuse_early(found, request, door, offer)
    if keeping:
        return _keep(found, request, door)
    subject = door.subject(found)
    if subject is None:
        raise Overtaken("This step is no longer possible: the case has moved on.")
    # The queue of the post and the letter's own page name the letter they are about.
    about = {"notice": request.GET.get("notice", "")}
    form = door.form(*posted, case=found, user=request.user, initial=about)
    earlier = unsent.filled_in(form, door.name) if door.saves else None
    if request.method == "POST" and form.is_valid():
        try:
            take(door, found, request.user, form.details)
        except Named as fault:
            form.add_error(form.field_of(fault.path), str(fault))
        else:
            messages.success(request, f"Done: {str(door.title).lower()}.")
            still = Complaint.objects.visible_to(request.user).filter(pk=docket).exists()
            return redirect("case", docket=docket) if still else redirect("desk")
    words = jacket(viewer) | {"door": door, "form": form, "earlier": earlier}
    return render(request, "complaints/step.html", words, status=422 if form.is_bound else 200)


def _keep(found: Complaint, request: UserRequest, door: Door) -> HttpResponse:
    """Keep what was typed for later, or throw away what was kept, and come back to it."""
    if "discard" in request.POST:
        unsent.forget(found, request.user, door.name)
        messages.success(request, gettext("What you had saved is gone. Nothing was sent."))
    elif not unsent.keep(found, request.user, door.name, request.POST):
        raise Blocked(gettext("This is too long to be saved. Shorten it, or send it as files."))
    else:
        messages.success(request, gettext("Saved for later. Nothing has been sent yet."))
    return redirect("step", docket=found.pk, step=door.name)


def _refuse_early(found: Complaint, request: UserRequest, door: object, offer: object) -> None:
    """Say why a step is not open before anything is typed."""
    blocked = getattr(offer, "blocked", "")
    if blocked:
        raise Blocked(blocked)
    if offer is None:
        gate = getattr(door, "gate", None) or door.act  # type: ignore[attr-defined]
        subject = door.subject(found)  # type: ignore[attr-defined]
        if subject is not None and gate.sources and subject.stage not in gate.sources:
            raise Blocked(f"This is not possible at the stage “{found.get_stage_display()}”.")
        for check in gate.checks:
            if subject is not None:
                check(subject, request.user)
        raise Forbidden("This step is not open to you.")


def exhibit(request: UserRequest, docket: str, number: int) -> StreamingHttpResponse:
    """Give out one exhibit, sealed until now; the reading is in the record first."""
    found = case_or_404(request, docket)
    viewer = Viewer(found, request.user)
    if viewer.owes_conflict_answer:
        raise Http404
    row = next((e for e in exhibits_for(viewer) if e.number == number), None)
    if row is None:
        raise Http404
    row.case = found
    return hand_out(row, by=request.user)
