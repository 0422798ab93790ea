"""The doors that move the clocks of a case: more time, leave to act late, putting it on hold."""

from __future__ import annotations

from typing import Any

from complaints import (
    extensions,
    holds,
    submissions,
)
from complaints.doors import Door
from complaints.forms import steps as forms
from complaints.forms.extensions import (
    ExtensionForm,
    ExtensionRulingForm,
    WithdrawExtensionForm,
)
from complaints.forms.holds import EndHoldForm, HoldForm, ReviewHoldForm
from complaints.models import Complaint


def late_leave_is_asked(case: Complaint, user: Any) -> bool:
    return bool(case.late_asked)


def a_window_is_open(case: Complaint, user: Any) -> bool:
    return bool(extensions.windows_of_respondent(case))


def more_time_is_asked(case: Complaint, user: Any) -> bool:
    return case.time_asked is not None


def more_time_was_granted(case: Complaint, user: Any) -> bool:
    return bool(case.open_clocks) and bool(extensions.granted_in(case))


def on_hold(case: Complaint, user: Any) -> bool:
    return case.hold is not None


def not_on_hold(case: Complaint, user: Any) -> bool:
    return not on_hold(case, user)


CLOCK_DOORS = (
    Door(
        "ask_extension",
        "Ask for more time",
        ExtensionForm,
        extensions.ask_extension,
        shown=a_window_is_open,
    ),
    Door(
        "rule_on_extension",
        "Rule on the request for more time",
        ExtensionRulingForm,
        extensions.rule_on_extension,
        shown=more_time_is_asked,
    ),
    Door(
        "withdraw_extension",
        "Withdraw an extension",
        WithdrawExtensionForm,
        extensions.withdraw_extension,
        shown=more_time_was_granted,
        grave=True,
    ),
    Door("put_on_hold", "Put the case on hold", HoldForm, holds.put_on_hold, shown=not_on_hold),
    Door("review_hold", "Keep it on hold", ReviewHoldForm, holds.review_hold, shown=on_hold),
    Door("end_hold", "Take the case up again", EndHoldForm, holds.end_hold, shown=on_hold),
    Door("ask_late_leave", "Ask to act late", forms.StatementForm, submissions.ask_late_leave),
    Door(
        "rule_on_late_leave",
        "Rule on the late request",
        forms.LateRulingForm,
        submissions.rule_on_late_leave,
        shown=late_leave_is_asked,
    ),
)
