from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.refusals import Forbidden
from people.roles import Permission

if TYPE_CHECKING:
    from people.models import Body, User


def may_read_register(user: User) -> None:
    if not (user.can(Permission.SEE_BODY_CASES) or user.can(Permission.EDIT_REGISTER)):
        raise Forbidden("Only case staff, auditors and administrators read the register.")


def may_edit_register(user: User | None, body: Body) -> None:
    """``None`` is the program itself, at its own command line."""
    if user is not None and not user.can(Permission.EDIT_REGISTER, body.pk):
        raise Forbidden(f"Only an administrator of {body} changes its register.")


def may_edit_some_register(user: User) -> None:
    if not user.can(Permission.EDIT_REGISTER):
        raise Forbidden("Only an administrator changes the register.")


def may_edit_offices(user: User | None, body: Body) -> None:
    """``None`` is the program itself, at its own command line."""
    if user is not None and not user.can(Permission.EDIT_OFFICES, body.pk):
        raise Forbidden(f"Only an administrator of {body} records who holds its offices.")


def may_edit_some_offices(user: User) -> None:
    if not user.can(Permission.EDIT_OFFICES):
        raise Forbidden("Only an administrator records who holds an office.")
