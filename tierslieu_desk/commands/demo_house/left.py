"""What the demo leaves to the next shift, what is done for who begins and who leaves, and somebody who ends."""

from __future__ import annotations

from datetime import timedelta

from tierslieu_desk.commands.demo_house.world import World
from tierslieu_desk.rules.checklists import ListKind, Template

NOTE = "Chauffage de la salle Bleue en panne, le réparateur passe jeudi à 9 h."
THINGS = (
    Template(ListKind.BEGIN, "Faire le tour du lieu"),
    Template(ListKind.BEGIN, "Remettre le badge"),
    Template(ListKind.LEAVE, "Rendre le badge"),
    Template(ListKind.LEAVE, "Vider le casier"),
)
ENDS = "Émilie Lassalle"


def leave_a_note(world: World) -> None:
    """As of the evening before, and what is done when somebody begins or leaves."""
    world.desk.shift_notes.write(NOTE)
    world.desk.checklists.set_templates(THINGS)


def end_one(world: World) -> None:
    """A subscription that ends this month, to be renewed or not."""
    desk = world.desk
    month_ends = (world.today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    for sold in desk.plans.subscriptions():
        if sold.party == ENDS and sold.ends is None and not sold.membership_fee:
            desk.plans.end(sold.id, month_ends)
