"""The doors around evidence: brought in, taken back, shown to the respondent or set aside."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from complaints import custody, evidence, reliance
from complaints.doors import Door
from complaints.forms.evidence import (
    DiscloseForm,
    ExhibitForm,
    ReleaseForm,
    SetAsideForm,
    WithdrawForm,
)
from complaints.models import Complaint
from ledger.refusals import Refusal


def something_is_not_disclosed(case: Complaint, user: Any) -> bool:
    return any(not one.is_relied_on and not one.withdrawn_on for one in case.all_exhibits)


def something_is_unsettled(case: Complaint, user: Any) -> bool:
    return any(one.is_unsettled for one in case.all_exhibits)


def has_own_evidence(case: Complaint, user: Any) -> bool:
    try:
        side = evidence.side_of(case, user)
    except Refusal:
        return False
    return any(one.party == side and custody.is_free(one) for one in case.all_exhibits)


def has_held_back(case: Complaint, user: Any) -> bool:
    return any(one.held_back and not one.withdrawn_on for one in case.all_exhibits)


EVIDENCE_DOORS = (
    Door(
        "disclose",
        "Disclose evidence",
        DiscloseForm,
        evidence.disclose,
        shown=something_is_not_disclosed,
    ),
    Door(
        "set_aside",
        "Set evidence aside",
        SetAsideForm,
        reliance.set_aside,
        shown=something_is_unsettled,
    ),
    Door(
        "add_evidence",
        _("Add evidence"),
        ExhibitForm,
        evidence.add_evidence,
        says=_("It is sealed at once and never changed. Say what it is."),
    ),
    Door(
        "withdraw_evidence",
        _("Withdraw evidence"),
        WithdrawForm,
        custody.withdraw_evidence,
        shown=has_own_evidence,
        says=_("It stays sealed with its number, and nobody can rely on it. That is entered."),
    ),
    Door(
        "release_evidence",
        _("Let the person see evidence"),
        ReleaseForm,
        custody.release_evidence,
        shown=has_held_back,
        says=_("You had asked that they not be shown it."),
    ),
)
