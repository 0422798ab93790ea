from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from ethics_portal.env import Environment

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def write_missing():
    return runpy.run_path(str(ROOT / "scripts" / "secret_files.py"))["write_missing"]


def test_secrets_are_written_once_for_their_owner_alone(write_missing, tmp_path):
    folder = tmp_path / "var" / "secrets"

    assert write_missing(folder) == [
        "SECRET_KEY",
        "VAULT_KEYS",
        "SIGNING_KEYS",
        "RECEIPT_PEPPER",
    ]

    kept = {path.name: path.read_text() for path in folder.iterdir()}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert write_missing(folder) == []
    assert {path.name: path.read_text() for path in folder.iterdir()} == kept


def test_they_are_the_secrets_the_settings_ask_for(write_missing, tmp_path):
    write_missing(tmp_path / "secrets")
    env = Environment({}, base=tmp_path)

    keys = env.keys("VAULT_KEYS", "")

    assert [(epoch, len(key)) for epoch, key in keys.items()] == [(1, 32)]
    assert env.examples_in_use == []
