"""What waits to be invoiced, payer by payer: looked through, added to by hand, held back for later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors, money
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.money import CHARGE_SOURCES, Charge, Invoice, InvoiceLine
from tierslieu_desk.models.store import touch
from tierslieu_desk.money import QUANTITY_UNIT, Basis
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import VatCategory, VatRegime
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import charges

ON_NO_PAPER = "NOT EXISTS (SELECT 1 FROM invoice_line AS l WHERE l.charge_id = c.id)"
_OPEN = f"""
    WITH open AS MATERIALIZED (SELECT c.id FROM charge AS c WHERE c.supplied_on <= :until AND {ON_NO_PAPER})
"""  # noqa: S608 - pieces of ours
"""What is on no paper is few, what ever was is not: found by two indexes alone, before any row is read."""
_WAITING = f"""
    {_OPEN}
    SELECT count(*) FROM (
        SELECT c.payer_id AS payer FROM open CROSS JOIN charge AS c ON c.id = open.id WHERE c.held_back = 0
        UNION
        SELECT i.party_id FROM open_invoice AS o CROSS JOIN invoice AS i ON i.id = o.invoice_id
        WHERE o.left_cents > 0 AND i.due_on < :until
    )
"""  # noqa: S608 - pieces of ours
_PAYERS = f"""
    {_OPEN}
    SELECT c.payer_id, p.name, sum(c.held_back = 0), sum(CASE WHEN c.held_back THEN 0 ELSE c.gross_cents END),
        sum(c.held_back), min(c.supplied_on), p.street <> '' OR p.city <> ''
    FROM open CROSS JOIN charge AS c ON c.id = open.id JOIN party AS p ON p.id = c.payer_id
    GROUP BY c.payer_id ORDER BY p.search_key, c.payer_id
"""  # noqa: S608 - pieces of ours
_LINES = f"""
    SELECT c.id, c.party_id, p.name, c.supplied_on, c.description, c.detail, c.working, c.quantity_milli,
        c.unit_price_e4, c.gross_cents, c.basis, c.vat_category, c.held_back, c.membership_fee,
        c.corrects_id IS NOT NULL OR coalesce({", ".join(f"c.{source}" for source in CHARGE_SOURCES)}) IS NULL
    FROM charge AS c JOIN party AS p ON p.id = c.party_id
    WHERE c.payer_id = :payer AND c.supplied_on <= :until AND {ON_NO_PAPER}
    ORDER BY c.supplied_on, c.id
"""  # noqa: S608 - pieces of ours


@dataclass(frozen=True, slots=True)
class PayerRow:
    """Somebody who would be invoiced: how many lines for how much, and how many are held back. Cents.

    Without `has_address` no invoice can be issued.
    """

    party_id: int
    name: str
    lines: int
    gross_cents: int
    held_back: int
    since: date
    has_address: bool


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One line to be; `name` is who it is for, who may be another than who pays.

    `changeable`: written by hand, or owed again after a credit note, so that its price and words may be made right.
    """

    id: int
    party_id: int
    name: str
    supplied_on: date
    description: str
    detail: str
    working: str
    quantity_milli: int
    unit_price_e4: int
    gross_cents: int
    basis: Basis
    vat_category: VatCategory
    held_back: bool
    membership_fee: bool
    changeable: bool

    @property
    def wording(self) -> Wording:
        """What it says now, to be changed."""
        return _wording(self)


