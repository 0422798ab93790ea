from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ledger.refusals import Refusal
from people.demo.loading import load_demo, sign_ins


class Command(BaseCommand):
    help = "Load an office of invented people, and print who signs in how. Twice adds nobody."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SANDBOX:
            # Everybody knows the demo password.
            raise CommandError("The demo office is for the sandbox only: set SANDBOX=true.")
        try:
            added = load_demo()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        password, table = sign_ins()
        self.stdout.write(f"Demo office: {added} people added. Password for all: {password}")
        for title, usernames in table:
            columns = "".join(f"{username:<22}" for username in usernames)
            self.stdout.write(f"  {title:<32}{columns}".rstrip())
