"""Beat says in the database that it is there, and goes on when the database is not."""

from __future__ import annotations

import pytest
from celery.schedules import schedule
from django.conf import settings
from django.db import connection

from complaints.models import Pulse
from ethics_portal import beat
from ethics_portal.celery import app


@pytest.fixture(autouse=True)
def the_connection_of_the_test_stays(monkeypatch):
    monkeypatch.setattr(beat, "close_old_connections", lambda: None)


@pytest.mark.django_db
def test_a_tick_leaves_a_sign_of_life_now_and_then(tmp_path):
    scheduler = beat.PulsingScheduler(app, schedule_filename=str(tmp_path / "beat"))
    scheduler.tick()
    first = Pulse.objects.get(pk="beat").began_at
    scheduler.tick()
    assert Pulse.objects.get(pk="beat").began_at == first
    scheduler.said_at -= beat.EVERY
    scheduler.tick()
    assert Pulse.objects.get(pk="beat").began_at > first
    scheduler.close()


@pytest.mark.django_db
def test_a_database_that_is_away_is_logged_and_ends_nothing(caplog):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE complaints_pulse RENAME TO complaints_pulse_away")
    beat.say_so()
    assert caplog.messages[-1].startswith("Beat could not leave its sign of life: ")


def test_beat_rings_for_every_job_that_is_looked_after():
    """Each job has a bell; letters and mails are looked for every ten seconds."""
    rung = {row["task"] for row in settings.CELERY_BEAT_SCHEDULE.values()}
    assert rung == {
        "complaints.serve_waiting_notices",
        "complaints.scan_waiting_files",
        "complaints.remind_of_deadlines",
        "complaints.look_over_the_office",
        "complaints.sweep_files",
        "intake.end_old_drafts",
    }
    assert schedule(settings.EVERY_NOTICE).run_every.total_seconds() == 10
