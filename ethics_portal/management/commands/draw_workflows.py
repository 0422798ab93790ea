from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ledger.steps import Staged, steps_of

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

MAP = Path("docs") / "workflow.md"
HEAD = """# The life cycles

Drawn from the code by `make diagrams`; `make check` fails when the two differ. An arrow is a step:
its name, then the verb under which it is entered in the ledger. A step in brackets is taken by
another life cycle, never by a person.
"""


class Command(BaseCommand):
    help = f"Draw every life cycle into {MAP}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Only say whether it is current.")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / MAP
        drawn = "\n".join([HEAD, *(line for model in staged() for line in drawing(model))])
        if not options["check"]:
            path.write_text(drawn)
        elif not path.exists() or path.read_text() != drawn:
            raise CommandError(f"{MAP} is not what the code says; run: make diagrams")


def staged() -> list[Any]:
    """Every model with a life cycle, in the order of the apps."""
    return [model for model in apps.get_models() if issubclass(model, Staged)]


def drawing(model: Any) -> Iterator[str]:
    fields: Any = {field.name: field for field in model._meta.fields}
    stage_field = fields["stage"]
    yield f"## {str(model._meta.verbose_name).capitalize()}\n"
    yield "```mermaid\nstateDiagram-v2"
    for stage, title in stage_field.flatchoices:
        yield f"    {stage}: {title}"
    yield f"    [*] --> {stage_field.get_default()}"
    left = set()
    for name, step in steps_of(model):
        label = f"({name})" if step.internal else name
        for source, move in step._django_fsm.transitions.items():  # noqa: SLF001 - no other way
            left.add(source)
            yield f"    {source} --> {move.target}: {label}, {step.verb.replace(':', '')}"
    for stage, _ in stage_field.flatchoices:
        if stage not in left:
            yield f"    {stage} --> [*]"
    yield "```\n"
