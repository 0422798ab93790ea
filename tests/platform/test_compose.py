"""No container engine is asked for: the file is parsed, and its commands are run without one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import yaml

from tests.platform.test_serve import SECRETS, answers, eventually, free_port
from vault import files

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
BIN = Path(sys.executable).parent


def outside(folder: Path, **given: str) -> dict[str, str]:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    # Under `make test-services` the messages go through Redis, as they do in the containers.
    services = {name: os.environ[name] for name in ("REDIS_URL",) if name in os.environ}
    return {"PATH": path, "DATA_DIR": str(folder), **SECRETS, **services, **given}


def test_it_has_these_parts():
    assert set(SERVICES) == {
        *("migrate", "web", "worker", "beat", "poller"),
        *("postgres", "redis", "clamav"),
    }
    assert [name for name, part in SERVICES.items() if "healthcheck" not in part] == ["migrate"]


def test_what_a_part_uses_is_declared():
    for part in SERVICES.values():
        assert set(part.get("secrets", [])) <= set(COMPOSE["secrets"])
        named = {volume.split(":")[0] for volume in part.get("volumes", [])}
        assert {name for name in named if not name.startswith(".")} <= set(COMPOSE["volumes"])
        assert set(part.get("depends_on", {})) <= set(SERVICES)


def test_no_secret_stands_in_the_file():
    """Each is a file; what stands in the environment is only where it lies."""
    files = re.compile(r"/run/secrets/([a-z_]+)")
    for part in SERVICES.values():
        for name, value in part.get("environment", {}).items():
            assert not re.search("SECRET|KEY|PEPPER|PASSWORD", name.removesuffix("_FILE")) or (
                name.endswith("_FILE") and files.fullmatch(value)[1] in part["secrets"]
            )


def test_only_the_migration_is_given_the_owner_of_the_tables():
    given = {
        name: [s for s in part.get("secrets", []) if s.endswith("database_url")]
        for name, part in SERVICES.items()
        if name not in {"postgres", "redis", "clamav"}
    }
    serving = ["serving_database_url"]
    assert given == {
        "migrate": ["owner_database_url"],
        "web": serving,
        "worker": serving,
        "beat": serving,
        "poller": serving,
    }


def test_every_variable_it_sets_is_one_we_read():
    read = (ROOT / "ethics_portal" / "settings.py").read_text()
    read += (ROOT / "ethics_portal" / "databases.py").read_text()
    read += (ROOT / "ethics_portal" / "management" / "commands" / "prepare.py").read_text()
    names = {
        name.removesuffix("_FILE")
        for part in ("migrate", "web", "worker", "beat", "poller")
        for name in SERVICES[part]["environment"]
    }
    assert [name for name in sorted(names) if f'"{name}"' not in read] == []


def test_the_scanner_takes_whatever_we_send():
    """Past its own limits it would call a file clean that it has not looked at to the end."""
    lines = (ROOT / "docker" / "clamd.conf").read_text().splitlines()
    told = dict(line.split() for line in lines if line and not line.startswith("#"))
    assert int(told["StreamMaxLength"].removesuffix("M")) * 2**20 > files.LIMIT
    assert int(told["MaxFileSize"].removesuffix("M")) * 2**20 > files.LIMIT
    assert told["AlertExceedsMax"] == "yes"
    assert SERVICES["web"]["environment"]["CLAMD_URL"] == f"tcp://clamav:{told['TCPSocket']}"


def test_the_commands_of_the_parts_start_without_containers(tmp_path):
    port = free_port()
    env = outside(tmp_path, PORT=str(port))
    for folder in ("messages", "control"):
        (tmp_path / "broker" / "demo" / folder).mkdir(parents=True)
    subprocess.run(SERVICES["migrate"]["command"], cwd=ROOT, env=env, check=True, timeout=60)
    beat = list(SERVICES["beat"]["command"])
    beat[beat.index("--schedule") + 1] = str(tmp_path / "beat")
    poller = SERVICES["poller"]["command"]
    started = [
        subprocess.Popen(command, cwd=ROOT, env=env)
        for command in (SERVICES["web"]["command"], SERVICES["worker"]["command"], beat, poller)
    ]
    try:
        assert eventually(lambda: answers(port))
        check = SERVICES["web"]["healthcheck"]["test"][1:]
        assert subprocess.run(check, cwd=ROOT, env=env, check=False).returncode == 0
        assert eventually(lambda: list(tmp_path.glob("beat*")))
        time.sleep(1)
        assert [process.poll() for process in started] == [None, None, None, None]
        alive = SERVICES["poller"]["healthcheck"]["test"][1:]
        assert subprocess.run(alive, cwd=ROOT, env=env, check=False).returncode == 0
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(30)
