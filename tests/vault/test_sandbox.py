"""What reads a hostile file can do nothing else, whatever the file talks it into."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.vault.hostile.zips import docx, zipped
from vault.inspection.asking import PROGRAM, ROOT, NotTaken, inspect

# A parser that was taken over stands where that for texts should be.
TAKEN_OVER = """
import socket, sys, types
sys.path.insert(0, sys.argv[1])
def attempt(act):
    try:
        act()
    except BaseException as fault:
        return type(fault).__name__
    return "done"
def inspect(data, ending):
    from vault.inspection.verdicts import Refused
    import os
    raise Refused(" ".join([
        attempt(lambda: open("/etc/passwd")),
        attempt(lambda: socket.socket()),
        attempt(lambda: bytearray(600 * 2**20)),
        attempt(lambda: os.memfd_create("a")),
        str(sorted(os.environ)),
    ]))
sys.modules["vault.inspection.text"] = types.SimpleNamespace(inspect=inspect)
from vault.inspection.child import main
main()
"""


def run(program: str, data: bytes = b"a") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-I", "-c", program, str(ROOT), "txt"]
    env = {"LC_ALL": "C.UTF-8"}
    return subprocess.run(  # noqa: S603 - our own program
        command, input=data, capture_output=True, check=False, env=env
    )


def test_it_can_open_nothing_take_no_more_memory_and_knows_no_secret() -> None:
    told = json.loads(run(TAKEN_OVER).stdout)

    assert told == {"refused": "OSError OSError MemoryError OSError ['LC_ALL']"}


def test_one_that_never_ends_is_ended() -> None:
    endless = PROGRAM.replace("main()", "child.SECONDS = 1; main()")
    endless = endless.replace(
        "import main;", "import main; import vault.inspection.child as child;"
    )
    endless += "\nwhile True: pass"

    assert run(endless).returncode < 0


@pytest.mark.parametrize("name", ["deep.docx", "deep.pdf"])
def test_nesting_without_an_end_is_a_sentence(name: str) -> None:
    """Whether the parser gives up or dies of it: the web server goes on."""
    if name == "deep.docx":
        data = zipped(docx(text="<a>" * 300_000 + "</a>" * 300_000))
    else:
        data = b"%PDF-1.4\n1 0 obj" + b"[" * 300_000 + b"]" * 300_000 + b"endobj\n%%EOF"
    upload = SimpleUploadedFile(name, data, "application/octet-stream")
    with pytest.raises(NotTaken, match=f"^“{name}” is "):
        inspect(upload)
