"""The respondent's answer, allegation by allegation."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import override

from complaints import evidence
from complaints.checks import is_respondent
from complaints.models import Allegation, Answer, Complaint
from complaints.stages import AnswerKind, Stage, SubmissionKind
from complaints.submissions import lodge
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act

Answers = Mapping[int, Mapping[str, str]]


def awaiting_answer(case: Complaint) -> list[Allegation]:
    """What has not been answered yet; what was answered before an allegation was added stands."""
    answered = set(case.answers_given.values_list("allegation", flat=True))
    open_ones = [row for row in case.live_allegations if row.pk not in answered]
    return open_ones or list(case.live_allegations)


@act(stages=[Stage.RESPONSE], checks=[is_respondent])
def respond(
    case: Complaint,
    *,
    by: Any,
    answers: Answers,
    statement: str = "",
    upload: Any = None,
    description: str = "",
) -> Entry:
    """T11. Answer each allegation, with a document beside it if there is one.

    ``answers`` gives by the number of the allegation its ``kind`` and ``explanation``. Raises
    ``Blocked`` for the first allegation that is not answered fully.
    """
    asked = awaiting_answer(case)
    for allegation in asked:
        _answered_fully(allegation, answers.get(allegation.number, {}))
    if upload:
        evidence.add_evidence(case, by=by, upload=upload, description=description)
    if statement:
        said = lodge(case, SubmissionKind.STATEMENT, statement, by_role="respondent")
        case.docket.enter("response.statement_filed", said, by=by, sha256=said.sha256)
    text = "\n\n".join(_in_words(row, answers[row.number]) for row in asked)
    filed = lodge(case, SubmissionKind.RESPONSE, text, by_role="respondent")
    rows = [
        Answer.objects.create(
            case=case,
            submission=filed,
            allegation=row,
            kind=answers[row.number]["kind"],
            explanation=answers[row.number]["explanation"],
            sha256=hashlib.sha256(answers[row.number]["explanation"].encode()).hexdigest(),
        )
        for row in asked
    ]
    told = [
        {"allegation": row.allegation.number, "answer": row.kind, "sha256": row.sha256}
        for row in rows
    ]
    return case.take_response(by=by, sha256=filed.sha256, answers=told)


def _answered_fully(allegation: Allegation, given: Mapping[str, str]) -> None:
    kind = given.get("kind")
    if kind not in AnswerKind.values:
        raise Blocked(f"Choose an answer to allegation {allegation.number}.")
    if kind != AnswerKind.ADMIT and not given.get("explanation"):
        raise Blocked(f"Explain your answer to allegation {allegation.number}.")


def _in_words(allegation: Allegation, given: Mapping[str, str]) -> str:
    """One answer as the text of the response has it, in the language of the record."""
    with override(settings.LANGUAGE_CODE):
        said = str(AnswerKind(given["kind"]).label)
    return "\n".join(
        line for line in (f"Allegation {allegation}", f"{said}.", given["explanation"]) if line
    )
