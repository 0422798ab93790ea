"""The docket sheet: a case's entries as numbered lines a person can read."""

from __future__ import annotations

from collections.abc import Iterable

from complaints.history import words_for
from complaints.stages import Stage
from ledger.models import Docket, Entry

STAGES = dict(Stage.choices)


def lines(docket: Docket, entries: Iterable[Entry]) -> Iterable[str]:
    """Each entry with its number, time, act, actor's office, move and digest."""
    yield f"Docket sheet of {docket.number}"
    yield f"{docket.length} entries; the last digest is {docket.head}"
    yield ""
    for entry in entries:
        told = entry.told
        offices = ", ".join(told["offices"]) or told["actor"]
        moved = entry.moved
        change = ""
        if moved and moved[0] in STAGES and moved[1] in STAGES:
            change = f" [{STAGES[moved[0]]} > {STAGES[moved[1]]}]"
        when = f"{entry.at:%Y-%m-%d %H:%M:%S} UTC"
        yield f"{entry.number:>4}  {when}  {words_for(entry.verb)}{change}"
        yield f"      by {told['actor']} ({offices})"
        yield f"      {entry.digest}"
