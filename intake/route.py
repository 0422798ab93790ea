"""The way through the questions: which pages come up, and what comes next."""

from __future__ import annotations

from intake.models import Draft
from intake.questionnaire import Questionnaire
from intake.questions.base import Question, asked
from intake.questions.sending import SENDING, Sign
from intake.questions.what import WHAT
from intake.questions.who import WHO
from intake.questions.you import YOU

ALL: list[type[Question]] = [*WHO, *YOU, *WHAT, *SENDING]
WITH_SIGNATURE: list[type[Question]] = [*ALL, Sign]
PAGES = {page.name: page for page in WITH_SIGNATURE}
CHECK = "check"


def filing_of(draft: Draft) -> Questionnaire:
    return Questionnaire(draft, PAGES)


def after(page: str, filing: Questionnaire) -> str:
    """The page that follows; after the last question the answers are checked."""
    shown = [one.name for one in asked(ALL, filing)]
    if page not in shown:
        # The page went away when an answer before it changed: go on behind its place.
        order = [one.name for one in ALL]
        behind = order[order.index(page) + 1 :] if page in order else []
        return next((name for name in behind if name in shown), CHECK)
    here = shown.index(page)
    return shown[here + 1] if here + 1 < len(shown) else CHECK


def before(page: str, filing: Questionnaire) -> str:
    """The page that came before; empty at the first. Pages beside the way lie behind the check."""
    shown = [one.name for one in asked(ALL, filing)]
    if page == CHECK:
        return shown[-1]
    if page not in shown:
        return CHECK
    here = shown.index(page)
    return shown[here - 1] if here else ""


def unanswered(filing: Questionnaire) -> list[type[Question]]:
    """The pages that still need an answer, in their order."""
    return [page for page in asked(ALL, filing) if not filing.is_answered(page)]


def first_unanswered(filing: Questionnaire) -> str:
    """Where somebody goes on who comes back."""
    return next((page.name for page in unanswered(filing)), CHECK)
