"""The clauses a procedure is made of: each a record that says where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

WINDOWS = (
    "ack",
    "intake",
    "cure",
    "gate",
    "response",
    "added_response",
    "investigation",
    "comment",
    "review",
    "hearing_request",
    "hearing_notice",
    "exchange",
    "challenge",
    "decide",
    "legal",
    "serve",
    "appeal",
    "appeal_screen",
    "appeal_cure",
    "appeal_review",
    "show_cause",
    "retain",
)
# What waits for a letter is counted from its delivery: no right runs out unseen.
FROM_DELIVERY = (
    "cure",
    "response",
    "added_response",
    "comment",
    "hearing_request",
    "challenge",
    "appeal",
    "appeal_cure",
    "show_cause",
)
TO_THE_HEARING = ("hearing_notice", "exchange")
PANELS = ("hearing", "appeal")
# Whom a window can wait for, and so whom it reminds.
AWAITED = (
    "staff",
    "complainant",
    "respondent",
    "chair",
    "gatekeeper",
    "investigator",
    "committee",
    "panel",
    "appeal_panel",
    "counsel",
    "signer",
)
FORMS = {
    "in_person": "In person",
    "video": "By video",
    "telephone": "By telephone",
    "paper": "On paper, without a meeting",
}
# Tables to which a body adds lines of its own, with what one is called.
OPEN_TABLES = {
    "organs": "an organ",
    "sanctions": "an outcome",
    "grounds": "a ground of appeal",
    "close_codes": "a way of closing",
    "aftermath": "what follows on a way of closing",
}
# Letters that carry no right and start no clock: a body may do without them.
OPTIONAL_LETTERS = ("L03", "L06", "L10", "L11", "L13", "L22", "L28", "L35", "L36")


def in_days(days: int, count: str) -> str:
    """Say a number of days of one kind: 30 days, or 10 business days."""
    kind = "business day" if count == "business" else "day"
    return f"{days} {kind}{'' if days == 1 else 's'}"


@dataclass(frozen=True)
class Window:
    """A time limit: how many days, of which kind, counted from what, and who is waited for.

    ``escalates_to`` is who is told when a binding one was missed; empty for the next office.
    """

    kind: str
    title: str
    days: int
    awaits: tuple[str, ...]
    source: str
    confirmed: bool
    hard: bool = False
    starts: Literal["act", "delivery", "hearing"] = "act"
    roll: Literal["next_business_day", "none"] = "next_business_day"
    remind: tuple[int, ...] = (7, 1, 0)
    count: Literal["calendar", "business"] = "calendar"
    escalates_to: str = ""

    @property
    def length(self) -> str:
        return in_days(self.days, self.count)


@dataclass(frozen=True)
class Gate:
    """The officer who decides alone, and who stands in, in order, when that officer cannot."""

    organ: str
    role: str
    alternates: tuple[str, ...]
    title: str
    source: str
    confirmed: bool

    @property
    def line(self) -> tuple[str, ...]:
        return (self.role, *self.alternates)


@dataclass(frozen=True)
class PanelRule:
    size: int
    quorum: int
    public_member: bool
    source: str
    confirmed: bool


@dataclass(frozen=True)
class SanctionType:
    """An outcome that a procedure allows; ``severity`` only puts them in order."""

    code: str
    title: str
    meaning: str
    severity: int
    public: bool
    source: str
    confirmed: bool
    effect: Literal["none", "probation", "suspended", "revoked"] = "none"
    needs_months: bool = False
    min_months: int = 0
    max_months: int = 0
    needs_terms: bool = False
    allows_terms: bool = True
    close_code: str = ""

    @property
    def closes_as(self) -> str:
        """The code with which a case ends in this outcome, where the procedure gives none."""
        if self.close_code:
            return self.close_code
        if self.effect == "revoked":
            return "C16"
        return "C14" if self.code in ("LOI", "EDU") else "C15"


@dataclass(frozen=True)
class Limitation:
    """How long after the conduct a complaint can be filed; no months means no limit.

    ``tolled_while`` names the credential statuses during which the time does not run.
    """

    source: str
    confirmed: bool
    months: int = 0
    counts_from: Literal["first_day", "last_day"] = "last_day"
    tolled_while: tuple[str, ...] = ()


@dataclass(frozen=True)
class Aftermath:
    """What follows on one way of closing: for how long it is kept, and what is made public."""

    close_code: str
    keep_years: int
    source: str
    confirmed: bool
    publish: Literal["nothing", "counted", "named"] = "nothing"
