from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.core.management.base import CommandError

from codes.loading import load_shipped
from codes.lookup import procedure_in_force
from ledger.models import Docket, Entry
from people.demo.loading import load_demo, sign_ins
from people.models import Body, Certificant, User
from people.offices import holders, line_of_succession
from people.roles import Role

TODAY = dt.date(2026, 5, 4)

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo() -> int:
    load_shipped()
    return load_demo()


def test_the_demo_office_is_loaded_once(demo: int) -> None:
    before = Entry.objects.count()

    assert (load_demo(), Entry.objects.count()) == (0, before)
    assert demo == User.objects.count() + Certificant.objects.count()
    assert Docket.system("people").first_fault() is None


def test_everyone_signs_in_with_the_demo_password(demo: int) -> None:
    password, table = sign_ins()

    assert len(set(User.objects.values_list("password", flat=True))) == 1
    assert User.objects.get(username="ccmc-chair").check_password(password)
    names = [name for _, usernames in table for name in usernames]
    assert User.objects.filter(username__in=names).count() == len(names) == 23


@pytest.mark.parametrize("slug", ["ccmc", "namss"])
def test_each_body_can_hear_a_case_to_its_end(demo: int, slug: str) -> None:
    body = Body.objects.get(pk=slug)
    rules = procedure_in_force(body, TODAY).edition.rules
    voting = [Role.CHAIR, Role.VICE_CHAIR, Role.PAST_CHAIR, Role.MEMBER]

    gate = line_of_succession(body, rules.gate.organ, rules.gate.line, TODAY)
    assert len(gate) == len(rules.gate.line)
    for organ in {rules.reviews, rules.decides}:
        assert len(holders(body, on=TODAY, organ=organ, roles=voting)) == 5
        assert body.offices.filter(organ=organ, public_member=True).count() == 1
    counts = {role: len(holders(body, on=TODAY, roles=[role])) for role in Role}
    assert {role: counts[role] for role in list(Role)[4:]} == {
        Role.STAFF: 2,
        Role.INVESTIGATOR: 1,
        Role.HEARING_PANEL: 4,
        Role.APPEAL_PANEL: 4,
        Role.COUNSEL: 1,
        Role.AUDITOR: 1,
        Role.ADMINISTRATOR: 1,
    }
    assert set(body.offices.values_list("organ", flat=True)) <= set(rules.organs)


@pytest.mark.parametrize(
    ("slug", "number", "credentials"),
    [("ccmc", "00482913", ["CCM: active"]), ("namss", "20417", ["CPCS: active", "MEMBER: active"])],
)
def test_the_respondent_is_in_the_register(
    demo: int, slug: str, number: str, credentials: list[str]
) -> None:
    person = User.objects.get(username=f"{slug}-respondent").certificant

    assert (person.number, sorted(person.credentials_on(TODAY))) == (number, credentials)


@pytest.mark.parametrize("slug", ["ccmc", "namss"])
def test_a_register_holds_twenty_five_lives_in_order(demo: int, slug: str) -> None:
    people = Certificant.objects.filter(body=slug).prefetch_related("credentials__statuses")

    lives = [
        [status.from_day for status in sorted(held.statuses.all(), key=lambda row: row.pk)]
        for person in people
        for held in person.credentials.all()
    ]
    assert len(people) == 25
    assert [life for life in lives if life != sorted(life) or life[-1] > TODAY] == []


def test_the_command_prints_who_signs_in(demo: int) -> None:
    said = StringIO()

    call_command("load_demo", stdout=said)

    lines = said.getvalue().splitlines()
    assert lines[0] == "Demo office: 0 people added. Password for all: ethics-portal-demo"
    assert lines[1].split() == ["Case", "staff", "namss-staff", "ccmc-staff"]
    assert len(lines) == 13


def test_the_demo_office_stays_in_the_sandbox(settings: LazySettings) -> None:
    settings.SANDBOX = False

    with pytest.raises(CommandError, match="for the sandbox only"):
        call_command("load_demo")


def test_the_demo_office_needs_the_law() -> None:
    with pytest.raises(CommandError, match="The body “namss” is not known yet"):
        call_command("load_demo")

    assert User.objects.count() == 0


def test_a_password_that_nobody_can_type_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    Body.objects.create(slug="ccmc", acronym="CCMC", name="Commission")

    def no_terminal(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("people.management.commands.appoint_administrator.getpass", no_terminal)
    with pytest.raises(CommandError, match="Run this in a terminal"):
        call_command("appoint_administrator", "ccmc", "theo", "--name", "Theo Banks")
    assert not User.objects.exists()


def test_an_empty_office_gets_its_first_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    Body.objects.create(slug="ccmc", acronym="CCMC", name="Commission")
    typed = "people.management.commands.appoint_administrator.getpass"
    monkeypatch.setattr(typed, lambda prompt: "correct horse battery staple")

    said = StringIO()
    call_command("appoint_administrator", "ccmc", "theo", "--name", "Theo Banks", stdout=said)

    user = User.objects.get(username="theo")
    assert user.check_password("correct horse battery staple")
    assert [(o.role, o.organ) for o in user.current_offices] == [("administrator", "office")]
    assert "Theo Banks is an administrator of CCMC from today." in said.getvalue()
    with pytest.raises(CommandError, match="Theo Banks holds this office"):
        call_command("appoint_administrator", "ccmc", "theo")
    with pytest.raises(CommandError, match="There is no body “nobody”"):
        call_command("appoint_administrator", "nobody", "theo")
    with pytest.raises(CommandError, match="give the person's --name"):
        call_command("appoint_administrator", "ccmc", "other")
