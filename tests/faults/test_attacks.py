"""The drills of ``make faults`` around filing and guessing, in small."""

from __future__ import annotations

import pytest

from tests.faults import double_submit, receipt_guess


def test_a_complaint_sent_three_times_is_filed_once(capsys: pytest.CaptureFixture[str]) -> None:
    passed = double_submit.told(5)

    assert passed, capsys.readouterr().out


def test_codes_cannot_be_guessed_faster_than_one_a_second(
    capsys: pytest.CaptureFixture[str],
) -> None:
    passed = receipt_guess.told(120)

    assert passed, capsys.readouterr().out
