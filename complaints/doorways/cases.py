"""The doors of a complaint, in the order in which a case comes to them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from complaints import (
    allegations,
    assignments,
    filing,
    inquiries,
    responses,
    submissions,
)
from complaints.doors import Door
from complaints.forms import steps as forms
from complaints.forms.answers import ResponseForm
from complaints.models import Complaint
from complaints.stages import Stage


def refusal_is_proposed(case: Complaint, user: Any) -> bool:
    return bool(case.proposed_close_code)


def code_changed_meanwhile(case: Complaint, user: Any) -> bool:
    """Whether some allegation lasted longer than the edition of a code it fell under."""
    return allegations.spans_a_change(case)


def respondent_was_not_told(case: Complaint, user: Any) -> bool:
    return case.respondent is None or case.respondent.opened_on is None


def evidence_is_or_will_be_open(case: Complaint, user: Any) -> bool:
    return case.stage == Stage.INVESTIGATION or "comment" in case.open_clocks


CASE_DOORS = (
    Door(
        "begin_intake",
        "Begin intake",
        forms.ConfirmForm,
        Complaint.begin_intake,
        forward=True,
        clock="ack",
    ),
    Door(
        "send_to_chair",
        "Send to first review",
        forms.SynopsisForm,
        assignments.send_to_chair,
        forward=True,
        clock="intake",
    ),
    Door("match_respondent", "Match the respondent", forms.MatchForm, filing.match_respondent),
    Door(
        "write_allegation",
        "Write an allegation",
        forms.AllegationForm,
        allegations.write_allegation,
    ),
    Door(
        "rewrite_allegation",
        "Change an allegation",
        forms.RewriteAllegationForm,
        allegations.rewrite_allegation,
        shown=respondent_was_not_told,
    ),
    Door(
        "split_allegation",
        "Split an allegation",
        forms.SplitForm,
        allegations.split_allegation,
        shown=code_changed_meanwhile,
    ),
    Door(
        "ask_for_correction",
        "Ask for what is missing",
        forms.MissingForm,
        Complaint.ask_for_correction,
    ),
    Door("propose_refusal", "Propose to refuse", forms.RefusalForm, filing.propose_refusal),
    Door(
        "confirm_refusal",
        "Confirm the refusal",
        forms.ReasonForm,
        Complaint.confirm_refusal,
        grave=True,
        shown=refusal_is_proposed,
    ),
    Door(
        "supply_correction",
        _("Send what was missing"),
        forms.CorrectionForm,
        submissions.supply_correction,
        says=_(
            "Send what we asked for; a file goes under “Add evidence”, before or after. We go on "
            "checking your complaint then."
        ),
        forward=True,
        clock="cure",
    ),
    Door(
        "close_uncured",
        "Close: nothing came",
        forms.ReasonForm,
        Complaint.close_uncured,
        forward=True,
        grave=True,
        clock="cure",
    ),
    Door(
        "elevate",
        "Elevate the complaint",
        forms.ReasonForm,
        assignments.elevate,
        forward=True,
        clock="gate",
    ),
    Door("ask_filer", "Ask the complainant", forms.MissingForm, Complaint.ask_filer),
    Door(
        "close_at_gate", "Close the case", forms.GateCloseForm, Complaint.close_at_gate, grave=True
    ),
    Door(
        "respond",
        "Send your response",
        ResponseForm,
        responses.respond,
        forward=True,
        clock="response",
        saves=True,
    ),
    Door(
        "close_response",
        "Close the response window",
        forms.ConfirmForm,
        Complaint.close_response,
        forward=True,
        clock="response",
    ),
    Door(
        "open_investigation",
        "Assign an investigator",
        forms.InvestigatorForm,
        assignments.open_investigation,
        forward=True,
    ),
    Door(
        "convene_committee",
        "Put it before the committee",
        forms.ReasonForm,
        assignments.convene_committee,
    ),
    Door(
        "file_report",
        "File the report",
        forms.ReportForm,
        inquiries.file_report,
        forward=True,
        clock="investigation",
        saves=True,
    ),
    Door(
        "add_allegation",
        "Add an allegation",
        forms.AddedAllegationForm,
        allegations.add_allegation,
    ),
    Door(
        "comment",
        "Comment on the evidence",
        forms.StatementForm,
        submissions.comment,
        shown=evidence_is_or_will_be_open,
        forward=True,
        clock="comment",
        saves=True,
    ),
)
