"""Mail on its way to a real server: leased, put off, parked; one that fails holds back no other."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from complaints import mail
from complaints.errands import settle
from complaints.models import Errand, ErrandKind, Mail
from complaints.queues import try_again
from tests.faults.post_office import PostOffice, post_office
from tests.walk import Walk
from tests.walk.shared import Roads

THREE = ["a", "b", "c"]


@pytest.fixture
def server(settings: Any) -> Iterator[PostOffice]:
    settings.SANDBOX = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 1
    with post_office() as office:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        yield office


def planned(walk: Walk, *names: str, **options: Any) -> list[Mail]:
    """A mail to each of these, and no other."""
    Mail.objects.filter(sent_at=None).delete()
    for name in names:
        words = {"subject": "There is news", "text": "There is a letter."}
        to = f"{name}@example.org"
        mail.plan(walk.case, to=to, key=name, **(words | options))
    return list(Mail.objects.waiting())


def sent() -> list[bool]:
    return [row.sent_at is not None for row in Mail.objects.order_by("pk")]


def test_a_batch_goes_over_one_connection_each_mail_once(roads: Roads, server: PostOffice) -> None:
    with roads.at("received") as walk:
        rows = planned(walk, *THREE)

        assert (mail.send_waiting(), mail.send_waiting()) == (3, 0)
        assert server.taken == [f"<{row.key}@127.0.0.1:8000>" for row in rows]
        assert server.sessions == 1
        assert sent() == [True, True, True]


def test_one_that_is_put_off_holds_back_no_other(roads: Roads, server: PostOffice) -> None:
    with roads.at("received") as walk:
        planned(walk, *THREE)
        server.ways = {"b": "451"}
        assert mail.send_waiting() == 2
        assert sent() == [True, False, True]
        server.ways = {}
        assert mail.send_waiting() == 0
        roads.traveller.shift(61)
        assert mail.send_waiting() == 1
        assert not Errand.objects.exists()


def test_the_pauses_double_to_six_hours_and_end_after_three_days(
    roads: Roads, server: PostOffice
) -> None:
    with roads.at("received") as walk:
        began = timezone.now()
        planned(walk, "a")
        server.ways = {"a": "451"}
        pauses = []
        while not (mail.send_waiting() or Mail.objects.exclude(parked_at=None).exists()):
            row = Mail.objects.get()
            assert row.next_try_at is not None
            pauses.append(round((row.next_try_at - timezone.now()).total_seconds() / 60))
            roads.traveller.move_to(row.next_try_at)

        assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, *[360] * 11]
        assert dt.timedelta(hours=72) < timezone.now() - began < dt.timedelta(hours=78)
        errand = Errand.objects.get()
        assert (errand.kind, errand.case) == (ErrandKind.MAIL_PARKED, walk.case)
        assert server.asked["a@example.org"] == 21
        assert mail.send_waiting() == 0

        server.ways = {}
        settle(errand, by=walk.staff, how="The server was mended.", then=try_again)
        assert mail.send_waiting() == 1


@pytest.mark.parametrize("way", ["550", "554"])
def test_one_that_is_refused_for_good_is_an_errand_at_once(
    roads: Roads, server: PostOffice, way: str
) -> None:
    with roads.at("received") as walk:
        planned(walk, *THREE)
        server.ways = {"a": way}

        assert (mail.send_waiting(), mail.send_waiting()) == (2, 0)
        row = Mail.objects.get(sent_at=None)
        assert (row.undeliverable, row.tries) == (True, 1)
        errand = Errand.objects.get()
        assert (errand.kind, errand.case) == (ErrandKind.UNDELIVERABLE, walk.case)
        assert "example.org" not in errand.words
        verbs = list(walk.case.docket.entries.values_list("verb", flat=True))[-2:]
        assert verbs == ["notice.undeliverable", "errand.raised"]


def test_a_server_that_is_not_there_costs_no_mail_a_try(roads: Roads, server: PostOffice) -> None:
    with roads.at("received") as walk:
        planned(walk, *THREE)
        server.close()
        for _ in range(30):
            assert mail.send_waiting() == 0
        assert list(Mail.objects.values_list("tries", "claimed_until")) == [(0, None)] * 3
        server.open()
        assert mail.send_waiting() == 3
        assert not Errand.objects.exists()


def test_a_server_that_hangs_is_cut_and_the_others_go(roads: Roads, server: PostOffice) -> None:
    with roads.at("received") as walk:
        planned(walk, *THREE)
        server.ways = {"a": "hang"}
        assert mail.send_waiting() == 2
        assert sent() == [False, True, True]


def test_a_server_that_hangs_for_all_ends_the_batch(roads: Roads, server: PostOffice) -> None:
    with roads.at("received") as walk:
        planned(walk, *"abcdef")
        server.ways = {"*": "hang"}
        assert mail.send_waiting() == 0
        assert server.asked.total() == mail.MOST_SILENCES


def test_an_answer_that_was_lost_is_asked_for_under_the_same_id(
    roads: Roads, server: PostOffice
) -> None:
    with roads.at("received") as walk:
        row = planned(walk, "a")[0]
        server.ways = {"a": "reset"}
        assert mail.send_waiting() == 0
        server.ways = {}
        roads.traveller.shift(61)
        assert mail.send_waiting() == 1
        assert server.taken == [f"<{row.key}@127.0.0.1:8000>"] * 2


def test_a_mail_that_cannot_be_written_is_parked_after_five_tries(
    roads: Roads, server: PostOffice
) -> None:
    with roads.at("received") as walk:
        planned(walk, "a", subject="A line\nand another")
        planned_well = [("b", "There is news")]
        for name, subject in planned_well:
            mail.plan(
                walk.case, to=f"{name}@example.org", key=name, subject=subject, text="A letter."
            )
        for number in range(7):
            assert mail.send_waiting() == (number == 0)
            roads.traveller.shift(3600)
        row = Mail.objects.get(sent_at=None)
        assert (row.tries, row.parked_at is not None, row.undeliverable) == (5, True, False)
        assert Errand.objects.get().kind == ErrandKind.MAIL_PARKED


def test_what_another_worker_has_in_hand_is_left_until_its_lease_ends(
    roads: Roads, server: PostOffice
) -> None:
    with roads.at("received") as walk:
        planned(walk, "a")
        Mail.objects.update(claimed_until=timezone.now() + dt.timedelta(seconds=60), tries=1)
        assert mail.send_waiting() == 0
        roads.traveller.shift(61)
        assert mail.send_waiting() == 1
        assert Mail.objects.get().tries == 2


def test_one_that_kills_whoever_sends_it_is_parked_in_the_end(
    roads: Roads, server: PostOffice
) -> None:
    with roads.at("received") as walk:
        planned(walk, "a")
        Mail.objects.update(tries=mail.MOST_TRIES)
        assert mail.send_waiting() == 0
        assert (server.taken, Errand.objects.get().kind) == ([], ErrandKind.MAIL_PARKED)


def test_a_mail_waits_for_its_hour(roads: Roads, server: PostOffice) -> None:
    with roads.at("received") as walk:
        planned(walk, "a", not_before=timezone.now() + dt.timedelta(hours=9))
        assert mail.send_waiting() == 0
        roads.traveller.shift(9 * 3600)
        assert mail.send_waiting() == 1


def test_no_log_line_holds_an_address_or_a_subject(
    roads: Roads, server: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "complaints")
    with roads.at("received") as walk:
        planned(walk, *"abcde")
        server.ways = {"a": "550", "b": "451", "c": "hang", "d": "reset", "e": "554"}
        mail.send_waiting()
    lines = [
        f"{row.getMessage()} {row.exc_text} {row.exc_info}"
        for row in caplog.records
        if row.name.startswith("complaints")
    ]
    assert len(lines) == 5
    assert [line for line in lines if "example.org" in line or "news" in line] == []


def test_the_sandbox_sends_nothing(roads: Roads, server: PostOffice, settings: Any) -> None:
    settings.SANDBOX = True
    with roads.at("received") as walk:
        planned(walk, *THREE)
        assert (mail.send_waiting(), server.taken) == (0, [])
