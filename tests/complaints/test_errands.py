"""Errands: raised once for what they name, entered, seen with their case, settled with a word."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints.errands import raise_errand, settle, waiting_for
from complaints.models import Errand, ErrandKind
from complaints.models.errands import ADMINISTRATOR
from complaints.recusals import declare
from complaints.stages import Capacity
from ledger.models import Docket
from ledger.refusals import Blocked, Forbidden
from people.models import Body
from tests.pages.test_queries import client_of, cost_of
from tests.walk import Walk
from tests.walk.shared import Roads

WORDS = "A letter came back."


def raised(walk: Walk, key: str = "notice 1 came back", **options: Any) -> Errand:
    return raise_errand(ErrandKind.LETTER_RETURNED, WORDS, key=key, case=walk.case, **options)


def seen_by(walk: Walk, *names: str) -> dict[str, int]:
    return {name: waiting_for(walk.user(name)).count() for name in names}


def test_raised_twice_it_is_one_errand_and_one_entry(roads: Roads) -> None:
    with roads.at("response") as walk:
        first, again = raised(walk), raised(walk)

        assert first == again
        entries = walk.case.docket.entries.filter(verb="errand.raised")
        assert [(entry.actor, entry.details) for entry in entries] == [
            ("system", {"kind": "letter_returned", "words": WORDS})
        ]
        assert walk.case.docket.first_fault() is None


def test_it_is_settled_once_and_what_was_done_is_sealed(roads: Roads) -> None:
    with roads.at("response") as walk:
        errand = raised(walk)
        settle(errand, by=walk.staff, how="Posted again.")
        with pytest.raises(Blocked, match="Somebody else has settled this"):
            settle(errand, by=walk.staff, how="Posted again.")

        kept = Errand.objects.get(pk=errand.pk)
        assert (kept.settled_by, kept.settlement) == (walk.staff, "Posted again.")
        raw = Errand.objects.filter(pk=errand.pk).extra(select={"raw": "settlement"})
        assert b"Posted" not in bytes(raw.values_list("raw", flat=True)[0])
        entry = walk.case.docket.entries.get(verb="errand.settled")
        assert (entry.actor, entry.details["how"]) == (f"user:{walk.staff.pk}", "Posted again.")
        assert raised(walk) == errand
        assert not waiting_for(walk.staff).exists()


def test_an_errand_of_a_case_is_seen_by_its_staff_and_whom_it_is_owed(roads: Roads) -> None:
    with roads.at("chair_review") as walk:
        raised(walk)
        raised(walk, "a binding date", owed_to=Capacity.GATEKEEPER)
        everybody = ("staff", "chair", "auditor", "administrator", "respondent", "complainant")

        assert waiting_for(walk.holder(Capacity.GATEKEEPER)).count() == 1
        assert seen_by(walk, *everybody) == {
            "staff": 2,
            "chair": 1,
            "auditor": 0,
            "administrator": 0,
            "respondent": 0,
            "complainant": 0,
        }
        assert not waiting_for(Walk("namss").user("staff")).exists()


def test_who_is_recused_or_a_party_sees_none_of_it(roads: Roads) -> None:
    with roads.at("chair_review") as walk:
        raised(walk, owed_to=Capacity.GATEKEEPER)
        declare(walk.case, by=walk.staff, answer="recused", words="A friend.")
        party = walk.case.parties.get(role="complainant")
        party.user = walk.holder(Capacity.GATEKEEPER)
        party.save()

        assert not waiting_for(walk.holder(Capacity.GATEKEEPER)).exists()
        assert not waiting_for(walk.staff).exists()
        client = client_of(walk.staff)
        assert client.get(reverse("errand", args=[Errand.objects.get().pk])).status_code == 404


def test_only_staff_of_the_body_settle_an_errand_of_a_case(roads: Roads) -> None:
    with roads.at("chair_review") as walk:
        errand = raised(walk, owed_to=Capacity.GATEKEEPER)
        for person in (walk.gatekeeper, walk.user("auditor"), walk.user("administrator")):
            with pytest.raises(Forbidden):
                settle(errand, by=person, how="Nothing.")

        assert Errand.objects.get(pk=errand.pk).settled_at is None


def test_an_errand_of_no_case_is_the_administrators_and_staffs(roads: Roads) -> None:
    with roads.at("response") as walk:
        body = Body.objects.get(pk="ccmc")
        raise_errand(
            ErrandKind.JOB_FAILING, "A job fails.", key="job", body=body, owed_to=ADMINISTRATOR
        )
        assert seen_by(walk, "staff", "administrator", "auditor", "respondent") == {
            "staff": 1,
            "administrator": 1,
            "auditor": 0,
            "respondent": 0,
        }
        settle(Errand.objects.get(), by=walk.user("administrator"), how="Restarted.")

        assert Errand.objects.get().settlement == "Restarted."
        entries = Docket.system("errands").entries.values_list("verb", flat=True)
        assert list(entries) == ["errand.raised", "errand.settled"]


def test_parties_do_not_read_of_errands_in_the_history(roads: Roads) -> None:
    with roads.at("response") as walk:
        raised(walk)
        address = reverse("section", args=[walk.number, "history"])
        shown = {
            name: "Errand raised" in client_of(walk.user(name)).get(address).content.decode()
            for name in ("staff", "respondent")
        }

        assert shown == {"staff": True, "respondent": False}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many(roads: Roads, count: int) -> None:
    with roads.at("response") as walk:
        for number in range(count):
            raised(walk, f"letter {number}")
        queries, shown = cost_of(client_of(walk.staff), reverse("errands"))

    assert shown.count("Letter came back") == count
    assert queries == 4


def test_the_next_page_goes_on_where_this_one_ends(roads: Roads) -> None:
    with roads.at("response") as walk:
        keys = [raised(walk, f"letter {number}").pk for number in range(51)]
        client = client_of(walk.staff)
        first = client.get(reverse("errands")).content.decode()
        assert (f"?after={keys[49]}" in first, f"/errands/{keys[50]}/" in first) == (True, False)
        for mark in (f"{keys[49]}", "x", "9" * 30):
            shown = client.get(reverse("errands"), {"after": mark}).content.decode()
            assert (f"/errands/{keys[50]}/" in shown) == (mark == str(keys[49]))


def test_it_is_settled_on_its_page_and_a_missing_word_is_asked_for(
    roads: Roads, client: Client
) -> None:
    with roads.at("response") as walk:
        errand = raised(walk)
        client.force_login(walk.staff)
        address = reverse("errand", args=[errand.pk])
        assert WORDS in client.get(address).content.decode()
        assert client.post(address, {"how": " "}).status_code == 422
        long = client.post(address, {"how": "x" * 1001})
        assert (long.status_code, "x" * 1001 in long.content.decode()) == (422, True)
        assert client.post(address, {"how": "Posted again."}).status_code == 302
        assert "Posted again." in client.get(address).content.decode()
        for name, status in {"respondent": 403, "auditor": 403, "administrator": 200}.items():
            client.force_login(walk.user(name))
            assert (name, client.get(reverse("errands")).status_code) == (name, status)
