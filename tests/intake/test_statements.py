"""The signed statement of a receipt: checked here, and by a program that knows nothing of us."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.utils.formats import date_format
from hypothesis import given, settings
from hypothesis import strategies as st

from intake import statements, verify_receipt
from people.models import Body
from tests.intake.writing import Writer
from tests.office import Office

PRE = '<pre class="statement" translate="no" tabindex="0">'
# RFC 8032, section 7.1, tests 1 to 3: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.fixture
def statement(office: Office) -> str:
    writer = Writer().begin().send()
    return str(writer.client.get(f"{writer.at('receipt')}statement/").content.decode())


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_program_takes_the_vectors_of_the_rfc(key: str, message: str, signature: str):
    given_key, text = bytes.fromhex(key), bytes.fromhex(message)

    assert verify_receipt.is_signed(given_key, text, bytes.fromhex(signature))
    assert not verify_receipt.is_signed(given_key, text + b"x", bytes.fromhex(signature))


@settings(max_examples=25, deadline=None)
@given(seed=st.binary(min_size=32, max_size=32), text=st.binary(max_size=80), at=st.integers(0, 63))
def test_the_program_agrees_with_the_library(seed: bytes, text: bytes, at: int):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    signature = bytearray(key.sign(text))
    public = key.public_key().public_bytes_raw()

    assert verify_receipt.is_signed(public, text, bytes(signature))
    signature[at] ^= 1
    assert not verify_receipt.is_signed(public, text, bytes(signature))


def test_a_genuine_statement_is_found_genuine_by_both(statement: str, tmp_path):
    file = tmp_path / "statement.txt"
    file.write_text(statement)

    assert statements.check(statement).genuine
    assert statements.check(f"> Dear Sir,\r\n\r\n{statement}\r\nYours").genuine
    assert verify_receipt.main([str(file)]) == 0


@pytest.mark.parametrize("line", range(1, 8))
def test_one_sign_changed_in_any_line_is_found(statement: str, line: int, tmp_path):
    lines = statement.split("\n")
    last = lines[line][-3]
    lines[line] = lines[line][:-3] + ("0" if last != "0" else "1") + lines[line][-2:]
    changed = "\n".join(lines)
    file = tmp_path / "statement.txt"
    file.write_text(changed)

    assert not statements.check(changed).genuine
    assert verify_receipt.main([str(file)]) in (1, 2)


def test_the_same_signature_written_otherwise_is_found(statement: str, tmp_path):
    """Base 64 drops four bits of the last sign before the padding: all sixteen ways of them."""
    body, signature = statement.rstrip("\n").removesuffix("==").rsplit("\n", 1)
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    first = signs.index(signature[-1]) // 16 * 16
    file = tmp_path / "statement.txt"
    found = []
    for sign in signs[first : first + 16]:
        written = f"{body}\n{signature[:-1]}{sign}==\n"
        file.write_text(written)
        found.append((statements.check(written).genuine, verify_receipt.main([str(file)]) == 0))

    assert sorted(found) == [(False, False)] * 15 + [(True, True)]


@pytest.mark.parametrize("text", ["", "ETHICS PORTAL RECEIPT 1", "x" * 5000, "\x00", "key: 1 2"])
def test_what_is_no_statement_is_not_one(office: Office, text: str, tmp_path):
    file = tmp_path / "statement.txt"
    file.write_text(text)

    assert not statements.check(text).genuine
    assert verify_receipt.main([str(file)]) == 2


def test_the_page_says_what_it_found_and_nothing_of_the_complaint(statement: str):
    client = Client()

    page = client.post("/namss/check-receipt/", {"statement": statement}).content.decode()
    false = client.post("/namss/check-receipt/", {"statement": statement[:-4]}).content.decode()

    assert "This statement is genuine" in page
    assert "Told my employer" not in page + statement
    assert "We did not sign this" in false


def test_the_program_is_handed_out_as_it_is_here(office: Office):
    given_out = Client().get("/ccmc/check-receipt/verify.py")

    assert given_out.content == Path(verify_receipt.__file__).read_bytes()


def test_after_a_rotation_the_page_still_has_the_key_of_an_old_receipt(
    statement: str, settings: Any
) -> None:
    """Whoever holds an old receipt compares its key with the page, and checks it offline."""
    old = next(line for line in statement.splitlines() if line.startswith("key: "))[5:]
    first = settings.SIGNING_KEYS
    settings.SIGNING_KEYS = {**first, max(first) + 1: bytes(range(32))}
    unused = Client().get("/ccmc/check-receipt/").content.decode()
    assert f"Not used yet</dt><dd>{PRE}{max(first) + 1} " in unused

    with time_machine.travel(dt.datetime(2030, 5, 7, 15, tzinfo=dt.UTC), tick=False):
        when = {"when": "day", "day_month": "1", "day_day": "20", "day_year": "2030"}
        Writer(when=when).begin().send()
        page = Client().get("/ccmc/check-receipt/").content.decode()

    today = date_format(Body.objects.get(pk="ccmc").today, "j F Y")
    assert f"{today} to 7 May 2030</dt><dd>{PRE}{old}</pre>" in page
    assert f"Since 7 May 2030</dt><dd>{PRE}{max(first) + 1} " in page
