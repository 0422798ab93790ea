from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from people.models import User


def address_of(request: HttpRequest) -> str:
    """From where somebody asks: behind proxies of ours, what the outermost of them saw.

    Each proxy adds the address it saw at the end of ``X-Forwarded-For``; whatever stands before
    those was written by the visitor and counts for nothing.
    """
    own = str(request.META.get("REMOTE_ADDR", ""))
    seen = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = settings.TRUSTED_PROXIES
    return seen[-trusted][:64] if 0 < trusted <= len(seen) and seen[-trusted] else own


class UserRequest(HttpRequest):
    """A request behind the sign-in: the user is one of ours."""

    user: User
