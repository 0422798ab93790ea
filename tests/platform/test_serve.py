"""The office on one machine, started for real: web, worker and beat, with nothing installed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ethics_portal.supervisor import Child, Supervisor

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
SECRETS = {"DEBUG": "true"}  # the examples will do


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(true: Callable[[], object], within: float = PATIENCE) -> bool:
    late = time.monotonic() + within
    while time.monotonic() < late:
        if true():
            return True
        time.sleep(0.1)
    return False


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False


def children_of(pid: int) -> dict[str, int]:
    """The children of a process, by what they are."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    words = {int(child): Path(f"/proc/{child}/cmdline").read_text().split("\0") for child in listed}
    names = ("gunicorn", "worker", "beat", "tend_queues")
    return {name: pid for pid, said in words.items() for name in names if name in said}


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture
def office(folder) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    outside = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder)}
    with subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=ROOT,
        env=outside | SECRETS,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        assert eventually(lambda: answers(port) or running.poll() is not None)
        yield running, port
        running.kill()


def test_it_answers_mends_itself_and_stops_cleanly(office):
    running, port = office
    assert running.poll() is None, running.stdout.read()
    first = children_of(running.pid)
    assert set(first) == {"gunicorn", "worker", "beat", "tend_queues"}

    os.kill(first["worker"], signal.SIGKILL)
    assert eventually(lambda: children_of(running.pid).get("worker") not in {None, first["worker"]})

    running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=15)[0]
    assert running.returncode == 0
    assert f"Ethics Portal is at http://127.0.0.1:{port} " in said
    assert "The worker ended with -9; it starts again in 1 s." in said
    assert said.endswith("Stopping …\nStopped.\n")


def test_nothing_is_left_behind_when_it_is_killed(office):
    running, _ = office
    left = children_of(running.pid)
    assert len(left) == 4

    running.kill()

    assert eventually(lambda: all(is_gone(pid) for pid in left.values()), within=20)


def test_a_child_that_keeps_falling_is_given_time():
    child = Child("clerk", [sys.executable, "-S", "-c", "raise SystemExit(3)"])
    pauses = []
    while len(pauses) < 3:
        if said := child.tend():
            pauses.append(said)
            child.due = 0.0
        time.sleep(0.01)
    assert pauses == [
        f"The clerk ended with 3; it starts again in {pause} s." for pause in (1, 2, 4)
    ]


def test_one_that_will_not_end_is_ended(monkeypatch):
    monkeypatch.setattr("ethics_portal.supervisor.PATIENCE", 0.5)
    deaf = "import signal, time; signal.signal(15, 1); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-S", "-c", deaf], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        supervisor = Supervisor([Child("clerk", [], running=process)])
        supervisor.end_all()
        assert process.returncode == -signal.SIGKILL


def test_a_port_in_use_is_said_in_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        stopped = subprocess.run(
            [sys.executable, "scripts/run.py", "--port", str(port)],
            check=False,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
    sentence = (
        f"Port {port} cannot be used (Address already in use); "
        f"choose another with: make run PORT={port % 65535 + 1}\n"
    )
    assert (stopped.returncode, stopped.stderr) == (1, sentence)
