"""The stages of a complaint and the closed lists around it (domain.md, sections 6.1 and 6.2)."""

from __future__ import annotations

from django.db import models


class Stage(models.TextChoices):
    """The life of a complaint. The label is what the office calls the stage."""

    RECEIVED = "received", "Received"
    INTAKE = "intake", "Intake"
    CORRECTION = "correction", "Awaiting correction"
    CHAIR_REVIEW = "chair_review", "Chair review"
    RESPONSE = "response", "Awaiting response"
    RESPONDED = "responded", "Response closed"
    INVESTIGATION = "investigation", "Investigation"
    COMMITTEE_REVIEW = "committee_review", "Committee review"
    PROPOSED = "proposed", "Outcome proposed"
    HEARING = "hearing", "Hearing"
    DECISION = "decision", "Decision pending"
    DECIDED = "decided", "Decided"
    APPEAL = "appeal", "Appeal"
    FINAL = "final", "Final order"
    MONITORING = "monitoring", "Terms running"
    CLOSED = "closed", "Closed"


OPEN = [stage for stage in Stage if stage != Stage.CLOSED]
BEFORE_DECISION = OPEN[: OPEN.index(Stage.DECISION)]

PARTY_WORDS: dict[str, str] = {
    Stage.RECEIVED: "Received",
    Stage.INTAKE: "Being checked",
    Stage.CORRECTION: "More needed from the person who filed",
    Stage.CHAIR_REVIEW: "Under first review",
    Stage.RESPONSE: "Waiting for the response",
    Stage.RESPONDED: "Response stage closed",
    Stage.INVESTIGATION: "Facts being gathered",
    Stage.COMMITTEE_REVIEW: "With the committee",
    Stage.PROPOSED: "Proposed outcome sent",
    Stage.HEARING: "Hearing",
    Stage.DECISION: "Decision pending",
    Stage.DECIDED: "Decided; may be appealed",
    Stage.APPEAL: "Under appeal",
    Stage.FINAL: "Final",
    Stage.MONITORING: "Terms running",
    Stage.CLOSED: "Closed",
}

TRACK: list[tuple[str, tuple[str, ...]]] = [
    ("Filed", (Stage.RECEIVED, Stage.INTAKE, Stage.CORRECTION)),
    ("First review", (Stage.CHAIR_REVIEW,)),
    ("Response", (Stage.RESPONSE, Stage.RESPONDED)),
    ("Committee", (Stage.INVESTIGATION, Stage.COMMITTEE_REVIEW, Stage.PROPOSED)),
    ("Hearing", (Stage.HEARING,)),
    ("Decision", (Stage.DECISION, Stage.DECIDED)),
    ("Appeal", (Stage.APPEAL,)),
    ("Final", (Stage.FINAL, Stage.MONITORING, Stage.CLOSED)),
]


class Matter(models.TextChoices):
    COMPLAINT = "complaint", "Complaint"
    OWN_MOTION = "own_motion", "Own-motion matter"
    RECIPROCAL = "reciprocal", "Reciprocal matter"


class CloseCode(models.TextChoices):
    """Why a case was closed."""

    NOT_COVERED = "C01", "Not a covered person"
    OUTSIDE_SUBJECT = "C02", "Outside the subject of the code"
    OUT_OF_TIME = "C03", "Out of time"
    ANONYMOUS = "C04", "Anonymous complaint not accepted"
    NOT_CURED = "C05", "What was missing was not supplied"
    NO_BREACH = "C06", "No breach even if true"
    INSUFFICIENT = "C07", "Evidence insufficient"
    WITHDRAWN = "C08", "Withdrawn"
    DUPLICATE = "C09", "Duplicate"
    REFERRED = "C10", "Referred elsewhere"
    EDUCATED = "C11", "Educated without a finding"
    NO_VIOLATION = "C12", "No violation after review"
    NO_VIOLATION_HEARD = "C13", "No violation after a hearing"
    INSTRUCTED = "C14", "Letter of Instruction done"
    SANCTIONED = "C15", "Sanction completed"
    REVOKED = "C16", "Revoked"
    CONSENT = "C17", "Consent completed"
    DIED = "C18", "Respondent died"
    REVERSED = "C19", "Reversed on appeal"


