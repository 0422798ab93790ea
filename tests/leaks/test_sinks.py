"""What leaves a case without anybody asking: mails, log lines, tasks, and rows at rest."""

from __future__ import annotations

import inspect
import logging
from typing import Any

import pytest
from django.core import mail as outgoing
from django.db import connection
from django.urls import reverse

from complaints import filing
from complaints.mail import send_waiting
from complaints.models import Mail
from ethics_portal.celery import app
from tests.leaks.gathering import collect
from tests.leaks.moments import MOMENTS
from tests.leaks.planted import WORDS
from tests.leaks.searching import Words, readable
from tests.leaks.test_leaks import come_in, files_last_as_long_as_the_walk, leaks, sealed, world
from tests.leaks.world import Told
from tests.pages import walls
from tests.walk import Walk
from tests.walk.shared import Roads
from vault import files

__all__ = ["files_last_as_long_as_the_walk", "sealed"]

LAST = "after the appeal"
# Lists search by the first two, which name no complainant; the third is the name of an account, the
# last a room.
IN_THE_OPEN = {"in_short", "synopsis", "counsel_name", "hearing_place"}


def test_no_mail_says_anything_of_a_case(roads: Roads, settings: Any) -> None:
    """Subject, text and headers hold nothing; only the filer's own address stands in ``To``.

    It is the one that they changed it to: what waited for the one before goes there, too.
    """
    with world(roads, LAST) as walk:
        planned = list(Mail.objects.filter(case=walk.number))
        settings.SANDBOX = False
        outgoing.outbox.clear()
        send_waiting(limit=1000)
        own = f"{WORDS['new_email']}@example.org"
        sent = {
            f"mail {number}": readable(message.message().as_bytes())
            for number, message in enumerate(outgoing.outbox)
            if message.to != [own]
        }
        met = leaks(sent, Words(walk.words), set())
        mine = leaks(
            {str(m.pk): f"{m.subject}\n{m.text}" for m in planned}, Words(walk.words), set()
        )

        assert len(planned) > 10
        assert (met, mine) == ([], [])


def test_no_log_line_says_anything_of_a_case(
    roads: Roads, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with roads.at(MOMENTS["a ballot is open"], "ccmc", "logged", kind=Told) as walk:
        assert isinstance(walk, Told)
        client, user = come_in(walk, "staff")
        collect(client, walk, user)
        client.post(reverse("sign_in"), {"username": "x", "password": WORDS["password"]})
        lines = {
            f"{row.name} {row.lineno}": f"{row.getMessage()} {row.args} {row.exc_text}"
            for row in caplog.records
        }
        assert leaks(lines, Words(walk.words), set()) == []


def test_no_task_carries_anything() -> None:
    """Each finds its own work in the database; a message to the broker holds its name alone."""
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert len(ours) > 3
    assert [task.name for task in ours if inspect.signature(task.run).parameters] == []
    planned = app.conf.beat_schedule.values()
    assert [row for row in planned if row.get("args") or row.get("kwargs")] == []


def test_nothing_planted_lies_readable_in_the_database_or_in_the_files(roads: Roads) -> None:
    with world(roads, LAST) as walk:
        kept: dict[str, str] = {}
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name of our own
                kept[table] = "\n".join(plain(value) for row in cursor for value in row)
        for path in files.folder().rglob("*"):
            if path.is_file():
                kept[path.name] = readable(path.read_bytes())

        assert len(kept) > 50
        assert leaks(kept, Words(walk.words), IN_THE_OPEN) == []


def plain(value: Any) -> str:
    return readable(bytes(value)) if isinstance(value, bytes | memoryview) else str(value)


def test_a_leak_planted_by_the_office_is_refused_and_reaches_nobody(roads: Roads) -> None:
    """Staff write the complainant's name into a message to the respondent, through the page."""
    with world(roads, "a ballot is open") as walk:
        staff, _ = come_in(walk, "staff")
        name = f"{WORDS['first_name']} {WORDS['last_name']}"
        address = reverse("step", args=[walk.number, "write_to_party"])
        answer = staff.post(address, {"to": "respondent", "statement": f"{name} told us."})

        assert answer.status_code == 422
        assert "This names the complainant" in answer.content.decode()
        client, user = come_in(walk, "respondent")
        met = leaks(collect(client, walk, user), Words({"name": WORDS["last_name"]}), set())
        assert met == []


def test_what_the_other_tests_search_for_is_found_where_it_is(roads: Roads) -> None:
    """Where the complainant agreed to be named, the respondent's page holds the name."""
    with roads.at("", "ccmc", "named", kind=Walk) as walk:
        filer = filing.Filer(name="Zephyrine Quill", email="zq@example.org")
        walk.file(filer=filer).along("take_in send_to_chair elevate")
        walk.draft = "0" * 8 + "-0000-4000-8000-" + "0" * 12
        staff, respondent = walls.Client(), walls.Client()
        staff.force_login(walk.staff)
        respondent.force_login(walk.respondent)
        address = reverse("step", args=[walk.number, "write_to_party"])
        given = {"to": "respondent", "statement": "Zephyrine Quill filed this."}
        assert staff.post(address, given).status_code == 302

        found = collect(respondent, walk, walk.respondent)
        met = leaks(found, Words({"name": "Zephyrine Quill"}), set())
        assert (f"GET section messages /cases/{walk.number}/messages/", "name", "raw") in met
