"""Writes the secrets of an office that runs from this folder, once, readable by its owner only."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

MAKERS = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(64),
    "VAULT_KEYS": lambda: "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
    "SIGNING_KEYS": lambda: "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
    "RECEIPT_PEPPER": lambda: secrets.token_urlsafe(48),
}


def write_missing(folder: Path) -> list[str]:
    """Write each secret that is absent and name it. One that exists is never touched.

    A new vault key would shut every file and every line sealed under the old one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    written = []
    for name, make in MAKERS.items():
        try:
            file = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(file, "w") as secret:
            secret.write(make())
        written.append(name)
    return written
