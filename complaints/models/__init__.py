from complaints.models.assignments import Assignment, Declaration
from complaints.models.cases import Complaint
from complaints.models.clocks import Deadline, Extension, Reminder
from complaints.models.errands import Errand, ErrandKind
from complaints.models.messages import Message
from complaints.models.notices import Mail, Notice
from complaints.models.record import Allegation, Exhibit, Party, Submission
from complaints.models.responses import Answer
from complaints.models.standing import Invitation, Representative

__all__ = [
    "Allegation",
    "Answer",
    "Assignment",
    "Complaint",
    "Deadline",
    "Declaration",
    "Errand",
    "ErrandKind",
    "Exhibit",
    "Extension",
    "Invitation",
    "Mail",
    "Message",
    "Notice",
    "Party",
    "Reminder",
    "Representative",
    "Submission",
]
