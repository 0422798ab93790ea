from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from people.models import Body, Office, User
from people.roles import Role

Appoint = Callable[..., User]


@pytest.fixture
def body(db: None) -> Body:
    return Body.objects.create(slug="ccmc", acronym="CCMC", name="Commission")


@pytest.fixture
def other_body(db: None) -> Body:
    return Body.objects.create(slug="namss", acronym="NAMSS", name="Association")


@pytest.fixture
def appoint(body: Body) -> Appoint:
    """Give an office to a user, who is made when nobody has that username."""

    def appoint(
        username: str,
        role: Role,
        *,
        of: Body = body,
        organ: str = "office",
        from_day: dt.date = dt.date(2024, 1, 1),
        until_day: dt.date | None = None,
    ) -> User:
        user, _ = User.objects.get_or_create(
            username=username, defaults={"name": username.replace("-", " ").title()}
        )
        Office.objects.create(
            user=user, body=of, organ=organ, role=role, from_day=from_day, until_day=until_day
        )
        return user

    return appoint


@pytest.fixture
def administrator(appoint: Appoint) -> User:
    return appoint("theodora-banks", Role.ADMINISTRATOR)


@pytest.fixture
def staff(appoint: Appoint) -> User:
    return appoint("manpreet-kaur", Role.STAFF)
