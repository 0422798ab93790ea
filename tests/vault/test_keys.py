"""Data keys: bound to their docket, wrapped by a key that the database never sees."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault import keys
from vault.keys import DataKey, SealBroken

DOCKET = "CCMC-2026-0001"


def test_a_wrapped_key_does_not_open_for_another_docket() -> None:
    epoch, wrapped = keys.new_data_key(DOCKET)

    assert len(keys.unwrap(wrapped, DOCKET, epoch).secret) == keys.KEY_BYTES
    with pytest.raises(SealBroken):
        keys.unwrap(wrapped, "CCMC-2026-0002", epoch)


def test_new_keys_are_wrapped_by_the_newest_epoch_and_old_ones_still_open(
    settings: Any,
) -> None:
    first, wrapped = keys.new_data_key(DOCKET)
    settings.VAULT_KEYS = {**settings.VAULT_KEYS, first + 1: b"n" * 32}

    assert keys.new_data_key(DOCKET)[0] == first + 1
    assert keys.unwrap(wrapped, DOCKET, first).secret


def test_without_its_epoch_a_key_is_gone(settings: Any) -> None:
    epoch, wrapped = keys.new_data_key(DOCKET)
    settings.VAULT_KEYS = {epoch + 1: b"n" * 32}

    with pytest.raises(SealBroken, match=f"epoch {epoch} is gone"):
        keys.unwrap(wrapped, DOCKET, epoch)


@given(sealed=st.binary(max_size=80))
def test_bytes_that_nobody_sealed_do_not_open(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        DataKey(b"k" * 32).open(sealed, "anything")


@pytest.mark.parametrize("length", range(40))
def test_a_seal_cut_short_does_not_open(length: int) -> None:
    key = DataKey(b"k" * 32)

    with pytest.raises(SealBroken):
        key.open(key.seal(b"Zephyrine Quill", "anything")[:length], "anything")


def test_a_seal_opens_only_for_its_purpose() -> None:
    key = DataKey(b"k" * 32)
    sealed = key.seal(b"Zephyrine", "complaints.party.identity")

    assert key.open(sealed, "complaints.party.identity") == b"Zephyrine"
    with pytest.raises(SealBroken):
        key.open(sealed, "complaints.party.contact")


def test_the_same_words_are_never_sealed_alike() -> None:
    key = DataKey(b"k" * 32)

    assert key.seal(b"Zephyrine", "x") != key.seal(b"Zephyrine", "x")


def test_a_key_does_not_show_itself() -> None:
    assert repr(DataKey(b"k" * 32)) == "DataKey(…)"
