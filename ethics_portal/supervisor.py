"""Keeps web, worker, beat and poller running together on one machine, with nothing else installed.

Each child has a session of its own, so that Ctrl-C reaches it once, from here, as TERM: sent
to the whole group at once it can hang a pool of Celery's for minutes. The kernel ends each
child when this process dies, however it dies, so none is left behind.
"""

from __future__ import annotations

import ctypes
import signal
import subprocess
import time
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
STEADY_AFTER = 30.0
LONGEST_PAUSE = 30.0
PATIENCE = 8.0
TICK = 0.2

libc = ctypes.CDLL(None)


def die_with_parent() -> None:
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    name: str
    command: list[str]
    running: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    due: float = 0.0
    stumbles: int = 0

    def tend(self) -> str | None:
        """Start it when it is due; notice when it has ended, and say so."""
        now = time.monotonic()
        if self.running is None:
            if now >= self.due:
                self.began = now
                self.running = subprocess.Popen(  # noqa: S603 - our own command lines
                    self.command,
                    start_new_session=True,
                    preexec_fn=die_with_parent,  # noqa: PLW1509 - this process has one thread
                )
            return None
        code = self.running.poll()
        if code is None:
            return None
        self.running = None
        self.stumbles = 0 if now - self.began > STEADY_AFTER else self.stumbles + 1
        pause = min(2.0 ** max(self.stumbles - 1, 0), LONGEST_PAUSE)
        self.due = now + pause
        return f"The {self.name} ended with {code}; it starts again in {pause:.0f} s."


@dataclass
class Supervisor:
    children: list[Child]
    stopping: bool = field(default=False, init=False)

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)

    def stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def tend(self) -> list[str]:
        """Look after every child once; call this again and again."""
        said = [child.tend() for child in self.children]
        time.sleep(TICK)
        return [line for line in said if line]

    def end_all(self) -> None:
        """Ask each to finish what it has in hand, then insist."""
        running = [child.running for child in self.children if child.running]
        for process in running:
            process.terminate()
        patient_until = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.0, patient_until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
