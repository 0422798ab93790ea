"""Several people publish law at the same moment: each edition is whole, and so is time.

``HYPOTHESIS_PROFILE=long`` lets them race for many more rounds.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from codes import drafting
from codes.draft_doors import DOORS, go_through
from codes.loading import SHIPPED, load_code, load_procedure
from codes.models import Code, CodeDraft, Edition, Procedure, ProcedureEdition
from codes.publishing import publish
from codes.records import Heading, ProvisionRecord
from ledger.models import Docket
from ledger.refusals import Blocked, Overtaken
from people.models import Body, User
from tests.codes.painted import WINDOW, Canvas, faults_of, heading, held
from tests.races.at_once import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
Go = Callable[[], Any]
# First day, declared end, and whether it is a correction; cells of the painted law.
Publication = tuple[int, int | None, bool]


def publisher(code: Code, number: int, wanted: Publication) -> Callable[[Go], Any]:
    """Publish edition ``number`` in a thread of its own."""
    first, end, correction = wanted
    said = heading(f"Edition {number}", first, end, correction=correction)
    lines = [
        ProvisionRecord(f"R-{place}", "rule", text=f"Words of {number}.", enforceable=True)
        for place in range(3)
    ]

    def act(go: Go) -> Any:
        mine = Code.objects.get(pk=code.pk)
        go()
        return publish(mine, said, lines, by=None)

    return act


def is_whole(code: Code, wanted: dict[str, Publication], results: list[Any]) -> None:
    """One law for each day, and the one that comes of publishing one after another."""
    assert {type(result) for result in results} <= {Edition, Blocked}, results
    published = list(code.editions.order_by("pk"))
    new = {result.pk for result in results if isinstance(result, Edition)}
    assert new <= {edition.pk for edition in published}
    assert [edition.provisions.count() for edition in published] == [3] * len(published)
    assert list(faults_of(code)) == []

    canvas = Canvas()
    for edition in published:
        first, end, correction = wanted[edition.label]
        assert canvas.publish(edition.label, first, end, correction=correction)
    assert held(code) == canvas.held

    docket = Docket.system("codes")
    entries = docket.entries.filter(verb="code.published")
    subjects = {f"Edition:{edition.pk}" for edition in published}
    assert subjects <= set(entries.values_list("subject", flat=True))
    assert docket.first_fault() is None


def races(seed: int, publishers: int, rounds: int, *, same_day: bool) -> Counter[str]:
    """Race for one code after another; say how it went for how many."""
    body = Body.objects.create(slug="try", acronym="TRY", name="Trial Body")
    chance, went = Random(seed), Counter[str]()  # noqa: S311 - it guards nothing
    for turn in range(rounds):
        code: Code = Code.objects.create(body=body, slug=f"try-{turn}", title="Trial Code")
        wanted: dict[str, Publication] = {"Edition 0": (3, None, False)}
        all_at_once([publisher(code, 0, wanted["Edition 0"])])
        day = chance.randint(2, WINDOW)
        for number in range(1, publishers + 1):
            first = day if same_day else chance.randint(2, WINDOW)
            end = chance.choice([None, None, chance.randint(2, WINDOW)])
            wanted[f"Edition {number}"] = (first, end, chance.random() < 0.4)
        results = all_at_once(
            [
                publisher(code, number, wanted[f"Edition {number}"])
                for number in range(1, publishers + 1)
            ]
        )
        is_whole(code, wanted, results)
        went.update(type(result).__name__ for result in results)
    return went


@pytest.mark.parametrize("same_day", [False, True], ids=["different days", "the same day"])
@pytest.mark.parametrize(("publishers", "rounds"), [(2, 12), (8, 5)])
def test_of_publishers_at_once_each_is_published_whole_or_refused(
    publishers: int, rounds: int, same_day: bool
) -> None:
    went = races(publishers, publishers, rounds * (20 if LONG else 1), same_day=same_day)

    assert set(went) == {"Edition", "Blocked"}


def test_the_same_edition_published_twice_at_once_is_published_once() -> None:
    body = Body.objects.create(slug="try", acronym="TRY", name="Trial Body")
    code: Code = Code.objects.create(body=body, slug="try", title="Trial Code")

    results = all_at_once([publisher(code, 1, (3, None, False))] * 8)

    refused = [str(result) for result in results if isinstance(result, Blocked)]
    assert refused == ["An edition labelled “Edition 1” is published already."] * 7
    is_whole(code, {"Edition 1": (3, None, False)}, results)


@pytest.fixture
def people(transactional_db: None) -> list[User]:
    """Three administrators of a body with one code and one procedure."""
    load_procedure(SHIPPED / "procedures" / "ccmc.toml")
    load_code(SHIPPED / "editions" / "ccmc-code.toml")
    found = [User.objects.create_user(username=name) for name in ("ada", "ben", "cas")]
    for one in found:
        one.offices.create(
            body_id="ccmc", organ="office", role="administrator", from_day=dt.date(2024, 1, 1)
        )
    return found


def approved(of: Code | Procedure, writer: User, reader: User, label: str, day: dt.date) -> Any:
    """The next edition, drafted by one person and approved by another."""
    begin: Any = (
        drafting.begin_code_draft if isinstance(of, Code) else drafting.begin_procedure_draft
    )
    draft = begin(of, by=writer)
    drafting.write_heading(
        draft,
        by=writer,
        revision=draft.revision,
        label=label,
        provenance="Adopted by the Commission.",
        in_force_from=day,
        ends_on=None,
        correction=False,
    )
    go_through(DOORS["submit"], draft, writer, {})
    go_through(DOORS["approve"], draft, reader, {})
    return draft


def presser(draft: Any, by: User) -> Callable[[Go], Any]:
    """Press “Publish the edition” on a draft as it stands when everybody is there."""

    def act(go: Go) -> Any:
        mine, who = type(draft).objects.get(pk=draft.pk), User.objects.get(pk=by.pk)
        go()
        return go_through(DOORS["publish"], mine, who, {})

    return act


def test_of_people_who_publish_one_draft_one_wins(people: list[User]) -> None:
    ada, ben, cas = people
    laws: list[Any] = [(Code.objects.get(), Edition), (Procedure.objects.get(), ProcedureEdition)]
    moved_on = (
        "Someone else has moved this on since you opened it. It is now: Published."
        " Nothing you entered has been carried out."
    )
    for turn, pressing in enumerate([2, 8, 2, 8] * (5 if LONG else 1)):
        of, kind = laws[turn // 2 % 2]
        before, year = of.editions.count(), 2027 + turn
        draft = approved(of, ada, ben, str(year), dt.date(year, 1, 1))
        presses = [presser(draft, (ada, cas)[place % 2]) for place in range(pressing)]

        results = all_at_once(presses)

        assert Counter(map(type, results)) == {kind: 1, Overtaken: pressing - 1}, results
        assert {str(one) for one in results if isinstance(one, Overtaken)} == {moved_on}
        assert type(draft).objects.get(pk=draft.pk).stage == "published"
        assert of.editions.count() == before + 1
        assert of.editions.get(superseded_on=None).label == str(year)
    assert list(faults_of(laws[0][0])) == []
    assert Docket.system("codes").first_fault() is None


def test_a_draft_and_a_file_published_at_once_are_one_after_the_other(people: list[User]) -> None:
    """Neither waits for what the other holds: whoever publishes locks the record first."""
    ada, ben, _ = people
    code = Code.objects.get()
    for year in range(2027, 2067 if LONG else 2031):
        draft = approved(code, ada, ben, str(year), dt.date(year, 1, 1))
        file = Heading(f"{year}, from a file", "Ours", dt.date(year, 7, 1))

        def load(go: Go, heading: Heading = file) -> Any:
            mine = Code.objects.get(pk=code.pk)
            records = CodeDraft.objects.filter(code=mine).latest("pk").records
            go()
            return publish(mine, heading, records, by=None)

        loaded, pressed = all_at_once([load, presser(draft, ada)])

        assert isinstance(loaded, Edition), loaded
        # The file may have come first, and the draft would then undo it.
        assert isinstance(pressed, Edition | Blocked), pressed
        if isinstance(pressed, Blocked):
            assert "would take the place of" in str(pressed)
            left = CodeDraft.objects.get(pk=draft.pk)
            go_through(DOORS["discard"], left, ada, {"reason": "The file was first."})
        assert list(faults_of(code)) == []
    assert Docket.system("codes").first_fault() is None
