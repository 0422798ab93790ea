"""The virus scan: what it says is kept and entered; what it did not say is asked again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from complaints import evidence, scans
from complaints.models import Exhibit
from complaints.stages import Stage
from people.models import User
from tests.complaints.scanner import LocalScanner, Scanner, running
from tests.office import Office
from tests.vault.hostile.recordings import EICAR
from tests.walk import Walk, short_road_to
from tests.walk.filing import a_file
from vault import scanning


@pytest.fixture
def scanner(settings: Any) -> Iterator[Scanner]:
    with running(Scanner()) as found:
        settings.CLAMD = found.address
        yield found


@pytest.fixture
def walk(office: Office) -> Walk:
    return Walk("ccmc").along(short_road_to(Stage.CHAIR_REVIEW))


def gatekeeper(walk: Walk) -> User:
    return walk.ready(walk.holder("gatekeeper"))


def add(walk: Walk, text: bytes) -> Exhibit:
    walk.act(evidence.add_evidence, walk.staff, upload=a_file(text), description="It")
    found = walk.case.exhibits.order_by("number").last()
    assert found
    return found


def state(exhibit: Exhibit) -> str:
    return str(Exhibit.objects.values_list("scan", flat=True).get(pk=exhibit.pk))


def status(walk: Walk, user: User, exhibit: Exhibit) -> int:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("exhibit", args=[walk.number, exhibit.number]))
    for _ in getattr(answer, "streaming_content", ()):
        pass
    return answer.status_code


def test_what_the_scanner_says_is_kept_and_entered_once(walk: Walk, scanner: Scanner) -> None:
    clean, harmful = add(walk, b"clean"), add(walk, EICAR)
    large, deep = add(walk, b"a" * 300_000), add(walk, b"deep inside")
    assert {state(e) for e in (clean, harmful, large, deep)} == {"pending"}

    assert scans.scan_waiting() == 4
    assert [state(e) for e in (clean, harmful, large, deep)] == [
        "clean",
        "infected",
        "error",
        "error",
    ]
    assert scanner.read == [b"clean", EICAR, b"deep inside"]
    assert scans.scan_waiting() == 0
    entered = walk.case.docket.entries.filter(verb="exhibit.scanned").order_by("pk")
    assert [(e.details["exhibit"], e.details["found"]) for e in entered] == [
        (clean.label, "clean"),
        (harmful.label, "infected"),
        (large.label, "error"),
        (deep.label, "error"),
    ]
    assert walk.case.docket.first_fault() is None


def test_a_failed_scan_is_tried_again_after_a_day(walk: Walk, scanner: Scanner) -> None:
    large = add(walk, b"a" * 300_000)
    scans.scan_waiting()
    Exhibit.objects.filter(pk=large.pk).update(scanned_at=timezone.now() - 2 * scans.AGAIN_AFTER)

    assert scans.scan_waiting() == 1
    assert walk.case.docket.entries.filter(verb="exhibit.scanned").count() == 1


def test_a_silent_scanner_leaves_files_waiting(walk: Walk, settings: Any) -> None:
    with running(Scanner()) as gone:
        settings.CLAMD = gone.address
        waiting = add(walk, b"clean")
        gone.hangs_up = True
        assert scans.scan_waiting() == 0
    assert scans.scan_waiting() == 0  # nobody listens any more
    assert state(waiting) == "pending"

    with running(Scanner()) as back:
        settings.CLAMD = back.address
        assert scans.scan_waiting() == 1
    assert state(waiting) == "clean"


def test_without_a_scanner_files_are_marked_and_scanned_once_there_is_one(
    walk: Walk, settings: Any
) -> None:
    exhibit = add(walk, b"clean")
    assert (state(exhibit), scans.scan_waiting()) == ("not_scanned", 0)
    assert status(walk, gatekeeper(walk), exhibit) == 200

    with running(Scanner()) as scanner:
        settings.CLAMD = scanner.address
        assert scans.scan_waiting() == 1
    assert state(exhibit) == "clean"


def test_who_may_open_a_file_before_and_after_its_scan(walk: Walk, scanner: Scanner) -> None:
    clean, harmful, large = add(walk, b"clean"), add(walk, EICAR), add(walk, b"a" * 300_000)

    def seen() -> list[tuple[int, int]]:
        files = (clean, harmful, large)
        return [(status(walk, walk.staff, e), status(walk, gatekeeper(walk), e)) for e in files]

    assert seen() == [(200, 409), (200, 409), (200, 409)]
    scans.scan_waiting()
    assert seen() == [(200, 200), (409, 409), (200, 409)]


def test_staff_read_why_a_file_is_not_handed_out(walk: Walk, scanner: Scanner) -> None:
    add(walk, EICAR)
    scans.scan_waiting()
    client = Client()
    client.force_login(walk.staff)
    page = client.get(reverse("section", args=[walk.number, "evidence"])).content.decode()

    assert "The virus scan found this file harmful." in page
    assert reverse("exhibit", args=[walk.number, 1]) not in page


def test_a_scanner_behind_a_path_is_asked_too(tmp_path: Path) -> None:
    with running(LocalScanner(tmp_path / "scanner")) as scanner:
        found = scanning.ask([b"X", b"", EICAR], scanner.address)

    assert found == scanning.Answer("infected", "stream: Eicar-Test-Signature FOUND")
