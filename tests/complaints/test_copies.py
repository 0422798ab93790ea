"""What is handed out of an exhibit: to whom the file, to whom the copy, under which headers."""

from __future__ import annotations

import io
import os
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from complaints import evidence
from complaints.models import Exhibit
from complaints.stages import Stage
from ledger.refusals import Blocked
from people.models import User
from tests.office import Office
from tests.vault.hostile.files import FILES
from tests.walk import Walk, short_road_to
from tests.walk.shared import START
from vault import files
from vault.keys import DataKey
from vault.sweeping import Swept, sweep

SILENT = "application/octet-stream"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Disposition": "attachment; filename*=UTF-8''CCMC-2026-0001-E-01.jpg",
    "Content-Length": "",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Content-Type": "",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Vary": "Cookie",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


def upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, FILES[name](), SILENT)


@pytest.fixture
def walk(office: Office, request: Any) -> Any:
    with time_machine.travel(START) as traveller:
        found = Walk("ccmc", traveller=traveller)
        found.file(uploads=[upload("telling.jpg"), upload("letter.eml")])
        yield found.along(short_road_to(Stage.INVESTIGATION).removeprefix("file "))


def get(walk: Walk, user: User, number: int) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse("exhibit", args=[walk.number, number]))


# The mail among them was sent by the complainant.
LOOKED = "It is known who sent it."


def disclose(walk: Walk, *numbers: int, checked: bool = False) -> None:
    investigator = walk.ready(walk.user("investigator"))
    chosen = list(walk.case.exhibits.filter(number__in=numbers))
    walk.act(evidence.disclose, investigator, exhibits=chosen, checked=checked, looked=LOOKED)


def test_staff_get_the_file_and_the_respondent_the_copy(walk: Walk) -> None:
    disclose(walk, 1)
    original = FILES["telling.jpg"]()
    whole, copy = get(walk, walk.staff, 1), get(walk, walk.respondent, 1)
    sent, shown = b"".join(whole.streaming_content), b"".join(copy.streaming_content)

    assert sent == original
    assert b"Quillfeather" in sent
    assert b"Quillfeather" not in shown
    with Image.open(io.BytesIO(shown)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (40, 60))
    assert dict(whole.items()) == HEADERS | {
        "Content-Length": str(len(original)),
        "Content-Type": SILENT,
    }
    assert dict(copy.items()) == HEADERS | {
        "Content-Length": str(len(shown)),
        "Content-Type": "image/jpeg",
    }


def test_what_the_respondent_reads_of_a_copy_is_true_of_the_copy(walk: Walk) -> None:
    disclose(walk, 1)
    exhibit = walk.case.exhibits.get(number=1)
    client = Client()
    client.force_login(walk.respondent)
    page = client.get(reverse("section", args=[walk.number, "evidence"])).content.decode()

    assert exhibit.derivative_sha256 in page
    assert exhibit.sha256 not in page


def test_the_respondent_gets_nothing_that_was_not_disclosed(walk: Walk) -> None:
    disclose(walk, 1)
    assert get(walk, walk.respondent, 2).status_code == 404


def test_a_file_without_a_copy_is_disclosed_only_by_somebody_who_looked(walk: Walk) -> None:
    with pytest.raises(Blocked, match="No copy of E-02 can be made"):
        disclose(walk, 1, 2)
    assert not walk.case.exhibits.exclude(disclosed_on=None).exists()

    disclose(walk, 1, 2, checked=True)
    answer = get(walk, walk.respondent, 2)
    assert b"".join(answer.streaming_content) == FILES["letter.eml"]()
    assert answer["Content-Type"] == SILENT
    assert [e.disclosed_whole for e in walk.case.exhibits.order_by("number")] == [False, True]
    entry = walk.case.docket.entries.get(verb="evidence.disclosed")
    assert entry.details["as_they_are"] == ["E-02"]


def test_the_form_says_what_has_to_be_ticked_and_keeps_the_choice(walk: Walk) -> None:
    walk.ready(walk.user("investigator"))
    client, where = Client(), reverse("step", args=[walk.number, "disclose"])
    client.force_login(walk.user("investigator"))
    chosen = {"exhibits": [e.pk for e in walk.case.exhibits.all()]}
    refused = client.post(where, chosen)

    assert refused.status_code == 422
    assert "No copy of E-02 can be made" in refused.content.decode()
    assert client.post(where, chosen | {"checked": "on", "looked": LOOKED}).status_code == 302


def test_active_content_is_told_to_whoever_gets_the_file(walk: Walk) -> None:
    walk.act(evidence.add_evidence, walk.staff, upload=upload("script.pdf"), description="It")
    disclose(walk, 3)
    told = "It holds active content"

    def page(user: User) -> str:
        client = Client()
        client.force_login(user)
        where = reverse("section", args=[walk.number, "evidence"])
        return client.get(where).content.decode()

    assert told in page(walk.staff)
    assert told not in page(walk.respondent)


@pytest.mark.parametrize("change", ["flip", "cut", "remove"])
def test_a_file_that_no_longer_opens_is_refused_in_words(walk: Walk, change: str) -> None:
    path = files.path_of(walk.case.exhibits.get(number=1).address)
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    if change == "remove":
        path.unlink()
    else:
        path.write_bytes(sealed if change == "flip" else sealed[:-1])
    answer = get(walk, walk.staff, 1)

    assert answer.status_code == 409
    assert "This file no longer opens as it was sealed" in answer.content.decode()
    assert not walk.case.docket.reads.entries.filter(verb="exhibit.read").exists()


def test_a_draft_s_file_moves_under_the_key_of_its_docket(walk: Walk) -> None:
    draft, case = DataKey(os.urandom(32)), walk.case
    taken = evidence.take(upload("telling.jpg"), draft)
    moved = evidence.sealed_again(taken, was=draft, key=case.docket.data_key)
    exhibit = evidence.put(case, moved, party="complainant", filename="me.jpg")

    kept = (moved.stored.sha256, moved.stored.size, moved.media_type)
    assert kept == (taken.stored.sha256, taken.stored.size, "image/jpeg")
    assert moved.stored.address != taken.stored.address
    plain = b"".join(files.read(exhibit.address, case.docket.data_key))
    assert plain == FILES["telling.jpg"]()


def test_a_case_has_its_quota(walk: Walk) -> None:
    Exhibit.objects.filter(case=walk.number, number=1).update(size=evidence.QUOTA - 10)

    with pytest.raises(Blocked, match="the files of a case may hold 500 MB together"):
        walk.act(evidence.add_evidence, walk.staff, upload=upload("plain.txt"), description="It")


def test_files_that_no_row_holds_go_after_a_day(walk: Walk) -> None:
    held = {path.name for path in files.folder().glob("??/*")}
    orphan = files.store([b"left behind"], DataKey(bytes(32)), limit=100)
    unfinished = files.folder() / "arriving" / "half"
    unfinished.write_bytes(b"half")
    for path in [*files.folder().glob("??/*"), unfinished]:
        os.utime(path, (0, 0))
    fresh = files.store([b"just now"], DataKey(bytes(32)), limit=100)
    os.utime(files.path_of(fresh.address))

    with time_machine.travel("2026-11-23"):
        assert sweep() == Swept(unfinished=1, orphans=1, missing=0)
    lying = {path.name for path in files.folder().glob("??/*")}
    assert lying == held | {fresh.address}
    assert orphan.address not in lying
    files.path_of(walk.case.exhibits.get(number=1).address).unlink()
    assert sweep() == Swept(unfinished=0, orphans=0, missing=1)
