"""The investigator's report: it goes to the committee, and the investigator's part ends."""

from __future__ import annotations

from complaints.assignments import end, seat_committee
from complaints.checks import comments_are_closed, is_investigator
from complaints.models import Complaint
from complaints.stages import Capacity, Stage, SubmissionKind
from complaints.submissions import lodge
from ledger.models import Entry
from ledger.steps import act
from people.models import User


@act(stages=[Stage.INVESTIGATION], checks=[is_investigator, comments_are_closed])
def file_report(case: Complaint, *, by: User, report: str) -> Entry:
    """T16. File the report with the evidence it relies on."""
    filed = lodge(case, SubmissionKind.REPORT, report, by_role="investigator")
    entry = case.take_report(by=by, sha256=filed.sha256)
    end(case, by=by, reason="The report is filed.", capacity=Capacity.INVESTIGATOR)
    seat_committee(case, by=by)
    return entry
