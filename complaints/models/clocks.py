from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from codes.clauses import Window
from complaints.models.record import OfCase, Submission
from complaints.stages import Channel, StopReason
from ledger.models import Entry
from vault.fields import SealedTextField


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
    window = models.CharField(
        max_length=24,
        blank=True,
        help_text="The time limit of the procedure it is counted by; empty for a day that was set.",
    )
    back = models.BooleanField(
        default=False, help_text="Counted back from its start, as the days before a hearing are."
    )
    awaits = models.CharField(max_length=24, help_text="The role that has to act.")
    hard = models.BooleanField(default=False)
    days = models.PositiveSmallIntegerField()
    started_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)
    remaining_days = models.PositiveSmallIntegerField(null=True, blank=True)
    counted_from = models.CharField(max_length=200, blank=True, help_text="The event, in words.")
    explained = models.TextField()
    # Empty for a day that was fixed and not counted, and for clocks from before it was kept.
    basis = models.JSONField(default=dict, help_text="What the last day was counted from.")
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
    def rule(self) -> Window | None:
        """The time limit it is counted by, as the procedure of the case has it."""
        rule: Window | None = self.case.rules.windows.get(self.window)
        return rule

    @property
    def title(self) -> str:
        if self.rule:
            return self.rule.title
        return "Term of the order" if self.kind.startswith("term_") else self.kind.capitalize()

    @property
    def roles(self) -> tuple[str, ...]:
        """Everybody it waits for."""
        return self.rule.awaits if self.rule else (self.awaits,)

    @property
    def is_running(self) -> bool:
        return self.stopped_on is None and self.due_on is not None

    @property
    def was_reminded_of(self) -> bool:
        """Whether a reminder of the last day as it now is went out."""
        return self.reminders.filter(superseded=False, revision=self.revision).exists()

    @property
    def stands_still(self) -> bool:
        """Whether it has begun and has no last day for now."""
        return self.stopped_on is None and self.due_on is None and self.started_on is not None

    def is_over(self, today: dt.date) -> bool:
        """Whether the whole of the last day has passed."""
        return self.due_on is not None and today > self.due_on


class Pause(models.Model):
    """Days on which one clock stood still, both ends included; none yet if it still does."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="pauses")
    stay = models.ForeignKey("Stay", models.PROTECT, null=True, blank=True, related_name="pauses")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="a_pause_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.deadline} stood still"

    @property
    def in_words(self) -> str:
        """Why it stood still, and by whose order."""
        by = self.stay.ordered_by if self.stay else ""
        return f"{self.why}, by order of {by}" if by else self.why


class Stay(OfCase):
    """A case put on hold because of a proceeding elsewhere (domain.md, section 6.3, O1)."""

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="stays")
    proceeding = SealedTextField(help_text="What is waited for, by its name.")
    ordered_by = models.CharField(max_length=48, blank=True, help_text="In what capacity.")
    begun_on = models.DateField()
    review_on = models.DateField(help_text="When somebody asks whether it is still needed.")
    ended_on = models.DateField(null=True, blank=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_on=None), name="on_hold_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} on hold since {self.begun_on}"


class Alarm(models.Model):
    """When a clock has to be looked at again: a reminder planned when its date was written.

    ``on`` is a local date of the body. A sweep reads only what has come due, so its cost does
    not grow with the clocks that run.
    """

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="alarms")
    revision = models.PositiveSmallIntegerField()
    days_before = models.SmallIntegerField()
    on = models.DateField()
    rung_at = models.DateTimeField(null=True, blank=True)
    # How ringing it went; a parked one waits for a person (complaints/queues.py).
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    parked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "revision", "days_before"], name="one_alarm_each"
            )
        ]
        indexes = [
            models.Index(
                fields=["on", "id"],
                condition=Q(rung_at=None, parked_at=None),
                name="alarms_to_ring",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.days_before} days before {self.deadline}"


class Reminder(models.Model):
    """One reminder of one deadline to one person, made once however often we look."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="reminders")
    revision = models.PositiveSmallIntegerField()
    days_before = models.SmallIntegerField(help_text="Below zero: so many days after the last.")
    recipient = models.CharField(max_length=40, help_text="user:7 or party:3")
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.MAIL)
    superseded = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "revision", "days_before", "recipient", "channel"],
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
    ruled_by = models.CharField(max_length=60, blank=True, help_text="In what capacity.")
    withdrawn_on = models.DateField(null=True, blank=True)

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
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(granted=True),
                name="only_time_that_was_granted_is_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days_asked} more days for {self.deadline}"

    @property
    def granted_by(self) -> str:
        return f"the {self.ruled_by}" if self.ruled_by else "the office"
