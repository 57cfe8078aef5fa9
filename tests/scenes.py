"""A small desk with a day on it, for the tests of pages: people, a room taken, somebody here."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from builders import NOW, SmallHouse, advance_to, open_desk, person, slot, small_house

from tierslieu_desk import i18n, say
from tierslieu_desk.compose import Services
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.rules.vocabulary import EventKind, PaymentMethod
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.quotes import NewQuote, Wanted
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.services.message.messages import Addressee
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.surroundings import Surroundings

TODAY = "2026-11-24"
NEXT_WEEK = "2026-12-01"


@dataclass(frozen=True)
class Scene:
    """What a test of a page works with. `booking` is Maria's, room A, 14:00 to 16:00 today; Jean is here.

    There is an event next week.
    """

    services: Services
    house: SmallHouse
    window: MainWindow
    maria: int
    jean: int
    booking: int


@dataclass(frozen=True)
class _LivedIn:
    """What every scene begins with, and the file it is in."""

    store_file: bytes
    house: SmallHouse
    maria: int
    jean: int
    booking: int


@cache
def _lived_in(_language: str) -> _LivedIn:
    """Made once in each language, copied for each scene: it takes longer to make than most pages to be shown."""
    with tempfile.TemporaryDirectory() as folder:
        with open_desk(Path(folder)) as desk:
            house = small_house(desk)
            services = Services(desk)
            maria, jean = person(desk, "Maria", "Roca"), person(desk, "Jean", "Dupont")
            booked = services.bookings.book(NewBooking(house.room_a, maria, slot("14:00", "16:00", TODAY)))
            services.visits.check_in(jean)
            times = [(house.room_b, slot("18:00", "20:00", NEXT_WEEK))]
            services.events.add(NewEvent("Solder a lamp", EventKind.WORKSHOP, 5, times))
        return _LivedIn((Path(folder) / stores.FILE).read_bytes(), house, maria, jean, booked.id)


@contextmanager
def scene(folder: Path) -> Iterator[Scene]:
    """The desk at 10:47 on a Tuesday, and its window, closed afterwards."""
    lived_in = _lived_in(i18n.language())
    with open_desk(folder, store_file=lived_in.store_file) as desk:
        services = Services(desk)
        changes = Changes()
        desk.store.changes.subscribe(changes.announce)
        window = MainWindow(PAGES, Surroundings(services, changes, desk.clock, Jobs(AtOnce())), say.sentence)
        window.show()
        try:
            yield Scene(services, lived_in.house, window, lived_in.maria, lived_in.jean, lived_in.booking)
        finally:
            window.close()
            window.deleteLater()


def money_moves(scene: Scene) -> None:
    """Léa, who lives in Foix, was invoiced 10.00 yesterday, paid 4.00 of it in cash, and owes 3.00 more."""
    services = scene.services
    lea = services.people.add_person(NewPerson(given_name="Léa", family_name="Fauré", city="Foix"))
    advance_to(services.desk, NOW - timedelta(days=1))
    services.to_invoice.charge(NewCharge(lea, "Desk", 100_000))
    (issued,) = services.invoices.issue(lea, services.desk.clock.today())
    services.payments.settle(lea, PaymentMethod.CASH, 400, {issued.id: 400})
    advance_to(services.desk, NOW)
    services.to_invoice.charge(NewCharge(lea, "Coffee", 30_000))
    wanted = (Wanted(scene.house.room_b, slot("18:00", "20:00", NEXT_WEEK)),)
    services.quotes.make(NewQuote(wanted, NOW.date() + timedelta(days=30), lea, title="Rehearsal"))
    messages_wait(scene)


def messages_wait(scene: Scene) -> None:
    """Ana is to be written to on paper, Luis is to be called."""
    messages = scene.services.messages
    for name, phone in (("Ana", ""), ("Luis", "05 61 00 00 00")):
        facts = {"subject": "The place moves", "text": "We are next door from Monday on."}
        messages.send(Purpose.PLAIN, Addressee(name, phone=phone), facts)
