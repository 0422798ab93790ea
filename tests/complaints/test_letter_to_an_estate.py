"""The letter after a respondent's death goes to the estate, by post, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from complaints import deliveries, notices
from complaints.models import Notice
from ledger.refusals import Blocked
from tests.walk import Walk
from tests.walk.shared import Roads

DIED = "file take_in send_to_chair elevate close_on_death"
STRANGER = "file_about_a_stranger take_in send_to_chair elevate_by_post close_on_death"


def the_letter(walk: Walk) -> Notice:
    notice = walk.serve().case.notices.get(letter="L41")
    notice.case = walk.case
    return notice


def test_it_is_to_be_posted_to_the_estate_and_no_mail_tells_of_it(roads: Roads) -> None:
    with roads.at(DIED) as walk:
        notice = the_letter(walk)

        assert notice.party.user_id == walk.respondent.pk, "the account is there, and not used"
        assert (notice.state, notice.served_at) == ("to_post", None)
        assert "To the family or the estate of Elena Vasquez," in notice.text
        assert list(notice.services.all()) == []
        assert not walk.case.mails.filter(key__startswith=f"notice {notice.pk}").exists()


def test_no_account_of_the_dead_shows_it_or_proves_it(roads: Roads) -> None:
    with roads.at(DIED) as walk:
        notice = the_letter(walk)
        client = Client()
        client.force_login(walk.respondent)
        for name in ("letter", "letter_pdf"):
            assert client.get(reverse(name, args=[walk.number, notice.pk])).status_code == 404
        listed = client.get(reverse("section", args=[walk.number, "letters"])).content.decode()
        page = client.get(reverse("case", args=[walk.number])).content.decode()
        assert "Notice of allegations" in listed
        assert "death" not in listed + page
        assert the_letter(walk).state == "to_post"


@pytest.mark.parametrize("proof", ["in_hand", "read", "invited"])
def test_only_the_post_proves_it(roads: Roads, proof: str) -> None:
    with roads.at(DIED) as walk:
        notice = the_letter(walk)
        with pytest.raises(Blocked, match="only the post proves that it arrived"):
            notices.prove(notice, proof, walk.case.today, by=walk.staff)


def test_its_posting_and_a_signature_prove_it(roads: Roads) -> None:
    with roads.at(DIED) as walk:
        given = {"notice": the_letter(walk), "on": walk.case.today}
        walk.act(deliveries.record_posting, walk.staff, **given, tracking="1Z", waits=True)
        walk.act(deliveries.record_delivery, walk.staff, **given, proof="signature", reference="1Z")
        assert the_letter(walk).proof == "signature"
        assert [row.channel for row in the_letter(walk).services.all()] == ["post"]


def test_one_that_came_back_is_posted_again(roads: Roads) -> None:
    with roads.at(DIED) as walk:
        notice = the_letter(walk)
        posted = {"on": walk.case.today, "tracking": "", "waits": True}
        walk.act(deliveries.record_posting, walk.staff, notice=notice, **posted)
        walk.act(deliveries.record_return, walk.staff, notice=notice, reason="Moved.")
        walk.act(deliveries.serve_again, walk.staff, notice=the_letter(walk))
        assert the_letter(walk).state == "to_post"


def test_it_brings_no_code_into_the_portal(roads: Roads) -> None:
    with roads.at(STRANGER) as walk:
        before = walk.case.invitations.count()
        notice = the_letter(walk)
        assert (notice.state, "Code: " in notice.text) == ("to_post", False)
        assert walk.case.invitations.count() == before
