"""Evidence after it was filed: withdrawn by a recorded act, held back, and released."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from complaints import custody, evidence
from complaints.access import Viewer
from complaints.sections import exhibits_for
from ledger.refusals import Blocked
from tests.intake.writing import Writer
from tests.office import Office
from tests.walk import Walk
from tests.walk.filing import a_file

INVESTIGATED = "take_in send_to_chair elevate respond investigate"


def test_what_is_withdrawn_stays_sealed_with_its_number(office: Office, client: Client):
    walk = Walk("ccmc").along("file")
    walk.act(evidence.add_evidence, walk.filer, upload=a_file(), description="Mine")
    [exhibit] = walk.case.exhibits.all()

    walk.act(custody.withdraw_evidence, walk.filer, exhibit=exhibit, statement="Wrong file.")

    [shown] = exhibits_for(Viewer(walk.case, walk.filer))
    entry = walk.case.docket.entries.get(verb="evidence.withdrawn")
    assert (shown.label, shown.withheld) == (
        "E-01",
        "It was withdrawn by the side that filed it, and is kept sealed.",
    )
    assert entry.details == {"exhibit": "E-01", "reason": "Wrong file."}
    walk.ready(walk.staff)
    client.force_login(walk.staff)
    assert client.get(f"/cases/{walk.number}/exhibits/1/").status_code == 409
    with pytest.raises(Blocked, match="can no longer be withdrawn"):
        walk.act(custody.withdraw_evidence, walk.filer, exhibit=exhibit, statement="Again.")


def test_what_somebody_relies_on_cannot_be_withdrawn(office: Office):
    walk = Walk("ccmc").file(uploads=[a_file()]).along(INVESTIGATED)
    [exhibit] = walk.case.exhibits.all()
    investigator = walk.ready(walk.holder("investigator"))
    walk.act(evidence.disclose, investigator, exhibits=[exhibit])

    with pytest.raises(Blocked, match="somebody relies on it"):
        walk.act(custody.withdraw_evidence, walk.filer, exhibit=exhibit, statement="No.")


def test_what_is_held_back_is_disclosed_only_after_its_release(office: Office):
    walk = Walk("ccmc").along("file_holding_back " + INVESTIGATED)
    investigator: Any = walk.ready(walk.holder("investigator"))
    [exhibit] = walk.case.exhibits.all()

    with pytest.raises(Blocked, match="asked that the respondent not be shown E-01"):
        walk.act(evidence.disclose, investigator, exhibits=[exhibit])
    walk.act(custody.release_evidence, walk.filer, exhibits=[exhibit])
    walk.act(evidence.disclose, investigator, exhibits=[exhibit])

    assert walk.case.docket.entries.get(verb="evidence.released").details == {"exhibits": ["E-01"]}


def test_the_form_holds_back_what_was_ticked(office: Office):
    files = {
        "files": [("one.txt", b"One."), ("two.txt", b"Two.")],
        **{f"description_{n}": "A note" for n in (1, 2)},
        **{f"health_{n}": "none" for n in (1, 2)},
    }
    consent = {"to_person": "but", "held_back": ["2"]}
    writer = Writer(evidence={"evidence": "now"}, files=files, consent=consent).begin().send()

    walk = Walk("ccmc")
    walk.number = writer.cases[0][0]
    assert [e.held_back for e in walk.case.exhibits.order_by("number")] == [False, True]


def test_staff_read_the_filing_as_it_was_filed_and_that_is_entered(office: Office, client: Client):
    number = Writer().begin().send().cases[0][0]
    walk = Walk("ccmc")
    walk.number = number
    walk.ready(walk.staff)
    client.force_login(walk.staff)

    page = client.get(f"/cases/{number}/filing/").content.decode()

    assert "Bo Lind, at the front desk, heard it." in page
    assert "ETHICS PORTAL RECEIPT 1" in page
    assert walk.case.docket.reads.entries.filter(verb="filing.read").count() == 1
