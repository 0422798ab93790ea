from __future__ import annotations

from django.db import models


class Ran(models.TextChoices):
    """Who looks after the queues: any of them alone is enough."""

    WORKER = "worker", "Worker"
    POLLER = "poller", "Poller"
    BEAT = "beat", "Beat"


class Pulse(models.Model):
    """The last run of one job, or the last sign of life of one of the processes.

    It says when, by whom and whether it failed, and of a failure no more than its kind: the
    words of an error may hold what somebody wrote.
    """

    name = models.CharField(max_length=40, primary_key=True)
    ran_by = models.CharField(max_length=8, choices=Ran)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    failed = models.PositiveIntegerField(default=0, help_text="Runs in a row.")
    failing_since = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=80, blank=True, help_text="The kind of the last failure.")

    def __str__(self) -> str:
        return self.name
