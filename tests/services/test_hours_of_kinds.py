"""The stories of hours of several kinds worked out by hand, told to the services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from builders import SmallHouse, advance_to, organisation, person, slot
from rules import worked_hours_of_kinds as worked
from sqlalchemy import func, select

from tierslieu_desk import errors
from tierslieu_desk.models.money import Charge
from tierslieu_desk.models.people import Party
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import Period, UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import Booked, NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoice_rows import Tickets
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.place.units import Units
from tierslieu_desk.services.plan import hours
from tierslieu_desk.services.plan.passes import Passes
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.plan.sales import Sales
from tierslieu_desk.services.plan.subscriptions import Subscriptions, When

STORIES = {what: expected for _rule, what, expected in worked.STORIES + worked.PASSES}
ROOM, BOOTH = UnitKind.ROOM, UnitKind.BOOTH
BOTH = NewPlan(name="Both", period=Period.MONTH, price_e4=600_000, days_included=0, hours=((ROOM, 240), (BOOTH, 120)))
FIVE = replace(BOTH, name="Five", hours=((ROOM, 300),))
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


TEN = {"name": "Ten hours", "days": 0, "price_e4": 800_000, "hours_of": ROOM, "minutes": 600}


def expected(what: str):
    return STORIES[what]


class Told:
    """One house in November, and what is asked of it."""

    def __init__(self, desk: Desk, house: SmallHouse) -> None:
        self.desk, self.house, self.plans, self.bookings = desk, house, Plans(desk), Bookings(desk)
        self.running, self.sales, self.passes = Subscriptions(desk), Sales(desk), Passes(desk)
        self.invoices = Invoices(desk, Papers(desk.store.folder))
        for kind, grid in ((ROOM, (("hour", 60, 10), ("half day", 240, 25))), (BOOTH, (("hour", 60, 4),))):
            steps = [PriceStep(name, m, euros * 10_000, Basis.GROSS, VatCategory.STANDARD) for name, m, euros in grid]
            Units(desk).set_prices(kind, tuple(steps))

    def sell(self, party_id: int, plan: NewPlan = BOTH, starts: date = NOVEMBER) -> int:
        return self.plans.sell(NewSubscription(party_id, self.plan(plan), starts))

    def plan(self, plan: NewPlan) -> int:
        return next((row.id for row in self.plans.list() if row.name == plan.name), 0) or self.plans.add(plan)

    def book(self, party_id: int, day: str, start: str, end: str, unit: int = 0) -> Booked:
        return self.bookings.book(NewBooking(unit or self.house.room_a, party_id, slot(start, end, day)))

    def booth(self, party_id: int, day: str, start: str, end: str) -> Booked:
        return self.book(party_id, day, start, end, self.house.booth)

    def left(self, party_id: int, day: date = date(2026, 11, 30)) -> tuple[int, int]:
        """Of rooms, of booths."""
        with self.desk.store.reading() as session:
            house = self.desk.house(session)
            found = [
                sum(one.balance for one in hours.there(self.desk, session, house, house.unit(unit), (party_id, day)))
                for unit in (self.house.room_a, self.house.booth)
            ]
        return found[0], found[1]

    def owed(self, *booked: Booked) -> int:
        wanted = select(func.coalesce(func.sum(Charge.gross_cents), 0))
        with self.desk.store.reading() as session:
            return session.execute(wanted.where(Charge.booking_id.in_([one.id for one in booked]))).scalar_one()

    def invoice(self, party_id: int) -> int:
        with self.desk.store.writing() as session:
            party = session.get_one(Party, party_id)
            party.street, party.postcode, party.city = "3 rue Basse", "09500", "Mirepoix"
        (issued,) = self.invoices.issue(party_id, date(2026, 12, 31))
        return issued.id


@pytest.fixture
def told(desk: Desk, house: SmallHouse) -> Iterator[Told]:
    advance_to(desk, datetime(2026, 11, 2, 9))
    yield Told(desk, house)
    assert Verification(desk).run() == ()


@pytest.mark.parametrize("case", worked.PART, ids=lambda case: case[0])
def test_a_late_start_gives_its_part_of_each_kind(told: Told, case) -> None:
    _rule, first, given = case
    marie = person(told.desk)
    offer = told.sales.offer(NewSubscription(marie, told.plan(BOTH), date.fromisoformat(first)))
    assert offer.hours == ((ROOM, given[0]), (BOOTH, given[1])), "told before it is sold"
    told.sell(marie, starts=date.fromisoformat(first))
    assert told.left(marie) == given


def test_each_kind_pays_for_its_own_bookings(told: Told) -> None:
    marie, paul, luc = (person(told.desk, name) for name in ("Marie", "Paul", "Luc"))
    for who in (marie, paul, luc):
        told.sell(who)
    booked = told.booth(marie, "2026-11-26", "09:00", "10:00")
    assert (told.owed(booked), told.left(marie)) == expected("a booth")
    booked = told.booth(paul, "2026-11-26", "10:00", "13:00")
    assert (told.owed(booked), told.left(paul)) == expected("too many")
    booked = told.book(luc, "2026-11-26", "09:00", "14:00")
    assert (told.owed(booked), told.left(luc)) == expected("too long")
    lines = [(line.kind, line.minutes, line.balance) for line in told.plans.explain_hours(luc)]
    assert lines == [(ROOM, 240, 240), (BOOTH, 120, 120), (ROOM, -240, 0)]
    assert [(one.kind, one.minutes) for one in told.plans.hours(paul)] == [(ROOM, 240)]


@pytest.mark.parametrize(("rolls", "what"), [(True, "rolled over"), (False, "not rolled over")])
def test_each_kind_goes_over_into_its_own(told: Told, rolls: bool, what: str) -> None:
    marie = person(told.desk)
    sold = told.sell(marie, replace(BOTH, rolls_over=rolls))
    told.book(marie, "2026-11-26", "09:00", "12:00")
    told.plans.renew(sold, DECEMBER)
    advance_to(told.desk, datetime(2026, 12, 1, 9))
    read = told.left(marie, DECEMBER)
    told.plans.carry_over()
    assert read == told.left(marie, DECEMBER) == expected(what)


def test_a_pause_cuts_each_kind_and_comes_off_again(told: Told) -> None:
    marie, paul = person(told.desk), person(told.desk, "Paul")
    sold, other = told.sell(marie), told.sell(paul)
    told.book(marie, "2026-11-12", "09:00", "11:00")
    pause, _cents = told.running.pause(sold, date(2026, 11, 20), date(2026, 11, 29))
    assert told.left(marie) == expected("paused")
    told.running.take_back_pause(pause)
    assert told.left(marie) == expected("not paused")
    told.running.pause(other, NOVEMBER, date(2026, 11, 30))
    assert told.left(paul) == expected("all paused")


def test_a_pause_taken_back_pays_what_was_booked_since_and_nothing_else(told: Told) -> None:
    """One hour: the first has it, the second owes 10.00; the first calls off, and the hour waits for a third."""
    marie = person(told.desk)
    sold = told.sell(marie, replace(BOTH, name="One", hours=((ROOM, 60),)))
    first = told.book(marie, "2026-11-25", "09:00", "10:00")
    second = told.book(marie, "2026-11-26", "09:00", "10:00")
    told.bookings.cancel(first.id)
    november = NOVEMBER, date(2026, 11, 30)
    pause, _cents = told.running.pause(sold, *november)
    told.running.take_back_pause(pause)
    assert (told.owed(second), told.left(marie)) == (1000, (60, 0)), "as it was"
    pause, _cents = told.running.pause(sold, *november)
    advance_to(told.desk, datetime(2026, 11, 3, 9))
    third = told.book(marie, "2026-11-27", "09:00", "10:00")
    assert told.owed(third) == 1000
    told.running.take_back_pause(pause)
    assert (told.owed(second), told.owed(third), told.left(marie)) == (1000, 0, (0, 0))


def test_another_plan_cuts_both_kinds_and_gives_its_own(told: Told) -> None:
    marie = person(told.desk)
    sold, five = told.sell(marie), told.plan(FIVE)
    advance_to(told.desk, datetime(2026, 11, 16, 9))
    changed = told.running.change_plan(sold, five, When.NOW)
    assert (told.left(marie, date(2026, 11, 12)), told.left(marie, date(2026, 11, 20))) == expected("changed")
    told.running.take_back_change(changed)
    assert told.left(marie, date(2026, 11, 20)) == expected("not changed")


def test_a_plan_that_changes_is_another_one_for_the_next_only(told: Told) -> None:
    marie, paul = person(told.desk), person(told.desk, "Paul")
    sold = told.sell(marie)
    before = told.plans.change(told.plan(BOTH), replace(BOTH, hours=((ROOM, 60),)))
    assert before.hours == BOTH.hours
    told.plans.renew(sold, DECEMBER)
    assert told.left(marie, date(2026, 12, 31)) == expected("plan changed")
    told.sell(paul)
    assert told.left(paul) == (60, 0)
    told.plans.change(told.plan(BOTH), before)
    (row,) = told.plans.list()
    assert row.hours == BOTH.hours, "and back, in the order of the kinds"


def test_a_plan_that_nobody_had_goes_with_its_hours(told: Told) -> None:
    number = told.plan(BOTH)
    told.plans.remove(number)
    assert told.plans.list() == ()
    again = told.plans.add(BOTH)
    assert [(row.id, row.hours) for row in told.plans.list()] == [(again, BOTH.hours)]


def test_a_sale_taken_back_takes_both_kinds(told: Told) -> None:
    marie = person(told.desk)
    sold = told.sell(marie)
    room = told.book(marie, "2026-11-26", "09:00", "11:00")
    booth = told.booth(marie, "2026-11-26", "11:00", "12:00")
    told.sales.take_back(sold, told.plans.subscription(sold).version)
    assert ((told.owed(room), told.owed(booth)), told.left(marie)) == expected("taken back")


def test_their_own_hour_of_a_kind_goes_before_that_of_the_company(told: Told) -> None:
    company, marie, paul = organisation(told.desk), person(told.desk), person(told.desk, "Paul")
    for who in (marie, paul):
        People(told.desk).affiliate(who, company)
    told.sell(company, replace(BOTH, shared=True))
    own = NewPass(party_id=marie, name="An hour", days=0, price_e4=0, hours_of=BOOTH, minutes=60)
    told.plans.sell_pass(own)
    after = []
    for start, end in (("09:00", "10:00"), ("10:00", "11:00")):
        assert told.owed(told.booth(marie, "2026-11-26", start, end)) == 0
        after.append(told.left(paul))
    assert tuple(after) == expected("personal first")


def test_a_gift_of_hours_is_for_whoever_brings_its_code(told: Told) -> None:
    marie, paul, luc = (person(told.desk, name) for name in ("Marie", "Paul", "Luc"))
    sold = told.plans.sell_pass(NewPass(party_id=marie, gift=True, **TEN))
    [gift] = told.passes.gifts(marie)
    assert (gift.pass_id, gift.minutes, gift.hours_of, gift.half_days) == (sold, 600, ROOM, 0)
    before = told.left(marie)[0], told.left(paul)[0]
    handed = told.passes.redeem(gift.code.lower(), paul)
    assert (before, (told.left(marie)[0], told.left(paul)[0])) == expected("gift")
    assert handed.minutes == 600
    with pytest.raises(errors.UnknownGift):
        told.passes.redeem(gift.code, luc)
    with pytest.raises(errors.AllowanceUsed):
        told.sales.take_back_pass(sold)
    [line] = told.plans.explain_hours(paul)
    assert (str(line.reason), line.minutes, line.name) == ("gift", 600, "Ten hours")


def test_a_gift_pays_what_waits_and_taken_back_leaves_it_to_be_paid(told: Told) -> None:
    marie, paul = person(told.desk), person(told.desk, "Paul")
    told.plans.sell_pass(NewPass(party_id=marie, gift=True, **TEN))
    [gift] = told.passes.gifts()
    booked = told.book(paul, "2026-11-26", "09:00", "11:00")
    before = told.owed(booked)
    handed = told.passes.redeem(gift.code, paul)
    assert (before, told.owed(booked), told.left(paul)[0]) == expected("gift pays")
    told.passes.take_back_redeemed(handed)
    assert told.passes.gifts() == (gift,)
    with pytest.raises(errors.AlreadyDone):
        told.passes.take_back_redeemed(handed)
    owed, none, luc = told.owed(booked), told.left(paul)[0], person(told.desk, "Luc")
    told.passes.redeem(gift.code, luc)
    assert (owed, none, told.left(luc)[0]) == expected("gift taken back")


def test_a_gift_of_hours_that_is_credited_is_taken_from_who_has_it(told: Told) -> None:
    marie, paul = person(told.desk), person(told.desk, "Paul")
    for _time in range(2):
        told.plans.sell_pass(NewPass(party_id=marie, gift=True, **TEN))
    handed = told.passes.redeem(told.passes.gifts()[0].code, paul)
    told.passes.transfer(handed.new_id, person(told.desk, "Luc"))
    told.book(paul + 1, "2026-11-26", "09:00", "11:00")
    issued = told.invoice(marie)
    assert told.invoices.tickets_of(issued) == Tickets(minutes_left=480, minutes_used=120), "told before"
    told.invoices.credit(issued)
    assert told.passes.gifts() == (), "the other one waits for nobody any more"
    assert [told.left(one)[0] for one in (marie, paul, paul + 1)] == [0, 0, 0]


def test_what_is_left_of_a_pass_of_hours_is_handed_on(told: Told) -> None:
    marie, paul = person(told.desk), person(told.desk, "Paul")
    sold = told.plans.sell_pass(NewPass(party_id=marie, **TEN))
    used = told.book(marie, "2026-11-26", "09:00", "12:00")
    [source] = told.plans.hours(marie)
    assert source.pass_id == sold
    with pytest.raises(errors.TransferToOneself):
        told.passes.transfer(sold, marie)
    handed = told.passes.transfer(sold, paul)
    assert ((told.left(marie)[0], told.left(paul)[0]), told.owed(used)) == expected("handed on")
    assert (handed.minutes, told.plans.hours(paul)[0].given, told.plans.hours(marie)) == (420, 420, ())
    with pytest.raises(errors.NothingLeft):
        told.passes.transfer(sold, paul)
    with pytest.raises(errors.AllowanceUsed):
        told.sales.take_back_pass(sold)
    told.bookings.cancel(used.id)
    assert (told.left(marie)[0], told.left(paul)[0]) == expected("called off")


def test_handed_on_to_who_waits_it_pays_and_undone_it_does_not(told: Told) -> None:
    marie, paul = person(told.desk), person(told.desk, "Paul")
    sold = told.plans.sell_pass(NewPass(party_id=marie, **TEN))
    booked = told.book(paul, "2026-11-26", "09:00", "11:00")
    handed = told.passes.transfer(sold, paul)
    there = told.left(marie)[0], told.left(paul)[0], told.owed(booked)
    told.passes.take_back_transfer(handed)
    back = told.left(marie)[0], told.left(paul)[0], told.owed(booked)
    assert (there, back) == expected("handed back")
    assert told.plans.hours(marie)[0].given == 600, "of ten hours, as before"
    with pytest.raises(errors.AlreadyDone):
        told.passes.take_back_transfer(handed)


def test_what_an_invoice_says_was_paid_with_hours_handed_on_is_not_undone(told: Told) -> None:
    marie, paul = person(told.desk), person(told.desk, "Paul")
    handed = told.passes.transfer(told.plans.sell_pass(NewPass(party_id=marie, **TEN)), paul)
    told.book(paul, "2026-11-26", "08:00", "19:00")
    told.invoice(paul)
    with pytest.raises(errors.AllowanceUsed):
        told.passes.take_back_transfer(handed)
    assert (told.left(marie)[0], told.left(paul)[0]) == (0, 0)


def test_handed_on_to_a_company_its_people_share_it(told: Told) -> None:
    company, marie, paul = organisation(told.desk), person(told.desk), person(told.desk, "Paul")
    People(told.desk).affiliate(paul, company)
    told.passes.transfer(told.plans.sell_pass(NewPass(party_id=marie, **TEN)), company)
    booked = told.book(paul, "2026-11-26", "09:00", "10:00")
    assert (told.owed(booked), told.left(paul)[0]) == expected("to a company")


def test_in_other_hands_it_is_good_until_the_same_day(told: Told) -> None:
    marie, paul = person(told.desk), person(told.desk, "Paul")
    until = date(2026, 12, 31)
    told.passes.transfer(told.plans.sell_pass(NewPass(party_id=marie, valid_until=until, **TEN)), paul)
    assert (told.left(paul, until)[0], told.left(paul, date(2027, 1, 1))[0]) == expected("until")
    sold = told.plans.sell_pass(NewPass(party_id=marie, valid_until=date(2026, 11, 3), **TEN))
    advance_to(told.desk, datetime(2026, 11, 4, 9))
    with pytest.raises(errors.NothingLeft):
        told.passes.transfer(sold, paul)


def test_every_story_was_told() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [what for what in STORIES if f'"{what}"' not in source] == []
