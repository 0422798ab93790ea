from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codes.documents import Faulty
from codes.loading import SHIPPED, Loaded, load_code, load_shipped
from codes.lookup import edition_in_force, editions_in_force, procedure_in_force
from codes.models import Code, Edition, ProcedureEdition, Provision
from codes.publishing import publish, publish_procedure
from codes.records import Heading, ProvisionRecord
from ledger.models import Docket, Entry
from ledger.refusals import Blocked
from people.models import Body

pytestmark = pytest.mark.django_db

LINE = ProvisionRecord("R-1", "rule", text="Members keep their word.", enforceable=True)
DAY = dt.date(2026, 3, 1)


@pytest.fixture
def code(ccmc: Body) -> Code:
    return Code.objects.create(body=ccmc, slug="try", title="Trial Code", applies_to=["CCM"])


def test_the_same_files_twice_change_nothing(law: list[Loaded]) -> None:
    before = (Entry.objects.count(), Edition.objects.count(), Provision.objects.count())

    again = load_shipped()

    assert [one.new for one in again] == [False] * 5
    assert (Entry.objects.count(), Edition.objects.count(), Provision.objects.count()) == before


def test_each_publication_is_entered(law: list[Loaded]) -> None:
    entries = Docket.system("codes").entries.all()

    assert [entry.verb for entry in entries] == [
        *("procedure.published", "procedure.published"),
        *("code.published", "code.published", "code.published"),
    ]
    edition = Edition.objects.get(code__slug="member-code")
    assert entries[4].details == {
        "of": f"Code:{edition.code_id}",
        "label": "Undated edition",
        "in_force_from": None,
        "digest": edition.digest,
        "provisions": 13,
    }


def test_a_new_edition_closes_the_one_before_on_its_day(code: Code) -> None:
    first = publish(code, Heading("First", "Ours"), [LINE], by=None)
    second = publish(code, Heading("Second", "Ours", DAY), [LINE], by=None)

    first.refresh_from_db()
    assert (first.superseded_on, second.superseded_on) == (DAY, None)
    eve = edition_in_force(code, DAY - dt.timedelta(days=1))
    assert (eve.edition, eve.explanation) == (
        first,
        (
            "On 28 February 2026 the edition “First” of the Trial Code was in force:"
            " it had been in force since before our records and was superseded on 1 March 2026."
        ),
    )
    assert edition_in_force(code, DAY).edition == second
    assert list(Docket.system("codes").entries.values_list("verb", flat=True))[-3:] == [
        *("code.published", "edition.superseded", "code.published")
    ]


@pytest.mark.parametrize("begins", [DAY, DAY - dt.timedelta(days=1)])
def test_only_a_correction_takes_the_place_of_an_edition_from_its_first_day(
    code: Code, begins: dt.date
) -> None:
    first = publish(code, Heading("First", "Ours", DAY), [LINE], by=None)

    with pytest.raises(Blocked, match="“Second” would take the place of “First” from its first"):
        publish(code, Heading("Second", "Ours", begins), [LINE], by=None)
    assert code.editions.count() == 1

    second = publish(
        code, Heading("Second", "Ours", begins, None, correction=True), [LINE], by=None
    )
    first.refresh_from_db()
    assert (first.never_in_force, first.superseded_on, second.superseded_on) == (True, DAY, None)
    assert list(code.editions.in_force_on(DAY)) == [second]


def test_a_later_edition_says_from_when_it_is_in_force(code: Code) -> None:
    publish(code, Heading("First", "Ours", DAY), [LINE], by=None)

    with pytest.raises(Blocked, match="“Second” needs the day it comes into force"):
        publish(code, Heading("Second", "Ours"), [LINE], by=None)


def test_before_the_first_edition_nothing_was_in_force(code: Code) -> None:
    publish(code, Heading("First", "Ours", DAY), [LINE], by=None)

    with pytest.raises(Blocked, match="No edition of the Trial Code was in force on 28 February"):
        edition_in_force(code, DAY - dt.timedelta(days=1))


