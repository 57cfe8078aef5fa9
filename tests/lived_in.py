"""A house lived in by chance: two weeks of random gestures through the services, the same for the same seed."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from builders import SmallHouse, open_desk, small_house
from sqlalchemy import select

from tierslieu_desk import errors
from tierslieu_desk.models.loans import Loan
from tierslieu_desk.rules.vocabulary import ClosingKind, EventKind, MailKind, PaymentMethod, Period, Role, UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event.events import Events, NewEvent
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.front.counter import Counter
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.money.to_invoice import NewCharge, ToInvoice
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, People
from tierslieu_desk.services.place.places import NewClosure, Places
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.plan.sales import Sales
from tierslieu_desk.services.post.mail import Mail
from tierslieu_desk.services.thing.loans import Loans
from tierslieu_desk.services.thing.maintenances import Maintenances
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.wallclock import Slot, StoppedClock

FIRST = date(2026, 11, 2)
DAYS = 12
END = datetime(2026, 11, 14, 9, 30)
"""The wall clock when the house is left."""


class Life:
    """One house, and the dice that say what happens next."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.dice = random.Random(seed)
        self.desk = desk
        self.house: SmallHouse = small_house(desk)
        self.tool = Units(desk).add(NewUnit("Sander", UnitKind.TOOL))
        people = People(desk)
        where = {"street": "1 chemin du Lavoir", "postcode": "09500", "city": "Mirepoix"}
        self.people = [
            people.add_person(NewPerson(given_name=given, family_name=family, role=Role.MEMBER, **where))
            for given, family in (("Zoé", "Lacombe"), ("Étienne", "Fraysse"), ("Núria", "Puig"))
        ] + [people.add_organisation(NewOrganisation(name="Pyrène Conseil", **where))]
        plans = Plans(desk)
        plan = plans.add(NewPlan(name="Nomad", period=Period.MONTH, price_e4=600_000, days_included=6, rolls_over=True))
        plans.sell(NewSubscription(self.people[0], plan, starts=FIRST))
        plans.sell_pass(NewPass(party_id=self.people[1], name="Five days", days=5, price_e4=500_000))
        self.invoices = Invoices(desk, Papers(desk.store.folder))
        self.counter = Counter(desk, self.invoices, Payments(desk), Visits(desk))
        self.acts: list[Callable[[], object]] = [
            *[self.book] * 6,
            self.option,
            self.move,
            self.cancel,
            self.give_back_early,
            *[self.come] * 3,
            self.undo_coming,
            self.lend,
            self.bring_back,
            self.announce,
            self.call_off,
            self.repair,
            self.close_a_room,
            self.credit,
            *[self.pay] * 2,
            self.reverse,
            *[self.sell_at_the_counter] * 3,
            *[self.put_on_the_slate] * 2,
            self.take_off_the_slate,
            self.change_what_is_sold,
            self.sell_tickets,
            self.take_tickets_back,
            self.take_the_plan_back,
            self.mail_comes,
            self.mail_was_none,
            self.mail_goes,
            self.lent_by_mistake,
            self.not_back_after_all,
            self.charge_by_hand,
            self.hold_back,
        ]

    def run(self) -> None:
        """Two weeks, then the last invoices."""
        for back in range(DAYS):
            day = FIRST + timedelta(days=back)
            for hour in (9, 10, 11, 12, 14, 15, 16, 17):
                self.at(datetime.combine(day, time(hour, self.dice.randrange(60))))
                self.attempt(self.dice.choice(self.acts))
            if back % 5 == 4:
                self.invoices.issue_all(day)
                for closed in range(5):
                    self.attempt(
                        lambda day=day, c=closed: Payments(self.desk).close(ClosingKind.DAY, day - timedelta(c + 1))
                    )
        self.at(END)

    def at(self, wall: datetime) -> None:
        clock = self.desk.clock
        assert isinstance(clock, StoppedClock)
        clock.set(wall)

    def attempt(self, act: Callable[[], object]) -> None:
        """A refusal is part of life: the facilitator shrugs."""
        with contextlib.suppress(errors.DeskError, IndexError):
            act()

    def anybody(self) -> int:
        return self.dice.choice(self.people)

    def slot(self) -> Slot:
        day = self.desk.clock.today() + timedelta(days=self.dice.randrange(4))
        start = datetime.combine(day, time(self.dice.randrange(8, 17)))
        return Slot(start, start + timedelta(hours=self.dice.randrange(1, 4)))

    def unit(self) -> int:
        house = self.house
        return self.dice.choice([house.room_a, house.room_b, house.big_room, house.pool, house.desks[0], house.booth])

    def row_of(self, statement: str) -> int:
        with self.desk.store.reading() as session:
            found = [row[0] for row in session.connection().exec_driver_sql(statement)]
        return self.dice.choice(found)

    def book(self) -> None:
        Bookings(self.desk).book(NewBooking(self.unit(), self.anybody(), self.slot()))

    def option(self) -> None:
        until = self.desk.clock.wall() + timedelta(hours=20)
        Bookings(self.desk).book(NewBooking(self.unit(), self.anybody(), self.slot(), tentative_until=until))

    def move(self) -> None:
        Bookings(self.desk).move(self.row_of("SELECT id FROM booking"), self.slot())

    def cancel(self) -> None:
        Bookings(self.desk).cancel(self.row_of("SELECT id FROM booking"), "ill")

    def give_back_early(self) -> None:
        Bookings(self.desk).give_back_early(self.row_of("SELECT id FROM booking WHERE state <> 'cancelled'"))

    def come(self) -> None:
        Visits(self.desk).check_in(self.anybody())

    def undo_coming(self) -> None:
        Visits(self.desk).undo_check_in(self.row_of("SELECT id FROM visit"))

    def lend(self) -> None:
        now = self.desk.clock.wall().replace(second=0, microsecond=0)
        Loans(self.desk).lend(self.tool, self.anybody(), Slot(now, now + timedelta(hours=20)))

    def bring_back(self) -> None:
        Loans(self.desk).give_back(self.row_of("SELECT id FROM loan"))

    def announce(self) -> None:
        event = NewEvent("Colunch", EventKind.COLUNCH, 8, [(self.house.big_room, self.slot())], price_e4=120_000)
        number = Events(self.desk).add(event)
        Events(self.desk).register(number, party_id=self.anybody())

    def call_off(self) -> None:
        Events(self.desk).cancel(self.row_of("SELECT id FROM event"))

    def repair(self) -> None:
        Maintenances(self.desk).plan(self.house.booth, self.slot(), "a hinge")

    def close_a_room(self) -> None:
        Places(self.desk).add_closure(NewClosure(self.slot(), "painting", self.house.room_b))

    def credit(self) -> None:
        self.invoices.credit(self.row_of("SELECT id FROM invoice"))

    def pay(self) -> None:
        row = self.dice.choice([row for row in self.invoices.all() if row.gross_cents > row.paid_cents])
        cents = self.dice.choice([row.gross_cents - row.paid_cents, 1])
        Payments(self.desk).settle(row.party_id, self.dice.choice(list(PaymentMethod)), cents, {row.id: cents})

    def sell_at_the_counter(self) -> None:
        pieces = tuple(Piece(self.dice.choice(self.counter.articles()), n) for n in (1, 3))
        who = self.dice.choice([None, self.anybody()])
        slate = self.counter.slate(who, besides=self.dice.random() < 0.3).charges if who is not None else ()
        arrives = self.dice.choice([None, 1])
        basket = Basket(pieces[: self.dice.randrange(3)], slate)
        self.counter.sell(who, basket, self.dice.choice(list(PaymentMethod)), arrives=arrives)

    def put_on_the_slate(self) -> None:
        self.counter.put_on_slate(self.anybody(), [Piece(self.dice.choice(self.counter.articles()))])

    def take_off_the_slate(self) -> None:
        self.counter.take_off([self.row_of("SELECT id FROM charge WHERE booking_id IS NULL")])

    def change_what_is_sold(self) -> None:
        articles = [*self.counter.articles(), Article(name="Tea", price_e4=12_000)]
        self.counter.set_articles(self.dice.sample(articles, 4))

    def sell_tickets(self) -> None:
        Plans(self.desk).sell_pass(NewPass(party_id=self.anybody(), name="Two days", days=2, price_e4=200_000))

    def take_tickets_back(self) -> None:
        Sales(self.desk).take_back_pass(self.row_of('SELECT id FROM "pass"'))

    def take_the_plan_back(self) -> None:
        number = self.row_of("SELECT id FROM subscription")
        Sales(self.desk).take_back(number, Plans(self.desk).subscription(number).version)

    def mail_comes(self) -> None:
        Mail(self.desk).arrived(self.anybody(), self.dice.choice(list(MailKind)), sender="URSSAF")

    def mail_was_none(self) -> None:
        Mail(self.desk).take_back(self.row_of("SELECT id FROM mail_item"))

    def mail_goes(self) -> None:
        Mail(self.desk).forward(self.row_of("SELECT id FROM mail_item"), "Foix", price_e4=self.dice.choice([0, 41_000]))

    def lent_by_mistake(self) -> None:
        Loans(self.desk).take_back(self.row_of("SELECT id FROM loan"))

    def not_back_after_all(self) -> None:
        with self.desk.store.reading() as session:
            loan, back = self.dice.choice(
                session.execute(select(Loan.id, Loan.back).where(Loan.back.is_not(None))).all()
            )
        Loans(self.desk).out_again(loan, back)

    def charge_by_hand(self) -> None:
        ToInvoice(self.desk).charge(NewCharge(self.anybody(), "A poster", 35_000))

    def hold_back(self) -> None:
        ToInvoice(self.desk).hold_back([self.row_of("SELECT id FROM charge")], held=self.dice.random() < 0.5)

    def reverse(self) -> None:
        Payments(self.desk).reverse(self.row_of("SELECT id FROM payment"))


def live(folder: Path, seed: int) -> None:
    """Leave a lived-in data folder at `folder`, its clock at `END`."""
    with open_desk(folder, datetime.combine(FIRST, time(8))) as desk:
        Life(desk, seed).run()
