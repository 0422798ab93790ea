"""The export verifies on a machine that knows nothing of us, and shows every changed byte."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine

from complaints.stages import Stage
from ledger.refusals import Forbidden
from reports import verify_export
from reports.audit_export import export
from tests.office import Office
from tests.walk import Walk, walk_to

NOON = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)


@pytest.fixture
def walk(office: Office) -> Walk:
    with time_machine.travel(NOON):
        return walk_to(Stage.COMMITTEE_REVIEW)


@pytest.fixture
def exported(walk: Walk, tmp_path: Path) -> Path:
    path = tmp_path / "case.zip"
    path.write_bytes(export(walk.case, by=walk.user("auditor")))
    return path


def verdict(path: Path, *more: str) -> tuple[int, str]:
    """Run the verifier as a stranger would: isolated, with nothing of ours on its path."""
    script = Path(verify_export.__file__)
    done = subprocess.run(  # noqa: S603 - our own script, on a file the test made
        [sys.executable, "-I", str(script), str(path), *more],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.strip()


def test_an_untouched_export_is_intact(walk: Walk, exported: Path) -> None:
    docket = walk.case.docket
    assert verdict(exported) == (
        0,
        f"intact: {docket.number}, {docket.length} entries, head {docket.head}",
    )


def test_the_export_holds_a_digest_known_from_before(walk: Walk, exported: Path) -> None:
    known = walk.case.docket.entries.get(number=3).digest
    assert verdict(exported, "--head", known)[0] == 0
    assert verdict(exported, "--head", "0" * 64) == (
        2,
        "NOT INTACT: the digest you hold is not in this record",
    )


def test_every_flipped_byte_shows(exported: Path, tmp_path: Path) -> None:
    whole = exported.read_bytes()
    changed = tmp_path / "changed.zip"
    passed = []
    for place in range(0, len(whole), 97):
        flipped = bytearray(whole)
        flipped[place] ^= 0x01
        changed.write_bytes(flipped)
        try:
            verify_export.check(str(changed))
        except Exception:  # noqa: BLE001, S112 - whatever it raises means: not intact
            continue
        passed.append(place)
    assert passed == []


def test_a_changed_entry_is_named(exported: Path, tmp_path: Path) -> None:
    files = verify_export.unpack(str(exported))
    lines = files["entries.jsonl"].splitlines()
    lines[4] = lines[4].replace(b'"digest": "', b'"digest": "0', 1)
    files["entries.jsonl"] = b"\n".join(lines) + b"\n"
    changed = tmp_path / "changed.zip"
    changed.write_bytes(verify_export.pack(files))
    assert verdict(changed) == (
        2,
        "NOT INTACT: entry 5: its digest does not match its header",
    )


def test_votes_and_conflicts_stay_sealed(walk: Walk, exported: Path) -> None:
    lines = verify_export.unpack(str(exported))["entries.jsonl"].splitlines()
    verbs = {
        json.loads(line["header"])["verb"]
        for line in map(json.loads, lines)
        if "payload" not in line
    }
    assert verbs == {"conflict.answered", "assignment.made", "assignment.ended"}


def test_the_export_is_entered_in_the_record_of_readings(walk: Walk, exported: Path) -> None:
    reads = walk.case.docket.reads
    assert [entry.verb for entry in reads.entries.all()] == ["case.exported"]
    assert reads.first_fault() is None


def test_only_an_auditor_exports(walk: Walk) -> None:
    with pytest.raises(Forbidden, match="Only an auditor"):
        export(walk.case, by=walk.user("staff"))
