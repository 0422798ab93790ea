"""A doorbell: the job finds its own work in the database and may run twice."""

from __future__ import annotations

from celery import shared_task

from complaints import jobs
from complaints.models import Ran


@shared_task(name="intake.end_old_drafts", ignore_result=True)
def end_old_drafts() -> None:
    """End the drafts whose time has passed."""
    jobs.run("drafts", by=Ran.WORKER)
