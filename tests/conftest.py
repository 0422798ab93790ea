"""What every test stands on. It runs on SQLite, or on whatever DATABASE_URL names."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as configured
from django.core.management.commands import flush
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import DjangoDbBlocker

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.fixtures import SettingsWrapper
    from pytest_django.live_server_helper import LiveServer

pytest_plugins = ["tests.office"]

GUARDED = ["ledger.triggers", "codes.triggers"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Put SQLite's test database into a file: in memory it has neither our pragmas nor rivals."""
    database = configured.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        folder = tmp_path_factory.mktemp("database")
        connections["default"].settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Make a test database, whoever asks for it.

    pytest-django's own fixture makes one only when some test names its ``db`` fixture or mark,
    and would let every other way to the database end in that of the office.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def flush_may_empty_guarded_tables() -> Iterator[None]:
    """Lift the guards of append-only tables while a transactional test is cleared away."""
    guards = [import_module(name) for name in GUARDED if find_spec(name)]
    emptying = flush.Command.handle

    def handle(command: flush.Command, **options: Any) -> None:
        connection = connections[options["database"]]
        for guard in guards:
            guard.drop(connection)
        try:
            emptying(command, **options)
        finally:
            for guard in guards:
                guard.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", handle)
        yield


@pytest.fixture(autouse=True)
def quick_passwords(settings: SettingsWrapper) -> None:
    """Argon2 is slow on purpose; here nobody is guessing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def data_dir(settings: SettingsWrapper, tmp_path: Path) -> Path:
    """Sealed files and the broker's messages of one test, never those of the office."""
    settings.DATA_DIR = tmp_path
    settings.BROKER_DIR = tmp_path / "broker"
    return tmp_path


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: LiveServer) -> Iterator[LiveServer]:
    """The server after its database, so that it ends before it, with every session it held.

    A thread keeps one for as long as the browser keeps its connection, and PostgreSQL drops no
    database that is in use.
    """
    before = set(threading.enumerate())
    yield live_server
    for thread in set(threading.enumerate()) - before:
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)


@pytest.fixture(scope="session")
def chromium(live_server: LiveServer) -> Iterator[Browser]:
    """A real browser. A person without one may go on; CI may not."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        missing = "No Chromium on this machine: journeys in the browser were not walked."
        if os.environ.get("CI") == "true" or os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - heavy, and rarely needed

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        # The driver keeps an event loop running, in which Django would refuse every query.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = driver.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()
        # While that loop runs, Django gives this thread connections of its own: they end with it.
        connections.close_all()
