"""From a draft to its cases: once, whatever the network does."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from codes.models import Provision
from codes.timeline import When
from complaints import receipts
from complaints.filing import Filed, Filer, file_complaint
from complaints.models import Complaint
from complaints.stages import Sharing
from intake import statements
from intake.drafts import Copied
from intake.models import Draft, Filing
from intake.questionnaire import Named, Questionnaire
from intake.questions.base import PARTS, asked
from intake.questions.sending import Sign
from intake.route import WITH_SIGNATURE, filing_of, unanswered
from ledger.refusals import Blocked
from people.models import User

# The headed parts of the text that the office reads, in order: page, field, heading.
TOLD = [
    ("where", "where", "Where it happened"),
    ("where", "witnesses", "Who else knows of it"),
    ("dealt", "dealt", "Who has dealt with it"),
    ("dealt", "came_of_it", "What came of it"),
    ("dealt", "wish", "What the complainant would like to happen"),
    ("late", "late", "Why it is told now"),
    ("authority", "authority", "Authority to act for another person"),
]


def key_of(key: str, number: int) -> str:
    """The one-use key of the ``number``-th person of a filing; the first has the draft's own."""
    if number == 0:
        return key
    return hashlib.sha256(f"{key}/{number}".encode()).hexdigest()[:32]


@transaction.atomic
def send(draft: Draft, *, by: User | None) -> list[Complaint]:
    """File a draft: a case for each person it names. A draft that was sent is not sent again.

    Raises ``Blocked`` while an answer is missing. What was typed leaves the draft: it is in
    the cases now, under their keys.
    """
    held = Draft.objects.select_for_update().select_related("body").get(pk=draft.pk)
    if held.is_sent:
        return cases_of(held)
    filing = filing_of(held)
    signed = filing.form(Sign)
    if unanswered(filing) or not signed.is_valid():
        raise Blocked(gettext("Some questions still need an answer before you can send it."))
    cases: list[Complaint] = []
    for number, person in enumerate(filing.people):
        done = _file(filing, person, number=number, first=cases[0] if cases else None, by=by)
        cases.append(done.case)
    held.answers, held.sent_at = {}, timezone.now()
    held.save(update_fields=["sealed_answers", "sent_at"])
    return cases


def cases_of(draft: Draft) -> list[Complaint]:
    """The cases that came of a draft, with their copies."""
    found = Complaint.objects.filter(filing__draft=draft.pk)
    return list(found.select_related("docket", "body", "procedure", "filing").order_by("docket"))


def codes_of(draft: Draft) -> list[tuple[Complaint, str]]:
    """Each case of a sent draft with its receipt code."""
    key = draft.sealed_key
    return [
        (case, receipts.code_for(key_of(key, number)))
        for number, case in enumerate(cases_of(draft))
    ]


def _file(
    filing: Questionnaire, person: Named, *, number: int, first: Complaint | None, by: User | None
) -> Filed:
    conduct = filing.conduct
    assert conduct is not None  # noqa: S101 - every question was just found answered
    copy = copy_of(filing, person)
    digest = digest_of(copy)
    held_back = filing.held_back
    done = file_complaint(
        filing.body,
        by=by,
        key=key_of(filing.draft.sealed_key, number),
        filer=_filer(filing),
        about=person.certificant or person.described,
        what_happened=narrative(filing, person),
        in_short=filing.said("story", "in_short"),
        conduct_from=conduct.first,
        conduct_until=conduct.last,
        when=When(conduct.when),
        provisions=_provisions(filing),
        uploads=[Copied(file, held_back=str(file.number) in held_back) for file in filing.files],  # type: ignore[misc]
        filed_with=first,
        channel="online",
        language=_language(filing),
        filing_sha256=digest,
        held_back=[file.sha256 for file in filing.files if str(file.number) in held_back],
    )
    kept = Filing(case=done.case, draft=filing.draft.pk, sha256=digest)
    kept.sealed_copy = json.dumps(copy)
    kept.sealed_statement = statements.make(done.case, filed_at=timezone.now(), digest=digest)
    kept.save(force_insert=True)
    statements.note_key(done.case.today)
    return done


