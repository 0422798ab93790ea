"""What machines are told of the office, and what its staff and administrators see of it."""

from __future__ import annotations

import datetime as dt
import socket

import pytest
import time_machine
from django.conf import settings as configured
from django.utils import timezone

from complaints import jobs, mail
from complaints.models import Mail, Notice, Ran
from ethics_portal import settings as given
from tests.pages.test_queries import cost_of
from tests.walk import Walk


@pytest.fixture
def broker(settings, data_dir):
    settings.REDIS = None
    (settings.BROKER_DIR / "messages").mkdir(parents=True)
    return settings.BROKER_DIR / "messages"


ALL = {"database", "migrations", "broker", "worker", "poller", "beat", "tended"}


@pytest.mark.django_db
def test_it_is_well_when_every_part_answers(client, broker):
    for who in Ran:
        jobs.beat(who)
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, dict.fromkeys(ALL, True))


@pytest.mark.django_db
def test_a_broker_that_is_away_is_said_and_takes_nothing_down(client, broker):
    broker.rmdir()
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["broker"]) == (200, False)


@pytest.mark.django_db
def test_a_redis_that_does_not_answer_is_said(client, settings):
    settings.REDIS, settings.CELERY_BROKER_URL = object(), "redis://127.0.0.1:1/0"
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["broker"]) == (200, False)


@pytest.mark.django_db
def test_a_redis_that_takes_the_call_and_says_nothing_is_said(client, settings):
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 0.3}
    settings.SOON = 0.3
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"
        settings.REDIS, settings.CELERY_BROKER_URL = object(), address
        answer = client.get("/health")
    assert (answer.status_code, answer.json()["broker"]) == (200, False)


def test_it_is_unwell_when_nobody_tends_what_is_overdue(office, client, broker):
    walk = Walk("ccmc").along("file")
    seen = []
    for minutes, who in ((0, None), (11, None), (11, Ran.POLLER), (11, Ran.WORKER), (11, Ran.BEAT)):
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=minutes, hours=len(seen))):
            if who:
                jobs.beat(who)
            answer = client.get("/health")
            seen.append((answer.status_code, answer.json()["tended"]))
    assert seen == [(200, True), (503, False), (200, True), (200, True), (503, False)]
    Notice.objects.filter(case=walk.number).update(parked_at=timezone.now())
    assert client.get("/health").status_code == 200


def test_an_overdue_mail_counts_unless_it_is_held_back_on_purpose(office, client, broker, settings):
    walk = Walk("ccmc").along("file").serve()
    Mail.objects.all().delete()
    mail.plan(walk.case, to="a@example.org", subject="News", text="A letter.", key="a")
    later = timezone.now() + dt.timedelta(hours=1)
    seen = {}
    for sandbox, not_before in ((False, None), (True, None), (False, later)):
        settings.SANDBOX = sandbox
        Mail.objects.update(not_before=not_before)
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=11)):
            seen[sandbox, not_before is None] = client.get("/health").status_code
    assert seen == {(False, True): 503, (True, True): 200, (False, False): 200}


def test_the_office_sees_its_queues_and_jobs_and_nobody_else_does(office, client, broker):
    walk = Walk("ccmc").along("file").serve()
    Notice.objects.filter(case=walk.number).update(state="owed", parked_at=timezone.now())
    jobs.tend()
    seen = {}
    for name in ("staff", "administrator", "auditor", "chair", "respondent"):
        client.force_login(office[f"ccmc-{name}"])
        seen[name] = client.get("/health/office/").status_code
    assert seen == {
        "staff": 200,
        "administrator": 200,
        "auditor": 403,
        "chair": 403,
        "respondent": 403,
    }
    client.force_login(office["ccmc-staff"])
    queries, page = cost_of(client, "/health/office/")
    assert queries == 9
    assert "1 parked" in page
    assert [job.title in page for job in jobs.JOBS.values()] == [True] * len(jobs.JOBS)
    client.force_login(office["namss-staff"])
    assert "parked" not in client.get("/health/office/").content.decode()
    client.logout()
    assert client.get("/health/office/").status_code == 302


@pytest.mark.django_db
@pytest.mark.services
def test_a_redis_that_answers_is_said(client):
    if not given.REDIS:
        pytest.skip("REDIS_URL names no Redis here.")
    assert configured.CELERY_BROKER_URL.startswith("redis")
    assert client.get("/health").json()["broker"] is True
