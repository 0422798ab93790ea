"""A respondent without an account: the letter by post, its code, and the way in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints import messages, notices
from complaints.models import Invitation, Mail
from complaints.reminders import remind
from ledger.models import Docket
from ledger.refusals import Blocked
from people.models import Attempt, Certificant, User
from tests.office import Office
from tests.walk import Walk
from tests.walk.shared import START

ROAD = "file_about_a_stranger take_in send_to_chair elevate_by_post"
NUMBER = "77000123"
PASSWORD = "four plain words together"
NO_MATCH = "We cannot match those."


@pytest.fixture
def walk(office: Office) -> Iterator[Walk]:
    with time_machine.travel(START) as traveller:
        yield Walk("ccmc", traveller=traveller).along(ROAD)


def code_in(walk: Walk, letter: str = "L09") -> str:
    found = re.search(r"^Code: (\S+)$", walk.case.notices.get(letter=letter).text, re.MULTILINE)
    assert found
    return found[1]


def claim(walk: Walk, client: Client | None = None, **changes: str) -> Any:
    given = {
        "docket": walk.number,
        "code": code_in(walk),
        "number": NUMBER,
        "username": "mara",
        "password": PASSWORD,
        "again": PASSWORD,
    }
    address = f"/{walk.body.pk}/claim/"
    return (client or Client()).post(address, {**given, **changes})


def test_the_code_opens_an_account_at_the_case_and_proves_that_the_letter_came(walk: Walk) -> None:
    walk.days(7)
    client = Client()
    answer = claim(walk, client)

    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{walk.number}/")
    assert client.get(answer["Location"]).status_code == 200
    user = User.objects.get(username="mara")
    assert (user.name, user.certificant.number) == ("Mara Lindqvist", NUMBER)
    assert walk.case.respondent.user == user
    letter = walk.case.notices.get(letter="L09")
    assert (letter.state, letter.proof, letter.delivered_on) == (
        "delivered",
        "invited",
        walk.case.today,
    )
    assert walk.case.open_clocks["response"].due_on == walk.case.today + dt.timedelta(days=30)
    entered = walk.case.docket.entries.filter(actor=f"user:{user.pk}").order_by("number")
    assert [entry.verb for entry in entered] == [
        "invitation.used",
        "respondent.joined",
        "letter.delivered",
    ]
    assert Docket.system("people").entries.filter(verb="account.opened").last().actor == (
        f"user:{user.pk}"
    )


def test_who_gives_an_address_is_reminded_there_and_may_change_it(walk: Walk) -> None:
    client = Client()
    Mail.objects.filter(case=walk.number).delete()
    claim(walk, client, email="mara@example.org")
    remind(on=walk.case.open_clocks["response"].due_on)
    page = client.get("/reminders/").context["form"]
    given = {name: page[name].value() or "" for name in page.fields}
    changed = client.post("/reminders/", {**given, "email": "at.home@example.org"})
    walk.act(messages.write_to_party, walk.staff, to="respondent", statement="A question.")

    assert changed.status_code == 302
    mails = Mail.objects.filter(case=walk.number).order_by("pk")
    assert [mail.to for mail in mails] == ["mara@example.org", "at.home@example.org"]
    entry = Docket.system("people").entries.last()
    user = User.objects.get(username="mara")
    assert (entry.verb, entry.actor, entry.details) == (
        "account.address_changed",
        f"user:{user.pk}",
        {},
    )
    assert client.post("/reminders/", {**given, "email": "no address"}).status_code == 422


def test_a_code_works_once(walk: Walk) -> None:
    claim(walk)
    answer = claim(walk, username="second")

    assert answer.status_code == 422
    assert NO_MATCH in answer.content.decode()
    assert not User.objects.filter(username="second").exists()


WRONG = {
    "code": {"code": "0000-0000-0000-0000"},
    "case": {"docket": "CCMC-2026-9999"},
    "person": {"number": "00482913"},
    "nothing like a code": {"code": "open sesame"},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=list(WRONG))
def test_every_failure_gets_the_same_answer(walk: Walk, changes: dict[str, str]) -> None:
    """A username that is taken is not told to who has no code."""
    answer = claim(walk, username="ccmc-staff", **changes)

    assert answer.status_code == 422
    assert next(str(fault) for fault in answer.context["form"].non_field_errors()).startswith(
        NO_MATCH
    )
    assert list(answer.context["form"].errors) == ["__all__"]
    assert Attempt.objects.count() == 1


def test_a_code_of_another_body_is_no_code_here(walk: Walk) -> None:
    given = {"docket": walk.number, "code": code_in(walk), "number": NUMBER}
    account = {"username": "mara", "password": PASSWORD, "again": PASSWORD}
    answer = Client().post("/namss/claim/", given | account)

    assert (answer.status_code, User.objects.filter(username="mara").exists()) == (422, False)


def test_after_ten_failures_even_the_right_code_waits_an_hour(walk: Walk) -> None:
    for _ in range(10):
        claim(walk, number="1")
    assert claim(walk).status_code == 429
    walk.traveller.shift(dt.timedelta(hours=1, seconds=1))
    assert claim(walk).status_code == 302


def test_a_code_is_good_for_sixty_days_the_last_one_included(walk: Walk) -> None:
    walk.days(61)
    assert claim(walk).status_code == 422
    walk.days(-1)
    assert claim(walk).status_code == 302


FAULTS = {
    "short": ({"password": "tooshort", "again": "tooshort"}, "password"),
    "two passwords": ({"again": "four plain words apart"}, "again"),
    "taken": ({"username": "CCMC-staff"}, "username"),
    "no name": ({"username": "a name with blanks"}, "username"),
}


@pytest.mark.parametrize(("changes", "field"), FAULTS.values(), ids=list(FAULTS))
def test_a_fault_is_told_at_its_field_and_the_code_stays_good(
    walk: Walk, changes: dict[str, str], field: str
) -> None:
    answer = claim(walk, **changes)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert code_in(walk) in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert claim(walk).status_code == 302


def test_a_fresh_letter_takes_the_place_of_the_old_code(walk: Walk) -> None:
    old = code_in(walk)
    walk.invite_again()

    assert claim(walk, code=old).status_code == 422
    assert claim(walk, code=code_in(walk, "L09I")).status_code == 302
    assert walk.case.notices.get(letter="L09I").proof == "invited"
    assert walk.case.notices.get(letter="L09").state == "to_post"


def test_the_older_letter_is_proven_when_it_is_opened_in_the_portal(walk: Walk) -> None:
    walk.invite_again()
    client = Client()
    claim(walk, client, code=code_in(walk, "L09I"))
    letter = walk.case.notices.get(letter="L09")
    answer = client.get(f"/cases/{walk.number}/letters/{letter.pk}/")

    letter.refresh_from_db()
    assert (answer.status_code, letter.proof) == (200, "read")
    assert "response" in walk.case.open_clocks


def test_nothing_readable_is_kept_of_the_code(walk: Walk) -> None:
    code = code_in(walk)
    row = Invitation.objects.get()

    assert code not in str(vars(row))
    entry = walk.case.docket.entries.get(verb="invitation.issued")
    assert entry.details == {"letter": "L09", "until": "2026-05-01"}


def test_only_who_posts_the_letter_or_got_it_reads_the_code(walk: Walk) -> None:
    letter = walk.case.notices.get(letter="L09")

    def read_by(user: User) -> str:
        client = Client()
        client.force_login(walk.ready(user))
        return client.get(f"/cases/{walk.number}/letters/{letter.pk}/").content.decode()

    shown = {name: code_in(walk) in read_by(walk.user(name)) for name in ("staff", "chair")}
    assert shown == {"staff": True, "chair": False}


def test_who_has_an_account_gets_no_code_and_no_second_invitation(office: Office) -> None:
    walk = Walk("ccmc").along("file take_in send_to_chair elevate")

    assert not Invitation.objects.exists()
    with pytest.raises(Blocked, match="has an account"):
        walk.invite_again()


def test_the_account_opens_every_case_about_the_same_person(walk: Walk) -> None:
    about = Certificant.objects.get(number=NUMBER)
    other = Walk("ccmc", traveller=walk.traveller)
    other.file(about=about).along("take_in send_to_chair elevate_by_post")
    claim(walk)

    user = User.objects.get(username="mara")
    assert other.case.respondent.user == user
    assert claim(other, username="again").status_code == 422
    letter = other.case.notices.get(letter="L09")
    assert letter.state == "to_post"
    notices.acknowledge(letter, by=user)
    letter.refresh_from_db()
    assert letter.proof == "read"
