"""A real web server over a scratch office, for drills that send to it and kill its worker.

The server listens on the loopback only, and ends with the drill.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.secret_files import write_missing

PATIENCE = 30.0
GUNICORN = ["--worker-class=gthread", "--workers=1", "--threads=4", "--preload"]
GUNICORN += ["--no-control-socket", "--log-level=critical", "--timeout=120"]


def figures_of(module: str, *arguments: str, alone: str = "") -> dict[str, Any]:
    """Run a drill in an environment of its own; what it printed last, or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        # Without DEBUG, as an office runs: its error pages are the ones people see.
        write_missing(Path(folder) / "secrets")
        env |= {"DATA_DIR": folder, "LOG_LEVEL": "ERROR"}
        env |= {"DATABASE_URL": f"sqlite:///{folder}/scratch.sqlite3"}
        env |= {"DJANGO_SETTINGS_MODULE": "ethics_portal.settings"}
        command = [sys.executable, "-m", module, "--alone", *[alone][: bool(alone)], *arguments]
        run = subprocess.run(command, check=False, env=env, stdout=subprocess.PIPE)
    lines = run.stdout.decode().splitlines()
    return json.loads(lines[-1]) if lines and not run.returncode else {}


@dataclass
class Server:
    """A master process that starts a new worker when one dies."""

    master: subprocess.Popen[bytes]
    port: int
    cookies: str
    token: str

    @property
    def worker(self) -> int | None:
        listed = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text()
        return int(listed.split()[0]) if listed.split() else None

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def head(self, path: str, length: str) -> bytes:
        return (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookies}\r\n"
            f"Content-Type: multipart/form-data; boundary=between\r\n{length}\r\n\r\n"
        ).encode()

    def part(self, name: str, value: bytes, filename: str = "") -> bytes:
        as_file = f'; filename="{filename}"' if filename else ""
        head = f'--between\r\nContent-Disposition: form-data; name="{name}"{as_file}\r\n\r\n'
        return head.encode() + value + b"\r\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def signed_in(user: Any) -> str:
    # Not above: Django is set up only once this module is imported.
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(user)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


@contextlib.contextmanager
def serving(user: Any) -> Iterator[Server]:
    """Serve the office as it stands, with somebody signed in."""
    port, token = free_port(), secrets.token_hex(16)
    command = [sys.executable, "-m", "gunicorn", "ethics_portal.wsgi", *GUNICORN]
    master = subprocess.Popen(
        [*command, f"--bind=127.0.0.1:{port}"], stderr=subprocess.DEVNULL, start_new_session=True
    )
    server = Server(master, port, f"{signed_in(user)}; csrf={token}", token)
    try:
        wait_for(server)
        yield server
    finally:
        master.terminate()
        master.wait(PATIENCE)


def wait_for(server: Server) -> None:
    late = time.monotonic() + PATIENCE
    while time.monotonic() < late:
        with contextlib.suppress(OSError), server.connect() as link:
            link.sendall(b"GET /health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            if link.recv(64):
                return
        time.sleep(0.05)
    raise TimeoutError("The server did not answer.")


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0
