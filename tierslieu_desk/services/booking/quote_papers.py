"""A quote on paper and by e-mail, in the language of whoever it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tierslieu_desk.documents.quote_sheets import QuoteSheet
from tierslieu_desk.documents.sheets import CustomerBlock, InvoiceRow, PlaceBlock
from tierslieu_desk.models.people import Party, Person
from tierslieu_desk.models.place import Place
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.rules.vocabulary import InvoiceKind
from tierslieu_desk.services.booking.booking_words import spoken
from tierslieu_desk.services.message.messages import Addressee
from tierslieu_desk.services.money import invoice_papers

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.quotes import QuoteRow, Quotes
    from tierslieu_desk.services.desk import Desk
    from tierslieu_desk.services.message.message_texts import Fact
    from tierslieu_desk.services.message.messages import Draft, Messages


def sheet(desk: Desk, row: QuoteRow) -> QuoteSheet:
    """What the paper says: the place as it is described now, the prices as they were quoted."""
    with desk.store.reading() as session:
        place = session.execute(select(Place)).scalar_one()
        sold_by = invoice_papers.seller(place)
        party = None if row.party_id is None else session.get(Party, row.party_id)
        reader = party or Person(language=row.language, siren="")
        small = invoice_papers.mentions(session, place, reader, InvoiceKind.RECEIPT, row.made_on, outside_vat=False)
    return QuoteSheet(
        lang=spoken(row.language),
        number=row.number,
        place=PlaceBlock(**{name: text for name, text in sold_by.items() if name not in {"iban", "bic", "with_vat"}}),
        customer=CustomerBlock(
            name=row.name,
            street=row.street,
            postcode=row.postcode,
            city=row.city,
            country=row.country if row.country != "FR" else "",
            siren=row.siren,
            vat_number=row.vat_number,
        ),
        made_on=row.made_on,
        valid_until=row.valid_until,
        lines=tuple(
            InvoiceRow(
                line.description,
                line.quantity_milli,
                line.unit_price_e4,
                line.basis,
                line.rate_bp,
                line.amounts.net,
                line.amounts.tax,
                line.amounts.gross,
                detail=line.detail,
            )
            for line in row.lines
        ),
        totals=row.totals,
        with_vat=bool(sold_by["with_vat"]),
        title=row.title,
        held=row.held,
        replaces=row.replaces,
        terms=tuple(text for text in row.terms.splitlines() if text.strip()),
        mentions=tuple(small),
    )


def render(desk: Desk, row: QuoteRow) -> bytes:
    """The PDF of that quote."""
    from tierslieu_desk import documents

    return documents.render(sheet(desk, row))


def letter(messages: Messages, quotes: Quotes, number: int) -> Draft:
    """The message that brings it, with its PDF. Raises `NotFound`, `DiskFull`, `FolderReadOnly`."""
    row = quotes.get(number)
    enclosed = messages.enclose(quotes.paper(number), f"{row.number}.pdf")
    facts: dict[str, Fact] = {
        "number": row.number,
        "amount_cents": row.totals.gross,
        "until": row.valid_until,
    }
    to = row.party_id if row.party_id is not None else Addressee(row.name, row.email, "", row.language)
    return messages.offer(Purpose.QUOTE, to, facts, ("quote", number), (enclosed,))
