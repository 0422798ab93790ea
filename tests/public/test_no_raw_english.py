"""Every page open to everybody, in a made-up language: no word of it is out of its reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from codes.lookup import procedure_in_force
from codes.models import Edition, ProcedureEdition, Provision
from complaints.forms.filing import chargeable
from complaints.models import Complaint
from intake.paper import paper_words
from intake.receipts import as_words
from people.models import Body
from tests.intake.writing import DEFAULT, Writer
from tests.public.proofreading import CODE, Proof, Proofreader
from tests.test_house_rules import PUBLIC
from tests.walk import Walk, expanded

# Answers without a page: a program's, a file, or a step that leads to another page.
NO_PAGE = {
    *("health", "language", "stay", "stay_at_status", "close_status"),
    *("receipt_file", "receipt_verifier"),
    *("paper_form_pdf", "follow_exhibit", "follow_copy", "follow_letter_pdf", "feed"),
}
DOORS = [
    *("write_message", "change_contact", "add_evidence", "withdraw_evidence", "release_evidence"),
    *("ask_to_withdraw", "supply_correction"),
]
# The pages that each test has to have read; together they are all.
READ = {
    "form": {"question"},
    "receipt": {"receipt", "follow", "status", "follow_step", "save_draft"},
    "body": {
        *("body_home", "how_to_complain", "file", "resume", "paper_form", "privacy"),
        *("accessibility", "public_sanctions", "check_receipt", "claim", "follow"),
    },
    "law": {"code_browser", "code_edition", "compare_editions", "provision", "what_happened"},
    "procedure": {"procedure", "procedure_edition"},
    "dates": {"dates"},
    "start": {"home", "sign_in"},
    "case": {"status", "follow_letter", "follow_step"},
}
# What somebody writes, written in the language in which they read.
OWN_WORDS = {
    ("describe", "described"),
    ("describe", "workplace"),
    ("authority", "authority"),
    ("contact", "full_name"),
    ("contact", "email"),
    ("late", "late"),
    ("story", "in_short"),
    ("story", "story"),
    ("where", "where"),
    ("where", "witnesses"),
    ("dealt", "came_of_it"),
    ("dealt", "wish"),
    ("sign", "signature"),
}
ANSWERS = {
    page: {
        name: f"⟦{text}⟧" if (page, name) in OWN_WORDS - {("contact", "email")} else text
        for name, text in given.items()
    }
    for page, given in DEFAULT.items()
} | {"period": DEFAULT["period"] | {"ends_month": "6"}}
FILES = {
    "files": [("note.txt", b"What she wrote.")],
    "description_1": "⟦Her note⟧",
    "health_1": "mine",
}
WITH_A_FILE = {"evidence": {"evidence": "now"}, "files": FILES}
WAYS: dict[str, dict[str, Any]] = {
    "the straight way": {},
    "with a file": WITH_A_FILE,
    "another thing, another time": {
        "about": {"about": "care"},
        "relation": {"relation": "family", "sharing": "withheld"},
        "when": {"when": "period"},
        "find": {"person": "none"},
    },
    "still going on": {"when": {"when": "ongoing"}},
    "only a year": {"when": {"when": "day", "day_year": "2025"}},
    "at an unknown time": {"when": {"when": "unknown"}},
}


def assert_read(reader: Proofreader, part: str) -> None:
    assert reader.raw == {}
    assert reader.seen >= READ[part]


def writer_for(reader: Proofreader, **changes: Any) -> Writer:
    return Writer(client=reader, **(ANSWERS | changes))


def test_every_page_is_read_by_some_test():
    assert set().union(*READ.values()) == PUBLIC - NO_PAGE


def test_a_word_nobody_can_translate_is_found():
    page = """<html lang="xx"><title>⟦Cases⟧, Raw title</title>
      <p lang="en">The law</p><bdi>Ana</bdi>
      ⟦Next: <b>Ana</b>⟧ 12 <img alt="A picture"><p>Two words</p></html>"""

    assert Proof(page, [], []).raw == [", Raw title", "A picture", "Two words"]


@pytest.mark.parametrize("way", WAYS)
def test_the_form(reader: Proofreader, way: str):
    writer = writer_for(reader, **WAYS[way]).begin()
    while writer.page != "check":
        if writer.page not in ("signpost", "before"):
            writer.answer(nothing="")  # each page also says what is missing
        writer.go_on()

    writer.open("others").answer("sign", nothing="")
    writer.open("check").send()
    assert_read(reader, "form")


def test_the_receipt_and_what_comes_after_it(reader: Proofreader):
    held_back = {"to_person": "but", "held_back": ["1"]}
    writer = writer_for(reader, **WITH_A_FILE, consent=held_back).begin().until("story")
    reader.get(writer.at("save"))
    writer.send()
    [(number, code)] = writer.cases
    writer.answer("receipt", last_four="0000").answer("receipt", last_four=code[-4:])
    for given in ({"docket": number, "code": "7K2M-9QXD-4T1B-ZP8C"}, {"docket": "", "code": ""}):
        reader.post("/ccmc/follow/", given)
    reader.post("/ccmc/follow/", {"docket": number, "code": code}, follow=True)
    for step in DOORS:
        address = f"/ccmc/follow/steps/{step}/"
        reader.get(address)
        reader.post(address, {})
    reader.post("/ccmc/follow/steps/write_message/", {"statement": "⟦Hello⟧"})
    reader.get("/ccmc/follow/status/")

    assert_read(reader, "receipt")


@pytest.mark.parametrize("body", ["ccmc", "namss"])
def test_the_pages_of_a_body(reader: Proofreader, body: str):
    for name in sorted(READ["body"]):
        address = reverse(name, args=[body])
        reader.get(address)
        if name != "file":
            reader.post(address, {})
    reader.post(reverse("check_receipt", args=[body]), {"statement": "⟦Nothing of ours⟧"})
    reader.post(reverse("resume", args=[body]), {"code": "D7K2M-9QXD-4T1B-ZP8C", "number": "7K2M"})
    wrong = {"docket": "CCMC-2026-0001", "code": "7K2M-9QXD-4T1B-ZP8C", "number": "1"}
    account = {"username": "ana", "password": "short", "again": "shorter"}
    reader.post(reverse("claim", args=[body]), wrong | account)
    reader.post(
        reverse("claim", args=[body]),
        wrong | {"username": "ana", "password": "four plain words", "again": "four plain words"},
    )

    assert_read(reader, "body")


@pytest.mark.parametrize("body", ["ccmc", "namss"])
def test_the_law_of_a_body(reader: Proofreader, body: str):
    browser = reverse("code_browser", args=[body])
    for asked in ("", "?q=confidential", "?q=nowhere+to+be+found", "?on=2026-06-03", "?on=soon"):
        reader.get(f"{browser}{asked}")
    reader.get(f"{browser}?q=the&on=2026-06-03")
    reader.get(f"{browser}?on=1950-01-01")
    for edition in Edition.objects.filter(code__body=body).select_related("code"):
        for asked in ("", "?q=confidential", "?q=nowhere+to+be+found", "?on=2026-06-03"):
            reader.get(f"{edition.get_absolute_url()}{asked}", follow=True)
        compare = reverse("compare_editions", args=[body, edition.code.slug])
        for asked in ("", "?show=all", f"?to={edition.slug}", "?from=nothing"):
            reader.get(f"{compare}{asked}")
    kinds = dict.fromkeys(
        (one.kind, one.enforceable, one.summary_only, bool(one.bridge_id), one.parent_id)
        for one in Provision.objects.filter(edition__code__body=body)
    )
    for kind, enforceable, summary, bridged, parent in kinds:
        found = Provision.objects.filter(
            edition__code__body=body,
            kind=kind,
            enforceable=enforceable,
            summary_only=summary,
            bridge__isnull=not bridged,
            parent=parent,
        ).first()
        assert found
        reader.get(found.get_absolute_url())
    happened = reverse("what_happened", args=[body])
    reader.get(happened)
    for words in ("shared my records", "zzz", "x" * 501):
        reader.post(happened, {"happened": words})
    reader.post(happened, {"happened": "", "on": "1950-01-01"})

    assert_read(reader, "law")


@pytest.mark.parametrize("body", ["ccmc", "namss", "gcre"])
def test_the_procedure_of_a_body(reader: Proofreader, body: str):
    address = reverse("procedure", args=[body])
    for asked in ("", "?on=2026-06-03", "?on=1950-01-01", "?on=soon"):
        reader.get(f"{address}{asked}")
    for edition in ProcedureEdition.objects.filter(procedure__body=body):
        reader.get(edition.get_absolute_url())
        reader.get(f"{edition.get_absolute_url()}?against={edition.slug}")

    assert_read(reader, "procedure")


def test_the_start_page_and_signing_in(reader: Proofreader):
    reader.get("/")
    reader.get("/sign-in/")
    reader.post("/sign-in/", {})
    reader.post("/sign-in/", {"username": "nobody", "password": "nothing"})

    assert_read(reader, "start")


def test_counting_a_last_day(reader: Proofreader):
    reader.get("/ccmc/dates/")
    given = {"window": "response", "start": "2026-03-02", "more": "2", "posted": "on"}
    still, days = {"still_from": "2026-03-10"}, {"window": "other", "days": "9"}
    for more in ({}, still, days, days | still | {"count": "business"}, {"start": ""}):
        reader.post("/ccmc/dates/", given | more)

    assert_read(reader, "dates")


def test_the_pages_that_say_no(reader: Proofreader):
    reader.get("/there/is/no/such/page/")
    reader.get("/ccmc/code/none/none/")
    body = Body.objects.get(pk="ccmc")
    words = {"body": body, "user": None, "sandbox": True, "status": 409, "reason": "⟦No⟧"}
    templates = [
        *("400.html", "403.html", "403_csrf.html", "404.html", "413.html", "500.html"),
        *("refused.html", "people/sign_in_later.html", "intake/later.html"),
        *("complaints/follow_later.html", "complaints/claim_later.html"),
    ]
    with override(CODE):
        for name in templates:
            reader.proofread(name, render_to_string(name, words))
        reader.proofread("refused, 403", render_to_string("refused.html", words | {"status": 403}))

    assert reader.raw == {}


@pytest.mark.parametrize(
    "road",
    [
        *("received", "intake", "chair_review", "response", "committee_review", "proposed"),
        *("hearing", "decision", "decided", "final", "closed"),
        "intake ask_for_correction",
    ],
)
def test_a_case_followed(reader: Proofreader, road: str):
    walk = Walk("ccmc").along(f"{expanded(road)} serve")
    reader.post("/ccmc/follow/", {"docket": walk.number, "code": walk.receipt}, follow=True)
    letters = walk.case.notices.exclude(state="owed").filter(party__role="complainant")
    for letter in letters:
        reader.get(reverse("follow_letter", args=["ccmc", letter.pk]))
    for step in DOORS:
        reader.get(reverse("follow_step", args=["ccmc", step]))

    assert_read(reader, "case")


def strings(words: Any) -> Iterator[str]:
    """Every text in nested lists and tables."""
    if isinstance(words, dict):
        words = list(words.values())
    if isinstance(words, list | tuple):
        for one in words:
            yield from strings(one)
    elif isinstance(words, str):
        yield words


def test_the_words_of_the_printed_form_and_of_the_receipt(reader: Proofreader):
    body = Body.objects.get(pk="ccmc")
    rules = procedure_in_force(body, body.today).edition.rules
    writer = writer_for(reader).begin().send()
    case = Complaint.objects.get()
    with override(CODE):
        form = paper_words(body, rules, list(chargeable(body)))
        receipt = as_words([(case, writer.cases[0][1])], with_codes=False)
    data = ("lang", "body", "address", "telephone", "statements", "files", "signature", "numbers")
    told = [{k: v for k, v in words.items() if k not in data} for words in (form, receipt)]
    for rows in form["parts"]:
        for row in rows[1]:
            row.pop("law")

    for text in strings(told):
        reader.proofread("printed", text)
    assert reader.raw == {}
