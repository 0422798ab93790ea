"""What the checks hold against: people who look like somebody else."""

from __future__ import annotations

import pytest

from complaints import recusals
from complaints.checks import is_free_of_conflict, is_gatekeeper, is_no_party, is_not_recused
from complaints.models import Complaint, Party
from complaints.stages import Stage
from ledger.refusals import Blocked, Forbidden
from tests.office import Office
from tests.walk import Walk, short_road_to


def stranger_numbered(case: Complaint, key: int) -> Party:
    """A complainant by receipt code whose row has the number of somebody who signs in."""
    return Party(pk=key, case=case, role="complainant", opened_on=case.filed_on)


def test_a_party_by_receipt_code_does_not_pass_for_the_user_with_the_same_number(
    office: Office,
) -> None:
    walk = Walk("ccmc").along(short_road_to(Stage.CHAIR_REVIEW))
    gatekeeper = walk.gatekeeper
    party = stranger_numbered(walk.case, gatekeeper.pk)

    with pytest.raises(Forbidden, match="only by the gatekeeper"):
        is_gatekeeper(walk.case, party)
    with pytest.raises(Forbidden, match="You have no part in this case"):
        recusals.serves_on_the_case(walk.case, party)
    with pytest.raises(Blocked, match="Answer the conflict question"):
        is_free_of_conflict(walk.case, party)
    with pytest.raises(Forbidden, match="You are a party to this case"):
        is_no_party(walk.case, walk.filer)


def test_a_party_by_receipt_code_is_not_recused_with_the_user_of_the_same_number(
    office: Office,
) -> None:
    walk = Walk("ccmc").along("file")
    recused = walk.user("staff")
    recusals.declare(walk.case, by=recused, answer="recused", words="My sister.")

    is_not_recused(walk.case, stranger_numbered(walk.case, recused.pk))
