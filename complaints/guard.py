"""The leak guard: nothing goes to the respondent that names a complainant who stays unnamed."""

from __future__ import annotations

import re

from complaints.models import Complaint, Notice
from complaints.stages import Sharing
from ledger.refusals import Blocked


class Named(Blocked):
    """Words for the respondent name the complainant.

    ``path`` leads to them in what a step was given: the field, and the keys inside it.
    """

    def __init__(self, sentence: str, path: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.path = path


# A shorter word would stop every second letter.
SHORTEST = 4


def tokens(case: Complaint) -> list[str]:
    """What identifies the complainant: name, surname, e-mail address, telephone number.

    Empty where the complainant agreed to be named. The respondent's own surname is left out:
    the two may be of one family.
    """
    filer = case.complainant
    if filer is None or filer.sharing == Sharing.NAMED:
        return []
    known = case.respondent.public_name.casefold().split() if case.respondent else []
    surname = filer.identity.split()[-1:] if filer.identity else []
    found = [filer.identity, *surname, *filer.contact.split("\n")]
    return [
        word.strip()
        for word in found
        if len(word.strip()) >= SHORTEST and word.strip().casefold() not in known
    ]


def first_leak(case: Complaint, text: str) -> str:
    """The first of the tokens that stands in a text as a word; empty when none does."""
    flat = " ".join(text.split())
    for token in tokens(case):
        whole = " ".join(token.split())
        if re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", flat, flags=re.IGNORECASE):
            return token
    return ""


def names_nobody(case: Complaint, text: str) -> None:
    """Raise ``Named`` when a text for the respondent names the complainant."""
    if first_leak(case, text):
        raise Named(
            "This names the complainant, or how to reach them, and they asked not to be named to"
            " the respondent. Write it without."
        )


def passes(notice: Notice, *texts: str) -> None:
    """Raise ``Named`` when any part of a letter to the respondent names the complainant."""
    for text in texts:
        if first_leak(notice.case, text):
            raise Named(
                f"Letter {notice.letter} cannot be served: it names the complainant, who asked not"
                " to be named to the respondent. Change the words of the allegation or the reasons."
            )
