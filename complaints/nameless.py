"""No text of the office that a respondent may read names a complainant who stays unnamed.

Whatever somebody of the office gives a step to keep is read first, in every step there is:
only what ``unread.csv`` lists, with the reason, never comes before a respondent. A step that
opens to them what was kept earlier reads it once more.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from codes.lookup import procedure_in_force
from complaints import guard
from complaints.checks import key_of
from complaints.guard import Named
from complaints.models import Complaint, Party
from complaints.models.record import as_contact
from complaints.stages import PartyRole
from ledger.steps import SCRUTINY
from people.models import Body, User


@cache
def unread() -> frozenset[tuple[str, str]]:
    """The texts that no respondent ever reads, by the act that keeps them and their field."""
    with (Path(__file__).parent / "unread.csv").open(encoding="utf-8", newline="") as source:
        return frozenset((row["act"], row["text"]) for row in csv.DictReader(source))


def texts_in(given: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text in what a step was given, and the way to it; of a file its name."""
    if isinstance(given, str):
        yield path, given
    elif isinstance(given, UploadedFile):
        yield path, given.name or ""
    elif isinstance(given, Mapping):
        for key, value in given.items():
            yield from texts_in(value, (*path, str(key)))
    elif isinstance(given, list | tuple):
        for value in given:
            yield from texts_in(value, path)


def is_of_the_office(case: Complaint, who: Any) -> bool:
    if not isinstance(who, User):
        return False
    return not any(party.acts_through(key_of(who)) for party in case.all_parties)


def read_first(subject: Any, name: str, by: Any, details: Mapping[str, Any]) -> None:
    """Raise ``Named`` with the way to the first text that names a complainant it must not."""
    case = subject if isinstance(subject, Complaint) else getattr(subject, "case", None)
    if not isinstance(case, Complaint):
        return  # a step of the law is about nobody
    if details.get("to") == PartyRole.COMPLAINANT or not is_of_the_office(case, by):
        return
    for path, text in texts_in({key: one for key, one in details.items() if key != "by"}):
        if (name, path[0]) in unread():
            continue
        try:
            guard.names_nobody(case, text)
        except Named as found:
            raise Named(str(found), path) from None


def opens(case: Complaint, texts: Iterable[tuple[str, str]]) -> None:
    """Raise ``Named`` when something that a step is to open to the respondent names somebody.

    Each text comes with what it is called at the beginning of a sentence.
    """
    for what, text in texts:
        if guard.first_leak(case, text):
            raise Named(
                f"{what} names the complainant, or how to reach them, and they asked not to be"
                " named to the respondent. Have the words changed first."
            )


def each_allegation_names_nobody(case: Complaint, user: Any) -> None:
    rows = case.live_allegations
    opens(case, ((f"Allegation {row.number}", f"{row.words}\n{row.pin_explained}") for row in rows))


def named_in(case: Complaint, text: str) -> list[str]:
    """Everything in a text that names the complainant, for whoever may still reword it."""
    found: list[str] = []
    while (token := guard.first_leak(case, text)) and token not in found:
        found.append(token)
        text = re.sub(re.escape(token), " ", text, flags=re.IGNORECASE)
    return found


def before_filing(body: Body, filer: Any, about: Any = "") -> Complaint:
    """A case that is not kept, by which the words of a filing can be read before there is one.

    ``filer`` has a name, an e-mail address, a telephone number, a postal address and what they
    said of being named.
    """
    procedure = procedure_in_force(body, body.today).edition
    case: Complaint = Complaint(body=body, procedure=procedure)
    party = Party(case=case, role=PartyRole.COMPLAINANT, identity=filer.name, sharing=filer.sharing)
    party.contact = as_contact(filer.email, filer.telephone, filer.post)
    case.respondent = Party(case=case, role=PartyRole.RESPONDENT, described=str(about))
    case.__dict__ |= {
        "all_parties": [party, case.respondent],
        "former_contacts": [],
        "live_allegations": [],
        "representative": None,
    }
    return case


SCRUTINY.append(read_first)
