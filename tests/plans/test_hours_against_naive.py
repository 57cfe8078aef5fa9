"""Random histories of booking rooms with hours that are included: the desk keeps the book as paper would."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from builders import describe_place, open_desk, organisation, person
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from plans.naive_hours import FOREVER, HBooking, HPlace, HRight, HSub
from sqlalchemy import func, select

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.models.hours import HourEntry
from tierslieu_desk.models.money import Charge
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import Period, UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.plan import hours
from tierslieu_desk.services.plan.passes import Handed, Passes
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.plan.subscriptions import Subscriptions
from tierslieu_desk.wallclock import Slot, StoppedClock

BEGIN = datetime(2026, 10, 26, 9)
WHO = ("Marie", "Paul", "Luc", "Company")
ROOMS, BOOTHS = 12, 6
PLANS = {
    "Five": ({"room": 300}, False, False),
    "Rolling": ({"room": 165, "booth": 90}, True, False),
    "Shared": ({"room": 240, "booth": 60}, True, True),
    "Quiet": ({"booth": 150}, False, False),
}
"""Minutes of each kind, whether they roll over, whether they are shared."""
PASSES = {"Ten": ("room", 600, None), "Soon": ("room", 90, 8), "Booths": ("booth", 150, None)}
"""What of, minutes, good for so many days."""
LENGTHS = st.sampled_from([30, 60, 60, 90, 120, 120, 240, 300])
ANY, DAYS, PEOPLE = st.integers(0, 20), st.sampled_from([0, 1, 2, 3, 7, 12, 30, 40]), st.sampled_from([0, 0, 1, 2, 3])
SELL = st.one_of(
    st.tuples(st.just("plan"), PEOPLE, st.sampled_from(sorted(PLANS))),
    st.tuples(st.just("pass"), PEOPLE, st.sampled_from(sorted(PASSES))),
)
BOOK = st.tuples(st.just("book"), PEOPLE, DAYS, LENGTHS, st.sampled_from(["room", "room", "booth"]))
STEP = st.one_of(
    *(BOOK, BOOK, BOOK, SELL),
    st.tuples(st.just("cancel"), ANY),
    st.tuples(st.just("move"), ANY, DAYS, LENGTHS),
    st.tuples(st.just("time"), st.sampled_from([1, 1, 6, 12])),
    st.tuples(st.just("renew")),
    st.tuples(st.just("unpause"), ANY),
    st.tuples(st.just("gift"), PEOPLE, st.sampled_from(sorted(PASSES))),
    st.tuples(st.just("redeem"), ANY, PEOPLE),
    st.tuples(st.just("hand"), ANY, PEOPLE),
    st.tuples(st.just("hand"), ANY, PEOPLE),
    st.tuples(st.just("undo"), ANY),
    st.tuples(st.just("pause"), ANY, st.integers(-5, 9), st.integers(0, 35)),
)
HISTORY = st.builds(list.__add__, st.lists(SELL, min_size=2, max_size=4), st.lists(STEP, min_size=12, max_size=24))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hours") / "desk"
    with open_desk(folder, BEGIN) as desk:
        describe_place(desk)
        for number in range(ROOMS):
            Units(desk).add(NewUnit(f"Room {number}", UnitKind.ROOM, seats=8))
        for number in range(BOOTHS):
            Units(desk).add(NewUnit(f"Booth {number}", UnitKind.BOOTH, seats=1))
        rooms, booths = [("hour", 60, 100_000), ("half day", 240, 250_000)], [("hour", 60, 40_000)]
        for kind, grid in ((UnitKind.ROOM, rooms), (UnitKind.BOOTH, booths)):
            Units(desk).set_prices(kind, tuple(PriceStep(*one, Basis.GROSS, VatCategory.STANDARD) for one in grid))
        people = [person(desk, name) for name in WHO[:3]]
        company = organisation(desk, WHO[3])
        for who in people[:2]:
            People(desk).affiliate(who, company)
        for name, (given, rolls, shared) in PLANS.items():
            of_each = tuple((UnitKind(kind), minutes) for kind, minutes in given.items())
            new = NewPlan(name=name, period=Period.MONTH, price_e4=0, hours=of_each, rolls_over=rolls, shared=shared)
            Plans(desk).add(new)
    return folder


class Both:
    """The desk and the paper, told the same."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(stores.Store(folder), StoppedClock(BEGIN), lambda: "Camille")
        self.naive = HPlace(BEGIN.date(), {"Company": {"Marie", "Paul"}})
        rows = People(self.desk).list(limit=9)
        self.ids = {name: next(row.id for row in rows if row.name.split()[0] == name) for name in WHO}
        self.plan_ids = {row.name: row.id for row in Plans(self.desk).list()}
        self.subs: list[tuple[int, HSub]] = []
        self.booked: list[tuple[int, HBooking]] = []
        self.passes: list[tuple[int, HRight]] = []
        self.gifts: dict[int, tuple[str, HRight]] = {}
        self.handed: list[tuple[Handed, HRight, HRight | None]] = []

    def slot(self, days: int, minutes: int) -> Slot:
        start = datetime.combine(self.naive.today + timedelta(days=days), datetime.min.time()).replace(hour=10)
        return Slot(start, start + timedelta(minutes=minutes))

    def do_book(self, who: int, days: int, minutes: int, kind: str = "room") -> None:
        slot = self.slot(days, minutes)
        for unit in range(1, ROOMS + 1) if kind == "room" else range(ROOMS + 1, ROOMS + BOOTHS + 1):
            try:
                booked = Bookings(self.desk).book(NewBooking(unit, self.ids[WHO[who]], slot), override="paper")
            except errors.SlotTaken:
                continue
            paper = HBooking(WHO[who], slot.start.date(), minutes, kind=kind)
            self.naive.book(paper)
            included = booked.price.included
            assert (booked.price.gross_cents, included.minutes if included else 0) == (paper.owed, paper.used)
            self.booked.append((booked.id, paper))
            return

    def standing(self, which: int) -> tuple[int, HBooking] | None:
        found = [one for one in self.booked if not one[1].off]
        return found[which % len(found)] if found else None

    def do_cancel(self, which: int) -> None:
        if (found := self.standing(which)) is not None:
            Bookings(self.desk).cancel(found[0])
            self.naive.cancel(found[1])

    def do_move(self, which: int, days: int, minutes: int) -> None:
        if (found := self.standing(which)) is None:
            return
        slot = self.slot(days, minutes)
        try:
            Bookings(self.desk).move(found[0], slot, override="paper")
        except errors.SlotTaken:
            return
        self.naive.move(found[1], slot.start.date(), minutes)

    def do_plan(self, who: int, plan: str) -> None:
        given, rolls, shared = PLANS[plan]
        today = self.naive.today
        sub = HSub(WHO[who], given, rolls, shared, today, today.replace(day=1))
        number = Plans(self.desk).sell(NewSubscription(self.ids[WHO[who]], self.plan_ids[plan]))
        self.naive.subscribe(sub)
        self.subs.append((number, sub))

    def do_pass(self, who: int, kind: str) -> None:
        right = self.of_pass(who, kind)
        self.passes.append((self.sell_pass(who, kind), right))
        self.naive.give(right)

    def of_pass(self, who: int, kind: str) -> HRight:
        of, minutes, good = PASSES[kind]
        today = self.naive.today
        last = FOREVER if good is None else today + timedelta(days=good)
        return HRight(WHO[who], today, last, minutes, WHO[who] == "Company", None, minutes, of)

    def sell_pass(self, who: int, kind: str, *, gift: bool = False) -> int:
        of, minutes, good = PASSES[kind]
        new = NewPass(
            party_id=self.ids[WHO[who]],
            name=kind,
            days=0,
            price_e4=0,
            valid_until=None if good is None else self.naive.today + timedelta(days=good),
            shared=WHO[who] == "Company",
            hours_of=UnitKind(of),
            minutes=minutes,
            gift=gift,
        )
        return Plans(self.desk).sell_pass(new)

    def do_gift(self, who: int, kind: str) -> None:
        number = self.sell_pass(who, kind, gift=True)
        [code] = [one.code for one in Passes(self.desk).gifts() if one.pass_id == number]
        self.gifts[number] = (code, self.of_pass(who, kind))

    def do_redeem(self, which: int, who: int) -> None:
        if not self.gifts:
            return
        number = sorted(self.gifts)[which % len(self.gifts)]
        code, like = self.gifts[number]
        if like.last < self.naive.today:
            with pytest.raises(errors.UnknownGift):
                Passes(self.desk).redeem(code, self.ids[WHO[who]])
            return
        right = replace(like, owner=WHO[who], shared=WHO[who] == "Company")
        handed = Passes(self.desk).redeem(code, self.ids[WHO[who]])
        del self.gifts[number]
        self.naive.give(right)
        self.passes.append((handed.new_id, right))
        self.handed.append((handed, right, None))

    def do_hand(self, which: int, who: int) -> None:
        if not self.passes:
            return
        number, right = self.passes[which % len(self.passes)]
        try:
            handed = Passes(self.desk).transfer(number, self.ids[WHO[who]])
        except (errors.NothingLeft, errors.TransferToOneself):
            assert self.naive.hand_on(right, WHO[who]) is None
            return
        new = self.naive.hand_on(right, WHO[who])
        assert new is not None
        assert handed.minutes == new.cut
        self.passes.append((handed.new_id, new))
        self.handed.append((handed, new, right))

    def do_undo(self, which: int) -> None:
        if not self.handed:
            return
        handed, new, old = self.handed[which % len(self.handed)]
        passes = Passes(self.desk)
        back = passes.take_back_redeemed if old is None else passes.take_back_transfer
        try:
            back(handed)
        except errors.AllowanceUsed:
            assert not self.naive.take_back(new, old)
            return
        assert self.naive.take_back(new, old)
        self.handed.remove((handed, new, old))
        if old is None:
            [code] = [one.code for one in passes.gifts() if one.pass_id == handed.old_id]
            self.gifts[handed.old_id] = (code, replace(new, last=self.last_of(handed.old_id), left=new.cut))

    def last_of(self, pass_id: int) -> date:
        [one] = [one for one in Passes(self.desk).gifts() if one.pass_id == pass_id]
        return one.valid_until or FOREVER

    def do_time(self, days: int) -> None:
        self.naive.today += timedelta(days=days)
        self.desk.clock.set(datetime.combine(self.naive.today, BEGIN.time()))

    def do_renew(self) -> None:
        Plans(self.desk).renew_due(self.naive.today)
        self.naive.renew()

    def do_pause(self, which: int, ahead: int, length: int) -> None:
        if not self.subs:
            return
        number, sub = self.subs[which % len(self.subs)]
        first = self.naive.today + timedelta(days=ahead)
        try:
            Subscriptions(self.desk).pause(number, first, first + timedelta(days=length))
        except (errors.PauseOutside, errors.AlreadyPaused):
            assert not self.naive.pause(sub, first, first + timedelta(days=length))
            return
        assert self.naive.pause(sub, first, first + timedelta(days=length))

    def do_unpause(self, which: int) -> None:
        paused = [(number, sub) for number, sub in self.subs if sub.pauses]
        if not paused:
            return
        number, sub = paused[which % len(paused)]
        pause = Subscriptions(self.desk).pauses(number)[0]
        Subscriptions(self.desk).take_back_pause(pause.id)
        self.naive.unpause(sub, pause.first)

    def agree(self) -> None:
        with self.desk.store.reading() as session:
            for name, number in self.ids.items():
                for day in (self.naive.today, self.naive.today + timedelta(days=20)):
                    for unit, kind in ((1, "room"), (ROOMS + 1, "booth")):
                        house = self.desk.house(session)
                        rights = hours.there(self.desk, session, house, house.unit(unit), (number, day))
                        left = sum(one.balance for one in rights)
                        assert left == self.naive.left(name, day, kind), (name, day, kind)
            owed = select(Charge.booking_id, func.sum(Charge.gross_cents)).group_by(Charge.booking_id)
            cents = dict(map(tuple, session.execute(owed)))
            lines = select(HourEntry.booking_id, -func.sum(HourEntry.minutes)).group_by(HourEntry.booking_id)
            used = dict(map(tuple, session.execute(lines)))
        for number, paper in self.booked:
            assert (cents.get(number, 0), used.get(number, 0)) == (paper.owed, paper.used), paper


