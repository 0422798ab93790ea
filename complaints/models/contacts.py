from __future__ import annotations

from django.db import models

from complaints.models.record import OfCase, Party, parts_of
from vault.fields import SealedTextField


class FormerContact(OfCase):
    """How a filer was reached before they changed it: for those who may know who they are."""

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    contact = SealedTextField(help_text="As it stood with the party.")
    safe_hours = SealedTextField(null=True)
    needs = SealedTextField(null=True)
    until = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Former contact {self.pk} in {self.case_id}"

    @property
    def reached_by(self) -> dict[str, str]:
        """What held until then, each by its name."""
        return parts_of(self.contact)
