"""Somebody who reads Spanish files a complaint, keeps the receipt and follows the case."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from django.conf import settings
from django.test import Client

from complaints.models import Complaint
from tests.intake.writing import Writer
from tests.office import Office


@pytest.fixture
def client(office: Office) -> Client:
    """A browser in which somebody pressed the button “Español”."""
    client = Client()
    answer = client.post("/language/", {"language": "es", "next": "/ccmc/"}, follow=True)
    assert 'lang="es"' in answer.content.decode()
    return client


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def test_from_the_start_page_to_the_receipt(client: Client):
    headings = []
    writer = Writer(client=client).begin()
    while writer.page != "check":
        assert '<html lang="es"' in writer.text
        headings.append(heading(writer.text))
        writer.go_on()
    writer.send()

    assert headings[:5] == [
        "¿De qué trata su queja?",
        "Antes de seguir",
        "Busque a la persona",
        "Sobre usted",
        "Sus datos",
    ]
    assert headings[-1] == "¿Tiene algo que enviar?"
    assert heading(writer.text) == "Tenemos su queja"
    assert len(writer.cases) == 1


def test_a_fault_and_the_order_of_a_date_are_spanish(client: Client):
    writer = Writer(client=client).begin().until("when")
    parts = re.findall(r'name="day_(month|day|year)"', writer.text)

    writer.answer(when="day", day_day="40", day_month="junio", day_year="2026")

    assert parts == ["day", "month", "year"]
    assert writer.faults == ["Escriba un día que exista en este mes."]
    writer.answer(when="day", day_day="3", day_month="junio", day_year="2026")
    assert writer.shown.status_code == 200


def test_the_record_is_kept_in_the_language_of_the_office(client: Client):
    Writer(client=client).begin().send()

    text = Complaint.objects.get().submissions.get().text
    assert "Who has dealt with it\nThe person’s employer" in text


def test_the_receipt_to_keep_is_spanish(client: Client):
    writer = Writer(client=client).begin().send()

    pdf = client.get(f"{writer.at('receipt')}pdf/").getvalue()

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.docinfo["/Title"]) == "Recibo de una queja"
        assert str(document.Root.Lang) == "es"


def test_the_case_is_followed_in_spanish(client: Client):
    writer = Writer(client=client).begin().send()
    [(number, code)] = writer.cases

    page = client.post("/ccmc/follow/", {"docket": number, "code": code}, follow=True)

    text = page.content.decode()
    assert heading(text) == "Recibida"
    assert "No necesita hacer nada ahora." in text
    assert "23 de noviembre de 2026" in text


def test_the_office_works_in_english_in_the_same_browser(client: Client, office: Office):
    Writer(client=client).begin().send()
    client.force_login(office["ccmc-staff"])

    for address in ("/desk/", "/cases/", "/cases/CCMC-2026-0001/"):
        page = client.get(address, follow=True).content.decode()
        assert '<html lang="en"' in page
        assert "Quejas" not in page
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "es"


def test_programs_read_the_law_in_the_language_of_the_record(client: Client):
    compare = "/ccmc/code/professional-conduct/compare/?format=json"

    assert client.get(compare).json() == Client().get(compare).json()


@pytest.mark.parametrize("address", ["/ccmc/code/no/such/", "/there/is/no/such/page/"])
def test_an_address_that_leads_nowhere_says_so_in_spanish(client: Client, address: str):
    answer = client.get(address)

    assert (answer.status_code, heading(answer.content.decode())) == (404, "No existe esa página")
