from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from vault.sweeping import sweep

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Remove sealed files that no row holds; exit with 1 when a row misses its file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hours", type=float, default=24, help="spare what is younger")

    def handle(self, *args: Any, **options: Any) -> None:
        swept = sweep(dt.timedelta(hours=options["hours"]))
        self.stdout.write(
            f"{swept.unfinished} unfinished and {swept.orphans} without a row removed; "
            f"{swept.missing} rows miss their file."
        )
        if swept.missing:
            sys.exit(1)
