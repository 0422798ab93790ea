"""The office's Celery app with a beat that looks each second: for the drills only."""

from __future__ import annotations

from ethics_portal.celery import app

__all__ = ["app"]

app.conf.beat_schedule = {
    "remind of deadlines": {"task": "complaints.remind_of_deadlines", "schedule": 1.0}
}
