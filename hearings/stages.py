"""The stages of a hearing, an appeal, a sanction and a term (domain.md, section 6.2)."""

from __future__ import annotations

from django.db import models


class HearingStage(models.TextChoices):
    ORDERED = "ordered", "To be set"
    SCHEDULED = "scheduled", "Set"
    CONVENED = "convened", "Under way, record open"
    DELIBERATING = "deliberating", "Record closed, panel deliberating"
    DECIDED = "decided", "Decided"
    CANCELLED = "cancelled", "Cancelled"


class AppealStage(models.TextChoices):
    FILED = "filed", "Filed"
    UNDER_REVIEW = "under_review", "Under review"
    DECIDED = "decided", "Decided"
    REJECTED = "rejected", "Not accepted"


class SanctionStage(models.TextChoices):
    PENDING = "pending", "Held back while an appeal can be filed"
    STAYED = "stayed", "Stayed"
    ACTIVE = "active", "In force"
    COMPLETED = "completed", "Completed"
    BREACHED = "breached", "Breached"
    VACATED = "vacated", "Vacated"


class TermStage(models.TextChoices):
    DUE = "due", "Due"
    PROVEN = "proven", "Proven"
    MISSED = "missed", "Missed"
    EXCUSED = "excused", "Excused"


class BallotKind(models.TextChoices):
    FINDINGS = "findings", "Findings"
    SANCTION = "sanction", "Sanction"
    MOTION = "motion", "Motion"
    APPEAL = "appeal", "Appeal"


class Motion(models.TextChoices):
    """What a body can resolve by a motion."""

    INVESTIGATE = "investigate", "Return the case to investigation"
    DISMISS = "dismiss", "Close the case without a finding"
    HEAR = "hear", "Order a hearing of its own motion"
    REOPEN = "reopen", "Reopen the hearing record"


class Forum(models.TextChoices):
    COMMITTEE = "committee", "Committee"
    PANEL = "panel", "Hearing panel"
    APPEAL = "appeal", "Appeal panel"


class Answer(models.TextChoices):
    """What can be answered on a ballot paper."""

    VIOLATION = "violation", "Violation"
    NO_VIOLATION = "no_violation", "No violation"
    NEED_MORE = "need_more", "Need more facts"
    AYE = "aye", "In favour"
    NAY = "nay", "Against"
    AFFIRM = "affirm", "Affirm the decision"
    REDUCE = "reduce", "Reduce the sanction"
    REVERSE = "reverse", "Reverse the decision"
    REMAND = "remand", "Send the case back"
    ABSTAIN = "abstain", "Abstain"


class Outcome(models.TextChoices):
    """How an appeal ended."""

    AFFIRM = "affirm", "Affirmed"
    REDUCE = "reduce", "Sanction reduced"
    REVERSE = "reverse", "Reversed"
    REMAND = "remand", "Sent back"
