"""The letters: what each is called, and how its text is made from the record.

A letter's words are in ``templates/notices/<letter>.txt``; its page is the same text, laid
out. A letter that lacks an element which due process needs is not served.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop

from codes.clauses import in_days
from complaints.annexes import listed
from complaints.checks import in_words
from complaints.models import Deadline, Notice
from complaints.stages import Capacity, PartyRole, Sharing, SubmissionKind

TITLES = {
    "L01": gettext_noop("We have your complaint"),
    "L02": gettext_noop("We need something more from you"),
    "L03": gettext_noop("Thank you: your complaint is being checked again"),
    "L04": gettext_noop("Your complaint was closed because something was missing"),
    "L05": gettext_noop("We cannot take your complaint"),
    "L06": gettext_noop("Your complaint is under first review"),
    "L07": gettext_noop("The case was closed"),
    "L08": gettext_noop("A letter of advice"),
    "L09": gettext_noop("Notice of allegations"),
    "L09I": gettext_noop("Your way into the portal"),
    "L10": gettext_noop("Your complaint goes on"),
    "L11": gettext_noop("We have your response"),
    "L12": gettext_noop("The time to respond has ended"),
    "L13": gettext_noop("The facts are being gathered"),
    "L14": gettext_noop("The report of the investigation is in"),
    "L14A": gettext_noop("Evidence for your comment"),
    "L15": gettext_noop("Proposed outcome, and your right to a hearing"),
    "L16": gettext_noop("An offer to end the case by consent"),
    "L17": gettext_noop("There will be a hearing"),
    "L17A": gettext_noop("Who hears the case, and your right to object"),
    "L18": gettext_noop("The agreement is in force"),
    "L19": gettext_noop("The offer of consent has lapsed"),
    "L20": gettext_noop("Notice of hearing"),
    "L20P": gettext_noop("Notice of a hearing on paper"),
    "L21": gettext_noop("The hearing has a new date"),
    "L22": gettext_noop("The hearing record is closed"),
    "L23": gettext_noop("The hearing record is open again"),
    "L24": gettext_noop("No violation was found"),
    "L25": gettext_noop("The decision, and your right to appeal"),
    "L26": gettext_noop("The outcome of your complaint"),
    "L27": gettext_noop("The order is final"),
    "L28": gettext_noop("An appeal was filed"),
    "L28A": gettext_noop("Your appeal needs a correction"),
    "L29": gettext_noop("The appeal was not accepted"),
    "L30": gettext_noop("The appeal panel and its schedule"),
    "L31": gettext_noop("The appeal was decided"),
    "L32": gettext_noop("The decision was reversed"),
    "L33": gettext_noop("The case was sent back"),
    "L34": gettext_noop("The terms you have to keep"),
    "L35": gettext_noop("You are the monitor"),
    "L36": gettext_noop("The case is closed"),
    "L37": gettext_noop("Your terms are completed"),
    "L38": gettext_noop("Notice to show cause about your terms"),
    "L39": gettext_noop("What was decided about your terms"),
    "L40": gettext_noop("The complaint was withdrawn"),
    "L41": gettext_noop("The case was closed on the respondent's death"),
    "L42": gettext_noop("The case has been opened again"),
    "L43": gettext_noop("Your application for reinstatement"),
    "L44": gettext_noop("Notice to show cause"),
    "L45": gettext_noop("You have more time"),
    "L46": gettext_noop("Your request for more time was refused"),
    "L47": gettext_noop("Your objection to the panel"),
    "L48": gettext_noop("Your extra time was withdrawn"),
    "L49": gettext_noop("The case is on hold"),
    "L50": gettext_noop("The case goes on"),
}

# What each element is called that due process needs in a letter (``codes.lettering``).
ELEMENTS = {
    "allegations": "the allegations and the provisions they rest on",
    "appeal_outcome": "the outcome of the appeal",
    "appeal_panel": "who decides the appeal",
    "contact": "how to reach the office",
    "closed_as": "the ground on which the case was closed",
    "decision": "the decision",
    "evidence": "the evidence relied on",
    "exchange_day": "the time to write",
    "follow": "how to follow the case",
    "grounds": "the grounds of appeal",
    "hearing_place": "the place of the hearing",
    "hearing_when": "the date of the hearing",
    "how_to_answer": "how to answer",
    "instructions": "what the appeal panel asks for",
    "investigators": "who investigates",
    "kept_until": "how long the record is kept",
    "missed": "the terms that are said to be missed",
    "missing": "what is missing",
    "more_time_until": "the last day",
    "offer": "what is offered",
    "order": "the order",
    "outcome": "what was decided",
    "panel": "who hears the case",
    "reason": "the reason",
    "respondent": "the name of the person it is about",
    "rights": "the rights",
    "standard_of_proof": "the standard of proof",
    "terms": "the terms",
    "window": "the time to answer",
}
ELEMENTS_OF = {
    ("L15", "decision"): "the proposed outcome",
    ("L15", "window"): "the time to ask for a hearing",
    ("L25", "window"): "the time to appeal",
    ("L28A", "window"): "the time to correct the appeal",
}
# A letter lists these one to a line, or in one line.
NAMES = ("panel", "appeal_panel", "investigators")

WINDOW_OF = {
    "L02": "cure",
    "L09": "response",
    "L15": "hearing_request",
    "L16": "consent",
    "L25": "appeal",
    "L38": "show_cause",
    "L39": "appeal",
    "L44": "response",
    "L14A": "comment",
    "L17A": "challenge",
    "L28A": "appeal_cure",
    "L29": "appeal",
    "L30": "appeal_review",
}


class Enclosures:
    """What later life cycles add to a letter; ``hearings`` registers its own here."""

    makers: list[Any] = []

    @classmethod
    def of(cls, notice: Notice) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for make in cls.makers:
            found.update(make(notice))
        return found


def addressee_of(notice: Notice) -> str:
    """Whom the letter greets. Members read letters too, so a complainant's is without a name."""
    if notice.user:
        return str(notice.user)
    if notice.for_estate and notice.party:
        return f"the estate of {notice.party.public_name}"
    return notice.party.public_name if notice.party else ""


