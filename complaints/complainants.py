"""The complainant's own page: what is asked of them, and what comes next, addressed to them."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints import mail
from complaints.models import Complaint
from complaints.postage import papers_to
from complaints.stages import Stage
from complaints.submissions import asked_for

# What happens next at each stage, as a sentence to whoever filed; nothing is left once it closed.
NEXT: dict[str, str | Promise] = {
    Stage.RECEIVED: _("Next, the staff open your complaint and begin to check it."),
    Stage.INTAKE: _("Next, the staff check that your complaint is complete and ours to hear."),
    Stage.CORRECTION: _("Next, the staff read what you send."),
    Stage.CHAIR_REVIEW: _("Next, the %(gate)s reads it and decides whether it goes on."),
    Stage.RESPONSE: _("Next, the person answers what is alleged."),
    Stage.RESPONDED: _("Next, the committee’s chair decides whether facts are gathered first."),
    Stage.INVESTIGATION: _("Next, the investigator gathers the facts and writes a report."),
    Stage.COMMITTEE_REVIEW: _("Next, the committee votes."),
    Stage.PROPOSED: _("Next, the person accepts the proposed outcome or asks for a hearing."),
    Stage.HEARING: _("Next, a panel hears the case."),
    Stage.DECISION: _("Next, the decision is checked and signed."),
    Stage.DECIDED: _("Next, the person may appeal; if not, the decision becomes final."),
    Stage.APPEAL: _("Next, the appeal is looked at and decided."),
    Stage.FINAL: _("Next, the staff see that the decision is carried out, and close the case."),
    Stage.MONITORING: _("Next, the person keeps the terms of the order."),
}


def news(case: Complaint) -> str:
    """How the filer will hear of what comes, as they asked."""
    filer = case.complainant
    if filer and mail.address_of(filer):
        return gettext("We send you an e-mail when there is news.")
    if filer and filer.asked_for_post:
        return gettext("Our letters come by post. Look here for messages.")
    return gettext("We have no way to write to you: look here again for news.")


def words(case: Complaint) -> dict[str, Any]:
    """Where the case stands, what was asked of its filer, and what comes next."""
    waits = case.stage == Stage.CORRECTION
    told = NEXT.get(case.stage, "")
    facts = {"gate": case.rules.gate.title}
    if case.hold:
        told = _(
            "The case is on hold for something outside it, which our letter names, and no time"
            " limit runs. We look at it again by %(day)s at the latest."
        )
        facts = {"day": date_format(case.hold.review_on, gettext("j F Y"))}
    return {
        "news": news(case),
        "papers_to": papers_to(case.body, case.rules),
        "stands": gettext("We need more from you") if waits else case.party_words,
        "asked": asked_for(case) if waits else "",
        "next": str(told) % facts,
    }
