"""The life of a complaint, one step to a method, in the order a case goes through them.

Read ``filing``, ``inquiry`` and ``outcome`` in this order; ``docs/workflow.md`` is drawn from
them. The numbers T01 to T53 are those of the procedure's table of transitions.
"""

from __future__ import annotations

from django.db import models

from complaints.stages import CloseCode, Stage
from complaints.workflow.filing import FilingSteps
from complaints.workflow.inquiry import InquirySteps
from complaints.workflow.outcome import OutcomeSteps
from ledger.steps import StageField

__all__ = ["Workflow"]


class Workflow(FilingSteps, InquirySteps, OutcomeSteps):
    """The stage of a complaint, and what its steps set."""

    stage = StageField(choices=Stage, default=Stage.RECEIVED)
    proposed_close_code = models.CharField(max_length=3, choices=CloseCode, blank=True)
    proposed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    no_response = models.BooleanField(default=False)
    withdrawal_asked = models.BooleanField(default=False)
    monitor = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    late_asked = models.CharField(max_length=24, blank=True)
    late_leave = models.CharField(max_length=24, blank=True)

    class Meta:
        abstract = True
