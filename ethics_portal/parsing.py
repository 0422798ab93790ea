"""Reading what is sent to the API: one JSON object of a sane size and depth, in sound Unicode."""

from __future__ import annotations

import codecs
import json
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

LARGEST = 1024 * 1024  # bytes
DEEPEST = 32


class ObjectParser(JSONParser):
    """Takes a JSON object, or says in a sentence why what came is none."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Any = None,
    ) -> dict[str, Any]:
        charset = (parser_context or {}).get("encoding", "utf-8")
        sent = stream.read(LARGEST + 1)
        if len(sent) > LARGEST:
            raise ParseError("Send at most one megabyte of JSON.")
        try:
            text = codecs.decode(sent, charset)
            found = json.loads(text, parse_constant=_refuse)
            # Half of a pair of signs passes as JSON, and then fits into no database and no answer.
            json.dumps(found, ensure_ascii=False).encode()
        except (LookupError, ValueError, TypeError, RecursionError) as fault:
            raise ParseError("This is not sound JSON in UTF-8.") from fault
        if not isinstance(found, dict):
            raise ParseError("Send one JSON object, with a name for each answer.")
        if _depth(found) > DEEPEST:
            raise ParseError(f"Nest answers at most {DEEPEST} deep.")
        return found


def _refuse(name: str) -> None:
    raise ValueError(name)


def _depth(found: Any) -> int:
    """How deep a value is nested; looks no further than one level past the deepest allowed."""
    level, deep = [found], 0
    while level and deep <= DEEPEST:
        deep += 1
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return deep
