"""Reads the environment strictly: a value that makes no sense stops the start.

Every variable ``NAME`` may instead be given as ``NAME_FILE``, the path of a file that holds it:
this is how a container hands over a secret.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

KEY_BYTES = 32


class Misconfigured(SystemExit):
    """Stops whatever is starting (server, worker or command) with one sentence."""


class Environment:
    def __init__(self, values: Mapping[str, str], *, base: Path) -> None:
        self.values = values
        self.base = base
        self.secrets_dir = base / "secrets"
        self.examples_in_use: list[str] = []

    def raw(self, name: str) -> str | None:
        """The value as given; None when it is absent or empty."""
        value, path = self.values.get(name), self.values.get(f"{name}_FILE")
        if value and path:
            raise Misconfigured(f"{name} and {name}_FILE are both set; keep one of them.")
        if not path:
            return value or None
        try:
            with open(path, encoding="utf-8") as source:  # noqa: PTH123 - the path may be a pipe
                return source.read().strip() or None
        except (OSError, UnicodeDecodeError) as fault:
            raise Misconfigured(f"{name}_FILE names {path}, which cannot be read.") from fault

    def text(self, name: str, default: str = "") -> str:
        return self.raw(name) or default

    def boolean(self, name: str, *, default: bool) -> bool:
        given = self.raw(name)
        if given is None:
            return default
        if given.lower() not in {"true", "false", "1", "0"}:
            raise Misconfigured(f"{name} is “{given}”; it must be true or false.")
        return given.lower() in {"true", "1"}

    def integer(self, name: str, default: int, *, least: int, most: int) -> int:
        given = self.raw(name)
        if given is None:
            return default
        if not given.isascii() or not given.isdecimal() or not least <= int(given) <= most:
            raise Misconfigured(f"{name} is “{given}”; it must be from {least} to {most}.")
        return int(given)

    def choice(self, name: str, default: str, options: Collection[str]) -> str:
        given = self.raw(name) or default
        if given not in options:
            raise Misconfigured(f"{name} is “{given}”; it must be one of {', '.join(options)}.")
        return given

    def names(self, name: str, default: list[str]) -> list[str]:
        """A list parted by commas."""
        given = self.raw(name)
        if given is None:
            return default
        parts = [part.strip() for part in given.split(",")]
        if not all(parts):
            raise Misconfigured(f"{name} has an empty place between its commas.")
        return parts

    def url(self, name: str, schemes: Collection[str], default: str = "") -> SplitResult | None:
        """The parts of an address; None when it is not set. Never repeats a password back."""
        given = self.raw(name) or default
        if not given:
            return None
        try:
            parts = urlsplit(given)
            parts.port  # noqa: B018 - read here because a bad port is only noticed on reading
        except ValueError as fault:
            raise Misconfigured(f"{name} is not an address that can be read.") from fault
        if parts.scheme not in schemes:
            begins = " or ".join(f"{scheme}://" for scheme in schemes)
            raise Misconfigured(f"{name} must begin with {begins}.")
        return parts

    def secret(self, name: str, example: str) -> str:
        """A secret; failing that the one ``make run`` wrote; failing that a known example.

        An example lets a test or a first look run with nothing set. The system checks refuse it
        anywhere else.
        """
        kept = self.secrets_dir / name
        found = self.raw(name) or (kept.read_text("utf-8").strip() if kept.is_file() else "")
        if not found:
            self.examples_in_use.append(name)
        return found or example

    def keys(self, name: str, example: str) -> dict[int, bytes]:
        """Keys by epoch, written ``1:<base64>,2:<base64>``."""
        keys: dict[int, bytes] = {}
        for part in self.secret(name, example).split(","):
            epoch, _, encoded = part.strip().partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except binascii.Error:
                key = b""
            if not epoch.isdecimal() or len(key) != KEY_BYTES or int(epoch) in keys:
                raise Misconfigured(
                    f"{name} must be a list of epoch:key, each epoch once and each key "
                    f"{KEY_BYTES} bytes in base64."
                )
            keys[int(epoch)] = key
        return keys


def login(parts: SplitResult) -> tuple[str, str]:
    return unquote(parts.username or ""), unquote(parts.password or "")
