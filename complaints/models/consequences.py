"""What a step owes, left as rows in the step's own transaction.

A step declares its consequences; these functions write the clocks and the letters, and a
beat task finds the letters. Nothing is sent here (docs/decisions/0004).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format

from complaints import reckoning
from complaints.explaining import for_the_record
from complaints.models.clocks import Alarm, Deadline, Extension, Pause, Stay
from complaints.models.notices import Notice
from complaints.models.owing import Letters, cancel_openings, owe
from complaints.reckoning import More, Term, as_json, reckon
from complaints.stages import Stage, StopReason
from ledger.models import Entry

if TYPE_CHECKING:
    from complaints.models.cases import Complaint

# When a day that no window of the procedure counts is reminded of.
REMIND = (7, 1, 0)
# The day after the last, a binding date that was missed goes to the next office; a target of
# the office a month after it, because no window lapses without a word.
AFTER, LONG_AFTER = -1, -30
# Said to every party, so it says no more than that.
PAUSED = "the time stood still while the case was elsewhere in the procedure"
ON_HOLD = "the case was on hold"


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
    if case.stage == Stage.CLOSED:
        cancel_openings(case)
        # What was typed and not sent can never be sent any more.
        case.unsent.all().delete()
    owed = {
        notice.letter: notice
        for notice in owe(case, entry, notifies(case) if callable(notifies) else notifies)
    }
    for kind in starts:
        start(case, entry, kind)
    for kind, letter in (starts_on_delivery or {}).items():
        start(case, entry, kind, window=(window_of or {}).get(kind, kind), notice=owed[letter])
    keep_next_due(case)


def start(
    case: Complaint, entry: Entry, kind: str, *, window: str = "", notice: Notice | None = None
) -> Deadline:
    """Start the clock ``kind``, or resume it where it is paused.

    With a ``notice`` the clock has no due date until delivery of that letter is proven. In a
    case on hold it waits for the end of the hold.
    """
    paused = case.deadlines.filter(kind=kind, stopped_on=None).first()
    if paused:
        resume(case, paused, case.today)
        return paused
    window = window or kind
    rule = case.rules.windows[window]
    clock = Deadline(case=case, kind=kind, window=window, awaits=rule.awaits[0], hard=rule.hard)
    clock.days = rule.days
    clock.entry, clock.notice = entry, notice
    if notice is not None:
        clock.explained = f"{rule.length} from proven delivery of letter {notice.letter}."
        clock.save()
        return clock
    clock.save()
    count(case, clock, case.today, happened(entry))
    return clock


def happened(entry: Entry) -> str:
    """The event that an entry tells of, such as: report filed, entry 17."""
    return f"{entry.verb.replace('.', ' ').replace('_', ' ')}, entry {entry.number}"


def count(case: Complaint, clock: Deadline, start_day: dt.date, why: str) -> None:
    """Count a clock from a day; in a case on hold it stands still from the next one on."""
    clock.started_on, clock.counted_from = start_day, why
    stay = None if clock.back else case.stays.filter(ended_on=None).first()
    if stay and not clock.pauses.filter(last_day=None).exists():
        first = start_day + dt.timedelta(days=1)
        Pause.objects.create(deadline=clock, stay=stay, first_day=first, why=ON_HOLD)
    recount(case, clock)


def recount(case: Complaint, clock: Deadline) -> None:
    """Find the last day again from all that bears on it, and explain it. The one place for that.

    A last day that changed is a new revision: what was planned for the old one no longer rings.
    """
    if clock.started_on is None:
        return
    found = reckon(term_of(case, clock))
    moved = clock.due_on is not None and clock.due_on != found.due
    if found.due is not None and (moved or clock.remaining_days is not None):
        clock.revision += 1
    clock.due_on = found.due
    clock.remaining_days = found.remaining if found.due is None else None
    clock.explained = for_the_record(found, clock.counted_from)
    clock.basis = as_json(found) | {"why": clock.counted_from}
    clock.save()
    set_alarms(case, clock)


def term_of(
    case: Complaint,
    clock: Deadline,
    *,
    pauses: Iterable[Pause] | None = None,
    without: Extension | None = None,
) -> Term:
    """All that bears on the last day of a clock that has begun.

    To see what a step would do, other ``pauses`` than its own, or ``without`` days once granted.
    """
    if clock.started_on is None:
        raise ValueError("A clock that has not begun has no term.")
    rule = clock.rule
    return Term(
        clock.started_on,
        clock.days,
        rule.count if rule else "calendar",
        rule.roll if rule else "none",
        back=clock.back,
        pauses=tuple(
            reckoning.Pause(row.first_day, row.last_day, row.in_words)
            for row in (clock.pauses.select_related("stay") if pauses is None else pauses)
        ),
        more=tuple(
            More(
                row.days_granted,
                row.ruled_on or clock.started_on,
                row.granted_by,
                row.withdrawn_on,
            )
            for row in clock.extensions.filter(granted=True)
            if row != without
        ),
        calendar=case.body.calendar,
    )


def set_alarms(case: Complaint, clock: Deadline) -> None:
    """Plan when this clock is looked at: its reminders and, if it is hard, the day after.

    The alarms of an earlier last day ring no more.
    """
    clock.alarms.filter(rung_at=None).delete()
    if clock.due_on is None:
        return
    rule = clock.rule
    offsets = {*(rule.remind if rule else REMIND), AFTER if clock.hard else LONG_AFTER}
    Alarm.objects.bulk_create(
        [
            Alarm(
                deadline=clock,
                revision=clock.revision,
                days_before=days,
                on=clock.due_on - dt.timedelta(days=days),
            )
            for days in sorted(offsets, reverse=True)
        ],
        ignore_conflicts=True,
    )


def first_still_day(clock: Deadline, today: dt.date) -> dt.date | None:
    """From which day a clock would stand still; None for one that cannot."""
    if clock.started_on is None or clock.rule is None or clock.back:
        return None
    return max(today, clock.started_on + dt.timedelta(days=1))


def pause(
    case: Complaint, clock: Deadline, today: dt.date, why: str = PAUSED, stay: Stay | None = None
) -> None:
    """Let a clock stand still from today on; the days not yet over are kept."""
    first = first_still_day(clock, today)
    if first is None:
        return
    same = clock.pauses.filter(last_day=None, stay=stay)
    if not same.exists():
        Pause.objects.create(deadline=clock, stay=stay, first_day=first, why=why)
    recount(case, clock)


def resume(case: Complaint, clock: Deadline, today: dt.date, stay: Stay | None = None) -> None:
    """Let a clock run again from tomorrow on; the reminders are planned afresh.

    What ends before a presumed delivery, on which the clock starts, stopped no day of it.
    """
    for row in clock.pauses.filter(last_day=None, stay=stay):
        if today < row.first_day:
            row.delete()
        else:
            row.last_day = today
            row.save(update_fields=["last_day"])
    recount(case, clock)


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
    clock.window, clock.back, clock.basis, clock.counted_from = "", False, {}, ""
    clock.explained = f"{date_format(day, 'l j F Y')}: {why}."
    clock.save()
    set_alarms(case, clock)
    keep_next_due(case)
    case.forget()


def count_back(case: Complaint, entry: Entry, kind: str, start_day: dt.date, why: str) -> None:
    """Count the days of a window back from a day ahead; counting it again moves it.

    Where the days reach back to before today, nothing of them is left but today.
    """
    clock = case.deadlines.filter(kind=kind, stopped_on=None).first() or Deadline(
        case=case, kind=kind, entry=entry
    )
    rule = case.rules.windows[kind]
    clock.window, clock.back, clock.awaits, clock.days = kind, True, rule.awaits[0], rule.days
    clock.save()
    count(case, clock, start_day, why)
    if clock.due_on and clock.due_on < case.today:
        set_date(case, entry, kind, case.today, awaits=clock.awaits, why=f"the days before {why}")
    keep_next_due(case)
    case.forget()
