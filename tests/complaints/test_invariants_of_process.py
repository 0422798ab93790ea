"""Rules that hold at all times: the law of the day, notice, delivery (3, 4 and 5)."""

from __future__ import annotations

import datetime as dt

import pytest

from codes.models import Code, Provision
from codes.publishing import publish
from codes.records import Heading, ProvisionRecord
from complaints import allegations, notices
from complaints.checks import each_charge_can_be_brought
from complaints.doors import DOORS, take
from complaints.models import Notice
from ledger.refusals import Blocked
from tests.walk import Walk, provision_of
from tests.walk.shared import Roads


def test_invariant_03_no_charge_on_an_advisory_provision(roads: Roads) -> None:
    with roads.at("intake") as walk:
        advisory = Provision.objects.filter(edition__code__body="ccmc", kind="principle").first()
        assert advisory is not None
        day = walk.case.today - dt.timedelta(days=9)

        with pytest.raises(Blocked, match=f"{advisory.number} is advisory: it cannot be charged"):
            walk.act(
                allegations.write_allegation,
                walk.staff,
                words="Forgot the public interest",
                conduct_from=day,
                conduct_until=day,
                provision=advisory,
            )


def test_invariant_03_no_charge_on_an_edition_not_in_force_at_the_time(roads: Roads) -> None:
    with roads.at("chair_review") as walk:
        old = provision_of("ccmc")
        turn = walk.case.today - dt.timedelta(days=50)
        line = ProvisionRecord("S-1", "standard", text="Advocate.", enforceable=True)
        code = Code.objects.get(pk=old.edition.code_id)
        new = publish(code, Heading("Next", "Ours", turn), [line], by=None).provisions.get()
        row = walk.case.live_allegations[0]

        row.conduct_from = row.conduct_until = turn - dt.timedelta(days=1)
        with pytest.raises(Blocked, match="That provision is of another edition"):
            allegations.pin(row, new)
        row.conduct_until = turn
        with pytest.raises(Blocked, match="charged as two allegations, one for each edition"):
            allegations.pin(row, new)
        row.conduct_from = turn
        allegations.pin(row, new)
        with pytest.raises(Blocked, match="That provision is of another edition"):
            allegations.pin(row, Provision.objects.get(pk=old.pk))

        eve = turn - dt.timedelta(days=1)
        walk.case.allegations.update(provision=new, conduct_from=eve, conduct_until=eve)
        with pytest.raises(Blocked, match="was not in force on the date of the conduct"):
            each_charge_can_be_brought(walk.case, walk.gatekeeper)


def test_invariant_04_no_proposed_outcome_before_delivered_notice_and_the_response_window(
    roads: Roads,
) -> None:
    with roads.at("committee_review judge") as walk:
        notice = walk.case.notices.get(letter="L09")
        Notice.objects.filter(pk=notice.pk).update(state="served", proof="", delivered_on=None)

        with pytest.raises(Blocked, match="Delivery of the notice of allegations"):
            take(DOORS["propose"], walk.case, walk.chair, {"reasons": "Proved."})
    with roads.at("committee_review judge") as walk:
        walk.case.deadlines.filter(kind="response").update(stopped_on=None, stop_reason="")

        with pytest.raises(Blocked, match="The respondent's time to answer has not ended"):
            take(DOORS["propose"], walk.case, walk.chair, {"reasons": "Proved."})


def test_invariant_04_an_added_allegation_needs_a_delivered_notice_of_its_own(roads: Roads) -> None:
    with roads.at("investigation add_allegation respond convene judge") as walk:
        second = walk.case.notices.filter(letter="L09").last()
        Notice.objects.filter(pk=second.pk).update(state="returned", proof="", delivered_on=None)

        with pytest.raises(Blocked, match="Delivery of the notice of allegations"):
            take(DOORS["propose"], walk.case, walk.chair, {"reasons": "Proved."})


def test_invariant_04_no_decision_after_a_hearing_before_delivered_notice(roads: Roads) -> None:
    with roads.at("hearing seat_panel schedule +40 hold judge_at_hearing") as walk:
        walk.case.notices.filter(letter="L09").update(state="served", proof="", delivered_on=None)

        with pytest.raises(Blocked, match="Delivery of the notice of allegations"):
            take(DOORS["decide_after_hearing"], walk.case, walk.panel_chair, {"reasons": "Proved."})


STARTED = [
    ("chair_review", "elevate", "L09", "response"),
    ("investigation", "add_allegation", "L09", "response"),
    ("investigation", "disclose", "L14A", "comment"),
    ("committee_review", "propose", "L15", "hearing_request"),
    ("hearing seat", "name_panel", "L17A", "challenge"),
    ("decision", "sign", "L25", "appeal"),
    ("appeal", "ask_cure", "L28A", "appeal_cure"),
    ("intake", "ask_for_correction", "L02", "cure"),
]


class UndeliveredWalk(Walk):
    """A walk on which letters are served, and nobody opens them."""

    opened = True

    def deliver(self, *letters: str, to: str = "respondent") -> UndeliveredWalk:
        if self.opened:
            super().deliver(*letters, to=to)
        return self


@pytest.mark.parametrize(("road", "step", "letter", "kind"), STARTED)
def test_invariant_05_a_partys_clock_starts_only_on_a_proven_delivery(
    roads: Roads, road: str, step: str, letter: str, kind: str
) -> None:
    with roads.at(road, "ccmc", "undelivered", kind=UndeliveredWalk) as walk:
        walk.opened = False  # type: ignore[attr-defined]
        walk.along(step).serve()
        clock = walk.case.open_clocks[kind]
        assert (clock.started_on, clock.due_on) == (None, None)

        walk.days(3)
        notice = walk.case.notices.filter(letter=letter).last()
        by = walk.respondent if notice.role == "respondent" else walk.filer
        notices.acknowledge(notice, by=by)
        clock.refresh_from_db()
        assert clock.started_on == walk.case.today
        assert clock.due_on >= walk.case.today + dt.timedelta(days=clock.days)
        proofs = walk.case.docket.entries.filter(verb="letter.delivered")
        assert proofs.last().details["proof"] == "read"


@pytest.mark.parametrize(("proof", "later"), [("signature", 0), ("in_hand", 0), ("mailed", 3)])
def test_invariant_05_a_posted_letter_counts_after_the_mail_days(
    roads: Roads, proof: str, later: int
) -> None:
    with roads.at("chair_review", "ccmc", "undelivered", kind=UndeliveredWalk) as walk:
        walk.opened = False  # type: ignore[attr-defined]
        walk.along("elevate").serve()
        notice = walk.case.notices.get(letter="L09")
        today = walk.case.today
        given = {"notice": notice, "proof": proof, "on": today, "reference": "1Z"}
        take(DOORS["record_delivery"], walk.case, walk.staff, given)

        assert walk.case.open_clocks["response"].started_on == today + dt.timedelta(days=later)
        with pytest.raises(Blocked, match="is not waiting for proof of delivery"):
            take(DOORS["record_delivery"], walk.case, walk.staff, given)


def test_invariant_05_a_letter_that_came_back_starts_no_clock(roads: Roads) -> None:
    with roads.at("chair_review", "ccmc", "undelivered", kind=UndeliveredWalk) as walk:
        walk.opened = False  # type: ignore[attr-defined]
        walk.along("elevate").serve()
        walk.come_back().days(60)

        assert walk.case.open_clocks["response"].due_on is None
        with pytest.raises(Blocked, match="The window has not begun"):
            take(DOORS["close_response"], walk.case, walk.staff, {})
