"""PINs of whoever stands at the desk: kept as a salted slow hash, so that neither the store nor a copy holds one.

What a PIN protects: it keeps honest people in their own role, and the journal's names true; nobody at the counter
takes money back under another name without meaning to. What it does not: four to six digits are tried out in minutes
by whoever has the file and the will, and whoever has the file needs no PIN to read it. The computer's own session and
its encrypted disk keep thieves out, not this.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from tierslieu_desk import errors
from tierslieu_desk.rules.rights import usable_pin

_COST, _BLOCK, _LANES = 2**14, 8, 1
"""About 50 ms and 16 MB a try."""
_SALT_BYTES = 16
_KIND = "scrypt"


def hashed(pin: str) -> str:
    """What is kept of a PIN; empty for none. Raises `PinUnusable`."""
    if not pin:
        return ""
    if not usable_pin(pin):
        raise errors.PinUnusable(field="pin")
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"{_KIND}${_COST}${_BLOCK}${_LANES}${salt.hex()}${_slow(pin, salt, _COST, _BLOCK, _LANES).hex()}"


def fits(pin: str, kept: str) -> bool:
    """Whether that is the PIN of which this is kept; nothing fits what cannot be read."""
    try:
        kind, cost, block, lanes, salt, known = kept.split("$")
        found = _slow(pin, bytes.fromhex(salt), int(cost), int(block), int(lanes))
        return kind == _KIND and hmac.compare_digest(found, bytes.fromhex(known))
    except ValueError:
        return False


def _slow(pin: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=256 * cost * block, dklen=32)
