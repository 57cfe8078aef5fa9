"""Events of the demo: announced two weeks ahead, people put their names down, most of them come and sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tierslieu_desk.commands.demo_house import names
from tierslieu_desk.commands.demo_house.scale import HouseSize
from tierslieu_desk.commands.demo_house.world import AHEAD, World, slot
from tierslieu_desk.errors import DeskError
from tierslieu_desk.rules.vocabulary import EventKind
from tierslieu_desk.services.event.events import NewEvent

IN_FILE = 0.5
SIGNED = {HouseSize.USUAL: 1.0, HouseSize.STRESS: 0.25}
"""Of so many events the sheet is typed in again afterwards."""


@dataclass(frozen=True, slots=True)
class Idea:
    """Something the place does again and again."""

    title: str
    kind: EventKind
    unit: str
    start: str
    end: str
    capacity: int
    price_cents: int = 0


IDEAS = (
    Idea("Co-lunch des nouveaux", EventKind.COLUNCH, "Cuisine", "12:15", "13:45", 14),
    Idea("Atelier couture", EventKind.WORKSHOP, "Salle de formation", "14:00", "17:00", 14, 1_000),
    Idea("Formation gestion de projet", EventKind.TRAINING, "Salle de formation", "9:00", "17:00", 16),
    Idea("Petit ramdam", EventKind.PETIT_RAMDAM, "Salle de formation", "18:00", "21:00", 19),
    Idea("Présentation : monter son activité", EventKind.PITCH, "Salle de formation", "10:00", "12:00", 16),
    Idea("Réparer plutôt que jeter", EventKind.WORKSHOP, "Salle de formation", "13:30", "17:30", 12),
    Idea("Co-lunch", EventKind.COLUNCH, "Cuisine", "12:15", "13:45", 14),
)


def announce(world: World, day: date) -> None:
    """What is announced on `day` for two weeks later."""
    target = day + AHEAD
    if target == world.today or not world.is_working(target):
        return
    for _ in range(world.count(world.scale.sittings)):
        add(
            world,
            world.random.choice(IDEAS),
            target,
            world.random.randrange(world.scale.heads // 2, world.scale.heads * 3 // 2 + 1),
        )


def add(world: World, idea: Idea, target: date, heads: int, speaker: str = "") -> int | None:
    """Announce one and write down who wants to come. None when the room is taken already."""
    event = NewEvent(
        title=idea.title,
        kind=idea.kind,
        capacity=idea.capacity,
        sessions=((world.unit(idea.unit), slot(target, idea.start, idea.end)),),
        speaker=speaker,
        price_e4=idea.price_cents * 100,
    )
    try:
        event_id = world.desk.events.add(event)
    except DeskError:
        return None
    of_the_files = heads if idea.price_cents else int(heads * IN_FILE)
    known = world.random.sample(world.cast.people, min(len(world.cast.people), of_the_files))
    for party_id in known:
        world.desk.events.register(event_id, party_id=party_id, wait=True)
    for _ in range(heads - len(known)):
        spoken = names.language(world.random)
        name = f"{world.random.choice(names.GIVEN[spoken])} {world.random.choice(names.FAMILY[spoken])}"
        world.desk.events.register(event_id, name=name, wait=True)
    return event_id


def sign(world: World, day: date) -> None:
    """The sheets of that day, typed in again."""
    for sitting in world.desk.events.day(day):
        if not world.happens(SIGNED[world.scale.size]):
            continue
        sheet = world.desk.events.sheet(sitting.id)
        for half in sheet.halves:
            present = [person.registration_id for person in sheet.people if world.happens(0.85)]
            world.desk.events.enter_attendance(sitting.id, half, present)
