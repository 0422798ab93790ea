from __future__ import annotations

from django.db import models

from people.models import User


class CalendarAddress(models.Model):
    """The secret address under which a calendar program reads somebody's dates.

    Only a keyed hash of the secret is kept: whoever reads the database cannot read the feed.
    """

    user = models.OneToOneField(
        User, models.PROTECT, primary_key=True, related_name="calendar_address"
    )
    tag = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Calendar of {self.user}"
