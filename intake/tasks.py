"""Celery only wakes us: the task finds its own work in the database and may run twice."""

from __future__ import annotations

import logging

from celery import shared_task

from intake.drafts import sweep

logger = logging.getLogger(__name__)


@shared_task(name="intake.end_old_drafts", ignore_result=True)
def end_old_drafts() -> None:
    """End the drafts whose time has passed, and say in the log only how many."""
    ended = sweep()
    if ended:
        logger.info("%d drafts ended", ended)
