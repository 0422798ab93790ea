"""Makes .venv and installs locks into it: ``python3 scripts/environment.py requirements.txt``.

Standard library only, because it runs before anything is installed. A stamp holding the digest
of the lock makes the second time instant.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def main(locks: list[str]) -> None:
    make_venv()
    for lock in locks:
        install(ROOT / lock)


def make_venv() -> None:
    if sys.version_info < OLDEST:
        sys.exit(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version}.")
    if PYTHON.exists() and works(PYTHON):
        return
    if not importlib.util.find_spec("ensurepip"):
        install_ensurepip()
    print("Making .venv …", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        check=False,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        sys.exit(f"The virtual environment could not be made: {made.stdout}{made.stderr}")


def works(python: Path) -> bool:
    """Whether pip answers in there; a new system Python leaves an old environment broken."""
    tried = subprocess.run([python, "-c", "import pip"], check=False, capture_output=True)
    return tried.returncode == 0


def install_ensurepip() -> None:
    """Debian parts venv from Python: fetch it where we may, else say what to type."""
    command = "apt-get install --yes python3-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"Python's venv is missing here; install it with: sudo {command}")
    print("Python's venv is missing; installing python3-venv …", flush=True)
    if not quietly(command):
        quietly("apt-get update")
        if not quietly(command):
            sys.exit(f"python3-venv could not be installed; try by hand: {command}")


def quietly(command: str) -> bool:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command.split(), check=False, capture_output=True, env=env)
    return done.returncode == 0


def install(lock: Path) -> None:
    stamp = VENV / f"{lock.name}.installed"
    digest = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    total = sum(line[:1].isalnum() for line in lock.read_text().splitlines())
    pip = subprocess.Popen(
        [PYTHON, "-m", "pip", "install", "--require-hashes", "--requirement", lock],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = list(follow(pip, lock.name, total))
    if pip.wait():
        sys.exit("".join(said[-40:]) + f"\n{lock.name} could not be installed: see above.")
    stamp.write_text(digest)


def follow(pip: subprocess.Popen[str], name: str, total: int):
    """Count what pip finds, so that whoever waits sees how far it is."""
    found = 0
    for line in pip.stdout or []:
        yield line
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            found += 1
            report(f"Installing {name}: {min(found, total)} of {total}", found % 10 == 0)
        elif line.startswith("Installing collected packages"):
            report(f"Installing {name}: unpacking {total} packages", True)
    report(f"Installed {name}.", True, "\n")


def report(line: str, milestone: bool, end: str = "") -> None:
    if sys.stdout.isatty():
        print(f"\r\033[K{line}", end=end, flush=True)
    elif milestone:
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
