"""What its side may still do with evidence after it was filed: withdraw it, or release it.

A withdrawn file stays where it is, sealed, with its number: that it was filed and withdrawn is
part of the record. It is not handed out any more and cannot be relied on.
"""

from __future__ import annotations

from typing import Any

from complaints.checks import is_complainant
from complaints.evidence import is_on_a_side, side_of
from complaints.models import Complaint, Exhibit
from complaints.stages import BEFORE_DECISION
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act


def is_free(exhibit: Exhibit) -> bool:
    """Whether nobody relies on it yet, and it was not withdrawn."""
    return not (exhibit.withdrawn_on or exhibit.disclosed_on or exhibit.ruling)


def own(case: Complaint, who: Any) -> Any:
    """The exhibits of one side that can still be withdrawn: nobody relies on them yet."""
    rows = case.exhibits.filter(party=side_of(case, who), withdrawn_on=None, disclosed_on=None)
    return rows.filter(ruling="").order_by("number")


def held_back(case: Complaint) -> Any:
    """What the filer asked not to be shown to the respondent."""
    return case.exhibits.filter(held_back=True, withdrawn_on=None).order_by("number")


@act(stages=BEFORE_DECISION, checks=[is_on_a_side])
def withdraw_evidence(case: Complaint, *, by: Any, exhibit: Exhibit, statement: str) -> Entry:
    """Withdraw a piece of evidence that nobody relies on yet; that it was there is kept."""
    chosen = own(case, by).filter(pk=exhibit.pk).first()
    if chosen is None:
        raise Blocked("This evidence can no longer be withdrawn: somebody relies on it.")
    chosen.withdrawn_on = case.today
    chosen.save(update_fields=["withdrawn_on"])
    return case.docket.enter(
        "evidence.withdrawn", chosen, by=by, exhibit=chosen.label, reason=statement
    )


@act(stages=BEFORE_DECISION, checks=[is_complainant])
def release_evidence(case: Complaint, *, by: Any, exhibits: list[Exhibit]) -> Entry:
    """Let the respondent be shown what you had held back."""
    chosen = list(held_back(case).filter(pk__in=[one.pk for one in exhibits]))
    if not chosen:
        raise Blocked("Choose what the respondent may be shown.")
    case.exhibits.filter(pk__in=[one.pk for one in chosen]).update(held_back=False)
    return case.docket.enter(
        "evidence.released", case, by=by, exhibits=[one.label for one in chosen]
    )
