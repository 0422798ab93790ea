"""Pages that were joined: their old addresses, and the drafts that were begun before.

A draft is kept for weeks, so one begun when the form had more pages has to open, with all that
was typed. A page of which it holds one half comes up again, filled in as far as it goes.
"""

from __future__ import annotations

from typing import Any

from intake.models import Answers

# Where the questions of a page stand now.
JOINED = {
    "keep": "before",
    "number": "find",
    "name": "relation",
    "needs": "contact",
    "short": "story",
    "witnesses": "where",
    "wish": "dealt",
    "day": "when",
    "month": "when",
}
# A month or a year was a kind of its own; it is a day of which something is left out.
WITHOUT_A_DAY = "about"
HALF = "_half"
EDITION, NOW = "edition", 2
# It still comes up by itself for somebody who gives no name.
STAYS = "needs"


def bring_up(answers: Answers) -> None:
    """Turn the answers of an older draft into those of the pages of today."""
    if answers.get(EDITION, 1) >= NOW:
        return
    answers[EDITION] = NOW
    for old, page in JOINED.items():
        if old in answers:
            fold(answers, old)
        elif page in answers and old not in {"number", "day", "month"}:
            answers[page][HALF] = ["1"]
    if answers.get("when", {}).get("when") == [WITHOUT_A_DAY]:
        answers["when"]["when"] = ["day"]


def fold(answers: Answers, old: str) -> None:
    """Put what was typed on a page that went away where it is asked now."""
    given: dict[str, Any] = answers[old] if old == STAYS else answers.pop(old)
    page = JOINED[old]
    if old == "number":
        sought = given.get("number", [""])
        answers.setdefault("find", {})["sought"] = sought
        if "describe" in answers:
            answers["describe"].setdefault("number", sought)
        return
    if old == "month":
        given = {name.replace("month_", "day_", 1): typed for name, typed in given.items()}
    was_there = page in answers
    answers[page] = {**answers.get(page, {}), **given}
    answers[page].pop(HALF, None)
    if not was_there:
        answers[page][HALF] = ["1"]
