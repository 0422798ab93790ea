"""The demo office: invented people in every role, and a register for each body."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ledger.refusals import Blocked
from people.accounts import open_account
from people.addresses import set_address
from people.contact import set_contact
from people.models import Body, Certificant, Office, User
from people.offices import begin_term
from people.register import add_certificant, add_credential, record_status
from people.roles import Role

OFFICE = Path(__file__).with_name("office.toml")
SIGN_INS = [
    ("Case staff", "staff"),
    ("Chair of the first review", "chair"),
    ("Chair of the Ethics Committee", "ethics-chair"),
    ("Committee member", "member-1"),
    (Role.INVESTIGATOR.label, "investigator"),
    (Role.HEARING_PANEL.label, "hearing-1"),
    (Role.APPEAL_PANEL.label, "appeal-1"),
    (Role.COUNSEL.label, "counsel"),
    (Role.AUDITOR.label, "auditor"),
    (Role.ADMINISTRATOR.label, "administrator"),
    ("Respondent", "respondent"),
    ("Complainant", "complainant"),
]


@transaction.atomic
def load_demo(path: Path = OFFICE) -> int:
    """Load whoever of the office at ``path`` is not there yet; return how many were added."""
    office = _office(path)
    known = set(User.objects.values_list("username", flat=True))
    # One hash for all: they share the password, and a good hash is slow on purpose.
    missing = any(person["username"] not in known for _, person in _people(office))
    password = make_password(office["password"]) if missing else ""
    added = 0
    for slug, person in _people(office):
        if person["username"] not in known:
            _add_person(_body(slug), person, password, office["taken_office"])
            added += 1
    for slug in _slugs(office):
        _give_contact(_body(slug), office[slug].get("contact", {}))
        added += _add_register(_body(slug), office[slug]["register"])
    return added


def sign_ins() -> tuple[str, list[tuple[str, list[str]]]]:
    """Give the demo password, and for each role the usernames that have it."""
    office = _office()
    known = {person["username"] for _, person in _people(office)}
    table = [
        (title, [f"{slug}-{role}" for slug in _slugs(office) if f"{slug}-{role}" in known])
        for title, role in SIGN_INS
    ]
    return office["password"], table


def _office(path: Path = OFFICE) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _slugs(office: dict[str, Any]) -> list[str]:
    return [slug for slug, found in office.items() if isinstance(found, dict)]


def _people(office: dict[str, Any]) -> Iterable[tuple[str, dict[str, Any]]]:
    for slug in _slugs(office):
        for person in office[slug]["people"]:
            yield slug, person


def _body(slug: str) -> Body:
    found = Body.objects.filter(pk=slug).first()
    if found is None:
        raise Blocked(f"The body “{slug}” is not known yet: load the law first.")
    return found


def _give_contact(body: Body, said: dict[str, str]) -> None:
    """Fill in what a body has not said of itself; what it has said stays."""
    found = {name: getattr(body, name) for name in ("address", "telephone", "email")}
    given = {name: value or said.get(name, "") for name, value in found.items()}
    if given != found:
        set_contact(body, **given, by=None)


def _add_person(body: Body, person: dict[str, Any], password: str, taken: dt.date) -> None:
    user = User(
        username=person["username"],
        name=person["name"],
        email=f"{person['username']}@example.org",
        password=password,
    )
    open_account(user, by=None)
    for term in person.get("offices", []):
        begin_term(Office(user=user, body=body, **{"from_day": taken, **term}), by=None)


def _add_register(body: Body, people: list[dict[str, Any]]) -> int:
    known = set(Certificant.objects.filter(body=body).values_list("number", flat=True))
    missing = [person for person in people if person["number"] not in known]
    for person in missing:
        username = person.get("user")
        row = Certificant(
            body=body,
            number=person["number"],
            name=person["name"],
            city=person["city"],
            state=person["state"],
            email=f"{username or person['number']}@example.org",
            user=User.objects.get(username=username) if username else None,
        )
        add_certificant(row, by=None)
        # Made up, like the person: there is no such code.
        place = f"{person['city']}, {person['state']} 00000"
        set_address(row, f"{100 + len(known)} Sample Avenue\n{place}", by=None)
        known.add(person["number"])
        for kind, life in person["credentials"].items():
            _add_life(row, kind, life)
    return len(missing)


def _add_life(person: Certificant, kind: str, life: list[str]) -> None:
    """Read ``2015-06-01 active Passed the examination`` lines; the first gives the credential."""
    turns = [line.split(" ", 2) for line in life]
    (day, _, reason), *later = turns
    held = add_credential(person, kind, from_day=dt.date.fromisoformat(day), reason=reason, by=None)
    for day, status, reason in later:
        record_status(held, status, from_day=dt.date.fromisoformat(day), reason=reason, by=None)
