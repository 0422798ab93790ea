"""A short run of the fault script, on the embedded broker and, where there is one, on Redis."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("broker", ["filesystem", "redis"])
def test_each_reminder_is_sent_once_though_workers_die(broker: str) -> None:
    if broker == "redis" and "REDIS_URL" not in os.environ:
        pytest.skip("REDIS_URL names no Redis here.")
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [
            sys.executable,
            *("-m", "tests.faults.reminders", "--broker", broker, "--cases", "2", "--kills", "2"),
        ],
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["every reminder exactly once"])
