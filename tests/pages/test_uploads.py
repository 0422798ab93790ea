"""At no upload is the warning about other people's health details missing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django import forms
from django.conf import settings

import complaints
import hearings
import intake
from complaints.forms.fields import Upload
from tests.office import Office
from tests.walk.shared import Roads
from vault.inspection.kinds import KINDS

WARNING = "other people’s names and health details"


def every_form(of: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for one in of.__subclasses__():
        yield one
        yield from every_form(one)


def with_a_file() -> dict[str, forms.Field]:
    """Each file field of each form of the project."""
    for app in (complaints, intake, hearings):
        for module in walk_packages(app.__path__, f"{app.__name__}."):
            if ".forms" in module.name or ".questions" in module.name:
                import_module(module.name)
    return {
        f"{form.__name__}.{name}": field
        for form in every_form()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.FileField) and not form.__module__.startswith("django.")
    }


def test_every_file_field_says_what_to_leave_out():
    found = with_a_file()

    assert sorted(found) == [
        "ExhibitForm.upload",
        "MatterForm.record",
        "PaperForm.uploads",
        "ReciprocalForm.record",
        "ResponseForm.upload",
        "SelfReportForm.record",
    ]
    assert {
        name: WARNING in str(field.help_text) for name, field in found.items()
    } == dict.fromkeys(found, True)


def test_every_page_that_draws_its_own_upload_warns_too():
    folder = Path(settings.BASE_DIR) / "templates"
    drawn = {
        path.name: "health details of patients and other people" in text
        for path in folder.rglob("*.html")
        if 'type="file"' in (text := path.read_text(encoding="utf-8"))
    }

    assert drawn == {"files.html": True}


def test_the_twelve_kinds_it_names_are_those_we_take():
    listed = str(Upload.LIMITS).split(", up to 50 MB")[0].replace(" or ", ", ").split(", ")
    other_names = {"jpeg", "tif", "m4a"}

    assert {one.lower() for one in listed} == set(KINDS) - other_names


@pytest.mark.parametrize(
    "address", ["enter/complaint", "enter/self-report", "enter/own-motion", "reciprocal"]
)
def test_staff_are_warned_where_they_enter_a_matter(office: Office, client, address: str):
    client.force_login(office["ccmc-staff"])

    assert WARNING in client.get(f"/ccmc/{address}/").content.decode()


def test_the_respondent_is_warned_where_they_answer(roads: Roads, client):
    with roads.at("response") as walk:
        client.force_login(walk.respondent)
        page = client.get(f"/cases/{walk.number}/steps/respond/").content.decode()

    assert page.count(WARNING) == 2
    assert "up to 50 MB" in page
    assert "25 MB" not in page
