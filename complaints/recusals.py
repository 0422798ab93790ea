"""The conflict question: asked of everybody before the file, and never taken back once yes."""

from __future__ import annotations

from typing import Any

from complaints import assignments
from complaints.approvers import tell_approvers
from complaints.checks import is_no_party, is_not_recused, key_of
from complaints.models import Complaint, Declaration
from complaints.stages import ConflictAnswer, ServiceState
from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden
from ledger.steps import act
from people.models import User
from people.roles import Permission


def serves_on_the_case(case: Complaint, user: Any) -> None:
    assigned = bool(case.capacities.get(key_of(user)))
    if not assigned and not user.can(Permission.MANAGE_CASES, case.body_id):
        raise Forbidden("You have no part in this case.")


def disclosure_says_something(answer: str, words: str) -> None:
    if answer != ConflictAnswer.NONE and not words.strip():
        raise Blocked("Say in a sentence what the link is.")


@act(checks=[is_no_party, is_not_recused, serves_on_the_case])
def declare(case: Complaint, *, by: User, answer: str, words: str = "") -> Entry:
    """Answer the conflict question. ``recused`` ends all access to the case at once."""
    disclosure_says_something(answer, words)
    held = set(case.capacities.get(by.pk, set()))
    row = Declaration.objects.create(case=case, user=by, answer=answer, words=words)
    entry = case.docket.enter("conflict.answered", row, by=by, answer=answer)
    case.forget()
    if answer == ConflictAnswer.RECUSED:
        assignments.end(case, by=by, reason="Recused.", user=by)
        assignments.replace_recused(case, by, held)
        for draft in case.notices.filter(state=ServiceState.DRAFTED):
            tell_approvers(draft, entry)
        if case.lead_id == by.pk:
            case.lead = None
            case.save()
    return entry
