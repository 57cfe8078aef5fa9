"""What the place says of itself in public: edited here, field by field, each one public only when asked to be."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.i18n import _
from tierslieu_desk.models.network import Listing
from tierslieu_desk.models.place import Place
from tierslieu_desk.network import page
from tierslieu_desk.network.bundle import Bundle, PublicListing, build
from tierslieu_desk.rules import listing as rules
from tierslieu_desk.rules.calendar import Effect
from tierslieu_desk.rules.chain import canonical
from tierslieu_desk.rules.osm_exceptions import exceptions
from tierslieu_desk.rules.osm_hours import osm_hours
from tierslieu_desk.rules.vocabulary import Activity, UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.online import outbox

THE_LISTING = 1
PAGE = "index.html"
_IS_A_SPACE = frozenset({UnitKind.ROOM, UnitKind.BOOTH, UnitKind.DESK})


@dataclass(frozen=True, slots=True)
class ListingRow:
    """The listing as it stands. `fields` is all that was written; only those in `public` ever leave.

    `derived` are the fields the desk fills by itself where nothing was written.
    """

    uid: str
    rev: int
    updated_at: datetime
    fields: Mapping[str, Any]
    public: frozenset[str]
    derived: Mapping[str, Any]

    def published(self) -> PublicListing:
        """What may leave the computer."""
        said = {**self.derived, **self.fields}
        return PublicListing(
            self.uid,
            self.rev,
            self.updated_at,
            {field: said[field] for field in rules.FIELDS if field in self.public and field in said},
        )


@dataclass(frozen=True, slots=True)
class ListingDraft:
    """The listing as one edits it. `rev` is 0 before anything was kept: `fields` are then suggested by the desk."""

    rev: int
    fields: Mapping[str, Any]
    public: frozenset[str]
    derived: Mapping[str, Any]
    country: str


@dataclass(frozen=True, slots=True)
class LeavingFile:
    """A file of the bundle: its path, its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would leave the computer: the public fields as they would be said, the files, and the page for people."""

    fields: Mapping[str, Any]
    files: tuple[LeavingFile, ...]
    page: str


class Listings:
    """One listing, one place."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def edit(self, fields: Mapping[str, object], *, public: Collection[str], since: int | None = None) -> int:
        """Take these fields for the whole listing, `public` naming those that may leave. Returns the revision.

        The revision grows when something changed, and every target is then to be brought up to it, in the same unit
        of work. Raises `ListingFieldWrong`, `MissingFact` without a name, and `ChangedMeanwhile` when the revision is
        no longer `since`.
        """
        rules.check(fields)
        if not fields.get("name"):
            raise errors.MissingFact(field="name", who="")
        for name in public:
            if name not in rules.FIELDS:
                raise errors.ListingFieldWrong(field=name, reason="unknown")
        with self._desk.store.writing() as session:
            current = read(session)
            if since is not None and since != (current.rev if current else 0):
                raise errors.ChangedMeanwhile(what="listing")
            said = ListingRow(
                current.uid if current else str(uuid.uuid4()),
                current.rev if current else 0,
                self._desk.clock.now(),
                json.loads(canonical(fields)),
                frozenset(public),
                self._derived(session),
            )
            if current is not None and _same(current, said):
                return current.rev
            rev = _write(session, said, said.rev + 1)
            outbox.wish(self._desk, session, rev)
            self._desk.note(session, "edited", "listing", THE_LISTING, rev=rev, public=sorted(public))
        return rev

    def get(self) -> ListingRow | None:
        """The listing, None before anything was written."""
        with self._desk.store.reading() as session:
            return read(session)

    def draft(self) -> ListingDraft:
        """What to edit: the listing, or before the first one what the desk knows of the place, nothing of it public."""
        with self._desk.store.reading() as session:
            current, derived = read(session), self._derived(session)
            country = self._desk.house(session).country
            if current is not None:
                return ListingDraft(current.rev, current.fields, current.public, derived, country)
            return ListingDraft(0, _suggested(self._desk, session), frozenset(), derived, country)

    def outdated(self) -> bool:
        """Whether the desk would now fill in something else than what was kept, such as new opening hours."""
        with self._desk.store.reading() as session:
            current = read(session)
            return current is not None and current.derived != self._derived(session)

    def leaving(self, fields: Mapping[str, object], public: Collection[str]) -> Leaving:
        """Exactly what these fields would send, before they are kept. Raises `ListingFieldWrong`."""
        rules.check(fields)
        with self._desk.store.reading() as session:
            current, derived = read(session), self._derived(session)
        uid, rev = (current.uid, current.rev + 1) if current else ("", 1)
        now = ListingRow(uid, rev, self._desk.clock.now(), fields, frozenset(public), derived)
        public_listing = now.published()
        bundle = build(public_listing)
        read_by_people = next(file.data for file in bundle.files if file.path == PAGE)
        files = tuple(LeavingFile(file.path, len(file.data)) for file in bundle.everything())
        return Leaving(public_listing.fields, files, read_by_people.decode())

    def preview(self) -> Bundle:
        """Exactly what would leave the computer now. Raises `MissingFact` before anything was written."""
        with self._desk.store.reading() as session:
            current = _required(session)
            now = ListingRow(
                current.uid,
                current.rev,
                current.updated_at,
                current.fields,
                current.public,
                self._derived(session),
            )
        return build(now.published())

    def refresh(self, *, above: int = 0) -> ListingRow:
        """The listing with what the desk fills in brought up to date, under a revision greater than `above`.

        Raises `MissingFact` before anything was written.
        """
        with self._desk.store.reading() as session:
            current = _required(session)
            derived = self._derived(session)
        if current.derived == derived and current.rev > above:
            return current
        with self._desk.store.writing() as session:
            current = _required(session)
            said = ListingRow(current.uid, current.rev, self._desk.clock.now(), current.fields, current.public, derived)
            rev = _write(session, said, max(current.rev, above) + 1)
            outbox.wish(self._desk, session, rev)
            self._desk.note(session, "refreshed", "listing", THE_LISTING, rev=rev)
            return _required(session)

    def _derived(self, session: Session) -> dict[str, Any]:
        house = self._desk.house(session)
        week = osm_hours(house.hours)
        if not week:
            return {}
        calendar = house.calendar
        holidays = bool(calendar.area) and {calendar.effect, *calendar.apart.values()} == {Effect.CLOSED}
        today = self._desk.clock.today()
        others = exceptions(today, house.hours, house.closures, holidays_closed=holidays)
        return {"opening_hours": "; ".join((week, *others))}


