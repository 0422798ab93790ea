"""A sealed field is plain text to the code, however the row came into memory."""

from __future__ import annotations

import pytest

from complaints.models import Party, Submission
from tests.office import Office
from tests.walk import Walk


@pytest.fixture
def walk(office: Office) -> Walk:
    return Walk("ccmc").along("file")


def raw(submission: Submission) -> bytes:
    """The column as the database holds it."""
    return bytes(Submission.objects.values_list("text", flat=True).get(pk=submission.pk))


def test_rows_written_in_bulk_are_sealed_each_for_itself(walk: Walk) -> None:
    rows = [
        Submission(case=walk.case, kind="comment", by_role="respondent", text=text, sha256="-")
        for text in ("Zephyrine", "Zephyrine", "")
    ]
    made = Submission.objects.bulk_create(rows)

    kept = [raw(row) for row in made]
    assert len(set(kept)) == 3
    assert not [column for column in kept if b"Zephyrine" in column]
    assert [row.text for row in walk.case.submissions.filter(kind="comment").order_by("pk")] == [
        "Zephyrine",
        "Zephyrine",
        "",
    ]


def test_a_row_read_again_shows_what_the_database_holds(walk: Walk) -> None:
    party = walk.filer
    party.identity = "Somebody else"
    party.refresh_from_db()

    assert party.identity == "Ana Delgado"


def test_a_deferred_field_is_opened_when_it_is_asked_for(walk: Walk) -> None:
    party = Party.objects.select_related("case__docket").defer("identity").get(pk=walk.filer.pk)

    assert "identity" in party.get_deferred_fields()
    assert party.identity == "Ana Delgado"


def test_saving_a_row_whose_sealed_fields_were_never_opened_keeps_them(walk: Walk) -> None:
    narrative = walk.case.submissions.get(kind="narrative")
    before = raw(narrative)
    narrative.save()

    assert raw(narrative) == before
    assert narrative.text == "She told my employer my diagnosis."


def test_saving_a_row_whose_sealed_fields_are_deferred_leaves_them_alone(walk: Walk) -> None:
    party = Party.objects.defer("identity", "contact").get(pk=walk.filer.pk)
    party.relation = "colleague"
    party.save()

    assert (walk.filer.identity, walk.filer.relation) == ("Ana Delgado", "colleague")
    assert walk.filer.contact == "ana@example.org"
