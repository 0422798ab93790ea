"""What a database address means, and the options each engine needs to keep our promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from ethics_portal.env import Environment, Misconfigured, login

if TYPE_CHECKING:
    from pathlib import Path

SQLITE_OPTIONS: dict[str, Any] = {
    # Django's default, DEFERRED, fails at once when two writers meet; IMMEDIATE waits its turn.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # Not trusted_schema=OFF: SQLite would refuse JSON_VALID, with which Django guards JSON columns.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON;"
    ),
}
POSTGRES_OPTIONS = {"connect_timeout": 5, "options": "-c lock_timeout=5s"}
KEEP_CONNECTIONS = 60


def read_database(env: Environment, default: Path) -> dict[str, Any]:
    parts = env.url(
        "DATABASE_URL", ["sqlite", "postgres", "postgresql"], f"sqlite:///{quote(str(default))}"
    )
    if parts is None or parts.query or parts.fragment:
        raise Misconfigured("DATABASE_URL may not carry anything after the name of the database.")
    if parts.scheme == "sqlite":
        # An absolute path arrives with the slash that parts it from the empty host before it.
        memory = parts.path == "/:memory:"
        if parts.netloc or not (memory or parts.path.startswith("//")):
            raise Misconfigured("DATABASE_URL must name a file as sqlite:////the/whole/path.")
        name = ":memory:" if memory else unquote(parts.path[1:])
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": SQLITE_OPTIONS,
            # Closing the last connection makes SQLite fold its log away: not after every request.
            "CONN_MAX_AGE": KEEP_CONNECTIONS,
        }
    user, password = login(parts)
    if not (parts.hostname and parts.path.strip("/")):
        raise Misconfigured("DATABASE_URL must name a host and a database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": user,
        "PASSWORD": password,
        "HOST": parts.hostname,
        "PORT": parts.port or 5432,
        "OPTIONS": POSTGRES_OPTIONS,
        "CONN_MAX_AGE": KEEP_CONNECTIONS,
        "CONN_HEALTH_CHECKS": True,
    }
