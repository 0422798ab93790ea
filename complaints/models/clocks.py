from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from complaints.models.record import Submission
from complaints.stages import StopReason
from ledger.models import Entry


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def open_until(self, day: dt.date) -> DeadlineQuerySet:
        """Running clocks that are due on ``day`` or before."""
        return self.filter(stopped_on=None, due_on__lte=day)


class Deadline(models.Model):
    """One running or stopped clock of a case, with what it was counted from.

    ``due_on`` is empty while the clock waits for the delivery that starts it, or is paused.
    A due date is a local date of the body; the whole of that day is still in time.
    """

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=24)
    awaits = models.CharField(max_length=24, help_text="The role that has to act.")
    hard = models.BooleanField(default=False)
    days = models.PositiveSmallIntegerField()
    started_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)
    remaining_days = models.PositiveSmallIntegerField(null=True, blank=True)
    explained = models.CharField(max_length=300)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    notice = models.ForeignKey(
        "Notice", models.PROTECT, null=True, blank=True, related_name="clocks"
    )
    stopped_on = models.DateField(null=True, blank=True)
    stop_reason = models.CharField(max_length=12, choices=StopReason, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(stopped_on=None), name="one_clock_of_a_kind"
            ),
            models.CheckConstraint(
                condition=(Q(stopped_on=None) & Q(stop_reason=""))
                | (Q(stopped_on__isnull=False) & ~Q(stop_reason="")),
                name="a_stopped_clock_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(stopped_on=None), name="open_clocks_by_due")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"

    @property
    def is_running(self) -> bool:
        return self.stopped_on is None and self.due_on is not None

    @property
    def was_reminded_of(self) -> bool:
        """Whether a reminder of the last day as it now is went out."""
        return self.reminders.filter(superseded=False, revision=self.revision).exists()

    def is_over(self, today: dt.date) -> bool:
        """Whether the whole of the last day has passed."""
        return self.due_on is not None and today > self.due_on


class Reminder(models.Model):
    """One reminder of one deadline to one person, planned once however often we look."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="reminders")
    revision = models.PositiveSmallIntegerField()
    days_before = models.PositiveSmallIntegerField()
    recipient = models.CharField(max_length=40, help_text="user:7 or party:3")
    superseded = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "revision", "days_before", "recipient"],
                name="one_reminder_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.days_before} days before {self.deadline}"


class Extension(models.Model):
    """A party's request for more time in one window, and what was ruled on it."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="extensions")
    request = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    days_asked = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    granted = models.BooleanField(null=True, blank=True)
    days_granted = models.PositiveSmallIntegerField(default=0)
    ruled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deadline"], condition=Q(granted=None), name="one_open_request_for_time"
            ),
            models.CheckConstraint(
                condition=Q(granted=None, ruled_on=None)
                | Q(granted__isnull=False, ruled_on__isnull=False),
                name="a_ruling_on_time_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days_asked} more days for {self.deadline}"
