"""What nobody types by mistake. Bytes are sent as they are, percent-encoded."""

from __future__ import annotations

import zlib

Value = str | bytes

VALUES: dict[str, Value] = {
    "NUL": "a\0b",
    "NUL alone": "\0",
    "lone surrogate": b"\xed\xa0\x80",
    "broken UTF-8": b"\xff\xfe\xfa",
    "overlong slash": b"\xc0\xaf",
    "cut in a sign": "é".encode()[:1],
    "bell and escape": "\x07\x1b[31mred\x1b[0m",
    "delete": "\x7f",
    "C1 control": "\x85\x9b",
    "vertical tab": "\x0b\x0c",
    "right to left": "\u202eexe.fdp\u202c",
    "isolates": "\u2066\u2067\u2068\u2069",
    "zero width": "\u200b\u200d\ufeff",
    "noncharacter": "\ufffe\uffff\U0010ffff",
    "private use": "\ue000",
    "200,000 signs": "x" * 200_000,
    "20,001 signs": "é" * 20_001,
    "301 signs": "w" * 301,
    "lines": "\r\n" * 5_000,
    "ten to the 40th": "1" + "0" * 40,
    "past 64 bits": "9223372036854775808",
    "past 32 bits": "2147483648",
    "negative": "-1",
    "zero": "0",
    "infinity": "1e309",
    "not a number": "NaN",
    "other figures": "١٢٣",
    "superscript": "²",
    "day zero": "0000-00-00",
    "last day": "9999-12-31",
    "day after the last": "10000-01-01",
    "first day": "0001-01-01",
    "no such day": "2026-02-30",
    "moment": "9999-12-31T23:59:59.999999+14:00",
    "deep brackets": "[" * 5_000,
    "deep braces": '{"a":' * 2_000,
    "template": "{{7*7}}{% debug %}",
    "format": "%s%n%(password)s{0.__class__}",
    "script": "<script>alert(1)</script>",
    "attribute": "\"' onfocus=alert(1) x=",
    "SQL": "' OR 1=1 --",
    "wildcards": "%_%\\",
    "path": "../../../../etc/passwd",
    "header": "a\r\nSet-Cookie: sid=1\r\n\r\n<b>",
    "formula": "=HYPERLINK(1)",
    "emoji": "👩🏽‍⚖️🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "combining flood": "z" + "\u0301" * 3_000,
    "ligature": "ﷺ" * 100,
    "sharp s": "ß" * 150,
    "empty": "",
    "blank": " \t\u00a0\u3000 ",
    "list": "['a', 'b']",
    "null": "null",
    "true": "true",
}
# As the API may be sent them: of the wrong kind, or deep inside.
ODD_JSON: list[bytes] = [
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"1e309",
    b"NaN",
    b'{"a": 1',
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"reason": "\\ud800"}',
    b'{"reason": "\\u0000"}',
    b'{"reason": ["a", "b"]}',
    b'{"reason": {"a": "b"}}',
    b'{"reason": null, "reason": 5}',
    b'{"reason": 1' + b"0" * 5_000 + b"}",
    b'{"exhibits": {"a": [1]}, "ballot": [[]], "term": {}, "to": [], "days": 1e400}',
    b'{"\\ud800": "x"}',
    b"\xff\xfe\x00",
]


def sample_for(name: str, number: int) -> list[str]:
    """Some of the values, others for each field; the same ones every time."""
    names = list(VALUES)
    first = zlib.crc32(name.encode())
    return [names[(first + 17 * step) % len(names)] for step in range(number)]
