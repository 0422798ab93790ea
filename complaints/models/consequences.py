"""What a step owes, left as rows in the step's own transaction.

A step declares its consequences; these functions write the clocks and the letters, and a
beat task finds the letters. Nothing is sent here (docs/decisions/0004).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format

from complaints import calendars
from complaints.models.clocks import Deadline
from complaints.models.notices import Notice
from complaints.stages import PartyRole, StopReason
from ledger.models import Entry
from ledger.refusals import Blocked

if TYPE_CHECKING:
    from complaints.models.cases import Complaint

Letters = Sequence[tuple[str, str]]
# Letters that a respondent who was never told of the case does not get.
UNOPENED = ("L40", "L41")


def carry_out(
    case: Complaint,
    entry: Entry,
    *,
    stops: Sequence[str] = (),
    lapses: Sequence[str] = (),
    stops_all: bool = False,
    pauses: Sequence[str] = (),
    resumes: Sequence[str] = (),
    starts: Sequence[str] = (),
    starts_on_delivery: Mapping[str, str] | None = None,
    window_of: Mapping[str, str] | None = None,
    notifies: Letters | Callable[[Any], Letters] = (),
    opens: str = "",
) -> None:
    """Write every row that one entry owes, and keep the case's next due date true."""
    today = case.today
    running = case.deadlines.filter(stopped_on=None)
    running.filter(kind__in=stops).update(stopped_on=today, stop_reason=StopReason.MET)
    running.filter(kind__in=lapses).update(stopped_on=today, stop_reason=StopReason.LAPSED)
    if stops_all:
        running.update(stopped_on=today, stop_reason=StopReason.CANCELLED)
    for clock in running.filter(kind__in=pauses):
        pause(case, clock, today)
    for clock in running.filter(kind__in=resumes):
        resume(case, clock, today)
    owed = {
        notice.letter: notice
        for notice in owe(case, entry, notifies(case) if callable(notifies) else notifies)
    }
    for kind in starts:
        start(case, entry, kind)
    for kind, letter in (starts_on_delivery or {}).items():
        start(case, entry, kind, window=(window_of or {}).get(kind, kind), notice=owed[letter])
    if opens:
        case.parties.filter(role=opens, opened_on=None).update(opened_on=today)
    keep_next_due(case)


def start(
    case: Complaint, entry: Entry, kind: str, *, window: str = "", notice: Notice | None = None
) -> Deadline:
    """Start the clock ``kind``, or resume it where it is paused.

    With a ``notice`` the clock has no due date until delivery of that letter is proven.
    """
    paused = case.deadlines.filter(kind=kind, stopped_on=None).first()
    if paused:
        resume(case, paused, case.today)
        return paused
    rule = case.rules.windows[window or kind]
    clock = Deadline(case=case, kind=kind, awaits=rule.awaits[0], hard=rule.hard, days=rule.days)
    clock.entry, clock.notice = entry, notice
    if notice is None:
        count(case, clock, case.today, f"counted from entry {entry.number}")
    else:
        clock.explained = f"{rule.length} from proven delivery of letter {notice.letter}."
    clock.save()
    return clock


def count(case: Complaint, clock: Deadline, start_day: dt.date, why: str) -> None:
    """Set the due date of ``clock`` and the sentence that explains it."""
    rule = case.rules.windows.get(clock.kind)
    roll = rule.roll if rule else "none"
    clock.started_on = start_day
    kind = rule.count if rule else "calendar"
    clock.due_on = calendars.due_on(start_day, clock.days, roll, kind)
    plain = calendars.due_on(start_day, clock.days, count=kind)
    clock.explained = (
        f"{clock.days} {kind} days from {date_format(start_day, 'j F Y')} ({why})"
        + (f", moved from {date_format(plain, 'l j F')}" if plain != clock.due_on else "")
        + "."
    )


def pause(case: Complaint, clock: Deadline, today: dt.date) -> None:
    """Stop counting and keep the days that remain."""
    if clock.due_on:
        rule = case.rules.windows.get(clock.kind)
        kind = rule.count if rule else "calendar"
        clock.remaining_days = calendars.remaining(today, clock.due_on, kind)
        clock.due_on = None
        clock.save(update_fields=["remaining_days", "due_on"])


def resume(case: Complaint, clock: Deadline, today: dt.date) -> None:
    """Count the remaining days from today; the reminders are planned afresh."""
    if clock.remaining_days is None:
        return
    clock.days, clock.remaining_days = clock.remaining_days, None
    clock.revision += 1
    count(case, clock, today, "the days that remained when it was paused")
    clock.save()


def owe(case: Complaint, entry: Entry, letters: Letters) -> list[Notice]:
    """Leave a letter waiting for each recipient there is. A body has no complainant."""
    parties = {party.role: party for party in case.parties.all()}
    owed = []
    for letter, role in letters:
        if letter in case.rules.letters_not_sent:
            continue
        row = Notice(case=case, letter=letter, role=role, entry=entry)
        if role == "monitor":
            row.user = case.monitor
        elif role in parties:
            row.party = parties[role]
            if role == PartyRole.RESPONDENT and row.party.opened_on is None and letter in UNOPENED:
                continue
        elif role == PartyRole.RESPONDENT:
            raise Blocked("The respondent has to be known before a letter can be owed to them.")
        else:
            continue
        row.save()
        owed.append(row)
    return owed


def keep_next_due(case: Complaint) -> None:
    """Write the earliest open due date on the case, where the docket sorts by it."""
    first = (
        case.deadlines.filter(stopped_on=None)
        .exclude(due_on=None)
        .order_by("due_on")
        .values_list("due_on", flat=True)
        .first()
    )
    case.next_due_on = first or dt.date.max
    type(case).objects.filter(pk=case.pk).update(next_due_on=case.next_due_on)


def set_date(
    case: Complaint, entry: Entry, kind: str, day: dt.date, *, awaits: str, why: str
) -> None:
    """Set a clock to a day that was fixed and not counted; setting it again moves it."""
    clock = case.deadlines.filter(kind=kind, stopped_on=None).first()
    if clock is None:
        clock = Deadline(case=case, kind=kind, awaits=awaits, days=(day - case.today).days)
        clock.entry = entry
    else:
        clock.revision += 1
    clock.started_on, clock.due_on = case.today, day
    clock.explained = f"{date_format(day, 'l j F Y')}: {why}."
    clock.save()
    keep_next_due(case)
    case.forget()
