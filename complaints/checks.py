"""Who may take a step, and when. Each check returns quietly or raises the reason.

A check gets the case and the person acting: a user, or the party itself when somebody acts
by receipt code. ``Forbidden`` means not you; ``Blocked`` means not now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from complaints.stages import Capacity, ConflictAnswer, PartyRole, Stage, StopReason
from ledger.refusals import Blocked, Forbidden, Refusal
from people.roles import Permission

if TYPE_CHECKING:
    from complaints.models import Complaint

Check = Callable[[Any, Any], None]


def in_words(day: dt.date) -> str:
    """A date as every sentence gives it: Friday 27 November 2026."""
    return date_format(day, gettext("l j F Y"))


def key_of(who: Any) -> int:
    """The key of somebody who signs in; nobody's for a party who acts by receipt code.

    Both kinds are numbered from one: without this, a filer would pass for the user who
    happens to have the same number.
    """
    return who.pk if hasattr(who, "offices") else 0


def is_not_recused(case: Complaint, user: Any) -> None:
    if case.answers.get(key_of(user)) == ConflictAnswer.RECUSED:
        raise Forbidden("You are recused from this case.")


def is_free_of_conflict(case: Complaint, user: Any) -> None:
    """Invariant 1: nobody acts on a case without an answer to the conflict question."""
    is_not_recused(case, user)
    if key_of(user) not in case.answers:
        raise Blocked("Answer the conflict question for this case before you act in it.")


def is_no_party(case: Complaint, user: Any) -> None:
    if any(party == user or party.acts_through(key_of(user)) for party in case.all_parties):
        raise Forbidden("You are a party to this case, so you cannot act in it for the body.")


def is_staff(case: Complaint, user: Any) -> None:
    if not user.can(Permission.MANAGE_CASES, case.body_id):
        raise Forbidden("Only the case staff may do this.")
    is_no_party(case, user)
    is_free_of_conflict(case, user)


def assigned_as(*capacities: Capacity) -> Check:
    """Make a check that the person is assigned to this case in one of these capacities."""
    words = " or ".join(capacity.label.lower() for capacity in capacities)

    def is_assigned(case: Complaint, user: Any) -> None:
        is_not_recused(case, user)
        if not case.capacities.get(key_of(user), set()) & set(capacities):
            raise Forbidden(f"This may be done only by the {words}.")
        is_no_party(case, user)
        is_free_of_conflict(case, user)

    is_assigned.__name__ = "is_" + "_or_".join(capacities)
    return is_assigned


is_gatekeeper = assigned_as(Capacity.GATEKEEPER)
is_committee_chair = assigned_as(Capacity.COMMITTEE_CHAIR)
is_investigator = assigned_as(Capacity.INVESTIGATOR)
is_counsel = assigned_as(Capacity.COUNSEL)
is_signer = assigned_as(Capacity.SIGNER)
rules_on_requests = assigned_as(Capacity.GATEKEEPER, Capacity.COMMITTEE_CHAIR, Capacity.SIGNER)


def _is_party(case: Complaint, who: Any, role: PartyRole) -> bool:
    return any(
        party == who or party.acts_through(key_of(who))
        for party in case.all_parties
        if party.role == role
    )


def is_respondent(case: Complaint, user: Any) -> None:
    if not _is_party(case, user, PartyRole.RESPONDENT):
        raise Forbidden("Only the respondent may do this.")


def is_respondent_in_person(case: Complaint, user: Any) -> None:
    """Who speaks for the respondent is the respondent's own choice."""
    is_respondent(case, user)
    if case.respondent is None or case.respondent.user_id != key_of(user):
        raise Forbidden("Only the respondent in person may do this, not a representative.")


def is_complainant(case: Complaint, user: Any) -> None:
    if not _is_party(case, user, PartyRole.COMPLAINANT):
        raise Forbidden(gettext("Only the person who filed the complaint may do this."))


def respondent_is_matched(case: Complaint, user: Any) -> None:
    if case.respondent is None or case.respondent.certificant_id is None:
        raise Blocked("Match the respondent with a person in the register first.")


def each_allegation_is_pinned(case: Complaint, user: Any) -> None:
    if not case.live_allegations:
        raise Blocked("Write at least one allegation first.")
    bare = [a.number for a in case.live_allegations if a.provision_id is None]
    if bare:
        raise Blocked(f"Cite a provision for allegation {bare[0]} first.")


def each_charge_can_be_brought(case: Complaint, user: Any) -> None:
    """Invariant 3: no charge on a provision that is advisory, or not in force at the time."""
    each_allegation_is_pinned(case, user)
    for allegation in case.live_allegations:
        provision = allegation.provision
        if not provision.enforceable:
            raise Blocked(
                f"Allegation {allegation.number} cites {provision.number}, which is advisory: "
                "it cannot be charged."
            )
        if not allegation.is_under_law:
            raise Blocked(
                f"Allegation {allegation.number} cites {provision.number} of an edition that "
                "was not in force on the date of the conduct."
            )


def each_charge_binds_the_respondent(case: Complaint, user: Any) -> None:
    """A provision that binds the holders of one credential charges nobody else."""
    narrow = [a for a in case.live_allegations if a.provision and a.provision.applies_to]
    if not narrow or case.respondent is None or case.respondent.certificant is None:
        return
    held = set(case.respondent.certificant.credentials.values_list("kind", flat=True))
    for allegation in narrow:
        bound = allegation.provision.applies_to
        if not held & set(bound):
            raise Blocked(
                f"Allegation {allegation.number} cites {allegation.provision.number}, which binds"
                f" only holders of {' or '.join(bound)}; the respondent holds none of them."
            )


