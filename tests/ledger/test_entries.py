"""What an entry is: canonical, chained, sealed, and all or nothing with its change."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pytest
from django.db import transaction

from ledger import chain
from ledger.models import Docket
from ledger.numbering import open_next_docket
from vault.keys import SealBroken

pytestmark = pytest.mark.django_db


@pytest.fixture
def docket() -> Docket:
    return Docket.open("TEST-2026-0001")


def test_each_entry_names_the_digest_of_the_one_before(docket: Docket) -> None:
    first = docket.enter("thing.noted", docket, by=None)
    second = docket.enter("thing.noted", docket, by=None)

    assert first.told["prev"] == chain.GENESIS
    assert second.told["prev"] == first.digest
    assert first.digest == hashlib.sha256(b"\x00" + bytes(first.header)).hexdigest()
    assert (docket.length, docket.head) == (2, second.digest)


def test_what_is_said_is_sealed_and_the_header_holds_none_of_it(docket: Docket) -> None:
    entry = docket.enter("thing.noted", docket, by=None, words="Zephyrine", day=dt.date(2026, 3, 2))

    assert entry.details == {"words": "Zephyrine", "day": "2026-03-02"}
    assert b"Zephyrine" not in bytes(entry.header) + bytes(entry.sealed_payload)


def test_an_entry_and_its_change_are_undone_together(docket: Docket) -> None:
    with transaction.atomic():
        docket.enter("thing.noted", docket, by=None)
        transaction.set_rollback(True)

    kept = Docket.objects.get(pk=docket.pk)
    assert (kept.length, kept.entries.count()) == (0, 0)
    kept.enter("thing.noted", kept, by=None)
    assert kept.first_fault() is None


def test_a_float_is_not_taken(docket: Docket) -> None:
    with pytest.raises(TypeError, match="A float has more than one spelling"), transaction.atomic():
        docket.enter("thing.noted", docket, by=None, share=0.1)


def test_a_seal_of_one_entry_does_not_open_as_another(docket: Docket) -> None:
    docket.enter("thing.noted", docket, by=None, words="One.")
    second = docket.enter("thing.noted", docket, by=None, words="Two.")
    second.number = 1

    with pytest.raises(SealBroken):
        second.opened()


def test_canonical_json_has_one_spelling() -> None:
    told = {"ä": [1, None, True], "a": {"z": "„x“", "b": ""}}

    assert chain.canonical(told) == '{"a":{"b":"","z":"„x“"},"ä":[1,null,true]}'.encode()
    assert chain.canonical(json.loads(chain.canonical(told))) == chain.canonical(told)


def test_numbers_follow_one_another_in_each_series() -> None:
    opened = [open_next_docket("CCMC", 2031), open_next_docket("CCMC", 2031)]
    opened += [open_next_docket("NAMSS", 2031), open_next_docket("CCMC", 2032)]

    assert [docket.pk for docket in opened] == [
        "CCMC-2031-0001",
        "CCMC-2031-0002",
        "NAMSS-2031-0001",
        "CCMC-2032-0001",
    ]
