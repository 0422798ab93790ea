"""Sealed files that nobody holds: what a killed worker left behind goes after a day.

A file is stored before its row is written, so a worker that dies in between leaves a whole
file without a row. A row without its file is never made good here; it is counted and told.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import models

from vault import files

KEPT_FOR = dt.timedelta(hours=24)
ADDRESS = 64


@dataclass(frozen=True)
class Swept:
    """How many unfinished files and files without a row went; how many rows miss their file."""

    unfinished: int
    orphans: int
    missing: int


def sweep(kept_for: dt.timedelta = KEPT_FOR) -> Swept:
    """Remove what nobody holds and is older than ``kept_for``."""
    before = time.time() - kept_for.total_seconds()
    lying = [path for path in _sealed() if path.stat().st_mtime < before]
    # Asked after the list was made: what was stored since is in neither.
    held = set(_addresses())
    unfinished = [path for path in _unfinished() if path.stat().st_mtime < before]
    orphans = [path for path in lying if path.name not in held]
    for path in [*unfinished, *orphans]:
        path.unlink(missing_ok=True)
    missing = sum(not files.path_of(address).exists() for address in held)
    return Swept(len(unfinished), len(orphans), missing)


def _sealed() -> Iterator[Path]:
    return (path for path in files.folder().glob("??/*") if path.is_file())


def _unfinished() -> Iterator[Path]:
    return (files.folder() / "arriving").glob("*")


def _addresses() -> Iterator[str]:
    """Every address any app keeps: each text column of that length whose name ends so."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if (
                isinstance(field, models.CharField)
                and field.max_length == ADDRESS
                and field.name.endswith("address")
            ):
                rows = model._base_manager.exclude(**{field.name: ""})
                yield from rows.values_list(field.name, flat=True).distinct().iterator()
