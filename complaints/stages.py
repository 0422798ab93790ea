"""The stages of a complaint and the closed lists around it (domain.md, sections 6.1 and 6.2)."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """The life of a complaint. The label is what the office calls the stage."""

    RECEIVED = "received", _("Received")
    INTAKE = "intake", _("Intake")
    CORRECTION = "correction", _("Awaiting correction")
    CHAIR_REVIEW = "chair_review", _("Chair review")
    RESPONSE = "response", _("Awaiting response")
    RESPONDED = "responded", _("Response closed")
    INVESTIGATION = "investigation", _("Investigation")
    COMMITTEE_REVIEW = "committee_review", _("Committee review")
    PROPOSED = "proposed", _("Outcome proposed")
    HEARING = "hearing", _("Hearing")
    DECISION = "decision", _("Decision pending")
    DECIDED = "decided", _("Decided")
    APPEAL = "appeal", _("Appeal")
    FINAL = "final", _("Final order")
    MONITORING = "monitoring", _("Terms running")
    CLOSED = "closed", _("Closed")


OPEN = [stage for stage in Stage if stage != Stage.CLOSED]
BEFORE_DECISION = OPEN[: OPEN.index(Stage.DECISION)]

# Where evidence may be shown to the respondent or set aside: until the record is closed.
SHOWING = [
    Stage.CHAIR_REVIEW,
    Stage.RESPONSE,
    Stage.RESPONDED,
    Stage.INVESTIGATION,
    Stage.COMMITTEE_REVIEW,
    Stage.HEARING,
]

PARTY_WORDS: dict[str, str | Promise] = {
    Stage.RECEIVED: _("Received"),
    Stage.INTAKE: _("Being checked"),
    Stage.CORRECTION: _("More needed from the person who filed"),
    Stage.CHAIR_REVIEW: _("Under first review"),
    Stage.RESPONSE: _("Waiting for the response"),
    Stage.RESPONDED: _("Response stage closed"),
    Stage.INVESTIGATION: _("Facts being gathered"),
    Stage.COMMITTEE_REVIEW: _("With the committee"),
    Stage.PROPOSED: _("Proposed outcome sent"),
    Stage.HEARING: _("Hearing"),
    Stage.DECISION: _("Decision pending"),
    Stage.DECIDED: _("Decided; may be appealed"),
    Stage.APPEAL: _("Under appeal"),
    Stage.FINAL: _("Final"),
    Stage.MONITORING: _("Terms running"),
    Stage.CLOSED: _("Closed"),
}

TRACK: list[tuple[str | Promise, tuple[str, ...]]] = [
    (_("Filed"), (Stage.RECEIVED, Stage.INTAKE, Stage.CORRECTION)),
    (_("First review"), (Stage.CHAIR_REVIEW,)),
    (_("Response"), (Stage.RESPONSE, Stage.RESPONDED)),
    (_("Committee"), (Stage.INVESTIGATION, Stage.COMMITTEE_REVIEW, Stage.PROPOSED)),
    (_("Hearing"), (Stage.HEARING,)),
    (_("Decision"), (Stage.DECISION, Stage.DECIDED)),
    (_("Appeal"), (Stage.APPEAL,)),
    (_("Final"), (Stage.FINAL, Stage.MONITORING, Stage.CLOSED)),
]


class Matter(models.TextChoices):
    COMPLAINT = "complaint", "Complaint"
    OWN_MOTION = "own_motion", "Own-motion matter"
    RECIPROCAL = "reciprocal", "Reciprocal matter"
    SELF_REPORT = "self_report", "Self-report"


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


class RepresentativeKind(models.TextChoices):
    COUNSEL = "counsel", _("A lawyer")
    OTHER = "other", _("Another person")


class Sharing(models.TextChoices):
    """What the filer allows the respondent to be told of their name."""

    NAMED = "named", "The respondent may be told my name"
    WITHHELD = "withheld", "Keep my name from the respondent"
    ANONYMOUS = "anonymous", "I give no name"


class Scan(models.TextChoices):
    """What a virus scanner said of a file."""

    PENDING = "pending", "Waiting for its virus scan"
    CLEAN = "clean", "Scanned, nothing found"
    INFECTED = "infected", "Harmful"
    ERROR = "error", "The scan failed"
    NOT_SCANNED = "not_scanned", "Not scanned"


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


class AnswerKind(models.TextChoices):
    """What the respondent says to one allegation."""

    ADMIT = "admit", _("I admit it")
    PART = "part", _("I admit part of it")
    DENY = "deny", _("I deny it")
    CANNOT_SAY = "cannot_say", _("I cannot say")


class SubmissionKind(models.TextChoices):
    NARRATIVE = "narrative", _("What the complainant told us")
    CORRECTION = "correction", _("What was added on request")
    RESPONSE = "response", _("The response")
    STATEMENT = "statement", _("Statement with the response")
    COMMENT = "comment", _("Comment on the evidence")
    REPORT = "report", _("Report of the investigation")
    ACCEPTANCE = "acceptance", _("Acceptance of the proposed outcome")
    HEARING_REQUEST = "hearing_request", _("Request for a hearing")
    TIME_REQUEST = "time_request", _("Request for more time")
    LATE_REQUEST = "late_request", _("Request for leave to act late")
    WITHDRAWAL = "withdrawal", _("Request to withdraw")
    APPEAL = "appeal", _("Statement of appeal")
    APPEAL_CURE = "appeal_cure", _("Corrected statement of appeal")
    OBJECTION = "objection", _("Objection to the panel")


class ServiceState(models.TextChoices):
    """How far a letter has come."""

    OWED = "owed", _("Waiting to be served")
    DRAFTED = "drafted", _("Waiting for approval")
    SENT_BACK = "sent_back", _("Sent back by its approver")
    TO_POST = "to_post", _("To be posted by staff")
    SERVED = "served", _("Served")
    DELIVERED = "delivered", _("Delivery proven")
    RETURNED = "returned", _("Came back")
    CANCELLED = "cancelled", _("No longer needed: the case was closed")


# Letters that may still go out.
UNSENT = (ServiceState.OWED, ServiceState.DRAFTED, ServiceState.SENT_BACK)
# Not with its recipient yet: no party sees that there is one.
UNSERVED = (*UNSENT, ServiceState.CANCELLED)


# The letters that tell a respondent of the allegations: serving one opens the case to them.
OPENING = ("L09", "L44")


class Proof(models.TextChoices):
    """What proves that a letter was delivered; only a delivery starts a party's clock."""

    READ = "read", _("Read in the portal")
    INVITED = "invited", _("The code in the letter was used")
    SIGNATURE = "signature", _("Carrier's signature")
    IN_HAND = "in_hand", _("Given by hand")
    MAILED = "mailed", _("Posted; presumed delivered after the mail days")


class Way(models.TextChoices):
    """How one attempt was made to bring a letter to its recipient."""

    PORTAL = "portal", _("In the portal")
    EMAIL = "email", _("E-mail that says there is a letter")
    POST = "post", _("Post")
    IN_HAND = "in_hand", _("Given by hand")


class Outcome(models.TextChoices):
    """What became of one attempt."""

    MADE = "made", _("On its way")
    PROVEN = "proven", _("Delivery proven")
    RETURNED = "returned", _("Came back")


# What the portal sees for itself; nobody enters it.
OBSERVED = (Proof.READ, Proof.INVITED)


class Channel(models.TextChoices):
    """How somebody is reminded of a date."""

    MAIL = "mail", "By e-mail, at once"
    DIGEST = "digest", "By e-mail, once a day"
    POST = "post", "By post"


class StopReason(models.TextChoices):
    MET = "met", "Met"
    LAPSED = "lapsed", "Lapsed"
    CANCELLED = "cancelled", "No longer needed"
    VOID = "void", "Void: the letter that began it came back"
    RENEWED = "renewed", "Void, and given again"
