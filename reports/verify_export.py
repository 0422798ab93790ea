#!/usr/bin/env python3
"""Checks the export of one case. One file, standard library only, no network.

    python3 verify.py EXPORT.zip [--head DIGEST]

Prints "intact" and exits 0; names the first entry or file that is not as it was written and
exits 2; exits 1 when it is not called as above. Whoever holds an earlier digest of the
docket (from a letter, a receipt, an earlier export) gives it with --head: the export must
then contain it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import sys
import zipfile
import zlib
from typing import Any

GENESIS = "0" * 64
NEEDED = ("entries.jsonl", "exhibits.json", "docket-sheet.txt", "manifest.json")


class Broken(Exception):
    """Something is not as it was written; the sentence says what."""


def check(path: str, known_head: str | None = None) -> str:
    """Return a sentence for an intact export; raise Broken for any other."""
    files = unpack(path)
    for name in NEEDED:
        if name not in files:
            raise Broken(f"{name} is missing")
    manifest = json.loads(files["manifest.json"])
    digests = check_entries(files["entries.jsonl"], manifest)
    check_files(files, manifest)
    check_exhibits(files)
    with open(path, "rb") as whole:
        if whole.read() != pack(files):
            raise Broken("the archive was changed around its files")
    if known_head and known_head not in digests:
        raise Broken("the digest you hold is not in this record")
    return f"intact: {manifest['docket']}, {manifest['length']} entries, head {manifest['head']}"


def unpack(path: str) -> dict[str, bytes]:
    """Read every file, changed ones too: the walk has to say which entry is wrong."""
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.filename in files:
                raise Broken(f"{info.filename} is in the archive twice")
            with archive.open(info) as stream:
                stream._expected_crc = None  # type: ignore[attr-defined]
                files[info.filename] = stream.read()
    return files


def pack(files: dict[str, bytes]) -> bytes:
    """Write a ZIP in the one way there is: stored, in order, without times or extras."""
    body, directory = b"", b""
    for name, content in files.items():
        known = (zlib.crc32(content), len(content), len(content), len(name.encode()), 0)
        common = struct.pack("<HHHHHLLLHH", 20, 0x0800, 0, 0, 33, *known)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common
        directory += struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\x03\x04" + common + name.encode() + content
    sizes = (0, 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + struct.pack("<HHHHLLH", *sizes)


def check_files(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    listed = manifest["files"]
    for name in sorted(set(files) - {"manifest.json"}):
        if name not in listed:
            raise Broken(f"{name} is not in the manifest")
    for name, digest in sorted(listed.items()):
        if hashlib.sha256(files.get(name, b"")).hexdigest() != digest:
            raise Broken(f"{name} is not the file the manifest names")


def check_entries(body: bytes, manifest: dict[str, Any]) -> list[str]:
    """Walk the chain; return every digest in it."""
    before = GENESIS
    digests: list[str] = []
    lines = body.split(b"\n")[:-1] if body.endswith(b"\n") else body.split(b"\n")
    for number, text in enumerate(lines, start=1):
        try:
            line = json.loads(text)
            check_entry(line, number, before, manifest["docket"])
        except Broken as broken:
            raise Broken(f"entry {number}: {broken}") from None
        except Exception:
            raise Broken(f"entry {number}: it cannot be read") from None
        before = line["digest"]
        digests.append(before)
    if len(lines) != manifest["length"]:
        raise Broken(f"entry {len(lines) + 1}: the record should have {manifest['length']}")
    if (before if lines else "") != manifest["head"]:
        raise Broken(f"entry {len(lines)}: the record does not end with the manifest's head")
    return digests


def check_entry(line: dict[str, Any], number: int, before: str, docket: str) -> None:
    header = line["header"].encode("utf-8")
    if hashlib.sha256(b"\x00" + header).hexdigest() != line["digest"]:
        raise Broken("its digest does not match its header")
    told = json.loads(header)
    if canonical(told) != header:
        raise Broken("its header is not in canonical form")
    if (line["number"], told["number"], told["docket"]) != (number, number, docket):
        raise Broken("it is not in its place")
    if told["prev"] != before:
        raise Broken("it does not follow the entry before it")
    if ("payload" in line) != ("salt" in line):
        raise Broken("its payload or its salt is missing")
    if "payload" in line:
        salt = base64.b64decode(line["salt"], validate=True)
        committed = hashlib.sha256(b"\x02" + salt + line["payload"].encode("utf-8")).hexdigest()
        if committed != told["commit"]:
            raise Broken("what was said is not what it commits to")


def check_exhibits(files: dict[str, bytes]) -> None:
    """Every listed exhibit was entered with the same hash."""
    entered = set()
    for text in files["entries.jsonl"].split(b"\n")[:-1]:
        line = json.loads(text)
        if json.loads(line["header"])["verb"] == "exhibit.received" and "payload" in line:
            said = json.loads(line["payload"])
            entered.add((said["exhibit"], said["sha256"]))
    for row in json.loads(files["exhibits.json"]):
        if (row["exhibit"], row["sha256"]) not in entered:
            raise Broken(f"exhibits.json: {row['exhibit']} was never entered with this hash")


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def main(arguments: list[str]) -> int:
    if len(arguments) not in (1, 3) or (len(arguments) == 3 and arguments[1] != "--head"):
        print(__doc__)
        return 1
    try:
        print(check(arguments[0], arguments[2] if len(arguments) == 3 else None))
    except Broken as broken:
        print(f"NOT INTACT: {broken}")
        return 2
    except Exception as unreadable:
        print(f"NOT INTACT: the export cannot be read ({type(unreadable).__name__})")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
