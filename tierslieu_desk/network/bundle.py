"""The bundle: a few static files that say who the place is, and a manifest that names them all.

The same listing makes the same bytes, on any computer: nothing here asks for the time or for chance.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tierslieu_desk.network import page

MANIFEST = ".well-known/tiers-lieu.json"
JSON_TYPE = "application/json"
_NONCE_DIGITS = 32


@dataclass(frozen=True, slots=True)
class PublicListing:
    """What may leave the computer, and nothing else. `fields` is JSON, already checked by `rules.listing`."""

    uid: str
    rev: int
    updated_at: datetime
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One file of the bundle: its path with slashes, its bytes, its media type."""

    path: str
    data: bytes
    media_type: str

    @property
    def sha256(self) -> str:
        """In hexadecimal, as the manifest names it."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a manifest says of a file."""

    sha256: str
    bytes: int
    type: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is, or should be, online. `nonce` follows from all the rest: two manifests with the same one are equal."""

    id: str
    rev: int
    generated_at: str
    nonce: str
    files: Mapping[str, FileFacts]

    def encoded(self) -> bytes:
        """The file as it is published."""
        files = {
            path: {"sha256": facts.sha256, "bytes": facts.bytes, "type": facts.type}
            for path, facts in self.files.items()
        }
        return _json(
            {
                "id": self.id,
                "rev": self.rev,
                "generated_at": self.generated_at,
                "nonce": self.nonce,
                "files": files,
            }
        )


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files, manifest apart, and the manifest that names them."""

    files: tuple[BundleFile, ...]
    manifest: Manifest

    def everything(self) -> tuple[BundleFile, ...]:
        """All the files, the manifest last, as they must be written."""
        return (*self.files, BundleFile(MANIFEST, self.manifest.encoded(), JSON_TYPE))


def _listing_json(listing: PublicListing) -> bytes:
    return _json(
        {"id": listing.uid, "rev": listing.rev, "updated_at": listing.updated_at.isoformat(), **listing.fields}
    )


def _index_html(listing: PublicListing) -> bytes:
    return page.render(listing.fields).encode()


FILES: tuple[tuple[str, str, Callable[[PublicListing], bytes]], ...] = (
    ("listing.json", JSON_TYPE, _listing_json),
    ("index.html", "text/html; charset=utf-8", _index_html),
)
"""Path, media type and maker of every file but the manifest."""


def build(listing: PublicListing) -> Bundle:
    """The bundle of that listing."""
    files = tuple(BundleFile(path, make(listing), media_type) for path, media_type, make in FILES)
    facts = {file.path: FileFacts(file.sha256, len(file.data), file.media_type) for file in files}
    seed = _json([listing.uid, listing.rev, {path: facts[path].sha256 for path in sorted(facts)}])
    nonce = hashlib.sha256(seed).hexdigest()[:_NONCE_DIGITS]
    return Bundle(files, Manifest(listing.uid, listing.rev, listing.updated_at.isoformat(), nonce, facts))


def read_manifest(data: bytes) -> Manifest | None:
    """The manifest in those bytes, or None when they are not one (damaged, or somebody else's file)."""
    try:
        found = json.loads(data)
        files = {
            str(path): FileFacts(str(facts["sha256"]), int(facts["bytes"]), str(facts["type"]))
            for path, facts in found["files"].items()
        }
        manifest = Manifest(str(found["id"]), int(found["rev"]), str(found["generated_at"]), str(found["nonce"]), files)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest if all(map(_inside, manifest.files)) else None


def _inside(path: str) -> bool:
    """Whether a path of a manifest stays inside the bundle, on any system."""
    parts = path.split("/")
    return bool(path) and "\\" not in path and ":" not in path and not {"", ".", ".."} & set(parts)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
