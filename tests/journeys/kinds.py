"""Each kind of filing, as somebody answers the public form: the body, the cases it makes."""

from __future__ import annotations

from tests.intake.writing import DEFAULT, Answers

NAMED: Answers = DEFAULT | {"relation": {"relation": "client", "sharing": "named"}}
WITHHELD: Answers = DEFAULT | {
    "evidence": {"evidence": "now"},
    "consent": {"to_person": "all"},
    "when": {"when": "period"},
}
FOR_ANOTHER: Answers = DEFAULT | {
    "about": {"about": "care"},
    "find": {"person": "none"},
    "relation": {"relation": "family", "sharing": "withheld"},
    "when": {"when": "unknown"},
    "sign": {"true": "on", "shared": "on", "authorised": "on", "signature": "Ana Delgado"},
}
ANONYMOUS: Answers = DEFAULT | {
    "find": {"person": "none"},
    "relation": {"relation": "client", "sharing": "anonymous"},
    "when": {"when": "day", "day_year": "2025"},
    "sign": {"true": "on", "shared": "on"},
}
ONGOING: Answers = DEFAULT | {
    "relation": {"relation": "colleague", "sharing": "named"},
    "when": {"when": "ongoing"},
    "ongoing": {"began_month": "6", "began_day": "", "began_year": "2021"},
}
# More than the 36 months in which one may complain to this body.
LATE: Answers = DEFAULT | {
    "relation": {"relation": "client", "sharing": "named"},
    "when": {"when": "day", "day_year": "2021"},
}
# Answered once the page of all answers is reached: whom it is about as well.
AS_WELL: Answers = {"others": {"another": "yes"}, "find": {"person": "none"}}
KINDS: dict[str, tuple[str, int, Answers, Answers]] = {
    "named": ("ccmc", 1, NAMED, {}),
    "withheld with a file": ("namss", 1, WITHHELD, {}),
    "without a name": ("gcre", 1, ANONYMOUS, {}),
    "for another": ("ccmc", 1, FOR_ANOTHER, {}),
    "about two people": ("ccmc", 2, NAMED, AS_WELL),
    "still going on": ("namss", 1, ONGOING, {}),
    "of long ago": ("gcre", 1, LATE, {}),
}
