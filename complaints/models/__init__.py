from complaints.models.assignments import Assignment, Declaration
from complaints.models.cases import Complaint
from complaints.models.clocks import Alarm, Deadline, Extension, Pause, Reminder, Stay
from complaints.models.contacts import FormerContact
from complaints.models.errands import Errand, ErrandKind
from complaints.models.feeds import CalendarAddress
from complaints.models.messages import Message
from complaints.models.notices import Mail, Notice, Service
from complaints.models.pulses import Pulse, Ran
from complaints.models.record import Allegation, Exhibit, Party, Submission
from complaints.models.responses import Answer
from complaints.models.standing import Invitation, Representative
from complaints.models.unsent import Unsent

__all__ = [
    "Alarm",
    "Allegation",
    "Answer",
    "Assignment",
    "CalendarAddress",
    "Complaint",
    "Deadline",
    "Declaration",
    "Errand",
    "ErrandKind",
    "Exhibit",
    "Extension",
    "FormerContact",
    "Invitation",
    "Mail",
    "Message",
    "Notice",
    "Party",
    "Pause",
    "Pulse",
    "Ran",
    "Reminder",
    "Representative",
    "Service",
    "Stay",
    "Submission",
    "Unsent",
]
