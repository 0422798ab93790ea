"""Each form of staff in a real browser: for others, of themselves, of the body, of a court."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from complaints.models import Complaint
from complaints.stages import Matter
from tests.journeys.conftest import Visitor, ways
from tests.walk.filing import provision_of

WHAT = {"in_short": "Billed for visits that were not made"}
DAY = {"conduct_from_month": "2", "conduct_from_day": "3", "conduct_from_year": "2026"}
KNOWN = {"number": "00482913", "received_on": "2026-10-05", "when": "day"} | DAY
ON_PAPER = KNOWN | {
    "channel": "post",
    "postmarked_on": "2026-10-01",
    "sharing": "withheld",
    "name": "Bo Lind",
    "post": "1 Main Street\nTucson",
    "relation": "client",
    "about": "Elena Vasquez",
    "what_happened": "As my letter says.",
    "uploads": "the scan",
    "signed": True,
}
CALLED = ON_PAPER | {
    "channel": "telephone",
    "postmarked_on": "",
    "telephone": "520-555-0117",
    "when": "unknown",
    "conduct_from_day": "",
}
TOLD = KNOWN | {"source": "Her letter of 1 October", "statement": "I billed for visits."}
COURT = {
    "number": "00482913",
    "conduct_from": "2026-02-03",
    "conduct_until": "2026-02-03",
    "record": "the scan",
}
# Each kind: its address, what it is then, what is answered.
KINDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "on paper": ("enter/complaint", Matter.COMPLAINT, ON_PAPER),
    "by telephone": ("enter/complaint", Matter.COMPLAINT, CALLED),
    "self-report": ("enter/self-report", Matter.SELF_REPORT, TOLD),
    "own motion": ("enter/own-motion", Matter.OWN_MOTION, TOLD),
    "reciprocal": ("reciprocal", Matter.RECIPROCAL, COURT),
}
SUITE = {
    ("on paper", "390", False),
    ("self-report", "320", True),
    ("own motion", "1280 at 200%", True),
    ("reciprocal", "1280", False),
}

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.mark.parametrize(("kind", "screen", "script"), ways(SUITE, KINDS))
def test_staff_enter_each_kind_of_matter(
    visitor: Visitor, tmp_path: Path, kind: str, screen: str, script: bool
) -> None:
    address, matter, answers = KINDS[kind]
    scan = tmp_path / "scan.txt"
    scan.write_text("The letter.")
    answers = {k: str(scan) if v == "the scan" else v for k, v in (WHAT | answers).items()}
    if kind == "reciprocal":
        answers["provision"] = str(provision_of("ccmc").pk)
    person = visitor(screen, script=script)
    person.open("/ccmc/").enter("ccmc-staff").open("/ccmc/enter/")
    wide = {"the kinds": person.sideways()}

    person.open(f"/ccmc/{address}/").send("There is a problem")
    wide["with faults"] = person.sideways()
    assert person.page.locator(".errlist a").count() > 1
    person.fill(**answers).send("is on the docket")
    wide["on the docket"] = person.sideways()

    assert {page: over for page, over in wide.items() if over > 0} == {}
    assert Complaint.objects.get().matter == matter
