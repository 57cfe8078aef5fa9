"""What the demo house tells people, without a mail account: letters and calls, some seen to, some that wait for it."""

from __future__ import annotations

from contextlib import suppress

from tierslieu_desk.commands.demo_house.scale import HouseSize
from tierslieu_desk.commands.demo_house.world import World
from tierslieu_desk.errors import DeskError
from tierslieu_desk.services.message import message_offers

BOOKED, FETCHES = "Jean Dupont", "Maria Roca"
LETTER = "SARL Pic Blanc"


def the_evening_before(world: World) -> None:
    """A booking confirmed on paper, and somebody called, who did not answer."""
    if world.scale.size is not HouseSize.USUAL:
        return
    desk = world.desk
    with suppress(DeskError):
        for booked in desk.bookings.of_person(world.cast[BOOKED])[:1]:
            desk.messages.printed(
                [desk.messages.queue(message_offers.booking(desk.messages, desk.bookings, booked.id))]
            )
    _tell_of_mail(world, FETCHES, "Pas de réponse")


def this_morning(world: World) -> None:
    """A registered letter has come: its addressee is written to, and whoever did not answer is to be called."""
    if world.scale.size is not HouseSize.USUAL:
        return
    _tell_of_mail(world, LETTER)
    _tell_of_mail(world, FETCHES)


def _tell_of_mail(world: World, name: str, answer: str = "") -> None:
    desk = world.desk
    waiting = desk.mail.waiting(world.cast[name])
    if not waiting:
        return
    number = desk.messages.queue(message_offers.mail(desk.messages, waiting))
    if answer:
        desk.messages.called(number, answer)
