from complaints.models.assignments import Assignment, Declaration
from complaints.models.cases import Complaint
from complaints.models.clocks import Deadline, Reminder
from complaints.models.notices import Mail, Notice
from complaints.models.record import Allegation, Exhibit, Party, Submission

__all__ = [
    "Allegation",
    "Assignment",
    "Complaint",
    "Deadline",
    "Declaration",
    "Exhibit",
    "Mail",
    "Notice",
    "Party",
    "Reminder",
    "Submission",
]
