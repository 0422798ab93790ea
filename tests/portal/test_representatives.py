"""Who acts for the respondent: let in by a code, in one case, and not a day longer than wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from complaints import (
    deliveries,
    evidence,
    feeds,
    invitations,
    messages,
    notices,
    representation,
    responses,
)
from complaints.assignments import assign
from complaints.models import Complaint, Invitation, Mail, Reminder, Representative
from complaints.reminders import remind
from complaints.stages import Capacity
from ledger.refusals import Blocked, Forbidden
from people.models import Office, User
from tests.walk import Walk
from tests.walk.filing import a_file
from tests.walk.shared import Roads

PASSWORD = "four plain words together"


@pytest.fixture
def walk(roads: Roads) -> Iterator[Walk]:
    with roads.at("response appoint_representative") as walk:
        yield walk


def row_of(walk: Walk) -> Representative:
    return Representative.objects.get(case=walk.number, ended_on=None)


def come_in(walk: Walk, **changes: str) -> tuple[Any, Client]:
    client = Client()
    given = {
        "docket": walk.number,
        "code": row_of(walk).code,
        "number": walk.about.number,
        "username": "counsel",
        "password": PASSWORD,
        "again": PASSWORD,
    }
    return client.post(f"/{walk.body.pk}/claim/", {**given, **changes}), client


def counsel_of(walk: Walk) -> User:
    come_in(walk)
    return User.objects.get(username="counsel")


def test_the_code_opens_an_account_of_the_representatives_own(walk: Walk) -> None:
    answer, client = come_in(walk)

    assert answer.status_code == 302
    user = User.objects.get(username="counsel")
    row = row_of(walk)
    assert (user.name, row.user, row.code) == ("Ruth Adler", user, "")
    assert client.get(f"/cases/{walk.number}/").status_code == 200
    assert walk.number in client.get("/desk/").content.decode()
    assert walk.about.user == walk.respondent
    assert not walk.case.notices.filter(proof="invited").exists()


def test_the_authorisation_is_sealed_and_only_its_hash_is_in_the_record(walk: Walk) -> None:
    row = row_of(walk)
    assert row.authorisation == (
        f"In case {walk.number} of {walk.body.name} I appoint Ruth Adler, a lawyer, to act for me:"
        " to read what I may read, and to answer, ask and appeal in my name, until I take this"
        " back.\n\nLetters are delivered to me alone.\n\n"
        f"Signed: {walk.about}, 2 March 2026"
    )
    entry = walk.case.docket.entries.get(verb="representative.appointed")
    assert entry.details == {"kind": "counsel", "accepts_service": False, "sha256": row.sha256}
    assert not Invitation.objects.filter(tag=row.code).exists()


def test_every_act_of_theirs_is_entered_on_behalf_of_the_respondent(walk: Walk) -> None:
    counsel = counsel_of(walk)
    party = f"party:{walk.case.respondent.pk}"
    walk.act(evidence.add_evidence, counsel, upload=a_file(), description="A note")
    walk.act(responses.respond, counsel, answers=walk.denial("She had leave."))
    client = Client()
    client.force_login(counsel)
    assert client.get(f"/cases/{walk.number}/exhibits/1/").status_code == 200

    entries = walk.case.docket.entries.filter(actor=f"user:{counsel.pk}").order_by("number")
    told = [(entry.verb, entry.told["for"]) for entry in entries]
    assert told == [
        ("invitation.used", party),
        ("representative.joined", party),
        ("exhibit.received", party),
        ("response.filed", party),
    ]
    assert walk.case.docket.reads.entries.get(actor=f"user:{counsel.pk}").told["for"] == party
    own = walk.case.docket.entries.filter(actor=f"user:{walk.respondent.pk}")
    assert {entry.told["for"] for entry in own} == {""}


@pytest.mark.parametrize("accepts", [False, True])
def test_their_reading_proves_a_delivery_only_if_they_accept_service(
    roads: Roads, accepts: bool
) -> None:
    with roads.at("chair_review elevate_by_post") as walk:
        walk.appoint_representative(accepts_service=accepts)
        _, client = come_in(walk)
        letter = walk.case.notices.get(letter="L09")
        assert client.get(f"/cases/{walk.number}/letters/{letter.pk}/").status_code == 200

        letter.refresh_from_db()
        assert letter.state == ("delivered" if accepts else "served")
        notices.acknowledge(letter, by=walk.respondent)
        letter.refresh_from_db()
        assert letter.state == "delivered"


def test_they_are_told_of_letters_messages_and_days_until_it_is_taken_back(walk: Walk) -> None:
    come_in(walk, email="counsel@example.org")
    counsel = User.objects.get(username="counsel")
    own = Mail.objects.filter(case=walk.number).order_by("pk")
    own.delete()

    def told() -> list[str]:
        return [mail.text.split("\n")[0] for mail in own.all() if mail.to == counsel.email]

    walk.act(messages.write_to_party, walk.staff, to="respondent", statement="Your file is here.")
    due = walk.case.open_clocks["response"].due_on
    remind(on=due)
    walk.along("ask_extension grant_extension").serve()

    assert told() == [
        "There is a new message for you in the portal.",
        "Something is waited for from you by Wednesday 1 April 2026.",
        "There is a new letter for you in the portal.",
    ]
    assert len([mail for mail in own.all() if mail.to == walk.respondent.email]) == 3
    assert b"SUMMARY:" + walk.number.encode() in feeds.as_calendar(counsel)

    walk.act(representation.revoke_representative, walk.respondent)
    remind(on=walk.case.open_clocks["response"].due_on)
    walk.act(messages.write_to_party, walk.staff, to="respondent", statement="And again.")
    assert len(told()) == 3
    assert Reminder.objects.filter(recipient=f"user:{counsel.pk}").count() == 3
    assert b"SUMMARY" not in feeds.as_calendar(counsel)


def test_taking_it_back_ends_their_access_at_the_next_request(walk: Walk) -> None:
    _, client = come_in(walk)
    assert client.get(f"/cases/{walk.number}/").status_code == 200
    walk.act(representation.revoke_representative, walk.respondent)

    assert client.get(f"/cases/{walk.number}/").status_code == 404
    assert client.get(f"/api/cases/{walk.number}/").status_code == 404
    assert walk.number not in client.get("/desk/").content.decode()
    counsel = User.objects.get(username="counsel")
    with pytest.raises(Forbidden, match="Only the respondent may do this"):
        walk.act(responses.respond, counsel, answers=walk.denial("Late."))


def test_a_code_that_was_not_used_dies_with_the_authority(walk: Walk) -> None:
    code = row_of(walk).code
    walk.act(representation.revoke_representative, walk.respondent)
    walk.appoint_representative(name="Another One")

    assert come_in(walk, code=code)[0].status_code == 422
    assert come_in(walk)[0].status_code == 302


def test_they_see_this_one_case_only(walk: Walk) -> None:
    other = Walk("ccmc", traveller=walk.traveller).along("file take_in send_to_chair elevate")
    counsel = counsel_of(walk)

    assert list(Complaint.objects.visible_to(counsel)) == [walk.case]
    assert other.case not in Complaint.objects.visible_to(counsel)


def test_they_name_nobody_in_their_place(walk: Walk) -> None:
    counsel = counsel_of(walk)
    with pytest.raises(Forbidden, match="in person"):
        walk.act(representation.revoke_representative, counsel)


def test_one_acts_at_a_time_and_the_signature_is_the_respondents(walk: Walk) -> None:
    with pytest.raises(Blocked, match="Somebody acts for you already"):
        walk.appoint_representative()
    walk.act(representation.revoke_representative, walk.respondent)
    with pytest.raises(Blocked, match="Sign with your name"):
        walk.appoint_representative(signature="Somebody Else")


@pytest.mark.parametrize("revoked", [False, True])
def test_who_acted_for_a_party_never_serves_in_the_case(walk: Walk, revoked: bool) -> None:
    counsel = counsel_of(walk)
    if revoked:
        walk.act(representation.revoke_representative, walk.respondent)
    Office.objects.create(
        user=counsel, body=walk.body, organ="office", role="staff", from_day=walk.case.today
    )
    counsel = User.objects.get(pk=counsel.pk)

    with pytest.raises(Blocked, match="a representative of a party"):
        assign(walk.case, counsel, Capacity.COMMITTEE, by=None)
    assert Complaint.objects.visible_to(counsel).filter(pk=walk.number).exists() is not revoked
    if not revoked:
        with pytest.raises(Forbidden, match="You are a party to this case"):
            walk.act(deliveries.record_return, counsel, notice=None, reason="x")


def test_a_letter_to_the_respondent_does_not_void_the_representatives_code(roads: Roads) -> None:
    with roads.at("response appoint_representative") as walk:
        invitations.void(walk.case.respondent, walk.case.today)
        assert come_in(walk)[0].status_code == 302
