"""Signatures that anybody can check: Ed25519 (RFC 8032), by epoch, from ``settings.SIGNING_KEYS``.

A signing key is a seed of 32 bytes. A new one gets the next epoch; the old ones stay, because
what they signed has to be checked for as long as somebody holds it.
"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def current_epoch() -> int:
    return max(settings.SIGNING_KEYS)


def epochs() -> list[int]:
    return sorted(settings.SIGNING_KEYS)


def public_key(epoch: int) -> str:
    """The public key of an epoch in hexadecimal; empty for an epoch that never was."""
    seed = settings.SIGNING_KEYS.get(epoch)
    if seed is None:
        return ""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def sign(text: str) -> str:
    """Sign with the key of the current epoch; the same text gives the same signature."""
    key = Ed25519PrivateKey.from_private_bytes(settings.SIGNING_KEYS[current_epoch()])
    return base64.b64encode(key.sign(text.encode())).decode()


def is_signed(text: str, signature: str, epoch: int) -> bool:
    """Whether the key of this epoch made this signature, written so, of exactly this text.

    Base 64 can write the same bytes in several ways (RFC 4648, section 3.5); only the way in
    which ``sign`` writes them counts, so that no sign of a statement can be changed unseen.
    """
    key = public_key(epoch)
    if not key:
        return False
    try:
        given = base64.b64decode(signature, validate=True)
        if base64.b64encode(given).decode() != signature:
            return False
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(given, text.encode())
    except (binascii.Error, InvalidSignature, ValueError):
        return False
    return True
