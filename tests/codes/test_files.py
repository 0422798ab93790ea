"""Editions as files: loaded by command, given out again letter for letter."""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from codes.exporting import as_toml
from codes.loading import SHIPPED, Loaded, load, load_code
from codes.models import Code, Edition, ProcedureEdition
from codes.positions import Positions
from codes.publishing import publish, publish_procedure
from codes.records import Heading, ProvisionRecord
from ledger.models import Entry
from people.models import Body

pytestmark = pytest.mark.django_db

FILES = sorted([*SHIPPED.glob("editions/*.toml"), *SHIPPED.glob("procedures/*.toml")])
LINES = [
    ProvisionRecord("R", "rule", title="Rules “of conduct”"),
    ProvisionRecord(
        "R-1",
        "rule",
        text='First line\nsecond line, with "quotes" and a \\ backslash',
        enforceable=True,
        parent="R",
        lineage="honesty",
        applies_to=("CCM",),
        continues=("honesty", "candour"),
    ),
]
NEXT_YEAR = """
[code]
body = "ccmc"
slug = "professional-conduct"
title = "Code of Professional Conduct for Case Managers"
applies_to = ["CCM"]
[edition]
label = "2027"
in_force_from = 2027-01-01
provenance = "Written for this test."
[[provisions]]
number = "R-1"
kind = "rule"
text = "Keep your word."
enforceable = true
"""


def said(*arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_loaded_file_comes_back_byte_for_byte(law: list[Loaded], path: Path) -> None:
    edition = next(one.edition for one in law if one.file == path.name)

    assert as_toml(type(edition).objects.get(pk=edition.pk)).encode() == path.read_bytes()


def test_the_command_gives_the_same_bytes(
    law: list[Loaded], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    call_command("export_edition", "ccmc", "professional-conduct", "2015-summary")
    sys.stdout.flush()

    path = SHIPPED / "editions" / "ccmc-code.toml"
    assert capfdbinary.readouterr().out == path.read_bytes()
    with pytest.raises(CommandError, match="ccmc has no edition “1996” of “professional-conduct”"):
        call_command("export_edition", "ccmc", "professional-conduct", "1996")


def test_an_edition_written_here_makes_a_file_that_changes_nothing(
    ccmc: Body, tmp_path: Path
) -> None:
    code = Code.objects.create(body=ccmc, slug="try", title="Trial Code", applies_to=["CCM"])
    heading = Heading("2027", "The board’s words", dt.date(2027, 1, 1), dt.date(2029, 1, 1))
    edition = publish(code, heading, LINES, by=None)
    path = tmp_path / "try.toml"
    path.write_text(as_toml(edition), "utf-8")

    again = load(path)

    assert (again.new, again.edition) == (False, edition)
    assert as_toml(Edition.objects.get(pk=edition.pk)).encode() == path.read_bytes()


def test_a_procedure_written_here_makes_a_file_that_changes_nothing(
    ccmc: Body, tmp_path: Path
) -> None:
    first = ProcedureEdition.objects.get(procedure__body=ccmc)
    heading = Heading("2027", "The board", dt.date(2027, 1, 1))
    edition = publish_procedure(first.procedure, heading, first.rules.as_document(), by=None)
    path = tmp_path / "procedure.toml"
    path.write_text(as_toml(edition), "utf-8")

    again = load(path)

    assert (again.new, again.edition) == (False, edition)
    assert again.edition.rules == edition.rules


def test_loading_twice_changes_nothing(law: list[Loaded], tmp_path: Path) -> None:
    path = tmp_path / "next.toml"
    path.write_text(NEXT_YEAR, "utf-8")
    told = "next.toml: “2027” of the Code of Professional Conduct for Case Managers, in force from"

    assert said("load_edition", path) == f"published  {told} 1 January 2027\n"
    before = (Entry.objects.count(), Edition.objects.count())
    assert said("load_edition", path) == f"unchanged  {told} 1 January 2027\n"
    assert (Entry.objects.count(), Edition.objects.count()) == before


def test_a_dry_run_says_what_would_happen_and_changes_nothing(
    law: list[Loaded], tmp_path: Path
) -> None:
    path = tmp_path / "next.toml"
    path.write_text(NEXT_YEAR, "utf-8")
    before = (Entry.objects.count(), Edition.objects.count())

    assert said("load_edition", path, dry_run=True).startswith("would publish  next.toml: “2027”")

    assert (Entry.objects.count(), Edition.objects.count()) == before


def test_one_faulty_file_of_two_loads_neither(law: list[Loaded], tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(NEXT_YEAR, "utf-8")
    bad.write_text(NEXT_YEAR.replace('kind = "rule"', 'kind = "law"'), "utf-8")

    with pytest.raises(CommandError) as fault:
        said("load_edition", good, bad)

    assert str(fault.value) == "bad.toml:13: provisions[1].kind: cannot be 'law'."
    assert not Edition.objects.filter(slug="2027").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "'utf-8' codec can't decode"),
        (b"[code\n", "Expected"),
        (b"", "is missing"),
        (b"code = 1\nprovisions = 7\n", "bad.toml:2: provisions: needs a table for each"),
        (NEXT_YEAR.replace('"R-1"', '"R/1"').encode(), "no slash"),
        (NEXT_YEAR.replace('label = "2027"', 'label = ""').encode(), "edition.label: says nothing"),
        (NEXT_YEAR.replace('"2027"', '"Compare"').encode(), "leads elsewhere"),
    ],
)
def test_a_file_that_is_none_is_told_in_a_sentence(
    law: list[Loaded], tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)

    with pytest.raises(CommandError) as fault:
        said("load_edition", path)

    assert sentence in str(fault.value)
    assert "bad.toml" in str(fault.value)


def test_a_file_that_is_not_there_is_told(law: list[Loaded], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"gone\.toml: cannot be read: No such file"):
        said("load_edition", tmp_path / "gone.toml")


def test_each_key_of_the_shipped_files_has_its_line() -> None:
    for path in FILES:
        text = path.read_text("utf-8")
        lines = text.splitlines()
        for key, line in Positions(text).lines.items():
            name = key.rsplit(".", 1)[-1].split("[")[0]
            assert name in lines[line - 1], (path.name, key)


def test_what_was_loaded_reads_as_it_was_written(law: list[Loaded]) -> None:
    path = SHIPPED / "editions" / "ccmc-code.toml"

    assert load_code(path).new is False