def told(house: Path, steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        shutil.copyfile(house / stores.FILE, Path(folder) / stores.FILE)
        both = Both(Path(folder))
        try:
            for gesture, *values in steps:
                getattr(both, f"do_{gesture}")(*values)
                both.agree()
            assert Verification(both.desk).run() == ()
        finally:
            both.desk.store.close()


def test_a_month_that_rolls_over_and_a_booking_moved_back_and_forth(house: Path) -> None:
    moved = [("move", 0, 12, 120), ("time", 6), ("renew",), ("move", 0, 0, 90), ("cancel", 0), ("renew",)]
    told(house, [("plan", 0, "Rolling"), ("book", 0, 1, 60), *moved, ("plan", 3, "Shared"), ("book", 0, 2, 300)])


@pytest.mark.soak
def test_random_histories_end_with_the_hours_that_paper_would_have(house: Path, rounds: Callable[[int], int]) -> None:
    @settings(
        max_examples=rounds(200),
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        deadline=None,
    )
    @given(steps=HISTORY)
    def run(steps: list[tuple[Any, ...]]) -> None:
        told(house, steps)

    run()


def test_the_paper_itself_prices_as_the_rule_says() -> None:
    place = HPlace(date(2026, 11, 24), {})
    place.give(HRight("Marie", date(2026, 11, 1), date(2026, 11, 30), 60, False))
    place.book(HBooking("Marie", date(2026, 11, 25), 240))
    assert (place.bookings[0].owed, place.bookings[0].used) == (2500, 0)