def test_a_body_without_law_has_none_in_force() -> None:
    body = Body.objects.create(slug="new", acronym="NEW", name="New Body")

    with pytest.raises(Blocked, match="NEW had no code in force on 1 March 2026"):
        editions_in_force(body, DAY)
    with pytest.raises(Blocked, match="NEW had no procedure in force on 1 March 2026"):
        procedure_in_force(body, DAY)


def test_a_body_has_one_edition_of_each_code_in_force(namss: Body) -> None:
    found = editions_in_force(namss, DAY)

    assert [one.edition.code.slug for one in found] == ["certificant-code", "member-code"]


def test_a_case_keeps_the_procedure_of_its_day(namss: Body) -> None:
    first = procedure_in_force(namss, DAY).edition
    heading = Heading("2027, confirmed", "The Board", dt.date(2027, 1, 1))
    second = publish_procedure(first.procedure, heading, first.document, by=None)

    assert procedure_in_force(namss, DAY).edition == first
    assert procedure_in_force(namss, dt.date(2027, 1, 1)).edition == second
    assert ProcedureEdition.objects.get(pk=second.pk).rules == first.rules


@given(
    days=st.lists(st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)), min_size=1, max_size=5),
    asked=st.lists(st.dates(dt.date(1999, 1, 1), dt.date(2031, 1, 1)), min_size=1, max_size=5),
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_editions_neither_overlap_nor_leave_a_gap(
    code: Code, days: list[dt.date], asked: list[dt.date]
) -> None:
    with transaction.atomic():
        published = []
        for number, day in enumerate(days):
            try:
                publish(code, Heading(f"Edition {number}", "Ours", day), [LINE], by=None)
            except Blocked:
                continue
            published.append(day)

        for day in [*asked, *days]:
            expected = max((begins for begins in published if begins <= day), default=None)
            found = code.editions.in_force_on(day)
            assert [edition.in_force_from for edition in found] == ([expected] if expected else [])
        transaction.set_rollback(True)


def test_a_published_text_cannot_be_loaded_with_other_words(
    law: list[Loaded], tmp_path: Path
) -> None:
    text = (SHIPPED / "editions" / "namss-member-code.toml").read_text(encoding="utf-8")
    (tmp_path / "member.toml").write_text(text.replace("at all times", "sometimes"), "utf-8")

    with pytest.raises(Faulty) as faulty:
        load_code(tmp_path / "member.toml")

    assert faulty.value.faults == [
        (
            "member.toml:10: edition.label: “Undated edition” is published with other words;"
            " give the new text a new label."
        )
    ]


def test_every_fault_of_a_file_is_told_at_once(law: list[Loaded], tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(
        """
        lunch = 1
        [code]
        body = "nobody"
        slug = "x"
        title = "X"
        applies_to = "CCM"
        [edition]
        label = "First"
        [[provisions]]
        number = "1"
        kind = "law"
        text = "Words"
        parent = "9"
        [[provisions]]
        number = "1"
        kind = "rule"
        enforcable = true
        [[provisions]]
        number = "2"
        kind = "rule"
        """,
        "utf-8",
    )

    with pytest.raises(Faulty) as faulty:
        load_code(path)

    assert faulty.value.faults == [
        "bad.toml:2: lunch: is not a table this program knows.",
        "bad.toml:4: code.body: names a body that is not known: nobody.",
        "bad.toml:7: code.applies_to: cannot be 'CCM'.",
        "bad.toml:8: edition.provenance: is missing.",
        "bad.toml:12: provisions[1].kind: cannot be 'law'.",
        "bad.toml:14: provisions[1].parent: names a provision that does not stand above: 9.",
        "bad.toml:18: provisions[2].enforcable: is not a word this program knows.",
        "bad.toml:19: provisions[3]: has neither a title nor a text.",
    ]
