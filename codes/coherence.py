"""What no type can say of a procedure: whether its values fit one another and the program."""

from __future__ import annotations

from typing import Any

from codes.clauses import (
    AWAITED,
    FORMS,
    FROM_DELIVERY,
    OPTIONAL_LETTERS,
    TO_THE_HEARING,
    Gate,
)
from codes.documents import Document
from people.roles import Role

# What the rows of a case have room for.
LONGEST_CODES = {"sanctions": 8, "close_codes": 3, "grounds": 24, "organs": 24}


def check(read: Document, parts: dict[str, Any]) -> None:
    """Look for what no type can say: names that must exist, numbers that must make sense."""
    gate: Gate | None = parts["gate"]
    named = {"settings.reviews": parts["reviews"], "settings.decides": parts["decides"]}
    if gate is not None:
        named["gate.organ"] = gate.organ
    for key, organ in named.items():
        if organ is not None and organ not in parts["organs"]:
            read.fault(key, f"names an organ that is not listed: {organ}")
    for name in ("sanctions", "grounds", "close_codes"):
        if not parts[name]:
            read.fault(name, "lists nothing")
    if "office" not in parts["organs"]:
        read.fault("organs", "needs an office: letters come from it")
    for one in (_numbers, _choices, _people, _codes, _votes, _outcomes, _starts):
        one(read, parts)


def _starts(read: Document, parts: dict[str, Any]) -> None:
    """Look for a count that the program does not make: it would promise what is not done."""
    for kind, window in parts["windows"].items():
        counted = "act"
        if kind in FROM_DELIVERY:
            counted = "delivery"
        elif kind in TO_THE_HEARING:
            counted = "hearing"
        if window and window.starts != counted:
            read.fault(f"windows.{kind}.starts", f"must be {counted}")
        if window and counted == "hearing" and window.count != "calendar":
            read.fault(f"windows.{kind}.count", "must be calendar: it is counted back")
    if parts["hearing_on_request"] and not parts["preliminary_disposition"]:
        read.fault(
            "settings.hearing_on_request",
            "needs a preliminary disposition: a hearing is asked for on a proposed outcome",
        )


def _choices(read: Document, parts: dict[str, Any]) -> None:
    """Look for words that are not among those the program acts on."""
    listed = {
        "settings.hearing_forms": (parts["hearing_forms"] or (), FORMS),
        "settings.letters_not_sent": (parts["letters_not_sent"] or (), OPTIONAL_LETTERS),
        "aftermath": (parts["aftermath"], parts["close_codes"]),
    }
    for key, (given, known) in listed.items():
        for word in given:
            if word not in known:
                read.fault(key, f"cannot name {word}; choose among {', '.join(known)}")
    if not parts["hearing_forms"]:
        read.fault("settings.hearing_forms", "lists nothing")


def _people(read: Document, parts: dict[str, Any]) -> None:
    """Look for officers that no office can be held as, and for waiting for nobody."""
    gate = parts["gate"]
    for role in gate.line if gate else ():
        if role not in Role.values:
            read.fault("gate", f"cannot name {role}; choose among {', '.join(Role.values)}")
    for kind, window in parts["windows"].items():
        for who in window.awaits if window else ():
            if who not in AWAITED:
                known = ", ".join(AWAITED)
                read.fault(f"windows.{kind}.awaits", f"cannot name {who}; choose among {known}")
        if window and window.escalates_to and window.escalates_to not in AWAITED:
            known = ", ".join(AWAITED)
            read.fault(
                f"windows.{kind}.escalates_to",
                f"cannot name {window.escalates_to}; choose among {known}",
            )
        if window and not window.awaits:
            read.fault(f"windows.{kind}.awaits", "lists nobody")


def _codes(read: Document, parts: dict[str, Any]) -> None:
    for table, most in LONGEST_CODES.items():
        for code in parts[table]:
            if len(code) > most:
                read.fault(f"{table}.{code}", f"has a code longer than {most} letters")


def _votes(read: Document, parts: dict[str, Any]) -> None:
    for question, vote in parts["votes"].items():
        if vote and vote.chair_votes == "ties" and vote.tie != "chair":
            read.fault(f"votes.{question}.tie", "must be the chair's where the chair breaks ties")


def _outcomes(read: Document, parts: dict[str, Any]) -> None:
    for code, sanction in parts["sanctions"].items():
        if sanction and sanction.close_code and sanction.close_code not in parts["close_codes"]:
            read.fault(f"sanctions.{code}.close_code", "is not among the close codes")
        if sanction and sanction.needs_terms and not sanction.allows_terms:
            read.fault(f"sanctions.{code}", "cannot both need terms and forbid them")


def _numbers(read: Document, parts: dict[str, Any]) -> None:
    for kind, window in parts["windows"].items():
        if window is not None and window.days < 1:
            read.fault(f"windows.{kind}.days", "must be at least one")
    for name, panel in parts["panels"].items():
        if panel is not None and not 1 <= panel.quorum <= panel.size:
            read.fault(f"panels.{name}.quorum", f"must lie between 1 and {panel.size}")
    for code, sanction in parts["sanctions"].items():
        lasts = sanction is not None and sanction.needs_months
        if lasts and not 1 <= sanction.min_months <= sanction.max_months:
            read.fault(f"sanctions.{code}", "needs months from at least one to a maximum")
