"""Hostile values in every field of every form: never a 5xx, never a refusal without a word.

By default each field gets one or two of the values, others for each field. ``PROOFS=whole``
sends each field every value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from codes import drafting
from codes.models import Code, Procedure
from complaints.doors import DOORS
from intake.route import PAGES
from people.models import Certificant, Credential, Office, User
from tests.complaints.test_steps import ROWS, person
from tests.hostile.posting import FORM, WHOLE, encoded, faults_of, filled
from tests.hostile.values import ODD_JSON, VALUES, sample_for
from tests.intake.writing import DEFAULT, WITH_FILE, Writer
from tests.pages import walls
from tests.walk import Walk
from tests.walk.shared import Roads, undone

STEPS = {row["door"]: row for row in ROWS}
# In the small profile each kind of form is tried at one door; every door has one of these.
KINDS = {DOORS[name].form: name for name in reversed(STEPS)}
TRIED = [name for name in STEPS if WHOLE or name in KINDS.values()]


def test_there_are_enough_of_them() -> None:
    assert len(VALUES) >= 40


@pytest.mark.parametrize("door", TRIED)
def test_every_field_of_a_step(roads: Roads, door: str) -> None:
    row = STEPS[door]
    with roads.at(row["road"], row["body"]) as walk:
        client, address, who = actor(walk, row)
        form = DOORS[door].form(case=walk.case, user=who)
        answers = filled(form)

        assert faults_of(client, address, answers) == []
        with undone():
            answer = client.post(address, encoded(answers), content_type=FORM)
        assert answer.status_code in (302, 409, 422), "and afterwards it still works"
        api_survives(walk, who, door)


def actor(walk: Walk, row: dict[str, str]) -> tuple[Client, str, Any]:
    """Whoever takes the step, in front of the page of it."""
    who, client = person(walk, row["right"]), Client()
    if not isinstance(who, User):
        return walls.by_receipt(walk), f"/{walk.body.pk}/follow/steps/{row['door']}/", who
    if row["right"] != "respondent":
        walk.ready(who)
    client.force_login(who)
    return client, f"/cases/{walk.number}/steps/{row['door']}/", who


def api_survives(walk: Walk, who: Any, door: str) -> None:
    if not isinstance(who, User):
        return
    client = Client()
    client.force_login(who)
    first = sum(door.encode())
    odd = ODD_JSON if WHOLE else [ODD_JSON[(first + n) % len(ODD_JSON)] for n in (0, 7)]
    address = f"/api/cases/{walk.number}/steps/{door}/"
    for body in odd:
        with undone():
            answer = client.post(address, body, content_type="application/json")
        assert answer.status_code < 500, body[:40]


@pytest.fixture
def client_of(roads: Roads) -> Iterator[Any]:
    with undone():

        def signed_in(username: str = "") -> Client:
            client = Client()
            if username:
                client.force_login(User.objects.get(username=username))
            return client

        yield signed_in


PAGES_WITH_FORMS = {
    "/sign-in/": ("", {"username": ["x"], "password": ["y"]}),
    "/language/": ("", {"language": ["es"], "next": ["/"]}),
    "/ccmc/follow/": ("", {"docket": ["CCMC-2026-0001"], "code": ["7K2M-9QXD-4T1B-ZP8C"]}),
    "/ccmc/complaint/resume/": ("", {"code": ["D-7K2M-9QXD-4T1B-ZP8C"]}),
    "/ccmc/complaint/": ("", {"anything": ["x"]}),
    "/ccmc/check-receipt/": ("", {"statement": ["ETHICS PORTAL RECEIPT 1"]}),
    "/ccmc/claim/": (
        "",
        {
            "docket": ["CCMC-2026-0001"],
            "code": ["7K2M-9QXD-4T1B-ZP8C"],
            "number": ["00482913"],
            "username": ["mara"],
            "password": ["four plain words together"],
            "again": ["four plain words together"],
        },
    ),
    "/ccmc/code/what-happened/": ("", {}),
    "/ccmc/enter/complaint/": ("ccmc-staff", {}),
    "/ccmc/enter/self-report/": ("ccmc-staff", {}),
    "/ccmc/enter/own-motion/": ("ccmc-staff", {}),
    "/ccmc/reciprocal/": ("ccmc-staff", {}),
    "/register/new/": ("ccmc-administrator", {}),
    "/register/{person}/credentials/new/": ("ccmc-administrator", {}),
    "/register/credentials/{credential}/status/": ("ccmc-administrator", {}),
    "/offices/new/": ("ccmc-administrator", {}),
    "/offices/{office}/end/": ("ccmc-administrator", {}),
    "/law/code/drafts/{code}/heading/": ("ccmc-administrator", {}),
    "/law/procedure/drafts/{procedure}/heading/": ("ccmc-administrator", {}),
    "/law/drafts/{code}/provisions/new/": ("ccmc-administrator", {}),
    "/law/drafts/{code}/provisions/new/difference/": (
        "ccmc-administrator",
        {"number": ["X-1"], "kind": ["rule"], "text": ["Words."], "revision": ["1"], "after": [""]},
    ),
    "/law/drafts/{procedure}/values/windows.response/": ("ccmc-administrator", {}),
    "/law/drafts/{procedure}/add/close_codes/": ("ccmc-administrator", {}),
    "/law/drafts/{procedure}/confirm/": ("ccmc-administrator", {}),
    **{
        f"/law/code/drafts/{{code}}/steps/{step}/": ("ccmc-administrator", {"reason": ["Words."]})
        for step in ("submit", "send_back", "take_back", "discard")
    },
}


def known() -> dict[str, int]:
    by = User.objects.get(username="ccmc-administrator")
    code = drafting.begin_code_draft(Code.objects.get(slug="professional-conduct"), by=by)
    procedure = drafting.begin_procedure_draft(Procedure.objects.get(body="ccmc"), by=by)
    person = Certificant.objects.filter(body="ccmc", credentials__isnull=False)[0]
    held = Credential.objects.filter(certificant=person)[0]
    office = Office.objects.filter(body="ccmc", until_day=None)[0]
    found = {"code": code, "procedure": procedure, "person": person, "credential": held}
    return {name: row.pk for name, row in (found | {"office": office}).items()}


@pytest.mark.parametrize("page", PAGES_WITH_FORMS)
def test_every_field_of_a_page(client_of: Any, page: str) -> None:
    username, answers = PAGES_WITH_FORMS[page]
    client, address = client_of(username), page.format(**known())
    if not answers:
        shown = client.get(address)
        assert shown.status_code == 200, (address, shown.status_code)
        answers = filled(shown.context["form"])

    assert answers
    assert faults_of(client, address, answers, number=3) == []
    with undone():
        again = client.post(address, encoded(answers), content_type=FORM)
    assert again.status_code in (200, 204, 302, 409, 422)


ASKED = {
    **{f"/cases/?{name}=": "ccmc-staff" for name in ("q", "stage", "on", "show", "after")},
    **{f"/register/?{name}=": "ccmc-staff" for name in ("q", "after")},
    "/audit/?before=": "ccmc-auditor",
    "/late-law/?before=": "ccmc-staff",
    "/rehearsal/?before=": "ccmc-administrator",
    **{f"/ccmc/code/?{name}=": "" for name in ("q", "on", "format")},
    **{f"/ccmc/code/what-happened/?{name}=": "" for name in ("from", "first", "last", "until")},
    **{f"/ccmc/code/professional-conduct/compare/?{name}=": "" for name in ("old", "new", "a")},
    "/api/cases/?cursor=": "ccmc-staff",
    "/api/cases/?format=": "ccmc-staff",
    "/sign-in/?next=": "",
    "/{nothing}/?x=": "",
}


@pytest.mark.parametrize("address", ASKED)
def test_every_parameter_of_an_address(client_of: Any, address: str) -> None:
    client = client_of(ASKED[address])
    for name in VALUES if WHOLE else ["NUL", *sample_for(address, 8)]:
        value = VALUES[name]
        sent = encoded({"x": [value]}).decode().removeprefix("x=")
        # A server reads no line longer than this.
        with undone():
            answer = client.get(f"{address}{sent[:8000]}")
        assert answer.status_code < 500, name


PATHS = {
    "/ccmc/code/professional-conduct/2015/{}/": "",
    "/law/drafts/{code}/provisions/{}/": "ccmc-administrator",
    "/law/drafts/{procedure}/values/{}/": "ccmc-administrator",
    "/ccmc/{}/": "",
    "/cases/{}/": "ccmc-staff",
    "/register/{}/": "ccmc-administrator",
}


@pytest.mark.parametrize("path", PATHS)
def test_every_part_of_an_address(client_of: Any, path: str) -> None:
    client, numbers = client_of(PATHS[path]), known()
    for name in VALUES if WHOLE else ["NUL", *sample_for(path, 4)]:
        part = encoded({"x": [VALUES[name]]}).decode().removeprefix("x=")[:4000]
        with undone():
            answer = client.get(path.format(part, **numbers))
        assert answer.status_code < 500, name


@pytest.mark.parametrize("page", [name for name in DEFAULT if name in PAGES])
def test_every_field_of_the_public_form(client_of: Any, page: str) -> None:
    kinds = {"period": "period", "ongoing": "ongoing", "between": "unknown"}
    relation = {"relation": "family" if page == "authority" else "client", "sharing": "withheld"}
    given: dict[str, Any] = {
        "when": {
            "when": kinds.get(page, "day"),
            "day_month": "1",
            "day_day": "20",
            "day_year": "2026",
        },
        "relation": relation,
        "find": {"person": "none" if page == "describe" else "first"},
    }
    if page == "consent":
        given |= WITH_FILE
    writer = Writer(**given).begin()
    if page == "sign":
        writer.until("check")
    elif page in ("signpost", "late", "needs", "others"):
        # They come up for other answers, and take what is sent at any time.
        writer.until("find")
    else:
        writer.until(page)
    fields = {name: list(v) if isinstance(v, list) else [v] for name, v in DEFAULT[page].items()}
    for name in getattr(writer.shown.context and writer.shown.context.get("form"), "fields", {}):
        fields.setdefault(name, ["x"])

    assert faults_of(writer.client, writer.at(page), fields or {"x": ["x"]}, number=2) == []
    answer = writer.answer(page, **DEFAULT[page]).shown
    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("address", ["/ccmc/follow/", "/sign-in/", "/ccmc/claim/"])
@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data", "x/y;"])
@pytest.mark.parametrize("body", [b"", b"--x\r\n\r\n", b"\xff" * 100, b"a=1&a=2&=&;&%zz"])
def test_a_body_that_is_not_what_it_says(
    client_of: Any, address: str, kind: str, body: bytes
) -> None:
    for declared in (kind, f"{kind}; boundary=x; charset=none"):
        with undone():
            answer = client_of().generic("POST", address, body, content_type=declared)
        assert answer.status_code < 500
