"""What a party reads of the history: the steps, what it did, what it got; nothing of the other."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from complaints import evidence, messages
from complaints.access import Viewer
from complaints.history import entries_for, verbs
from complaints.models.consequences import happened
from complaints.stages import PartyRole
from ledger.models import Entry
from tests.walk import Walk
from tests.walk.filing import a_file
from tests.walk.shared import Roads

APPS = ("complaints", "hearings", "intake", "reports")
VERB = re.compile(r"[a-z_]+\.[a-z_]+")
# Entered in records of the office, of people or of one account, never in that of a case.
ELSEWHERE = re.compile(r"(account|calendar|calendar_address|certificant|credential|draft|user)\..+")


def literals(call: ast.Call) -> Iterator[str]:
    """The verbs that a call names: the first words of ``enter``, ``verb=`` anywhere."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    given = [one.value for one in call.keywords if one.arg == "verb"]
    if name in {"enter", "_enter", "_write"}:
        given += call.args[:2]
    for part in given:
        for one in ast.walk(part):
            if isinstance(one, ast.Constant) and VERB.fullmatch(str(one.value)):
                yield str(one.value)


def verbs_in_the_code() -> set[str]:
    found: set[str] = {"self_report.received", "own_motion.opened"}
    found |= {"message.to_party", "message.to_office"}
    for app in APPS:
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
            found |= {verb for call in calls for verb in literals(call)}
    return {verb for verb in found if not ELSEWHERE.fullmatch(verb)}


def test_every_verb_of_a_case_has_its_row() -> None:
    found = verbs_in_the_code()
    assert len(found) > 100
    assert found - set(verbs()) == set()


def test_every_row_says_who_may_read_it() -> None:
    rows = verbs().values()
    assert {row.parties for row in rows} == {"both", "complainant", "respondent", "own", "-"}
    assert {row.deciders for row in rows} == {"R", "-"}


def told(walk: Walk, who: Any) -> Counter[str]:
    return Counter(entry.verb for entry in entries_for(Viewer(walk.case, who)))


def test_neither_side_is_told_when_or_how_often_the_other_acted(roads: Roads) -> None:
    with roads.at("file take_in send_to_chair elevate") as walk:
        before = {role: told(walk, who(walk, role)) for role in PartyRole}
        for role in PartyRole:
            other = next(one for one in PartyRole if one != role)
            by = who(walk, other)
            walk.act(messages.write_message, by, statement="A question.")
            walk.act(evidence.add_evidence, by, upload=a_file(), description="A note")
            walk.act(messages.write_to_party, walk.staff, to=other, statement="An answer.")
            assert told(walk, who(walk, role)) == before[role]
            acted = ["exhibit.received", "message.to_office", "message.to_party"]
            assert told(walk, by) == before[other] + Counter(acted)
            before = {one: told(walk, who(walk, one)) for one in PartyRole}


def who(walk: Walk, role: str) -> Any:
    return walk.filer if role == PartyRole.COMPLAINANT else walk.respondent


def test_letters_stand_in_the_history_of_their_recipient_alone(roads: Roads) -> None:
    with roads.at("response") as walk:
        walk.serve()
        sent = walk.case.docket.entries.filter(verb="letter.served")
        for entry in sent:
            entry.docket = walk.case.docket
        to = Counter(entry.details["to"] for entry in sent)
        shown = {role: told(walk, who(walk, role))["letter.served"] for role in PartyRole}
        assert shown == {PartyRole.COMPLAINANT: to["complainant"], PartyRole.RESPONDENT: 1}


def test_a_verb_without_a_row_is_for_no_party(roads: Roads) -> None:
    with roads.at("response") as walk:
        walk.case.docket.enter("something.new", walk.case, by=walk.respondent, to="respondent")
        assert "something.new" not in told(walk, walk.respondent)
        assert "something.new" in told(walk, walk.staff)


@pytest.mark.parametrize("name", ["case", "section", "api", "clocks", "clock", "clock_as_data"])
def test_no_number_of_an_entry_reaches_a_party(roads: Roads, name: str) -> None:
    """The gaps between the numbers would say how much happens unseen."""
    with roads.at("hearing seat_panel schedule") as walk:
        clock = walk.case.deadlines.filter(awaits="respondent").exclude(started_on=None).first()
        assert clock is not None
        entry = Entry.objects.filter(docket=walk.number).order_by("number").last()
        assert entry is not None
        clock.counted_from = happened(entry)
        clock.explained = f"30 days from 2 March 2026 ({clock.counted_from})."
        clock.basis = {**(clock.basis or {}), "why": clock.counted_from} if clock.basis else None
        clock.save()
        address = {
            "case": reverse("case", args=[walk.number]),
            "section": reverse("section", args=[walk.number, "history"]),
            "api": reverse("api_case-detail", args=[walk.number]),
            "clocks": reverse("section", args=[walk.number, "clocks"]),
            "clock": reverse("clock", args=[walk.number, clock.pk]),
            "clock_as_data": reverse("clock_as_data", args=[walk.number, clock.pk]),
        }[name]
        client = Client()
        client.force_login(walk.respondent)
        answer = client.get(address)
        assert answer.status_code == 200
        assert re.findall(r"entry \d+|#\d+ [0-9a-f]{16}|\d+ entries", answer.text) == []


def test_what_a_step_answers_the_api_counts_nothing_for_a_party(roads: Roads) -> None:
    with roads.at("response") as walk:
        client = Client()
        client.force_login(walk.respondent)
        address = reverse("api_case-take", args=[walk.number, "write_message"])
        answer = client.post(address, {"statement": "When will you decide?"})
        assert answer.json() == {"docket": walk.number, "stage": "response", "entry": None}
