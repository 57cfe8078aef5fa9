"""What a build runs to prove itself, on scratch folders: it never touches the desk of this computer.

Whoever packages the program reads what it answers, and scripts do: names and details are English on every desk.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypedDict

from tierslieu_desk import compose, documents, errors, i18n
from tierslieu_desk.compose import Services
from tierslieu_desk.documents import samples
from tierslieu_desk.models import store as stores
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.calendar import DayKind
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import TargetKind, UnitKind, VatCategory, VatRegime
from tierslieu_desk.wallclock import Slot, StoppedClock

MONDAY = datetime(2026, 11, 23, 9)
OLDEST = "0001"
MISTYPED = "Farué"
VAT_NUMBERS = ("FR40303265045", "ES B58378431", "DE136695976", "ATU13585627", "IT00743110157")
"""The examples of stdnum's documentation: each country's rule is a module of its own."""


class Check(TypedDict):
    """One thing that was tried: `detail` says what came of it, or why it did not work."""

    name: str
    ok: bool
    detail: str


def run() -> list[Check]:
    """Try everything a build can leave out: store, migrations, documents, catalogues, Qt. Never raises."""
    tries: tuple[tuple[str, Callable[[], str]], ...] = (
        ("new store, one booking, one invoice", _new_desk),
        ("old store migrated", _old_desk),
        ("one of each document", _documents),
        ("what is loaded late", _late),
        ("Qt in French", _qt),
    )
    return [_tried(name, attempt) for name, attempt in tries]


def _tried(name: str, attempt: Callable[[], str]) -> Check:
    try:
        return {"name": name, "ok": True, "detail": attempt()}
    except Exception as problem:  # noqa: BLE001 - whatever a broken build raises is this check's finding
        return {"name": name, "ok": False, "detail": f"{type(problem).__name__}: {problem}"}


class _Unexpected(Exception):
    """Something answered otherwise than it must."""


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tierslieu-desk-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _new_desk() -> str:
    from tierslieu_desk.services.booking.booking_work import NewBooking

    with _scratch() as folder:
        desk = compose.create_desk(folder, StoppedClock(MONDAY))
        try:
            room, person = _furnish(desk)
            slot = Slot(MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=3))
            desk.bookings.book(NewBooking(room, person, slot))
            try:
                desk.bookings.book(NewBooking(room, person, slot))
            except errors.SlotTaken:
                pass
            else:
                raise _Unexpected("a room was booked twice")
            (invoice,) = desk.invoices.issue(person, MONDAY.date())
            findings = desk.verification.run()
            if findings:
                raise _Unexpected(f"{findings[0].check}: {findings[0].what}")
            return f"{invoice.number}, {invoice.gross_cents} cents, {invoice.paper.stat().st_size} bytes on paper"
        finally:
            desk.close()


def _furnish(desk: Services) -> tuple[int, int]:
    from tierslieu_desk.services.person.people import NewPerson
    from tierslieu_desk.services.place.places import PlaceDescription
    from tierslieu_desk.services.place.units import NewUnit

    desk.places.describe(PlaceDescription(name="Essai", vat_regime=VatRegime.LIABLE, street="1 rue Haute", city="Foix"))
    desk.places.set_hours([WeeklyHours(day, 8 * 60, 19 * 60) for day in range(5)])
    room = desk.units.add(NewUnit(name="Salle", kind=UnitKind.ROOM, seats=8))
    desk.units.set_prices(room, [PriceStep("hour", 60, 12_0000, Basis.NET, VatCategory.STANDARD)])
    person = desk.people.add_person(NewPerson(given_name="Léa", family_name="Fauré", street="2 rue Basse", city="Foix"))
    return room, person


def _old_desk() -> str:
    """A store of the first revision, with a row in it, opened by this build: migrated, the row still there."""
    from tierslieu_desk.models import migrate

    with _scratch() as folder:
        migrate.make(folder / stores.FILE, OLDEST, ("INSERT INTO unit (name, kind) VALUES ('Salle', 'room')",))
        desk = compose.open_desk(folder, date(2026, 11, 23))
        try:
            names = [unit.name for unit in desk.units.list()]
            if names != ["Salle"]:
                raise _Unexpected(f"units after the migration: {names}")
            return f"{OLDEST} to {stores.SCHEMA}"
        finally:
            desk.close()


def _documents() -> str:
    sizes = []
    for document in documents.DOCUMENTS:
        paper = documents.render(samples.SAMPLES[document.name]("fr"))
        if not paper.startswith(b"%PDF"):
            raise _Unexpected(f"{document.name} is not a PDF")
        sizes.append(f"{document.name} {len(paper)} bytes")
    return ", ".join(sizes)


def _late() -> str:
    """What only an import in a function names: spreadsheets, calendars, copies, the line and the rest told below.

    The line ends at a closed port of this computer.
    """
    from tierslieu_desk.documents.joined import joined
    from tierslieu_desk.network.faults import Unreachable
    from tierslieu_desk.network.transports import Destination, open_transport
    from tierslieu_desk.rules import identifiers
    from tierslieu_desk.services.file import spreadsheet

    with _scratch() as folder:
        desk = compose.create_desk(folder / "desk", StoppedClock(MONDAY))
        try:
            _furnish(desk)
            (people,) = desk.exports.people(folder / "people.xlsx")
            if not any("Fauré" in line.cells for line in spreadsheet.read(people)):
                raise _Unexpected("a spreadsheet written and read again lost somebody")
            if not any("Fauré" in found.name for found in desk.people.nearly(MISTYPED)):
                raise _Unexpected(f"{MISTYPED} found nobody")
            desk.exports.events(folder / "events.ics")
            _holidays(desk)
            desk.copies.make(folder)
        finally:
            desk.close()
        for kind, url in ((TargetKind.WEBDAV, "http://127.0.0.1:1/"), (TargetKind.SFTP, "sftp://127.0.0.1:1/")):
            transport = open_transport(Destination(kind, url, "desk", "-", folder, stall_seconds=5))
            try:
                transport.stat("index.html")
            except Unreachable:
                continue
            finally:
                transport.close()
            raise _Unexpected(f"{url} answered")
    first = documents.render(samples.SAMPLES[documents.DOCUMENTS[0].name]("fr"))
    if not joined("", (first, first)).startswith(b"%PDF"):
        raise _Unexpected("two papers together are not a PDF")
    for number in VAT_NUMBERS:
        identifiers.vat_number(number)
    return f"spreadsheet, calendar, copy, {MISTYPED}, papers together, {', '.join(VAT_NUMBERS)}, two transports"


def _holidays(desk: Services) -> None:
    """A holiday of a region, told in another language than its own: the library, and the words it reads from a file."""
    desk.calendars.count(DayKind.PUBLIC, "ES-CT")
    with i18n.speaking("ca"):
        told = [row.told for row in desk.calendars.holidays(date(2027, 9, 11), date(2027, 9, 11))]
    if told != ["Diada Nacional de Catalunya"]:
        raise _Unexpected(f"the eleventh of September in Catalonia: {told}")


def _qt() -> str:
    from tierslieu_desk.ui import selfcheck

    return selfcheck.speaks_french()
