"""When beat rings, and for which task. Whatever it does not ring for, the poller does later."""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab

HOUR = 3600.0


def bells(notices: float, reminders: float, sweeps: float) -> dict[str, dict[str, Any]]:
    """The schedule, by every how many seconds letters, reminders and files are looked at."""
    return {
        "serve waiting notices": _bell("complaints.serve_waiting_notices", notices),
        "end old drafts": _bell("intake.end_old_drafts", HOUR),
        "scan waiting files": _bell("complaints.scan_waiting_files", notices),
        "remind of deadlines": _bell("complaints.remind_of_deadlines", reminders),
        "sweep files": {"task": "complaints.sweep_files", "schedule": sweeps},
        "look over the office": {
            "task": "complaints.look_over_the_office",
            "schedule": crontab(hour=3, minute=15),
        },
    }


def _bell(task: str, every: float) -> dict[str, Any]:
    """What a stopped worker missed it need not do twice: the next tick finds the same rows."""
    return {"task": task, "schedule": every, "options": {"expires": every}}