AT_INTAKE = [
    CloseCode.NOT_COVERED,
    CloseCode.OUTSIDE_SUBJECT,
    CloseCode.OUT_OF_TIME,
    CloseCode.ANONYMOUS,
    CloseCode.DUPLICATE,
    CloseCode.REFERRED,
]
AT_THE_GATE = [
    CloseCode.OUTSIDE_SUBJECT,
    CloseCode.NO_BREACH,
    CloseCode.INSUFFICIENT,
    CloseCode.REFERRED,
    CloseCode.EDUCATED,
]
BY_COMMITTEE = [
    CloseCode.NO_BREACH,
    CloseCode.INSUFFICIENT,
    CloseCode.EDUCATED,
    CloseCode.NO_VIOLATION,
]


class PartyRole(models.TextChoices):
    COMPLAINANT = "complainant", "Complainant"
    RESPONDENT = "respondent", "Respondent"


class Sharing(models.TextChoices):
    """What the filer allows the respondent to be told of their name."""

    NAMED = "named", "The respondent may be told my name"
    WITHHELD = "withheld", "Keep my name from the respondent"


class Capacity(models.TextChoices):
    """In what capacity somebody was assigned to one case."""

    GATEKEEPER = "gatekeeper", "Gatekeeper"
    INVESTIGATOR = "investigator", "Investigator"
    COMMITTEE_CHAIR = "committee_chair", "Chair of the committee"
    COMMITTEE = "committee", "Committee member"
    PANEL_CHAIR = "panel_chair", "Chair of the hearing panel"
    PANEL = "panel", "Hearing panel member"
    COUNSEL = "counsel", "Counsel to the body"
    SIGNER = "signer", "Signer of the decision"
    APPEAL_CHAIR = "appeal_chair", "Chair of the appeal panel"
    APPEAL = "appeal", "Appeal panel member"


VOTERS: dict[str, tuple[str, str]] = {
    "committee": (Capacity.COMMITTEE_CHAIR, Capacity.COMMITTEE),
    "panel": (Capacity.PANEL_CHAIR, Capacity.PANEL),
    "appeal": (Capacity.APPEAL_CHAIR, Capacity.APPEAL),
}


class ConflictAnswer(models.TextChoices):
    NONE = "none", "I have no conflict"
    DISCLOSED = "disclosed", "I disclose a link and can act impartially"
    RECUSED = "recused", "I step aside"


class SubmissionKind(models.TextChoices):
    NARRATIVE = "narrative", "What the complainant told us"
    CORRECTION = "correction", "What was added on request"
    RESPONSE = "response", "The response"
    COMMENT = "comment", "Comment on the evidence"
    REPORT = "report", "Report of the investigation"
    ACCEPTANCE = "acceptance", "Acceptance of the proposed outcome"
    HEARING_REQUEST = "hearing_request", "Request for a hearing"
    LATE_REQUEST = "late_request", "Request for leave to act late"
    WITHDRAWAL = "withdrawal", "Request to withdraw"
    APPEAL = "appeal", "Statement of appeal"
    APPEAL_CURE = "appeal_cure", "Corrected statement of appeal"
    OBJECTION = "objection", "Objection to the panel"


class ServiceState(models.TextChoices):
    """How far a letter has come."""

    OWED = "owed", "Waiting to be served"
    TO_POST = "to_post", "To be posted by staff"
    SERVED = "served", "Served"
    DELIVERED = "delivered", "Delivery proven"
    RETURNED = "returned", "Came back"


class Proof(models.TextChoices):
    """What proves that a letter was delivered; only a delivery starts a party's clock."""

    READ = "read", "Read in the portal"
    SIGNATURE = "signature", "Carrier's signature"
    IN_HAND = "in_hand", "Given by hand"
    MAILED = "mailed", "Posted; presumed delivered after the mail days"


class StopReason(models.TextChoices):
    MET = "met", "Met"
    LAPSED = "lapsed", "Lapsed"
    CANCELLED = "cancelled", "No longer needed"
