"""Quotes: spaces and times at a price for somebody, until a day; accepted, they are bookings at that price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.quotes import Quote, QuoteLine
from tierslieu_desk.rules import numbering, quotes
from tierslieu_desk.rules.quotes import MOST_TIMES, QuoteState
from tierslieu_desk.rules.vocabulary import BookingState
from tierslieu_desk.services.booking import booking_prices, quote_prices
from tierslieu_desk.services.booking.booking_work import NewBooking, add_booking, cancel_bookings
from tierslieu_desk.services.booking.quote_prices import Wanted
from tierslieu_desk.services.booking.quote_rows import QuoteRow, rows_of
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money import charges

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.services.desk import Desk
    from tierslieu_desk.services.message.messages import Draft, Messages

__all__ = ["NewQuote", "QuoteRow", "Quotes", "Wanted"]
_OPEN = frozenset({QuoteState.DRAFT, QuoteState.SENT})


@dataclass(frozen=True, slots=True)
class NewQuote:
    """For somebody in a file (`party_id`), or for a name and an address; which spaces and times, until when.

    `hold`: the times are kept for them as options until then, which asks for somebody in a file.
    """

    wanted: tuple[Wanted, ...]
    valid_until: date
    party_id: int | None = None
    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    email: str = ""
    language: str = "fr"
    title: str = ""
    terms: str = ""
    hold: bool = False


class Quotes:
    """Made, sent, accepted, refused."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def make(self, new: NewQuote) -> int:
        """Price it as a booking would be today, and number it. With `hold`, all times are kept, or none.

        Raises `QuoteEmpty`, `MissingFact`, `DayOutOfReach`, `UnknownUnit`, `UnknownPerson`, and with `hold` what
        `Bookings.book` raises.
        """
        self._check(new)
        with self._desk.store.writing() as session:
            quote = self._written(session, new)
            if new.hold:
                for written in self._lines(session, quote.id):
                    self._hold(session, quote, written)
            self._desk.note(session, "quote", "quote", quote.id, number=quote.number)
            return quote.id

    def change(self, number: int, new: NewQuote) -> int:
        """Put another one, of today and with a number of its own, in the place of one that was not accepted.

        What it keeps of the times that were held stays held; its other ones are free. What was handed over stays as it
        was: only the new one can be accepted. Raises `NotFound`, `AlreadyDone`, and what `make` raises.
        """
        self._check(new)
        with self._desk.store.writing() as session:
            old = self._open(session, number)
            quote = self._written(session, new)
            quote.replaces_id = old.id
            self._take_over(session, old, quote)
            old.state = QuoteState.REPLACED
            session.flush()
            self._desk.note(session, "replace", "quote", quote.id, number=quote.number, instead_of=old.number)
            return quote.id

    def unchange(self, number: int) -> None:
        """The changed one goes as if it had never been, and the one before it waits again.

        Raises `NotFound`, `AlreadyDone` once it was handed over or answered, and what `Bookings.book` raises when what
        was held before is somebody else's now.
        """
        with self._desk.store.writing() as session:
            quote = self._loaded(session, number)
            if quote.state != QuoteState.DRAFT or quote.paper_sha256 or quote.replaces_id is None:
                raise errors.AlreadyDone(what=quote.state, on=quote.made_on)
            old = self._loaded(session, quote.replaces_id)
            self._take_over(session, quote, old)
            old.state = QuoteState.SENT if old.paper_sha256 else QuoteState.DRAFT
            for line in self._lines(session, number):
                session.delete(line)
            session.flush()
            session.delete(quote)
            session.flush()
            self._desk.note(session, "unreplace", "quote", old.id, number=old.number, gone=quote.number)

    def _check(self, new: NewQuote) -> None:
        if not 0 < len(new.wanted) <= MOST_TIMES:
            raise errors.QuoteEmpty(limit=MOST_TIMES)
        if new.party_id is None and (new.hold or not new.name.strip()):
            raise errors.MissingFact(field="name", who=new.name)
        if new.valid_until < self._desk.clock.today():
            raise errors.DeadlineOver(until=new.valid_until)

    def _written(self, session: Session, new: NewQuote) -> Quote:
        if new.party_id is not None:
            charges.owing(session, new.party_id)
        lines = quote_prices.priced(self._desk, session, new.party_id, new.wanted, new.language)
        quote = self._numbered(session, new, self._desk.clock.today())
        for place, line in enumerate(lines, start=1):
            session.add(QuoteLine(quote_id=quote.id, position=place, **line))
        session.flush()
        return quote

    def _take_over(self, session: Session, left: Quote, quote: Quote) -> None:
        """Whatever is held for one quote is held for the other, where that one holds its times; the rest is free."""
        lines = self._lines(session, quote.id)
        wanted = {_key(line) for line in lines} if quote.held and quote.party_id == left.party_id else set()
        kept, gone = {}, []
        for line in self._lines(session, left.id):
            booking = self._kept(session, line)
            if booking is not None and _key(line) in wanted:
                kept[_key(line)] = booking
                line.booking_id = None
            elif booking is not None:
                gone.append(line)
        self._let_go(session, gone)
        for line in lines if quote.held else ():
            booking = kept.pop(_key(line), None)
            if booking is None:
                self._hold(session, quote, line)
                continue
            booking.expires, booking.title = self._held_until(quote, line), quote.title
            line.booking_id = booking.id
        session.flush()

    def _numbered(self, session: Session, new: NewQuote, today: date) -> Quote:
        series = quotes.series_of(today)
        last = session.scalar(select(func.max(Quote.sequence)).where(Quote.series == series)) or 0
        language = new.language
        if new.party_id is not None:
            language = session.get_one(Party, new.party_id).language
        quote = Quote(
            series=series,
            sequence=last + 1,
            number=numbering.number_of(series, last + 1),
            made_on=today,
            valid_until=new.valid_until,
            party_id=new.party_id,
            language=language,
            title=new.title.strip(),
            terms=new.terms.strip(),
            held=new.hold,
            state=QuoteState.DRAFT,
            created_at=self._desk.clock.now(),
            **{name: getattr(new, name).strip() for name in ("name", "street", "postcode", "city", "email")},
        )
        session.add(quote)
        session.flush()
        return quote

    def _hold(self, session: Session, quote: Quote, line: QuoteLine) -> Booking:
        """The option by which a line is kept until the last day of its quote, or until it begins."""
        wanted = NewBooking(
            line.unit_id,
            quote.party_id or 0,
            quote_prices.slot_of(line),
            line.people,
            quote.title,
            tentative_until=self._held_until(quote, line),
            agreed=line.usual_cents is not None,
        )
        made = add_booking(self._desk, session, wanted)
        line.booking_id = made.id
        session.flush()
        return session.get_one(Booking, made.id)

    def _held_until(self, quote: Quote, line: QuoteLine) -> datetime:
        now, begins = self._desk.clock.wall(), line.starts
        midnight = datetime.combine(quote.valid_until + timedelta(days=1), time())
        until = min(midnight, begins) if begins > now else midnight
        return max(until, now + timedelta(minutes=1))

    def accept(self, number: int, party_id: int | None = None) -> tuple[int, ...]:
        """All its times become bookings at the price quoted, or none does; their numbers, in its order.

        `party_id` says who it is, where the quote was for somebody in no file. Raises `NotFound`, `AlreadyDone`,
        `QuoteOver`, `MissingFact` when nobody is named, and what `Bookings.book` raises for the first time that cannot
        be had any more.
        """
        with self._desk.store.writing() as session:
            quote = self._open(session, number)
            if quote.valid_until < self._desk.clock.today():
                raise errors.QuoteOver(number=quote.number, until=quote.valid_until)
            quote.party_id = quote.party_id or party_id
            if quote.party_id is None:
                raise errors.MissingFact(field="name", who=quote.name)
            who = charges.owing(session, quote.party_id)
            house, made = self._desk.house(session), []
            for line in self._lines(session, number):
                booking = self._kept(session, line) or self._hold(session, quote, line)
                booking.state, booking.expires = BookingState.CONFIRMED, None
                session.flush()
                unit, slot = house.unit(line.unit_id), quote_prices.slot_of(line)
                booking_prices.charge(self._desk, session, unit, slot, who, booking.id)
                self._desk.note(session, "confirm", "booking", booking.id)
                made.append(booking.id)
            quote.state, quote.answered_at = QuoteState.ACCEPTED, self._desk.clock.now()
            session.flush()
            self._desk.note(session, "accept", "quote", number)
            return tuple(made)

    def take_back(self, number: int) -> None:
        """It was not accepted after all: its bookings are cancelled and owe nothing, and it waits again.

        Raises `NotFound`, `AlreadyDone`, `InvoiceAlreadyIssued`.
        """
        with self._desk.store.writing() as session:
            quote = self._loaded(session, number)
            if quote.state == QuoteState.ACCEPTED:
                lines = self._lines(session, number)
                booked = [line.booking_id for line in lines if line.booking_id is not None]
                invoiced = charges.invoiced_of(session, booked)
                if invoiced:
                    raise errors.InvoiceAlreadyIssued(number=next(iter(invoiced.values())))
                self._let_go(session, lines)
            elif quote.state != QuoteState.REFUSED:  # nor was it replaced
                raise errors.AlreadyDone(what=quote.state, on=quote.made_on)
            quote.state, quote.answered_at = QuoteState.SENT, None
            session.flush()
            self._desk.note(session, "take_back", "quote", number)

    def refuse(self, number: int) -> None:
        """They do not want it: what was kept for them is free. Raises `NotFound`, `AlreadyDone`."""
        with self._desk.store.writing() as session:
            quote = self._open(session, number)
            self._let_go(session, self._lines(session, number))
            quote.state, quote.answered_at = QuoteState.REFUSED, self._desk.clock.now()
            session.flush()
            self._desk.note(session, "refuse", "quote", number)

    def sent(self, number: int, paper: bytes = b"") -> None:
        """It has left, or was handed over: as that paper, which is kept and is its paper from then on.

        Raises `NotFound`, `DiskFull`, `FolderReadOnly`; one that was answered stays as it is.
        """
        sha256 = Papers(self._desk.store.folder).keep(paper or self.paper(number))
        with self._desk.store.writing() as session:
            quote = self._loaded(session, number)
            if quote.state in _OPEN and not quote.paper_sha256:
                quote.state, quote.paper_sha256 = QuoteState.SENT, sha256
                session.flush()
                self._desk.note(session, "sent", "quote", number)

    def paper(self, number: int) -> bytes:
        """Its PDF: what was handed over, else as it would be today. Raises `NotFound`, `FileMissing`."""
        from tierslieu_desk.services.booking import quote_papers

        row = self.get(number)
        if row.paper_sha256:
            return Papers(self._desk.store.folder).read(row.paper_sha256)
        return quote_papers.render(self._desk, row)

    def letter(self, messages: Messages, number: int) -> Draft:
        """The message that brings it. Raises what `quote_papers.letter` raises."""
        from tierslieu_desk.services.booking import quote_papers

        return quote_papers.letter(messages, self, number)

    def get(self, number: int) -> QuoteRow:
        """Raises `NotFound`."""
        with self._desk.store.reading() as session:
            found = rows_of(self._desk, session, select(Quote).where(Quote.id == number))
        if not found:
            raise errors.NotFound(what="quote", id=number)
        return found[0]

    def list(self, limit: int = 200) -> tuple[QuoteRow, ...]:
        """All of them, the newest first."""
        with self._desk.store.reading() as session:
            return rows_of(self._desk, session, select(Quote).order_by(Quote.id.desc()).limit(limit))

    def of_person(self, party_id: int) -> tuple[QuoteRow, ...]:
        """Theirs, the newest first."""
        with self._desk.store.reading() as session:
            wanted = select(Quote).where(Quote.party_id == party_id).order_by(Quote.id.desc())
            return rows_of(self._desk, session, wanted)

    def any(self) -> bool:
        """Whether one was ever made."""
        with self._desk.store.glancing() as seen:
            return seen.row("SELECT 1 FROM quote LIMIT 1") is not None

    def _kept(self, session: Session, line: QuoteLine) -> Booking | None:
        """The option that still keeps a line for them."""
        if line.booking_id is None:
            return None
        booking = session.get_one(Booking, line.booking_id)
        now = self._desk.clock.wall()
        stands = booking.state == BookingState.TENTATIVE and (booking.expires is None or booking.expires > now)
        same = (booking.unit_id, booking.starts, booking.ends) == (line.unit_id, line.starts, line.ends)
        if stands and same:
            return booking
        line.booking_id = None
        session.flush()
        if stands:
            cancel_bookings(self._desk, session, [booking], "")
        return None

    def _let_go(self, session: Session, lines: Sequence[QuoteLine]) -> None:
        booked = [line.booking_id for line in lines if line.booking_id is not None]
        for line in lines:
            line.booking_id = None
        session.flush()
        wanted = select(Booking).where(
            Booking.id.in_(booked), Booking.state.in_((BookingState.TENTATIVE, BookingState.CONFIRMED))
        )
        held = list(session.scalars(wanted))
        if held:
            cancel_bookings(self._desk, session, held, "")

    def _lines(self, session: Session, number: int) -> Sequence[QuoteLine]:
        wanted = select(QuoteLine).where(QuoteLine.quote_id == number).order_by(QuoteLine.position)
        return session.scalars(wanted).all()

    def _loaded(self, session: Session, number: int) -> Quote:
        quote = session.get(Quote, number)
        if quote is None:
            raise errors.NotFound(what="quote", id=number)
        return quote

    def _open(self, session: Session, number: int) -> Quote:
        quote = self._loaded(session, number)
        if quote.state not in _OPEN:
            raise errors.AlreadyDone(what=quote.state, on=quote.made_on)
        return quote


def _key(line: QuoteLine) -> tuple[int, datetime, datetime, int]:
    return line.unit_id, line.starts, line.ends, line.people
