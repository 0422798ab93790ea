from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class CodesConfig(AppConfig):
    name = "codes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(guard_published_law, sender=self)


def guard_published_law(using: str, **kwargs: Any) -> None:
    """Put the triggers back: SQLite drops them when a migration rebuilds their table."""
    from codes import triggers  # noqa: PLC0415 - the app registry must be ready first

    triggers.install(connections[using])
