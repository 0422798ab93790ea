"""A respondent who has only a letter: its code, an account, an answer, somebody to act for them."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Visitor, ways
from tests.walk import Walk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PASSWORD = "four plain words together"
ROAD = "file_about_a_stranger take_in send_to_chair elevate_by_post"


@pytest.mark.parametrize(("screen", "script"), ways({("1280", True)}))
def test_from_the_letter_to_the_answer(visitor: Visitor, screen: str, script: bool) -> None:
    walk = Walk("ccmc").along(ROAD)
    letter = walk.case.notices.get(letter="L09")
    code = re.search(r"^Code: (\S+)$", letter.text, re.MULTILINE)
    assert code
    known = {"docket": walk.number, "number": "77000123", "password": PASSWORD, "again": PASSWORD}

    person = visitor(screen, script=script).open("/ccmc/claim/").picture("claim")
    person.fill(**known, code="0000-0000-0000-0000", username="mara").send("We cannot match")
    person.picture("claim-wrong").fill(code=code[1], password=PASSWORD, again=PASSWORD)
    person.send("What you have to do").picture("respondent-first")
    case = f"/cases/{walk.number}/"
    walk.serve()
    person.open(f"{case}steps/appoint_representative/").picture("appoint")
    person.fill(name="Ruth Adler", kind="counsel", signature="Mara Lindqvist").send("Done")
    person.picture("respondent-representative")
    code_of_counsel = walk.case.representatives.get().code
    person.reads(code_of_counsel)
    person.open(f"{case}steps/ask_extension/").picture("ask-extension")
    person.fill(days="10", statement="I am in hospital.").send("Done")
    person.open(f"{case}steps/respond/").picture("respond")
    person.fill(answer_1="deny").send("Explain your answer to allegation 1.")
    person.picture("respond-fault").fill(explanation_1="I had her leave.").send("Done")
    person.picture("respondent-answered").open(f"{case}papers/").picture("respondent-papers")
    person.reads("I had her leave.").open(f"{case}history/")

    counsel = visitor(screen, script=script).open("/ccmc/claim/")
    counsel.fill(**known, code=code_of_counsel, username="counsel").send("What you have to do")
    counsel.reads("Who acts for you")
