"""An exceptional closing gives back what paid for the bookings it hits: hours of a plan, of a pass, of a company."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from builders import SmallHouse, advance_to, organisation, person, slot

from tierslieu_desk import i18n
from tierslieu_desk.rules.vocabulary import Period, UnitKind
from tierslieu_desk.services.booking import closing_papers
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.exceptional import Closed, Closing, Decision, ExceptionalClosures, Fate
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event.events import Events
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.message.messages import Messages
from tierslieu_desk.services.money.to_invoice import ToInvoice
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.plan import hours
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans

THURSDAY, FRIDAY = "2026-11-26", "2026-11-27"
SNOW = Closing(slot("08:00", "20:00", THURSDAY), "Snow")
ROOM = UnitKind.ROOM
FOUR = NewPlan(name="Four hours", period=Period.MONTH, price_e4=0, days_included=0, hours=((ROOM, 240),))
SHARED = NewPlan(name="Shared", period=Period.MONTH, price_e4=0, days_included=0, hours=((ROOM, 240),), shared=True)


class Snowed:
    """November, with a room at 10.00 net an hour; who is hit, and what they have left."""

    def __init__(self, desk: Desk, house: SmallHouse) -> None:
        self.desk, self.house, self.plans, self.bookings = desk, house, Plans(desk), Bookings(desk)
        self.assistant = ExceptionalClosures(desk)

    def book(self, party_id: int, start: str = "10:00", end: str = "12:00") -> int:
        return self.bookings.book(NewBooking(self.house.room_a, party_id, slot(start, end, THURSDAY))).id

    def close(self, fate: Fate) -> Closed:
        decisions = []
        for hit in self.assistant.hits(SNOW):
            moved = (slot("10:00", "12:00", FRIDAY), self.house.room_a) if fate is Fate.MOVE else (None, None)
            decisions.append(Decision(hit, fate, *moved))
        return self.assistant.close(SNOW, decisions)

    def left(self, party_id: int) -> int:
        with self.desk.store.reading() as session:
            house = self.desk.house(session)
            unit = house.unit(self.house.room_a)
            found = hours.there(self.desk, session, house, unit, (party_id, date(2026, 11, 30)))
            return sum(one.balance for one in found)

    def owed(self, party_id: int) -> int:
        lines = ToInvoice(self.desk).lines(party_id, date(2026, 12, 31))
        return sum(line.gross_cents for line in lines if line.gross_cents)


@pytest.fixture
def snowed(desk: Desk, house: SmallHouse) -> Iterator[Snowed]:
    advance_to(desk, datetime(2026, 11, 2, 9))
    yield Snowed(desk, house)
    assert Verification(desk).run() == ()


def test_the_hours_of_a_plan_come_back_and_go_again_when_it_is_taken_back(snowed: Snowed) -> None:
    marie = person(snowed.desk)
    snowed.plans.sell(NewSubscription(marie, snowed.plans.add(FOUR), date(2026, 11, 1)))
    snowed.book(marie)
    assert (snowed.left(marie), snowed.owed(marie)) == (120, 0)
    done = snowed.close(Fate.CANCEL)
    assert (snowed.left(marie), snowed.owed(marie)) == (240, 0)
    snowed.assistant.take_back(done)
    assert (snowed.left(marie), snowed.owed(marie)) == (120, 0)


def test_the_hours_of_a_pass_come_back_to_that_pass(snowed: Snowed) -> None:
    marie = person(snowed.desk)
    ten = NewPass(party_id=marie, name="Ten hours", days=0, price_e4=0, hours_of=ROOM, minutes=600)
    snowed.plans.sell_pass(ten)
    snowed.book(marie)
    assert snowed.left(marie) == 480
    snowed.close(Fate.CANCEL)
    assert snowed.left(marie) == 600
    assert [line.minutes for line in snowed.plans.explain_hours(marie)] == [600, -120, 120]


def test_the_hours_of_a_company_come_back_to_the_company_and_not_to_who_booked(snowed: Snowed) -> None:
    company, marie, paul = organisation(snowed.desk), person(snowed.desk), person(snowed.desk, "Paul")
    for who in (marie, paul):
        People(snowed.desk).affiliate(who, company)
    snowed.plans.sell(NewSubscription(company, snowed.plans.add(SHARED), date(2026, 11, 1)))
    snowed.book(marie)
    assert snowed.left(paul) == 120
    snowed.close(Fate.CANCEL)
    assert snowed.left(paul) == 240
    assert [(one.owner, one.minutes) for one in snowed.plans.hours(marie)] == [("Pyrène Conseil", 240)]


def test_what_is_moved_keeps_what_it_cost_and_what_is_left_too(snowed: Snowed) -> None:
    marie = person(snowed.desk)
    snowed.plans.sell(NewSubscription(marie, snowed.plans.add(FOUR), date(2026, 11, 1)))
    snowed.book(marie)
    done = snowed.close(Fate.MOVE)
    assert (snowed.left(marie), snowed.owed(marie)) == (120, 0)
    snowed.assistant.take_back(done)
    snowed.close(Fate.LEAVE)
    assert (snowed.left(marie), snowed.owed(marie)) == (120, 0)


def test_an_hour_paid_partly_in_hours_gives_back_both(snowed: Snowed) -> None:
    """Six hours with four in the plan: four are taken, two are owed; called off, nothing is owed and four are there."""
    marie = person(snowed.desk)
    snowed.plans.sell(NewSubscription(marie, snowed.plans.add(FOUR), date(2026, 11, 1)))
    snowed.book(marie, "10:00", "16:00")
    assert snowed.left(marie) == 0
    assert snowed.owed(marie) > 0
    snowed.close(Fate.CANCEL)
    assert (snowed.left(marie), snowed.owed(marie)) == (240, 0)


def test_each_of_several_gets_their_own_back(snowed: Snowed) -> None:
    marie, paul = person(snowed.desk), person(snowed.desk, "Paul")
    plan = snowed.plans.add(FOUR)
    for who in (marie, paul):
        snowed.plans.sell(NewSubscription(who, plan, date(2026, 11, 1)))
    snowed.book(marie, "10:00", "11:00")
    snowed.book(paul, "13:00", "16:00")
    assert (snowed.left(marie), snowed.left(paul)) == (180, 60)
    snowed.close(Fate.CANCEL)
    assert (snowed.left(marie), snowed.left(paul)) == (240, 240)


def test_the_entry_of_the_call_list_says_why_what_came_back_and_in_which_language(snowed: Snowed) -> None:
    i18n.set_language("en")
    marie = person(snowed.desk)
    jone = People(snowed.desk).add_person(NewPerson(given_name="Jone", family_name="Etxe", language="eu"))
    snowed.plans.sell(NewSubscription(marie, snowed.plans.add(FOUR), date(2026, 11, 1)))
    snowed.book(marie)
    snowed.book(jone, "14:00", "15:00")
    done = snowed.close(Fate.CANCEL)
    messages, bookings, events = (
        Messages(snowed.desk, Papers(snowed.desk.store.folder)),
        Bookings(snowed.desk),
        Events(snowed.desk),
    )
    told = closing_papers.tell(messages, bookings, events, done, from_here=False)
    assert {line.name.split()[0]: line.tell for line in told.calls} == {
        "Marie": "Snow · 2\u00a0h are theirs again · speaks français",  # the window speaks English
        "Jone": "Snow · speaks euskara",
    }
