"""A line typed at the counter, understood in the house as it is now: whom, what, when, and what would come of it.

Nothing is written by reading. What a sentence asks for is done by the services that do it anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tierslieu_desk import errors
from tierslieu_desk.rules.calendar import Effect
from tierslieu_desk.rules.hours import Included
from tierslieu_desk.rules.sentence_meaning import ActKind, Ask, Meaning, Named, Names
from tierslieu_desk.rules.sentences import understand
from tierslieu_desk.rules.vocabulary import MailKind, PaymentMethod
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.front.counter import Counter
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.post.mail import Mail
from tierslieu_desk.services.thing.loans import LoanRow, Loans
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.wallclock import Slot

SLATE = "slate"
_MOST = 12


@dataclass(frozen=True, slots=True)
class Understood:
    """A sentence that may be done by one key.

    `cents`: what it costs, where that is known before; `party_id` None: nobody in particular. `refusal`: what stands
    in its way now. `on_slate`: to be paid later. `included`: what hours sold ahead pay of a booking.
    `holiday`: what day it is, where that is told and refuses nothing.
    """

    act: ActKind
    party_id: int | None = None
    name: str = ""
    unit_id: int | None = None
    unit: str = ""
    slot: Slot | None = None
    article: Article | None = None
    mail: MailKind | None = None
    loan: LoanRow | None = None
    count: int = 1
    method: PaymentMethod | None = None
    on_slate: bool = False
    cents: int | None = None
    refusal: errors.DeskError | None = None
    included: Included | None = None
    holiday: str = ""


class Sentences:
    """Reads; and writes what no other service writes in one gesture."""

    def __init__(
        self, desk: Desk, people: People, counter: Counter, others: tuple[Bookings, Mail, Loans, Visits]
    ) -> None:
        self._desk, self._people, self._counter = desk, people, counter
        self._bookings, self._mail, self._loans, self._visits = others

    def read(self, text: str, language: str, meant: int | None = None) -> Understood | Ask | None:
        """What it means; a question; None when it is no sentence. `meant`: whoever was chosen of several."""
        articles = self._counter.articles()
        search = self._people.search

        def who(words: str) -> Sequence[Named]:
            found = search.who(words)
            if meant in found:
                found = (meant,)
            return tuple(Named(row.id, row.name) for row in map(self._people.get, found[:_MOST]))

        with self._desk.store.glancing() as seen:
            house = self._desk.house(seen)
        units = [Named(unit.id, unit.name) for unit in house.units.values() if not unit.retired]
        sold = [Named(place, article.name) for place, article in enumerate(articles)]
        search.found(text, 1)  # so that what was written meanwhile is known
        names = Names(units, sold, (), who, search.knows)
        found = understand(text, names, self._desk.clock.wall(), language)
        return self._understood(found, articles) if isinstance(found, Meaning) else found

    def _understood(self, found: Meaning, articles: Sequence[Article]) -> Understood:
        party = found.who.id if found.who is not None else None
        known = Understood(
            found.act,
            party,
            found.who.name if found.who is not None else "",
            count=found.count,
            method=PaymentMethod(found.paid) if found.paid and found.paid != SLATE else None,
            on_slate=found.paid == SLATE,
        )
        more = {
            ActKind.BOOK: self._with_price,
            ActKind.SELL: self._with_article,
            ActKind.MAIL_IN: self._with_mail,
            ActKind.GIVE_BACK: self._with_loan,
            ActKind.SELL_CARD: self._with_card,
        }.get(found.act)
        return known if more is None else more(known, found, articles)

    def _with_price(self, known: Understood, found: Meaning, _articles: Sequence[Article]) -> Understood:
        if found.what is None or found.when is None:
            return known
        prospect = self._bookings.look(found.what.id, found.when, known.party_id)
        return replace(
            known,
            unit_id=found.what.id,
            unit=found.what.name,
            slot=found.when,
            cents=prospect.price.gross_cents,
            refusal=prospect.refusal,
            included=prospect.price.included,
            holiday=self._holiday(found.when.start.date()),
        )

    def _holiday(self, day: date) -> str:
        with self._desk.store.glancing() as seen:
            days = self._desk.house(seen).calendar.of(day)
        return ", ".join(one.name for one in days if one.effect is Effect.WARNING)

    def _with_article(self, known: Understood, found: Meaning, articles: Sequence[Article]) -> Understood:
        if found.what is None:
            return known
        article = articles[found.what.id]
        quote = self._counter.quote(Basket((Piece(article, found.count),)))
        refusal = None
        if known.party_id is None and article.half_days > 1:
            refusal = errors.MissingFact(field="name", who="")
        return replace(known, article=article, cents=quote.total_cents, refusal=refusal)

    def _with_card(self, known: Understood, found: Meaning, _articles: Sequence[Article]) -> Understood:
        return replace(known, cents=found.what.id if found.what is not None else None)

    def _with_mail(self, known: Understood, found: Meaning, _articles: Sequence[Article]) -> Understood:
        return replace(known, mail=MailKind(found.what.name) if found.what is not None else None)

    def _with_loan(self, known: Understood, found: Meaning, _articles: Sequence[Article]) -> Understood:
        """What is out; without a name, whoever has it."""
        thing = found.what.id if found.what is not None else None
        theirs = [row for row in self._loans.out() if row.unit_id == thing]
        theirs = [row for row in theirs if known.party_id in {None, row.party_id}]
        known = replace(known, unit_id=thing, unit=found.what.name if found.what is not None else "")
        if len(theirs) != 1:
            return known
        return replace(known, loan=theirs[0], party_id=theirs[0].party_id, name=theirs[0].who)

    def mail_came(self, party_id: int, kind: MailKind, count: int = 1) -> tuple[int, ...]:
        """So many items of mail, written down together. Raises `NotFound`."""
        with self._desk.store.writing():
            return tuple(self._mail.arrived(party_id, kind) for _n in range(count))

    def mail_never_came(self, items: Sequence[int]) -> None:
        """The way back from `mail_came`, all of them or none. Raises what `Mail.take_back` raises."""
        with self._desk.store.writing():
            for item in items:
                self._mail.take_back(item)

    def passed_by(self, count: int) -> tuple[int, ...]:
        """So many passers-by."""
        with self._desk.store.writing():
            return tuple(self._visits.passer_by() for _n in range(count))

    def nobody_passed(self, visits: Sequence[int]) -> None:
        """The way back from `passed_by`."""
        with self._desk.store.writing():
            for visit in visits:
                self._visits.undo_check_in(visit)
