"""A date that was missed is taken to the next office; the timer itself decides nothing."""

from __future__ import annotations

from typing import Any

from complaints import mail
from complaints.awaited import people_behind
from complaints.errands import raise_errand
from complaints.models import Deadline, ErrandKind
from people.models import User

# To whom a missed date goes where the procedure does not say: the office next to who missed it.
NEXT_OFFICE = {"staff": "chair", "chair": "staff", "gatekeeper": "staff"}


def escalate(clock: Deadline) -> None:
    """Take a date that was missed to the next office; the timer itself decides nothing."""
    case = clock.case
    rule = clock.rule
    office = (rule.escalates_to if rule else "") or NEXT_OFFICE.get(clock.awaits, "staff")
    if clock.extensions.filter(granted=None).exists():
        words = (
            f"A date has passed in {case.docket_id} while a request for more time waits for its"
            " ruling. Rule on it."
        )
        office = NEXT_OFFICE["staff"]
    elif clock.hard:
        words = f"A binding date has passed in {case.docket_id}. See its deadlines for what to do."
    else:
        words = (
            f"A target has been missed by a month in {case.docket_id}. Act, or say here why not."
        )
    raise_errand(
        ErrandKind.DATE_MISSED,
        words,
        key=f"missed {clock.pk} {clock.revision}",
        case=case,
        owed_to=office,
    )
    people: list[Any] = [who for _, who in people_behind(case, office) if isinstance(who, User)]
    mail.tell(
        case,
        people,
        subject=f"A date has passed in {case.docket_id}",
        text="Somebody did not act in time. Open the case to see what can be done.",
        key=f"missed {clock.pk} {clock.revision}",
    )
