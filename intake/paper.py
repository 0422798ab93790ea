"""The form on paper: the questions of the public form, with room to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, gettext

from codes.models import Provision
from codes.rules import Rules
from intake.questions.base import PARTS, Question
from intake.questions.sending import Consent, Evidence
from intake.questions.what import WHAT, Topics
from intake.questions.when import Dated, Late, WhenKind
from intake.questions.who import Describe
from intake.questions.you import YOU, Needs
from people.models import Body

# How many lines a question gets: few where few words answer it.
LINES = {"story": 14, "witnesses": 4, "came_of_it": 4, "wish": 3, "known_by": 3, "post": 3}


def paper_words(body: Body, rules: Rules, provisions: list[Provision]) -> dict[str, Any]:
    """Everything the paper form says: parts, each with questions and boxes or lines."""
    dated = [page for page in WHAT if issubclass(page, Dated) and page is not WhenKind]
    happened = [page for page in WHAT if page not in dated and page is not Late]
    # What would help is asked with the details, and by itself only on the screen.
    you = [page for page in YOU if page is not Needs]
    asked: list[type[Question]] = [Describe, *you, *happened, Evidence, Consent]
    parts: dict[int, list[dict[str, Any]]] = {}
    for page in asked:
        rows = parts.setdefault(page.part, [])
        if page is Topics:
            lines = [p.plain_title or p.title or p.text[:160] for p in provisions]
            rows.append(_row(str(page.title), [gettext("I am not sure")], 0, law=lines))
            continue
        for name, field in page.base_fields.items():
            if name in {"held_back", "when"}:
                continue
            boxes = [str(words) for words in getattr(field, "words", {}).values()]
            rows.append(_row(str(field.label), boxes, 0 if boxes else LINES.get(name, 1)))
            if name == "when":
                rows.append(_row(gettext("The day, the days, or the month and year"), [], 1))
    address = list(rules.complaint_address) or body.address.splitlines()
    return {
        "lang": get_language() or "en",
        "title": gettext("Complaint form"),
        "body": body.name,
        "lead": gettext(
            "Fill this in by hand, sign it, and send it to the address below. Use more paper "
            "where you need it. Send copies of documents, never the only one you have."
        ),
        "address": address,
        "telephone": body.telephone,
        "parts": [[str(PARTS[number - 1]).capitalize(), rows] for number, rows in parts.items()],
        "sign": [
            gettext("What I have written is true as far as I know."),
            gettext("I understand who will see it, as I chose."),
        ],
        "signature": gettext("Signature"),
        "date": gettext("Date"),
        "sign_title": gettext("Sign and send"),
    }


def _row(question: str, boxes: list[str], lines: int, *, law: Sequence[str] = ()) -> dict[str, Any]:
    """One question with its boxes; those with words of the law come first, as the law has them."""
    return {"question": question, "law": list(law), "boxes": boxes, "lines": lines}
