"""Letters that nobody opens, that come back too late, and the time that ran on them."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from complaints import deliveries
from complaints.checks import in_words, response_window_has_ended
from complaints.doors import DOORS, take
from complaints.models import Errand
from complaints.next_step import next_step
from complaints.reckoning import last_day
from hearings import decisions
from ledger.refusals import Blocked
from tests.complaints.test_service import BY_POST, come_back, post, the_notice
from tests.walk.shared import Roads


def test_time_that_ran_on_a_letter_that_came_back_is_given_again(roads: Roads) -> None:
    """Nothing adverse is decided on it, wherever the case has come meanwhile."""
    with roads.at(BY_POST) as walk:
        post(walk)
        walk.days(2).pass_by("response")
        take(DOORS["close_response"], walk.case, walk.staff, {})
        walk.convene()
        come_back(walk)
        step = next_step(walk.case)
        assert (step.who, step.what) == ("Case staff", "Give the respondent the time again")
        walk.judge()
        propose = {"reasons": "The e-mail shows it."}
        with pytest.raises(Blocked, match="Give the time again first"):
            walk.act(decisions.propose_by_vote, walk.chair, **propose)
        take(DOORS["give_time_again"], walk.case, walk.staff, {"reason": "The letter came back."})

        assert (walk.case.stage, walk.case.no_response) == ("response", False)
        clocks = walk.case.deadlines.filter(kind="response").order_by("pk")
        assert [(c.stop_reason, c.due_on is None) for c in clocks] == [
            ("renewed", False),
            ("", True),
        ]
        assert not Errand.objects.open().filter(case=walk.number, kind="letter_returned").exists()
        letters = walk.serve().case.notices.filter(letter="L09").order_by("pk")
        assert [letter.state for letter in letters] == ["returned", "to_post"]
        posted = {"on": walk.case.today, "tracking": "", "waits": False}
        walk.act(deliveries.record_posting, walk.staff, notice=letters[1], **posted)
        with pytest.raises(Blocked, match="The window runs until"):
            take(DOORS["close_response"], walk.case, walk.staff, {})
        walk.days(2).pass_by("response")
        take(DOORS["close_response"], walk.case, walk.staff, {})
        walk.convene()
        review = walk.case.open_clocks["review"]
        assert review.pauses.count() == 1
        walk.act(decisions.propose_by_vote, walk.chair, **propose)
        assert walk.case.stage == "proposed"
        assert walk.case.docket.first_fault() is None


def test_time_to_ask_for_a_hearing_is_given_again_before_the_decision_is_signed(
    roads: Roads,
) -> None:
    """The respondent answered, so has an account, and then let the proposal lie."""
    with roads.at("committee_review") as walk:
        walk.judge()
        walk.act(decisions.propose_by_vote, walk.chair, reasons="The e-mail shows it.")
        walk.serve()
        proposal = {"notice": walk.case.notices.get(letter="L15", role="respondent")}
        walk.act(deliveries.post_as_well, walk.staff, **proposal)
        posted = {"on": walk.case.today, "tracking": "1Z", "waits": False}
        walk.act(deliveries.record_posting, walk.staff, **proposal, **posted)
        walk.days(2).close_hearing_window()
        walk.act(deliveries.record_return, walk.staff, **proposal, reason="Moved away.")
        take(DOORS["give_time_again"], walk.case, walk.staff, {"reason": "The letter came back."})

        assert walk.case.stage == "proposed"
        assert walk.case.open_clocks["hearing_request"].due_on is None
        walk.deliver("L15").request_hearing()
        assert walk.case.stage == "hearing"


def test_a_letter_that_nobody_opens_is_posted_as_well(roads: Roads) -> None:
    with roads.at("chair_review") as walk:
        walk.elevate_by_post()
        assert the_notice(walk).state == "served"
        with pytest.raises(Blocked, match="was not posted"):
            come_back(walk)
        walk.days(20)
        walk.act(deliveries.post_as_well, walk.staff, notice=the_notice(walk))
        assert the_notice(walk).state == "to_post"
        post(walk)

        day = last_day(walk.case.today, walk.rules.mail_days)
        assert walk.case.open_clocks["response"].started_on == day
        with pytest.raises(Blocked, match="does not lie unopened"):
            walk.act(deliveries.post_as_well, walk.staff, notice=the_notice(walk))


@pytest.mark.parametrize(("days", "counted"), [(2, 3), (3, 3), (5, 5)])
def test_what_a_carrier_proves_is_better_than_what_was_presumed(
    roads: Roads, days: int, counted: int
) -> None:
    """The later day counts, so that no proof takes a day from anybody."""
    with roads.at(BY_POST) as walk:
        began = walk.case.today
        post(walk)
        walk.days(days)
        given = {"proof": "signature", "on": walk.case.today, "reference": "Signed by a porter"}
        walk.act(deliveries.record_delivery, walk.staff, notice=the_notice(walk), **given)

        assert walk.case.open_clocks["response"].started_on == began + dt.timedelta(days=counted)
        assert (the_notice(walk).proof, the_notice(walk).state) == ("signature", "delivered")
        with pytest.raises(Blocked, match="is not waiting for proof"):
            walk.act(deliveries.record_delivery, walk.staff, notice=the_notice(walk), **given)


def test_nothing_adverse_is_decided_before_the_day_of_a_presumed_delivery(roads: Roads) -> None:
    with roads.at(BY_POST) as walk:
        post(walk)
        notice = the_notice(walk)
        day = in_words(notice.delivered_on)
        with pytest.raises(Blocked, match=f"counts as delivered only on {day}"):
            response_window_has_ended(walk.case, walk.staff)


def test_a_letter_whose_code_is_spent_is_followed_by_one_that_brings_another(roads: Roads) -> None:
    with roads.at(BY_POST) as walk:
        post(walk, waits=True)
        walk.days(61)
        come_back(walk)
        walk.act(deliveries.serve_again, walk.staff, notice=the_notice(walk))
        walk.serve()

        letter = walk.case.notices.get(letter="L09I")
        assert re.search(r"^Code: [0-9A-Z-]{19}$", letter.text, re.MULTILINE)
        assert letter.state == "to_post"
