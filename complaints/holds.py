"""A case on hold while something outside is decided: no clock runs, nobody loses days."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from complaints.checks import in_words, rules_on_requests
from complaints.errands import raise_errand
from complaints.extensions import capacity_of
from complaints.models import Complaint, Deadline, ErrandKind, Pause, Stay
from complaints.models.consequences import (
    ON_HOLD,
    first_still_day,
    keep_next_due,
    pause,
    resume,
    term_of,
)
from complaints.reckoning import reckon
from complaints.stages import OPEN, Capacity, PartyRole
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User


def letters_for(case: Complaint, letter: str) -> list[tuple[str, str]]:
    """Both parties are told, a respondent only once the case was opened to them."""
    told: list[tuple[str, str]] = [(letter, PartyRole.COMPLAINANT)]
    if case.respondent is not None and case.respondent.opened_on is not None:
        told.append((letter, PartyRole.RESPONDENT))
    return told


def is_not_on_hold(case: Complaint, user: Any) -> None:
    if case.hold is not None:
        raise Blocked(f"The case is on hold since {in_words(case.hold.begun_on)}.")


def is_on_hold(case: Complaint, user: Any) -> None:
    if case.hold is None:
        raise Blocked("The case is not on hold.")


@act(stages=OPEN, checks=[rules_on_requests, is_not_on_hold])
def put_on_hold(
    case: Complaint, *, by: User, proceeding: str, review_on: dt.date, reason: str
) -> Entry:
    """Put the case on hold for a proceeding elsewhere; its clocks keep the days not yet over."""
    longest = case.rules.hold_days
    if not case.today < review_on <= case.today + dt.timedelta(days=longest):
        raise Blocked(f"Set the day of review within the next {longest} days.")
    entry = case.docket.enter(
        "hold.begun",
        case,
        by=by,
        proceeding=proceeding,
        review_on=review_on,
        until=in_words(review_on),
        reason=reason,
    )
    stay = Stay(case=case, proceeding=proceeding, begun_on=case.today, review_on=review_on)
    stay.entry, stay.ordered_by = entry, f"the {capacity_of(case, by)}"
    stay.save()
    for clock in case.deadlines.filter(stopped_on=None):
        pause(case, clock, case.today, ON_HOLD, stay)
    _mark(case, on_hold=True)
    case.after_step(entry, notifies=letters_for(case, "L49"))
    return entry


@act(stages=OPEN, checks=[rules_on_requests, is_on_hold])
def review_hold(case: Complaint, *, by: User, review_on: dt.date, reason: str) -> Entry:
    """Keep the case on hold after a review, until the next one."""
    stay, longest = case.hold, case.rules.hold_days
    if stay is None or not case.today < review_on <= case.today + dt.timedelta(days=longest):
        raise Blocked(f"Set the day of review within the next {longest} days.")
    stay.review_on = review_on
    stay.save(update_fields=["review_on"])
    case.forget()
    return case.docket.enter("hold.kept", case, by=by, review_on=review_on, reason=reason)


@act(stages=OPEN, checks=[rules_on_requests, is_on_hold])
def end_hold(case: Complaint, *, by: User, reason: str) -> Entry:
    """Take the case up again; its clocks go on from tomorrow with the days that were left."""
    stay = case.hold
    if stay is None:
        raise Blocked("The case is not on hold.")
    stay.ended_on = case.today
    stay.save(update_fields=["ended_on"])
    entry = case.docket.enter("hold.ended", case, by=by, reason=reason)
    for clock in case.deadlines.filter(stopped_on=None):
        resume(case, clock, case.today, stay)
    _mark(case, on_hold=False)
    case.after_step(entry, notifies=letters_for(case, "L50"))
    return entry


def kept_days(case: Complaint) -> list[tuple[Deadline, int]]:
    """The clocks that a hold begun today would stop, each with the days that it keeps."""
    found = []
    for clock in case.open_clocks.values():
        clock.case = case
        first = first_still_day(clock, case.today)
        if first and clock.due_on:
            rows = [*clock.pauses.select_related("stay"), Pause(first_day=first, why=ON_HOLD)]
            reckoned = reckon(term_of(case, clock, pauses=rows))
            found += [] if reckoned.due else [(clock, reckoned.remaining)]
    return found


def last_days_after(case: Complaint) -> list[tuple[Deadline, dt.date]]:
    """The clocks that the hold stops, each with its last day if the hold ended today."""
    found = []
    for clock in case.open_clocks.values():
        clock.case = case
        if clock.stands_still:
            rows = [
                row for row in clock.pauses.select_related("stay") if not _falls_away(row, case)
            ]
            for row in rows:
                if row.stay == case.hold:
                    row.last_day = case.today
            due = reckon(term_of(case, clock, pauses=rows)).due
            found += [(clock, due)] if due else []
    return found


def _falls_away(row: Pause, case: Complaint) -> bool:
    """Whether a pause of the hold stopped no day by now."""
    return row.stay == case.hold and case.today < row.first_day


def ask_for_reviews() -> int:
    """Raise an errand for each hold whose day of review has come; no timer ends one."""
    due = Stay.objects.filter(ended_on=None, review_on__lte=timezone.localdate())
    for stay in due.select_related("case__docket", "case__body"):
        raise_errand(
            ErrandKind.OTHER,
            f"{stay.case_id} is on hold, and its day of review has come.",
            key=f"hold {stay.pk} {stay.review_on}",
            case=stay.case,
            owed_to=Capacity.COMMITTEE_CHAIR,
        )
    return len(due)


def _mark(case: Complaint, *, on_hold: bool) -> None:
    """Keep on the case what a list of cases shows of it."""
    case.on_hold = on_hold
    Complaint.objects.filter(pk=case.pk).update(on_hold=on_hold)
    keep_next_due(case)
