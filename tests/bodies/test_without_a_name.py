"""A filer who gives no name, where the procedure accepts that: nothing speaks of one."""

from __future__ import annotations

from complaints.filing import Filer
from tests.intake.writing import DEFAULT, Writer
from tests.walk.shared import Roads

UNNAMED = Filer(name="", email="", sharing="anonymous")


def test_no_letter_says_that_a_name_is_kept(roads: Roads) -> None:
    with roads.at("", "gcre", "unnamed") as walk:
        walk.file(filer=UNNAMED).along("take_in send_to_chair elevate").serve()
        rows = walk.case.notices.filter(role="complainant")
        letters = {}
        for row in rows:
            row.case = walk.case
            letters[row.letter] = row.text

    said = "You gave no name, so nobody can tell it to that person."
    assert said in letters["L01"]
    assert [name for name, text in letters.items() if "your name" in text.lower()] == []


def test_the_preview_points_at_nothing(roads: Roads) -> None:
    when = {"when": "day", "day_month": "1", "day_day": "20", "day_year": "2026"}
    relation = {"relation": "client", "sharing": "anonymous"}
    with roads.at("", "gcre", "unnamed"):
        writer = Writer("gcre", relation=relation, when=when).begin().until()

    assert DEFAULT["story"]["in_short"] in writer.text
    assert "Does it give you away?" in writer.text
    assert "This gives you away" not in writer.text
    assert "blacked out" not in writer.text
