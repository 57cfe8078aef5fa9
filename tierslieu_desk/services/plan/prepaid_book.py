"""The ledger of prepaid cards: cents put on and used, append-only, each line with the balance after it.

Functions for whoever has a unit of work open. What is on a card is money held, like a deposit: it came with a payment
that settles nothing, and is no revenue until something is bought with it.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.i18n import _
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.people import Affiliation, Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.models.prepaid import PrepaidCard, PrepaidEntry
from tierslieu_desk.models.store import add_row
from tierslieu_desk.rules import prepaid
from tierslieu_desk.rules.prepaid import Card, PrepaidReason
from tierslieu_desk.rules.vocabulary import Activity
from tierslieu_desk.services.desk import Desk

_ADD = insert(table_of(PrepaidEntry))
_LAST = select(func.max(PrepaidEntry.sequence)).where(PrepaidEntry.card_id == PrepaidCard.id).scalar_subquery()
BALANCE = (
    select(PrepaidEntry.balance)
    .where(PrepaidEntry.card_id == PrepaidCard.id, PrepaidEntry.sequence == _LAST.correlate(PrepaidCard))
    .correlate(PrepaidCard)
    .scalar_subquery()
)
"""What is on a card, as a piece of a statement."""


def cards(session: Session, holder_id: int) -> list[Card]:
    """All that could pay for somebody: their own, and what an organisation of theirs shares; no gift that waits."""
    sharing = select(Affiliation.organisation_id).where(Affiliation.person_id == holder_id)
    usable = (PrepaidCard.party_id == holder_id) | (PrepaidCard.shared & PrepaidCard.party_id.in_(sharing))
    found = session.execute(
        select(PrepaidCard, BALANCE).where(usable, PrepaidCard.gift_code.is_(None)).order_by(PrepaidCard.id)
    )
    return [
        Card(one.id, one.sold_on, one.valid_until, balance or 0, one.party_id != holder_id) for one, balance in found
    ]


def purse(session: Session, holder_id: int, day: date) -> tuple[int, int]:
    """What is on the cards that somebody may use that day, what is below zero taken off; and the most they pay."""
    found = [one for one in cards(session, holder_id) if one.valid_until is None or one.valid_until >= day]
    if not found:
        return 0, 0
    return sum(one.cents for one in found), prepaid.payable(found, day, _limit(session))


def held(session: Session, party_id: int | None = None) -> list[tuple[int, int]]:
    """What is on cards, whose each is and how much, of one or of everybody: gifts that wait and expired ones too."""
    found = select(PrepaidCard.party_id, BALANCE).where(BALANCE != 0).order_by(PrepaidCard.id)
    if party_id is not None:
        found = found.where(PrepaidCard.party_id == party_id)
    return [(owner, cents) for owner, cents in session.execute(found)]


def to_give_back() -> str:
    """What is to do about their cards when they leave, in the words of the house's list."""
    return _("Prepaid card: give back what is left, or hand it on")


def pay(desk: Desk, session: Session, payment_id: int, cents: int, holder_id: int | None) -> None:
    """A payment made with what somebody has on their cards; one that goes back is on their last one again.

    Raises `CardTooLow`, also when they have no card that it could go back to.
    """
    day = desk.clock.today()
    found = [] if holder_id is None else cards(session, holder_id)
    own = [one for one in found if not one.shared]
    if cents < 0 and own:
        write(desk, session, own[-1].id, (-cents, PrepaidReason.TAKEN_BACK), payment_id=payment_id)
        return
    drawn = prepaid.draw(found, cents, day, _limit(session))
    if cents < 0 or sum(one.cents for one in drawn) < cents:
        name = "" if holder_id is None else session.get_one(Party, holder_id).name
        raise errors.CardTooLow(name=name, left_cents=sum(one.cents for one in drawn))
    for one in drawn:
        write(desk, session, one.card_id, (-one.cents, PrepaidReason.PAID), payment_id=payment_id, by_id=holder_id)


def follow_reversal(desk: Desk, session: Session, payment_id: int, reversal_id: int) -> None:
    """A payment was taken back: what it put on a card is off it, what it used is on it again. Raises `CardUsed`."""
    found = session.scalars(select(PrepaidEntry).where(PrepaidEntry.payment_id == payment_id).order_by(PrepaidEntry.id))
    for line in found.all():
        card = session.get_one(PrepaidCard, line.card_id)
        left = balance_of(session, card.id)
        if line.cents > left:
            raise errors.CardUsed(name=session.get_one(Party, card.party_id).name, left_cents=left)
        write(desk, session, card.id, (-line.cents, PrepaidReason.TAKEN_BACK), payment_id=reversal_id)


def write(
    desk: Desk,
    session: Session,
    card_id: int,
    what: tuple[int, PrepaidReason],
    *,
    payment_id: int | None = None,
    by_id: int | None = None,
) -> None:
    """One line more: cents put on (+) or used (-), and why."""
    cents, reason = what
    last = session.execute(
        select(PrepaidEntry.sequence, PrepaidEntry.balance)
        .where(PrepaidEntry.card_id == card_id)
        .order_by(PrepaidEntry.sequence.desc())
        .limit(1)
    ).first()
    facts = {"card_id": card_id, "sequence": 1 if last is None else last.sequence + 1, "at": desk.clock.now()}
    facts |= {"cents": cents, "balance": cents + (0 if last is None else last.balance), "reason": str(reason)}
    add_row(session, _ADD, facts | {"payment_id": payment_id, "by_id": by_id})


def carry_in(desk: Desk, session: Session, card: PrepaidCard, cents: int) -> None:
    """A card sold before this desk was there: no payment of its book brought that money."""
    session.add(card)
    session.flush()
    write(desk, session, card.id, (cents, PrepaidReason.OPENING))
    desk.note(session, "opening", "prepaid_card", card.id, cents=cents)


def make_good(desk: Desk, session: Session, card: PrepaidCard) -> int:
    """Money put on a card first makes good what is below zero on the others of the same holder; how many cents."""
    made = 0
    others = select(PrepaidCard.id).where(
        PrepaidCard.party_id == card.party_id, PrepaidCard.id != card.id, PrepaidCard.gift_code.is_(None)
    )
    for other in session.scalars(others.order_by(PrepaidCard.id)).all():
        cents = min(-balance_of(session, other), balance_of(session, card.id))
        if cents > 0:
            write(desk, session, card.id, (-cents, PrepaidReason.MADE_GOOD))
            write(desk, session, other, (cents, PrepaidReason.MADE_GOOD))
            made += cents
    return made


def sold_here(session: Session) -> bool:
    """Whether cards are among what the place does."""
    return Activity.PREPAID in (session.scalar(select(Place.services)) or "").split()


def balance_of(session: Session, card_id: int) -> int:
    """What is on one card, whatever the day."""
    return int(session.scalar(select(BALANCE).select_from(PrepaidCard).where(PrepaidCard.id == card_id)) or 0)


def _limit(session: Session) -> int:
    return int(session.scalar(select(Place.below_cents)) or 0)
