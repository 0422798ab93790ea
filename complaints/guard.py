"""The leak guard: nothing goes to one side that gives the other away (``complaints.traces``).

To the respondent and to a monitor: who complained, unless they agreed to be named, and in any case
how to reach them. To the complainant and to a monitor: how to reach the respondent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from codes.models import ProcedureEdition
from complaints.checks import is_staff
from complaints.layout import FOLDER
from complaints.models import Complaint, Notice
from complaints.stages import Capacity, PartyRole, Sharing
from complaints.traces import (
    Traces,
    Vocabulary,
    of_address,
    of_email,
    of_name,
    of_telephone,
    words_of,
)
from ledger.refusals import Blocked, Forbidden
from people.models import User


class Named(Blocked):
    """Words for the respondent name the complainant.

    ``path`` leads to them in what a step was given: the field, and the keys inside it.
    """

    def __init__(self, sentence: str, path: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.path = path


MARKUP = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
MONTHS_AND_DAYS = (
    "January February March April May June July August September October November December"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)


_FIXED: dict[str, frozenset[str]] = {}


def fixed_words(procedure: ProcedureEdition) -> frozenset[str]:
    """The words of our letters, without what is filled in, and of a procedure; read once."""
    if procedure.digest not in _FIXED:
        texts = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("**/*.txt"))]
        ours = MARKUP.sub(" ", " ".join(texts))
        _FIXED[procedure.digest] = frozenset(
            words_of([MONTHS_AND_DAYS, ours, *_strings(procedure.document)])
        )
    return _FIXED[procedure.digest]


def vocabulary(case: Complaint) -> Vocabulary:
    """What a letter in this case says whoever complained."""
    body = case.body
    lines = [row.provision for row in case.live_allegations if row.provision]
    serving = User.objects.filter(assignments__case=case.pk).distinct()
    respondent = case.respondent
    return Vocabulary.of(
        [
            *(body.name, body.acronym, body.address, case.procedure.procedure.title),
            *(f"{line.name} {line.text} {line.edition.code.title}" for line in lines),
            *(str(user) for user in serving),
        ],
        words=fixed_words(case.procedure),
        known=respondent.public_name if respondent else "",
    )


def _strings(value: Any) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _reached_by(contact: str) -> Traces:
    """What a party gave: an e-mail address, a telephone number, the lines of a postal address."""
    email, telephone, *post = f"{contact}\n\n".split("\n")
    return of_email(email) + of_telephone(telephone) + of_address(post)


def _filer(case: Complaint) -> Traces:
    """Who complained, as far as the other side is not to know it."""
    filer = case.complainant
    if filer is None:
        return Traces()
    words = vocabulary(case)
    account = filer.user
    contacts = [filer.contact, *(row.contact for row in case.former_contacts)]
    found = of_email(account.email) if account else Traces()
    for contact in contacts:
        found += _reached_by(contact)
    if filer.sharing == Sharing.NAMED:
        return found
    found += of_name(filer.identity, words)
    for contact in contacts:
        found += of_email(contact.split("\n")[0], words)
    if account:
        found += of_name(str(account), words) + of_email(account.email, words)
    return found


def _respondents_contact(case: Complaint) -> Traces:
    """How to reach the respondent, and who acts for them."""
    party = case.respondent
    if party is None:
        return Traces()
    found = _reached_by(party.contact)
    acting = case.representative.user if case.representative else None
    for person in (party.certificant, party.user, acting):
        found += of_email(person.email) if person else Traces()
    for row in party.certificant.addresses.all() if party.certificant else ():
        found += of_address(row.text.splitlines())
    return found


def traces_for(case: Complaint, to: str) -> Traces:
    """What must not stand in a text for this recipient: respondent, complainant or monitor."""
    found = Traces()
    if to != PartyRole.COMPLAINANT:
        found += _filer(case)
    if to != PartyRole.RESPONDENT:
        found += _respondents_contact(case)
    # A letter gives the office's own address, whoever lives in the same house.
    body = case.body
    return found.without(f"{body.address}\n{body.telephone}\n{body.email}")


def first_leak(case: Complaint, *texts: str, to: str = PartyRole.RESPONDENT) -> str:
    """The words of these texts that give the other side away; empty when none does."""
    traces = traces_for(case, to)
    return next(filter(None, map(traces.first_in, texts)), "")


def gives_nobody_away(case: Complaint, text: str, *, to: str, by: User | None) -> None:
    """Raise ``Blocked`` when what somebody writes to a party gives the other party away."""
    found = first_leak(case, text, to=to)
    if found and to == PartyRole.COMPLAINANT:
        which = _named(case, found, by)
        raise Blocked(
            f"This says how to reach the respondent{which}, which the other side is not told. Write"
            " it without."
        )
    if found:
        raise Named(
            f"This names the complainant, or how to reach them{_named(case, found, by)}, and the"
            " respondent is not to be told that. Write it without."
        )


def names_nobody(case: Complaint, text: str) -> None:
    """Raise ``Named`` when a text for the respondent names the complainant; it says not how."""
    gives_nobody_away(case, text, to=PartyRole.RESPONDENT, by=None)


def passes(notice: Notice, *texts: str, by: User | None = None) -> None:
    """Raise ``Blocked`` when any part of a letter gives the other party away."""
    found = first_leak(notice.case, *texts, to=notice.role)
    if not found:
        return
    which = _named(notice.case, found, by)
    if notice.role == PartyRole.COMPLAINANT:
        raise Blocked(
            f"Letter {notice.letter} cannot be served: it says how to reach the respondent{which}."
            " Change the reasons."
        )
    raise Named(
        f"Letter {notice.letter} cannot be served: it names the complainant, or how to reach"
        f" them{which}, and that is not to be told. Change the words of the allegation or the"
        " reasons."
    )


def _named(case: Complaint, words: str, by: User | None) -> str:
    """Which words, for somebody who may know who complained; nothing for anybody else."""
    return f" (“{words}”)" if by and _may_know(case, by) else ""


def _may_know(case: Complaint, by: User) -> bool:
    """As ``access.csv`` has it of the identity: case staff, and who has the first look."""
    try:
        is_staff(case, by)
    except Forbidden:
        return Capacity.GATEKEEPER in case.capacities.get(by.pk, set())
    return True
