from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ZONES = {
    "America/New_York": _("Eastern Time"),
    "America/Chicago": _("Central Time"),
    "America/Denver": _("Mountain Time"),
    "America/Phoenix": _("Arizona Time"),
    "America/Los_Angeles": _("Pacific Time"),
    "America/Anchorage": _("Alaska Time"),
    "Pacific/Honolulu": _("Hawaii Time"),
}


class Body(models.Model):
    """A certifying body that hears complaints: its name leads on every public page."""

    slug = models.SlugField(primary_key=True, max_length=16)
    acronym = models.CharField(max_length=16, unique=True, help_text="Leads its docket numbers.")
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=48, default="America/New_York")
    address = models.TextField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.acronym

    @property
    def zone_in_words(self) -> str:
        """The clock its days go by, as people say it: Eastern Time."""
        city = self.time_zone.rsplit("/", 1)[-1].replace("_", " ")
        return str(ZONES.get(self.time_zone, _("by the clock in %(city)s") % {"city": city}))

    @property
    def today(self) -> dt.date:
        """Today where the body is: its days begin and end by its own clock."""
        return self.day_of(timezone.now())

    def day_of(self, moment: dt.datetime) -> dt.date:
        """Give the day on which something was, or will be, where the body is."""
        return timezone.localdate(moment, ZoneInfo(self.time_zone))
