from __future__ import annotations

from django.db import models

from codes.clauses import FORMS
from complaints.models import Complaint
from hearings.workflow import HearingSteps


class Hearing(HearingSteps):
    """One hearing of one case: requested by the respondent or ordered by the committee."""

    case = models.ForeignKey(Complaint, models.PROTECT, related_name="hearings")
    form = models.CharField(max_length=12, choices=FORMS, default="in_person")
    requested = models.BooleanField(default=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    panel_named_on = models.DateField(null=True, blank=True)
    respondent_absent = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Hearing of {self.case_id}"

    @property
    def on_paper(self) -> bool:
        return self.form == "paper"
