"""More time for the respondent: asked for while a window is open, and ruled on with reasons."""

from __future__ import annotations

import datetime as dt
from typing import Any

from complaints import mail
from complaints.checks import in_words, is_respondent, rules_on_requests
from complaints.models import Complaint, Deadline, Extension
from complaints.models.consequences import keep_next_due, recount, term_of
from complaints.reckoning import reckon
from complaints.stages import OPEN, Capacity, PartyRole, SubmissionKind
from complaints.submissions import lodge
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User

WAITED = "a request for more time waited for its ruling"
RULING = (Capacity.COMMITTEE_CHAIR, Capacity.GATEKEEPER, Capacity.SIGNER)


def windows_of_respondent(case: Complaint) -> list[Deadline]:
    """The respondent's windows that have begun and not ended.

    The days of a sanction's terms are part of the order, and the exchange before a meeting hangs
    on its day; a request moves neither.
    """
    return [
        clock
        for clock in case.open_clocks.values()
        if PartyRole.RESPONDENT in clock.roles
        and clock.due_on
        and clock.rule
        and not clock.back
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
    most, times = case.rules.extension_days, case.rules.extension_times
    if not 1 <= days <= most:
        raise Blocked(f"You can ask for up to {most} days at a time.")
    if clock.extensions.filter(granted=None).exists():
        raise Blocked("You have asked for more time already; you are told when it is ruled on.")
    if clock.extensions.filter(granted=True, withdrawn_on=None).count() >= times:
        raise Blocked(f"This window has been extended {times} times, which is the most.")
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
    if row is None:
        raise Blocked("Nobody has asked for more time.")
    if row.deadline.stands_still:
        raise Blocked("No time runs while the case is on hold. Rule on it when the case goes on.")
    clock, was = row.deadline, row.deadline.due_on
    clock.case = case
    row.granted, row.ruled_on, row.ruled_by = granted, case.today, capacity_of(case, by)
    row.days_granted = (days or row.days_asked) if granted else 0
    if row.days_granted > case.rules.extension_days:
        raise Blocked(f"Give up to {case.rules.extension_days} days at a time.")
    row.save()
    if not granted and was and case.today >= was:
        _give_back(case, clock, row)
    if granted:
        recount(case, clock)
        if clock.due_on and clock.due_on < case.today:
            last = in_words(clock.due_on)
            raise Blocked(f"So few days would end on {last}, which has passed. Give more.")
        keep_next_due(case)
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


def _give_back(case: Complaint, clock: Deadline, row: Extension) -> None:
    """A request made in time is refused when no day is left: the days it waited do not count.

    So the respondent has as many days after the ruling as before the request.
    """
    first = row.asked_on + dt.timedelta(days=1)
    if first <= case.today:
        clock.pauses.create(first_day=first, last_day=case.today, why=WAITED)
    recount(case, clock)
    keep_next_due(case)


def capacity_of(case: Complaint, by: User) -> str:
    """In what capacity somebody rules: the highest that they hold in this case."""
    held = case.capacities.get(by.pk, set())
    return next(capacity.label.lower() for capacity in RULING if capacity in held)


def granted_in(case: Complaint) -> list[Extension]:
    """The extensions of the open windows that were granted and still count."""
    if not windows_of_respondent(case):
        return []
    kept = Extension.objects.filter(deadline__case=case, deadline__stopped_on=None)
    kept = kept.filter(granted=True, withdrawn_on=None)
    return list(kept.select_related("deadline").order_by("-pk"))


def last_day_without(case: Complaint, row: Extension) -> dt.date | None:
    """The last day that a clock would have if these days were withdrawn."""
    return reckon(term_of(case, row.deadline, without=row)).due


def more_time_was_granted(case: Complaint, user: Any) -> None:
    if not granted_in(case):
        raise Blocked("No extension of a time that still runs was granted.")


@act(stages=OPEN, checks=[rules_on_requests, more_time_was_granted])
def withdraw_extension(case: Complaint, *, by: User, extension: int, reason: str) -> Entry:
    """Withdraw days that were granted, such as on false grounds; no time ends in the past by it."""
    row = next((one for one in granted_in(case) if one.pk == extension), None)
    if row is None:
        raise Blocked("That extension does not run any more.")
    clock, was = row.deadline, row.deadline.due_on
    clock.case = case
    row.withdrawn_on = case.today
    row.save(update_fields=["withdrawn_on"])
    recount(case, clock)
    if clock.due_on and clock.due_on <= case.today:
        raise Blocked(
            f"Without these days the time would end on {in_words(clock.due_on)}: the respondent"
            " would have no day left to act. Leave them, or withdraw another extension."
        )
    keep_next_due(case)
    entry = case.docket.enter(
        "extension.withdrawn",
        row,
        by=by,
        window=clock.kind,
        days=row.days_granted,
        was=was,
        due_on=clock.due_on,
        until=in_words(clock.due_on) if clock.due_on else "",
        reason=reason,
    )
    case.after_step(entry, notifies=[("L48", PartyRole.RESPONDENT)])
    return entry
