"""What a rule is about in plain words, in the language of the reader where somebody wrote them.

The words beside a rule come with its edition. Those in another language, and those for a heading
that the edition calls only by its own name, come from ``plain_words/<language>.toml``, by code and
number: they are no law, and change no edition.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from codes.models import Provision

FOLDER = Path(__file__).parent / "plain_words"
LAW = "en"


@dataclass(frozen=True)
class Plainly:
    """A name and a hint, and the language they are in."""

    title: str
    hint: str
    language: str


@cache
def words_in(language: str) -> dict[str, dict[str, list[str]]]:
    source = FOLDER / f"{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.exists() else {}


def plainly(provision: Provision) -> Plainly:
    """The words for a provision, whose edition and code were read with it."""
    code, language = provision.edition.code, (get_language() or LAW).split("-")[0]
    found = words_in(language).get(f"{code.body_id}/{code.slug}", {}).get(provision.number)
    if found and not (language == LAW and provision.plain_title):
        return Plainly(found[0], found[1], language)
    title = provision.plain_title or provision.title or provision.text[:160]
    return Plainly(title, provision.plain_hint, LAW)
