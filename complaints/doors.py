"""The one door for every step: its name, its words, its form, and the act behind it.

A page and an API call go through the same door, so both ask the same and answer the same.
Higher apps register doors of their own; the case does not know of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from complaints import unsent
from complaints.forms.fields import StepForm
from complaints.models import Complaint
from ledger.refusals import Overtaken
from ledger.steps import offered
from people.models import User

Finder = Callable[[Complaint], Any]


def the_case(case: Complaint) -> Complaint:
    return case


def always(case: Complaint, user: Any) -> bool:
    return True


@dataclass(frozen=True)
class Door:
    """How one step is offered and taken.

    ``gate`` carries the stages and checks when ``act`` only wraps it; ``subject`` finds the
    row the step is taken on, or None when there is none; ``forward`` marks the way that
    moves the case on, which the next-step panel shows first.
    """

    name: str
    title: str | Promise
    form: type[StepForm]
    act: Callable[..., Any]
    gate: Any = None
    subject: Finder = the_case
    shown: Callable[[Complaint, Any], bool] = always
    forward: bool = False
    # The window in which it is taken, if it has one.
    clock: str = ""
    grave: bool = False
    # What was typed can be kept for later: it is long, and there are days to write it.
    saves: bool = False
    says: str | Promise = ""

    @property
    def internal(self) -> bool:
        return bool(getattr(self.gate or self.act, "internal", False))

    @property
    def promise(self) -> str:
        """What pressing the button does, in a sentence."""
        return str(self.says) or first_sentence(self.gate or self.act)


def first_sentence(act: Any) -> str:
    """The promise of a step's docstring, without its number in the table."""
    words = " ".join((act.__doc__ or "").split("\n\n")[0].split())
    return words.split(". ", 1)[1] if words[:1] == "T" and words[1:3].isdigit() else words


@dataclass(frozen=True)
class Offer:
    """A door as it stands for one person; ``blocked`` says why it is shut for now."""

    door: Door
    blocked: str = ""


DOORS: dict[str, Door] = {}
# Rows of a case that the doors of higher apps ask for again and again. A page that changes
# nothing reads them once; whoever takes a step reads them afresh, under the docket's lock.
READ_ONCE: list[str] = []


def register(*doors: Door) -> None:
    for door in doors:
        DOORS[door.name] = door


def offers(case: Complaint, user: Any) -> Iterator[Offer]:
    """The doors to show now. Those forbidden to this person are left out."""
    for door in DOORS.values():
        offer = offer_of(door, case, user)
        if offer:
            yield offer


def offer_of(door: Door, case: Complaint, user: Any) -> Offer | None:
    gate: Any = door.gate or door.act
    if door.subject is the_case and gate.sources and case.stage not in gate.sources:
        return None
    subject = door.subject(case)
    if subject is None:
        return None
    choice = offered(gate, subject, user, door.name)
    if choice is None or not door.shown(case, user):
        return None
    return Offer(door, choice.blocked)


def take(door: Door, case: Complaint, user: Any, details: dict[str, Any]) -> Any:
    """Go through a door. Raises the refusal of whatever stands in the way."""
    subject = door.subject(case)
    if subject is None:
        raise Overtaken("This step is no longer possible: the case has moved on.")
    done = door.act(subject, by=user, **details)
    if door.saves and isinstance(user, User):
        unsent.forget(case, user, door.name)
    return done
