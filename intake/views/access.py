"""Who may open a draft: the browser that began it, or whoever knows its code.

After three quarters of an hour without a click the draft is locked: somebody else may sit at
that computer now. What is sent to a locked draft is still kept; it is shown again after the code.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import timezone

from intake.models import Draft

IDLE = dt.timedelta(minutes=45)
# So many drafts one browser may hold open; the oldest is forgotten first.
MOST_OPEN = 5


@dataclass(frozen=True)
class Opened:
    """A draft as this browser may see it now."""

    draft: Draft
    locked: bool


def let_in(request: HttpRequest, draft: Draft, *, by_code: bool = False) -> None:
    """Let this browser write on a draft from now on."""
    if by_code:
        request.session["came_by_code"] = {str(draft.pk): timezone.now().timestamp()}
    known = dict(request.session.get("drafts", {}))
    known.pop(str(draft.pk), None)
    known[str(draft.pk)] = timezone.now().timestamp()
    request.session["drafts"] = dict(list(known.items())[-MOST_OPEN:])


def came_by_code(request: HttpRequest, draft: Draft) -> dt.datetime | None:
    """When this browser was last let into a draft by its code, if it was."""
    moment = request.session.get("came_by_code", {}).get(str(draft.pk))
    return dt.datetime.fromtimestamp(moment, dt.UTC) if moment else None


def shut(request: HttpRequest, draft: Draft) -> None:
    """Forget a draft in this browser; its code still opens it."""
    known = dict(request.session.get("drafts", {}))
    known.pop(str(draft.pk), None)
    request.session["drafts"] = known


def is_known(request: HttpRequest, number: uuid.UUID) -> bool:
    """Whether this browser began or opened a draft of this number."""
    return str(number) in request.session.get("drafts", {})


def opened(request: HttpRequest, body: str, number: uuid.UUID) -> Opened:
    """The draft, if this browser may write on it; otherwise it does not exist."""
    seen = request.session.get("drafts", {}).get(str(number))
    found = Draft.objects.select_related("body").filter(pk=number, body=body).first()
    if seen is None or found is None or (found.is_over(found.body.today) and not found.is_sent):
        raise Http404
    locked = timezone.now().timestamp() - seen > IDLE.total_seconds()
    if not locked:
        let_in(request, found)
    return Opened(found, locked)
