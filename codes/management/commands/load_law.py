from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from codes.documents import Faulty
from codes.loading import load_shipped
from ledger.refusals import Refusal


class Command(BaseCommand):
    help = "Load every code and procedure that the program ships. Twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_shipped()
        except (Faulty, Refusal) as fault:
            raise CommandError(str(fault)) from fault
        for one in loaded:
            self.stdout.write(f"{'published' if one.new else 'unchanged'}  {one.file}")
