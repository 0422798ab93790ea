"""The form on paper: the questions of the public form, with room to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, gettext, gettext_lazy

from codes.models import Provision
from codes.rules import Rules
from codes.said_plainly import Plainly, plainly
from complaints.postage import papers_to
from intake.models import Draft
from intake.questions.base import PARTS, Question
from intake.questions.sending import Consent, Evidence
from intake.questions.topics import Topics
from intake.questions.what import WHAT
from intake.questions.when import Dated, Late, WhenKind
from intake.questions.who import Describe
from intake.questions.you import YOU, Needs
from intake.route import filing_of
from people.models import Body

# How many lines a question gets: few where few words answer it.
DAYS = gettext_lazy("When did it happen? The day, the days, or the month and year")
LINES = {
    "day": 2,
    "story": 14,
    "witnesses": 4,
    "came_of_it": 4,
    "wish": 3,
    "known_by": 3,
    "post": 3,
}


def paper_words(body: Body, rules: Rules, provisions: list[Provision]) -> dict[str, Any]:
    """Everything the paper form says: parts, each with questions and boxes or lines."""
    dated = [page for page in WHAT if issubclass(page, Dated) and page is not WhenKind]
    happened = [page for page in WHAT if page not in dated and page is not Late]
    # What would help is asked with the details, and by itself only on the screen.
    you = [page for page in YOU if page is not Needs]
    asked: list[type[Question]] = [Describe, *you, *happened, Evidence, Consent]
    # What the procedure allows, as on the screen.
    allowed = filing_of(Draft(body=body)).sharing_allowed
    parts: dict[int, list[dict[str, Any]]] = {}
    for page in asked:
        rows = parts.setdefault(page.part, [])
        if page is Topics:
            lines = [plainly(provision) for provision in provisions]
            rows.append(_row(str(page.title), [gettext("I am not sure")], 0, law=lines))
            continue
        for name, field in page.base_fields.items():
            if name in {"held_back", "when"} or (name == "sharing" and len(allowed) == 1):
                continue
            words = getattr(field, "words", {})
            boxes = [
                str(said) for value, said in words.items() if _is_offered(name, value, allowed)
            ]
            question = DAYS if page is WhenKind else str(field.label)
            rows.append(_row(question, boxes, 0 if boxes else LINES.get(name, 1)))
    return {
        "lang": get_language() or "en",
        "title": gettext("Complaint form"),
        "body": body.name,
        "lead": gettext(
            "Fill this in by hand, sign it, and send it to the address below. Use more paper "
            "where you need it. Send copies of documents, never the only one you have."
        ),
        "address": papers_to(body, rules),
        "telephone": body.telephone,
        "parts": [[str(PARTS[number - 1]).capitalize(), rows] for number, rows in parts.items()],
        "sign": [
            gettext("What I have written is true as far as I know."),
            gettext(
                "The person may read my one sentence, the topics and the days; my name only if I"
                " said so above."
            ),
            gettext("I may act for the person for whom I write."),
        ],
        "signature": gettext("Signature"),
        "date": gettext("Date"),
        "sign_title": gettext("Sign and send"),
    }


def _is_offered(name: str, value: str, allowed: list[str]) -> bool:
    return name != "sharing" or value in allowed


def _row(
    question: Any, boxes: list[str], lines: int, *, law: Sequence[Plainly] = ()
) -> dict[str, Any]:
    """One question with its boxes; those about the law come first, each in its language."""
    about = [{"lang": one.language, "words": one.title} for one in law]
    return {"question": str(question), "law": about, "boxes": boxes, "lines": lines}
