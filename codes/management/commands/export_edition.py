from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from codes.exporting import as_toml
from codes.models import Edition, ProcedureEdition


class Command(BaseCommand):
    help = "Write an edition of a code or of a procedure as TOML; loading it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("body", help="the body, such as ccmc")
        parser.add_argument("of", help="the code or the procedure, such as professional-conduct")
        parser.add_argument("edition", help="the edition as it stands in addresses")

    def handle(self, *args: Any, body: str, of: str, edition: str, **options: Any) -> None:
        found = (
            Edition.objects.filter(code__body=body, code__slug=of, slug=edition).first()
            or ProcedureEdition.objects.filter(
                procedure__body=body, procedure__slug=of, slug=edition
            ).first()
        )
        if found is None:
            raise CommandError(f"{body} has no edition “{edition}” of “{of}”.")
        sys.stdout.buffer.write(as_toml(found).encode())
