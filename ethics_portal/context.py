from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def office(request: HttpRequest) -> dict[str, bool]:
    """What every page may say about this office: whether its letters really leave."""
    return {"sandbox": settings.SANDBOX}
