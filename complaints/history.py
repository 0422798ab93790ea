"""The history of a case in words, from its ledger, for whoever may read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from complaints.access import Viewer
from complaints.sections import Section, register
from complaints.stages import Stage
from ledger.models import Entry
from people.models import User

WORDS: dict[str, str] = {
    "complaint.filed": "Complaint filed",
    "reciprocal.opened": "Reciprocal matter opened",
    "exhibit.received": "Evidence received",
    "complaint.taken_in": "Intake begun",
    "correction.asked": "Something missing was asked for",
    "correction.received": "What was missing came in",
    "complaint.closed_uncured": "Closed: what was missing did not come",
    "refusal.proposed": "Refusal proposed",
    "complaint.refused": "Complaint refused",
    "respondent.matched": "Respondent matched with the register",
    "allegation.written": "Allegation written",
    "allegation.rewritten": "Allegation changed",
    "allegation.added": "Allegation added after notice",
    "assignment.made": "Somebody was put on the case",
    "assignment.ended": "An assignment ended",
    "conflict.answered": "Conflict question answered",
    "substitute.wanted": "A substitute is wanted",
    "substitute.appointed": "Substitute appointed",
    "complaint.sent_to_gatekeeper": "Sent to first review",
    "question.asked": "A question was put to the complainant",
    "complaint.closed_at_the_gate": "Closed at first review",
    "complaint.elevated": "Complaint elevated",
    "response.filed": "Response filed",
    "response.statement_filed": "Statement with the response filed",
    "response.window_closed": "Response window closed",
    "investigation.opened": "Investigation opened",
    "evidence.disclosed": "Evidence disclosed to the respondent",
    "evidence.commented": "Respondent commented on the evidence",
    "report.filed": "Report of the investigation filed",
    "committee.convened": "Put before the committee",
    "ballot.opened": "Ballot opened",
    "ballot.cast": "Ballot paper sealed",
    "ballot.closed": "Ballot closed",
    "investigation.reopened": "Sent back to investigation",
    "complaint.dismissed": "Closed by the committee",
    "outcome.proposed": "Outcome proposed",
    "outcome.accepted": "Proposed outcome accepted",
    "hearing.ordered": "Hearing ordered",
    "hearing.requested": "Hearing requested",
    "hearing.not_requested": "No hearing was asked for",
    "panel.named": "Panel named to the respondent",
    "panel.accepted": "Respondent had no objection to the panel",
    "panel.objection_ruled": "Objection to the panel ruled on",
    "panel.objected_to": "Respondent objected to the panel",
    "hearing.scheduled": "Hearing set down",
    "hearing.continued": "Hearing moved",
    "hearing.convened": "Hearing opened",
    "exhibit.scanned": "Evidence scanned for viruses",
    "exhibit.ruled_on": "Exhibit ruled on",
    "hearing.record_closed": "Hearing record closed",
    "hearing.record_reopened": "Hearing record reopened",
    "hearing.decided": "Panel voted",
    "hearing.cancelled": "Hearing cancelled",
    "panel.decided": "Panel’s decision entered",
    "complaint.closed_after_hearing": "Closed: no violation found",
    "decision.checked": "Decision checked by counsel",
    "decision.issued": "Decision signed and issued",
    "order.final": "Order final",
    "order.final_by_waiver": "Order final: appeal waived",
    "appeal.filed": "Appeal filed",
    "appeal.cure_asked": "Correction of the appeal asked for",
    "appeal.cured": "Appeal corrected",
    "appeal.not_accepted": "Appeal turned away",
    "appeal.rejected": "Back in the appeal window",
    "appeal.rejected_for_good": "Final after the appeal was turned away",
    "appeal.review_opened": "Record put before the appeal panel",
    "appeal.decided": "Appeal decided",
    "appeal.carried_out": "Final after the appeal",
    "complaint.closed_on_reversal": "Closed: reversed on appeal",
    "case.remanded_to_committee": "Remanded to the committee",
    "case.remanded_to_hearing": "Remanded to a hearing",
    "sanction.in_force": "Sanction in force",
    "sanction.stayed": "Sanction stayed",
    "sanction.stay_lifted": "Stay lifted",
    "sanction.vacated": "Sanction vacated",
    "sanction.completed": "Sanction completed",
    "credential.status_changed": "Credential status changed",
    "monitoring.begun": "Monitoring begun",
    "term.proven": "Term proven",
    "term.excused": "Term excused",
    "term.missed": "Term missed",
    "complaint.closed": "Case closed",
    "withdrawal.asked": "Withdrawal asked for",
    "complaint.withdrawn": "Withdrawn",
    "complaint.continued_on_own_motion": "Goes on of the body’s own motion",
    "complaint.closed_on_death": "Closed: the respondent died",
    "extension.asked": "More time asked for",
    "extension.ruled": "Request for more time ruled on",
    "extension.withdrawn": "Extension withdrawn",
    "hold.begun": "Case put on hold",
    "hold.kept": "Case kept on hold",
    "hold.ended": "Case taken up again",
    "late_leave.asked": "Leave to act late asked for",
    "late_leave.ruled": "Late request ruled on",
    "representative.appointed": "Representative appointed",
    "representative.joined": "Representative opened an account",
    "representative.revoked": "Representative’s authority taken back",
    "letter.served": "Letter served",
    "letter.to_be_posted": "Letter to be posted",
    "letter.drafted": "Letter laid before its approver",
    "letter.approved": "Letter approved",
    "letter.sent_back": "Letter sent back by its approver",
    "letter.posted": "Letter posted",
    "letter.proof_voided": "Proof of a delivery fell away",
    "letter.served_again": "Letter served once more",
    "letter.delivered": "Delivery of a letter proven",
    "letter.returned": "Letter came back",
    "invitation.issued": "Invitation put in a letter",
    "invitation.renewed": "New invitation asked for",
    "invitation.used": "Invitation used",
    "respondent.joined": "Respondent opened an account",
    "clock.started": "Clock started",
    "clock.taken_back": "Clock taken back: no delivery",
    "letter.cancelled": "Letter no longer needed",
    "clock.voided": "Time limit void: its letter came back",
    "response.time_restored": "Time to answer given again",
    "hearing_request.time_restored": "Time to ask for a hearing given again",
    "reminder.sent": "Reminder sent",
    "notice.undeliverable": "E-mail could not be delivered",
    "errand.raised": "Errand raised",
    "errand.settled": "Errand settled",
}
COMMITTEE_ONLY = (
    "ballot.",
    "assignment.",
    "conflict.",
    "substitute.",
    "decision.checked",
)
# The office's own running: no business of who decides, nor of the parties.
OFFICE_ONLY = ("errand.", "notice.")
STAGES = dict(Stage.choices)


@dataclass(frozen=True)
class Event:
    """One line of the history: what, who, when; reasons where the reader may see them."""

    entry: Entry
    what: str
    who: str
    moved: str
    details: dict[str, Any]
    # Whether the hour may be told: what others did at an hour could say who they are.
    timed: bool = True


def words_for(verb: str) -> str:
    return WORDS.get(verb, verb.replace(".", " ").replace("_", " ").capitalize())


def events(viewer: Viewer, entries: Iterable[Entry]) -> list[Event]:
    """Put entries into words. A party sees who acted as an office, never as a person."""
    rows = list(entries)
    for row in rows:
        row.docket = viewer.case.docket
    names = names_of(rows)
    own = (f"user:{viewer.who.pk}", f"party:{viewer.who.pk}")
    open_book = bool(viewer.places - {"auditor", "complainant", "respondent"})
    return [
        Event(
            entry=row,
            what=words_for(row.verb),
            who=(names.get(row.actor, row.actor) if open_book else _office_of(row)) + _for(row),
            moved=_moved(row),
            details=_shown(row) if open_book else {},
            timed=not viewer.is_party or row.actor in own,
        )
        for row in rows
    ]


def _for(entry: Entry) -> str:
    return ", for the respondent" if entry.told["for"] else ""


def _moved(entry: Entry) -> str:
    move = entry.moved
    if not move or move[0] not in STAGES or move[1] not in STAGES:
        return ""
    return f"{STAGES[move[0]]} → {STAGES[move[1]]}"


def _office_of(entry: Entry) -> str:
    """How an actor stands before a party or an auditor: by office, or as the system."""
    if entry.actor.startswith(("party:", "filer")):
        return "A party"
    offices = entry.told["offices"]
    if offices:
        return str(offices[0]).rsplit("/", 1)[-1].replace("_", " ").capitalize()
    return "The portal" if entry.actor == "system" else "A party"


HIDDEN = (
    "sha256",
    "receipt",
    "rule",
    "ballot",
    "decision",
    "appeal",
    "person",
    "gatekeeper",
    "objection",
)


def _shown(entry: Entry) -> dict[str, Any]:
    details = {
        k: v for k, v in entry.details.items() if k not in HIDDEN and v not in ("", [], None)
    }
    return {k.replace("_", " "): v for k, v in details.items()}


def names_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Who the actors are, in one query."""
    keys = {row.actor.split(":")[1] for row in entries if row.actor.startswith("user:")}
    found = {f"user:{user.pk}": str(user) for user in User.objects.filter(pk__in=keys)}
    return {**found, "system": "The portal", "filer": "The complainant"}


def entries_for(viewer: Viewer) -> Any:
    """The entries this person may read: all, or as a party only their own and the steps."""
    entries = viewer.case.docket.entries.order_by("-number")
    if viewer.how("history") == "own":
        for prefix in COMMITTEE_ONLY:
            entries = entries.exclude(verb__startswith=prefix)
    if not viewer.places & {"staff", "auditor"}:
        for prefix in OFFICE_ONLY:
            entries = entries.exclude(verb__startswith=prefix)
    return entries


PAGE = 50


def history(viewer: Viewer) -> dict[str, Any]:
    entries = list(entries_for(viewer)[: PAGE * 10])
    return {"events": events(viewer, entries), "docket": viewer.case.docket}


register(Section("history", "History", "history", history))
