"""``make bench``: seeds scratch databases, measures each, prints one table.

    python -m bench [--sizes 1000,20000] [--editions 3,200] [--databases sqlite,postgres]

``--sizes`` are cases, ``--editions`` those of one code; either may be empty. Query counts have to
be the same at every size: the command fails when they are not.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

NAMES = ["filing", "docket", "case page", "one step", "export"]
LAW = [
    *("code browser", "browser on a day", "edition", "provision", "first with last", "neighbours"),
    *("search", "what happened"),
    *("edition in force", "resolve, 2 changes", "resolve, 5 changes", "resolve, a gap"),
    "procedure in force",
]
Queries = dict[str, set[int]]
POSTGRES = os.environ.get("BENCH_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def scratch(database: str, size: int, folder: Path) -> str:
    """The address of an empty database that only this run uses."""
    if database == "sqlite":
        return f"sqlite:///{folder}/bench-{size}.sqlite3"
    import psycopg2  # noqa: PLC0415 - only where PostgreSQL is measured

    name = f"ethics_bench_{size}"
    owner = psycopg2.connect(POSTGRES)
    owner.autocommit = True
    with owner.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    owner.close()
    return urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()


def run(database: str, size: int, module: str = "bench.measuring") -> dict[str, Any]:
    """Seed and measure in a process of its own, so that memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": scratch(database, size, Path(folder)),
            "DATA_DIR": folder,
            "DEBUG": "false",
            "DJANGO_SETTINGS_MODULE": "ethics_portal.settings",
        }
        done = subprocess.run(
            [sys.executable, "-m", module, str(size)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def cases(database: str, size: int, queries: Queries) -> None:
    print(f"Seeding {size:,} cases on {database} ...", flush=True)
    figures = run(database, size)
    print(f"\n{database}, {size:,} cases (seeded in {figures['seeded']:.0f} s)")
    print(f"{'':12}{'median ms':>10}{'p95 ms':>9}{'queries':>9}{'x floor':>9}{'MiB +':>7}")
    for name in NAMES:
        one = figures[name]
        queries[name].add(one["queries"])
        print(
            f"{name:12}{one['median']:10.1f}{one['p95']:9.1f}{one['queries']:9}"
            f"{one['ratio']:9.1f}{one['grew']:7.1f}"
        )
    floor = figures["docket"]["floor"]
    print(f"floor {floor:.1f} ms a list of 50; process {figures['memory']:.0f} MiB\n")


def law(database: str, editions: int, queries: Queries) -> None:
    print(f"Publishing {editions:,} editions on {database} ...", flush=True)
    figures = run(database, editions, "bench.law")
    print(f"\n{database}, {editions:,} editions (published in {figures['seeded']:.0f} s)")
    print(f"{'':20}{'median ms':>10}{'p95 ms':>9}{'queries':>9}")
    for name in LAW:
        one = figures[name]
        queries[name].add(one["queries"])
        print(f"{name:20}{one['median']:10.2f}{one['p95']:9.2f}{one['queries']:9}")
    print()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,20000")
    parser.add_argument("--editions", default="3,200")
    parser.add_argument("--databases", default="sqlite,postgres")
    asked = parser.parse_args()
    queries: Queries = {name: set() for name in [*NAMES, *LAW]}
    for database in asked.databases.split(","):
        for size in filter(None, asked.sizes.split(",")):
            cases(database, int(size), queries)
        for editions in filter(None, asked.editions.split(",")):
            law(database, int(editions), queries)
    differing = [name for name, counts in queries.items() if len(counts) > 1]
    if differing:
        print(f"Query counts differ with size: {', '.join(differing)}.")
        return 1
    print("Query counts are the same at every size.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
