"""The demo office as the world of most tests: loaded once, and rolled back to after each test.

Beside it stand the model bodies of ``tests/bodies``, in the same database.

Tests with real transactions run first: they load the office for themselves and leave an empty
database behind. Those that need an empty one follow, and those that use ``office`` come last.
The long ways through a browser are among the first, so no worker ends long after the others.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from people.models import Body, User
from tests.bodies import load_models


def _load() -> None:
    call_command("load_law", verbosity=0)
    call_command("load_demo", verbosity=0)
    load_models()


def _is_transactional(item: Any) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and marker.kwargs.get("transaction", False)
    return bool(asked or {"transactional_db", "live_server"} & set(item.fixturenames))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


def _place(item: Any) -> tuple[bool, bool]:
    """Where a test comes among all: those of (False, False) first, of (True, True) last."""
    offices = {"office", "office_for_the_session"} & set(item.fixturenames)
    return not _is_transactional(item), bool(offices)


@pytest.fixture(scope="session")
def office_for_the_session(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        _load()


class Office:
    """Finds people of the demo office by their user names, each time afresh."""

    def __getitem__(self, username: str) -> User:
        return User.objects.get(username=username)


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Office:
    if _is_transactional(request.node):
        request.getfixturevalue("transactional_db")
    else:
        request.getfixturevalue("office_for_the_session")
        request.getfixturevalue("db")
    # Real transactions leave nobody behind, in whatever order something else puts the tests.
    if not Body.objects.exists():
        _load()
    return Office()
