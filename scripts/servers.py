"""PostgreSQL and Redis for the tests: yours if you name them, those that answer, else our own.

``start`` prints their addresses, ``run COMMAND`` runs it with them, ``stop`` ends what we started.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import redis

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "ethics_portal"
POSTGRES_PORT, REDIS_PORT = 54329, 63799
UNPRIVILEGED = ("postgres", "nobody")
PATIENCE = 20


def main(arguments: list[str]) -> int:
    match arguments:
        case ["start"]:
            for name, address in addresses().items():
                print(f"export {name}={address}")
        case ["stop"]:
            stop()
        case ["run", *command] if command:
            found = addresses()
            return subprocess.run(command, check=False, env=os.environ | found).returncode
        case _:
            sys.exit(__doc__)
    return 0


def addresses() -> dict[str, str]:
    return {"DATABASE_URL": postgres(), "REDIS_URL": redis_server()}


# --- PostgreSQL -----------------------------------------------------------------------------------


def postgres() -> str:
    if given := os.environ.get("DATABASE_URL"):
        return said("PostgreSQL", "as DATABASE_URL says", given)
    for port, whose in ((5432, "already running"), (POSTGRES_PORT, "ours")):
        address = f"postgresql://postgres@127.0.0.1:{port}/{DATABASE}"
        if postgres_answers(address):
            return said("PostgreSQL", whose, address)
    start_postgres()
    wait_until(lambda: postgres_answers(address), "PostgreSQL")
    return said("PostgreSQL", "started", address)


def postgres_answers(address: str) -> bool:
    """Whether we may sign in there and make databases; makes ours when it is absent."""
    server = urlsplit(address)._replace(path="/postgres").geturl()
    try:
        with contextlib.closing(psycopg2.connect(server, connect_timeout=3)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if not cursor.fetchone():
                    cursor.execute(f"CREATE DATABASE {DATABASE}")
    except psycopg2.Error:
        return False
    return True


def start_postgres() -> None:
    binaries = postgres_binaries() or installed("postgresql", postgres_binaries)
    user, folder = unprivileged_user(), data_folder()
    data = folder / "postgres"
    if not (data / "PG_VERSION").exists():
        as_user(
            user,
            [f"{binaries}/initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8"],
            folder,
        )
    # What a test wrote need not survive a power cut, and without fsync the suite is quicker.
    options = f"-p {POSTGRES_PORT} -h 127.0.0.1 -k {folder} -c fsync=off"
    log = folder / "postgres.log"
    as_user(
        user, [f"{binaries}/pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"], folder
    )


def postgres_binaries() -> str:
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    if newest := max(versions, key=lambda folder: int(folder.parent.name), default=None):
        return str(newest)
    found = shutil.which("initdb")
    return str(Path(found).resolve().parent) if found else ""


# --- Redis ----------------------------------------------------------------------------------------


def redis_server() -> str:
    if given := os.environ.get("REDIS_URL"):
        return said("Redis", "as REDIS_URL says", given)
    for port, whose in ((6379, "already running"), (REDIS_PORT, "ours")):
        # Not database 0: whatever else uses that server is likely to be there.
        address = f"redis://127.0.0.1:{port}/9"
        if redis_answers(address):
            return said("Redis", whose, address)
    binary = redis_binary() or installed("redis-server", redis_binary)
    folder = data_folder()
    options = f"--port {REDIS_PORT} --bind 127.0.0.1 --daemonize yes --save --appendonly no"
    as_user(
        unprivileged_user(),
        [binary, *options.split(), "--dir", folder, "--pidfile", folder / "redis.pid"],
        folder,
    )
    wait_until(lambda: redis_answers(address), "Redis")
    return said("Redis", "started", address)


def redis_answers(address: str) -> bool:
    try:
        with redis.Redis.from_url(address, socket_connect_timeout=2) as server:
            return bool(server.ping())
    except redis.RedisError:
        return False


def redis_binary() -> str:
    return shutil.which("redis-server") or shutil.which("valkey-server") or ""


# --- The machine ----------------------------------------------------------------------------------


def installed(package: str, find) -> str:
    """Fetch a Debian package where we may; else say what to type."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", package]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"{package} is not here; install it with: sudo apt-get install {package}")
    print(f"Installing {package} …", file=sys.stderr, flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], check=False, capture_output=True, env=quiet)
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=quiet)
    return find() or sys.exit(f"{package} could not be installed: {done.stderr.strip()}")


def unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; another user needs no change."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def data_folder() -> Path:
    """Under var/, unless the user who runs the servers cannot come in there."""
    user = unprivileged_user()
    inside = ROOT / "var" / "services"
    inside.mkdir(parents=True, exist_ok=True)
    if user and subprocess.run(["test", "-x", inside], check=False, user=user).returncode:
        inside = Path("/var/tmp/ethics-portal-services")  # noqa: S108 - only its owner may enter
        inside.mkdir(exist_ok=True)
    if user:
        shutil.chown(inside, user)
    inside.chmod(0o700)
    return inside


def as_user(user: str | None, command: list[object], folder: Path) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=folder,
        user=user,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr.strip()}")


def wait_until(answers, name: str) -> None:
    late = time.monotonic() + PATIENCE
    while not answers():
        if time.monotonic() > late:
            sys.exit(f"{name} was started and does not answer; see {data_folder()}.")
        time.sleep(0.2)


def stop() -> None:
    """End only what we started, by its own pid file."""
    folder = data_folder()
    if (folder / "postgres" / "postmaster.pid").exists():
        data = folder / "postgres"
        command = [f"{postgres_binaries()}/pg_ctl", "-D", data, "-m", "fast", "stop"]
        as_user(unprivileged_user(), command, folder)
        print("PostgreSQL stopped.")
    if (folder / "redis.pid").exists():
        redis.Redis.from_url(f"redis://127.0.0.1:{REDIS_PORT}/9").shutdown(nosave=True)
        print("Redis stopped.")


def said(name: str, how: str, address: str) -> str:
    print(f"{name}: {how}", file=sys.stderr, flush=True)
    return address


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