def read(session: Session) -> ListingRow | None:
    """The listing as this session sees it."""
    row = session.execute(select(Listing.uid, Listing.rev, Listing.document).where(Listing.id == THE_LISTING)).first()
    if row is None:
        return None
    said = json.loads(row.document)
    return ListingRow(
        row.uid,
        row.rev,
        datetime.fromisoformat(said["updated_at"]),
        said["fields"],
        frozenset(said["public"]),
        said["derived"],
    )


def _suggested(desk: Desk, session: Session) -> dict[str, Any]:
    """What the desk knows already and a visitor would ask; only what fits."""
    place = session.get(Place, THE_LISTING)
    if place is None:
        return {}
    address = {"street": place.street, "postcode": place.postcode, "city": place.city, "country": place.country}
    found: dict[str, Any] = {
        "name": place.name,
        "legal_id": place.siret or place.rna,
        "operator": place.legal_name,
        "address": {key: value for key, value in address.items() if value},
        "phone": rules.read_phone(place.phone, place.country),
        "email": place.email,
        "languages": [place.language],
    }
    units = [unit for unit in desk.house(session).units.values() if not unit.retired and unit.pool_id is None]
    found["spaces"] = [
        {"name": unit.name, "seats": len(unit.members) if unit.is_pool else unit.seats}
        for unit in units
        if unit.kind in _IS_A_SPACE and not unit.parts
    ]
    does = place.services.split()
    services = ["phone_booth"] if any(unit.kind is UnitKind.BOOTH for unit in units) else []
    found["services"] = services + (["mail", "domiciliation"] if Activity.DOMICILIATION in does else [])
    return {field: value for field, value in found.items() if value and rules.fits(field, value)}


def service_words() -> dict[str, str]:
    """The services a listing may name, in the language in force."""
    return {code: _(words) for code, words in page.SERVICES.items()}


def price_units() -> dict[str, str]:
    """What a price may be for, in the language in force."""
    return {code: _(words) for code, words in page.PER.items()}


def hours_lines(fields: Mapping[str, Any]) -> list[str]:
    """The opening hours as a visitor reads them, a rule a line."""
    return page.hours_lines(str(fields.get("opening_hours", "")))


def _required(session: Session) -> ListingRow:
    found = read(session)
    if found is None:
        raise errors.MissingFact(field="listing", who="")
    return found


def _same(one: ListingRow, other: ListingRow) -> bool:
    return (one.fields, one.public, one.derived) == (other.fields, other.public, other.derived)


def _write(session: Session, said: ListingRow, rev: int) -> int:
    document = canonical(
        {
            "fields": said.fields,
            "public": sorted(said.public),
            "derived": said.derived,
            "updated_at": said.updated_at.isoformat(),
        }
    )
    if said.rev:
        session.execute(update(Listing).where(Listing.id == THE_LISTING).values(rev=rev, document=document))
    else:
        session.execute(insert(Listing), {"id": THE_LISTING, "uid": said.uid, "rev": rev, "document": document})
    return rev
