from __future__ import annotations

from django.db import models

from complaints.models.record import Allegation, OfCase, Submission
from complaints.stages import AnswerKind
from vault.fields import SealedTextField


class Answer(OfCase):
    """What the respondent said to one allegation, as part of one response."""

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="answers_given")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="answers")
    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=12, choices=AnswerKind)
    explanation = SealedTextField()
    sha256 = models.CharField(max_length=64, help_text="Of the explanation.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "allegation"], name="one_answer_to_each_allegation"
            )
        ]

    def __str__(self) -> str:
        return f"Allegation {self.allegation.number}: {self.get_kind_display()}"
