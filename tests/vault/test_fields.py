"""What is sealed is nowhere in the database: every byte of every row is searched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection

from complaints import evidence, filing, responses
from complaints.models import Party
from complaints.stages import Stage
from tests.office import Office
from tests.walk import Walk, short_road_to
from tests.walk.filing import a_file
from tests.walk.shared import START
from vault.keys import SealBroken

IDENTITY = ["Zephyrine", "Quillfeather", "zq@example.org", "555-0142"]
TEXTS = ["Narrative-word", "Response-word", "Evidence-word", "Interview"]
VOTES = ["As the record shows.", "First breach.", "The e-mail shows it."]


class SealedWalk(Walk):
    def file(self, **changes: Any) -> SealedWalk:
        super().file(
            filer=filing.Filer(
                name="Zephyrine Quillfeather", email="zq@example.org", telephone="555-0142"
            ),
            what_happened="Narrative-word",
            **changes,
        )
        return self

    def respond(self) -> SealedWalk:
        self.act(responses.respond, self.respondent, answers=self.denial("Response-word"))
        return self


def everything_kept() -> bytes:
    """Every value of every row of every table, as the database holds it."""
    kept = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own names
            for row in cursor.fetchall():
                for value in row:
                    raw = bytes(value) if isinstance(value, memoryview) else value
                    kept.append(raw if isinstance(raw, bytes) else str(raw).encode())
    return b"\n".join(kept)


def test_identities_texts_and_votes_are_nowhere_in_the_database(
    office: Office, data_dir: Path
) -> None:
    with time_machine.travel(START) as traveller:
        walk = SealedWalk("ccmc", traveller=traveller).along(short_road_to(Stage.CHAIR_REVIEW))
        upload = a_file(b"Evidence-word by Zephyrine")
        upload.name = "quillfeather.txt"
        walk.act(evidence.add_evidence, walk.staff, upload=upload, description="Interview")
        walk.along("elevate respond investigate report propose").serve()

    kept = everything_kept()
    found = [words for words in IDENTITY + TEXTS + VOTES if words.encode() in kept]
    on_disk = b"".join(path.read_bytes() for path in data_dir.rglob("*") if path.is_file())
    found += [words for words in TEXTS if words.encode() in on_disk]
    assert found == []
    assert walk.filer.identity == "Zephyrine Quillfeather"
    assert walk.number.encode() in kept


def test_a_sealed_field_moved_to_another_case_does_not_open(office: Office) -> None:
    one, two = Walk("ccmc").along("file"), Walk("ccmc").along("file")
    moved = Party.objects.filter(pk=two.filer.pk)
    moved.update(identity=Party.objects.values_list("identity", flat=True).get(pk=one.filer.pk))

    with pytest.raises(SealBroken):
        _ = two.filer.identity


def test_one_sealed_field_does_not_open_as_another(office: Office) -> None:
    walk = Walk("ccmc").along("file")
    rows = Party.objects.filter(pk=walk.filer.pk)
    rows.update(contact=rows.values_list("identity", flat=True).get())

    with pytest.raises(SealBroken):
        _ = walk.filer.contact


def test_a_row_that_is_saved_again_keeps_what_is_sealed(office: Office) -> None:
    walk = Walk("ccmc").along("file")
    party = walk.filer
    party.save()

    assert walk.filer.identity == "Ana Delgado"
