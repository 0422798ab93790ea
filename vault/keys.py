"""Data keys, one for each docket, wrapped by a key-encryption key that the database never sees.

The key-encryption keys come by epoch from ``settings.VAULT_KEYS``. A wrapped data key is
bound to its docket's number, so it cannot be moved to another docket.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
TAG_BYTES = 16
KEY_BYTES = 32
FORMAT = b"\x01"


class SealBroken(Exception):
    """Sealed bytes do not open: they were changed, moved, or their key is gone."""


@dataclass(frozen=True)
class DataKey:
    """The key of one docket. ``purpose`` binds a seal to the place it was made for."""

    secret: bytes

    def __repr__(self) -> str:
        return "DataKey(…)"

    def seal(self, plain: bytes, purpose: str) -> bytes:
        """Encrypt and authenticate: a format byte, the nonce, then AES-256-GCM's output."""
        nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + AESGCM(self.secret).encrypt(nonce, plain, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """Raise ``SealBroken`` unless these bytes were sealed by this key for this purpose."""
        if sealed[:1] != FORMAT:
            raise SealBroken("The seal is of an unknown kind.")
        if len(sealed) < 1 + NONCE_BYTES + TAG_BYTES:
            raise SealBroken("The seal is cut short.")
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return AESGCM(self.secret).decrypt(nonce, body, purpose.encode())
        except InvalidTag as broken:
            raise SealBroken("The seal does not open.") from broken

    def fingerprint(self, data: bytes, purpose: str) -> str:
        """A name for ``data`` that only the holder of this key can compute."""
        key = hashlib.sha256(purpose.encode() + b"\x00" + self.secret).digest()
        return hmac.new(key, data, hashlib.sha256).hexdigest()


def current_epoch() -> int:
    return max(settings.VAULT_KEYS)


def new_data_key(docket: str) -> tuple[int, bytes]:
    """Make a data key and return it wrapped, with the epoch of the key that wraps it."""
    epoch = current_epoch()
    return epoch, wrap(os.urandom(KEY_BYTES), docket, epoch)


def wrap(secret: bytes, docket: str, epoch: int) -> bytes:
    return DataKey(settings.VAULT_KEYS[epoch]).seal(secret, f"data key of {docket}")


def unwrap(wrapped: bytes, docket: str, epoch: int) -> DataKey:
    """Raise ``SealBroken`` when the epoch is gone or the wrapping was changed."""
    if epoch not in settings.VAULT_KEYS:
        raise SealBroken(f"The key-encryption key of epoch {epoch} is gone.")
    return DataKey(DataKey(settings.VAULT_KEYS[epoch]).open(wrapped, f"data key of {docket}"))
