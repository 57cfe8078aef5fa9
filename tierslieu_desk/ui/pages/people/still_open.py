"""What is still open of somebody who is about to leave: a subscription, money of theirs, things that are out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.thing.loans import LoanRow


def lines(services: DeskServices, party_id: int, today: date) -> list[str]:
    """One sentence for each, in the order in which one would see to them; none when nothing is open."""
    return [
        *_subscriptions(services, party_id, today),
        *(_out(one) for one in services.loans.out() if one.party_id == party_id),
        *_money(services, party_id),
    ]


def _subscriptions(services: DeskServices, party_id: int, today: date) -> list[str]:
    found = []
    for one in services.plans.subscriptions(party_id):
        if one.ends is None:
            found.append(_("%(name)s goes on and is charged until it is ended.") % {"name": one.name})
        elif one.ends >= today:
            facts = {"name": one.name, "day": formats.date_medium(one.ends)}
            found.append(_("%(name)s goes on until %(day)s.") % facts)
    return found


def _out(loan: LoanRow) -> str:
    facts = {"thing": loan.unit, "amount": formats.amount(loan.deposit_cents)}
    if loan.deposit_cents:
        return _("%(thing)s is still out; its deposit of %(amount)s is to be given back.") % facts
    return _("%(thing)s is still out.") % facts


def _money(services: DeskServices, party_id: int) -> list[str]:
    """A card that an organisation shares is not theirs, nor is a gift that waits for whoever brings its code."""
    own = [one.cents for one in services.prepaid_cards.of(party_id) if not (one.owner or one.code) and one.cents > 0]
    cards = [_("%(amount)s on a prepaid card, to be given back.") % {"amount": formats.amount(sum(own))}] if own else []
    held = sum(one.cents for one in services.deposits_held.all(party_id))
    deposit = _("%(amount)s of deposits held, to be given back.") % {"amount": formats.amount(held)}
    return [*cards, *([deposit] if held else [])]
