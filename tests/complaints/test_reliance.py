"""Nothing is decided on evidence that the respondent was not shown, at any body, on any road."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints import assignments, evidence, reliance
from complaints.access import Viewer
from complaints.doors import DOORS, offer_of, take
from complaints.sections import exhibits_for
from ledger.refusals import Blocked, Forbidden
from tests.bodies import BODIES
from tests.walk import Walk
from tests.walk.filing import a_file
from tests.walk.shared import Roads

SHOW_FIRST = "Show E-01 to the respondent, or set it aside as not relied on, first."


@pytest.fixture(params=BODIES)
def body(request: Any) -> str:
    return str(request.param)


def filed(roads: Roads, body: str) -> Any:
    """A case with one file of the complainant's, at first review."""
    return roads.at("", body, "with a file")


def begun(walk: Walk) -> Walk:
    return walk.file(uploads=[a_file(b"What I wrote down.")]).along("take_in send_to_chair")


def reads(walk: Walk, user: Any) -> list[str]:
    return [row.label for row in exhibits_for(Viewer(walk.case, user))]


def chosen(walk: Walk) -> list[Any]:
    return list(walk.case.exhibits.unsettled())


def test_shown_at_first_review_it_is_named_in_the_notice_and_read_by_who_decides(
    roads: Roads, body: str
) -> None:
    with filed(roads, body) as walk:
        begun(walk)
        walk.act(evidence.disclose, walk.gatekeeper, exhibits=chosen(walk))
        assert not walk.case.notices.filter(letter="L14A").exists()
        walk.along("elevate")
        notice = walk.case.notices.get(letter="L09")
        notice.case = walk.case
        lines = [line for line in notice.text.splitlines() if line.startswith("- Exhibit E-01: ")]
        assert len(lines) == 2  # what it is, and its fingerprint in the annex
        assert reads(walk, walk.respondent) == ["E-01"]

        walk.along("respond convene")

        members = walk.seated(walk.COMMITTEE)
        assert [reads(walk, member) for member in members] == [["E-01"]] * len(members)


def test_before_the_committee_it_is_shown_or_set_aside(roads: Roads, body: str) -> None:
    with filed(roads, body) as walk:
        begun(walk).along("elevate respond")
        door, given = DOORS["convene_committee"], {"reason": "The papers are enough."}
        offer = offer_of(door, walk.case, walk.chair)
        assert offer is not None
        assert offer.blocked == SHOW_FIRST
        with pytest.raises(Blocked, match=r"^Show E-01 to the respondent"):
            take(door, walk.case, walk.chair, given)

        walk.act(evidence.disclose, walk.chair, exhibits=chosen(walk))
        with pytest.raises(Blocked, match="may comment on the evidence"):
            take(door, walk.case, walk.chair, given)
        walk.deliver("L14A")
        letter = walk.case.notices.get(letter="L14A")
        letter.case = walk.case
        assert "The case may be decided on this evidence." in letter.text
        assert reads(walk, walk.respondent) == ["E-01"]
        days = walk.case.rules.windows["comment"].days
        with pytest.raises(Blocked, match="may comment on the evidence until the end of"):
            take(door, walk.case, walk.chair, given)

        walk.days(days + 5)
        take(door, walk.case, walk.chair, given)
        assert "comment" not in walk.case.open_clocks


def test_what_is_set_aside_nobody_reads_who_decides_or_is_accused(roads: Roads, body: str) -> None:
    with filed(roads, body) as walk:
        begun(walk).along("elevate respond")
        assert reads(walk, walk.chair) == ["E-01"]
        walk.act(reliance.set_aside, walk.chair, exhibits=chosen(walk), reason="It shows nothing.")
        walk.act(assignments.convene_committee, walk.chair, reason="The papers are enough.")

        people = [*walk.seated(walk.COMMITTEE), walk.respondent]
        assert [reads(walk, person) for person in people] == [[]] * len(people)
        assert reads(walk, walk.staff) == ["E-01"]
        for person in people:
            client = Client()
            client.force_login(person)
            address = reverse("exhibit", args=[walk.number, 1])
            assert client.get(address).status_code == 404
        walk.act(evidence.disclose, walk.staff, exhibits=list(walk.case.exhibits.all()))
        assert reads(walk, people[0]) == ["E-01"]


def test_what_comes_in_late_is_settled_before_an_outcome(roads: Roads, body: str) -> None:
    with roads.at("committee_review", body) as walk:
        walk.judge().add_evidence()
        name = "propose" if walk.rules.preliminary_disposition else "decide_by_vote"
        door, given = DOORS[name], {"reasons": "The e-mail shows it."}
        left = chosen(walk)[0].label
        with pytest.raises(Blocked, match=rf"^Show {left} to the respondent, or set it aside"):
            take(door, walk.case, walk.chair, given)
        assert left not in reads(walk, walk.chair)
        walk.set_aside()
        take(door, walk.case, walk.chair, given)


def test_a_panel_rules_on_what_the_respondent_has_seen_and_on_no_more(roads: Roads) -> None:
    with roads.at("hearing seat_panel schedule +40 convene_hearing") as walk:
        walk.add_evidence()
        label = chosen(walk)[0].label
        offer = offer_of(DOORS["close_record"], walk.case, walk.panel_chair)
        assert offer is not None
        assert offer.blocked == (
            f"Show {label} to the respondent, or set it aside as not relied on, first."
        )
        assert label not in reads(walk, walk.panel_chair)
        walk.set_aside()
        walk.close_record()


def test_who_decides_does_not_choose_what_is_shown(roads: Roads) -> None:
    by_staff, by_investigator = r"^Only the case staff may do this\.$", "only by the investigator"
    with (
        roads.at("committee_review add_evidence") as walk,
        pytest.raises(Forbidden, match=by_staff),
    ):
        walk.act(evidence.disclose, walk.chair, exhibits=chosen(walk))
    with (
        roads.at("investigation add_evidence") as walk,
        pytest.raises(Forbidden, match=by_investigator),
    ):
        walk.act(reliance.set_aside, walk.staff, exhibits=chosen(walk), reason="Nothing.")


def test_a_report_waits_until_the_evidence_is_settled(roads: Roads) -> None:
    with roads.at("investigation add_evidence") as walk:
        investigator = walk.ready(walk.user("investigator"))
        label = chosen(walk)[0].label
        with pytest.raises(Blocked, match=rf"^Show {label} to the respondent"):
            take(DOORS["file_report"], walk.case, investigator, {"report": "What I found."})
        walk.set_aside()
        take(DOORS["file_report"], walk.case, investigator, {"report": "What I found."})


def test_a_respondent_is_not_told_of_a_comment_where_nothing_is_open(roads: Roads) -> None:
    with roads.at("responded") as walk:
        door = DOORS["comment"]
        assert offer_of(door, walk.case, walk.respondent) is None
        walk.disclose()
        offer = offer_of(door, walk.case, walk.respondent)
        assert offer is not None
        assert offer.blocked == ""


def test_the_chair_chooses_by_number_and_kind_and_not_by_the_filer_s_name(roads: Roads) -> None:
    with filed(roads, "ccmc") as walk:
        begun(walk).along("elevate respond")
        shown = {}
        for who in (walk.chair, walk.staff):
            client = Client()
            client.force_login(who)
            page = client.get(reverse("step", args=[walk.number, "set_aside"]))
            shown[who] = page.text
        assert "E-01, text/plain" in shown[walk.chair]
        assert "note.txt" not in shown[walk.chair]
        assert "E-01, note.txt" in shown[walk.staff]
