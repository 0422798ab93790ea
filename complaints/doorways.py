"""The doors of a complaint, in the order in which a case comes to them."""

from __future__ import annotations

from typing import Any

from complaints import (
    allegations,
    assignments,
    evidence,
    filing,
    inquiries,
    notices,
    recusals,
    submissions,
)
from complaints.doors import Door, register
from complaints.forms import steps as forms
from complaints.models import Complaint


def refusal_is_proposed(case: Complaint, user: Any) -> bool:
    return bool(case.proposed_close_code)


def late_leave_is_asked(case: Complaint, user: Any) -> bool:
    return bool(case.late_asked)


def code_changed_meanwhile(case: Complaint, user: Any) -> bool:
    """Whether some allegation lasted longer than the edition of a code it fell under."""
    return allegations.spans_a_change(case)


def withdrawal_is_asked(case: Complaint, user: Any) -> bool:
    return case.withdrawal_asked


register(
    Door("begin_intake", "Begin intake", forms.ConfirmForm, Complaint.begin_intake, forward=True),
    Door(
        "send_to_chair",
        "Send to first review",
        forms.SynopsisForm,
        assignments.send_to_chair,
        forward=True,
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
        "Send what was missing",
        forms.StatementForm,
        submissions.supply_correction,
        forward=True,
    ),
    Door(
        "close_uncured",
        "Close: nothing came",
        forms.ReasonForm,
        Complaint.close_uncured,
        forward=True,
        grave=True,
    ),
    Door("elevate", "Elevate the complaint", forms.ReasonForm, assignments.elevate, forward=True),
    Door("ask_filer", "Ask the complainant", forms.MissingForm, Complaint.ask_filer),
    Door(
        "close_at_gate", "Close the case", forms.GateCloseForm, Complaint.close_at_gate, grave=True
    ),
    Door("respond", "Send your response", forms.StatementForm, submissions.respond, forward=True),
    Door(
        "close_response",
        "Close the response window",
        forms.ConfirmForm,
        Complaint.close_response,
        forward=True,
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
    Door("disclose", "Disclose evidence", forms.DiscloseForm, evidence.disclose),
    Door("file_report", "File the report", forms.ReportForm, inquiries.file_report, forward=True),
    Door(
        "add_allegation",
        "Add an allegation",
        forms.AddedAllegationForm,
        allegations.add_allegation,
    ),
    Door(
        "comment", "Comment on the evidence", forms.StatementForm, submissions.comment, forward=True
    ),
    Door("ask_late_leave", "Ask to act late", forms.StatementForm, submissions.ask_late_leave),
    Door(
        "rule_on_late_leave",
        "Rule on the late request",
        forms.LateRulingForm,
        submissions.rule_on_late_leave,
        shown=late_leave_is_asked,
    ),
    Door("add_evidence", "Add evidence", forms.ExhibitForm, evidence.add_evidence),
    Door(
        "ask_to_withdraw",
        "Ask to withdraw",
        forms.StatementForm,
        submissions.ask_to_withdraw,
        grave=True,
    ),
    Door(
        "continue_on_own_motion",
        "Go on without the complainant",
        forms.ReasonForm,
        submissions.continue_on_own_motion,
        shown=withdrawal_is_asked,
    ),
    Door("record_delivery", "Record a delivery", forms.DeliveryForm, notices.record_delivery),
    Door("record_return", "Record a returned letter", forms.ReturnForm, notices.record_return),
    Door(
        "appoint_substitute",
        "Appoint a substitute",
        forms.SubstituteForm,
        assignments.appoint_substitute,
    ),
    Door(
        "declare",
        "Answer the conflict question",
        forms.ConflictForm,
        recusals.declare,
        says="Before you read the file, say whether you have a link to anybody in this case. "
        "Stepping aside ends your access at once.",
    ),
)
