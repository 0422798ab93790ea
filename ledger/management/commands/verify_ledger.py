from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger.models import Docket


class Command(BaseCommand):
    help = "Walk every docket's chain (or the dockets named) and say whether it is intact."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("numbers", nargs="*", metavar="DOCKET")

    def handle(self, *args: Any, numbers: list[str], **options: Any) -> None:
        dockets = Docket.objects.order_by("number")
        if numbers:
            dockets = dockets.filter(pk__in=numbers)
            absent = set(numbers) - set(dockets.values_list("pk", flat=True))
            if absent:
                raise CommandError(f"There is no docket {', '.join(sorted(absent))}.")
        walked = entries = broken = 0
        for docket in dockets.iterator(chunk_size=500):
            fault = docket.first_fault()
            walked, entries = walked + 1, entries + docket.length
            if fault:
                broken += 1
                self.stderr.write(f"{docket}: entry {fault.number}: {fault.reason}")
        if broken:
            raise CommandError(f"{broken} of {walked} dockets are not intact.")
        self.stdout.write(f"intact: {walked} dockets, {entries} entries")
