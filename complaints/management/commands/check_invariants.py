from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from complaints.invariants import CHECKS, look


class Command(BaseCommand):
    help = "Say what does not add up, changing nothing; ends with 1 when there is anything."

    def handle(self, *args: Any, **options: Any) -> None:
        seen = look()
        for finding in seen.findings:
            self.stdout.write(f"{finding.words}  [{finding.key}]")
        for name in seen.broken:
            self.stdout.write(f"This could not be looked at: {name}")
        self.stdout.write(
            f"{len(CHECKS)} checks, {len(seen.findings)} findings, {len(seen.broken)} not made."
        )
        if seen.findings or seen.broken:
            sys.exit(1)
