"""What only some are asked: it stands folded or unseen until it is needed, and nothing is lost."""

from __future__ import annotations

import re

from tests.intake.writing import DEFAULT, Writer
from tests.office import Office


def fold_of(writer: Writer) -> str:
    """The fold around what would help, as it opens."""
    [found] = re.findall(r"<details[^>]*><summary>Another language", writer.text)
    return str(found).removesuffix("<summary>Another language")


def test_what_came_of_it_is_not_kept_where_nobody_dealt_with_it(office: Office) -> None:
    told = {"came_of_it": "They wrote me a letter.", "wish": "An apology."}
    rows = {}
    for who in (["nobody"], ["court"], ["court", "nobody"]):
        writer = Writer(dealt={"dealt": who, **told}).begin().until()
        rows[tuple(who)] = "They wrote me a letter." in writer.text
        assert "An apology." in writer.text
    assert rows == {("nobody",): False, ("court",): True, ("court", "nobody"): True}


def test_what_would_help_is_unfolded_once_somebody_asked_for_it(office: Office) -> None:
    contact = DEFAULT["contact"]
    for given, fold in (
        ({}, '<details class="help mt5">'),
        ({"other": "A ramp"}, '<details class="help mt5" open>'),
        ({"adjustments": ["print"]}, '<details class="help mt5" open>'),
        ({"language": "es"}, '<details class="help mt5" open>'),
        # A fault under the fold has to be seen.
        ({"other": "long " * 100}, '<details class="help mt5" open>'),
    ):
        writer = Writer(contact=contact | given).begin().until("contact")
        writer.answer(**writer.answers["contact"])
        if writer.page != "contact":
            writer.open("contact")
        assert (given, fold_of(writer)) == (given, fold)
