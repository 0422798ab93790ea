"""The law of conduct that lasted, lasts still, or happened on a day that nobody knows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from codes.models import Code, Edition, Provision
from codes.publishing import publish
from codes.records import Heading, ProvisionRecord
from complaints import allegations
from complaints.checks import each_charge_can_be_brought
from complaints.doors import DOORS, take
from complaints.models import Allegation
from ledger.refusals import Blocked
from tests.walk import Walk, provision_of
from tests.walk.shared import Roads

MARCH = dt.date(2026, 3, 1)


def day(walk: Walk, back: int) -> dt.date:
    return walk.case.today - dt.timedelta(days=back)


def next_edition(
    walk: Walk, back: int, *, enforceable: bool = True, label: str = "Next"
) -> Edition:
    old = provision_of("ccmc")
    line = ProvisionRecord(
        old.number, old.kind, text="Reworded.", enforceable=enforceable, lineage=old.lineage
    )
    heading = Heading(label, "Ours", day(walk, back))
    return publish(Code.objects.get(pk=old.edition.code_id), heading, [line], by=None)


def write(walk: Walk, provision: Provision, first: int, last: int, **more: Any) -> Allegation:
    walk.act(
        allegations.write_allegation,
        walk.staff,
        words="Told the employer",
        conduct_from=day(walk, first),
        conduct_until=day(walk, last),
        provision=provision,
        **more,
    )
    return walk.case.allegations.select_related("provision__edition").last()  # type: ignore[return-value]


def test_conduct_that_spans_a_change_is_split_in_two_each_with_its_days(roads: Roads) -> None:
    with roads.at("file_lasting take_in change_code") as walk:
        old, row = provision_of("ccmc"), walk.case.allegations.get()
        door = DOORS["split_allegation"]
        take(door, walk.case, walk.staff, {"allegation": row, "provision": old})

        found = list(walk.case.allegations.select_related("provision__edition"))
        assert [
            (one.number, one.conduct_from, one.conduct_until, one.provision.edition.label)  # type: ignore[union-attr]
            for one in found
        ] == [
            (1, day(walk, 100), day(walk, 91), "2015 summary"),
            (2, day(walk, 90), day(walk, 80), "Next"),
        ]
        assert "is charged as two allegations" not in found[0].pin_explained.split("Split off")[0]
        assert "It is charged as two allegations, one for each edition." in found[1].pin_explained
        each_charge_can_be_brought(walk.case, walk.staff)
        with pytest.raises(Blocked, match="There is nothing to split"):
            take(door, walk.case, walk.staff, {"allegation": found[0], "provision": old})


def test_days_under_an_edition_that_cannot_charge_the_line_are_left_out(roads: Roads) -> None:
    with roads.at("file_lasting take_in") as walk:
        next_edition(walk, 90, enforceable=False)
        row = walk.case.allegations.get()
        take(
            DOORS["split_allegation"],
            walk.case,
            walk.staff,
            {"allegation": row, "provision": provision_of("ccmc")},
        )

        kept = walk.case.allegations.get()
        assert (kept.conduct_from, kept.conduct_until) == (day(walk, 100), day(walk, 91))


def test_conduct_that_goes_on_is_judged_until_the_day_of_filing(roads: Roads) -> None:
    with roads.at("intake") as walk:
        row = write(walk, provision_of("ccmc"), 100, 90, when="continuing")

        assert row.conduct_until == walk.case.filed_on
        assert "went on when the complaint was filed" in row.pin_explained
        assert row.days.endswith(f"going on when filed on {walk.case.filed_on:%-d %B %Y}")


def test_of_an_unknown_day_the_most_lenient_edition_is_proposed(roads: Roads) -> None:
    with roads.at("intake") as walk:
        old = provision_of("ccmc")
        new = next_edition(walk, 90).provisions.get()
        row = write(walk, old, 100, 80, when="unknown")
        assert "“2015 summary” is proposed, as the most lenient" in row.pin_explained

        with pytest.raises(Blocked, match="Say why another edition is charged"):
            write(walk, new, 100, 80, when="unknown")
        row = write(walk, new, 100, 80, when="unknown", edition_reason="The letter is of May.")
        assert row.pin_explained.endswith("“Next” is charged instead: The letter is of May.")
        entry = walk.case.docket.entries.order_by("number").last()
        assert entry is not None
        assert entry.details["explained"] == row.pin_explained
        each_charge_can_be_brought(walk.case, walk.staff)


def test_a_line_ticked_in_todays_code_is_cited_as_it_stood_at_the_time(roads: Roads) -> None:
    with roads.at("received") as walk:
        new = next_edition(walk, 50).provisions.get()
        walk.file(provisions=[new])
        row = walk.case.allegations.select_related("provision__edition").get()
        assert row.provision is not None
        assert row.provision.edition.label == "2015 summary"

        walk.file(provisions=[new], conduct_from=day(walk, 60), conduct_until=day(walk, 40))
        assert walk.case.allegations.get().provision is None


def test_the_form_cites_the_line_in_the_edition_of_its_days(roads: Roads) -> None:
    with roads.at("intake") as walk:
        new = next_edition(walk, 90).provisions.get()
        door = DOORS["write_allegation"]
        posted = {
            "words": "Told the employer",
            "conduct_from": day(walk, 120).isoformat(),
            "conduct_until": day(walk, 120).isoformat(),
            "provision": str(new.pk),
        }
        form = door.form(posted, case=walk.case, user=walk.staff)

        assert form.is_valid(), form.errors
        take(door, walk.case, walk.staff, form.details)
        row = walk.case.allegations.select_related("provision").last()
        assert row is not None
        assert row.provision == provision_of("ccmc")


def test_an_edition_published_late_moves_no_pin_and_stops_no_charge(roads: Roads) -> None:
    with roads.at("chair_review") as walk:
        row = walk.case.allegations.get()
        before = (row.provision_id, row.pin_explained, row.pinned_at)
        late = next_edition(walk, 150)

        row.refresh_from_db()
        assert (row.provision_id, row.pin_explained, row.pinned_at) == before
        assert list(Edition.objects.in_force_on(row.conduct_from).filter(code=late.code_id)) == [
            late
        ]
        walk.elevate()


def test_a_provision_that_binds_some_charges_nobody_else(roads: Roads) -> None:
    with roads.at("intake") as walk:
        old = provision_of("ccmc")
        line = ProvisionRecord(
            "S-1", "standard", text="Only for others.", enforceable=True, applies_to=("CDMS",)
        )
        heading = Heading("Narrow", "Ours", day(walk, 120))
        code = Code.objects.get(pk=old.edition.code_id)
        narrow = publish(code, heading, [line], by=None).provisions.get()
        write(walk, narrow, 100, 100)

        with pytest.raises(Blocked, match="binds only holders of CDMS; the respondent holds none"):
            walk.send_to_chair()


def test_what_can_be_cited_stays_short_however_many_editions_there_were(roads: Roads) -> None:
    with roads.at("intake") as walk:
        for back in range(99, 60, -1):
            next_edition(walk, back, label=f"Edition {back}")

        labels = {p.edition.label for p in allegations.citable(walk.case)}
        assert labels == {"2015 summary", "Edition 61", "Undated edition"} - {"Undated edition"}
