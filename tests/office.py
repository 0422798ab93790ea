"""The demo office as the world of most tests: loaded once, and rolled back to after each test.

Beside it stand the model bodies of ``tests/bodies``, in the same database.

Tests that need an empty database run before those that use ``office``; tests with real
transactions run last and load the office for themselves.
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
    offices = {"office", "office_for_the_session"}
    items.sort(
        key=lambda item: (_is_transactional(item), bool(offices & set(item.fixturenames)))  # type: ignore[attr-defined]
    )


@pytest.fixture(scope="session")
def office_for_the_session(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        _load()


@pytest.fixture(autouse=True)
def nobody_before_real_transactions(request: pytest.FixtureRequest) -> None:
    """Clear the session's office away before the first test that did not ask for it.

    It was written for good, and a test with real transactions would find it there or not
    according to what its worker ran before.
    """
    if not _is_transactional(request.node) or "office" in request.fixturenames:
        return
    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock():
        if Body.objects.exists():
            call_command("flush", interactive=False, verbosity=0)


class Office:
    """Finds people of the demo office by their user names, each time afresh."""

    def __getitem__(self, username: str) -> User:
        return User.objects.get(username=username)


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Office:
    if _is_transactional(request.node):
        request.getfixturevalue("transactional_db")
        if not Body.objects.exists():
            _load()
    else:
        request.getfixturevalue("office_for_the_session")
        request.getfixturevalue("db")
    return Office()
