"""Two-way messages: each party has a thread, the other sees nothing of it, nobody is named."""

from __future__ import annotations

import pytest
from django.test import Client

from complaints import composing, messages
from complaints.filing import Filer
from complaints.models import Errand, Mail, Message
from complaints.stages import Sharing, Stage
from ledger.refusals import Blocked
from tests.office import Office
from tests.walk import Walk, walk_to


def unnamed() -> Walk:
    """A case at the response whose complainant asked not to be named."""
    filer = Filer(name="Ana Delgado", email="ana@example.org", sharing=Sharing.WITHHELD)
    return Walk("ccmc").file(filer=filer).along("take_in send_to_chair elevate")


def test_a_thread_goes_both_ways_and_mail_says_only_that(office: Office):
    walk = Walk("ccmc").along("file")
    walk.act(messages.write_message, walk.filer, statement="May I send a recording?")
    walk.act(messages.write_to_party, walk.staff, to="complainant", statement="Yes, up to 50 MB.")

    thread = walk.case.messages.order_by("pk")
    assert [(one.from_office, one.text) for one in thread] == [
        (False, "May I send a recording?"),
        (True, "Yes, up to 50 MB."),
    ]
    [mail] = Mail.objects.filter(subject__startswith="There is a message")
    assert "recording" not in mail.text
    verbs = walk.case.docket.entries.filter(verb__startswith="message.").values_list("verb")
    assert [verb for (verb,) in verbs] == ["message.to_office", "message.to_party"]


def test_the_other_party_sees_nothing_of_it(office: Office, client: Client):
    walk = walk_to(Stage.RESPONSE)
    walk.act(messages.write_message, walk.filer, statement="Zephyrine is my neighbour.")
    client.force_login(walk.respondent)

    page = client.get(f"/cases/{walk.number}/messages/")

    assert page.status_code == 200
    assert "Zephyrine" not in page.content.decode()
    assert Message.objects.get().read_at is None


def test_staff_read_it_and_it_is_marked_as_read(office: Office, client: Client):
    walk = Walk("ccmc").along("file take_in")
    walk.act(messages.write_message, walk.filer, statement="I moved house.")
    client.force_login(walk.staff)

    assert "I moved house." in client.get(f"/cases/{walk.number}/messages/").content.decode()
    assert Message.objects.get().read_at is not None


@pytest.mark.parametrize(
    "words",
    ["Ana Delgado told us.", "Ms DELGADO told us.", "Write to ana@example.org.", "Ana\nDelgado"],
)
def test_nothing_to_the_respondent_names_a_complainant_who_stays_unnamed(office: Office, words):
    walk = unnamed()

    with pytest.raises(Blocked, match="This names the complainant"):
        walk.act(messages.write_to_party, walk.staff, to="respondent", statement=words)
    walk.act(messages.write_to_party, walk.staff, to="respondent", statement="Please answer.")


def test_a_letter_to_the_respondent_that_names_the_complainant_is_not_served(office: Office):
    walk = unnamed()
    row = walk.case.allegations.get(number=1)
    row.words = "Told Ana Delgado’s employer her diagnosis"
    row.save()
    notice = walk.case.notices.get(letter="L09")

    with pytest.raises(Blocked, match="it names the complainant"):
        composing.text_of(notice)


def test_a_flood_waits_for_an_answer(office: Office):
    walk = Walk("ccmc").along("file")
    for number in range(messages.MOST_IN_A_ROW):
        walk.act(messages.write_message, walk.filer, statement=f"Message {number}")

    with pytest.raises(Blocked, match="Please wait for our answer"):
        walk.act(messages.write_message, walk.filer, statement="One more")
    walk.act(messages.write_to_party, walk.staff, to="complainant", statement="We read them.")
    walk.act(messages.write_message, walk.filer, statement="Thank you.")


def errands_after_a_message(reached: dict[str, str]) -> list[str]:
    """What the staff are left to do about a message to a filer who is reached like this."""
    filer = Filer(**{"name": "Ana Delgado", "email": "", "sharing": Sharing.NAMED} | reached)
    walk = Walk("ccmc").file(filer=filer).along("take_in")
    walk.act(messages.write_to_party, walk.staff, to="complainant", statement="Please call.")
    return list(Errand.objects.filter(case=walk.number).values_list("words", flat=True))


def test_news_that_no_mail_can_tell_is_an_errand_of_the_staff(office: Office):
    [words] = errands_after_a_message({"post": "9 Crabapple Lane\nBoulder, CO 80301"})
    assert words == (
        "Something new waits for the complainant of CCMC-2026-0001 in the portal, and no e-mail"
        " can tell them. Print it and post it to them."
    )


@pytest.mark.parametrize("reached", [{}, {"email": "ana@example.org"}])
def test_who_is_mailed_or_chose_to_look_leaves_no_errand(office: Office, reached: dict[str, str]):
    assert errands_after_a_message(reached) == []
