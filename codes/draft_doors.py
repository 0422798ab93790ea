"""The doors of a draft: each step by its name, with its words and what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from codes.draft_forms import ReasonForm, SureForm
from codes.drafting import publish_draft
from codes.models import Draft
from codes.workflow import DraftSteps
from ledger.steps import Choice, offered
from people.models import User


@dataclass(frozen=True)
class DraftDoor:
    name: str
    title: str
    act: Callable[..., Any]
    form: type[forms.Form] = SureForm
    digested: bool = False
    grave: bool = False
    says: str = ""


DOORS = {
    door.name: door
    for door in (
        DraftDoor(
            "submit",
            "Send for approval",
            DraftSteps.submit,
            digested=True,
            says="Nobody changes the draft while it waits for a second person.",
        ),
        DraftDoor(
            "approve",
            "Approve the draft",
            DraftSteps.approve,
            digested=True,
            grave=True,
            says="You approve it word for word, with the day from which it is in force.",
        ),
        DraftDoor(
            "publish",
            "Publish the edition",
            publish_draft,
            grave=True,
            says="The edition before ends on the day this one comes into force. What is published "
            "is never changed: an error is corrected by another edition.",
        ),
        DraftDoor(
            "send_back",
            "Send it back",
            DraftSteps.send_back,
            ReasonForm,
            says="Say what has to change before you approve it.",
        ),
        DraftDoor(
            "take_back",
            "Take it back to change it",
            DraftSteps.take_back,
            ReasonForm,
            says="It then has to be approved anew.",
        ),
        DraftDoor(
            "discard",
            "Discard the draft",
            DraftSteps.discard,
            ReasonForm,
            grave=True,
            says="The next draft begins again from the edition that is published.",
        ),
    )
}


@dataclass(frozen=True)
class DraftOffer:
    door: DraftDoor
    blocked: str = ""


def offers(draft: Draft, user: User) -> Iterator[DraftOffer]:
    """The doors to show now; a blocked one says why."""
    for door in DOORS.values():
        choice: Choice | None = offered(door.act, draft, user, door.name)
        if choice:
            yield DraftOffer(door, choice.blocked)


def go_through(door: DraftDoor, draft: Draft, user: User, details: dict[str, Any]) -> Any:
    """Take the step; raises the refusal of whatever stands in the way."""
    if door.digested:
        details = {**details, "digest": "" if draft.faults else draft.digest}
    return door.act(draft, by=user, **details)
