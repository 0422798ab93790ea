from __future__ import annotations

from django.db import transaction

from ledger.models import Docket
from people.models import User


@transaction.atomic
def open_account(user: User, *, by: User | None) -> User:
    """Open an account. ``user`` is a row not yet saved; what it may do follows from offices."""
    user.save(force_insert=True)
    Docket.system("people").enter(
        "account.opened", user, by=by, username=user.username, name=user.name
    )
    return user


@transaction.atomic
def keep_choices(user: User, changed: list[str]) -> None:
    """Save how somebody wants to be reached. The record says that an address changed, not to which.

    ``changed`` names the fields; the form has checked each value.
    """
    user.save(update_fields=changed)
    if "email" in changed:
        Docket.system("people").enter("account.address_changed", user, by=user)
