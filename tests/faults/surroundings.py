"""An environment of its own for a drill: a scratch office, its secrets, a mail server's address."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from scripts.secret_files import write_missing
from tests.faults.reminders import scratch_postgres
from tests.faults.serving import free_port


def databases() -> list[str]:
    """SQLite, and PostgreSQL where DATABASE_URL names a server."""
    server = os.environ.get("DATABASE_URL", "")
    return ["sqlite", *(["postgres"] if server.startswith("postgres") else [])]


def figures_of(module: str, database: str, *arguments: str, **more: str) -> dict[str, Any]:
    """Run a drill there; what it printed last, or nothing when it did not finish."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as scratch:
        env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        write_missing(Path(folder) / "secrets")
        env |= {"DATA_DIR": folder, "LOG_LEVEL": "ERROR", "SANDBOX": "false"}
        env |= {"EMAIL_URL": f"smtp://127.0.0.1:{free_port()}"}
        env |= {"DJANGO_SETTINGS_MODULE": "tests.faults.hasty"}
        env |= {"DATABASE_URL": f"sqlite:///{folder}/scratch.sqlite3"}
        if database == "postgres":
            env["DATABASE_URL"] = scratch.enter_context(scratch_postgres())
        command = [sys.executable, "-m", module, "--alone", *arguments]
        run = subprocess.run(command, check=False, env=env | more, stdout=subprocess.PIPE)
    lines = run.stdout.decode().splitlines()
    return json.loads(lines[-1]) if lines and not run.returncode else {}
