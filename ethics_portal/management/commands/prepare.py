from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from ethics_portal.serving_role import grant_to

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = (
        "Bring the database to this version: tables, guards, codes and procedures. Safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="Also load the demo office.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        self.say("Loading codes and procedures …")
        call_command("load_law", stdout=self.stdout)
        if options["demo"]:
            self.say("Loading the demo office …")
            call_command("load_demo", stdout=self.stdout)
        if role := os.environ.get("SERVING_ROLE"):
            self.say(f"Granting {role} what serving needs …")
            grant_to(role)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
