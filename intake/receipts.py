"""What a receipt says: the numbers, what comes next and by when, and what was filed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint
from complaints.postage import papers_to
from complaints.reckoning import last_day, rolled
from complaints.stages import Sharing
from intake.models import Filing

# The windows that pass, one after the other, until each of the next steps is done.
UNTIL = {
    "confirmed": ("ack",),
    "checked": ("ack", "intake"),
    "reviewed": ("ack", "intake", "gate"),
}
# What the filer said of their name, by how they may be known.
OF_THE_NAME: dict[str, Any] = {
    Sharing.NAMED: _("You said that they may be told your name."),
    Sharing.WITHHELD: _("You asked us to keep your name from them."),
    Sharing.ANONYMOUS: _("You gave no name."),
}


def to_come(case: Complaint) -> list[tuple[str, str]]:
    """What comes next: by which day at the latest, or what the filer is told and when."""
    words = {
        "confirmed": gettext("We open it and begin to check it"),
        "checked": gettext("We check that it is complete and ours to hear"),
        "reviewed": gettext("The %(gate)s reads it and decides whether it goes on")
        % {"gate": case.rules.gate.title},
    }
    by_when = gettext("At the latest by %(day)s.")
    filer = case.complainant
    told = [
        gettext("If the complaint goes on, they see what is alleged."),
        str(OF_THE_NAME[filer.sharing]) if filer else "",
        gettext("Your address, e-mail and telephone number are never shared."),
    ]
    return [
        *(
            (words[step], by_when % {"day": long_date(_last_day(case, kinds))})
            for step, kinds in UNTIL.items()
        ),
        (gettext("The person is told and can answer"), " ".join(told)),
        (
            gettext("The committee decides"),
            gettext("You are told that the case has ended, and what of the outcome is public."),
        ),
    ]


def by_post(case: Complaint) -> str:
    """Where what comes by post goes, and what has to stand on it; empty without an address."""
    to = ", ".join(papers_to(case.body, case.rules))
    return gettext("To %(address)s. Write the case number on it.") % {"address": to} if to else ""


def _last_day(case: Complaint, kinds: tuple[str, ...]) -> dt.date:
    """The last day of windows that follow one another, rolled as their clocks will be."""
    windows = [case.rules.windows[kind] for kind in kinds]
    day, calendar = case.filed_on, case.body.calendar
    for window in windows:
        day = last_day(day, window.days, count=window.count, calendar=calendar)
    return rolled(day, windows[-1].roll, calendar)


def long_date(day: dt.date) -> str:
    return date_format(day, gettext("l j F Y"))


def as_words(filed: list[tuple[Complaint, str]], *, with_codes: bool) -> dict[str, Any]:
    """Everything that the PDF of a receipt says, in the filer's language."""
    case = filed[0][0]
    return _told(case.filing.copy, case) | {
        "title": gettext("Receipt of a complaint"),
        "numbers": [
            {"case": one.pk, "code": code if with_codes else gettext("not shown again")}
            for one, code in filed
        ],
        "next": to_come(case),
        "post": by_post(case),
        "statements": [one.filing.sealed_statement for one, _ in filed],
    }


def as_copied(filing: Filing) -> dict[str, Any]:
    """Everything that the PDF of a filer's own copy says, in the language in which they filed."""
    copy = filing.copy
    with override(copy["language"]):
        return _told(copy, filing.case) | {
            "title": gettext("A copy of what you sent"),
            "numbers": [{"case": filing.case_id}],
            "next": [],
            "post": "",
            "statements": [filing.sealed_statement],
        }


def _told(copy: dict[str, Any], case: Complaint) -> dict[str, Any]:
    """What was filed, and the words around it."""
    return {
        "lang": get_language() or "en",
        "body": case.body.name,
        "filed": gettext("Filed on %(day)s.") % {"day": long_date(case.filed_on)},
        "words": {
            "case": gettext("Case number"),
            "code": gettext("Receipt code"),
            "secret": gettext("The code is secret, like a password. We cannot send it again."),
            "next": gettext("What happens next"),
            "post": gettext("What you send by post"),
            "answers": gettext("What you told us"),
            "files": gettext("Files you sent"),
            "nofiles": gettext("You sent no files."),
            "sha": gettext("SHA-256 fingerprint"),
            "statement": gettext("Signed statement"),
            "check": gettext(
                "With this statement you can prove when you filed, and that what we hold is what "
                "you sent. Whoever has it can check it on our page “Check a receipt”; it does not "
                "say what the complaint is about."
            ),
        },
        "parts": [[capfirst(title), rows] for title, rows in copy["parts"]],
        "files": copy["files"],
        "signature": copy["signature"],
        "signed": gettext("Signed: %(name)s") % {"name": copy["signature"]},
    }
