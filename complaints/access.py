"""Who may see which part of a case: the table in ``access.csv``, applied.

Somebody looks at a case from one or more places: as a party, as staff, as what they are
assigned to. Each place has a column; what no column grants is not there. ``R`` is all of it;
the other words are narrower and are applied by the section that shows the thing. Of evidence
``disclosed`` is what the respondent brought or was shown; ``shown`` is the same for who decides,
``copy`` the same without traces.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from complaints.models import Complaint, Party
from complaints.stages import Capacity, ConflictAnswer
from people.roles import Permission

PLACES: dict[str, str] = {
    Capacity.GATEKEEPER: "gatekeeper",
    Capacity.INVESTIGATOR: "investigator",
    Capacity.COMMITTEE_CHAIR: "committee",
    Capacity.COMMITTEE: "committee",
    Capacity.PANEL_CHAIR: "panel",
    Capacity.PANEL: "panel",
    Capacity.COUNSEL: "counsel",
    Capacity.SIGNER: "signer",
    Capacity.APPEAL_CHAIR: "appeal",
    Capacity.APPEAL: "appeal",
}
PARTIES = {"complainant", "respondent"}


@cache
def table() -> dict[str, dict[str, str]]:
    """What each place may see of each thing: ``table()["narrative"]["respondent"]``."""
    with (Path(__file__).parent / "access.csv").open(encoding="utf-8", newline="") as source:
        return {row.pop("thing"): row for row in csv.DictReader(source)}


@dataclass(frozen=True)
class Viewer:
    """One person looking at one case: from which places, and so at what."""

    case: Complaint
    who: Any

    @cached_property
    def places(self) -> frozenset[str]:
        """As what they look. A party looks as that party only, whatever else they are."""
        sides = {
            party.role
            for party in self.case.all_parties
            if party == self.who
            or (not isinstance(self.who, Party) and party.acts_through(self.who.pk))
        }
        if sides:
            return frozenset(sides)
        held = self.case.capacities.get(self.who.pk, set())
        places = {PLACES[capacity] for capacity in held}
        if self.who.can(Permission.MANAGE_CASES, self.case.body_id):
            places.add("staff")
        if self.who.can(Permission.AUDIT, self.case.body_id):
            places.add("auditor")
        return frozenset(places)

    @property
    def is_party(self) -> bool:
        return bool(self.places & PARTIES)

    def how(self, thing: str) -> str:
        """The widest right any place gives: ``R``, a narrower word, or empty for none."""
        granted = {table()[thing].get(place, "-") for place in self.places} - {"-"}
        return "R" if "R" in granted else next(iter(sorted(granted)), "")

    def may_see(self, thing: str) -> bool:
        return bool(self.how(thing))

    @property
    def owes_conflict_answer(self) -> bool:
        """Whether the conflict question stands between this person and the file."""
        serves = self.places - PARTIES - {"auditor"}
        return bool(serves) and self.who.pk not in self.case.answers

    @property
    def disclosed(self) -> bool:
        return self.case.answers.get(self.who.pk) == ConflictAnswer.DISCLOSED
