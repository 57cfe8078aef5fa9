"""A front desk lived in by chance, the clock set back now and then: refused in words, undone to the letter, verified.

What only grows is compared by what it says: balances, not lines of the ledger.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

import pytest
from builders import SmallHouse, advance_to, organisation, person

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import MailKind, Period, UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.basket import Piece
from tierslieu_desk.services.place.units import Units
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription
from tierslieu_desk.services.plan.subscriptions import When
from tierslieu_desk.services.visit.visit_book import Written, as_written
from tierslieu_desk.wallclock import Slot

Undo = Callable[[], object]
ACTS = 120
HOURS = ((UnitKind.ROOM, 240), (UnitKind.BOOTH, 120))
TOLD = (
    "SELECT id, name, role, email, payer_id, badge, retired, merged_into_id FROM party ORDER BY id",
    "SELECT id, party_id, name, starts, ends, charged_until, price_e4 FROM subscription ORDER BY id",
    "SELECT subscription_id, first_day, last_day FROM subscription_pause ORDER BY 1, 2",
    "SELECT party_id, payer_id, description, detail, gross_cents, supplied_on FROM charge ORDER BY 1, 2, 3, 4, 5, 6",
    """SELECT a.party_id, a.subscription_id, a.valid_from, a.valid_until, sum(e.half_days) FROM allowance AS a
       JOIN allowance_entry AS e ON e.allowance_id = a.id GROUP BY a.id HAVING sum(e.half_days) <> 0 ORDER BY a.id""",
    "SELECT id, party_id, arrived_at, left_at, half_days, host_id FROM visit WHERE NOT undone ORDER BY id",
    "SELECT party_id, day, minutes FROM volunteer_time ORDER BY 1, 2, 3",
    "SELECT party_id, kind FROM mail_item ORDER BY id",
    """SELECT a.party_id, a.subscription_id, a.kind, a.valid_from, a.valid_until, sum(e.minutes)
       FROM hour_allowance AS a JOIN hour_entry AS e ON e.allowance_id = a.id
       GROUP BY a.id HAVING sum(e.minutes) <> 0 ORDER BY a.id""",
    """SELECT booking_id, sum(minutes) FROM hour_entry WHERE booking_id IS NOT NULL
       GROUP BY 1 HAVING sum(minutes) <> 0 ORDER BY 1""",
    'SELECT gift_code, gift_half_days, gift_minutes FROM "pass" WHERE gift_half_days + gift_minutes > 0 ORDER BY id',
)


class Shift:
    """The dice, and what they may say; each act returns its way back, if the page offers one."""

    def __init__(self, desk: Desk, house: SmallHouse, seed: int) -> None:
        self.house = house
        for kind in (UnitKind.ROOM, UnitKind.BOOTH):
            Units(desk).set_prices(kind, (PriceStep("hour", 60, 100_000, Basis.GROSS, VatCategory.STANDARD),))
        self.dice, self.desk, self.services = random.Random(seed), desk, Services(desk)
        self.people = [person(desk, name, "Roca") for name in ("Marie", "Maria", "Zoé", "Paul")]
        self.company = organisation(desk)
        for one in self.people[:2]:
            self.services.people.affiliate(one, self.company)
        new = partial(NewPlan, period=Period.MONTH)
        plans = [
            new(name="Nomad", price_e4=600_000, days_included=6, rolls_over=True, hours=((UnitKind.ROOM, 180),)),
            new(name="Team", price_e4=900_000, days_included=10, shared=True, hours=HOURS),
            new(name="Resident", price_e4=1_200_000),
        ]
        self.plans = [self.services.plans.add(plan) for plan in plans]
        self.acts: list[Callable[[], Undo | None]] = [
            *[self.comes, self.leaves] * 3, *[self.corrected, self.on_paper, self.slate] * 2, self.subscribes,
            self.changes_plan, self.pauses, self.renews, self.buys, self.hands_on, self.redeems, self.merged,
            self.gives_time, self.gets_mail, *[self.books, self.buys_hours] * 2, self.hands_on,
        ]  # fmt: skip

    def anybody(self) -> int:
        return self.dice.choice(self.people)

    def one_of(self, statement: str) -> int:
        with self.desk.store.glancing() as seen:
            return int(self.dice.choice([row[0] for row in seen.rows(statement)]))

    def comes(self) -> Undo:
        visit = self.services.visits.check_in(self.anybody(), host_id=self.dice.choice([None, self.anybody()]))
        return partial(self.services.visits.undo_check_in, visit.id)

    def leaves(self) -> Undo:
        visit = self.services.visits.check_out(self.anybody())
        return partial(self.services.visits.undo_check_out, visit.id, visit.left)

    def corrected(self) -> Undo:
        book = self.services.visit_book
        was = self.services.visits.of(self.one_of("SELECT id FROM visit WHERE NOT undone AND party_id IS NOT NULL"))
        arrived = datetime.combine(was.day, time(self.dice.randrange(24), self.dice.randrange(60)))
        left = self.dice.choice([None, arrived + timedelta(minutes=self.dice.randrange(600))])
        anew = Written(self.anybody(), arrived, left, self.dice.choice([None, 1, 2]))
        return partial(book.take_back, was, as_written(book.correct(was.id, anew, as_written(was))))

    def on_paper(self) -> Undo:
        arrived = self.desk.clock.wall() - timedelta(minutes=self.dice.randrange(4_000))
        return self.services.paper_day.came(Written(self.anybody(), arrived, arrived))[1]

    def slate(self) -> Undo:
        article = self.dice.choice(self.services.counter.articles())
        return partial(
            self.services.counter.take_off, self.services.counter.put_on_slate(self.anybody(), [Piece(article)])
        )

    def subscribes(self) -> Undo:
        who = self.dice.choice([*self.people, self.company])
        sold = self.services.plans.sell(NewSubscription(who, self.dice.choice(self.plans)))
        return partial(self.services.sales.take_back, sold, self.services.plans.subscription(sold).version)

    def changes_plan(self) -> Undo:
        sold, running = self.one_of("SELECT id FROM subscription"), self.services.subscriptions
        return partial(
            running.take_back_change,
            running.change_plan(sold, self.dice.choice(self.plans), self.dice.choice(list(When))),
        )

    def pauses(self) -> Undo:
        first = self.desk.clock.today() + timedelta(self.dice.randrange(-5, 40))
        running = self.services.subscriptions
        number, _cents = running.pause(
            self.one_of("SELECT id FROM subscription"), first, first + timedelta(self.dice.randrange(40))
        )
        return partial(running.take_back_pause, number)

    def renews(self) -> None:
        self.services.plans.renew_due(self.desk.clock.today() + timedelta(self.dice.choice([0, 10, 40])))

    def buys(self) -> Undo:
        new = NewPass(party_id=self.anybody(), name="Days", days=3, price_e4=300_000, gift=self.dice.random() < 0.4)
        return partial(self.services.sales.take_back_pass, self.services.plans.sell_pass(new))

    def buys_hours(self) -> Undo:
        kind, gift = self.dice.choice([UnitKind.ROOM, UnitKind.BOOTH]), self.dice.random() < 0.3
        more = {"days": 0, "hours_of": kind, "minutes": 60 * self.dice.randrange(1, 6), "gift": gift}
        new = NewPass(party_id=self.dice.choice([*self.people, self.company]), name="Hours", price_e4=300_000, **more)
        return partial(self.services.sales.take_back_pass, self.services.plans.sell_pass(new))

    def books(self) -> Undo:
        house, day = self.house, self.desk.clock.today() + timedelta(self.dice.randrange(0, 20))
        start = datetime.combine(day, time(self.dice.randrange(9, 14)))
        wish = Slot(start, start + timedelta(hours=self.dice.randrange(1, 5)))
        unit = self.dice.choice([house.room_a, house.room_b, house.booth])
        booked = self.services.bookings.book(NewBooking(unit, self.anybody(), wish), override="chance")
        return partial(self.services.bookings.cancel, booked.id)

    def hands_on(self) -> Undo:
        passes = self.services.passes
        return partial(passes.take_back_transfer, passes.transfer(self.one_of('SELECT id FROM "pass"'), self.anybody()))

    def redeems(self) -> Undo:
        passes = self.services.passes
        return partial(passes.take_back_redeemed, passes.redeem(self.dice.choice(passes.gifts()).code, self.anybody()))

    def merged(self) -> Undo:
        kept, gone = self.anybody(), self.anybody()
        self.services.merges.merge(kept, gone, frozenset(self.dice.sample(["name", "email", "payer", "badge"], 2)))
        return partial(self.services.merges.take_apart, gone)

    def gives_time(self) -> Undo:
        return partial(
            self.services.volunteers.take_back,
            self.services.volunteers.note(self.anybody(), self.dice.randrange(1, 900)),
        )

    def gets_mail(self) -> Undo:
        return partial(self.services.mail.take_back, self.services.mail.arrived(self.anybody(), MailKind.LETTER))

    def told(self) -> list[list[tuple[object, ...]]]:
        with self.desk.store.glancing() as seen:
            return [list(seen.rows(statement)) for statement in TOLD]


@pytest.mark.parametrize("seed", range(4))
def test_every_act_is_refused_in_words_or_done_and_undone_to_the_letter(
    desk: Desk, house: SmallHouse, seed: int
) -> None:
    shift, now, undone = Shift(desk, house, seed), datetime(2027, 12, 6, 8), 0
    for number in range(ACTS):
        now += timedelta(hours=shift.dice.choice([0, 0, 0, 1, 3, 14, 60, -1, -24]), minutes=shift.dice.randrange(30))
        advance_to(desk, now)
        act, before = shift.dice.choice(shift.acts), shift.told()
        try:
            undo = act()
        except (errors.DeskError, IndexError):
            assert shift.told() == before, (number, act)
            continue
        if undo is not None and shift.dice.random() < 0.5:
            done = shift.told()
            try:
                undo()
            except errors.DeskError:
                assert shift.told() == done, (number, act)
                continue
            undone += 1
            assert shift.told() == before, (number, act)
    assert shift.services.verification.run() == ()
    assert undone > ACTS // 10
