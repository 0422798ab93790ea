"""More time for the respondent: asked for while a window is open, and ruled on with reasons."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format

from complaints import calendars, mail
from complaints.checks import in_words, is_respondent, rules_on_requests
from complaints.models import Complaint, Deadline, Extension
from complaints.models.consequences import keep_next_due
from complaints.stages import OPEN, Capacity, PartyRole, SubmissionKind
from complaints.submissions import lodge
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User

# What comparable bodies allow, until a procedure says otherwise: twice, thirty days each.
MOST_TIMES = 2
LONGEST = 30
RULING = (Capacity.COMMITTEE_CHAIR, Capacity.GATEKEEPER, Capacity.SIGNER)


def windows_of_respondent(case: Complaint) -> list[Deadline]:
    """The respondent's windows that have begun and not ended.

    The days of a sanction's terms are part of the order, and the exchange before a meeting hangs
    on its day; a request moves neither.
    """
    return [
        clock
        for clock in case.open_clocks.values()
        if clock.awaits == PartyRole.RESPONDENT
        and clock.due_on
        and clock.kind in case.rules.windows
        and not (clock.kind == "exchange" and "hearing" in case.open_clocks)
        and not clock.is_over(case.today)
    ]


def a_window_is_open(case: Complaint, user: Any) -> None:
    if not windows_of_respondent(case):
        raise Blocked("No time of yours is running.")


@act(stages=OPEN, checks=[is_respondent, a_window_is_open])
def ask_extension(case: Complaint, *, by: Any, window: str, days: int, statement: str) -> Entry:
    """Ask for more time, before it has ended; until the ruling your time runs on."""
    clock = next((c for c in windows_of_respondent(case) if c.kind == window), None)
    if clock is None:
        raise Blocked("That window is not open.")
    if not 1 <= days <= LONGEST:
        raise Blocked(f"You can ask for up to {LONGEST} days at a time.")
    if clock.extensions.filter(granted=None).exists():
        raise Blocked("You have asked for more time already; you are told when it is ruled on.")
    if clock.extensions.filter(granted=True).count() >= MOST_TIMES:
        raise Blocked(f"This window has been extended {MOST_TIMES} times, which is the most.")
    filed = lodge(case, SubmissionKind.TIME_REQUEST, statement, by_role=PartyRole.RESPONDENT)
    row = Extension.objects.create(
        deadline=clock, request=filed, days_asked=days, asked_on=case.today
    )
    mail.tell(
        case,
        User.objects.filter(
            assignments__case=case,
            assignments__ended_on=None,
            assignments__capacity__in=RULING,
        ).distinct(),
        subject=f"A request waits for your ruling in {case.docket_id}",
        text="More time is asked for.",
        key=f"extension {row.pk}",
    )
    return case.docket.enter(
        "extension.asked", row, by=by, window=window, days=days, sha256=filed.sha256
    )


def more_time_is_asked(case: Complaint, user: Any) -> None:
    if case.time_asked is None:
        raise Blocked("Nobody has asked for more time.")


@act(stages=OPEN, checks=[rules_on_requests, more_time_is_asked])
def rule_on_extension(
    case: Complaint, *, by: User, granted: bool, days: int | None, reason: str
) -> Entry:
    """Grant or refuse more time; the respondent gets a letter with the reasons either way."""
    row = case.time_asked
    if row is None or row.deadline.due_on is None:
        raise Blocked("Nobody has asked for more time.")
    clock, was = row.deadline, row.deadline.due_on
    if granted:
        row.days_granted = days or row.days_asked
        _extend(case, clock, row.days_granted, by=by)
    row.granted, row.ruled_on = granted, case.today
    row.save()
    entry = case.docket.enter(
        "extension.ruled",
        row,
        by=by,
        window=clock.kind,
        granted=granted,
        days=row.days_granted,
        was=was,
        due_on=clock.due_on,
        until=in_words(clock.due_on) if clock.due_on else "",
        explained=clock.explained,
        reason=reason,
    )
    letter = "L45" if granted else "L46"
    case.after_step(entry, notifies=[(letter, PartyRole.RESPONDENT)])
    return entry


def _extend(case: Complaint, clock: Deadline, days: int, *, by: User) -> None:
    """Move the last day; reminders of the new one are planned afresh."""
    if days > LONGEST:
        raise Blocked(f"Give up to {LONGEST} days at a time.")
    if clock.due_on is None:
        raise Blocked("This window has not begun.")
    rule, was = case.rules.windows.get(clock.kind), clock.due_on
    roll, kind = (rule.roll, rule.count) if rule else ("none", "calendar")
    last = calendars.due_on(was, days, roll, kind)
    if last < case.today:
        raise Blocked(f"So few days would end on {in_words(last)}, which has passed. Give more.")
    held = case.capacities.get(by.pk, set())
    who = next(capacity.label.lower() for capacity in RULING if capacity in held)
    clock.due_on = last
    clock.days += days
    clock.revision += 1
    clock.explained = (
        f"{days} {kind} days more than {date_format(was, 'j F Y')}, "
        f"granted by the {who} on {date_format(case.today, 'j F Y')}."
    )
    clock.save()
    keep_next_due(case)
