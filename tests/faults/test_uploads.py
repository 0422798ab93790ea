"""The drills of ``make faults`` around uploads, in small."""

from __future__ import annotations

import pytest

from tests.faults import big_stream, uploads


def test_a_killed_worker_loses_no_file_and_shows_none_in_part(
    capsys: pytest.CaptureFixture[str],
) -> None:
    passed = uploads.told(10)

    assert passed, capsys.readouterr().out


def test_the_server_stops_listening_to_a_file_without_an_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    passed = big_stream.told(300)

    assert passed, capsys.readouterr().out
