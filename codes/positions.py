"""In which line of a TOML file a key stands; ``tomllib`` does not tell."""

from __future__ import annotations

import re

HEADER = re.compile(r"^\s*\[(\[)?\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"^\s*([A-Za-z0-9_.\-\"' ]+?)\s*=\s*(.*)$")
MULTILINE = ('"""', "'''")


class Positions:
    """The lines of one file by dotted key, such as ``document.windows.gate.value.days``.

    A table of an array has its place in brackets, ``provisions[3]``, counted from one.
    """

    def __init__(self, text: str) -> None:
        self.lines: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        table, open_quote = "", ""
        for number, line in enumerate(text.splitlines(), start=1):
            if open_quote:
                if open_quote in line:
                    open_quote = ""
                continue
            header = HEADER.match(line)
            if header:
                table = self._table(header[2].replace('"', ""), is_array=bool(header[1]))
                self.lines.setdefault(table, number)
                continue
            key = KEY.match(line)
            if key:
                name = key[1].replace('"', "").strip()
                self.lines.setdefault(f"{table}.{name}" if table else name, number)
                open_quote = next(
                    (q for q in MULTILINE if key[2].startswith(q) and q not in key[2][3:]), ""
                )

    def _table(self, name: str, *, is_array: bool) -> str:
        if not is_array:
            return name
        self._counts[name] = self._counts.get(name, 0) + 1
        return f"{name}[{self._counts[name]}]"

    def of(self, key: str) -> int:
        """The line of a key, else of the nearest table around it; 1 when there is none."""
        while key:
            if key in self.lines:
                return self.lines[key]
            key = (
                key.rsplit(".", 1)[0] if "." in key else key.split("[", 1)[0] if "[" in key else ""
            )
        return 1
