"""What others made is kept as it came: every file is listed, and every sum is right."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FOLDERS = [ROOT / "static" / "vendor", ROOT / "tests" / "vendor"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_the_manifest_lists_every_file_with_its_sum(folder: Path):
    listed = re.findall(
        r"^([0-9a-f]{64})  (\S+)$", (folder / "MANIFEST.txt").read_text(), re.MULTILINE
    )
    kept = [path for path in folder.rglob("*") if path.is_file() and path.name != "MANIFEST.txt"]

    assert {name: summed for summed, name in listed} == {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in kept
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_each_thing_brings_its_licence(folder: Path):
    things = [path for path in folder.iterdir() if path.is_dir()]

    assert things
    assert [thing.name for thing in things if not (thing / "LICENSE").is_file()] == []
