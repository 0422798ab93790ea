"""The next docket number of a body and year. Numbers are never reused; gaps are possible."""

from __future__ import annotations

from ledger.models import Docket, Series


def open_next_docket(acronym: str, year: int) -> Docket:
    """Open the next docket, such as ``CCMC-2026-0042``, inside the caller's transaction."""
    name = f"{acronym}-{year}"
    Series.objects.get_or_create(name=name)
    series = Series.objects.select_for_update().get(name=name)
    series.last += 1
    series.save(update_fields=["last"])
    return Docket.open(f"{name}-{series.last:04}")
