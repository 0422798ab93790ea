"""A made-up case to read a letter by, before there is a real one. Nothing of it is stored.

The body, its procedure and its time limits are the real ones; the people, the allegation and the
provision are invented, and say so.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.conf import settings

from codes.clauses import in_days
from codes.lettering import contents
from codes.models import ProcedureEdition
from complaints.annexes import Listed
from complaints.composing import Composed, compose
from complaints.letters import TITLES, WINDOW_OF
from complaints.stages import PartyRole

# Letters that no step sends yet: they can be read, and are on their way.
STEPLESS = ("L16", "L18", "L19", "L37", "L38", "L39", "L42", "L43")
# Where the clock has another name than the window it is counted by.
COUNTED_BY = {"L44": "show_cause"}
PERSON, FILER, MONITOR = "Alex Example", "the complainant", "Kim Sample"
VERBS = {
    "L13": "investigation.opened",
    "L15": "outcome.proposed",
    "L17": "hearing.requested",
    "L27": "order.final",
    "L29": "appeal.rejected",
    "L33": "case.remanded_to_hearing",
}
ANSWERED = {
    "L39": "the missed term is excused, and you have until the new date to keep it.",
    "L43": "your credential is reinstated on the conditions below.",
}


def sample(edition: ProcedureEdition, letter: str, to: str) -> Composed:
    """One letter of this procedure to one recipient, in a made-up case."""
    return compose(facts(edition, letter, to))


def window_of(edition: ProcedureEdition, letter: str) -> Any:
    """The window that delivery of a letter starts under this procedure, if any."""
    if not any("window" in row.needs for (name, _), row in contents().items() if name == letter):
        return None
    return edition.rules.windows.get(COUNTED_BY.get(letter) or WINDOW_OF.get(letter, ""))


def facts(edition: ProcedureEdition, letter: str, to: str) -> dict[str, Any]:
    """What a letter is made from, as ``letters.facts_of`` gives it for a real one."""
    body, rules = edition.procedure.body, edition.rules
    today = body.today
    rule = rules.windows.get(COUNTED_BY.get(letter) or WINDOW_OF.get(letter, ""))
    days, count = (rule.days, rule.count) if rule else (21, "calendar")
    case = SimpleNamespace(
        pk=f"{body.acronym}-{today.year}-0000",
        filed_on=today - dt.timedelta(days=40),
        closed_on=today,
        kept_until=today + dt.timedelta(days=365 * 7),
        monitor=MONITOR,
    )
    details = {
        "until": f"{today + dt.timedelta(days=10):%A %-d %B %Y}",
        "days": 10,
        "evidence": "A made-up call log.",
        "instructions": "Hear the made-up witness, and decide again.",
        "reason": "A made-up reason.",
        "proceeding": "a made-up case before a court",
        "allegation": 1,
    }
    return {
        "letter": letter,
        "language": "en",
        "folder": "",
        "title": TITLES[letter],
        "proposed": letter == "L15",
        "docket": case.pk,
        "today": today,
        "event_day": today,
        "day_after": today + dt.timedelta(days=1),
        "addressee": {"monitor": MONITOR, "respondent": PERSON}.get(to, FILER),
        "portal": settings.SITE_URL,
        "body": body,
        "rules": rules,
        "committee": rules.organs[rules.reviews],
        "decider": rules.organs[rules.decides],
        "procedure": edition,
        "case": case,
        "role": to,
        "to_respondent": to == PartyRole.RESPONDENT,
        "respondent": PERSON,
        "name_withheld": True,
        "name_unknown": False,
        "investigators": ["Robin Sample"],
        "details": details,
        "entry": SimpleNamespace(verb=VERBS.get(letter, "complaint.elevated"), details=details),
        "missing": "The made-up dates.",
        "reason": "A made-up reason.",
        "outcome": ANSWERED.get(letter, ""),
        "offer": ["Take a made-up course in ethics", "Send proof of it within 90 days"],
        "window": SimpleNamespace(kind=rule.kind if rule else "", days=days, due_on=None),
        "by_post": False,
        "read_here": True,
        "mail_days": in_days(rules.mail_days, "calendar"),
        "length": in_days(days, count),
        "rolls": bool(rule and rule.roll != "none" and count != "business"),
        "business": count == "business",
        "invitation": "",
        "invitation_until": None,
        "exchange": SimpleNamespace(due_on=today + dt.timedelta(days=20)),
        "closed_as": next(iter(rules.close_codes.values())),
        "has_response": True,
        "own_dates": [("A made-up time limit", details["until"])],
        **_record(edition, today),
    }


def _record(edition: ProcedureEdition, today: dt.date) -> dict[str, Any]:
    """What would stand in the record of the made-up case."""
    rules = edition.rules
    law = SimpleNamespace(label="made up", code=SimpleNamespace(title="Code of Ethics"))
    provision = SimpleNamespace(
        number="0.0",
        name="A made-up provision",
        text="Words of a provision that is only an example.",
        summary_only=False,
        edition=law,
    )
    allegation = SimpleNamespace(
        number=1,
        words="Told a made-up secret to somebody else",
        days=f"{today - dt.timedelta(days=60):%-d %B %Y}",
        provision=provision,
        pin_explained="This is an example.",
    )
    sanction = next(iter(rules.sanctions.values()))
    terms = [SimpleNamespace(words="Take a made-up course in ethics", due_on=today.replace(day=28))]
    return {
        "allegations": [allegation],
        "exhibits": [
            Listed("E-01", "A made-up letter of an employer (PDF, 12 KB)", today, "0" * 64)
        ],
        "decision": SimpleNamespace(
            forum="committee",
            reasons="The made-up reasons of a decision.",
            sanction_words=sanction.title,
            sanction_type=sanction,
            terms_list=[term.words for term in terms],
            factors="What weighed, made up.",
            signed_by="Sam Sample",
            signed_on=today,
        ),
        "sanctions": [
            SimpleNamespace(
                words=sanction.title, type=sanction, in_force_from=today, in_force_until=None
            )
        ],
        "findings": [SimpleNamespace(allegation=allegation, violation=True)],
        "hearing": SimpleNamespace(
            opens_at=dt.datetime.combine(today + dt.timedelta(days=45), dt.time(15), tzinfo=dt.UTC),
            place="By video",
        ),
        "on_paper": False,
        "hearing_requested": True,
        "appeal": SimpleNamespace(
            filed_on=today,
            ground_words=[next(iter(rules.grounds.values()))],
            outcome="affirm",
            get_outcome_display="Affirmed",
            outcome_reasons="The made-up reasons of the appeal panel.",
        ),
        "objection": SimpleNamespace(person="Jo Sample", upheld=True),
        "panel": ["Jo Sample", "Lee Sample", "Pat Sample"],
        "appeal_panel": ["Ray Sample", "Max Sample", "Val Sample"],
        "terms": terms,
        "missed": terms,
    }
