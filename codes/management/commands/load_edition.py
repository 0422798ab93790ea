from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from codes.documents import Faulty
from codes.loading import load
from ledger.refusals import Refusal


class Command(BaseCommand):
    help = (
        "Load an edition of a code or of a procedure from a TOML file. Everything is checked"
        " before anything is written; the same file twice changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE.toml")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )

    def handle(self, *args: Any, files: list[Path], dry_run: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                loaded = [load(path) for path in files]
                if dry_run:
                    transaction.set_rollback(True)
        except (Faulty, Refusal) as fault:
            raise CommandError(str(fault)) from fault
        for one in loaded:
            word = "unchanged" if not one.new else "would publish" if dry_run else "published"
            self.stdout.write(f"{word}  {one.file}: {one.told}")
