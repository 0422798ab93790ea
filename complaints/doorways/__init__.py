"""The doors of a complaint, in the order in which a case comes to them."""

from __future__ import annotations

from complaints.doors import register
from complaints.doorways.cases import CASE_DOORS
from complaints.doorways.clocks import CLOCK_DOORS
from complaints.doorways.evidence import EVIDENCE_DOORS
from complaints.doorways.letters import LETTER_DOORS
from complaints.doorways.people import PEOPLE_DOORS

register(*CASE_DOORS, *PEOPLE_DOORS, *EVIDENCE_DOORS, *CLOCK_DOORS, *LETTER_DOORS)
