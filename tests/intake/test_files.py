"""Files on their way from a draft into a case: inspected once, sealed twice, copies with them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints import evidence
from complaints.models import Complaint
from intake import drafts
from intake.models import Draft, DraftFile
from tests.intake.writing import Writer
from tests.office import Office
from tests.vault.hostile.files import FILES
from vault import files

NAMES = ["telling.jpg", "script.pdf", "letter.eml"]
# Built once: a document is stamped with the second in which it is made.
SENT = {name: FILES[name]() for name in NAMES}


@pytest.fixture
def writer(office: Office) -> Writer:
    sent = {"files": [(name, SENT[name]) for name in NAMES]}
    sent |= {f"description_{n}": "It" for n in (1, 2, 3)}
    sent |= {f"health_{n}": "mine" for n in (1, 2, 3)}
    return Writer(evidence={"evidence": "now"}, files=sent).begin()


def test_what_was_found_of_a_file_goes_with_it_into_the_case(writer: Writer) -> None:
    writer.send()
    case = Complaint.objects.select_related("docket").get()
    found = list(case.exhibits.order_by("number"))

    assert [(e.filename, e.active, bool(e.derivative_address)) for e in found] == [
        ("telling.jpg", False, True),
        ("script.pdf", True, True),
        ("letter.eml", False, False),
    ]
    key = case.docket.data_key
    for exhibit in found:
        assert b"".join(files.read(exhibit.address, key)) == SENT[exhibit.filename]
    copy = b"".join(files.read(found[0].derivative_address, key))
    assert (len(copy), b"Quillfeather" in copy) == (found[0].derivative_size, False)


def test_a_draft_takes_its_copies_with_it(writer: Writer) -> None:
    writer.until("consent")
    draft = Draft.objects.get()
    lying = [path.name for path in files.folder().glob("??/*")]
    assert len(lying) == 5

    drafts.remove_file(draft.files.get(number=1))
    assert len(list(files.folder().glob("??/*"))) == 3
    drafts.end(draft)
    assert list(files.folder().glob("??/*")) == []


def test_a_draft_has_the_quota_of_a_case(writer: Writer) -> None:
    writer.until("consent")
    draft = Draft.objects.get()
    DraftFile.objects.filter(draft=draft, number=1).update(size=evidence.QUOTA)

    with pytest.raises(evidence.NotTaken, match="may hold 500 MB together"):
        drafts.add_file(draft, SimpleUploadedFile("a.txt", b"a"))
