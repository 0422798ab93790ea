"""Rows that can never succeed, first in the queue, and good ones behind them.

Imported once Django is set up.
"""

from __future__ import annotations

import datetime as dt
import tomllib

from codes.models import Procedure
from codes.publishing import publish_procedure
from codes.records import Heading
from complaints import mail
from complaints.models import Mail, Notice
from tests.bodies import FOLDER
from tests.bodies.test_letters_on_their_way import confirmed
from tests.walk import Walk


def confirm(body: str) -> None:
    """Publish the body's procedure with each of its values confirmed: letters may leave."""
    text = (FOLDER / body / "procedure.toml").read_text()
    heading = Heading("Confirmed", "Adopted by the Council.", dt.date(2026, 1, 15))
    document = confirmed(tomllib.loads(text)["document"])
    publish_procedure(Procedure.objects.get(body=body), heading, document, by=None)


def letter_to_filer(walk: Walk, kind: str) -> Notice:
    case, party = walk.case, walk.filer
    entry = case.docket.enter("drill.begun", case, by=walk.user("staff"))
    return Notice.objects.create(case=case, letter=kind, role=party.role, party=party, entry=entry)


def a_bad_letter(walk: Walk) -> Notice:
    """Of a kind that nobody ever wrote."""
    return letter_to_filer(walk, "L99")


def a_bad_mail(walk: Walk) -> Mail:
    """With a subject that is no line."""
    words = {"subject": "A line\nand another", "text": "There is a letter."}
    mail.plan(walk.case, to="bad@example.org", key="bad", **words)
    return Mail.objects.get(key=mail.key_of("bad"))


def plan_both(walk: Walk, number: int) -> list[int]:
    """So many good letters, and as many good mails; the keys of the letters."""
    for one in range(number):
        words = {"subject": "There is news", "text": "There is a letter."}
        mail.plan(walk.case, to="good@example.org", key=f"good {one}", **words)
    return [letter_to_filer(walk, "L10").pk for _ in range(number)]
