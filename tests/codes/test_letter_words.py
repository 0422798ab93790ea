"""A body's own words for its letters: fields of a closed list, filled in and never run."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from codes.documents import Faulty
from codes.lettering import contents
from codes.rules import Rules
from tests.codes.test_rules import document

WHOLE = "{{follow}}"
HOSTILE = [
    ("{{ x.__class__ }}", "names a field that letter L01 to the complainant does not have"),
    ("{{ group.user_set }}", "names a field that letter L01 to the complainant does not have"),
    ("{{ respondent }}", "names a field that letter L01 to the complainant does not have"),
    ("{{ complainant_name }}", "names a field that letter L01 to the complainant does not have"),
    ("{% load static %}", "holds {%, which means nothing in a letter"),
    ("{# hidden #}", "holds {#, which means nothing in a letter"),
    ("{{ today", "holds {{, which means nothing in a letter"),
]


def with_letter(key: str, text: str, title: str = "A title") -> dict[str, Any]:
    made = copy.deepcopy(document("ccmc"))
    table = made["letters"] = {}
    *path, last = key.split(".")
    for name in path:
        table = table.setdefault(name, {})
    table[last] = {"value": {"title": title, "text": text}, "source": "P"}
    return made


def faults(made: dict[str, Any]) -> list[str]:
    with pytest.raises(Faulty) as found:
        Rules.from_document(made)
    return found.value.faults


@pytest.mark.parametrize(("text", "sentence"), HOSTILE)
def test_what_is_no_field_is_refused_with_its_letter(text: str, sentence: str) -> None:
    found = faults(with_letter("L01.en", f"{WHOLE} {text}"))
    assert any(one.startswith(f"letters.L01.en.text: {sentence}") for one in found), found


NEEDED = [(letter, to, need) for (letter, to), row in contents().items() for need in row.needs]


@pytest.mark.parametrize(("letter", "to", "need"), NEEDED)
def test_an_element_of_due_process_left_out_is_refused(letter: str, to: str, need: str) -> None:
    others = [name for name in contents()[letter, to].needs if name != need]
    text = "Words. " + " ".join(f"{{{{{name}}}}}" for name in others)
    key = f"{letter}.{to}.en"
    left = f"leaves out what due process needs in letter {letter} to the {to}: {need}."
    assert faults(with_letter(key, text)) == [f"letters.{key}.text: {left}"]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("L99.en", "letters.L99.en: is about a letter there is not: L99."),
        ("L01.de", "letters.L01.de: is in no language of this program: en, es."),
        ("L07.en", "letters.L07.en: does not say to whom"),
        ("L01.respondent.en", "letters.L01.respondent.en: is to nobody whom letter L01 goes to."),
    ],
)
def test_a_text_says_whose_it_is(key: str, sentence: str) -> None:
    assert faults(with_letter(key, WHOLE))[0].startswith(sentence)


def test_a_text_in_spanish_names_only_what_has_spanish_words() -> None:
    found = faults(with_letter("L01.es", f"{WHOLE} {{{{intake_time}}}}"))
    assert found == ["letters.L01.es.text: names a field that has no words in es: intake_time."]


@pytest.mark.parametrize("who", ["board", "Chair"])
def test_who_approves_is_of_a_closed_list(who: str) -> None:
    made = copy.deepcopy(document("ccmc"))
    made["letters"] = {"approvers": {"L25": {"value": who, "source": "P"}}}
    assert faults(made)[0].startswith(f"letters.approvers.L25: cannot be {who!r}")


def test_a_value_is_never_read_as_a_field() -> None:
    rules = Rules.from_document(with_letter("L01.en", "{{docket}} {{ follow }}"))
    own = rules.wordings["L01", "complainant", "en"]
    assert own.filled({"docket": "{{follow}} {% x %}", "follow": "F"}) == "{{follow}} {% x %} F"
