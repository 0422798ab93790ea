"""Which evidence a case rests on: what the respondent was shown, and nothing else.

Whoever decides reads only that. What is not shown to the respondent is set aside as not relied
on; it stays in the record, sealed, for the side it came from and for the office.
"""

from __future__ import annotations

from complaints.checks import chooses_evidence
from complaints.models import Complaint, Exhibit
from complaints.stages import SHOWING
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User


@act(stages=SHOWING, checks=[chooses_evidence])
def set_aside(case: Complaint, *, by: User, exhibits: list[Exhibit], reason: str) -> Entry:
    """Set evidence aside as not relied on: neither the respondent nor who decides reads it."""
    rows = case.exhibits.unsettled().filter(pk__in=[one.pk for one in exhibits])
    chosen = list(rows.order_by("number"))
    if not chosen:
        raise Blocked("Choose evidence that was not disclosed.")
    case.exhibits.filter(pk__in=[one.pk for one in chosen]).update(set_aside_on=case.today)
    case.forget()
    return case.docket.enter(
        "evidence.set_aside", case, by=by, exhibits=[one.label for one in chosen], reason=reason
    )
