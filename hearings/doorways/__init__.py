"""The doors of ballots, hearings, decisions, sanctions and appeals."""

from __future__ import annotations

from complaints.doors import READ_ONCE, register
from hearings.doorways.hearing import HEARING_DOORS
from hearings.doorways.outcome import OUTCOME_DOORS
from hearings.doorways.voting import BALLOT_DOORS, COMMITTEE_DOORS

register(*BALLOT_DOORS, *COMMITTEE_DOORS, *HEARING_DOORS, *OUTCOME_DOORS)
READ_ONCE.extend(["ballots", "hearings", "appeals"])
