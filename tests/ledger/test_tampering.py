"""The tamper drill: the guards are lifted, something is changed, and it is always found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import chain, triggers
from ledger.models import Docket, Entry

ENTRIES = 5
DRILL = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)


@pytest.fixture
def docket(db: None) -> Iterator[Docket]:
    """A docket with five entries, and no guard to keep anybody from changing it."""
    found = Docket.open("TEST-2026-0001")
    for number in range(ENTRIES):
        found.enter("thing.noted", found, by=None, stage=("a", "b"), words=f"Word {number}.")
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")
    triggers.drop(connection)
    yield found
    triggers.install(connection)


def run(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def flip(data: bytes, at: int, bit: int) -> bytes:
    at %= len(data)
    return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]


def tampered(docket: Docket, kind: str, number: int, at: int, bit: int) -> None:
    """Change one thing about entry ``number``, or about the docket's own row."""
    entry = docket.entries.get(number=number)
    this = (docket.pk, number)
    where = "WHERE docket_id = %s AND number = %s"
    if kind in ("header", "sealed_payload"):
        run(
            f"UPDATE ledger_entry SET {kind} = %s {where}",  # noqa: S608 - one of two names
            flip(bytes(getattr(entry, kind)), at, bit),
            *this,
        )
    elif kind == "digest":
        digits = list(entry.digest)
        digits[at % 64] = "0" if digits[at % 64] != "0" else "1"
        run(f"UPDATE ledger_entry SET digest = %s {where}", "".join(digits), *this)  # noqa: S608
    elif kind in ("verb", "subject", "actor"):
        run(f"UPDATE ledger_entry SET {kind} = 'forged' {where}", *this)  # noqa: S608
    elif kind == "at":
        run(f"UPDATE ledger_entry SET at = %s {where}", "2001-01-01 00:00:00+00:00", *this)  # noqa: S608
    elif kind == "delete":
        run(f"DELETE FROM ledger_entry {where}", *this)  # noqa: S608
    elif kind == "tail":
        run("DELETE FROM ledger_entry WHERE docket_id = %s AND number >= %s", *this)
    elif kind == "swap":
        other = number % ENTRIES + 1
        move = f"UPDATE ledger_entry SET number = %s {where}"  # noqa: S608
        run(move, 99, *this)
        run(move, number, docket.pk, other)
        run(move, other, docket.pk, 99)
    elif kind == "length":
        run("UPDATE ledger_docket SET length = length - 1 WHERE number = %s", docket.pk)
    elif kind == "head":
        run("UPDATE ledger_docket SET head = %s WHERE number = %s", entry.digest[::-1], docket.pk)


KINDS = ["header", "sealed_payload", "digest", "verb", "subject", "actor", "at"]
KINDS += ["delete", "tail", "swap", "length", "head"]


@DRILL
@given(
    kind=st.sampled_from(KINDS),
    number=st.integers(1, ENTRIES),
    at=st.integers(0, 5000),
    bit=st.integers(0, 7),
)
def test_every_change_is_found(docket: Docket, kind: str, number: int, at: int, bit: int) -> None:
    with transaction.atomic():
        tampered(docket, kind, number, at, bit)
        fault = Docket.objects.get(pk=docket.pk).first_fault()
        transaction.set_rollback(True)

    assert fault is not None
    assert fault.number <= ENTRIES + 1


@DRILL
@given(header=st.binary(max_size=60) | st.text().map(str.encode))
def test_a_header_of_any_bytes_is_a_fault_and_no_crash(header: bytes) -> None:
    link = chain.Link(1, header, chain.digest(header))

    fault = chain.walk([link], docket="TEST-2026-0001", length=1, head=link.digest)

    assert fault is not None


@DRILL
@given(
    header=st.dictionaries(
        st.sampled_from(["docket", "number", "prev", "verb", "at", "actor", "subject", "commit"]),
        st.none() | st.booleans() | st.integers() | st.text(),
    )
)
def test_a_forged_last_entry_with_a_matching_digest_is_found(
    docket: Docket, header: dict[str, Any]
) -> None:
    """Whoever recomputes the digests still lacks what the columns and the payload say."""
    last = docket.entries.get(number=ENTRIES)
    told = {"docket": docket.pk, "number": ENTRIES, "prev": last.told["prev"]}
    forged = chain.canonical({**header, **told})
    with transaction.atomic():
        run(
            "UPDATE ledger_entry SET header = %s, digest = %s WHERE id = %s",
            forged,
            chain.digest(forged),
            last.pk,
        )
        run("UPDATE ledger_docket SET head = %s WHERE number = %s", chain.digest(forged), docket.pk)
        fault = Docket.objects.get(pk=docket.pk).first_fault()
        transaction.set_rollback(True)

    assert fault is not None
    assert fault.number == ENTRIES


def test_an_entry_moved_to_another_docket_is_found(docket: Docket) -> None:
    other = Docket.open("TEST-2026-0002")
    run("UPDATE ledger_entry SET docket_id = %s WHERE number = 1", other.pk)
    first = Entry.objects.get(docket=other)
    run("UPDATE ledger_docket SET length = 1, head = %s WHERE number = %s", first.digest, other.pk)

    assert Docket.objects.get(pk=other.pk).first_fault() == chain.Fault(
        1, "it does not follow the entry before it"
    )


def test_a_payload_sealed_again_with_other_words_is_found(docket: Docket) -> None:
    """Whoever holds the key can seal another payload; the header commits to the first."""
    entry = docket.entries.get(number=2)
    salt, payload = entry.opened()
    changed = json.dumps({"words": "Other words."}).encode()
    assert changed != payload
    again = docket.data_key.seal(salt + changed, entry.purpose)
    run("UPDATE ledger_entry SET sealed_payload = %s WHERE id = %s", again, entry.pk)

    assert docket.first_fault() == chain.Fault(2, "its payload is not the one committed to")


def test_the_command_says_intact(docket: Docket) -> None:
    said = StringIO()
    call_command("verify_ledger", docket.pk, stdout=said)

    assert said.getvalue() == f"intact: 1 dockets, {ENTRIES} entries\n"


def test_the_command_names_the_docket_and_the_first_bad_entry(docket: Docket) -> None:
    tampered(docket, "verb", 3, 0, 0)
    complaint = StringIO()
    with pytest.raises(CommandError, match="1 of 1 dockets are not intact"):
        call_command("verify_ledger", docket.pk, stderr=complaint)

    expected = f"{docket.pk}: entry 3: its columns differ from its header\n"
    assert complaint.getvalue() == expected


def test_the_command_refuses_a_docket_that_does_not_exist(db: None) -> None:
    with pytest.raises(CommandError, match="There is no docket NONE-1"):
        call_command("verify_ledger", "NONE-1")
