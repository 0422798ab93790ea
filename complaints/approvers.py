"""Who may approve a letter before it is served, where the procedure asks for it."""

from __future__ import annotations

from typing import Any

from complaints import mail
from complaints.assignments import why_not
from complaints.checks import is_free_of_conflict, is_no_party, is_not_recused, key_of
from complaints.errands import raise_errand
from complaints.models import Complaint, ErrandKind, Notice
from complaints.stages import Capacity, ServiceState
from ledger.models import Entry, actor_name
from ledger.refusals import Forbidden
from people.models import User
from people.offices import holders
from people.roles import Permission, Role

CAPACITIES: dict[str, tuple[str, ...]] = {
    "chair": (Capacity.GATEKEEPER, Capacity.COMMITTEE_CHAIR),
    "signer": (Capacity.SIGNER,),
    "counsel": (Capacity.COUNSEL,),
}


def approvers_of(notice: Notice) -> list[User]:
    """Everybody who may approve this letter now."""
    case, who = notice.case, notice.case.rules.approvers.get(notice.letter, "")
    if who in CAPACITIES:
        held = case.assignments.filter(ended_on=None, capacity__in=CAPACITIES[who])
        found = list(User.objects.filter(assignments__in=held).distinct().order_by("pk"))
    else:
        found = list(holders(case.body_id, roles=[Role.STAFF], on=case.today))
    return [user for user in found if not why_not(case, user) and may_approve(notice, user)]


def tell_approvers(draft: Notice, since: Entry) -> None:
    """Tell whoever may approve a draft since this entry that it waits, or that nobody may."""
    people, case = approvers_of(draft), draft.case
    mail.tell(
        case,
        people,
        subject=f"A letter waits for you in {case.pk}",
        text="A letter waits for your approval.",
        key=f"draft {draft.pk} {since.number}",
    )
    if not people:
        words = f"A letter in {case.pk} waits for approval, and nobody is there to give it."
        raise_errand(ErrandKind.OTHER, words, key=f"nobody approves {draft.pk}", case=case)


def may_approve(notice: Notice, user: Any) -> bool:
    """Whether this person is who the procedure names.

    A second person is one of the staff who did not take the step that the letter follows from.
    """
    case, who = notice.case, notice.case.rules.approvers.get(notice.letter, "")
    if who in CAPACITIES:
        return bool(case.capacities.get(key_of(user), set()) & set(CAPACITIES[who]))
    second = who == "second_person" and user.can(Permission.MANAGE_CASES, case.body_id)
    return bool(second) and notice.entry.actor != actor_name(user)


def waiting(case: Complaint, user: Any) -> list[Notice]:
    """The drafts that this person may approve, the oldest first."""
    if not case.rules.approvers or ServiceState.DRAFTED not in case.letter_states:
        return []
    rows = case.notices.filter(state=ServiceState.DRAFTED).select_related("entry", "party", "user")
    found = list(rows)
    for row in found:
        row.case = case
    return [row for row in found if may_approve(row, user)]


def approves_letters(case: Complaint, user: Any) -> None:
    is_not_recused(case, user)
    if not waiting(case, user):
        raise Forbidden("This may be done only by who approves a letter that waits.")
    is_no_party(case, user)
    is_free_of_conflict(case, user)
