"""Objecting to the panel: who rules, what follows, and that nothing goes on before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from complaints.next_step import next_step
from complaints.stages import Capacity
from hearings import panels
from hearings.models import Appeal, Objection
from ledger.refusals import Blocked
from tests.walk import Walk
from tests.walk.shared import Roads


@pytest.fixture
def walk(roads: Roads) -> Iterator[Walk]:
    with roads.at("hearing seat name_panel") as walk:
        yield walk


def test_the_panels_chair_rules_and_an_upheld_objection_empties_the_seat(walk: Walk) -> None:
    walk.object_to_panel()
    member = walk.hearing.objections.get().person
    assert next_step(walk.case).who == "The panel’s chair"
    walk.uphold_objection()

    assert not walk.case.assignments.filter(user=member, ended_on=None).exists()
    assert walk.hearing.panel_named_on is None
    assert "challenge" not in walk.case.open_clocks
    assert walk.case.notices.filter(letter="L47", role="respondent").count() == 1
    with pytest.raises(Blocked, match="an objection to them was upheld"):
        panels.seat_panel_member(walk.hearing, by=walk.staff, person=member, chair=False)


def test_an_overruled_objection_leaves_the_panel_as_it_is(walk: Walk) -> None:
    before = walk.case.capacities
    walk.object_to_panel().overrule_objection()

    assert walk.case.capacities == before
    row = Objection.objects.get()
    assert (row.upheld, row.ruled_on) == (False, walk.case.today)
    entry = walk.case.docket.entries.get(verb="panel.objection_ruled")
    assert (entry.details["upheld"], entry.details["reason"]) == (False, "Weighed with care.")


def test_nobody_rules_on_an_objection_to_themselves(walk: Walk) -> None:
    walk.object_to_panel(Capacity.PANEL_CHAIR)
    with pytest.raises(Blocked, match="the chair of the committee on one to the panel’s chair"):
        walk.uphold_objection()
    assert next_step(walk.case).who == "The committee’s chair"
    walk.uphold_objection(by=walk.chair)
    assert Objection.objects.get().upheld is True


def test_the_committees_chair_does_not_rule_on_one_to_a_member(walk: Walk) -> None:
    walk.object_to_panel()
    with pytest.raises(Blocked, match="rules on an objection to a member"):
        walk.uphold_objection(by=walk.chair)


def test_the_hearing_is_not_set_down_over_an_objection(walk: Walk) -> None:
    walk.object_to_panel()
    panels.accept_panel(walk.hearing, by=walk.respondent)
    with pytest.raises(Blocked, match="that is ruled on first"):
        walk.schedule()
    walk.overrule_objection().schedule()
    assert walk.hearing.stage == "scheduled"


def test_one_objects_to_a_member_of_the_panel_and_once_at_a_time(walk: Walk) -> None:
    walk.object_to_panel()
    with pytest.raises(Blocked, match="already; it has not been ruled on"):
        walk.object_to_panel()
    with pytest.raises(Blocked, match="is not on the panel"):
        walk.object_to_panel(Capacity.COMMITTEE_CHAIR)


def test_a_member_taken_off_meanwhile_leaves_nothing_to_rule_on(walk: Walk) -> None:
    walk.object_to_panel()
    member = walk.hearing.objections.get().person
    panels.unseat_panel_member(walk.hearing, by=walk.staff, person=member, reason="Withdrew.")
    with pytest.raises(Blocked, match="No objection to the panel waits"):
        walk.overrule_objection()


def post(walk: Walk, step: str, **given: object) -> Any:
    client = Client()
    client.force_login(walk.respondent)
    return client.post(f"/cases/{walk.number}/steps/{step}/", given)


def test_each_ground_of_an_appeal_has_its_own_words(roads: Roads) -> None:
    with roads.at("decided") as walk:
        first, second, *_ = walk.rules.grounds
        grounds = [first, second]
        told = post(walk, "file_appeal", grounds=grounds, **{f"why_{first}": "I was not heard."})
        assert told.status_code == 422
        assert list(told.context["form"].errors) == [f"why_{second}"]
        said = {f"why_{first}": "I was not heard.", f"why_{second}": "Exhibit E-01 is silent."}
        post(walk, "file_appeal", grounds=grounds, statement="Please.", **said)

        appeal = Appeal.objects.get()
        assert appeal.grounds == grounds
        assert appeal.statement == (
            f"{walk.rules.grounds[first]}\nI was not heard.\n\n"
            f"{walk.rules.grounds[second]}\nExhibit E-01 is silent.\n\nPlease."
        )


def test_accepting_the_outcome_gives_up_the_hearing_only_with_a_tick(roads: Roads) -> None:
    with roads.at("proposed") as walk:
        told = post(walk, "accept_outcome", statement="I accept.")
        assert told.status_code == 422
        told = post(walk, "accept_outcome", statement="I accept.", understood="on")
        assert (told.status_code, walk.case.stage) == (302, "decision")
