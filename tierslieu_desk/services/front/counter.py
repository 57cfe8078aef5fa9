"""Selling over the counter: what is sold there, on the slate or paid at once, and a slate cleared in one payment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, money
from tierslieu_desk.i18n import _, pgettext, speaking
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.money import Charge, CounterItem, Invoice, InvoiceLine, OpenInvoice
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.models.plans import Pass
from tierslieu_desk.models.store import add_row, run
from tierslieu_desk.money import Basis, LineAmounts
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.split import Split, parts_of
from tierslieu_desk.rules.vocabulary import PaymentMethod, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.articles import Article, first_articles
from tierslieu_desk.services.front.basket import Basket, Piece, Quote, Sale
from tierslieu_desk.services.front.counter_card import PersonCard, Slate, read_card, read_slate
from tierslieu_desk.services.money import carrying, charges
from tierslieu_desk.services.money.invoice_rows import InvoiceRow
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import PaymentRow, Payments
from tierslieu_desk.services.person.people import NewPerson, insert_party
from tierslieu_desk.services.plan import allowances, in_advance
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.services.visit import day_tariffs, days_due
from tierslieu_desk.services.visit.days_due import DayDue
from tierslieu_desk.services.visit.visits import VisitRow, Visits

SUBJECT, PASSING = "counter", "passing_customer"
"""The line of the journal that says who stands for all whom nobody asked for a name."""
_ADD_ITEM, _ADD_PASS = insert(table_of(CounterItem)), insert(table_of(Pass))
_CHARGES = select(Charge).where(Charge.id.in_(bindparam("charges", expanding=True)))
_ON_PAPER = (
    select(Invoice.number)
    .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
    .where(InvoiceLine.charge_id.in_(bindparam("charges", expanding=True)))
    .limit(1)
)
_PASSING = (
    select(JournalEntry.subject_id)
    .where(JournalEntry.subject == SUBJECT, JournalEntry.act == PASSING)
    .order_by(JournalEntry.id.desc())
    .limit(1)
)


@asking({Right.PRICES: "set_articles"})
class Counter:
    """The counter: one basket, one payment; or on the slate."""

    def __init__(self, desk: Desk, invoices: Invoices, payments: Payments, visits: Visits) -> None:
        self._desk = desk
        self._invoices = invoices
        self._payments = payments
        self._visits = visits

    def articles(self) -> tuple[Article, ...]:
        """What is sold, in its order; the usual things as long as nobody has said what is."""
        with self._desk.store.reading() as session:
            kept = session.scalars(select(CounterItem).order_by(CounterItem.position, CounterItem.id)).all()
            return tuple(_article(item) for item in kept if item.on_sale) if kept else first_articles()

    def set_articles(self, wanted: Sequence[Article]) -> None:
        """Sell these from now on, in that order; what is left out is off sale. Raises `MissingFact`, `NameTaken`."""
        names = [" ".join(article.name.split()) for article in wanted]
        for number, name in enumerate(names):
            if not name:
                raise errors.MissingFact(field="name", who="")
            if name.casefold() in {other.casefold() for other in names[:number]}:
                raise errors.NameTaken(name=name)
        with self._desk.store.writing() as session:
            kept = {item.id: item for item in session.scalars(select(CounterItem))}
            for item in kept.values():
                item.on_sale = False
            session.flush()
            if not wanted and not kept:
                self._off_sale(session)
            for position, (article, name) in enumerate(zip(wanted, names, strict=True)):
                facts = {
                    "name": name,
                    "price_e4": article.price_e4,
                    "basis": article.basis.value,
                    "vat_category": article.vat_category.value,
                    "half_days": article.half_days,
                    "position": position,
                    "on_sale": True,
                }
                known = kept.get(article.id or 0)
                if known is None:
                    add_row(session, _ADD_ITEM, facts)
                    continue
                for column, value in facts.items():
                    setattr(known, column, value)
            session.flush()
            self._desk.note(session, "set_articles", SUBJECT, None, names=names)

    def card(self, party_id: int) -> PersonCard:
        """All that the counter may do for somebody now. Raises `NotFound`."""
        return read_card(self._desk, self._visits, party_id)

    def slate(self, party_id: int, *, besides: bool = False) -> Slate:
        """What somebody's payer owes and is on no document yet: of the counter, or `besides` for anything else.

        Raises `UnknownPerson`.
        """
        with self._desk.store.reading() as session:
            payer = charges.owing(session, party_id).payer_id
            return read_slate(session, payer, self._desk.clock.today(), besides=besides)

    def quote(self, basket: Basket, party_id: int | None = None) -> Quote:
        """What a basket comes to for whoever it is sold to, as the documents will add it up.

        Raises `MissingFact` without a VAT rate.
        """
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            today = self._desk.clock.today()
            lines, each = [], []
            supplied = [
                (day_tariffs.piece_for(self._desk, session, party_id, piece)[0], today) for piece in basket.pieces
            ]
            supplied += [(_as_piece(day), day.day) for day in basket.days]
            for piece, on in supplied:
                rate = house.rate(piece.article.vat_category, on)
                quantity = piece.quantity * money.QUANTITY_UNIT
                amounts = money.line_amounts(piece.article.price_e4, quantity, rate, piece.article.basis)
                each.append(amounts.gross)
                lines.append((False, rate, piece.article.basis, amounts))
            slate = session.scalars(_CHARGES, {"charges": list(basket.charges)}).all() if basket.charges else []
            for charge in slate:
                amounts = LineAmounts(charge.net_cents, charge.tax_cents, charge.gross_cents)
                lines.append((charge.membership_fee, charge.rate_bp, Basis(charge.basis), amounts))
            due = sum(_left(session, basket.invoices).values())
            sums = {fee: money.totals([line[1:] for line in lines if line[0] is fee]) for fee in (False, True)}
            carried = sum(_carried(session, slate, fee, sums[fee].gross) for fee in sums)
        total = sum(one.gross for one in sums.values())
        with_vat = any(rate for _fee, rate, _basis, _amounts in lines)
        pieces, days = tuple(each[: len(basket.pieces)]), tuple(each[len(basket.pieces) :])
        tax = sum(one.tax for one in sums.values())
        return Quote(pieces, total - sum(each), due, total + due - carried, tax, with_vat, carried, days)

    def put_on_slate(self, party_id: int, pieces: Sequence[Piece], days: Sequence[DayDue] = ()) -> tuple[int, ...]:
        """Owed by that person's payer, to be cleared later; the charges, to `take_off`.

        Whoever is here uses of the tickets what nothing covers of today. Raises `UnknownPerson`, and what
        `days_due.owe` raises.
        """
        with self._desk.store.writing() as session:
            self._owe_days(session, days)
            written = tuple(self._owe(session, party_id, piece) for piece in pieces)
            if any(piece.article.half_days for piece in pieces):
                days_due.use_tickets(self._desk, session, party_id)
            if written:
                self._desk.note(session, "put_on_slate", "party", party_id, charges=written)
        return written

    def owe_days(self, days: Sequence[DayDue]) -> None:
        """Days that wait for an invoice, off the slate; the way back is `take_back_days`. Raises as `put_on_slate`."""
        with self._desk.store.writing() as session:
            self._owe_days(session, days, later=True)

    def sell_day_at(self, day: DayDue) -> None:
        """Sell the ticket of as many half-days at that price from now on, or a new one where there is none.

        The first of them is what such a day is sold as, whatever its name. Raises what `set_articles` raises.
        """
        sold = _as_piece(day).article
        sold = replace(sold, name=sold.name or days_due.usual_name(day.half_days), half_days=day.half_days)
        with self._desk.store.writing():
            known = self.articles()
            same = next((one for one in known if one.half_days == sold.half_days), None)
            anew = [replace(sold, id=one.id, name=one.name) if one is same else one for one in known]
            self.set_articles(anew if same is not None else [*anew, sold])

    def take_back_days(
        self, visit_ids: Sequence[int], charge_ids: Sequence[int] = (), arrived: int | None = None
    ) -> None:
        """The way back from what was decided about days, with what went on the slate beside them, together.

        `arrived`: nor has that visit been. Raises what `DaysDue.take_back`, `take_off` and `undo_check_in` raise.
        """
        with self._desk.store.writing() as session:
            for visit_id in visit_ids:
                days_due.uncover(self._desk, session, visit_id)
            if charge_ids:
                self.take_off(charge_ids)
            if arrived is not None:
                self._visits.undo_check_in(arrived)

    def take_off(self, charge_ids: Sequence[int]) -> None:
        """The way back from `put_on_slate`: owed no more, and what it let one use ahead is taken back.

        Raises `InvoiceAlreadyIssued`, `AllowanceUsed` when tickets of it were, `NotFound` the second time.
        """
        with self._desk.store.writing() as session:
            issued = run(session, _ON_PAPER, {"charges": list(charge_ids)}).scalar()
            if issued is not None:
                raise errors.InvoiceAlreadyIssued(number=issued)
            found = session.scalars(_CHARGES, {"charges": list(charge_ids)}).all()
            if len(found) != len(charge_ids):
                raise errors.NotFound(what="charge", id=min(charge_ids))
            for charge in found:
                if charge.pass_id is not None:
                    days_due.uncover_with(self._desk, session, charge.pass_id)
                    allowances.withdraw(self._desk, session, charge.description, pass_id=charge.pass_id)
            session.execute(delete(Charge).where(Charge.id.in_(charge_ids)))
            self._desk.note(session, "take_off", "party", found[0].party_id, charges=tuple(charge_ids))

    def sell(
        self,
        party_id: int | None,
        basket: Basket,
        method: PaymentMethod | Split,
        *,
        shown_cents: int | None = None,
        arrives: int | None = None,
    ) -> Sale:
        """Everything in the basket, paid at once: documents and payment together, or neither.

        Nobody in particular stands for themselves in one name for all; only what is used on the spot is sold to them.
        A `Split` makes two payments of it, the first of which settles the documents as far as it reaches.
        `shown_cents`: what was told and is in the hand; `ChangedMeanwhile` when it comes to something else by now.
        `arrives`: and they check in for so many half-days; whoever is here already uses of the tickets what nothing
        covers of today. Raises what `Invoices.issue` and `Payments.settle` raise,
        `MissingFact` for tickets to nobody, `AlreadyHere`; then, or killed, nothing was owed, paid or given.
        """
        if party_id is None and any(piece.article.half_days > 1 for piece in basket.pieces):
            raise errors.MissingFact(field="name", who="")
        owner = self._passing_customer() if party_id is None else party_id
        named = party_id is not None
        paid: list[tuple[tuple[PaymentRow, ...], VisitRow | None]] = []

        def owe(session: Session) -> Sequence[int]:
            days = self._owe_days(session, basket.days)
            return [*days, *(self._owe(session, owner, piece, named=named) for piece in basket.pieces)]

        def pay(issued: tuple[InvoiceRow, ...]) -> None:
            payments = self._settled((payer, owner), basket, method, issued, shown_cents)
            comes = named and arrives is not None
            if named and not comes and any(piece.article.half_days for piece in basket.pieces):
                with self._desk.store.writing() as session:
                    days_due.use_tickets(self._desk, session, owner)
            paid.append((payments, self._visits.check_in(owner, arrives) if comes else None))

        with self._desk.store.reading() as session:
            payer = charges.owing(session, owner).payer_id
        issued: tuple[InvoiceRow, ...] = ()
        new = basket.pieces or basket.days
        if new or basket.charges:
            issued = self._invoices.issue_these(payer, basket.charges, pay, owe if new else None, method)
        else:
            with self._desk.store.writing():
                pay(issued)
        payments, visit = paid[-1]
        return Sale(issued, payments[0] if payments else None, visit, payments[1:])

    def _settled(
        self,
        who: tuple[int, int],
        basket: Basket,
        method: PaymentMethod | Split,
        issued: Sequence[InvoiceRow],
        shown_cents: int | None,
    ) -> tuple[PaymentRow, ...]:
        """`who`: the payer, and whoever stands at the counter, whose prepaid card it is."""
        payer, holder = who
        with self._desk.store.writing() as session:
            left = {row.id: row.gross_cents - row.paid_cents for row in issued} | _left(session, basket.invoices)
            settled = {invoice: cents for invoice, cents in left.items() if cents}
            total = sum(settled.values())
            if isinstance(method, Split) and not 0 < method.cents < total:
                raise errors.TooMuchPaid(number="", left_cents=total)
            if shown_cents is not None and total != shown_cents:
                raise errors.ChangedMeanwhile(what=session.get_one(Party, payer).name)
            return tuple(
                self._payments.settle(payer, by, sum(part.values()), part, holder_id=holder)
                for by, part in _shared(settled, parts_of(method, total))
            )

    def _owe_days(self, session: Session, days: Sequence[DayDue], *, later: bool = False) -> list[int]:
        return [days_due.owe(self._desk, session, day, later=later) for day in days]

    def _owe(self, session: Session, party_id: int, piece: Piece, *, named: bool = True) -> int:
        piece, tariff = day_tariffs.piece_for(self._desk, session, party_id if named else None, piece)
        article, detail = piece.article, ""
        if tariff:
            with speaking(charges.owing(session, party_id).language):
                detail = _("rate: %(name)s") % {"name": tariff}
        pass_id = None
        if article.half_days and named:
            pass_id = self._give(session, party_id, article.name, article.half_days * piece.quantity)
        return charges.owe(
            self._desk,
            session,
            party_id=party_id,
            supplied_on=self._desk.clock.today(),
            description=article.name,
            detail=detail,
            unit_price_e4=article.price_e4,
            basis=article.basis,
            vat_category=article.vat_category,
            quantity_milli=piece.quantity * money.QUANTITY_UNIT,
            pass_id=pass_id,
        )

    def _give(self, session: Session, party_id: int, name: str, half_days: int) -> int:
        today = self._desk.clock.today()
        facts = {"party_id": party_id, "name": name, "valid_from": today, "sold_at": self._desk.clock.now()}
        pass_id = add_row(session, _ADD_PASS, facts | {"valid_until": None})
        source = allowances.Source(party_id, pass_id=pass_id)
        right = allowances.give(self._desk, session, source, half_days, (today, None), LedgerReason.SOLD)
        in_advance.make_good(self._desk, session, party_id, right)
        self._desk.note(session, "sell_pass", "pass", pass_id, party=party_id, half_days=half_days)
        return pass_id

    def _passing_customer(self) -> int:
        """Who stands for all whom nobody asked for a name: one, out of the lists, made at the first such sale."""
        with self._desk.store.writing() as session:
            known = run(session, _PASSING, {}).scalar()
            if known is not None:
                return int(known)
            place = session.get(Place, 1)
            language = place.language if place is not None else "fr"
            with speaking(language):
                name = pgettext("name on a note", "Passing customer")
            party_id = insert_party(self._desk, session, NewPerson(family_name=name, language=language))
            session.get_one(Party, party_id).retired = True
            session.flush()
            self._desk.note(session, PASSING, SUBJECT, party_id)
            return party_id

    def _off_sale(self, session: Session) -> None:
        """Keep the first list, off sale, so that it is not offered again."""
        for position, article in enumerate(first_articles()):
            facts = {"name": article.name, "price_e4": article.price_e4, "half_days": article.half_days}
            kinds = {"basis": article.basis.value, "vat_category": article.vat_category.value}
            add_row(session, _ADD_ITEM, facts | kinds | {"position": position, "on_sale": False})


def _shared(
    settled: dict[int, int], parts: Sequence[tuple[PaymentMethod, int]]
) -> Iterator[tuple[PaymentMethod, dict[int, int]]]:
    """What of each document each part settles, in their order."""
    left = dict(settled)
    for by, whole in parts:
        cents, taken = whole, {}
        for invoice, still in tuple(left.items()):
            taken[invoice] = min(still, cents)
            cents -= taken[invoice]
            left[invoice] = still - taken[invoice]
        yield by, {invoice: reached for invoice, reached in taken.items() if reached}


def _as_piece(day: DayDue) -> Piece:
    """What a day is sold as, to be added up. Raises `MissingFact` without a price."""
    if day.price is None:
        raise errors.MissingFact(field="price", who="")
    price = day.price
    sold = Article(name=price.name, price_e4=price.unit_price_e4, basis=price.basis, vat_category=price.vat_category)
    return Piece(sold, price.quantity)


def _article(item: CounterItem) -> Article:
    return Article(
        name=item.name,
        price_e4=item.price_e4,
        basis=Basis(item.basis),
        vat_category=VatCategory(item.vat_category),
        half_days=item.half_days,
        id=item.id,
    )


def _carried(session: Session, slate: Sequence[Charge], fee: bool, gross_cents: int) -> int:
    mine = [charge for charge in slate if charge.membership_fee is fee]
    if not mine:
        return 0
    found = carrying.held(session, mine[0].payer_id, [charge.id for charge in mine])
    return sum(one.cents for one in carrying.shared(found, gross_cents))


def _left(session: Session, invoice_ids: Sequence[int]) -> dict[int, int]:
    if not invoice_ids:
        return {}
    found = session.execute(
        select(OpenInvoice.invoice_id, OpenInvoice.left_cents).where(OpenInvoice.invoice_id.in_(invoice_ids))
    )
    return {row.invoice_id: row.left_cents for row in found}
