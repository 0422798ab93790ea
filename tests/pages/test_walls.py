"""The walls: each person asks for every page of a case; what comes back is in the access table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints.sections import SECTIONS as REGISTERED
from people.models import User
from tests.pages import walls
from tests.pages.walls import CANARIES, Answer, Planted
from tests.test_house_rules import url_patterns
from tests.walk import Walk
from tests.walk.shared import Roads

GATE = "take_in colleague_steps_aside send_to_chair"
INQUIRY = f"file {GATE} elevate respond add_evidence investigate report members_answer"
HEARD = "propose request_hearing seat_panel schedule +40 hold decide sign"
WORLDS = {
    "before notice": f"file_signed_in {GATE} serve",
    "a ballot is open": f"{INQUIRY} cast_one_paper serve",
    "after the appeal": f"{INQUIRY} {HEARD} file_appeal seat_appeal decide_appeal serve",
}
# Who asks, and in which of these worlds; there is nobody whose view is the same in all of them.
ASKING = {
    "before notice": "staff staff-2 respondent complainant chair member-1 auditor namss-staff",
    "a ballot is open": "staff respondent complainant chair member-1 member-2 member-3 "
    "investigator hearing-1 auditor namss-ethics-chair",
    "after the appeal": "staff staff-2 respondent complainant chair member-1 member-2 investigator "
    "hearing-1 hearing-4 appeal-1 appeal-4 counsel vice-chair auditor administrator namss-staff "
    "namss-auditor namss-respondent",
}
# At a body whose gate, signer and appeal are each one officer, and where nothing is proposed.
ASKING_THERE = {
    "after the appeal": "staff respondent complainant director chair member-1 member-2 hearing-1 "
    "hearing-6 appeal-1 president auditor namss-staff"
}
# Open to one place alone; what everybody else gets who may know of the case.
ONLY = dict.fromkeys(("audit_case", "verify_case", "export_case"), ("auditor", 403))
ONLY["own_copy"] = ("complainant", 404)
PEOPLE = [
    (body, world, name if name.startswith("namss-") else f"{body}-{name}")
    for body, asking in (("ccmc", ASKING), ("gcre", ASKING_THERE))
    for world, names in asking.items()
    for name in names.split()
]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sealed")


@pytest.fixture(autouse=True)
def files_last_as_long_as_the_walk(settings: Any, data_dir: Path, sealed: Path) -> None:
    settings.DATA_DIR = sealed


@contextmanager
def world(roads: Roads, name: str, body: str = "ccmc") -> Iterator[Walk]:
    with roads.at(WORLDS[name], body, "planted", kind=Planted) as walk:
        yield walk


def client_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def leaks(answers: dict[str, Answer], allowed: set[str]) -> list[tuple[str, str]]:
    """Where a word got out to somebody who may not read it."""
    return [
        (where, word)
        for where, answer in answers.items()
        for word in set(CANARIES) - allowed
        if word.casefold() in answer.whole.casefold()
    ]


def readable(places: set[str], walk: Walk) -> set[str]:
    """The words that the access table lets somebody read."""
    words = {w for w, thing in CANARIES.items() if walls.granted(places, thing) == "R"}
    words -= walls.VOTES
    disclosed = walk.case.exhibits.exclude(disclosed_on=None).exists()
    how = walls.granted(places, "evidence")
    if how == "shown" and disclosed:
        words |= {word for word, thing in CANARIES.items() if thing == "evidence"}
    if how == "copy" and disclosed:
        # The copy says the same; the filer's name for it could say who the filer is.
        words |= {"Insideofthefiler", "Insideofthebody", "Fileofthebody", "Descriptionword"}
    if "complainant" in places:
        words |= {"Fileofthefiler", "Insideofthefiler"}
    if "respondent" in places and disclosed:
        # Disclosed is what a file says; the filer's name for it could say who the filer is.
        words |= {"Insideofthefiler", "Insideofthebody", "Fileofthebody", "Descriptionword"}
    return words


def expected_status(walk: Walk, user: User, places: set[str], name: str) -> int:
    """The status of one address for somebody who may know of the case."""
    _, kind, *rest = name.split()
    if kind in ONLY:
        who, otherwise = ONLY[kind]
        return 200 if who in places else otherwise
    if kind == "section" and places != {"complainant"}:
        return 200 if walls.granted(places, walls.SECTIONS[rest[0]]) else 404
    if kind == "exhibit":
        exhibit = walk.case.exhibits.get(number=int(rest[0]))
        how = walls.granted(places, "evidence")
        shown = how == "R" or (how and exhibit.party in places)
        relied_on = how in {"disclosed", "shown", "copy"} and exhibit.is_relied_on
        return 200 if shown or relied_on else 404
    if kind in ("clock", "clock_as_data"):
        how = walls.granted(places, "clocks")
        awaited = walk.case.deadlines.get(pk=int(rest[0])).roles
        return 200 if how == "R" or (how == "own" and places.intersection(awaited)) else 404
    if kind in ("letter", "letter_pdf"):
        row = walk.case.notices.get(pk=int(rest[0]))
        how = walls.granted(places, "letters")
        own = how == "own" and row.party is not None and row.party.user_id == user.pk
        return 200 if how == "R" or own else 404
    return 200


def test_every_address_of_a_case_is_tried(roads: Roads) -> None:
    under_a_docket = {p.name for p in url_patterns() if "docket>" in str(p.pattern)}
    with world(roads, "before notice") as walk:
        tried = {name.split()[1] for name in walls.addresses(walk, walk.number)}
    assert under_a_docket <= tried
    assert set(walls.SECTIONS) == set(REGISTERED)


@pytest.mark.parametrize(("body", "where", "username"), PEOPLE)
def test_each_person_sees_what_the_access_table_grants_and_nothing_else(
    roads: Roads, body: str, where: str, username: str
) -> None:
    with world(roads, where, body) as walk:
        user = User.objects.get(username=username)
        places = walls.places_of(walk, user)
        if places - {"complainant", "respondent", "auditor"}:
            walk.ready(user)
        client = client_of(user)
        answers = walls.crawl(client, walls.addresses(walk, walk.number, user))
        around = walls.lists(client)
        if places:
            is_as_granted(walk, user, places, answers)
            around |= walls.offered(client, walk)
        else:
            is_as_if_it_were_not_there(walk, client, answers, user)
            assert [n for n, a in around.items() if walk.number in a.whole] == []
        assert leaks(answers | around, readable(places, walk)) == []


def is_as_granted(walk: Walk, user: User, places: set[str], answers: dict[str, Answer]) -> None:
    got = {n: a.status for n, a in answers.items() if "step" not in n and "take" not in n}
    assert got == {name: expected_status(walk, user, places, name) for name in got}


def is_as_if_it_were_not_there(
    walk: Walk, client: Client, answers: dict[str, Answer], user: User | None = None
) -> None:
    """Not a byte tells a case that may not be known from one that never was."""
    nowhere = f"{walk.body.acronym}-2026-9999"
    absent = walls.crawl(client, walls.addresses(walk, nowhere, user))
    for name, answer in answers.items():
        assert answer.status in (302, 401, 403, 404), name
        assert answer.without(walk.number) == absent[name].without(nowhere), name


@pytest.mark.parametrize("where", WORLDS)
def test_nobody_who_is_not_signed_in_learns_that_a_case_exists(roads: Roads, where: str) -> None:
    with world(roads, where) as walk:
        stranger = Client()
        answers = walls.crawl(stranger, walls.addresses(walk, walk.number))
        is_as_if_it_were_not_there(walk, stranger, answers)
        assert leaks(answers | walls.lists(stranger), set()) == []


@pytest.mark.parametrize("where", WORLDS)
def test_a_receipt_opens_its_own_case_and_no_other(roads: Roads, where: str) -> None:
    with world(roads, where) as walk:
        other = Walk("ccmc", traveller=walk.traveller).along("file").serve()
        outsider, filer = walls.by_receipt(other), walls.by_receipt(walk)
        answers = walls.crawl(outsider, walls.addresses(walk, walk.number))
        is_as_if_it_were_not_there(walk, outsider, answers)
        tried = walls.followed(outsider, walk)
        own = walls.followed(filer, walk)
        mine = set(walk.filer.notices.exclude(state="owed").values_list("pk", flat=True))

        assert {n for n, a in tried.items() if "letter" in n and a.status != 404} == set()
        assert leaks(answers | tried, set()) == []
        read = {int(n.split()[2]) for n, a in own.items() if "letter" in n and a.status == 200}
        assert (read, bool(mine)) == (mine, True)
        assert leaks(own, readable({"complainant"}, walk)) == []


def test_no_letter_holds_what_somebody_wrote_in_confidence(roads: Roads) -> None:
    """Committee and panels read every letter, so none may say more than all of them may read.

    What an exhibit of the body is, they may read, and so may the respondent to whom it is shown.
    """
    with world(roads, "after the appeal") as walk:
        sent = walk.case.notices.exclude(state="owed")
        texts = {f"{row.letter} to the {row.role}": Answer(200, row.text) for row in sent}
        assert len(texts) > 20
        listed = [(f"{letter} to the respondent", "Descriptionword") for letter in ("L14A", "L14")]
        assert [one for one in leaks(texts, set()) if one not in listed] == []


def test_the_words_are_there_to_be_found(roads: Roads) -> None:
    """Staff meet every word they may read, or the other tests would prove nothing."""
    with world(roads, "after the appeal") as walk:
        client = client_of(walk.ready(walk.user("staff")))
        answers = walls.crawl(client, walls.addresses(walk, walk.number))
        met = {word for _, word in leaks(answers, set())}
        assert met == readable({"staff"}, walk) - {"Recusedword", "Disclosedword"}


@pytest.mark.parametrize("name", ["chair", "staff", "member-3", "hearing-1", "appeal-1"])
def test_the_file_stays_shut_until_the_conflict_question_is_answered(
    roads: Roads, name: str
) -> None:
    with world(roads, "after the appeal") as walk:
        user = walk.user(name)
        walk.case.declarations.filter(user=user).delete()
        client = client_of(user)
        answers = walls.crawl(client, walls.addresses(walk, walk.number))
        declare = reverse("step", args=[walk.number, "declare"])

        sections = {n: a for n, a in answers.items() if n.split()[1] in ("case", "section")}
        assert {a.status for a in sections.values()} == {302}
        assert all(f"Location: {declare}" in a.whole for a in sections.values())
        sealed_off = [a.status for n, a in answers.items() if n.split()[1] in ("exhibit", "letter")]
        assert set(sealed_off) == {404}
        assert '"allegations":[]' in answers["GET api_case-detail"].whole
        assert leaks(answers, set()) == []
