"""The last day of the demo, as the front page shows it at 10:47: who is here, what is on, what waits for a hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tierslieu_desk.commands.demo_house import agenda, place, programme, till, told, visits
from tierslieu_desk.commands.demo_house.place import OPEN_SPACE
from tierslieu_desk.commands.demo_house.programme import Idea
from tierslieu_desk.commands.demo_house.scale import HouseSize
from tierslieu_desk.commands.demo_house.world import World, slot
from tierslieu_desk.errors import DeskError
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.vocabulary import EventKind, MailKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.wallclock import Slot

NOW = time(10, 47)


@dataclass(frozen=True, slots=True)
class Block:
    """A booking of today: what, who, from when to when."""

    unit: str
    who: str
    start: str
    end: str
    title: str = ""
    people: int = 1
    here: bool = False
    tentative: bool = False


BLOCKS = (
    Block("Salle Bleue", "Mairie de Daumazan", "10:00", "12:00", "Commission voirie", 6, here=True),
    Block("Salle Bleue", "Les Amis du Volvestre", "13:30", "15:30", "Bureau", 5),
    Block("Salle Jaune", "Cabinet Estève", "14:00", "18:00", "Devis à confirmer", 6, tentative=True),
    Block("Vidéoprojecteur", "Cabinet Estève", "14:00", "18:00", "Avec la salle", tentative=True),
    Block("Cabine 1", "Claire D’Almeida", "9:00", "10:30", "Visio", here=True),
    Block("Cabine 1", "Jean Dupont", "11:00", "12:00", "Entretien"),
    Block("Cabine 2", "Sophie Puig", "9:30", "11:15", "Visio", here=True),
    Block("Cabine 2", "Léa Fauré", "11:30", "12:30", "Visio"),
    Block("Bureau 1", "Claire D’Almeida", "8:30", "18:30", "Bureau fixe", here=True),
    Block(OPEN_SPACE, "Émilie Lassalle", "8:45", "13:00", here=True),
    Block(OPEN_SPACE, "Íñigo Ordóñez", "9:00", "18:30", "Visiteur du réseau", here=True),
    Block(OPEN_SPACE, "Jean Dupont", "10:15", "18:30", here=True),
    Block(OPEN_SPACE, "Sophie Puig", "9:00", "17:00", here=True),
    Block(OPEN_SPACE, "Atelier Bois d’Arize", "9:00", "12:30", here=True),
    Block(OPEN_SPACE, "Yann Le Goff", "9:00", "12:00", here=True),
    Block(OPEN_SPACE, "Hugo Sans", "14:00", "18:00"),
    Block("Découpe laser", "Maria Roca", "9:30", "11:30", "Habilitée", here=True),
    Block("Imprimante 3D 1", "Hugo Sans", "14:00", "17:00", "Prototype"),
)
ARRIVALS = (
    ("8:42", "Émilie Lassalle"),
    ("8:50", "Claire D’Almeida"),
    ("8:55", "Íñigo Ordóñez"),
    ("9:05", "Atelier Bois d’Arize"),
    ("9:08", "Yann Le Goff"),
    ("9:20", "Maria Roca"),
    ("9:25", "Sophie Puig"),
    ("10:10", "Jean Dupont"),
)
TRAINING = Idea("Formation gestion de projet", EventKind.TRAINING, "Salle de formation", "9:00", "17:00", 16)
LUNCH = Idea("Co-lunch des nouveaux", EventKind.COLUNCH, "Cuisine", "12:15", "13:45", 11)
BARTER = Idea("Troc de compétences", EventKind.OPEN_DAY, "Cuisine", "18:00", "20:00", 14)


def prepare(world: World) -> None:
    """What was arranged up to the evening before."""
    world.set_clock(world.today - timedelta(days=1), 18, 40)
    _open_today(world)
    with _taken_is_taken():
        programme.add(world, TRAINING, world.today, 14, "Fermin Euskadi")
    programme.add(world, LUNCH, world.today, 13)
    programme.add(world, BARTER, world.today, 4)
    friday = datetime.combine(world.today + timedelta(days=3), time(18))
    for block in BLOCKS:
        new = NewBooking(
            world.unit(block.unit),
            world.cast[block.who],
            slot(world.today, block.start, block.end),
            block.people,
            block.title,
            tentative_until=friday if block.tentative else None,
        )
        with _taken_is_taken():
            booked = world.desk.bookings.book(new)
            if block.here:
                world.bookings[world.today].append(booked.id)
    if world.scale.size is HouseSize.STRESS:
        agenda.book_day(world, world.today)
    _lend(world)
    world.desk.maintenances.plan(
        world.unit("Imprimante 3D 2"), slot(world.today, "15:00", "16:30"), "Entretien : tête d’impression"
    )
    with world.desk.desk.store.writing():
        till.sell_pass(world, world.cast["Maria Roca"], 1)
        till.sell_meeting_hours(world)
        world.desk.mail.arrived(
            world.cast["Maria Roca"],
            MailKind.PARCEL,
            sender="Tissus du Midi",
            shelf="A3",
            on=world.today - timedelta(days=4),
        )
    till.sell_cards(world)
    told.the_evening_before(world)


def live_until_now(world: World) -> None:
    """The morning of today, up to 10:47."""
    desk = world.desk
    with desk.desk.store.writing():
        for when, who in ARRIVALS:
            world.clock.set(slot(world.today, when, "23:00").start)
            desk.visits.check_in(world.cast[who])
        for _ in range(2):
            desk.visits.passer_by()
        world.set_clock(world.today, 10, 20)
        for booking_id in world.bookings.pop(world.today, ()):
            desk.bookings.check_in(booking_id)
        for who, kind, sender in (
            ("SARL Pic Blanc", MailKind.REGISTERED, "Tribunal de commerce"),
            ("Atelier Bois d’Arize", MailKind.LETTER, "Fournisseur de bois"),
            ("Atelier Bois d’Arize", MailKind.LETTER, "Chambre des métiers"),
        ):
            desk.mail.arrived(world.cast[who], kind, sender=sender)
    world.set_clock(world.today, NOW.hour, NOW.minute)
    visits.give_time(world)
    told.this_morning(world)


def _open_today(world: World) -> None:
    """On a week-end the demo is a house with its doors open, so that there is something to look at."""
    weekday = world.today.weekday()
    if weekday >= 5:
        world.desk.places.set_hours((*place.WEEK, WeeklyHours(weekday, place.OPENS, place.CLOSES)))


def _lend(world: World) -> None:
    nine = timedelta(days=9)
    long_ago = datetime.combine(world.today - nine, time(9))
    key = Slot(long_ago, datetime.combine(world.today + timedelta(days=21), time(18)))
    world.desk.loans.lend(world.unit("Clé 7"), world.cast["Yann Le Goff"], key, deposit_cents=4_000)
    van = Slot(datetime.combine(world.today - timedelta(days=1), time(18)), datetime.combine(world.today, time(16)))
    with _taken_is_taken():
        world.desk.loans.lend(
            world.unit("Camionnette"),
            world.cast["Association La Lèze"],
            van,
            deposit_cents=15_000,
            state_out="Plein fait",
        )


@contextmanager
def _taken_is_taken() -> Iterator[None]:
    """Somebody had it before, as in life: the day goes on without."""
    with suppress(DeskError):
        yield
