from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class EthicsPortalConfig(AppConfig):
    name = "ethics_portal"

    def ready(self) -> None:
        import_module("ethics_portal.checks")
