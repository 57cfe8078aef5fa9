"""Bookings of the demo: a week's habits, unit by unit, booked two weeks ahead, some cancelled, most honoured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tierslieu_desk.commands.demo_house.place import OPEN_SPACE
from tierslieu_desk.commands.demo_house.scale import HouseSize
from tierslieu_desk.commands.demo_house.world import AHEAD, World, slot
from tierslieu_desk.errors import DeskError
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.series import NewSeries

CANCELLED = 0.02
EXTENDED_ON = 1
"""Open series are extended on Tuesdays: the desk does it at each day's first start, here once a week is enough."""


class Who(StrEnum):
    """Who takes such a unit."""

    MEMBER = "member"
    ORGANISATION = "organisation"
    ANYBODY = "anybody"


REGULAR = 0.85
"""Most bookings are by the same few, as everywhere."""


@dataclass(frozen=True, slots=True)
class Habit:
    """A unit that is often taken at those hours: the chance of each slot, by whom, for how many, what for."""

    unit: str
    chance: float
    slots: tuple[tuple[str, str], ...]
    who: Who
    people: int = 1
    titles: tuple[str, ...] = ("",)


_MEETINGS = ("Réunion", "Conseil", "Entretien", "Atelier", "Comité")
USUAL = (
    Habit("Salle Jaune", 0.24, (("9:00", "12:00"), ("14:00", "17:00")), Who.ORGANISATION, 6, _MEETINGS),
    Habit("Salle Bleue", 0.22, (("10:00", "12:00"), ("14:00", "16:00")), Who.ORGANISATION, 4, _MEETINGS),
    Habit("Grande salle", 0.06, (("16:30", "18:30"),), Who.ORGANISATION, 12, ("Assemblée", "Réunion publique")),
    Habit("Cabine 1", 0.28, (("9:00", "10:30"), ("11:00", "12:00"), ("14:00", "15:30")), Who.ANYBODY, 1, ("Visio",)),
    Habit("Cabine 2", 0.20, (("9:30", "11:00"), ("14:30", "16:00")), Who.ANYBODY, 1, ("Visio", "Appel")),
    Habit(OPEN_SPACE, 0.42, (("8:30", "12:30"), ("8:30", "18:30"), ("13:30", "18:00")), Who.MEMBER),
    Habit("Découpe laser", 0.18, (("9:30", "11:30"), ("14:00", "16:00")), Who.MEMBER, 1, ("Maquette", "")),
    Habit("Imprimante 3D 1", 0.10, (("9:00", "12:00"), ("14:00", "18:00")), Who.MEMBER),
    Habit("Imprimante 3D 2", 0.06, (("10:00", "16:00"),), Who.MEMBER),
    Habit("Machine à coudre", 0.10, (("14:00", "17:00"),), Who.MEMBER),
)
_CALLS = (("9:00", "10:30"), ("11:00", "12:00"), ("14:00", "15:30"), ("16:00", "17:00"))
_SHIFTS = (("8:30", "13:00"), ("13:00", "18:30"))
_TURNS = tuple((f"{hour}:30", f"{hour + 1}:30") for hour in range(8, 18))
_MEETING_HOURS = (("8:30", "10:15"), ("10:30", "12:15"), ("12:30", "14:15"), ("14:30", "16:15"), ("16:30", "18:15"))
STRESS = (
    Habit("Grande salle", 0.96, _MEETING_HOURS, Who.ORGANISATION, 10, _MEETINGS),
    Habit("Cabine 1", 0.90, _CALLS, Who.ANYBODY),
    Habit("Cabine 2", 0.90, _CALLS, Who.ANYBODY),
    Habit("Îlot nord", 0.97, _SHIFTS, Who.MEMBER, 4),
    Habit("Îlot sud", 0.97, _SHIFTS, Who.MEMBER, 4),
    Habit(OPEN_SPACE, 0.90, (("8:30", "12:30"), ("13:00", "18:30")), Who.MEMBER),
    Habit("Fablab entier", 0.86, _TURNS, Who.MEMBER, 6),
    Habit("Casier 1", 0.80, (("8:30", "18:30"),), Who.MEMBER),
)
HABITS = {HouseSize.USUAL: USUAL, HouseSize.STRESS: STRESS}


def book_ahead(world: World, day: date) -> None:
    """What is booked on `day` for two weeks later; that other day is left to `today.py` when it is today."""
    target = day + AHEAD
    if target == world.today or not world.is_working(target):
        return
    book_day(world, target)


def book_day(world: World, target: date) -> None:
    """Everything the habits ask for on one day. Who comes second is told so and goes away, as in life."""
    for new in _wanted(world, target):
        try:
            booked = world.desk.bookings.book(new)
        except DeskError:
            continue
        if world.happens(CANCELLED):
            world.desk.bookings.cancel(booked.id, "Empêchement")
        else:
            world.bookings[target].append(booked.id)


def arrive(world: World, day: date) -> None:
    """Most of those who booked come."""
    for booking_id in world.bookings.pop(day, ()):
        if world.happens(world.scale.checked_in):
            world.desk.bookings.check_in(booking_id)


def begin_series(world: World) -> None:
    """The regular ones, open-ended, from the first week on; never on the weekday of today, which has its own."""
    monday = world.first + timedelta(days=7 - world.first.weekday())
    regulars = (
        ("Salle Bleue", "Les Amis du Volvestre", 1, "17:00", 75, "Chorale"),
        ("Salle Jaune", "Mairie de Daumazan", 2, "17:30", 60, "Permanence"),
        ("Cabine 2", "Léa Fauré", 3, "12:30", 60, "Visio"),
    )
    for unit, name, later, start, minutes, title in regulars:
        weekday = (world.today.weekday() + later) % 5
        first = slot(monday + timedelta(days=weekday), start, "18:30").start
        rule = Rule(Frequency.WEEK, 1, first, minutes, (weekday,))
        world.desk.series.book(NewSeries(world.unit(unit), world.cast[name], rule, title))


def extend_series(world: World, day: date) -> None:
    """Dates that came within the horizon."""
    if day.weekday() == EXTENDED_ON:
        world.desk.series.extend()


def _wanted(world: World, target: date) -> Iterator[NewBooking]:
    for habit in HABITS[world.scale.size]:
        for start, end in habit.slots:
            if world.happens(habit.chance * world.scale.density):
                yield NewBooking(
                    world.unit(habit.unit),
                    _somebody(world, habit.who),
                    slot(target, start, end),
                    habit.people,
                    world.random.choice(habit.titles),
                )


def _somebody(world: World, who: Who) -> int:
    if who is Who.ANYBODY:
        return world.random.choice(world.cast.people)
    known = world.cast.members if who is Who.MEMBER else world.cast.organisations
    regulars = known[: world.scale.regulars]
    return world.random.choice(regulars if world.happens(REGULAR) else known)
