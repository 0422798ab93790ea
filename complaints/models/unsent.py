from __future__ import annotations

import json

from django.db import models

from complaints.models.record import OfCase
from people.models import User
from vault.fields import SealedTextField

Typed = dict[str, list[str]]


class Unsent(OfCase):
    """What somebody typed for a step and has not sent. Nobody else reads it, the office neither.

    It is no part of the record: the ledger does not know of it, and it ends when it is sent, or
    when the case is closed.
    """

    case = models.ForeignKey("Complaint", models.CASCADE, related_name="unsent")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    step = models.CharField(max_length=40)
    sealed_fields = SealedTextField(help_text="Each field with its values, as JSON.")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user", "step"], name="one_unsent_of_each_step")
        ]

    def __str__(self) -> str:
        return f"Unsent {self.step} in {self.case_id}"

    @property
    def typed(self) -> Typed:
        found: Typed = json.loads(self.sealed_fields)
        return found

    @typed.setter
    def typed(self, given: Typed) -> None:
        self.sealed_fields = json.dumps(given)
