"""What became of each line between two editions; nothing here asks the database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codes.comparison import Comparison, Kind, Span, compare, words_changed
from codes.lines import Taken
from codes.models import Edition, Provision
from codes.wording import ADDED, MOST_MEETINGS, REMOVED, SAME

LINES = "abcde"
TEXTS = st.text(alphabet="ab .’\n-é", max_size=12)
FLAGS = st.booleans()


def edition(pk: int) -> Edition:
    return Edition(pk=pk, label=f"Edition {pk}", slug=f"edition-{pk}")


def line(number: str, text: str = "", edition: int = 1, **given: object) -> Provision:
    """A provision that is in no database; its key says where it stands."""
    position = given.pop("position", None) or sum(map(ord, number))
    plain = {"lineage": number, "kind": "rule", "enforceable": True, "title": ""} | given
    return Provision(
        pk=edition * 10_000 + position,
        edition_id=edition,
        number=number,
        text=text,
        position=position,
        **plain,
    )


def told(old: list[Provision], new: list[Provision], *taken: Taken) -> Comparison:
    return compare(edition(1), edition(2), [*old, *new], taken)


def story(comparison: Comparison) -> list[tuple[str, str, list[str]]]:
    return [(str(row.kind), row.heading, row.sentences) for row in comparison.rows]


def test_a_line_is_known_by_its_lineage_whatever_its_number() -> None:
    old = [line("R-1", "Keep your word."), line("R-2", "Keep secrets.")]
    new = [
        line("R-1", "Keep secrets.", 2, lineage="R-2"),
        line("R-2", "Keep your word.", 2, lineage="R-1"),
    ]

    assert story(told(old, new)) == [
        ("moved", "R-2, now R-1", ["Number was R-2"]),
        ("moved", "R-1, now R-2", ["Number was R-1"]),
    ]


def test_reworded_lines_show_their_words_and_say_that_they_moved_too() -> None:
    old = [line("R", "", title="Rules"), line("R-1", "Members keep their word.")]
    old[1].parent_id = old[0].pk
    new = [line("Q", "Members and staff keep their word.", 2, lineage="R-1")]
    found = told(old, new)

    assert story(found) == [
        ("repealed", "R", []),
        ("reworded", "R-1, now Q", ["Number was R-1", "Stands under no heading now"]),
    ]
    assert found.rows[1].text == [
        Span(SAME, "Members "),
        Span(ADDED, "and staff "),
        Span(SAME, "keep their word."),
    ]


def test_the_same_words_with_another_effect_are_recast() -> None:
    old = [line("A", "One."), line("B", "Two.")]
    new = [line("A", "One.", 2), line("B", "Two.", 2, enforceable=False, kind="principle")]
    new[1].bridge_id, new[1].external_code_required = new[0].pk, True
    new[1].applies_to = ["CCM"]
    said = [
        "Can no longer be charged",
        "Was “Rule of conduct”, is now “Principle”",
        "A breach now also breaks A",
        "A charge now needs the other profession’s code",
        "Bound all whom the code binds. Now binds CCM",
    ]

    assert story(told(old, new)) == [("unchanged", "A", []), ("recast", "B", said)]


def test_a_heading_that_was_renamed_moves_nothing_that_stands_under_it() -> None:
    old = [line("P", "", title="Part"), line("P-1", "Words.")]
    new = [line("Q", "", 2, title="Part"), line("Q-1", "Words.", 2, lineage="P-1")]
    old[1].parent_id, new[1].parent_id = old[0].pk, new[0].pk

    assert story(told(old, new, Taken(2, "Q", ["P"]))) == [
        ("moved", "P, now Q", ["Number was P"]),
        ("moved", "P-1, now Q-1", ["Number was P-1"]),
    ]


def test_a_split_shows_what_went_where() -> None:
    old = [line("A", "Be true. Be kind.")]
    new = [line("A", "Be true.", 2), line("B", "Be kind.", 2, enforceable=False)]
    found = told(old, new, Taken(2, "B", ["A"]))
    (row,) = found.rows
    before, after = row.sides

    assert story(found) == [("split", "A, now A and B", ["B: Can no longer be charged"])]
    assert ["".join(span.text for span in side.text) for side in before] == ["Be true. Be kind."]
    assert ["".join(span.text for span in side.text) for side in after] == ["Be true.", "Be kind."]


def test_a_merger_and_what_is_new_and_repealed_stand_in_reading_order() -> None:
    old = [line("A", "One."), line("B", "Two."), line("C", "Gone.")]
    new = [line("A", "One. Two.", 2), line("D", "Fresh.", 2)]

    assert story(told(old, new, Taken(2, "A", ["A", "B"]))) == [
        ("merged", "A and B, now A", []),
        ("repealed", "C", []),
        ("new", "D", []),
    ]


def test_what_is_split_and_merged_at_once_has_a_row_for_each() -> None:
    old, new = [line("A"), line("C")], [line("A", "", 2), line("B", "", 2)]

    assert [row[:2] for row in story(told(old, new, Taken(2, "B", ["A", "C"])))] == [
        ("split", "A, now A and B"),
        ("merged", "A and C, now B"),
    ]


def test_lines_are_followed_through_the_editions_between() -> None:
    """B takes up A, then C takes up B while another line gets the name B: all rows at once."""
    old, new = [line("A", "Words.")], [line("B", "Other.", 4), line("C", "Words.", 4)]
    taken = [Taken(2, "B", ["A"]), Taken(4, "C", ["B"]), Taken(4, "B", ["X"])]

    assert story(compare(edition(1), edition(4), [*old, *new], taken)) == [
        ("new", "B", []),
        ("moved", "A, now C", ["Number was A"]),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("Keep it.", "Keep it.", [(SAME, "Keep it.")]),
        ("", "New.", [(ADDED, "New.")]),
        ("Old.", "", [(REMOVED, "Old.")]),
        (
            "They don’t tell.",
            "They won’t tell.",
            [(SAME, "They "), (REMOVED, "don’t"), (ADDED, "won’t"), (SAME, " tell.")],
        ),
        ("red blue", "one two", [(REMOVED, "red blue"), (ADDED, "one two")]),
    ],
)
def test_words_are_marked(old: str, new: str, expected: list[Span]) -> None:
    assert words_changed(old, new) == expected


@given(TEXTS, TEXTS)
def test_the_marked_words_give_back_both_texts(old: str, new: str) -> None:
    spans = words_changed(old, new)

    assert "".join(text for kind, text in spans if kind != ADDED) == old
    assert "".join(text for kind, text in spans if kind != REMOVED) == new


@pytest.mark.parametrize("sentence", ["{} a b a b. ", "a ", "a.", "\n"])
def test_a_long_text_of_few_words_is_compared_in_larger_pieces(sentence: str) -> None:
    old = "".join(sentence.format(number) for number in range(MOST_MEETINGS // 100))
    old, new = f"{old * 20}Old end.", f"{old * 20}New end."
    spans = words_changed(old, new)

    assert "".join(text for kind, text in spans if kind != ADDED) == old
    assert "".join(text for kind, text in spans if kind != REMOVED) == new


@st.composite
def edition_of(draw: st.DrawFn, pk: int) -> list[Provision]:
    """Any provisions at all, even several of one lineage, each under one that stands above."""
    found: list[Provision] = []
    for position in range(draw(st.integers(0, 6))):
        above = st.sampled_from([None, *(one.pk for one in found)])
        found.append(
            line(
                f"{pk}-{position}",
                draw(TEXTS),
                pk,
                position=position + 1,
                lineage=draw(st.sampled_from(LINES)),
                title=draw(TEXTS),
                enforceable=draw(FLAGS),
                applies_to=draw(st.sampled_from([[], ["CCM"], ["CPCS", "CPMSM"]])),
                parent_id=draw(above),
                bridge_id=draw(above),
            )
        )
    return found


TAKEN = st.lists(
    st.builds(
        Taken,
        st.integers(2, 4),
        st.sampled_from(LINES),
        st.lists(st.sampled_from(LINES), min_size=1, max_size=3),
    ),
    max_size=6,
)


@given(edition_of(1), edition_of(4), TAKEN)
def test_every_provision_is_in_a_row_and_every_side_gives_back_its_words(
    old: list[Provision], new: list[Provision], taken: list[Taken]
) -> None:
    found = compare(edition(1), edition(4), [*old, *new], taken)

    assert {p.pk for row in found.rows for p in row.before} == {p.pk for p in old}
    assert {p.pk for row in found.rows for p in row.after} == {p.pk for p in new}
    for row in found.rows:
        for side in [one for sides in row.sides for one in sides]:
            assert "".join(span.text for span in side.title) == side.provision.title
            assert "".join(span.text for span in side.text) == side.provision.text


@given(edition_of(1))
def test_an_edition_is_unchanged_beside_itself(provisions: list[Provision]) -> None:
    found = compare(edition(1), edition(1), provisions, [])

    assert [(row.kind, row.before, row.sentences) for row in found.rows] == [
        (Kind.UNCHANGED, (provision,), []) for provision in provisions
    ]


@given(edition_of(1))
def test_new_numbers_throughout_make_nothing_new(old: list[Provision]) -> None:
    new = []
    for one in old:
        plain = {field.attname: getattr(one, field.attname) for field in Provision._meta.fields}
        plain |= {"id": one.pk + 10_000, "edition_id": 2, "number": f"N-{one.position}"}
        for name in ("parent_id", "bridge_id"):
            plain[name] = plain[name] and plain[name] + 10_000
        new.append(Provision(**plain))

    assert {row.kind for row in told(old, new).rows} <= {Kind.MOVED}


THERE_AND_BACK = {
    Kind.NEW: Kind.REPEALED,
    Kind.REPEALED: Kind.NEW,
    Kind.SPLIT: Kind.MERGED,
    Kind.MERGED: Kind.SPLIT,
}


@given(edition_of(1), edition_of(4), TAKEN)
def test_there_and_back_tell_the_same_story(
    old: list[Provision], new: list[Provision], taken: list[Taken]
) -> None:
    there = compare(edition(1), edition(4), [*old, *new], taken)
    back = compare(edition(4), edition(1), [*old, *new], taken)

    def told(comparison: Comparison, *, turned: bool) -> list[tuple[str, list[int], list[int]]]:
        rows = []
        for row in comparison.rows:
            sides = [[one.pk for one in side] for side in (row.before, row.after)]
            kind = THERE_AND_BACK.get(row.kind, row.kind) if turned else row.kind
            rows.append((str(kind), *(reversed(sides) if turned else sides)))
        return sorted(rows)

    assert told(back, turned=True) == told(there, turned=False)
    assert (there.backwards, back.backwards) == (False, True)
    assert sum(there.counts.values()) == len(there.rows)
