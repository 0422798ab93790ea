"""Reads the two tables of last days and the calendars they are worked out with."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from complaints.reckoning import More, Pause, Term
from people.calendars import WEEKDAYS, Calendar

HERE = Path(__file__).parent
CALENDARS: dict[str, Any] = tomllib.loads((HERE / "calendars.toml").read_text())
ROLLS = {"yes": "next_business_day", "no": "none"}


@dataclass(frozen=True)
class Row:
    """One line of a table, by the names of its columns, under the heading it stands below."""

    number: int
    theme: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def rows(table: str) -> Iterator[Row]:
    """Each row of a table; a line that begins with # is the heading of those below it."""
    columns, *lines = (HERE / table).read_text().splitlines()
    names, theme = columns.split(","), ""
    for number, line in enumerate(lines, start=2):
        if line.startswith("#"):
            theme = line.removeprefix("#").strip()
            continue
        yield Row(number, theme, dict(zip(names, next(csv.reader([line])), strict=True)))


@cache
def calendar(name: str) -> Calendar:
    """A calendar by its name; one that is like another adds its own days to that one's."""
    told = CALENDARS[name]
    like = calendar(told["like"]) if "like" in told else Calendar(frozenset())
    named = told.get("closed", {})
    return Calendar(
        weekend=frozenset(WEEKDAYS.index(day) for day in told["weekend"])
        if "weekend" in told
        else like.weekend,
        closed={**like.closed, **{day: why for why, days in named.items() for day in days}},
        opened=frozenset(told.get("opened", [])),
    )


def term_of(row: Row) -> Term:
    """The term that a row describes, with what happened to it in the order of the telling."""
    start = dt.date.fromisoformat(row["event"])
    pauses: list[Pause] = []
    more: list[More] = []
    for told in filter(None, row["happened"].split("; ")):
        match told.split():
            case ["still", first, "to", last]:
                pauses.append(Pause(day(first), day(last), "the case was on hold"))
            case ["still", "from", first]:
                pauses.append(Pause(day(first), None, "the case was on hold"))
            case [days, "granted"]:
                more.append(More(int(days), start, "the chair"))
            case [days, "withdrawn"]:
                more.remove(granted := More(int(days), start, "the chair"))
                more.append(More(granted.days, start, granted.by, withdrawn_on=start))
            case _:
                raise ValueError(f"Line {row.number}: “{told}” is nothing that can happen.")
    return Term(
        start,
        int(row["days"]),
        row["counted"],
        ROLLS[row["rolls"]],
        pauses=tuple(pauses),
        more=tuple(more),
        calendar=calendar(row["calendar"]),
    )


def outcome(row: Row) -> tuple[dt.date | None, int]:
    """The last day a row says, or none and how many days are left."""
    if row["last day"].startswith("none; "):
        return None, int(row["last day"].split()[1])
    return day(row["last day"]), 0


def day(written: str) -> dt.date:
    return dt.date.fromisoformat(written)
