"""The history of a case in words, from its ledger, for whoever may read it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from complaints.access import Viewer
from complaints.sections import Section, register
from complaints.stages import PartyRole, Stage
from ledger.models import Entry
from people.models import User


@dataclass(frozen=True)
class Verb:
    """A row of ``history.csv``: what happened, in words, and who reads that it did.

    ``parties`` is ``both``, one of them, ``own`` (who did it, or whom it was addressed to) or
    ``-``; ``deciders`` is ``R`` or ``-``. Case staff and auditors read everything.
    """

    verb: str
    words: str
    parties: str
    deciders: str


@cache
def verbs() -> dict[str, Verb]:
    with (Path(__file__).parent / "history.csv").open(encoding="utf-8", newline="") as source:
        return {row["verb"]: Verb(**row) for row in csv.DictReader(source)}


STAGES = dict(Stage.choices)
PARTIES = "both"
# The last of a record are shown; an export holds it whole.
MOST = 500


@dataclass(frozen=True)
class Event:
    """One line of the history: what, who, when; reasons where the reader may see them."""

    entry: Entry
    what: str
    who: str
    moved: str
    details: dict[str, Any]
    # Whether the hour may be told: what others did at an hour could say who they are.
    timed: bool = True
    numbered: bool = True


def words_for(verb: str) -> str:
    known = verbs().get(verb)
    return known.words if known else verb.replace(".", " ").replace("_", " ").capitalize()


def events(viewer: Viewer, entries: Iterable[Entry]) -> list[Event]:
    """Put entries into words. A party sees who acted as an office, never as a person."""
    rows = list(entries)
    for row in rows:
        row.docket = viewer.case.docket
    names = names_of(rows)
    own = (f"user:{viewer.who.pk}", f"party:{viewer.who.pk}")
    open_book = bool(viewer.places - {"auditor", "complainant", "respondent"})
    return [
        Event(
            entry=row,
            what=words_for(row.verb),
            who=(names.get(row.actor, row.actor) if open_book else _office_of(row)) + _for(row),
            moved=_moved(row),
            details=_shown(row) if open_book else {},
            timed=not viewer.is_party or row.actor in own,
            numbered=not viewer.is_party,
        )
        for row in rows
    ]


def _for(entry: Entry) -> str:
    return ", for the respondent" if entry.told["for"] else ""


def _moved(entry: Entry) -> str:
    move = entry.moved
    if not move or move[0] not in STAGES or move[1] not in STAGES:
        return ""
    return f"{STAGES[move[0]]} → {STAGES[move[1]]}"


def _office_of(entry: Entry) -> str:
    """How an actor stands before a party or an auditor: by office, or as the system."""
    if entry.actor.startswith(("party:", "filer")):
        return "A party"
    offices = entry.told["offices"]
    if offices:
        return str(offices[0]).rsplit("/", 1)[-1].replace("_", " ").capitalize()
    return "The portal" if entry.actor == "system" else "A party"


HIDDEN = (
    "sha256",
    "receipt",
    "rule",
    "ballot",
    "decision",
    "appeal",
    "person",
    "gatekeeper",
    "objection",
)


def _shown(entry: Entry) -> dict[str, Any]:
    details = {
        k: v for k, v in entry.details.items() if k not in HIDDEN and v not in ("", [], None)
    }
    return {k.replace("_", " "): v for k, v in details.items()}


def names_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Who the actors are, in one query."""
    keys = {row.actor.split(":")[1] for row in entries if row.actor.startswith("user:")}
    found = {f"user:{user.pk}": str(user) for user in User.objects.filter(pk__in=keys)}
    return {**found, "system": "The portal", "filer": "The complainant"}


def entries_for(viewer: Viewer) -> list[Entry]:
    """The entries this person may read, the newest first; a verb without a row is for no party."""
    entries = viewer.case.docket.entries.order_by("-number")
    if viewer.places & {"staff", "auditor"}:
        return list(entries[:MOST])
    if viewer.how("history") != "own":
        hidden = [row.verb for row in verbs().values() if row.deciders != "R"]
        return list(entries.exclude(verb__in=hidden)[:MOST])
    told = {PARTIES, "own", *viewer.places}
    rows = entries.filter(verb__in=[row.verb for row in verbs().values() if row.parties in told])
    keys = _actors_of(viewer)
    return [row for row in rows[:MOST] if _concerns(row, viewer, keys)]


def _actors_of(viewer: Viewer) -> set[str]:
    """As whom the side that looks has acted."""
    sides = [party for party in viewer.case.all_parties if party.role in viewer.places]
    users = {who for party in sides for who in (party.user_id, party.representative_id) if who}
    filer = {"filer"} if PartyRole.COMPLAINANT in viewer.places else set()
    return {party.actor_name for party in sides} | {f"user:{who}" for who in users} | filer


def _concerns(entry: Entry, viewer: Viewer, own: set[str]) -> bool:
    """Whether this side did it, it was done for it, or it was addressed to it."""
    if verbs()[entry.verb].parties != "own":
        return True
    if entry.actor in own or entry.told["for"] in viewer.places:
        return True
    entry.docket = viewer.case.docket
    return bool({entry.details.get("party"), entry.details.get("to")} & viewer.places)


def history(viewer: Viewer) -> dict[str, Any]:
    """What happened, the newest first.

    How long the record is, and where in it something stands, is for the office: gaps would tell
    a party how often others acted.
    """
    return {
        "events": events(viewer, entries_for(viewer)),
        "length": None if viewer.is_party else viewer.case.docket.length,
    }


register(Section("history", "History", "history", history))
