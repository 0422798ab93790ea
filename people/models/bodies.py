from __future__ import annotations

import datetime as dt
from functools import cached_property
from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.calendars import Calendar

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
    email = models.EmailField(blank=True)
    weekend = models.CharField(
        max_length=6,
        default="56",
        blank=True,
        validators=[RegexValidator(r"\A0?1?2?3?4?5?6?\Z", "Give each day of the week once.")],
        help_text="The days off in its week, Monday is 0.",
    )
    holidays = models.CharField(
        max_length=12,
        blank=True,
        help_text="Whose public holidays it keeps, such as US or US-CO; empty for none.",
    )

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.acronym

    @property
    def address_line(self) -> str:
        """Its postal address in one line."""
        return ", ".join(line.strip() for line in self.address.splitlines() if line.strip())

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

    @cached_property
    def calendar(self) -> Calendar:
        """The working days as they are known now; read once for each body object."""
        rows = list(self.calendar_days.all())
        return Calendar(
            weekend=frozenset(int(number) for number in self.weekend),
            closed={row.day: row.name for row in rows if row.closed},
            opened=frozenset(row.day for row in rows if not row.closed),
        )


class CalendarDay(models.Model):
    """A day on which a body is closed, or is open although it would be closed.

    The holidays are copied from a library into rows, so that a day once counted can be counted
    again after the library has changed its mind.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="calendar_days")
    day = models.DateField()
    name = models.CharField(max_length=120)
    closed = models.BooleanField(default=True)
    source = models.CharField(max_length=60, help_text="The library and its release, or office.")

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["body", "day"], name="a_day_is_set_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
