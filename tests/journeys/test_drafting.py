"""The next edition of a code and of a procedure: drafted by one person, approved by another."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from codes.models import Code, CodeDraft, Edition, ProcedureDraft, ProcedureEdition
from codes.publishing import publish
from codes.records import Heading, ProvisionRecord

NOON = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def published_late() -> None:
    """An edition in force since before today that nobody published in time."""
    code = Code.objects.get(slug="professional-conduct")
    line = ProvisionRecord("S-1", "standard", text="Late words.", enforceable=True)
    heading = Heading("Late edition", "Ours", dt.date(2026, 1, 5), dt.date(2026, 7, 1))
    publish(code, heading, [line], by=None)


@time_machine.travel(NOON, tick=True)
def test_an_edition_is_drafted_approved_and_published(town_of: Any) -> None:
    town = town_of("ccmc")
    writer = town("administrator").open("/law/").picture("law")
    writer.page.get_by_role("button", name="Draft the next edition of Code of").click()
    writer.check().reads("Nothing changes yet")
    draft = CodeDraft.objects.get()
    at = f"/law/drafts/{draft.pk}/provisions"
    page = writer.open(f"{at}/S-1/").page
    page.fill("[name=text]", "CCMs will put their clients first, and prove it")
    page.locator("#difference del").first.wait_for()
    writer.picture("law-provision")
    assert "Reworded" in page.locator("#difference").inner_text()
    writer.send("Saved.")
    writer.open(f"{at}/new/").fill(
        number="S-1(b)",
        kind="standard",
        text="CCMs will write down how they did so",
        enforceable=True,
        after="S-1",
        continues="S-1",
    ).send("Split")
    writer.open(f"{at}/P-7/remove/").send("Repealed")
    writer.open(f"/law/code/drafts/{draft.pk}/").reads("The edition needs a label of its own")
    writer.open(f"/law/code/drafts/{draft.pk}/heading/").fill(
        label="2026 edition", in_force_from="2026-07-01", provenance="Adopted by the Commission."
    ).send("1 July 2026")
    writer.picture("law-draft").open(f"/law/code/drafts/{draft.pk}/steps/submit/").send("Waiting")
    writer.open(f"/law/code/drafts/{draft.pk}/steps/approve/").reads("You have worked on this")
    reader = (
        town("chair").open("/law/").open(f"/law/code/drafts/{draft.pk}/").picture("law-approval")
    )
    reader.open(f"/law/code/drafts/{draft.pk}/steps/approve/").send("Approved")
    writer.open(f"/law/code/drafts/{draft.pk}/steps/publish/").send("is published")
    assert Edition.objects.get(slug="2015-summary").superseded_on == dt.date(2026, 7, 1)
    visitor = town.visitor().open("/ccmc/code/professional-conduct/2026-edition/?on=2026-07-01")
    visitor.reads("CCMs will put their clients first").reads("into force on 1 July 2026")
    published_late()
    staff = town("staff").open("/desk/").reads("Law published late").open("/late-law/")
    staff.page.get_by_role("link", name="Late edition").click()
    staff.check().picture("late-law").reads("None of the cases you may see")


@pytest.mark.long
@time_machine.travel(NOON, tick=True)
def test_a_procedure_is_changed_confirmed_and_published(town_of: Any) -> None:
    town = town_of("namss")
    writer = town("administrator").open("/law/")
    writer.page.get_by_role("button", name="Draft the next edition of Complaints about").click()
    writer.check()
    draft = ProcedureDraft.objects.get()
    at = f"/law/drafts/{draft.pk}"
    writer.open(f"{at}/values/windows.response/").picture("law-value").fill(
        days="20", count="business"
    ).send("20 business days")
    writer.open(f"{at}/values/windows.response/").fill(days="").send("There is a problem")
    writer.open(f"{at}/add/grounds/").fill(name="bias").send("")
    writer.fill(value="A decider was biased.", source="P").send("A decider was biased.")
    writer.open(f"{at}/confirm/").picture("law-confirm")
    boxes = writer.page.locator("[name=keys]")
    for place in range(boxes.count()):
        boxes.nth(place).check()
    writer.fill(confirmed_by="The Board", confirmed_on="2026-02-27").send(
        "Every value is confirmed"
    )
    writer.open(f"/law/procedure/drafts/{draft.pk}/heading/").fill(
        label="2026 procedure", in_force_from="2026-04-01", provenance="Adopted by the Board."
    ).send("1 April 2026").picture("law-procedure")
    writer.open(f"/law/procedure/drafts/{draft.pk}/steps/submit/").send("Waiting")
    town("auditor").open("/rehearsal/").open(f"/rehearsal/{draft.pk}/").picture("rehearsal")
    reader = town("ethics-chair").open(f"/rehearsal/{draft.pk}/").reads("closed cases tried")
    reader.open(f"/law/procedure/drafts/{draft.pk}/steps/approve/").send("Approved")
    writer.open(f"/law/procedure/drafts/{draft.pk}/steps/publish/").send("is published")
    edition = ProcedureEdition.objects.get(slug="2026-procedure")
    assert edition.rules.is_confirmed
    assert (edition.rules.windows["response"].days, edition.rules.windows["response"].count) == (
        20,
        "business",
    )
    town.visitor().open("/namss/procedure/?on=2026-04-01").reads("20 business days").picture(
        "law-public"
    )
