"""The respondent's answer, allegation by allegation."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from complaints import evidence
from complaints.checks import is_respondent
from complaints.models import Allegation, Answer, Complaint
from complaints.stages import AnswerKind, Stage, SubmissionKind
from complaints.submissions import lodge
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act

Answers = Mapping[int, Mapping[str, Any]]


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
    """T11. Answer each allegation, with the documents that belong to it.

    ``answers`` gives by the number of the allegation its ``kind``, its ``explanation`` and its
    ``documents``, which become exhibits that the text of the response names. Raises ``Blocked``
    for the first allegation that is not answered fully, and for a file that cannot be taken.
    """
    asked = awaiting_answer(case)
    for allegation in asked:
        _answered_fully(allegation, answers.get(allegation.number, {}))
    if upload:
        evidence.add_evidence(case, by=by, upload=upload, description=description)
    if statement:
        said = lodge(case, SubmissionKind.STATEMENT, statement, by_role="respondent")
        case.docket.enter("response.statement_filed", said, by=by, sha256=said.sha256)
    text = "\n\n".join(
        _in_words(row, answers[row.number], _attached(case, row, answers[row.number], by))
        for row in asked
    )
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


def _attached(case: Complaint, row: Allegation, given: Mapping[str, Any], by: Any) -> list[str]:
    """Keep the documents for one answer as evidence; the labels they got."""
    with override(settings.LANGUAGE_CODE):
        told = gettext("For the answer to allegation %(number)s") % {"number": row.number}
    documents = given.get("documents", [])
    added = [evidence.add_evidence(case, by=by, upload=one, description=told) for one in documents]
    return [str(entry.details["exhibit"]) for entry in added]


def _answered_fully(allegation: Allegation, given: Mapping[str, Any]) -> None:
    kind = given.get("kind")
    if kind not in AnswerKind.values:
        raise Blocked(f"Choose an answer to allegation {allegation.number}.")
    if kind != AnswerKind.ADMIT and not given.get("explanation"):
        raise Blocked(f"Explain your answer to allegation {allegation.number}.")


def _in_words(allegation: Allegation, given: Mapping[str, Any], attached: list[str]) -> str:
    """One answer as the text of the response has it, in the language of the record."""
    with override(settings.LANGUAGE_CODE):
        said = str(AnswerKind(given["kind"]).label)
        beside = gettext("Attached: %(exhibits)s.") % {"exhibits": ", ".join(attached)}
    lines = (
        f"Allegation {allegation}",
        f"{said}.",
        given["explanation"],
        beside if attached else "",
    )
    return "\n".join(line for line in lines if line)