def _names_of(notice: Notice, capacity: Capacity) -> list[str]:
    """Who served in a capacity on the day of the act that a letter tells of, made late or not."""
    case = notice.case
    day = case.body.day_of(notice.entry.at)
    held = case.assignments.filter(capacity=capacity).exclude(ended_on__lt=day)
    return [str(row.user) for row in held.select_related("user").order_by("pk")]


def facts_of(notice: Notice) -> dict[str, Any]:
    """What a letter is made from: nothing here names a complainant to a respondent."""
    case, rules = notice.case, notice.case.rules
    clock = (
        notice.clocks.first()
        or case.deadlines.filter(kind=WINDOW_OF.get(notice.letter, ""), stopped_on=None).first()
    )
    details = notice.entry.details
    event_day = case.body.day_of(notice.entry.at)
    return {
        "letter": notice.letter,
        "language": "en",
        "folder": "",
        "title": TITLES[notice.letter],
        "proposed": notice.letter == "L15",
        "docket": case.docket_id,
        # The day a letter is made is its date, and nothing else: what it tells of has its own.
        "today": case.today,
        "event_day": event_day,
        "day_after": event_day + dt.timedelta(days=1),
        "addressee": addressee_of(notice),
        "portal": settings.SITE_URL,
        "body": case.body,
        "rules": rules,
        "committee": rules.organs[rules.reviews],
        "decider": rules.organs[rules.decides],
        "procedure": case.procedure,
        "case": case,
        "role": notice.role,
        "to_respondent": notice.role == PartyRole.RESPONDENT,
        "respondent": case.respondent.public_name if case.respondent else "",
        "name_withheld": bool(case.complainant and case.complainant.sharing != Sharing.NAMED),
        "name_unknown": bool(case.complainant and case.complainant.sharing == Sharing.ANONYMOUS),
        "investigators": _names_of(notice, Capacity.INVESTIGATOR),
        "details": details,
        "entry": notice.entry,
        "missing": details.get("missing", ""),
        "reason": details.get("reason", ""),
        "outcome": details.get("outcome", ""),
        "offer": details.get("offer", []),
        "missed": [],
        "allegations": [a for a in case.live_allegations if a.provision_id],
        "exhibits": listed(case),
        "window": clock,
        "by_post": notice.by_post,
        "read_here": notice.can_be_read_here,
        "mail_days": in_days(rules.mail_days, "calendar"),
        "invitation": notice.code,
        "invitation_until": notice.code_until,
        **_counted(clock),
        "own_dates": [
            (one.title, in_words(one.due_on))
            for one in case.deadlines.filter(stopped_on=None)
            if one.due_on and one.rule and notice.role in one.roles
        ],
        "exchange": case.deadlines.filter(kind="exchange").order_by("pk").last(),
        "closed_as": case.closed_as if case.close_code else "",
        "has_response": case.submissions.filter(kind=SubmissionKind.RESPONSE).exists(),
        **Enclosures.of(notice),
    }


def _counted(clock: Deadline | None) -> dict[str, Any]:
    """How long a window is, in words, and whether its last day may move."""
    rule = clock.rule if clock else None
    if clock is None or rule is None:
        length = in_days(clock.days, "calendar") if clock else ""
        return {"length": length, "rolls": False, "business": False}
    business = rule.count == "business"
    length = in_days(clock.days, rule.count)
    return {"length": length, "rolls": rule.roll != "none" and not business, "business": business}


def without_code(text: str) -> str:
    """A letter as those read it who neither got it nor have to post it."""
    return re.sub(r"(?m)^Code: [0-9A-Z-]{19}$", "Code: (in the letter only)", text)
