"""The pages of a draft: what they cost, to whom they are closed, and what they make of answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from codes import drafting
from codes.draft_forms import ProvisionForm
from codes.draft_reading import values_compared
from codes.models import Code, CodeDraft, Procedure, ProcedureDraft
from tests.office import Office

DAY = dt.date(2027, 1, 1)


@pytest.fixture
def draft(office: Office) -> CodeDraft:
    code = Code.objects.get(slug="professional-conduct")
    return drafting.begin_code_draft(code, by=office["ccmc-administrator"])


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
        f"/law/code/drafts/{draft.pk}/": 5,
        f"/law/drafts/{draft.pk}/provisions/R-0/": 5,
        "/law/": 9,
    }
    for address, queries in costs.items():
        with django_assert_num_queries(queries):
            client.get(address)