def evidence_is_hashed(case: Complaint, user: Any) -> None:
    if case.exhibits.filter(sha256="").exists():
        raise Blocked("An exhibit has no stored hash; it must be filed again.")


def clock_is_over(kind: str) -> Check:
    """Make a check that a party's window has wholly passed, after a proven delivery."""

    def is_over(case: Complaint, user: Any) -> None:
        clock = case.open_clocks.get(kind)
        if clock is None:
            raise Blocked("No such window is open.")
        if clock.stands_still:
            raise Blocked("The time stands still; the window ends when it has run its days.")
        if clock.due_on is None:
            raise Blocked("The window has not begun: delivery of the letter is not proven yet.")
        if not clock.is_over(case.today):
            raise Blocked(f"The window runs until the end of {in_words(clock.due_on)}.")
        if clock.extensions.filter(granted=None).exists():
            raise Blocked("More time was asked for; that has to be ruled on first.")

    is_over.__name__ = f"{kind}_window_is_over"
    return is_over


def reminder_was_sent(kind: str) -> Check:
    """Make a check that the party was reminded before a window is closed against them."""

    def is_reminded(case: Complaint, user: Any) -> None:
        clock = case.open_clocks.get(kind)
        if clock is None or not clock.was_reminded_of:
            raise Blocked("A reminder has to be sent before the window is closed.")

    is_reminded.__name__ = f"{kind}_reminder_was_sent"
    return is_reminded


def response_window_has_ended(case: Complaint, user: Any) -> None:
    """Invariant 4: no adverse outcome before delivered notice and a used or ended window."""
    time_is_not_void(case, user)
    served = case.notices.filter(letter__in=["L09", "L44"], role=PartyRole.RESPONDENT)
    # One that came back after its time had been closed was made again.
    served = served.exclude(clocks__stop_reason__in=[StopReason.VOID, StopReason.RENEWED])
    days = list(served.values_list("delivered_on", flat=True))
    if not days or None in days:
        raise Blocked("Delivery of the notice of allegations to the respondent is not proven.")
    last = max(day for day in days if day)
    if last > case.today:
        raise Blocked(f"The notice of allegations counts as delivered only on {in_words(last)}.")
    if "response" in case.open_clocks:
        raise Blocked("The respondent's time to answer has not ended.")


def time_is_not_void(case: Complaint, user: Any) -> None:
    """No step is built on a window that was closed against somebody who never had its letter."""
    if case.void_clock:
        raise Blocked(
            "The letter that began the respondent’s time came back after that time had been"
            " closed. Give the time again first."
        )


# Who says at which stage what the respondent is shown. Who decides does not choose it, save the
# committee's chair before the committee meets.
CHOOSE_EVIDENCE: dict[str, tuple[Check, ...]] = {
    Stage.CHAIR_REVIEW: (is_staff, is_gatekeeper),
    Stage.RESPONDED: (is_staff, is_committee_chair),
    Stage.INVESTIGATION: (is_investigator,),
}


def chooses_evidence(case: Complaint, user: Any) -> None:
    """One of those who choose at this stage; elsewhere the case staff."""
    refusals: list[Refusal] = []
    for check in CHOOSE_EVIDENCE.get(case.stage, (is_staff,)):
        try:
            check(case, user)
        except Refusal as refusal:
            refusals.append(refusal)
        else:
            return
    raise next((one for one in refusals if isinstance(one, Blocked)), refusals[0])


def evidence_is_settled(case: Complaint, user: Any) -> None:
    """Nothing is decided on evidence that the respondent has not seen."""
    left = [row.label for row in case.all_exhibits if row.is_unsettled]
    if left:
        raise Blocked(
            f"Show {', '.join(left)} to the respondent, or set it aside as not relied on, first."
        )


def comments_are_closed(case: Complaint, user: Any) -> None:
    """T16: the respondent has seen the evidence relied on and could comment on it."""
    evidence_is_settled(case, user)
    clock = case.open_clocks.get("comment")
    if clock and not clock.is_over(case.today):
        last = f" until the end of {in_words(clock.due_on)}" if clock.due_on else ""
        raise Blocked(f"The respondent may comment on the evidence{last}.")


def window_is_open_or_leave_given(kind: str) -> Check:
    """Make a check that a party acts in time, or late by leave: lateness is ruled on."""

    def is_in_time(case: Complaint, user: Any) -> None:
        clock = case.open_clocks.get(kind)
        if clock and clock.is_over(case.today) and case.late_leave != kind:
            raise Blocked(
                f"The time for this ended on {in_words(clock.due_on)}. "
                "Ask for leave to act late, and say why."
            )

    is_in_time.__name__ = f"{kind}_is_in_time"
    return is_in_time


def refusal_is_proposed_by_another(case: Complaint, user: Any) -> None:
    """T06 takes two people: one proposes, another confirms."""
    if not case.proposed_close_code:
        raise Blocked("Nobody has proposed to refuse this complaint.")
    if case.proposed_by_id == user.pk:
        raise Blocked("A second person has to confirm what you proposed.")


def withdrawal_is_asked(case: Complaint, user: Any) -> None:
    if not case.withdrawal_asked:
        raise Blocked("Nobody has asked to withdraw this complaint.")


def late_leave_is_asked(case: Complaint, user: Any) -> None:
    if not case.late_asked:
        raise Blocked("Nobody has asked for leave to act late.")
