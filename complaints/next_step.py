"""Who must do what by when: computed for every case, on every page, for everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from complaints.checks import in_words
from complaints.doors import Offer, offers
from complaints.models import Complaint, Deadline
from complaints.stages import Stage


@dataclass(frozen=True)
class NextStep:
    """The next step of a case. ``due_on`` is None when nothing is counted.

    ``doors`` are the ways to take it: to whoever is offered one of them its words and its clock
    apply, to whoever is offered another those of the other do.
    """

    who: str | Promise
    what: str | Promise
    clock: str = ""
    doors: tuple[str, ...] = ()
    due_on: dt.date | None = None
    days_left: int | None = None
    yours: Offer | None = None
    shut: Offer | None = None
    note: str = ""

    @property
    def countdown(self) -> str:
        """How long is left, in words that fit a corner."""
        left = self.days_left
        if left is None:
            return ""
        if left < 0:
            return ngettext("%(n)d day over", "%(n)d days over", -left) % {"n": -left}
        return (
            gettext("today")
            if left == 0
            else ngettext("%(n)d day", "%(n)d days", left) % {"n": left}
        )

    @property
    def kind(self) -> str:
        """How urgent, in the words of the stylesheet."""
        if self.days_left is None:
            return ""
        return "overdue" if self.days_left < 0 else "soon" if self.days_left <= 7 else "open"

    @property
    def by(self) -> str:
        return in_words(self.due_on) if self.due_on else ""


STEPS: dict[str, NextStep] = {
    Stage.RECEIVED: NextStep(_("Case staff"), _("Take the complaint in"), "ack", ("begin_intake",)),
    Stage.INTAKE: NextStep(
        _("Case staff"),
        _("Check that it is complete and ours to hear"),
        "intake",
        ("send_to_chair",),
    ),
    Stage.CORRECTION: NextStep(
        _("The complainant"), _("Send what is missing"), "cure", ("supply_correction",)
    ),
    Stage.CHAIR_REVIEW: NextStep(
        _("The gatekeeper"), _("Elevate the complaint, ask or close"), "gate", ("elevate",)
    ),
    Stage.RESPONSE: NextStep(
        _("The respondent"), _("Answer the allegations"), "response", ("respond",)
    ),
    Stage.RESPONDED: NextStep(
        _("The committee’s chair"),
        _("Investigate, or convene the committee"),
        doors=("open_investigation", "convene_committee"),
    ),
    Stage.INVESTIGATION: NextStep(
        _("The investigator"), _("File the report"), "investigation", ("file_report",)
    ),
    Stage.COMMITTEE_REVIEW: NextStep(_("The committee"), _("Decide by ballot"), "review"),
    Stage.PROPOSED: NextStep(
        _("The respondent"),
        _("Accept the proposed outcome or ask for a hearing"),
        "hearing_request",
        ("request_hearing",),
    ),
    Stage.HEARING: NextStep(
        _("Case staff"),
        _("Seat the panel and set the hearing down"),
        doors=("seat_panel", "name_panel"),
    ),
    Stage.DECISION: NextStep(_("Counsel"), _("Check the decision"), "legal", ("check_decision",)),
    Stage.DECIDED: NextStep(
        _("The respondent"),
        _("Appeal, or let the order become final"),
        "appeal",
        ("file_appeal",),
    ),
    Stage.APPEAL: NextStep(
        _("Case staff"),
        _("Screen the appeal and seat its panel"),
        "appeal_screen",
        ("seat_appeal",),
    ),
    Stage.FINAL: NextStep(
        _("Case staff"), _("Close the case, or begin monitoring"), doors=("close_case",)
    ),
    Stage.MONITORING: NextStep(_("The respondent"), _("Keep the terms of the order")),
    Stage.CLOSED: NextStep(_("Nobody"), _("Nothing is left to be done")),
}

Refiner = Callable[[Complaint, NextStep], NextStep]
REFINERS: list[Refiner] = []


def why_no_date(clock: Deadline) -> str:
    """Why a clock that runs has no last day: it waits for a delivery, or it stands still."""
    if not clock.stands_still:
        return gettext("The time starts when delivery is proven.")
    left = ngettext("%(n)d day is left.", "%(n)d days are left.", clock.remaining_days or 0)
    still = gettext("The time stands still.")
    return f"{still} {left % {'n': clock.remaining_days or 0}}"


def next_step(case: Complaint, user: Any = None) -> NextStep:
    """The next step, and what of it is this person's to do."""
    step = STEPS[case.stage]
    if case.stage == Stage.CHAIR_REVIEW:
        step = replace(step, who=case.rules.gate.title)
    if case.kept_until:
        step = replace(
            step,
            note=gettext("The record is kept until %(day)s.") % {"day": in_words(case.kept_until)},
        )
    for refine in REFINERS:
        step = refine(case, step)
    clock = case.open_clocks.get(step.clock)
    if clock is None and case.stage == Stage.MONITORING:
        dated = [c for c in case.open_clocks.values() if c.due_on]
        clock = min(dated, key=lambda c: c.due_on, default=None)
    step = _timed(step, case, clock)
    return _with_yours(step, case, user) if user is not None else step


def _timed(step: NextStep, case: Complaint, clock: Deadline | None) -> NextStep:
    """The step with the last day of its clock, or why it has none."""
    if clock is None:
        return step
    left = (clock.due_on - case.today).days if clock.due_on else None
    note = step.note or ("" if clock.due_on else why_no_date(clock))
    asked = case.time_asked
    if asked and asked.deadline_id == clock.pk:
        note = gettext("%(days)s more days are asked for; that is not ruled on yet.") % {
            "days": asked.days_asked
        }
    return replace(step, due_on=clock.due_on, days_left=left, note=note)


def _with_yours(step: NextStep, case: Complaint, user: Any) -> NextStep:
    """Add the way forward that this person can take now, else theirs that is shut, and why.

    Where that is another than the case waits for, the words, the clock and the last day are
    those of this person's own.
    """
    forward = [
        offer for offer in offers(case, user) if offer.door.forward or offer.door.name in step.doors
    ]
    ready = [offer for offer in forward if not offer.blocked]
    ready.sort(key=lambda offer: offer.door.name not in step.doors)
    if not ready:
        return replace(step, shut=next((offer for offer in forward if offer.blocked), None))
    door = ready[0].door
    if door.name not in step.doors:
        own = NextStep(gettext("You"), door.title, door.clock, (door.name,))
        step = _timed(own, case, case.open_clocks.get(door.clock))
    return replace(step, yours=ready[0])
