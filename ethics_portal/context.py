from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from people.roles import Permission

if TYPE_CHECKING:
    from django.http import HttpRequest

# Where “Leave this site” leads: a page anybody might have open.
LEAVE_TO = "https://www.weather.gov/"
THEMES = ("light", "dark")

# Each entry of the top bar, with the powers of which one opens it; none means everybody.
NAV: list[tuple[str, str, tuple[Permission, ...]]] = [
    ("desk", "Desk", ()),
    ("docket", "Docket", ()),
    ("register", "Register", (Permission.SEE_BODY_CASES, Permission.EDIT_REGISTER)),
    ("offices", "Offices", (Permission.EDIT_OFFICES,)),
    ("law", "Law", (Permission.DRAFT_LAW, Permission.APPROVE_LAW)),
    ("audit", "Audit", (Permission.AUDIT,)),
    ("outbox", "Outbox", (Permission.READ_OUTBOX,)),
]


def office(request: HttpRequest) -> dict[str, Any]:
    """What every page may say of this office, and where this person may go.

    The way around is asked for only by pages that show it, and costs the one query for the
    offices held today.
    """
    theme = request.COOKIES.get("theme", "")
    return {
        "sandbox": settings.SANDBOX,
        "theme": theme if theme in THEMES else "",
        "leave_to": LEAVE_TO,
        "nav": way_around(request),
    }


def way_around(request: HttpRequest) -> Callable[[], list[dict[str, Any]]]:
    def nav() -> list[dict[str, Any]]:
        user = request.user
        if not user.is_authenticated:
            return []
        entries = [
            (address, title)
            for name, title, powers in NAV
            if not powers or any(user.can(power) for power in powers)
            if (address := address_of(name))
        ]
        bodies = dict.fromkeys(held.body_id for held in user.current_offices)
        entries += [
            (reverse("code_browser", args=[body]), "Code" if len(bodies) == 1 else f"Code {body}")
            for body in bodies
        ]
        return [
            {"address": address, "title": title, "here": request.path.startswith(address)}
            for address, title in entries
        ]

    return nav


def address_of(name: str) -> str:
    """The address of a page, or empty when this portal is built without it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
