"""What somebody typed for a step and keeps for later, beside the record."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone

from complaints.models import Complaint, Unsent
from people.carrying import typed_in
from people.models import User

# Of one step, in characters; its longest text has 20,000 and there may be several.
MOST = 400_000


def keep(case: Complaint, user: User, step: str, posted: QueryDict) -> bool:
    """Keep what was typed in place of what was kept before; False when it is too long to keep.

    Files are not kept: whoever comes back chooses them again.
    """
    typed = typed_in(posted)
    if sum(len(value) for values in typed.values() for value in values) > MOST:
        return False
    found = kept(case, user, step) or Unsent(case=case, user=user, step=step)
    found.typed, found.saved_at = typed, timezone.now()
    found.save()
    return True


def kept(case: Complaint, user: User, step: str) -> Unsent | None:
    found = Unsent.objects.filter(case=case, user=user, step=step).first()
    if found:
        found.case = case
    return found


def filled_in(form: Any, step: str) -> Unsent | None:
    """Fill in a form with what was kept; what the form itself knows, its hidden fields, stays."""
    found = kept(form.case, form.user, step)
    widgets = {name: field.widget for name, field in form.fields.items()}
    for name, values in found.typed.items() if found else ():
        if name in widgets and values and not widgets[name].is_hidden:
            several = getattr(widgets[name], "allow_multiple_selected", False)
            form.initial[name] = values if several else values[-1]
    return found


def forget(case: Complaint, user: User, step: str) -> None:
    Unsent.objects.filter(case=case, user=user, step=step).delete()
