"""An edition published late: which cases it came too late for, and who may know."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from codes.models import Code, ProcedureEdition
from codes.publishing import publish, publish_procedure
from codes.records import Heading, ProvisionRecord
from complaints.late_law import late_editions, too_late_for
from complaints.models import Complaint
from tests.walk import Walk, provision_of
from tests.walk.shared import Roads


def published_late(walk: Walk, back: int) -> tuple[object, object]:
    """A code and a procedure, in force since so many days ago and published only now."""
    old, day = provision_of("ccmc"), walk.case.today - dt.timedelta(days=back)
    code = Code.objects.get(pk=old.edition.code_id)
    line = ProvisionRecord("S-1", "standard", text="New.", enforceable=True)
    procedure = ProcedureEdition.objects.get(procedure__body="ccmc")
    heading = Heading("Late", "Ours", day)
    return (
        publish(code, heading, [line], by=None),
        publish_procedure(procedure.procedure, heading, procedure.rules.as_document(), by=None),
    )


def test_the_cases_it_came_too_late_for_are_listed_and_unchanged(roads: Roads) -> None:
    with roads.at("chair_review") as walk:
        walk.days(3)
        before = list(walk.case.allegations.values_list("provision", "pin_explained", "pinned_at"))
        code, procedure = published_late(walk, 150)
        every = Complaint.objects.all()

        assert late_editions(["ccmc"]) == [procedure, code]
        assert late_editions(["namss"]) == []
        assert list(too_late_for(code, every)) == [walk.case]  # type: ignore[arg-type]
        assert list(too_late_for(procedure, every)) == [walk.case]  # type: ignore[arg-type]
        after = walk.case.allegations.values_list("provision", "pin_explained", "pinned_at")
        assert list(after) == before
        assert walk.case.procedure != procedure


def test_conduct_before_it_and_cases_filed_before_it_are_not_affected(roads: Roads) -> None:
    with roads.at("chair_review") as walk:
        walk.days(3)
        code, procedure = published_late(walk, 2)
        every = Complaint.objects.all()

        assert list(too_late_for(code, every)) == []  # type: ignore[arg-type]
        assert list(too_late_for(procedure, every)) == []  # type: ignore[arg-type]


def test_what_is_filed_after_the_publication_is_not_affected(roads: Roads) -> None:
    with roads.at("received") as walk:
        _, procedure = published_late(walk, 150)
        first = walk.number
        walk.file()

        affected = {case.pk for case in too_late_for(procedure, Complaint.objects.all())}  # type: ignore[arg-type]
        assert (first in affected, walk.number in affected) == (True, False)
        assert walk.case.procedure == procedure


def test_only_who_may_see_the_cases_is_told(roads: Roads, client: Client) -> None:
    with roads.at("chair_review") as walk:
        walk.days(3)
        code, _ = published_late(walk, 150)
        seen = {}
        for name in ("staff", "auditor", "administrator", "chair", "respondent"):
            client.force_login(walk.user(name))
            answer = client.get(f"/late-law/code/{code.pk}/")  # type: ignore[attr-defined]
            seen[name] = (answer.status_code, walk.number in answer.content.decode())

        assert seen == {
            "staff": (200, True),
            "auditor": (200, True),
            "administrator": (403, False),
            "chair": (403, False),
            "respondent": (403, False),
        }
        client.force_login(walk.user("staff"))
        assert "Law published late" in client.get("/desk/").content.decode()
        assert client.get("/late-law/code/999999/").status_code == 404
        assert client.get("/late-law/lunch/1/").status_code == 404
