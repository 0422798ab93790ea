"""The drills of ``make faults`` around mails, letters and jobs, in small."""

from __future__ import annotations

import pytest

from scripts.servers import redis_binary
from tests.faults import clock, kill9, poison, redis_down, smtp_faults
from tests.faults.surroundings import databases

# PostgreSQL under `make test-services`, else SQLite.
DATABASE = databases()[-1]


@pytest.mark.long
def test_no_mail_is_lost_or_doubled_when_its_sender_is_killed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    passed = kill9.told(DATABASE, 15)

    assert passed, capsys.readouterr().out


@pytest.mark.long
def test_mails_outlive_a_mail_server_that_fails_in_five_ways(
    capsys: pytest.CaptureFixture[str],
) -> None:
    passed = smtp_faults.told(DATABASE, 4, 1.5)

    assert passed, capsys.readouterr().out


def test_what_can_never_succeed_is_parked_and_holds_nothing_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    passed = poison.told(DATABASE, 20)

    assert passed, capsys.readouterr().out


@pytest.mark.long
def test_mails_arrive_and_pages_answer_without_redis(capsys: pytest.CaptureFixture[str]) -> None:
    if not redis_binary():
        pytest.skip("redis-server is not on this machine.")
    passed = redis_down.told(DATABASE, 2, "tests.faults.hasty")

    assert passed, capsys.readouterr().out


def test_each_reminder_comes_once_whatever_the_clock_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ways = ["ten days without beat", "an hour ahead and back", "400 days ahead and back"]
    passed = clock.told(DATABASE, ways)

    assert passed, capsys.readouterr().out