def _language(filing: Questionnaire) -> str:
    """The language that the filer wants to be written in, where we have letters in it."""
    wanted = filing.said("contact", "language") or filing.said("needs", "language")
    return wanted if wanted in dict(settings.LANGUAGES) else ""


def _filer(filing: Questionnaire) -> Filer:
    said = filing.said
    unnamed = filing.sharing == Sharing.ANONYMOUS
    by_post = said("contact", "reach") == "post"
    return Filer(
        name="" if unnamed else said("contact", "full_name"),
        email="" if unnamed or said("contact", "reach") != "email" else said("contact", "email"),
        telephone="" if unnamed else said("contact", "telephone"),
        post=said("contact", "post") if by_post and not unnamed else "",
        **_needs(filing, "needs" if unnamed else "contact"),
        relation=said("relation"),
        sharing=filing.sharing,
    )


def _needs(filing: Questionnaire, page: str) -> dict[str, str]:
    """When and how to speak with the filer, in words, in the language of the record."""
    form = filing.form(filing.pages[page])
    given = filing.answers.get(page, {})
    with override(settings.LANGUAGE_CODE):
        words = {
            name: "; ".join(
                str(getattr(form.fields[name], "words", {}).get(value, value))
                for value in given.get(name, [])
                if value
            )
            for name in ("hours", "language", "adjustments", "other")
            if name in form.fields
        }
    needs = [words[name] for name in ("adjustments", "other") if words[name]]
    return {
        "safe_hours": words.get("hours", ""),
        "needs": "; ".join(needs),
        "language": words["language"],
    }


def _provisions(filing: Questionnaire) -> list[Provision]:
    return filing.ticked


def narrative(filing: Questionnaire, person: Named) -> str:
    """What the complainant told us, as one text with headings, in the language of the record."""
    parts = [filing.said("story")]
    with override(settings.LANGUAGE_CODE):
        parts.append(f"When it happened\n{filing.when_said}")
    for page, name, heading in TOLD:
        if not filing.pages[page].is_asked(filing):
            continue
        form = filing.form(filing.pages[page])
        field = form.fields[name]
        values = filing.answers.get(page, {}).get(name, [])
        words: dict[str, Any] = getattr(field, "words", {})
        with override(settings.LANGUAGE_CODE):
            text = "; ".join(str(words.get(value, value)) for value in values if value)
        if text:
            parts.append(f"{heading}\n{text}")
    if person.known_by:
        parts.append(f"About the person\n{person.known_by}")
    return "\n\n".join(parts)


def copy_of(filing: Questionnaire, person: Named) -> dict[str, Any]:
    """The filer's copy: every question with its answer as they read it, and what they ticked."""
    parts: dict[str, list[list[str]]] = {}
    for page in asked(WITH_SIGNATURE, filing):
        form = filing.form(page)
        if form.is_valid():
            parts.setdefault(str(PARTS[page.part - 1]), []).extend(
                [question, answer] for question, answer in form.told()
            )
    return {
        "about": str(person),
        "body": filing.body.pk,
        "by_post": filing.said("evidence") == "post",
        "files": [[file.filename, file.size, file.sha256] for file in filing.files],
        "language": get_language(),
        "parts": [[title, rows] for title, rows in parts.items() if rows],
        # Without it somebody could try likely texts until one has this digest.
        "salt": secrets.token_hex(16),
        "signature": filing.said("sign", "signature"),
    }


def as_text(copy: dict[str, Any]) -> str:
    """A copy in the one form that its digest is taken of."""
    return json.dumps(copy, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def digest_of(copy: dict[str, Any]) -> str:
    return hashlib.sha256(as_text(copy).encode()).hexdigest()
