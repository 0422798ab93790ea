"""Who may draft law, and who may approve it: never the same person for one draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.refusals import Blocked, Forbidden
from people.roles import Permission

if TYPE_CHECKING:
    from codes.models import Draft


def may_draft(draft: Draft, user: Any) -> None:
    if not user.can(Permission.DRAFT_LAW, draft.body_id):
        raise Forbidden("Only an administrator of the body drafts its codes and procedures.")


def may_approve(draft: Draft, user: Any) -> None:
    if not user.can(Permission.APPROVE_LAW, draft.body_id):
        raise Forbidden("Only a chair or an administrator of the body approves a draft.")


def is_another_person(draft: Draft, user: Any) -> None:
    """A draft is approved by somebody who has written nothing in it."""
    if user.pk in draft.hands:
        raise Blocked("You have worked on this draft, so a second person has to approve it.")


def has_no_faults(draft: Draft, user: Any) -> None:
    faults = draft.faults
    if faults:
        more = f" There are {len(faults) - 1} more." if len(faults) > 1 else ""
        raise Blocked(f"The draft cannot be published yet. {faults[0]}{more}")
