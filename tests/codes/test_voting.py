from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codes.voting import VotingRule

SHARES = {
    "majority": Fraction(1, 2),
    "two_thirds": Fraction(2, 3),
    "three_quarters": Fraction(3, 4),
}


def rule(**changes: Any) -> VotingRule:
    plain: dict[str, Any] = {
        "question": "finding",
        "quorum": "majority",
        "threshold": "majority",
        "base": "present",
        "tie": "fails",
        "chair_votes": "always",
        "source": "P",
        "confirmed": False,
    }
    return VotingRule(**(plain | changes))


@pytest.mark.parametrize(
    ("changes", "ayes", "votes", "seated", "passes"),
    [
        ({}, 3, 5, 5, True),
        ({}, 2, 4, 5, False),
        ({}, 2, 3, 5, True),
        ({}, 2, 2, 5, False),  # without a quorum nobody's yes counts
        ({}, 0, 0, 0, False),
        ({"base": "seated"}, 2, 3, 5, False),
        ({"base": "seated"}, 3, 3, 5, True),
        ({"threshold": "two_thirds"}, 2, 3, 5, True),
        ({"threshold": "two_thirds", "base": "seated"}, 3, 5, 5, False),
        ({"threshold": "two_thirds", "base": "seated"}, 4, 5, 5, True),
        ({"threshold": "three_quarters"}, 3, 4, 4, True),
        ({"threshold": "three_quarters"}, 2, 3, 4, False),
        ({"quorum": 3}, 2, 3, 3, True),
        ({"quorum": 3}, 2, 2, 3, False),
    ],
)
def test_a_motion_is_carried(
    changes: dict[str, Any], ayes: int, votes: int, seated: int, *, passes: bool
) -> None:
    assert rule(**changes).passes(ayes, votes, seated) is passes


def test_a_tie_fails_unless_the_chair_decides_it() -> None:
    assert rule().passes(2, 4, 5, chair_aye=True) is False
    assert rule(tie="chair").passes(2, 4, 5, chair_aye=False) is False
    assert rule(tie="chair").passes(2, 4, 5, chair_aye=True) is True


@pytest.mark.parametrize("numbers", [(3, 2, 5), (-1, 2, 5), (1, 6, 5)])
def test_numbers_that_cannot_be_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        rule().passes(*numbers)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int]:
    seated = draw(st.integers(0, 30))
    votes = draw(st.integers(0, seated))
    return draw(st.integers(0, votes)), votes, seated


rules = st.builds(
    rule,
    quorum=st.one_of(st.just("majority"), st.integers(1, 9)),
    threshold=st.sampled_from(sorted(SHARES)),
    base=st.sampled_from(["present", "seated"]),
)


@given(rules, counts())
def test_the_count_is_exact(held: VotingRule, numbers: tuple[int, int, int]) -> None:
    ayes, votes, seated = numbers
    base = votes if held.base == "present" else seated
    enough = Fraction(ayes, base) if base else Fraction(0)
    share = SHARES[held.threshold]
    reached = enough > share if held.threshold == "majority" else enough >= share

    assert held.passes(ayes, votes, seated) == (
        votes > 0 and votes >= held.quorum_of(seated) and reached
    )


@given(rules, counts())
def test_one_more_aye_never_loses_a_motion(held: VotingRule, numbers: tuple[int, int, int]) -> None:
    ayes, votes, seated = numbers

    if ayes < votes and held.passes(ayes, votes, seated):
        assert held.passes(ayes + 1, votes, seated)


@given(rules, counts())
def test_an_abstention_never_carries_a_motion(
    held: VotingRule, numbers: tuple[int, int, int]
) -> None:
    ayes, votes, seated = numbers

    if held.quorum_of(seated) <= votes < seated and not held.passes(ayes, votes, seated):
        assert not held.passes(ayes, votes + 1, seated)
