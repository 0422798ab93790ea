"""Sealed files: whole or not at all, and of use to nobody without the docket's key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vault import files
from vault.keys import DataKey, SealBroken

KEY = DataKey(b"k" * 32)
MARK = b"Zephyrine Quillfeather "
SEALED_CHUNK = files.CHUNK + files.OVERHEAD
DRILL = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40
)


def content(size: int) -> bytes:
    return (MARK * (size // len(MARK) + 1))[:size]


def keep(data: bytes, key: DataKey = KEY) -> files.Stored:
    return files.store([data], key, limit=10**9)


def read(stored: files.Stored, key: DataKey = KEY) -> bytes:
    return b"".join(files.read(stored.address, key))


@pytest.mark.parametrize("size", [0, 1, files.CHUNK - 1, files.CHUNK, files.CHUNK + 1, 200_000])
def test_what_is_stored_comes_back_whole(size: int) -> None:
    data = content(size)
    stored = keep(data)

    assert read(stored) == data
    assert (stored.size, stored.sha256) == (size, hashlib.sha256(data).hexdigest())


@DRILL
@given(sizes=st.lists(st.integers(0, 100_000), max_size=6))
def test_it_does_not_matter_in_what_pieces_a_file_arrives(sizes: list[int]) -> None:
    pieces = [content(size) for size in sizes]
    stored = files.store(pieces, KEY, limit=10**9)

    assert read(stored) == b"".join(pieces)


def test_nothing_readable_lies_on_the_disk(data_dir: Path) -> None:
    keep(content(200_000))

    lying = [path for path in data_dir.rglob("*") if path.is_file()]
    assert len(lying) == 1
    assert MARK not in lying[0].read_bytes()


def test_the_address_tells_nobody_what_the_file_is() -> None:
    one, two = keep(content(100)), keep(content(100), DataKey(b"o" * 32))

    assert one.address == keep(content(100)).address
    assert len({one.address, two.address, one.sha256}) == 3


@DRILL
@given(cut=st.integers(1, 3 * SEALED_CHUNK - 1))
def test_a_file_cut_short_does_not_open(cut: int) -> None:
    stored = keep(content(3 * files.CHUNK))
    path = files.path_of(stored.address)
    path.write_bytes(path.read_bytes()[:-cut])

    with pytest.raises(SealBroken):
        read(stored)


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2, 1), (2, 1, 0), (0, 1, 1), (0, 1, 2, 2)])
def test_chunks_in_another_order_do_not_open(order: tuple[int, ...]) -> None:
    stored = keep(content(3 * files.CHUNK))
    path = files.path_of(stored.address)
    sealed = path.read_bytes()
    chunks = [sealed[n * SEALED_CHUNK : (n + 1) * SEALED_CHUNK] for n in range(3)]
    path.write_bytes(b"".join(chunks[n] for n in order))

    with pytest.raises(SealBroken):
        read(stored)


def test_an_emptied_file_does_not_open() -> None:
    stored = keep(content(10))
    files.path_of(stored.address).write_bytes(b"")

    with pytest.raises(SealBroken, match="The file is empty"):
        read(stored)


@DRILL
@given(at=st.integers(0, SEALED_CHUNK - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_does_not_open(at: int, bit: int) -> None:
    stored = keep(content(files.CHUNK))
    path = files.path_of(stored.address)
    sealed = bytearray(path.read_bytes())
    sealed[at] ^= 1 << bit
    path.write_bytes(bytes(sealed))

    with pytest.raises(SealBroken):
        read(stored)


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(SealBroken):
        read(keep(content(10)), DataKey(b"o" * 32))


@pytest.mark.parametrize("size", [files.CHUNK + 1, 300_000])
def test_a_file_past_the_limit_leaves_nothing_behind(data_dir: Path, size: int) -> None:
    with pytest.raises(files.TooLarge):
        files.store([content(size)], KEY, limit=files.CHUNK)

    assert not [path for path in data_dir.rglob("*") if path.is_file()]


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    assert files.store([content(1000)], KEY, limit=1000).size == 1000


def test_a_stream_that_breaks_off_leaves_nothing_behind(data_dir: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield content(100_000)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        files.store(broken(), KEY, limit=10**9)

    assert not [path for path in data_dir.rglob("*") if path.is_file()]
