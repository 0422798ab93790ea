"""A filer lets their name be told, the staff tell it, and the respondent reads it."""

from __future__ import annotations

import pytest

from complaints.filing import Filer
from complaints.stages import Sharing
from tests.journeys.conftest import Visitor, ways
from tests.walk import Walk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

FILER = Filer(name="Ana Delgado", email="ana@example.org", sharing=Sharing.WITHHELD)


@pytest.mark.parametrize(("screen", "script"), ways({("390", False)}))
def test_the_name_is_told_with_leave(visitor: Visitor, screen: str, script: bool) -> None:
    walk = Walk("ccmc").file(filer=FILER).along("take_in send_to_chair elevate serve")
    walk.ready(walk.staff)

    filer = visitor(screen, script=script).open("/ccmc/follow/")
    filer.fill(docket=walk.number, code=walk.receipt).send("Your name")
    filer.picture("naming-status").open("/ccmc/follow/steps/choose_sharing/")
    filer.picture("naming-choose").fill(sharing="named").send("Done")
    filer.reads("The person may be told your name.")

    staff = visitor(screen, script=script).enter("ccmc-staff")
    staff.open(f"/cases/{walk.number}/parties/").picture("naming-parties")
    staff.open(f"/cases/{walk.number}/steps/name_complainant/").picture("naming-tell").send("Done")

    respondent = visitor(screen, script=script).enter("ccmc-respondent")
    respondent.open(f"/cases/{walk.number}/").reads("Ana Delgado").picture("naming-respondent")
    filer.open("/ccmc/follow/status/").reads("The person was told your name on")
