"""The drill of ``make faults`` in small, on the broker that every office has."""

from __future__ import annotations

import os

import pytest

from tests.faults.reminders import told


def test_reminders_outlive_a_killed_worker_and_a_second_beat(
    capsys: pytest.CaptureFixture[str],
) -> None:
    passed = told("filesystem", "sqlite", 2)

    assert passed, capsys.readouterr().out


@pytest.mark.services
def test_reminders_outlive_them_on_redis(capsys: pytest.CaptureFixture[str]) -> None:
    if not os.environ.get("REDIS_URL"):
        pytest.skip("REDIS_URL names no Redis.")
    passed = told("redis", "sqlite", 2)

    assert passed, capsys.readouterr().out
