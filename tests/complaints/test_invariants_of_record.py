"""Rules that hold at all times: letters, entries, timers, names (10 to 13)."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
from itertools import pairwise

import pytest
from django.test import Client

from complaints import notices, reminders, tasks
from complaints.models import Complaint, Deadline, Mail
from ledger.models import Entry
from people.models import User
from tests.walk.shared import Roads


def test_invariant_10_a_sent_letter_never_changes(roads: Roads) -> None:
    with roads.at("response") as walk:
        notice = walk.case.notices.get(letter="L09")
        text = notice.text
        walk.case.allegations.update(words="Something else")

        assert notices.serve(notice) is False
        assert walk.case.notices.get(letter="L09").text == text
        entry = walk.case.docket.entries.get(verb="letter.served", subject=f"Notice:{notice.pk}")
        assert entry.details["sha256"] == hashlib.sha256(text.encode()).hexdigest()


def test_invariant_11_every_transition_says_who_when_why_and_from_where_to_where(
    roads: Roads,
) -> None:
    with roads.at("closed") as walk:
        entries = list(walk.case.docket.entries.order_by("number"))
        moves = [entry for entry in entries if entry.moved]
        for before, entry in pairwise(entries):
            assert entry.told["prev"] == before.digest
        for entry in moves:
            assert dt.datetime.fromisoformat(entry.told["at"]) == entry.at
            acted = User.objects.filter(pk=entry.actor.removeprefix("user:")).first()
            assert bool(entry.told["offices"]) == bool(acted and acted.current_offices)
        froms = [entry.moved[0] for entry in moves if entry.subject == f"Complaint:{walk.number}"]
        tos = [entry.moved[1] for entry in moves if entry.subject == f"Complaint:{walk.number}"]
        assert froms[1:] == tos[:-1]
        elevated = next(entry for entry in moves if entry.verb == "complaint.elevated")
        assert elevated.details["reason"] == "If true, a breach."


@pytest.mark.parametrize("stage", ["intake", "response", "committee_review", "proposed", "decided"])
def test_invariant_12_timers_never_decide(roads: Roads, stage: str) -> None:
    with roads.at(stage) as walk:
        before = Complaint.objects.values_list("stage", flat=True).get(pk=walk.number)
        open_before = Deadline.objects.filter(stopped_on=None).count()
        for _ in range(3):
            walk.days(13)
            tasks.remind_of_deadlines()
            tasks.serve_waiting_notices()
        walk.days(400)
        tasks.remind_of_deadlines()

        assert walk.case.stage == before == stage
        assert Deadline.objects.filter(stopped_on=None).count() == open_before
        by_timers = Entry.objects.filter(docket=walk.number, actor="system").values_list("verb")
        assert {verb for (verb,) in by_timers} <= {
            "letter.served",
            "letter.to_be_posted",
            "reminder.sent",
            "clock.started",
            "errand.raised",
        }


def test_invariant_13_identities_stay_out_of_lists_subjects_and_logs(
    roads: Roads, caplog: pytest.LogCaptureFixture
) -> None:
    with roads.at("committee_review") as walk, caplog.at_level(logging.DEBUG):
        client = Client()
        client.force_login(walk.user("staff"))
        docket = client.get("/cases/").content.decode()
        client.force_login(walk.user("auditor"))
        audited = client.get("/cases/").content.decode()
        walk.serve().days(44).remind()

        names = re.compile("Delgado|ana@example.org")
        respondent = re.compile("Vasquez|Elena")
        assert walk.number in docket
        assert not names.search(docket)
        assert not respondent.search(audited)
        mails = list(Mail.objects.filter(case=walk.case))
        assert mails
        for mail in mails:
            assert not names.search(mail.subject + mail.text)
            assert not respondent.search(mail.subject + mail.text)
        assert not names.search(caplog.text)
        assert not respondent.search(caplog.text)


def test_invariant_13_a_reminder_of_a_party_names_no_party(roads: Roads) -> None:
    with roads.at("response") as walk:
        reminders.remind(on=walk.case.open_clocks["response"].due_on)
        entry = walk.case.docket.entries.get(verb="reminder.sent")

        assert entry.details["to"] == f"party:{walk.case.respondent.pk}"
