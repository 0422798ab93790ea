"""The next edition on its way: who writes, who approves, and what is never written over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from codes import draft_doors, drafting
from codes.draft_forms import ProvisionForm
from codes.draft_reading import draft_compared
from codes.models import Code, CodeDraft, Edition, Provision
from codes.records import ProvisionRecord
from ledger.models import Docket
from ledger.refusals import Blocked, Forbidden, Overtaken
from people.models import User
from tests.office import Office

DAY = dt.date(2027, 1, 1)
HEADING = {
    "label": "2027",
    "provenance": "Adopted by the Commission.",
    "in_force_from": DAY,
    "ends_on": None,
    "correction": False,
}


@pytest.fixture
def writer(office: Office) -> User:
    return office["ccmc-administrator"]


@pytest.fixture
def reader(office: Office) -> User:
    return office["ccmc-chair"]


@pytest.fixture
def draft(writer: User) -> CodeDraft:
    return drafting.begin_code_draft(Code.objects.get(slug="professional-conduct"), by=writer)


def step(draft: Any, name: str, by: User, **details: Any) -> Any:
    return draft_doors.go_through(draft_doors.DOORS[name], draft, by, details)


def post(draft: CodeDraft, line: str, **answers: Any) -> ProvisionForm:
    """The form of a provision as a browser sends it: everything, changed where asked."""
    form = ProvisionForm(draft=draft, number=line)
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = {**shown, **answers}
    return ProvisionForm(
        {name: value for name, value in sent.items() if value not in (None, False, [])},
        draft=draft,
        number=line,
    )


def write(draft: CodeDraft, by: User, line: str, **answers: Any) -> None:
    form = post(draft, line, **answers)
    assert form.is_valid(), form.errors
    drafting.write_provision(draft, by=by, **form.details)


def new(draft: CodeDraft, by: User, number: str, **answers: Any) -> None:
    plain = {"number": number, "kind": "rule", "text": "New words", "enforceable": "on"}
    write(draft, by, "", **{**plain, **answers})


def kinds(draft: CodeDraft) -> dict[str, str]:
    return {
        row.heading: row.kind.value for row in draft_compared(draft).rows if row.kind != "unchanged"
    }


def test_a_draft_begins_as_the_last_edition_stands(draft: CodeDraft) -> None:
    assert len(draft.content) == Provision.objects.filter(edition=draft.based_on).count()
    assert kinds(draft) == {}
    assert draft.faults == [
        "The edition needs a label of its own, such as “2027”.",
        ("Say where the text comes from."),
    ]


def test_each_way_a_line_can_change_is_told(draft: CodeDraft, writer: User) -> None:
    write(draft, writer, "S-1", text="Put clients first")
    write(draft, writer, "S-2", enforceable=False)
    write(draft, writer, "S-3", number="S-3a")
    new(draft, writer, "S-4(b)", continues=["S-4"], after="S-4")
    new(draft, writer, "R-9", continues=["R-1", "R-2"])
    drafting.remove_provision(draft, by=writer, revision=draft.revision, number="R-1")
    drafting.remove_provision(draft, by=writer, revision=draft.revision, number="R-2")
    new(draft, writer, "R-10")

    assert kinds(draft) == {
        "S-1": "reworded",
        "S-2": "recast",
        "S-3, now S-3a": "moved",
        "S-4, now S-4 and S-4(b)": "split",
        "R-1 and R-2, now R-9": "merged",
        "R-10": "new",
    }


def test_a_new_line_never_takes_the_lineage_of_an_old_one(draft: CodeDraft, writer: User) -> None:
    drafting.remove_provision(draft, by=writer, revision=draft.revision, number="S-9")
    new(draft, writer, "S-9", text="Something else altogether")

    line = next(one for one in draft.content if one["number"] == "S-9")
    assert line["lineage"] == "S-9~2"
    assert sorted(
        row.kind.value for row in draft_compared(draft).rows if row.kind != "unchanged"
    ) == ["new", "repealed"]


def test_what_refers_to_a_line_follows_it_to_its_new_number(draft: CodeDraft, writer: User) -> None:
    write(draft, writer, "R-4", number="R-5x")

    bridges = {line.get("bridge") for line in draft.content if line.get("bridge")}
    assert bridges == {"R-5x"}
    with pytest.raises(Blocked, match="refers to R-5x; change or remove it first"):
        drafting.remove_provision(draft, by=writer, revision=draft.revision, number="R-5x")


def test_nobody_writes_over_words_they_have_not_seen(draft: CodeDraft, writer: User) -> None:
    form = post(draft, "S-1", text="Mine")
    assert form.is_valid()
    mine = form.details
    write(CodeDraft.objects.get(pk=draft.pk), writer, "S-1", text="Theirs")

    with pytest.raises(Overtaken, match="Somebody else has changed this draft"):
        drafting.write_provision(draft, by=writer, **mine)
    with pytest.raises(Overtaken, match="not saved yet"):
        drafting.write_provision(CodeDraft.objects.get(pk=draft.pk), by=writer, **mine)

    kept = CodeDraft.objects.get(pk=draft.pk).content
    assert next(line["text"] for line in kept if line["number"] == "S-1") == "Theirs"


def test_a_draft_becomes_law_by_two_people(draft: CodeDraft, writer: User, reader: User) -> None:
    write(draft, writer, "S-1", text="Put clients first")
    undated = {**HEADING, "in_force_from": None}
    drafting.write_heading(draft, by=writer, revision=draft.revision, **undated)
    with pytest.raises(Blocked, match="“2027” needs the day it comes into force"):
        step(draft, "submit", writer)
    drafting.write_heading(draft, by=writer, revision=draft.revision, **HEADING)
    step(draft, "submit", writer)
    with pytest.raises(Blocked, match="You have worked on this draft, so a second person"):
        step(draft, "approve", writer)
    with pytest.raises(Blocked, match="not possible at the stage"):
        write(draft, writer, "S-1", text="Quickly something else")
    step(draft, "approve", reader)
    with pytest.raises(Forbidden, match="Only an administrator of the body drafts"):
        step(draft, "publish", reader)
    edition = step(draft, "publish", writer)

    entries = [(e.verb, e.told["actor"]) for e in Docket.system("codes").entries.order_by("number")]
    assert entries[-6:] == [
        ("draft.heading_written", f"user:{writer.pk}"),
        ("draft.submitted", f"user:{writer.pk}"),
        ("draft.approved", f"user:{reader.pk}"),
        ("edition.superseded", f"user:{writer.pk}"),
        ("code.published", f"user:{writer.pk}"),
        ("draft.published", f"user:{writer.pk}"),
    ]
    assert (edition.digest, draft.stage) == (draft.digest, "published")
    assert Edition.objects.get(slug="2015-summary").superseded_on == DAY
    assert edition.provisions.get(number="S-1").text == "Put clients first"


def test_who_helped_to_write_does_not_approve(
    draft: CodeDraft, writer: User, office: Office
) -> None:
    other = office["ccmc-staff"]
    other.offices.create(
        body_id="ccmc", organ="office", role="administrator", from_day=dt.date(2024, 1, 1)
    )
    other = office["ccmc-staff"]
    write(draft, other, "S-1", text="Put clients first")
    drafting.write_heading(draft, by=writer, revision=draft.revision, **HEADING)
    step(draft, "submit", writer)

    for hand in (writer, other):
        with pytest.raises(Blocked, match="second person"):
            step(draft, "approve", hand)


def test_a_draft_sent_back_is_approved_anew(draft: CodeDraft, writer: User, reader: User) -> None:
    drafting.write_heading(draft, by=writer, revision=draft.revision, **HEADING)
    step(draft, "submit", writer)
    step(draft, "send_back", reader, reason="S-1 is unclear.")
    write(draft, writer, "S-1", text="Clearer")
    step(draft, "submit", writer)
    step(draft, "approve", reader)
    step(draft, "take_back", writer, reason="One more word.")

    assert (draft.stage, draft.approved_by) == ("drafting", None)
    with pytest.raises(Blocked, match="not possible at the stage"):
        step(draft, "publish", writer)


def test_one_code_has_one_draft_at_a_time(draft: CodeDraft, writer: User) -> None:
    with pytest.raises(Blocked, match="is being drafted already"):
        drafting.begin_code_draft(draft.code, by=writer)
    step(draft, "discard", writer, reason="A false start.")

    assert drafting.begin_code_draft(draft.code, by=writer).pk != draft.pk


@pytest.mark.parametrize(
    "name", ["ccmc-staff", "ccmc-chair", "namss-administrator", "ccmc-auditor"]
)
def test_only_an_administrator_of_the_body_drafts(office: Office, name: str) -> None:
    with pytest.raises(Forbidden):
        drafting.begin_code_draft(Code.objects.get(slug="professional-conduct"), by=office[name])


def test_the_faults_of_a_draft_name_the_provision(draft: CodeDraft, writer: User) -> None:
    drafting.write_heading(draft, by=writer, revision=draft.revision, **HEADING)
    record = ProvisionRecord("X-1", "rule", text="Words", parent="X-9")
    drafting.write_provision(
        draft, by=writer, revision=draft.revision, was="", after="", record=record
    )

    assert draft.faults == ["X-1: parent names a provision that does not stand above: X-9."]
    with pytest.raises(Blocked, match=r"cannot be published yet\. X-1: parent names"):
        step(draft, "submit", writer)
