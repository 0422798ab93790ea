"""The law as loaded, held against the two source texts word for word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from codes.loading import Loaded
from codes.models import Provision

SOURCES = Path(__file__).parent / "sources"
MARK = re.compile(r"^\s*(?:-|•|\d+\.)\s+")

pytestmark = pytest.mark.django_db


def lines_of(name: str) -> list[str]:
    """Every line that has words, without its bullet or its number, and with single spaces."""
    text = (SOURCES / name).read_text(encoding="utf-8")
    return [" ".join(MARK.sub("", line).split()) for line in text.splitlines() if line.split()]


def words_held(body: str) -> list[str]:
    held = Provision.objects.filter(edition__code__body=body)
    return [" ".join(part.split()) for row in held for part in (row.title, row.text) if part]


@pytest.mark.parametrize(
    ("source", "body", "lines"),
    [
        ("namss-professional-ethics.txt", "namss", 22),
        ("ccmc-code-introduction.txt", "ccmc", 50),
    ],
)
def test_every_line_of_the_source_stands_in_a_record(
    law: list[Loaded], source: str, body: str, lines: int
) -> None:
    held = words_held(body)

    missing = [line for line in lines_of(source) if not any(line in words for words in held)]

    assert missing == []
    assert len(lines_of(source)) == lines


@pytest.mark.parametrize(
    ("source", "body"),
    [("namss-professional-ethics.txt", "namss"), ("ccmc-code-introduction.txt", "ccmc")],
)
def test_no_record_holds_a_word_that_the_source_has_not(
    law: list[Loaded], source: str, body: str
) -> None:
    whole = " ".join(lines_of(source))

    assert [words for words in words_held(body) if words not in whole] == []


def test_a_numbered_or_bulleted_line_is_a_record_of_its_own(law: list[Loaded]) -> None:
    texts = {" ".join(row.text.split()) for row in Provision.objects.all()}
    items = [
        " ".join(MARK.sub("", line).split())
        for path in sorted(SOURCES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if MARK.match(line)
    ]

    assert len(items) == 8 + 3 + 39
    assert [item for item in items if item not in texts] == []


def test_the_records_count_as_the_sources_do(law: list[Loaded]) -> None:
    counted = {
        (row.edition.code.body_id, row.kind, row.enforceable): 0
        for row in Provision.objects.select_related("edition__code")
    }
    for row in Provision.objects.select_related("edition__code").exclude(text=""):
        counted[row.edition.code.body_id, row.kind, row.enforceable] += 1

    assert {key: count for key, count in counted.items() if count} == {
        ("ccmc", "introduction", False): 4,
        ("ccmc", "principle", False): 7,
        ("ccmc", "rule", True): 5,
        ("ccmc", "scope", False): 3,
        ("ccmc", "standard", True): 15,
        ("ccmc", "procedure", False): 6,
        ("namss", "introduction", False): 3,
        ("namss", "standard", True): 8,
        ("namss", "certificant_duty", True): 3,
        ("namss", "procedure", False): 3,
    }


def test_the_typing_errors_of_the_source_are_kept_and_noted(law: list[Loaded]) -> None:
    noted = Provision.objects.filter(provenance__contains="sic").values_list("number", flat=True)

    assert sorted(noted) == ["NPC-3", "NPC-6", "S-2", "S-7"]
    assert "compliance wit state" in Provision.objects.get(number="S-2").text
    assert "informant obtained" in Provision.objects.get(number="S-7").text


def test_a_breach_of_a_standard_also_breaks_the_bridge_rule(law: list[Loaded]) -> None:
    standards = Provision.objects.filter(
        edition__code__body="ccmc", kind="standard", enforceable=True
    )

    assert set(standards.values_list("bridge__number", flat=True)) == {"R-4"}
    assert [row.number for row in Provision.objects.filter(external_code_required=True)] == ["R-3"]


def test_what_the_source_only_summarises_says_so(law: list[Loaded]) -> None:
    lines = Provision.objects.exclude(text="").exclude(number="0")

    assert set(lines.filter(edition__code__body="ccmc").values_list("summary_only", flat=True)) == {
        True
    }
    assert not lines.filter(edition__code__body="namss", summary_only=True).exists()
