"""The next edition on its way: who writes, who approves, and what is never written over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from codes import draft_doors, drafting
from codes.draft_forms import ProvisionForm
from codes.draft_reading import draft_compared, values_compared
from codes.models import Code, CodeDraft, Edition, Procedure, ProcedureDraft, Provision
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
    with pytest.raises(Blocked, match="Say on which day it comes into force"):
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


@pytest.fixture
def procedure(office: Office) -> ProcedureDraft:
    found = Procedure.objects.get(body="namss")
    return drafting.begin_procedure_draft(found, by=office["namss-administrator"])


def test_a_procedure_draft_shows_each_value_and_what_changed(
    procedure: ProcedureDraft, office: Office
) -> None:
    by = office["namss-administrator"]
    before = {row.key: row.change for table in values_compared(procedure) for row in table.rows}
    about = {**procedure.content["windows"]["appeal"], "source": "P"}
    about["value"] = {**about["value"], "days": 15}
    drafting.write_value(
        procedure, by=by, revision=procedure.revision, key="windows.appeal", about=about
    )
    drafting.remove_value(
        procedure, by=by, revision=procedure.revision, key="grounds.disproportion"
    )
    drafting.confirm_values(
        procedure,
        by=by,
        revision=procedure.revision,
        keys=["windows.gate"],
        confirmed_by="The Board",
        confirmed_on=DAY,
    )

    after = {row.key: row.change for table in values_compared(procedure) for row in table.rows}
    assert set(before.values()) == {""}
    assert {key: change for key, change in after.items() if change} == {
        "windows.appeal": "changed",
        "windows.gate": "confirmed",
        "grounds.disproportion": "removed",
    }
    assert procedure.rules.windows["appeal"].days == 15


def test_a_changed_value_loses_its_confirmation_and_its_source(
    procedure: ProcedureDraft, office: Office, client: Client
) -> None:
    client.force_login(office["namss-administrator"])
    address = f"/law/drafts/{procedure.pk}/values/settings.covers/"
    answer = client.post(
        address, {"value": "CPCS", "source": "V source", "note": "", "revision": procedure.revision}
    )

    assert answer.status_code == 422
    assert "The value has changed: say where the new one comes from" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/law/",
        "/law/code/drafts/{pk}/",
        "/law/code/drafts/{pk}/heading/",
        "/law/drafts/{pk}/provisions/S-1/",
        "/law/drafts/{pk}/provisions/new/",
        "/law/code/drafts/{pk}/steps/submit/",
    ],
)
def test_the_pages_of_a_draft_are_closed_to_others(
    draft: CodeDraft, office: Office, client: Client, address: str
) -> None:
    path = address.format(pk=draft.pk)
    for name, status in (
        ("namss-administrator", 200 if path == "/law/" else 404),
        ("ccmc-staff", 403),
        ("ccmc-respondent", 403),
    ):
        client.force_login(office[name])
        assert client.get(path).status_code == status, (name, path)


HOSTILE = [
    "",
    "0",
    "-1",
    "9" * 40,
    "\x00",
    "é" * 400,
    "<script>",
    "{{ 7*7 }}",
    "' OR 1=1 --",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_answers_are_refused_in_a_sentence_or_kept_as_words(
    draft: CodeDraft, procedure: ProcedureDraft, office: Office, client: Client, value: str
) -> None:
    client.force_login(office["ccmc-administrator"])
    fields = dict.fromkeys(ProvisionForm.base_fields, value)
    base = f"/law/drafts/{draft.pk}/provisions"
    pages = [
        (f"{base}/new/", fields),
        (f"{base}/S-1/", fields),
        (f"{base}/S-1/difference/", fields),
        (
            f"/law/code/drafts/{draft.pk}/heading/",
            {"label": value, "provenance": value, "revision": value},
        ),
        (f"/law/code/drafts/{draft.pk}/steps/discard/", {"reason": ""}),
    ]
    for address, answers in pages:
        assert client.post(address, answers).status_code in (200, 302, 422), address
    client.force_login(office["namss-administrator"])
    for key in ("windows.gate", "votes.finding", "settings.mail_days", "grounds.procedure", "gate"):
        answers = dict.fromkeys(
            ["value", "days", "title", "source", "quorum", "organ", "role", "revision"], value
        )
        address = f"/law/drafts/{procedure.pk}/values/{key}/"
        assert client.post(address, answers).status_code in (200, 302, 422), address
    assert client.get(f"/law/drafts/{procedure.pk}/values/nothing.of.it/").status_code == 404


@pytest.mark.parametrize("count", [1, 60])
def test_the_pages_of_a_draft_cost_the_same_however_long_it_is(
    draft: CodeDraft,
    office: Office,
    client: Client,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    line = {"kind": "rule", "text": "Words of the line", "enforceable": True}
    draft.content = [{"number": f"R-{place}", **line} for place in range(count)]
    draft.save()
    client.force_login(office["ccmc-administrator"])
    costs = {
        f"/law/code/drafts/{draft.pk}/": 6,
        f"/law/drafts/{draft.pk}/provisions/R-0/": 5,
        "/law/": 9,
    }
    for address, queries in costs.items():
        with django_assert_num_queries(queries):
            client.get(address)
