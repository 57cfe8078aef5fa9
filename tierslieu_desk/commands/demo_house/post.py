"""Domiciled companies of the demo and the mail that arrives for them."""

from __future__ import annotations

from datetime import date, timedelta

from tierslieu_desk.commands.demo_house.scale import HouseSize
from tierslieu_desk.commands.demo_house.world import World
from tierslieu_desk.rules.vocabulary import MailKind

SENDERS = (
    "Caisse d’assurance",
    "Banque de la vallée",
    "Chambre des métiers",
    "Fournisseur de bois",
    "Impôts",
    "Tissus",
)
KINDS = (MailKind.LETTER, MailKind.LETTER, MailKind.LETTER, MailKind.PARCEL, MailKind.REGISTERED, MailKind.LEAFLET)
COLLECTS = 0.3
DOMICILED = {HouseSize.USUAL: 5, HouseSize.STRESS: 40}
LIST_DAYS = range(6, 11)
"""Days of January, April, July and October on which somebody looks for lists to send."""
FORGETFUL = "Studio Garbet"
SILENT_DAYS = 82
"""For so long nobody of the forgetful company has come: within ten days the registry is to be told."""


def domicile(world: World, day: date, party_id: int) -> None:
    """A contract from that day on."""
    shelf = f"B{len(world.domiciled) + 1}"
    world.desk.domiciliations.open(party_id, day, mailbox=shelf, proxy_until=day + timedelta(days=5 * 365))
    world.domiciled.append(party_id)


def send_lists(world: World, day: date) -> None:
    """What the law wants sent at the new year and after a quarter, sent when Today asks for it."""
    if day.month % 3 == 1 and day.day in LIST_DAYS:
        world.set_clock(day, 11, 10)
        for key in sorted({due.duty.list_key for due in world.desk.today.view().due if due.duty is not None} - {0}):
            world.desk.domiciliations.list_sent(key)


def deliver(world: World, day: date) -> None:
    """The post of the day: written down, told to whoever it is for, and some come to fetch theirs."""
    world.set_clock(day, 11, 20)
    last_time = world.today - timedelta(days=SILENT_DAYS)
    forgetful = world.cast[FORGETFUL]
    items = []
    for _ in range(world.count(world.scale.mail)):
        party_id = world.random.choice(world.domiciled)
        if party_id == forgetful and day >= last_time:
            continue
        kind, sender = world.random.choice(KINDS), world.random.choice(SENDERS)
        items.append(world.desk.mail.arrived(party_id, kind, sender=sender))
        world.shelf.setdefault(party_id, None)
    if day == last_time or (day < last_time <= day + timedelta(days=3) and not world.is_working(last_time)):
        items.append(world.desk.mail.arrived(forgetful, MailKind.LETTER, sender="Caisse d’assurance"))
    if items:
        world.desk.mail.notify(items)
    for party_id in list(world.shelf):
        if (party_id != forgetful or day < last_time) and world.happens(COLLECTS):
            world.desk.mail.hand_over_all(party_id, "la gérance")
            del world.shelf[party_id]
