"""What the demo tells people and leaves to the next shift: letters, a call, e-mails that wait; who begins, who ends."""

from __future__ import annotations

from datetime import timedelta

from tierslieu_desk.commands.demo_house.world import World
from tierslieu_desk.rules.checklists import ListKind, Template
from tierslieu_desk.services import message_offers

NOTE = "Chauffage de la salle Bleue en panne, le réparateur passe jeudi à 9 h."
THINGS = (
    Template(ListKind.BEGIN, "Faire le tour du lieu"),
    Template(ListKind.BEGIN, "Remettre le badge"),
    Template(ListKind.LEAVE, "Rendre le badge"),
    Template(ListKind.LEAVE, "Vider le casier"),
)
BY_POST, REMINDED, ENDS = "Mairie de Daumazan", "Cabinet Estève", "Émilie Lassalle"


def leave_a_note(world: World) -> None:
    """As of the evening before, and what is done when somebody begins or leaves."""
    world.desk.shift_notes.write(NOTE)
    world.desk.checklists.set_templates(THINGS)


def tell(world: World) -> None:
    """As of today: a letter, a reminder, mail to announce by telephone, and a subscription that ends this month."""
    desk, known = world.desk, world.cast.by_name
    owed = [row for row in desk.invoice_lists.find() if row.left_cents > 0]
    for row in owed:
        if row.customer == BY_POST:
            desk.messages.queue(message_offers.invoice(desk.messages, desk.invoices, row))
        elif row.customer == REMINDED and row.due_on < world.today:
            desk.messages.queue(message_offers.payment_reminder(desk.messages, desk.invoices, row))
    waiting = [item for item in desk.mail.waiting() if item.party_id == known.get("Maria Roca")]
    if waiting:
        desk.messages.queue(message_offers.mail(desk.messages, waiting))
    month_ends = (world.today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    for sold in desk.plans.subscriptions():
        if sold.party == ENDS and sold.ends is None and not sold.membership_fee:
            desk.plans.end(sold.id, month_ends)
