"""The letters: what each is called, and how its text is made from the record.

A letter's words are in ``templates/notices/<letter>.txt``; its page is the same text, laid
out. A letter that lacks an element which due process needs is not served.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext_noop

from codes.clauses import in_days
from codes.rules import Rules
from complaints import guard
from complaints.checks import in_words
from complaints.models import Complaint, Deadline, Notice
from complaints.stages import Capacity, PartyRole, Sharing, SubmissionKind
from ledger.refusals import Blocked

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
    "L17": gettext_noop("There will be a hearing"),
    "L17A": gettext_noop("Who hears the case, and your right to object"),
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
    "L40": gettext_noop("The complaint was withdrawn"),
    "L41": gettext_noop("The case was closed on the respondent's death"),
    "L44": gettext_noop("Notice to show cause"),
    "L45": gettext_noop("You have more time"),
    "L46": gettext_noop("Your request for more time was refused"),
    "L47": gettext_noop("Your objection to the panel"),
    "L48": gettext_noop("Your extra time was withdrawn"),
    "L49": gettext_noop("The case is on hold"),
    "L50": gettext_noop("The case goes on"),
}

# What a letter must hold before it can be served: the name of a value and why it is needed.
NEEDS = {
    "L02": {"missing": "what is missing"},
    "L09": {"allegations": "the allegations", "window": "the time to answer"},
    "L15": {"decision": "the proposed outcome", "window": "the time to ask for a hearing"},
    "L20": {"hearing": "the date of the hearing"},
    "L20P": {"exchange": "the time to write"},
    "L25": {"decision": "the decision", "window": "the time to appeal"},
    "L44": {"allegations": "the allegations", "window": "the time to answer"},
}

WINDOW_OF = {
    "L02": "cure",
    "L09": "response",
    "L15": "hearing_request",
    "L25": "appeal",
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
    return notice.party.public_name if notice.party else ""


def _names_of(case: Complaint, capacity: Capacity) -> list[str]:
    held = case.assignments.filter(capacity=capacity, ended_on=None).select_related("user")
    return [str(row.user) for row in held.order_by("pk")]


def facts_of(notice: Notice) -> dict[str, Any]:
    """The merge fields of one letter: nothing here names a complainant to a respondent."""
    case, rules = notice.case, notice.case.rules
    clock = (
        notice.clocks.first()
        or case.deadlines.filter(kind=WINDOW_OF.get(notice.letter, ""), stopped_on=None).first()
    )
    return {
        "title": TITLES[notice.letter],
        "docket": case.docket_id,
        "today": case.today,
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
        "investigators": _names_of(case, Capacity.INVESTIGATOR),
        "details": notice.entry.details,
        "entry": notice.entry,
        "missing": notice.entry.details.get("missing", ""),
        "reason": notice.entry.details.get("reason", ""),
        "allegations": [a for a in case.live_allegations if a.provision_id],
        "exhibits": list(case.exhibits.exclude(disclosed_on=None)),
        "window": clock,
        "invitation": notice.code,
        "invitation_until": notice.code_until,
        **_counted(clock, rules),
        "own_dates": [
            (rules.windows[one.kind].title, in_words(one.due_on))
            for one in case.deadlines.filter(stopped_on=None, awaits=notice.role)
            if one.due_on and one.kind in rules.windows
        ],
        "exchange": case.deadlines.filter(kind="exchange").order_by("pk").last(),
        "closed_as": case.closed_as if case.close_code else "",
        "has_response": case.submissions.filter(kind=SubmissionKind.RESPONSE).exists(),
        **Enclosures.of(notice),
    }


def _counted(clock: Deadline | None, rules: Rules) -> dict[str, Any]:
    """How long a window is, in words, and whether its last day may move."""
    if clock is None:
        return {"length": "", "rolls": False, "business": False}
    rule = rules.windows[clock.kind]
    business = rule.count == "business"
    length = in_days(clock.days, rule.count)
    return {"length": length, "rolls": rule.roll != "none" and not business, "business": business}


def without_code(text: str) -> str:
    """A letter as those read it who neither got it nor have to post it."""
    return re.sub(r"(?m)^Code: [0-9A-Z-]{19}$", "Code: (in the letter only)", text)


def text_of(notice: Notice) -> str:
    """The letter's text. Raises ``Blocked`` naming what it lacks.

    Outside the sandbox no letter leaves under a procedure that its body has not confirmed.
    """
    facts = facts_of(notice)
    if not settings.SANDBOX and not notice.case.rules.is_confirmed:
        raise Blocked(
            f"Letter {notice.letter} cannot be served: the body has not confirmed its procedure."
        )
    for name, words in NEEDS.get(notice.letter, {}).items():
        if not facts.get(name):
            raise Blocked(f"Letter {notice.letter} cannot be served: it lacks {words}.")
    text = render_to_string(f"notices/{notice.letter}.txt", facts)
    if notice.role == PartyRole.RESPONDENT and guard.first_leak(notice.case, text):
        raise Blocked(
            f"Letter {notice.letter} cannot be served: it names the complainant, who asked not to"
            " be named to the respondent. Change the words of the allegation or the reasons."
        )
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"
