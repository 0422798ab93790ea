from __future__ import annotations

from django.db import models

from complaints.models.record import OfCase, Party
from people.models import User
from vault.fields import SealedTextField


class Message(OfCase):
    """One message between a party and the office. Each party has a thread of their own."""

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="messages")
    party = models.ForeignKey(Party, models.PROTECT, related_name="messages")
    writer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", help_text="Of the office."
    )
    text = SealedTextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True, help_text="By the other side.")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Message in {self.case_id}"

    @property
    def from_office(self) -> bool:
        return self.writer_id is not None
