"""The clocks after they were set: begun on a delivery, and taken back with it."""

from __future__ import annotations

import datetime as dt

from codes.days import in_words
from complaints.models import Deadline, Notice
from complaints.models.consequences import count, keep_next_due
from complaints.stages import Proof, StopReason


def begin_on_delivery(notice: Notice, day: dt.date) -> None:
    """Start each clock that waited for this letter, from the day its delivery is proven."""
    case = notice.case
    for clock in notice.clocks.filter(stopped_on=None, started_on=None):
        count(case, clock, day, _delivery(notice, day))
        case.docket.enter(
            "clock.started",
            clock,
            by=None,
            kind=clock.kind,
            due_on=clock.due_on,
            explained=clock.explained,
        )
    keep_next_due(case)


def _delivery(notice: Notice, day: dt.date) -> str:
    """The delivery as the event that days are counted from."""
    if notice.proof == Proof.MAILED:
        days = notice.case.rules.mail_days
        posted = in_words(day - dt.timedelta(days=days))
        return (
            f"letter {notice.letter} was posted on {posted} and counts as delivered {days} days on"
        )
    proof = notice.get_proof_display().lower()
    return f"delivery of letter {notice.letter} proven: {proof}"


def void_closed(notice: Notice) -> list[Deadline]:
    """Void each clock that ran out on a delivery which was disproved; what was done stands.

    A clock that its party met stays met: whoever acted had the letter in some other way.
    """
    closed = list(notice.clocks.filter(stop_reason=StopReason.LAPSED))
    for clock in closed:
        clock.stop_reason = StopReason.VOID
        clock.save(update_fields=["stop_reason"])
        notice.case.docket.enter("clock.voided", clock, by=None, kind=clock.kind)
    return closed


def unbegin(notice: Notice, why: str) -> list[Deadline]:
    """Put the clocks that a delivery began back to waiting: the delivery was disproved.

    Time that ran on a notice which never arrived ran against nobody (domain.md, 6.3, O6).
    """
    case, waiting = notice.case, []
    for clock in notice.clocks.filter(stopped_on=None).exclude(started_on=None):
        clock.started_on = clock.due_on = clock.remaining_days = None
        clock.revision += 1
        clock.basis, clock.counted_from = {}, ""
        clock.explained = f"Waits for a proven delivery of letter {notice.letter}: {why}."
        clock.save()
        clock.alarms.filter(rung_at=None).delete()
        case.docket.enter("clock.taken_back", clock, by=None, kind=clock.kind, why=why)
        waiting.append(clock)
    keep_next_due(case)
    case.forget()
    return waiting
