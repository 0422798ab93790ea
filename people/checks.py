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


def keeps_addresses(user: User, body: Body) -> bool:
    """Whether somebody reads and changes the postal addresses of a body's register."""
    return user.can(Permission.EDIT_REGISTER, body.pk) or user.can(Permission.MANAGE_CASES, body.pk)


def may_keep_addresses(user: User | None, body: Body) -> None:
    """``None`` is the program itself, at its own command line."""
    if user is not None and not keeps_addresses(user, body):
        raise Forbidden(f"Only an administrator or the case staff of {body} change an address.")


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
