"""Writing a letter: its facts put into our words or the body's own, and judged before it leaves."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override

from codes.lettering import FRAMED, Wording, contents
from complaints import guard
from complaints.layout import FOLDER, headings_in
from complaints.letters import ELEMENTS, ELEMENTS_OF, NAMES, facts_of
from complaints.merging import filled, values_of
from complaints.models import Notice
from complaints.stages import PartyRole
from ledger.refusals import Blocked
from people.models import User


@dataclass(frozen=True)
class Composed:
    """A letter in words: its text, and the fields it was made from."""

    title: str
    text: str
    values: dict[str, str]
    language: str
    template: str
    digest: str
    headings: tuple[str, ...] = ()


def compose(facts: Mapping[str, Any], language: str = "en") -> Composed:
    """Write a letter from its facts, in the body's own words where its procedure has them.

    Raises ``Blocked`` naming what it lacks.
    """
    letter, wordings = facts["letter"], facts["rules"].wordings
    relies = "evidence" in contents()[letter, facts["role"]].needs
    facts = {**facts, "annex": facts["exhibits"] if relies else []}
    mine = [lang for lang in (language, "en") if (letter, facts["role"], lang) in wordings]
    if mine:
        return _in_own_words(facts, wordings[letter, facts["role"], mine[0]], mine[0])
    values = values_of(facts)
    with override("en"):
        text = _tidied(filled(letter, facts))
    _must_be_whole(facts, values, text)
    name = f"notices/{letter}.txt"
    return Composed(facts["title"], text, values, "en", name, digest_of(letter))


def _in_own_words(facts: Mapping[str, Any], own: Wording, language: str) -> Composed:
    """A letter in the words of a body: our frame around a text with its fields filled in."""
    folder = "" if language == "en" else f"{language}/"
    given = {**facts, "title": own.title, "language": language, "folder": folder}
    values = values_of(given)
    with override(language):
        text = _tidied(filled(f"{folder}_own", {**given, "own": own.filled(values)}))
    _must_be_whole(facts, values, text)
    headings = tuple(headings_in(own.text))
    name = f"{facts['procedure'].slug} letters.{facts['letter']}.{facts['role']}.{language}"
    return Composed(own.title, text, values, language, name[:80], own.digest, headings)


def _must_be_whole(facts: Mapping[str, Any], values: Mapping[str, str], text: str) -> None:
    lacks = lacking(facts["letter"], facts["role"], values, text)
    if lacks:
        raise Blocked(f"Letter {facts['letter']} cannot be served: it lacks {lacks}.")


def lacking(letter: str, to: str, values: Mapping[str, str], text: str) -> str:
    """What due process needs in a letter and this one does not say; empty when it says all."""
    said = " ".join(text.split())
    for name in (*contents()[letter, to].needs, *FRAMED):
        wanted = " ".join(values.get(name, "").split())
        parts = wanted.split(", ") if name in NAMES else [wanted]
        if not wanted or not all(part in said for part in parts):
            return ELEMENTS_OF.get((letter, name), ELEMENTS[name])
    return ""


@cache
def digest_of(letter: str) -> str:
    """What tells one wording of ours from another: the letter's template and all parts of it."""
    found = hashlib.sha256()
    for path in (FOLDER / f"{letter}.txt", *sorted(FOLDER.glob("**/_*.txt"))):
        found.update(path.read_bytes())
    return found.hexdigest()


def _tidied(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def composed(notice: Notice, *, by: User | None = None) -> Composed:
    """The letter as it would be served now. Raises ``Blocked`` with the reason why it cannot."""
    return written(notice, facts_of(notice), by=by)


def written(notice: Notice, facts: Mapping[str, Any], *, by: User | None = None) -> Composed:
    """A letter from these facts of its case, judged. Raises ``Blocked`` when it cannot leave.

    The sentence names words of the case only to ``by``, and only if they may know them.

    Outside the sandbox no letter leaves under a procedure that its body has not confirmed.
    """
    if not settings.SANDBOX and not notice.case.rules.is_confirmed:
        raise Blocked(
            f"Letter {notice.letter} cannot be served: the body has not confirmed its procedure."
        )
    made = compose(facts, _language_of(notice))
    guard.passes(notice, made.title, made.text, *made.values.values(), by=by)
    return made


def _language_of(notice: Notice) -> str:
    """The language a complainant filed in; English for everybody else."""
    if notice.role != PartyRole.COMPLAINANT or not notice.case.rules.wordings:
        return "en"
    filed = notice.case.docket.entries.filter(verb="complaint.filed").first()
    return str(filed.details.get("language") or "en") if filed else "en"


def text_of(notice: Notice) -> str:
    """The text of a letter as it would be served now."""
    return composed(notice).text