@dataclass(frozen=True, slots=True)
class NewCharge:
    """A line written by hand. Without a day it is supplied today."""

    party_id: int
    description: str
    unit_price_e4: int
    quantity_milli: int = QUANTITY_UNIT
    basis: Basis = Basis.GROSS
    vat_category: VatCategory = VatCategory.STANDARD
    supplied_on: date | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """What one payer owes again: its charges, and the last day one of them was supplied on."""

    payer_id: int
    last_day: date
    charges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a line says and asks for: its words, so many (thousandths) at so much each, with or without VAT in it."""

    description: str
    unit_price_e4: int
    quantity_milli: int
    basis: Basis
    vat_category: VatCategory
    working: str = ""


class ToInvoice:
    """Lines that no document names yet."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def waiting(self) -> int:
        """How many payers have something to be invoiced, or an invoice that is overdue."""
        with self._desk.store.glancing() as seen:
            return int(seen.value(_WAITING, until=self._desk.clock.today()))

    def payers(self, until: date) -> tuple[PayerRow, ...]:
        """Who owes what for supplies up to that day, included, by name; those with held back lines only too."""
        with self._desk.store.glancing() as seen:
            return tuple(
                PayerRow(payer, name, lines, cents, held, date.fromisoformat(since), bool(addressed))
                for payer, name, lines, cents, held, since, addressed in seen.rows(_PAYERS, until=until)
            )

    def lines(self, payer_id: int, until: date) -> tuple[ChargeRow, ...]:
        """All that waits of one payer, what is held back included, the oldest first."""
        with self._desk.store.glancing() as seen:
            return tuple(map(_line, seen.rows(_LINES, payer=payer_id, until=until)))

    def again(self, invoice_id: int) -> Again:
        """What is owed again of a document that was credited, and waits for the one that takes its place."""
        with self._desk.store.glancing() as seen:
            rows = seen.rows(
                "SELECT c.id, c.payer_id, c.supplied_on FROM charge AS c "  # noqa: S608 - pieces of ours
                f"WHERE c.corrects_id = :invoice AND {ON_NO_PAPER} ORDER BY c.id",
                invoice=invoice_id,
            )
        found = list(rows)
        if not found:
            raise errors.NotFound(what="charge", id=invoice_id)
        last = max(date.fromisoformat(day) for _id, _payer, day in found)
        return Again(found[0][1], last, tuple(number for number, _payer, _day in found))

    def hold_back(self, charge_ids: Sequence[int], *, held: bool = True) -> None:
        """Keep lines off the next invoice, or (`held=False`) let them on it again.

        Raises `InvoiceAlreadyIssued` for one that is on paper, `NotFound`.
        """
        table = table_of(Charge)
        with self._desk.store.writing() as session:
            _refuse_issued(session, charge_ids)
            changed = session.connection().execute(
                update(table).where(table.c.id.in_(charge_ids)).values(held_back=held)
            )
            if changed.rowcount != len(set(charge_ids)):
                raise errors.NotFound(what="charge", id=charge_ids[0])
            touch(session, table.name)
            self._desk.note_each(session, "hold_back" if held else "let_go", "charge", charge_ids)

    def charge(self, new: NewCharge) -> int:
        """Write a line by hand and return its number.

        Raises `MissingFact` without words for it or a rate for the day, `NotAnAmount` for nothing, `UnknownPerson`.
        """
        description = _checked(new.description, new.quantity_milli)
        with self._desk.store.writing() as session:
            charge_id = charges.owe(
                self._desk,
                session,
                party_id=new.party_id,
                supplied_on=new.supplied_on or self._desk.clock.today(),
                description=description,
                unit_price_e4=new.unit_price_e4,
                quantity_milli=new.quantity_milli,
                basis=new.basis,
                vat_category=new.vat_category,
            )
            self._desk.note(session, "charge", "charge", charge_id, description=description)
            return charge_id

    def change(self, charge_id: int, wanted: Wording, was: Wording | None = None) -> tuple[Wording, Wording]:
        """Make a `changeable` line right before it is on paper; returns what it said and says, for the way back.

        `was`: what somebody read; `ChangedMeanwhile` when it says something else by now. A membership fee stays
        outside VAT. Raises what `charge` raises, `InvoiceAlreadyIssued`, `NotFound` for a line whose price is the
        business of what caused it, and `NotAllowed` for one that stood on a document without the right to credit: what
        is written by hand anybody takes off and writes anew, what was issued is put right by who may.
        """
        description = _checked(wanted.description, wanted.quantity_milli)
        with self._desk.store.writing() as session:
            _refuse_issued(session, [charge_id])
            line = session.get(Charge, charge_id)
            if line is None or not (
                line.corrects_id is not None or all(getattr(line, source) is None for source in CHARGE_SOURCES)
            ):
                raise errors.NotFound(what="charge", id=charge_id)
            if line.corrects_id is not None:
                self._desk.ask(Right.CREDIT)
            before = _wording(line)
            if was is not None and was != before:
                raise errors.ChangedMeanwhile(what=before.description)
            category = VatCategory.OUTSIDE if line.membership_fee else wanted.vat_category
            rate = self._desk.house(session).rate(category, line.supplied_on)
            amounts = money.line_amounts(wanted.unit_price_e4, wanted.quantity_milli, rate, wanted.basis)
            facts = {"before": line.gross_cents, "cents": amounts.gross, "description": description}
            line.description, line.working = description, wanted.working
            line.unit_price_e4, line.quantity_milli = wanted.unit_price_e4, wanted.quantity_milli
            line.basis, line.vat_category, line.rate_bp = wanted.basis.value, category.value, rate
            line.net_cents, line.tax_cents, line.gross_cents = amounts.net, amounts.tax, amounts.gross
            session.flush()
            self._desk.note(session, "change", "charge", charge_id, **facts)
            return before, _wording(line)

    def take_off(self, charge_id: int) -> None:
        """Remove a line written by hand. Raises `InvoiceAlreadyIssued` once it is on paper, `NotFound`."""
        table = table_of(Charge)
        by_hand = [table.c[source].is_(None) for source in CHARGE_SOURCES]
        with self._desk.store.writing() as session:
            _refuse_issued(session, [charge_id])
            gone = session.connection().execute(delete(table).where(table.c.id == charge_id, *by_hand))
            if not gone.rowcount:
                raise errors.NotFound(what="charge", id=charge_id)
            touch(session, table.name)
            self._desk.note(session, "take_off", "charge", charge_id)

    def vat_rates(self) -> tuple[tuple[VatCategory, int], ...]:
        """What may be chosen for a line of today, with its rate in basis points; nothing where no VAT is charged."""
        today = self._desk.clock.today()
        with self._desk.store.glancing() as seen:
            house = self._desk.house(seen)
            if house.regime is not VatRegime.LIABLE:
                return ()
            found = []
            for category in VatCategory:
                try:
                    found.append((category, house.rate(category, today)))
                except errors.MissingFact:
                    continue
            return tuple(found)


def _line(row: tuple[Any, ...]) -> ChargeRow:
    number, party, name, day, *said = row
    kinds: list[Any] = [Basis(said[6]), VatCategory(said[7])]
    return ChargeRow(number, party, name, date.fromisoformat(day), *said[:6], *kinds, *map(bool, said[8:]))


def _wording(line: Charge | ChargeRow) -> Wording:
    return Wording(
        line.description,
        line.unit_price_e4,
        line.quantity_milli,
        Basis(line.basis),
        VatCategory(line.vat_category),
        line.working,
    )


def _checked(description: str, quantity_milli: int) -> str:
    said = " ".join(description.split())
    if not said:
        raise errors.MissingFact(field="description", who="")
    if quantity_milli <= 0:
        raise errors.NotAnAmount(text=str(quantity_milli), example="1")
    return said


def _refuse_issued(session: Session, charge_ids: Sequence[int]) -> None:
    number = session.execute(
        select(func.min(Invoice.number))
        .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
        .where(InvoiceLine.charge_id.in_(charge_ids))
    ).scalar_one()
    if number is not None:
        raise errors.InvoiceAlreadyIssued(number=number)
