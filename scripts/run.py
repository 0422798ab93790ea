"""``make run``: from a fresh clone to an office that answers."""

from __future__ import annotations

import argparse
import os
import socket
import sys

import environment
import secret_files

HOST = "127.0.0.1"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", default="8000")
    parser.add_argument("--demo", default="1")
    asked = parser.parse_args()
    if asked.demo not in {"0", "1"}:
        sys.exit(f"DEMO is “{asked.demo}”; it must be 0 (an empty office) or 1.")
    if not asked.port.isdecimal() or not 1 <= int(asked.port) <= 65535:
        sys.exit(f"PORT is “{asked.port}”; it must be a number from 1 to 65535.")
    refuse_taken(int(asked.port))
    environment.main(["requirements.txt"])

    # From here on nobody else on this machine may read what is written.
    os.umask(0o077)
    demo = asked.demo == "1"
    data = environment.ROOT / "var"
    if written := secret_files.write_missing(data / "secrets"):
        print(f"Wrote {', '.join(written)} to var/secrets.", flush=True)
    database = data / ("demo.sqlite3" if demo else "office.sqlite3")
    given = {
        "DATA_DIR": str(data),
        "DATABASE_URL": f"sqlite:///{database}",
        "SITE_URL": f"http://{HOST}:{asked.port}",
    }
    serve = [str(environment.PYTHON), "manage.py", "serve", "--port", asked.port]
    os.chdir(environment.ROOT)
    os.execve(serve[0], [*serve, *(["--demo"] if demo else [])], given | os.environ)  # noqa: S606


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as fault:
            sys.exit(
                f"Port {port} cannot be used ({fault.strerror}); "
                f"choose another with: make run PORT={port % 65535 + 1}"
            )


if __name__ == "__main__":
    main()
