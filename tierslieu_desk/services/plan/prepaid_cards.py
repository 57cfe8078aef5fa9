"""Prepaid cards: sold, loaded again, handed on, given as a gift, and what is left given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from tierslieu_desk import errors
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.money import Invoice, Payment, PaymentAllocation
from tierslieu_desk.models.people import Affiliation, Party
from tierslieu_desk.models.prepaid import PrepaidCard, PrepaidEntry
from tierslieu_desk.rules.prepaid import PrepaidReason
from tierslieu_desk.rules.vocabulary import PartyKind, PaymentMethod
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money.payments import PaymentRow, Payments
from tierslieu_desk.services.person import checklists
from tierslieu_desk.services.plan import prepaid_book, selling
from tierslieu_desk.services.plan.prepaid_book import BALANCE

_OWNER, _OTHER, _BY = aliased(Party), aliased(PrepaidEntry), aliased(Party)


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card to sell: how much is put on it, until when it pays, whether an organisation's people share it, a gift."""

    party_id: int
    cents: int
    valid_until: date | None = None
    shared: bool = False
    gift: bool = False


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card that somebody may use. `owner` is the organisation that shares it, empty of their own; `code` of a gift.

    `expired`: it pays no more, and what is on it stays theirs.
    """

    id: int
    cents: int
    sold_on: date
    valid_until: date | None
    shared: bool
    owner: str
    code: str
    expired: bool


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line that explains what is on a card. `papers` are the documents paid; `who` stood at the counter, or has it.

    `other` is whose card it came from or went to.
    """

    card_id: int
    at: datetime
    reason: PrepaidReason
    cents: int
    balance: int
    papers: str
    who: str
    other: str
    method: PaymentMethod | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was sold: the card, what is on it now, the payment that brought it, and the code of a gift."""

    card_id: int
    cents: int
    payment: PaymentRow
    code: str = ""


@dataclass(frozen=True, slots=True)
class CardHanded:
    """A card in other hands, for the way back: which it was and which it is, and how much."""

    old_id: int
    new_id: int
    cents: int
    code: str = ""


class PrepaidCards:
    """Money that people leave ahead."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sell(self, new: NewCard, method: PaymentMethod) -> Loaded:
        """A card, and the money it holds into the till; nothing is invoiced until it pays something.

        Raises `NotAnAmount`, `SlotReversed` for a last day that is over, and what `Payments.settle` raises.
        """
        today = self._desk.clock.today()
        with self._desk.store.writing() as session:
            party = selling.party_of(session, new.party_id)
            if new.valid_until is not None and new.valid_until < today:
                raise errors.SlotReversed(start=today, end=new.valid_until, field="until")
            card = PrepaidCard(
                party_id=new.party_id,
                sold_on=today,
                valid_until=new.valid_until,
                shared=new.shared and party.kind == PartyKind.ORGANISATION,
                gift_code=selling.new_code() if new.gift else None,
            )
            session.add(card)
            session.flush()
            return self._load(session, card, party, (new.cents, method, PrepaidReason.SOLD))

    def top_up(self, card_id: int, cents: int, method: PaymentMethod) -> Loaded:
        """More money on the same card. Raises as `sell`, and `NotFound`."""
        with self._desk.store.writing() as session:
            card = _card(session, card_id)
            party = selling.party_of(session, card.party_id)
            return self._load(session, card, party, (cents, method, PrepaidReason.TOPPED_UP))

    def give_back(self, card_id: int, method: PaymentMethod) -> PaymentRow:
        """All that is left on a card goes out of the till; a gift is nobody's any more. Raises `NothingLeft` ..."""
        with self._desk.store.writing() as session:
            card = _card(session, card_id)
            party = selling.party_of(session, card.party_id)
            left = self._refuse_empty(session, card)
            with speaking(party.language):
                what = _("Prepaid card")
            paid = Payments(self._desk).settle(card.party_id, _brought(method), -left, {}, what)
            given = (-left, PrepaidReason.GIVEN_BACK)
            prepaid_book.write(self._desk, session, card_id, given, payment_id=paid.id)
            card.gift_code = None
            self._settle(session, card.party_id)
            self._desk.note(session, "given_back", "prepaid_card", card_id, cents=left, payment=paid.id)
            return paid

    def prolong(self, card_id: int, until: date | None) -> date | None:
        """It pays until that day, or for good; until when it did before. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            card = _card(session, card_id)
            before, card.valid_until = card.valid_until, until
            session.flush()
            self._desk.note(session, "prolong", "prepaid_card", card_id, was=before, until=until)
            return before

    def transfer(self, card_id: int, party_id: int) -> CardHanded:
        """What is left goes to somebody else, for as long as before. Raises `NothingLeft`, `TransferToOneself`."""
        with self._desk.store.writing() as session:
            card = _card(session, card_id)
            to = selling.party_of(session, party_id)
            if card.party_id == party_id:
                raise errors.TransferToOneself(name=to.name, field="to")
            left = self._refuse_empty(session, card)
            new_id = self._hand(session, card, party_id, (left, PrepaidReason.TRANSFERRED))
            self._settle(session, card.party_id)
            self._desk.note(session, "transfer", "prepaid_card", card_id, party=party_id, to=new_id, cents=left)
            return CardHanded(card_id, new_id, left)

    def behind(self, code: str) -> int:
        """What waits under a code, in cents; 0 when nothing does, or no more."""
        with self._desk.store.reading() as session:
            gift = self._waiting(session, code)
            return 0 if gift is None else prepaid_book.balance_of(session, gift.id)

    def redeem(self, code: str, party_id: int) -> CardHanded:
        """Give somebody what waits under a code, once. Raises `NotFound`, `UnknownGift`, also when it has expired."""
        with self._desk.store.writing() as session:
            selling.party_of(session, party_id)
            gift = self._waiting(session, code)
            if gift is None:
                raise errors.UnknownGift(code=code.strip(), field="code")
            left, said = prepaid_book.balance_of(session, gift.id), gift.gift_code or ""
            gift.gift_code = None
            session.flush()
            new_id = self._hand(session, gift, party_id, (left, PrepaidReason.GIFT))
            self._desk.note(session, "redeem", "prepaid_card", gift.id, party=party_id, to=new_id)
            return CardHanded(gift.id, new_id, left, said)

    def _waiting(self, session: Session, code: str) -> PrepaidCard | None:
        said, today = "".join(code.upper().split()), self._desk.clock.today()
        good = PrepaidCard.valid_until.is_(None) | (PrepaidCard.valid_until >= today)
        wanted = select(PrepaidCard).where(PrepaidCard.gift_code == said, good, BALANCE > 0)
        return session.scalar(wanted) if said else None

    def take_back(self, handed: CardHanded) -> None:
        """The way back from `transfer` and `redeem`. Raises `CardUsed` once some of it was used."""
        with self._desk.store.writing() as session:
            old, new = _card(session, handed.old_id), _card(session, handed.new_id)
            left = prepaid_book.balance_of(session, new.id)
            if left < handed.cents:
                raise errors.CardUsed(name=selling.party_of(session, new.party_id).name, left_cents=left)
            reason = PrepaidReason.GIFT if handed.code else PrepaidReason.TRANSFERRED
            for card, cents in ((new, -handed.cents), (old, handed.cents)):
                prepaid_book.write(self._desk, session, card.id, (cents, reason))
            old.gift_code = handed.code or None
            session.flush()
            self._desk.note(session, "take_back", "prepaid_card", handed.old_id, cents=handed.cents)

    def of(self, party_id: int) -> tuple[CardRow, ...]:
        """What somebody has, or shares, with something on it or below zero; the soonest to expire first."""
        today = self._desk.clock.today()
        sharing = select(Affiliation.organisation_id).where(Affiliation.person_id == party_id)
        usable = (PrepaidCard.party_id == party_id) | (PrepaidCard.shared & PrepaidCard.party_id.in_(sharing))
        wanted = (
            select(PrepaidCard, BALANCE, _OWNER.name)
            .join(_OWNER, _OWNER.id == PrepaidCard.party_id)
            .where(usable, BALANCE != 0)
            .order_by(
                PrepaidCard.party_id != party_id,
                PrepaidCard.valid_until.is_(None),
                PrepaidCard.valid_until,
                PrepaidCard.sold_on,
                PrepaidCard.id,
            )
        )
        with self._desk.store.reading() as session:
            return tuple(
                CardRow(
                    one.id,
                    cents,
                    one.sold_on,
                    one.valid_until,
                    one.shared,
                    "" if one.party_id == party_id else owner,
                    one.gift_code or "",
                    one.valid_until is not None and one.valid_until < today,
                )
                for one, cents, owner in session.execute(wanted)
            )

    def today(self) -> date:
        """By the desk's clock."""
        return self._desk.clock.today()

    def gifts(self) -> bool:
        """Whether any gift waits for whoever brings its code."""
        with self._desk.store.reading() as session:
            waiting = select(PrepaidCard.id).where(PrepaidCard.gift_code.is_not(None), BALANCE > 0)
            return session.scalar(waiting.limit(1)) is not None

    def gift(self, code: str) -> tuple[int, date | None] | None:
        """What waits under that code, in cents, and until when it pays; None when nothing does."""
        wanted = select(BALANCE, PrepaidCard.valid_until).where(PrepaidCard.gift_code == code, BALANCE > 0)
        with self._desk.store.reading() as session:
            found = session.execute(wanted).first()
            return None if found is None else (int(found[0]), found[1])

    def reach(self, party_id: int) -> int:
        """The most that they may pay by card today, in cents."""
        with self._desk.store.reading() as session:
            return prepaid_book.purse(session, party_id, self._desk.clock.today())[1]

    def explain(self, party_id: int, last: int | None = None) -> tuple[CardLine, ...]:
        """Why it is that much: every line of what they have or share, or the `last` so many, oldest first."""
        sharing = select(Affiliation.organisation_id).where(Affiliation.person_id == party_id)
        mine = (PrepaidCard.party_id == party_id) | (PrepaidCard.shared & PrepaidCard.party_id.in_(sharing))
        before, after = PrepaidEntry.id - 1, PrepaidEntry.id + 1
        paired = (_OTHER.reason == PrepaidEntry.reason) & (_OTHER.cents == -PrepaidEntry.cents)
        there = ((PrepaidEntry.cents < 0) & (_OTHER.id == after)) | ((PrepaidEntry.cents > 0) & (_OTHER.id == before))
        other_card = aliased(PrepaidCard)
        wanted = (
            select(PrepaidEntry, _OWNER.name, _BY.name, Payment.method)
            .join(PrepaidCard, PrepaidCard.id == PrepaidEntry.card_id)
            .outerjoin(
                _OTHER,
                paired & there & PrepaidEntry.reason.in_([PrepaidReason.TRANSFERRED, PrepaidReason.GIFT]),
            )
            .outerjoin(other_card, other_card.id == _OTHER.card_id)
            .outerjoin(_OWNER, _OWNER.id == other_card.party_id)
            .outerjoin(_BY, (_BY.id == PrepaidEntry.by_id) & (_BY.id != party_id))
            .outerjoin(Payment, Payment.id == PrepaidEntry.payment_id)
            .where(mine)
            .order_by(PrepaidEntry.id.desc())
            .limit(last)
        )
        with self._desk.store.reading() as session:
            return tuple(
                CardLine(
                    line.card_id,
                    self._desk.clock.to_wall(line.at),
                    PrepaidReason(line.reason),
                    line.cents,
                    line.balance,
                    _papers(session, line.payment_id),
                    by or "",
                    other or "",
                    PaymentMethod(method) if method else None,
                )
                for line, other, by, method in reversed(session.execute(wanted).all())
            )

    def _load(
        self, session: Session, card: PrepaidCard, party: Party, what: tuple[int, PaymentMethod, PrepaidReason]
    ) -> Loaded:
        cents, method, reason = what
        if cents <= 0:
            raise errors.NotAnAmount(text=str(cents), example="20,00", field="amount")
        with speaking(party.language):
            words = _("Prepaid card")
        paid = Payments(self._desk).settle(party.id, _brought(method), cents, {}, words)
        prepaid_book.write(self._desk, session, card.id, (cents, reason), payment_id=paid.id)
        self._desk.note(session, str(reason), "prepaid_card", card.id, cents=cents, payment=paid.id)
        if card.gift_code is None:
            prepaid_book.make_good(self._desk, session, card)
        return Loaded(card.id, prepaid_book.balance_of(session, card.id), paid, card.gift_code or "")

    def _hand(self, session: Session, like: PrepaidCard, party_id: int, what: tuple[int, PrepaidReason]) -> int:
        """The same money in other hands, on a card of its own; its number."""
        cents, reason = what
        new = PrepaidCard(party_id=party_id, sold_on=like.sold_on, valid_until=like.valid_until)
        session.add(new)
        session.flush()
        prepaid_book.write(self._desk, session, like.id, (-cents, reason))
        prepaid_book.write(self._desk, session, new.id, (cents, reason))
        return new.id

    def _settle(self, session: Session, party_id: int) -> None:
        """Nothing is left of any: it is off the list of what to do when they leave."""
        if not any(cents > 0 for _owner, cents in prepaid_book.held(session, party_id)):
            checklists.settle(self._desk, session, party_id, prepaid_book.to_give_back())

    def _refuse_empty(self, session: Session, card: PrepaidCard) -> int:
        left = prepaid_book.balance_of(session, card.id)
        if left <= 0:
            raise errors.NothingLeft(name=_("Prepaid card"))
        if self._desk.clock.today() < card.sold_on:
            raise errors.NotYet(when=datetime.combine(card.sold_on, time()), now=self._desk.clock.wall())
        return left


def _brought(method: PaymentMethod) -> PaymentMethod:
    """Money comes and goes in another way than with a card. Raises `NotOffered`."""
    if method is PaymentMethod.PREPAID:
        raise errors.NotOffered(what=_("Prepaid card"), reason="")
    return method


def _papers(session: Session, payment_id: int | None) -> str:
    if payment_id is None:
        return ""
    settled = (
        select(Invoice.number)
        .join(PaymentAllocation, PaymentAllocation.invoice_id == Invoice.id)
        .where(PaymentAllocation.payment_id == payment_id)
        .order_by(Invoice.id)
    )
    return ", ".join(dict.fromkeys(session.scalars(settled)))


def _card(session: Session, card_id: int) -> PrepaidCard:
    found = session.get(PrepaidCard, card_id)
    if found is None:
        raise errors.NotFound(what="prepaid_card", id=card_id)
    return found
