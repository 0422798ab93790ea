"""The files of a draft say how far their virus scan is, and are scanned before they are filed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from complaints import scans
from complaints.models import Complaint
from intake.models import DraftFile
from tests.complaints.scanner import Scanner, running
from tests.intake.writing import Writer
from tests.office import Office
from tests.vault.hostile.recordings import EICAR


@pytest.fixture
def scanner(settings: Any) -> Iterator[Scanner]:
    with running(Scanner()) as found:
        settings.CLAMD = found.address
        yield found


def writer(*texts: bytes) -> Writer:
    sent: dict[str, Any] = {"files": [(f"{n}.txt", text) for n, text in enumerate(texts)]}
    sent |= {f"description_{n + 1}": "It" for n in range(len(texts))}
    sent |= {f"health_{n + 1}": "mine" for n in range(len(texts))}
    return Writer(evidence={"evidence": "now"}, files=sent).begin()


def page_of(writing: Writer) -> str:
    return str(writing.client.get(writing.at("files")).content.decode())


def test_without_a_scanner_the_page_says_so(office: Office) -> None:
    assert "It was not scanned for viruses, so we open it with care." in page_of(
        writer(b"A note.").until()
    )


def test_with_one_each_file_is_scanned_before_it_is_filed(office: Office, scanner: Scanner) -> None:
    writing = writer(b"A note.").until()
    assert "Its virus scan has not finished." in page_of(writing)

    assert scans.scan_waiting() == 1

    assert scanner.read == [b"A note."]
    assert "Scanned for viruses: none found." in page_of(writing)
    assert scans.scan_waiting() == 0
    writing.send()
    assert Complaint.objects.get().exhibits.get().scan == "pending"


def test_a_harmful_file_is_not_filed(office: Office, scanner: Scanner) -> None:
    writing = writer(EICAR, b"A note.").until()
    scans.scan_waiting()
    assert list(DraftFile.objects.values_list("scan", flat=True)) == ["infected", "clean"]
    assert "The virus scan found it harmful. Remove it." in page_of(writing)

    text = writing.client.get(writing.at("check")).content.decode()
    assert "Some questions still need an answer" in text
    kept = {"description_2": "It", "health_2": "mine"}
    writing.client.post(writing.at("files"), {"remove": "1", **kept})
    writing.answer("files", **kept).send()

    assert Complaint.objects.get().exhibits.count() == 1
