from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from complaints.invariants import CHECKS, look


class Command(BaseCommand):
    help = "Say what does not add up, changing nothing; ends with 1 when there is anything."

    def handle(self, *args: Any, **options: Any) -> None:
        findings = look()
        for finding in findings:
            self.stdout.write(f"{finding.words}  [{finding.key}]")
        self.stdout.write(f"{len(CHECKS)} checks, {len(findings)} findings.")
        if findings:
            sys.exit(1)
