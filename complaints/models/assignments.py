from __future__ import annotations

from django.db import models
from django.db.models import Q

from complaints.stages import Capacity, ConflictAnswer
from people.models import User
from vault.fields import SealedTextField
from vault.keys import DataKey


class Assignment(models.Model):
    """One person's access to one case, in one capacity, from a day until a day."""

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="assignments")
    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    capacity = models.CharField(max_length=16, choices=Capacity)
    from_day = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user", "capacity"],
                condition=Q(ended_on=None),
                name="assigned_once_in_a_capacity",
            )
        ]
        indexes = [models.Index(fields=["user", "ended_on", "case"], name="assignment_of_person")]

    def __str__(self) -> str:
        return f"{self.user} on {self.case_id}, {self.get_capacity_display()}"


class Declaration(models.Model):
    """One person's answer to the conflict question in one case; the last one stands.

    A recusal is final: the constraint keeps a second one out, and no answer follows it.
    """

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="declarations")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=ConflictAnswer)
    words = SealedTextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(answer="recused"),
                name="recused_once_and_for_good",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.case_id}: {self.get_answer_display()}"

    @property
    def sealing_key(self) -> DataKey:
        return self.case.docket.data_key
