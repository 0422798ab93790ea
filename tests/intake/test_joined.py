"""Drafts and open pages from when the form had more pages: nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

import pytest

from complaints.models import Complaint
from intake import drafts
from intake.joined import JOINED
from intake.models import Draft
from tests.intake.writing import DEFAULT, Writer
from tests.office import Office

# What a draft held that was written to its end on the pages of then.
THEN: dict[str, Any] = {
    "about": {"about": ["holder"]},
    "before": {},
    "keep": {},
    "number": {"number": ["X-77"]},
    "find": {"person": ["none"]},
    "describe": {"described": ["Nurse Nobody"], "workplace": ["A clinic in Tucson"]},
    "others": {"another": ["no"]},
    "relation": {"relation": ["client"]},
    "name": {"sharing": ["withheld"]},
    "contact": {"full_name": ["Ana Delgado"], "reach": ["email"], "email": ["ana@example.org"]},
    "needs": {"language": ["es"], "adjustments": ["breaks"]},
    "when": {"when": ["day"]},
    "day": {"day_month": ["6"], "day_day": ["3"], "day_year": ["2026"]},
    "topics": {"topics": ["unsure"]},
    "short": {"in_short": ["Told my employer my diagnosis"]},
    "story": {"story": ["She told my employer."]},
    "where": {"where": ["On the telephone"]},
    "witnesses": {"witnesses": ["Bo Lind"]},
    "dealt": {"dealt": ["nobody"], "came_of_it": [""]},
    "wish": {"wish": ["That it stops."]},
    "evidence": {"evidence": ["no"]},
    "consent": {"to_person": ["all"], "records": ["no"]},
}
A_YEAR = {
    "when": {"when": ["about"]},
    "month": {"month_month": [""], "month_day": [""], "month_year": ["2025"]},
}


def resumed(answers: dict[str, Any]) -> Writer:
    """Somebody who types the code of a draft that was kept with these answers."""
    writer = Writer().begin()
    draft = Draft.objects.get()
    draft.answers = answers
    draft.save()
    code = {"code": drafts.resume_code(draft)}
    writer.shown = writer.client.post("/ccmc/complaint/resume/", code, follow=True)
    return writer


def until(page: str) -> dict[str, Any]:
    """The answers of a draft that was left at a page of then."""
    order = list(THEN)
    return {name: THEN[name] for name in order[: order.index(page)]}


@pytest.mark.parametrize(
    ("changes", "days", "said"),
    [({}, "2026-06-03 2026-06-03", "3 June 2026"), (A_YEAR, "2025-01-01 2025-12-31", "2025")],
    ids=["a day", "a year"],
)
def test_a_draft_written_to_its_end_is_sent_as_it_was(
    office: Office, changes: dict[str, Any], days: str, said: str
) -> None:
    writer = resumed(THEN | changes)

    assert writer.page == "check"
    writer.send()

    case = Complaint.objects.select_related("docket", "body", "procedure").get()
    [line] = case.live_allegations
    assert (case.respondent.public_name, line.words) == (
        "Nurse Nobody, X-77, A clinic in Tucson",
        "Told my employer my diagnosis",
    )
    assert f"{line.conduct_from} {line.conduct_until}" == days
    assert (case.complainant.identity, case.complainant.sharing) == ("Ana Delgado", "withheld")
    assert case.submissions.get().text == (
        "She told my employer.\n\n"
        f"When it happened\n{said}\n\n"
        "Where it happened\nOn the telephone\n\n"
        "Who else knows of it\nBo Lind\n\n"
        "Who has dealt with it\nNobody I know of\n\n"
        "What the complainant would like to happen\nThat it stops."
    )
    told = dict(row for _, rows in case.filing.copy["parts"] for row in rows)
    assert (told["Language"], told["What would help you?"]) == ("Spanish", "More time, or breaks")


@pytest.mark.parametrize(
    ("left_at", "page", "kept"),
    [
        ("keep", "before", ""),
        ("number", "find", ""),
        ("find", "find", 'value="X-77"'),
        ("others", "relation", ""),
        ("name", "relation", 'value="client" required id="id_relation_0" checked'),
        ("needs", "contact", 'value="ana@example.org"'),
        ("day", "when", ""),
        ("story", "story", "Told my employer my diagnosis</textarea>"),
        ("witnesses", "where", 'value="On the telephone"'),
        ("wish", "dealt", 'value="nobody"'),
    ],
)
def test_a_draft_goes_on_where_it_was_left(
    office: Office, left_at: str, page: str, kept: str
) -> None:
    writer = resumed(until(left_at))

    assert (writer.page, writer.faults) == (page, [])
    assert kept in writer.text
    writer.send()
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("old", JOINED)
def test_an_old_address_leads_to_where_its_question_is(office: Office, old: str) -> None:
    writer = Writer().begin().until()
    # Somebody who gives no name is still asked this by itself.
    assert writer.open(old).page == ("needs" if old == "needs" else JOINED[old])


def test_what_is_sent_from_a_page_opened_before_is_kept(office: Office) -> None:
    writer = resumed(until("witnesses"))

    writer.answer("witnesses", witnesses="Bo Lind, at the desk")

    assert writer.page == "where"
    assert "Bo Lind, at the desk" in writer.text
    assert "On the telephone" in writer.text
    writer.send()
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("page", ["evidence", "consent"])
def test_a_draft_that_was_asked_about_records_goes_on(office: Office, page: str) -> None:
    """The question is asked no more, wherever it stood."""
    kept = {
        name: {key: [value] if isinstance(value, str) else value for key, value in of.items()}
        for name, of in DEFAULT.items()
        if name not in {"sign", "period", "ongoing", "between"}
    }
    kept |= {"find": {"person": ["none"]}, "evidence": {"evidence": ["no"]}}
    kept[page] = {**kept[page], "records": ["no"]}
    writer = resumed({**kept, "edition": 2})

    assert writer.page == "check"
    writer.until().send()
    heading, rows = Complaint.objects.get().filing.copy["parts"][4]
    # After the place, the witnesses, what was done, came of it and is wished, only the evidence.
    assert (heading, rows[5:]) == (
        "more about it, and evidence",
        [["Do you have anything to send?", "No"]],
    )
