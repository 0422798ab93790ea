"""The portal's Celery app with a quick pulse, for scripts that cannot wait half a minute."""

from __future__ import annotations

from ethics_portal.celery import app

for tick in app.conf.beat_schedule.values():
    tick["schedule"] = 1.0
    tick["options"] = {"expires": 5.0}
