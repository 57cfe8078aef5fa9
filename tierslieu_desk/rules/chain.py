"""The hash chain of issued documents, payments and closings: each one seals the one before.

SHA-256 over the previous hash, a line feed and the canonical JSON of what is sealed (keys sorted, no spaces, UTF-8):
anyone can check it with common tools.
"""

from __future__ import annotations

import hashlib
import json

GENESIS = "0" * 64
"""What the first of a chain names as the one before it."""


def canonical(facts: object) -> str:
    """One spelling only for the same facts."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def seal(previous: str, text: str) -> str:
    """The hash of `text` chained to `previous`, in hexadecimal."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
