"""Who comes and goes in the demo: in the morning they say hello, in the evening most say goodbye."""

from __future__ import annotations

from datetime import date, timedelta

from tierslieu_desk.commands.demo_house.world import World
from tierslieu_desk.rules.visiting import AgeBand

FORGETS = 0.15
BETWEEN_TWO = timedelta(minutes=9)


def come(world: World, day: date) -> list[int]:
    """The morning. Returns who came."""
    world.set_clock(day, 8, 40)
    regulars = world.cast.members[:40]
    wanted = min(world.count(world.scale.visits), len(regulars))
    came = world.random.sample(regulars, wanted)
    for party_id in came:
        world.desk.visits.check_in(party_id)
        world.clock.advance(BETWEEN_TWO)
    if world.happens(0.4):
        world.desk.visits.passer_by()
    return came


def go(world: World, day: date, came: list[int]) -> None:
    """The evening."""
    world.set_clock(day, 17, 30)
    for party_id in came:
        if not world.happens(FORGETS):
            world.desk.visits.check_out(party_id)
            world.clock.advance(timedelta(minutes=2))


def give_time(world: World) -> None:
    """This month's volunteers, and this morning at the computers open to all."""
    desk = world.desk
    for ago, who, minutes, what in (
        (1, "Yann Le Goff", 120, "Potager"),
        (6, "Maria Roca", 90, "Accueil du soir"),
        (12, "Yann Le Goff", 150, "Repair café"),
    ):
        desk.volunteers.note(world.cast[who], minutes, what, world.today - timedelta(days=ago))
    space = desk.digital_space
    space.set_stations(("PC 1", "PC 2"))
    for topic, minutes, age in (
        ("Déclaration d’impôts", 40, AgeBand.OLDER),
        ("Impression", 10, AgeBand.UNKNOWN),
        ("Nouveau téléphone", 25, AgeBand.OLDER),
    ):
        space.help_given(topic, minutes, age)
    for name in ("Aline", "Robert", "Fatima"):
        space.queue(name)
