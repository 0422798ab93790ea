"""Check the signed statement of a receipt without the portal: Python 3 alone, no network.

    python3 verify_receipt.py statement.txt [copy.json]

The key is in the statement; compare it with the one on the portal's page “Check a receipt”,
or with one you noted before. With the copy of what was filed it also checks the digest.
Ed25519 as RFC 8032, section 5.1.7, has it; slow, short, and meant to be read.
"""

from __future__ import annotations

import base64
import hashlib
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
HEADING = "ETHICS PORTAL RECEIPT 1"

Point = tuple[int, int, int, int]


def added(a: Point, b: Point) -> Point:
    """Add two points in extended coordinates."""
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e = (y1 - x1) * (y2 - x2) % P
    f = (y1 + x1) * (y2 + x2) % P
    g = 2 * t1 * t2 * D % P
    h = 2 * z1 * z2 % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return x * y % P, t * z % P, y * z % P, x * t % P


def times(scalar: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = added(result, point)
        point, scalar = added(point, point), scalar >> 1
    return result


def same(a: Point, b: Point) -> bool:
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_of(packed: bytes) -> Point | None:
    """Unpack a point; None when the bytes are of none."""
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * ROOT % P
    if (x * x - xx) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    if len(key) != 32 or len(signature) != 64 or BASE is None:
        return False
    public, commitment = point_of(key), point_of(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or commitment is None or scalar >= L:
        return False
    hashed = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(hashed, "little") % L
    return same(times(scalar, BASE), added(commitment, times(challenge, public)))


def told_by(text: str) -> tuple[str, dict[str, str]]:
    """Split a statement into what was signed and what it says; raise ValueError if it is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lines = lines[lines.index(HEADING) :]
    said = dict(line.split(": ", 1) for line in lines[1:8])
    signed = "".join(f"{line}\n" for line in lines[:7])
    return signed, said


def bytes_of(signature: str) -> bytes:
    """Decode base 64; raise ValueError unless it is written in its one canonical way.

    The last sign before the padding holds bits that a decoder drops (RFC 4648, section 3.5).
    """
    decoded = base64.b64decode(signature, validate=True)
    if base64.b64encode(decoded).decode() != signature:
        raise ValueError("the signature is not written in its canonical way")
    return decoded


def main(paths: list[str]) -> int:
    try:
        with open(paths[0], encoding="utf-8") as source:
            signed, said = told_by(source.read())
        key = bytes.fromhex(said["key"].split(" ")[1])
        good = is_signed(key, signed.encode(), bytes_of(said["signature"]))
    except (IndexError, KeyError, OSError, ValueError) as fault:
        print(f"This is not a statement that can be read: {fault!r}")
        return 2
    if not good:
        print("CHANGED: the signature is not of these words.")
        return 1
    print(f"Signed: {said['case']} was filed on {said['filed']} under {said['procedure']}.")
    print(f"The key says it is {said['key']}; compare it with the one the portal publishes.")
    if len(paths) > 1:
        with open(paths[1], "rb") as source:
            digest = hashlib.sha256(source.read()).hexdigest()
        if said["filing"] != f"sha256 {digest}":
            print("CHANGED: the copy is not what was filed.")
            return 1
        print("The copy is what was filed, to the letter.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
