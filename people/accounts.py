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
