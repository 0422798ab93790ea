"""A letter that has to be approved: nobody gets it before, and it goes out as it was read."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from complaints import approvals, approvers
from complaints.freezing import preview
from complaints.models import Errand, Notice
from complaints.next_step import next_step
from complaints.recusals import declare
from ledger.refusals import Blocked, Forbidden
from tests.walk import Walk
from tests.walk.shared import Roads

DRAFTED = "ask_approval file take_in send_to_chair elevate"


def draft_of(walk: Walk, letter: str = "L09") -> Notice:
    notice = walk.serve().case.notices.select_related("entry").get(letter=letter)
    notice.case = walk.case
    return notice


def test_a_draft_is_not_served_and_starts_nothing(roads: Roads) -> None:
    with roads.at(DRAFTED) as walk:
        notice = draft_of(walk)
        assert (notice.state, notice.text, notice.sha256, notice.pdf_address) == (
            "drafted",
            "",
            "",
            "",
        )
        assert walk.case.open_clocks["response"].due_on is None
        assert notice.services.count() == 0
        client = Client()
        client.force_login(walk.respondent)
        assert client.get(reverse("letter", args=[walk.number, notice.pk])).status_code == 404
        told = walk.case.mails.filter(subject__contains="A letter waits")
        assert [row.text.split("\n")[0] for row in told] == ["A letter waits for your approval."]


def test_it_is_served_in_the_words_that_were_approved(roads: Roads) -> None:
    with roads.at(DRAFTED) as walk:
        notice = draft_of(walk)
        read = preview(notice)
        chair = walk.holder("committee_chair")
        walk.act(approvals.approve_letter, walk.ready(chair), notice=notice, digest=read.digest)

        row = walk.case.notices.get(pk=notice.pk)
        row.case = walk.case
        assert (row.state, row.text, row.approved_by) == ("served", read.made.text, chair)
        verbs = list(walk.case.docket.entries.values_list("verb", flat=True))
        assert [v for v in verbs if v.startswith("letter.")][-2:] == [
            "letter.approved",
            "letter.served",
        ]
        with pytest.raises(Forbidden, match="only by who approves a letter that waits"):
            walk.act(approvals.approve_letter, walk.ready(chair), notice=notice, digest="x")


def test_an_approval_of_other_words_is_refused(roads: Roads) -> None:
    with roads.at(DRAFTED) as walk:
        notice = draft_of(walk)
        before = preview(notice).digest
        allegation = walk.case.live_allegations[0]
        allegation.words = "Told somebody else"
        allegation.save(update_fields=["words"])
        with pytest.raises(Blocked, match="The letter has changed since you read it"):
            walk.act(
                approvals.approve_letter,
                walk.ready(walk.holder("committee_chair")),
                notice=notice,
                digest=before,
            )


@pytest.mark.parametrize("elevated", ["elevate", "elevate_by_post"])
def test_what_was_read_one_day_can_be_approved_on_another(roads: Roads, elevated: str) -> None:
    """Also where it brings a code, whose last day is counted from the day of making."""
    start = DRAFTED.replace("elevate", elevated)
    start = start if elevated == "elevate" else start.replace("file ", "file_about_a_stranger ")
    with roads.at(start) as walk:
        notice = draft_of(walk)
        read = preview(notice)
        walk.days(1)
        chair = walk.ready(walk.holder("committee_chair"))
        walk.act(approvals.approve_letter, chair, notice=notice, digest=read.digest)

        made = walk.case.notices.get(pk=notice.pk)
        assert made.state in ("served", "to_post")
        assert "\n2 March 2026\n" in read.made.text
        assert "\n3 March 2026\n" in made.text
        lines = zip(read.made.text.splitlines(), made.text.splitlines(), strict=True)
        other = [(then, now) for then, now in lines if then != now and "Code: " not in then]
        codes = [pair for pair in other if pair[0].startswith("The code works once")]
        assert len(other) == 1 + len(codes)


def test_a_letter_sent_back_comes_again(roads: Roads) -> None:
    with roads.at(f"{DRAFTED} draft_sent_back") as walk:
        notice = draft_of(walk)
        assert (notice.state, notice.sent_back) == ("sent_back", "Name the day.")
        assert Errand.objects.get(case=walk.number).words == (
            f"A letter in {walk.number} was sent back by who has to approve it."
        )
        walk.act(approvals.put_letter_forward, walk.staff, notice=notice)
        assert draft_of(walk).state == "drafted"


def test_a_second_person_is_another_than_who_took_the_step(roads: Roads) -> None:
    with roads.at("ask_approval file take_in refuse") as walk:
        notice = draft_of(walk, "L05")
        digest = preview(notice).digest
        assert notice.state == "drafted"
        with pytest.raises(Forbidden, match="only by who approves a letter that waits"):
            walk.act(approvals.approve_letter, walk.user("staff-2"), notice=notice, digest=digest)
        walk.act(approvals.approve_letter, walk.staff, notice=notice, digest=digest)
        assert draft_of(walk, "L05").state == "served"


def test_the_approver_reads_it_as_the_recipient_would(roads: Roads) -> None:
    with roads.at(DRAFTED) as walk:
        notice = draft_of(walk)
        client = Client()
        client.force_login(walk.ready(walk.holder("committee_chair")))
        address = reverse("step", args=[walk.number, "approve_letter"])
        page = client.get(f"{address}?notice={notice.pk}").content.decode()
        made = preview(notice)
        assert "What we ask of you" in page
        assert made.digest in page
        given = {"notice": notice.pk, "digest": made.digest}
        assert client.post(address, given).status_code == 302
        assert draft_of(walk).state == "served"


def test_whoever_takes_over_from_a_recused_approver_is_told(roads: Roads) -> None:
    with roads.at(DRAFTED) as walk:
        notice = draft_of(walk)
        first = walk.holder("committee_chair")
        walk.ready(first)
        declare(walk.case, by=first, answer="recused", words="A cousin of mine.")

        second = walk.holder("committee_chair")
        assert second != first
        told = [m.to for m in walk.case.mails.filter(subject__contains="A letter waits")]
        assert told == [first.email, second.email]
        step = next_step(walk.case, walk.ready(second))
        assert step.yours is not None
        assert step.yours.door.name == "approve_letter"
        assert draft_of(walk).pk == notice.pk


def test_a_letter_that_opens_a_time_is_not_served_in_a_closed_case(roads: Roads) -> None:
    with roads.at(DRAFTED) as walk:
        draft_of(walk)
        walk.along("ask_to_withdraw allow_withdrawal").serve()

        letters = {row.letter: row.state for row in walk.case.notices.filter(role="respondent")}
        assert letters["L09"] == "cancelled"
        assert approvers.waiting(walk.case, walk.holder("committee_chair")) == []
        assert walk.case.docket.entries.filter(verb="letter.cancelled").count() == 1
