"""Who may hold which office, and what each office may do: the access matrix as a table.

An office is held in a body (``namss``), in one of its organs (``ccn``), between two dates.
What an office grants here is only half of a right: a case is opened to a person by an
assignment, and shut by a recusal, which outranks every office (docs/decisions/0006).
"""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """The kind of an office."""

    CHAIR = "chair", "Chair"
    VICE_CHAIR = "vice_chair", "Vice Chair"
    PAST_CHAIR = "past_chair", "Immediate Past Chair"
    MEMBER = "member", "Member"
    STAFF = "staff", "Case staff"
    INVESTIGATOR = "investigator", "Investigator"
    HEARING_PANEL = "hearing_panel", "Hearing panel member"
    APPEAL_PANEL = "appeal_panel", "Appeal panel member"
    COUNSEL = "counsel", "Counsel to the body"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


class Permission(models.TextChoices):
    """A power that follows from an office alone, before any case is looked at."""

    SEE_BODY_CASES = "see_body_cases", "See the cases of the body"
    MANAGE_CASES = "manage_cases", "Take the office's own steps in a case"
    AUDIT = "audit", "Read and export case histories"
    EDIT_REGISTER = "edit_register", "Edit the register of certificants"
    EDIT_OFFICES = "edit_offices", "Record who holds which office"
    DRAFT_LAW = "draft_law", "Draft and publish codes and procedures"
    APPROVE_LAW = "approve_law", "Approve what another person drafted"
    READ_OUTBOX = "read_outbox", "Read what has been sent"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.CHAIR: frozenset({Permission.APPROVE_LAW}),
    Role.VICE_CHAIR: frozenset({Permission.APPROVE_LAW}),
    Role.PAST_CHAIR: frozenset(),
    Role.MEMBER: frozenset(),
    Role.STAFF: frozenset(
        {Permission.SEE_BODY_CASES, Permission.MANAGE_CASES, Permission.READ_OUTBOX}
    ),
    Role.INVESTIGATOR: frozenset(),
    Role.HEARING_PANEL: frozenset(),
    Role.APPEAL_PANEL: frozenset(),
    Role.COUNSEL: frozenset(),
    Role.AUDITOR: frozenset({Permission.SEE_BODY_CASES, Permission.AUDIT}),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.EDIT_REGISTER,
            Permission.EDIT_OFFICES,
            Permission.DRAFT_LAW,
            Permission.APPROVE_LAW,
        }
    ),
}
