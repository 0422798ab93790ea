from __future__ import annotations

import pytest
from django.conf import settings as configured

from ethics_portal import settings as given

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker(settings, data_dir):
    settings.REDIS = None
    (settings.BROKER_DIR / "messages").mkdir(parents=True)
    return settings.BROKER_DIR / "messages"


def test_it_is_well_when_every_part_answers(client, broker):
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (
        200,
        {"database": True, "migrations": True, "broker": True},
    )


def test_it_says_which_part_is_missing(client, broker):
    broker.rmdir()
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["broker"]) == (503, False)


def test_a_redis_that_does_not_answer_is_said(client, settings):
    settings.REDIS, settings.CELERY_BROKER_URL = object(), "redis://127.0.0.1:1/0"
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["broker"]) == (503, False)


@pytest.mark.services
def test_a_redis_that_answers_is_said(client):
    if not given.REDIS:
        pytest.skip("REDIS_URL names no Redis here.")
    assert configured.CELERY_BROKER_URL.startswith("redis")
    assert client.get("/health").json()["broker"] is True
