"""The Spanish catalogue: whole, true to its places, and compiled as it stands."""

from __future__ import annotations

import re

from tests.public.catalogue import FOLDER, as_compiled, asked, entries, pairs

SPANISH = entries((FOLDER / "django.po").read_text())
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%|<[^>]+>")
# The same in both languages: numbers for a person, forms of dates, names.
ALIKE = {"No", "Error:", "%(n)d", "j M", "D j M Y"}


def test_what_is_compiled_is_what_the_source_says():
    # Of the heading, msgfmt leaves out the day on which the messages were collected.
    made = pairs((FOLDER / "django.mo").read_bytes())
    assert made | {"": ""} == as_compiled(SPANISH) | {"": ""}


def test_everything_that_is_asked_for_is_in_it():
    known = {key for key in as_compiled(SPANISH) if key}

    missing = {key: str(path.name) for key, path in asked().items() if key not in known}

    assert missing == {}


def test_nothing_is_in_it_that_nobody_asks_for():
    assert {key for key in as_compiled(SPANISH) if key} - set(asked()) == set()


def test_each_message_has_its_words_and_somebody_looked_at_them():
    unready = [one.message for one in SPANISH if one.fuzzy or not all(one.words)]

    assert unready == []


def test_no_english_was_left_where_spanish_belongs():
    same = {one.message for one in SPANISH if one.message and one.message in one.words}

    assert same <= ALIKE


def test_each_place_of_a_message_is_in_its_words():
    wrong = [
        (one.message, words)
        for one in SPANISH
        if one.message
        for words, message in zip(one.words, [one.message, *[one.plural] * 2], strict=False)
        if sorted(PLACES.findall(words)) != sorted(PLACES.findall(message))
    ]

    assert wrong == []


def test_spaces_at_the_ends_are_kept():
    wrong = [
        one.message
        for one in SPANISH
        if one.message and one.message[-1].isspace() != one.words[0][-1].isspace()
    ]

    assert wrong == []
