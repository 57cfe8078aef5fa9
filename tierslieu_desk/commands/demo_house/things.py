"""What leaves the demo house and comes back, and what is out of use."""

from __future__ import annotations

from datetime import date, timedelta

from tierslieu_desk.commands.demo_house.world import World, slot
from tierslieu_desk.errors import DeskError

LENT = ("Vidéoprojecteur", "Camionnette")
QUARTERS = (1, 4, 7, 10)


def lend(world: World, day: date) -> None:
    """Somebody takes the projector or the van for the afternoon."""
    world.set_clock(day, 13, 30)
    for _ in range(world.count(world.scale.loans)):
        party_id = world.random.choice(world.cast.organisations)
        name = world.random.choice(LENT)
        try:
            loan = world.desk.loans.lend(world.unit(name), party_id, slot(day, "13:30", "17:30"), deposit_cents=15_000)
        except DeskError:
            continue
        world.back[day].append(loan)


def give_back(world: World, day: date) -> None:
    """All is back before closing time."""
    world.set_clock(day, 17, 20)
    for loan in world.back.pop(day, ()):
        world.desk.loans.give_back(loan, state_back="Rien à signaler")


def maintain(world: World, day: date) -> None:
    """Once a quarter the laser is cleaned, two days later, early."""
    if day.month in QUARTERS and day.day <= 3 and day + timedelta(days=2) < world.today:
        try:
            world.desk.maintenances.plan(
                world.unit("Découpe laser"), slot(day + timedelta(days=2), "7:00", "8:15"), "Nettoyage de la lentille"
            )
        except DeskError:
            return
