from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ethics_portal.databases import read_database
from ethics_portal.env import Environment, Misconfigured

ROOT = Path(__file__).parents[2]
KEY = base64.b64encode(bytes(range(32))).decode()


def env(folder: Path, **values: str) -> Environment:
    return Environment(values, base=folder)


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        (lambda e: e.boolean("V", default=True), "yes", "V is “yes”; it must be true or false."),
        (lambda e: e.integer("V", 1, least=0, most=9), "-1", "V is “-1”; it must be from 0 to 9."),
        (lambda e: e.integer("V", 1, least=0, most=9), "²", "V is “²”; it must be from 0 to 9."),
        (lambda e: e.choice("V", "a", ["a", "b"]), "c", "V is “c”; it must be one of a, b."),
        (lambda e: e.names("V", []), "a,,b", "V has an empty place between its commas."),
        (lambda e: e.url("V", ["redis"]), "http://a", "V must begin with redis://."),
        (
            lambda e: e.url("V", ["redis"]),
            "redis://:s3cret@a:port",
            "V is not an address that can be read.",
        ),
        (
            lambda e: e.keys("V", ""),
            "1:c2hvcnQ=",
            "V must be a list of epoch:key, each epoch once and each key 32 bytes in base64.",
        ),
        (
            lambda e: e.keys("V", ""),
            f"1:{KEY},1:{KEY}",
            "V must be a list of epoch:key, each epoch once and each key 32 bytes in base64.",
        ),
    ],
)
def test_a_value_that_makes_no_sense_stops_the_start(read, value, sentence, tmp_path):
    with pytest.raises(Misconfigured) as stopped:
        read(env(tmp_path, V=value))
    assert str(stopped.value) == sentence


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("mysql://a/b", "DATABASE_URL must begin with sqlite:// or postgres:// or postgresql://."),
        ("sqlite:///office", "DATABASE_URL must name a file as sqlite:////the/whole/path."),
        ("postgres://host", "DATABASE_URL must name a host and a database."),
        (
            "postgres://h/d?sslmode=x",
            "DATABASE_URL may not carry anything after the name of the database.",
        ),
    ],
)
def test_a_database_nobody_can_open_is_refused(address, sentence, tmp_path):
    with pytest.raises(Misconfigured) as stopped:
        read_database(env(tmp_path, DATABASE_URL=address), tmp_path / "office")
    assert str(stopped.value) == sentence


def test_a_postgres_address_is_taken_apart(tmp_path):
    given = "postgresql://ethics:p%40ss@db.example:5433/portal"
    read = read_database(env(tmp_path, DATABASE_URL=given), tmp_path / "office")
    wanted = {
        "USER": "ethics",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": 5433,
        "NAME": "portal",
    }
    assert {name: read[name] for name in wanted} == wanted


def test_a_folder_with_a_space_is_a_folder(tmp_path):
    read = read_database(env(tmp_path), tmp_path / "an office.sqlite3")
    assert read["NAME"] == str(tmp_path / "an office.sqlite3")


def test_a_secret_comes_from_its_variable_its_file_or_the_folder(tmp_path):
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "KEPT").write_text("from the folder\n")
    (tmp_path / "handed").write_text("from a file\n")
    read = env(tmp_path, GIVEN="from the variable", HANDED_FILE=str(tmp_path / "handed"))

    secrets = [read.secret(name, "example") for name in ("GIVEN", "HANDED", "KEPT", "ABSENT")]

    assert secrets == ["from the variable", "from a file", "from the folder", "example"]
    assert read.examples_in_use == ["ABSENT"]


def test_two_places_for_one_value_are_one_too_many(tmp_path):
    with pytest.raises(Misconfigured) as stopped:
        env(tmp_path, V="1", V_FILE="/somewhere").text("V")
    assert str(stopped.value) == "V and V_FILE are both set; keep one of them."


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"SANDBOX": "maybe"}, "SANDBOX is “maybe”; it must be true or false."),
        ({"SANDBOX": "false"}, "EMAIL_URL must be set when SANDBOX is false."),
        (
            {"SITE_URL": "ethics.example.org"},
            "SITE_URL is “ethics.example.org”; it must be a web address with its host.",
        ),
    ],
)
def test_a_command_stops_with_the_sentence_alone(given, sentence, tmp_path):
    outside = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    stopped = subprocess.run(
        [sys.executable, "manage.py", "check"],
        check=False,
        cwd=ROOT,
        env=outside | given,
        capture_output=True,
        text=True,
    )
    assert (stopped.returncode, stopped.stderr) == (1, f"{sentence}\n")
