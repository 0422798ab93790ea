from __future__ import annotations

from django.http import HttpRequest

from people.models import User


class UserRequest(HttpRequest):
    """A request behind the sign-in: the user is one of ours."""

    user: User
