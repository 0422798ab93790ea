"""Serving a letter: each attempt, what proves it, and what happens when a proof falls away."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from complaints import deliveries, notices
from complaints.doors import DOORS, offer_of, take
from complaints.models import Errand, Notice, Service
from complaints.reckoning import last_day
from ledger.refusals import Blocked
from tests.walk import Walk
from tests.walk.shared import Roads, undone

BY_POST = "file_about_a_stranger take_in send_to_chair elevate_by_post"


def the_notice(walk: Walk) -> Notice:
    return walk.case.notices.get(letter="L09")


def attempts(walk: Walk) -> list[tuple[Any, ...]]:
    rows = the_notice(walk).services.order_by("pk")
    return [(r.channel, r.outcome, r.proof, r.delivered_on, r.voided_on) for r in rows]


def post(walk: Walk, **changes: Any) -> None:
    given = {
        "notice": the_notice(walk),
        "on": walk.case.today,
        "tracking": "1Z 999",
        "waits": False,
    }
    walk.act(deliveries.record_posting, walk.staff, **{**given, **changes})


def come_back(walk: Walk) -> None:
    walk.act(deliveries.record_return, walk.staff, notice=the_notice(walk), reason="Moved away.")


def test_a_posted_letter_counts_after_the_mail_days(roads: Roads) -> None:
    with roads.at(BY_POST) as walk:
        clock = walk.case.open_clocks["response"]
        assert (the_notice(walk).state, clock.started_on) == ("to_post", None)
        post(walk)

        day = last_day(walk.case.today, walk.rules.mail_days)
        notice = the_notice(walk)
        assert (notice.state, notice.proof, notice.delivered_on) == ("delivered", "mailed", day)
        assert walk.case.open_clocks["response"].started_on == day
        assert attempts(walk) == [("post", "proven", "mailed", day, None)]
        row = notice.services.get()
        row.case = walk.case
        assert (row.by, row.reference, row.on) == (walk.user("staff"), "1Z 999", walk.case.today)


@pytest.mark.parametrize(("body", "days"), [("namss", 3), ("ccmc", 3), ("bcop", 5), ("gcre", 2)])
def test_a_letter_says_how_its_delivery_is_counted(roads: Roads, body: str, days: int) -> None:
    """Its reader counts as the portal does, whichever way it comes."""
    rule = f"it counts as delivered {days} days after the day we posted it"
    with roads.at(BY_POST, body) as walk:
        notice = the_notice(walk)
        assert notice.state == "to_post"
        assert f"As it comes by post, {rule}. If the carrier had you sign for it, the day" in (
            notice.text
        )
        assert "if you use the code in this letter before either day is entered" in notice.text
        post(walk)
        assert the_notice(walk).delivered_on == walk.case.today + dt.timedelta(days=days)
    with roads.at("chair_review elevate", body) as walk:
        text = walk.case.notices.get(letter="L09").text
        assert f"If we also send it by post and you have not opened it there, {rule}." in text
        assert "As it comes by post" not in text


def test_with_a_signature_awaited_nothing_is_presumed(roads: Roads) -> None:
    with roads.at(BY_POST) as walk:
        post(walk, waits=True)
        assert attempts(walk) == [("post", "made", "", None, None)]
        assert walk.case.open_clocks["response"].due_on is None
        walk.days(2)
        today = walk.case.today
        given = {"notice": the_notice(walk), "proof": "signature", "on": today, "reference": ""}
        take(DOORS["record_delivery"], walk.case, walk.staff, given)

        assert attempts(walk) == [("post", "proven", "signature", today, None)]
        assert walk.case.open_clocks["response"].started_on == today


def test_a_letter_given_by_hand_says_who_gave_it(roads: Roads) -> None:
    with roads.at(BY_POST) as walk:
        today = walk.case.today
        given = {
            "notice": the_notice(walk),
            "proof": "in_hand",
            "on": today,
            "reference": "J. Tran, at the front desk",
        }
        take(DOORS["record_delivery"], walk.case, walk.staff, given)
        row = the_notice(walk).services.get()
        row.case = walk.case

        assert attempts(walk) == [("in_hand", "proven", "in_hand", today, None)]
        assert (row.by, row.reference) == (walk.user("staff"), "J. Tran, at the front desk")


def test_a_presumption_falls_when_the_letter_comes_back(roads: Roads) -> None:
    with roads.at(BY_POST) as walk:
        post(walk)
        before = walk.case.open_clocks["response"]
        presumed = the_notice(walk).delivered_on
        walk.days(6)
        come_back(walk)

        notice, clock = the_notice(walk), walk.case.open_clocks["response"]
        assert (notice.state, notice.proof, notice.delivered_on) == ("returned", "", None)
        assert (clock.pk, clock.started_on, clock.due_on) == (before.pk, None, None)
        assert clock.revision == before.revision + 1
        assert attempts(walk) == [("post", "returned", "mailed", presumed, walk.case.today)]
        verbs = list(walk.case.docket.entries.order_by("number").values_list("verb", flat=True))
        assert verbs[-4:] == [
            "letter.proof_voided",
            "clock.taken_back",
            "letter.returned",
            "errand.raised",
        ]
        errand = Errand.objects.get(case=walk.number, kind="letter_returned")
        assert errand.words == f"A letter in {walk.number} came back. Serve it again."
        with pytest.raises(Blocked, match="The window has not begun"):
            take(DOORS["close_response"], walk.case, walk.staff, {})


def test_it_is_served_again_and_its_clock_runs_from_the_new_proof(roads: Roads) -> None:
    with roads.at(BY_POST) as walk:
        sealed = bytes(
            Notice.objects.filter(case=walk.number, letter="L09")
            .values_list("text", flat=True)
            .get()
        )
        post(walk)
        walk.days(6)
        come_back(walk)
        walk.act(deliveries.serve_again, walk.staff, notice=the_notice(walk))
        assert the_notice(walk).state == "to_post"
        assert Errand.objects.get(case=walk.number).settled_at is not None
        walk.days(1)
        post(walk, tracking="1Z 1000")

        day = last_day(walk.case.today, walk.rules.mail_days)
        assert walk.case.open_clocks["response"].started_on == day
        assert [row[:2] for row in attempts(walk)] == [("post", "returned"), ("post", "proven")]
        again = (
            Notice.objects.filter(case=walk.number, letter="L09")
            .values_list("text", flat=True)
            .get()
        )
        assert bytes(again) == sealed
        walk.days(5)
        come_back(walk)
        assert Errand.objects.filter(case=walk.number, settled_at=None).count() == 1


def test_a_window_closed_meanwhile_is_for_somebody_to_rule_on(roads: Roads) -> None:
    with roads.at(BY_POST) as walk:
        post(walk)
        walk.days(2).pass_by("response")
        take(DOORS["close_response"], walk.case, walk.staff, {})
        come_back(walk)

        clock = walk.case.deadlines.get(kind="response")
        assert (clock.stop_reason, clock.due_on is None) == ("void", False)
        assert Errand.objects.get(case=walk.number, kind="letter_returned").words == (
            f"A letter in {walk.number} came back after the time that it gave had been closed."
            " Give that time again; that makes a new letter. If the case has gone too far for it,"
            " have counsel say what follows."
        )
        with pytest.raises(Blocked, match="The time that this letter gave is void"):
            walk.act(deliveries.serve_again, walk.staff, notice=the_notice(walk))


def test_in_the_portal_the_letter_and_its_mail_are_two_attempts(roads: Roads) -> None:
    with roads.at("chair_review elevate") as walk:
        assert [row[:3] for row in attempts(walk)] == [
            ("portal", "proven", "read"),
            ("email", "made", ""),
        ]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(1, "A posting cannot lie in the future."), (-1, "cannot lie before the letter was made")],
)
def test_a_posting_lies_between_the_making_and_today(roads: Roads, day: int, sentence: str) -> None:
    with roads.at(BY_POST) as walk, undone(), pytest.raises(Blocked, match=sentence):
        post(walk, on=walk.case.today + dt.timedelta(days=day))


def test_what_is_proven_otherwise_does_not_come_back(roads: Roads) -> None:
    with roads.at(BY_POST) as walk:
        post(walk, waits=True)
        given = {"notice": the_notice(walk), "proof": "signature", "on": walk.case.today}
        take(DOORS["record_delivery"], walk.case, walk.staff, {**given, "reference": ""})
        with pytest.raises(Blocked, match="This letter is not on its way"):
            come_back(walk)
        with pytest.raises(Blocked, match="This letter did not come back"):
            walk.act(deliveries.serve_again, walk.staff, notice=the_notice(walk))
        with pytest.raises(Blocked, match="This letter is not waiting to be posted"):
            post(walk)


def test_a_proof_without_its_day_is_refused_by_the_database(roads: Roads) -> None:
    with roads.at(BY_POST) as walk:
        post(walk, waits=True)
        for change in ({"proof": "read"}, {"outcome": "proven"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Service.objects.filter(notice=the_notice(walk)).update(**change)


def test_doors_are_shown_while_there_is_something_to_do(roads: Roads) -> None:
    def shown(walk: Walk) -> list[str]:
        names = ("record_posting", "serve_again")
        return [name for name in names if offer_of(DOORS[name], walk.case, walk.staff)]

    with roads.at(BY_POST) as walk:
        assert shown(walk) == ["record_posting"]
        post(walk)
        assert shown(walk) == []
        come_back(walk)
        assert shown(walk) == ["serve_again"]


def test_the_queue_of_the_post_is_for_staff_of_the_body(roads: Roads) -> None:
    with roads.at(BY_POST) as walk:
        address = reverse("letters_to_post")
        answers = {}
        for name in ("staff", "auditor", "member-1", "respondent"):
            client = Client()
            client.force_login(walk.user(name))
            answers[name] = client.get(address).status_code
            if name == "staff":
                page = client.get(address).content.decode()
                notice = the_notice(walk)
                assert reverse("letter_pdf", args=[walk.number, notice.pk]) in page
                step = reverse("step", args=[walk.number, "record_posting"])
                given = {"notice": notice.pk, "on": "not a day", "tracking": "1Z 999"}
                refused = client.post(step, given)
                assert refused.status_code == 422
                assert "1Z 999" in refused.content.decode()
                shown = client.get(f"{step}?notice={notice.pk}").content.decode()
                assert f'<option value="{notice.pk}" selected>' in shown
        colleague = Client()
        colleague.force_login(walk.user("staff-2"))
        asked = colleague.get(address).content.decode()
        assert "Answer the conflict question for this case first" in asked
        other = Client()
        other.force_login(Walk("namss").user("staff"))
        assert walk.number not in other.get(address).content.decode()

        assert answers == {"staff": 200, "auditor": 403, "member-1": 403, "respondent": 403}


def test_the_recipient_reads_how_it_was_served_and_not_by_whom(roads: Roads) -> None:
    with roads.at("chair_review elevate") as walk:
        walk.serve()
        notice = the_notice(walk)
        pages = {}
        for name in ("respondent", "staff"):
            client = Client()
            client.force_login(
                walk.ready(walk.user("staff")) if name == "staff" else walk.respondent
            )
            address = reverse("letter", args=[walk.number, notice.pk])
            pages[name] = client.get(address).content.decode()

        assert ["Read in the portal" in pages[name] for name in pages] == [True, True]
        assert ["By the portal itself" in pages[name] for name in pages] == [False, True]


def test_reading_proves_the_attempt_in_the_portal_once(roads: Roads) -> None:
    with roads.at("chair_review elevate") as walk:
        before = attempts(walk)
        notices.acknowledge(the_notice(walk), by=walk.respondent)

        assert attempts(walk) == before
