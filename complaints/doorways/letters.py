"""The doors through which the office sends letters out, and says what became of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from complaints import approvals, deliveries
from complaints.doors import Door
from complaints.forms.letters import (
    ApproveForm,
    DeliveryForm,
    PostAsWellForm,
    PostingForm,
    PutForwardForm,
    ReturnForm,
    SendBackForm,
    ServeAgainForm,
)
from complaints.models import Complaint
from complaints.stages import ServiceState


def has_letter_in(state: str) -> Callable[[Complaint, Any], bool]:
    """Whether some letter of the case has come so far, and no further."""
    return lambda case, user: state in case.letter_states


LETTER_DOORS = (
    Door(
        "record_posting",
        "Record that a letter was posted",
        PostingForm,
        deliveries.record_posting,
        shown=has_letter_in(ServiceState.TO_POST),
    ),
    Door("record_delivery", "Record a delivery", DeliveryForm, deliveries.record_delivery),
    Door(
        "post_as_well",
        "Send a letter by post as well",
        PostAsWellForm,
        deliveries.post_as_well,
        shown=has_letter_in(ServiceState.SERVED),
    ),
    Door("record_return", "Record a returned letter", ReturnForm, deliveries.record_return),
    Door(
        "serve_again",
        "Serve a letter again",
        ServeAgainForm,
        deliveries.serve_again,
        shown=has_letter_in(ServiceState.RETURNED),
    ),
    Door(
        "approve_letter",
        "Approve a letter",
        ApproveForm,
        approvals.approve_letter,
        shown=has_letter_in(ServiceState.DRAFTED),
        forward=True,
    ),
    Door(
        "send_letter_back",
        "Send a letter back",
        SendBackForm,
        approvals.send_letter_back,
        shown=has_letter_in(ServiceState.DRAFTED),
    ),
    Door(
        "put_letter_forward",
        "Put a letter forward again",
        PutForwardForm,
        approvals.put_letter_forward,
        shown=has_letter_in(ServiceState.SENT_BACK),
    ),
)
