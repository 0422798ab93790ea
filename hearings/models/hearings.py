from __future__ import annotations

from django.db import models
from django.db.models import Q

from codes.clauses import FORMS
from complaints.models import Complaint, Submission
from complaints.stages import Capacity
from hearings.workflow import HearingSteps
from people.models import User


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

    def open_objections(self) -> list[Objection]:
        """Those not ruled on, to members who still sit."""
        panel = {Capacity.PANEL_CHAIR, Capacity.PANEL}
        seated = [who for who, held in self.case.capacities.items() if held & panel]
        rows = self.objections.filter(upheld=None, person__in=seated)
        return list(rows.select_related("person", "statement"))

    @property
    def on_paper(self) -> bool:
        return self.form == "paper"


class Objection(models.Model):
    """The respondent's objection to one member of the panel, and how it was ruled on."""

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="objections")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    statement = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    upheld = models.BooleanField(null=True, blank=True)
    ruled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "person"],
                condition=Q(upheld=None),
                name="one_open_objection_to_a_member",
            )
        ]

    def __str__(self) -> str:
        return f"Objection to {self.person}"
