from hearings.models.ballots import Ballot, Question, Vote
from hearings.models.decisions import Appeal, Decision, Finding, Sanction, Term
from hearings.models.hearings import Hearing, Objection

__all__ = [
    "Appeal",
    "Ballot",
    "Decision",
    "Finding",
    "Hearing",
    "Objection",
    "Question",
    "Sanction",
    "Term",
    "Vote",
]
