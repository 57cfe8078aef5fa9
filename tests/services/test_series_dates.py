"""The dates of a series, made many at a time: the same as one by one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import builders
import pytest
from builders import SmallHouse, advance_to, slot
from sqlalchemy import event, select, text

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Booking, Series
from tierslieu_desk.models.money import Charge
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, Period, Scope
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.series import DATES_AT_ONCE, NewSeries, SeriesOfBookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.place.units import Units
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription, Plans

FIRST = datetime(2026, 12, 1, 9)
WORKING_DAYS = (0, 1, 2, 3, 4)


def tuesdays(count: int | None = 4, start: datetime = FIRST) -> Rule:
    """9:00 to 10:00 on 1, 8, 15, 22 December and so on."""
    return Rule(Frequency.WEEK, 1, start, 60, count=count)


def days(series_id: int, desk: Desk) -> list[tuple[str, str]]:
    """`(day, state)` of every date of a series."""
    with desk.store.reading() as session:
        wanted = select(Booking).where(Booking.series_id == series_id).order_by(Booking.starts)
        return [(one.starts.date().isoformat(), one.state) for one in session.scalars(wanted)]


def seats_at(desk: Desk, start: str) -> dict[int, int]:
    """The booking on every unit held from that moment."""
    with desk.store.reading() as session:
        found = session.execute(text("SELECT unit_id, booking_id FROM hold WHERE starts = :start"), {"start": start})
        return dict(list(map(tuple, found)))


def test_taken_dates_stay_visible_and_say_by_whom_and_the_others_are_had(desk: Desk, house: SmallHouse) -> None:
    marie, luc = builders.person(desk), builders.person(desk, "Luc", "Petit")
    Bookings(desk).book(NewBooking(house.big_room, luc, slot("09:30", "11:00", "2026-12-15")))
    made = SeriesOfBookings(desk).book(NewSeries(house.room_a, marie, tuesdays(), skip=frozenset({date(2026, 12, 8)})))
    assert days(made.id, desk) == [
        ("2026-12-01", "confirmed"),
        ("2026-12-08", "skipped"),
        ("2026-12-15", "clash"),
        ("2026-12-22", "confirmed"),
    ]
    given_up, taken = made.clashes
    assert isinstance(given_up.refusal, errors.AlreadyDone)
    assert isinstance(taken.refusal, errors.SlotTaken)
    assert taken.refusal.facts == {
        "by": "Luc Petit",
        "unit": "Room A",
        "start": datetime(2026, 12, 15, 9, 30),
        "end": datetime(2026, 12, 15, 11),
    }
    assert len(made.bookings) == 2
    assert Verification(desk).run() == ()


def test_a_date_too_near_a_neighbour_is_a_clash_and_one_that_touches_is_not(desk: Desk, house: SmallHouse) -> None:
    party = builders.person(desk)
    bookings = Bookings(desk)
    bookings.book(NewBooking(house.booth, party, slot("08:00", "08:50", "2026-12-08")))
    bookings.book(NewBooking(house.booth, party, slot("08:00", "08:45", "2026-12-15")))
    bookings.book(NewBooking(house.booth, party, slot("10:14", "11:00", "2026-12-22")))
    Units(desk).set_buffers(house.booth, Buffers(15, 15))
    made = SeriesOfBookings(desk).book(NewSeries(house.booth, party, tuesdays()))
    assert [(c.slot.start.day, c.refusal.facts["gap"], c.refusal.facts["needed"]) for c in made.clashes] == [
        (8, 10, 15),
        (22, 14, 15),
    ]


def test_who_may_be_moved_makes_way_for_a_certain_desk(desk: Desk, house: SmallHouse) -> None:
    marie, luc = builders.person(desk), builders.person(desk, "Luc", "Petit")
    one = house.desks[0]
    anywhere = Bookings(desk).book(NewBooking(house.pool, luc, slot("09:00", "10:00", "2026-12-08")))
    assert seats_at(desk, "2026-12-08 09:00:00") == {one: anywhere.id}
    made = SeriesOfBookings(desk).book(NewSeries(one, marie, tuesdays()))
    assert made.clashes == ()
    seated = seats_at(desk, "2026-12-08 09:00:00")
    assert seated.pop(one) == made.bookings[1]
    assert list(seated.values()) == [anywhere.id]
    assert Verification(desk).run() == ()


def test_a_pool_seats_every_date_until_it_is_full(desk: Desk, house: SmallHouse) -> None:
    """Three desks: a fourth series finds none, but for the one Tuesday somebody gave up."""
    party, series = builders.person(desk), SeriesOfBookings(desk)
    made = [series.book(NewSeries(house.pool, party, tuesdays())) for _ in range(3)]
    assert [len(one.bookings) for one in made] == [4, 4, 4]
    Bookings(desk).cancel(made[1].bookings[2])
    fourth = series.book(NewSeries(house.pool, party, tuesdays()))
    assert [state for _, state in days(fourth.id, desk)] == ["clash", "clash", "confirmed", "clash"]
    assert {type(clash.refusal) for clash in fourth.clashes} == {errors.PoolFull}
    assert Verification(desk).run() == ()


def test_a_pool_is_seated_anew_for_a_date_that_only_fits_so(desk: Desk, house: SmallHouse) -> None:
    """9-11 is free on one desk and 11-13 on another: who sits there until 11 moves, and 9-13 is had."""
    party, bookings = builders.person(desk), Bookings(desk)
    one, two, three = house.desks
    day = "2026-12-08"
    early = bookings.book(NewBooking(house.pool, party, slot("09:00", "11:00", day)))
    assert seats_at(desk, f"{day} 09:00:00") == {one: early.id}
    bookings.book(NewBooking(two, party, slot("11:00", "13:00", day)))
    bookings.book(NewBooking(three, party, slot("09:00", "13:00", day)))
    rule = Rule(Frequency.WEEK, 1, datetime(2026, 12, 1, 9), 240, count=3)
    made = SeriesOfBookings(desk).book(NewSeries(house.pool, party, rule))
    assert made.clashes == ()
    assert seats_at(desk, f"{day} 09:00:00")[two] == early.id
    assert seats_at(desk, f"{day} 09:00:00")[one] == made.bookings[1]
    assert Verification(desk).run() == ()


def test_dates_that_overlap_each_other_are_had_every_other_day(desk: Desk) -> None:
    """From 9:00 to 10:00 the next day, every day, in a house that never closes."""
    house, party = builders.add_units(desk), builders.person(desk)
    rule = Rule(Frequency.DAY, 1, FIRST, 25 * 60, count=4)
    made = SeriesOfBookings(desk).book(NewSeries(house.room_a, party, rule))
    assert [state for _, state in days(made.id, desk)] == ["confirmed", "clash", "confirmed", "clash"]


def test_closed_days_and_days_a_subscription_pays_are_told_apart(desk: Desk, house: SmallHouse) -> None:
    """Five hours at a desk are 2 x 8.00; the subscription runs to 8 December; Saturday 12 is closed."""
    party, plans = builders.person(desk), Plans(desk)
    resident = plans.add(NewPlan(name="Resident", period=Period.MONTH, price_e4=0))
    plans.sell(NewSubscription(party, resident, starts=date(2026, 12, 1), ends=date(2026, 12, 8)))
    rule = Rule(Frequency.WEEK, 1, FIRST, 300, (1, 5), count=5)
    made = SeriesOfBookings(desk).book(NewSeries(house.desks[0], party, rule))
    assert [state for _, state in days(made.id, desk)] == ["confirmed", "clash", "confirmed", "clash", "confirmed"]
    with desk.store.reading() as session:
        owed = session.scalars(select(Charge).where(Charge.booking_id.is_not(None))).all()
        assert [(one.supplied_on, one.gross_cents, one.booking_id) for one in owed] == [
            (date(2026, 12, 15), 1600, made.bookings[2])
        ]


def test_what_each_date_owes_and_who_made_it_is_written_as_for_one_booking(desk: Desk, house: SmallHouse) -> None:
    party = builders.person(desk)
    one = Bookings(desk).book(NewBooking(house.room_b, party, slot("09:00", "10:00", "2026-12-01"))).id
    many = SeriesOfBookings(desk).book(NewSeries(house.room_a, party, tuesdays(2))).bookings
    with desk.store.reading() as session:
        columns = "detail, quantity_milli, unit_price_e4, basis, rate_bp, net_cents, tax_cents, gross_cents, working"
        owed = session.execute(text(f"SELECT {columns} FROM charge ORDER BY id")).all()
        assert owed[0] == owed[1]
        assert [row[5:8] for row in owed] == [(1000, 200, 1200)] * 3
        noted = session.execute(text("SELECT subject_id, who FROM journal WHERE act = 'book' AND subject = 'booking'"))
        assert noted.all() == [(one, "Camille"), (many[0], "Camille"), (many[1], "Camille")]


def test_a_series_for_nobody_is_refused(desk: Desk, house: SmallHouse) -> None:
    with pytest.raises(errors.MissingFact):
        SeriesOfBookings(desk).book(NewSeries(house.room_a, builders.person(desk), tuesdays(), people=0))


@pytest.mark.parametrize("which", ["room_a", "pool"])
def test_a_year_of_dates_takes_no_more_statements_than_a_week(desk: Desk, house: SmallHouse, which: str) -> None:
    """Each statement for every date was 0.3 ms of everybody's waiting: there were eleven."""
    party, statements = builders.person(desk), []
    with desk.store.reading() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *asked: statements.append(asked[2]))
    made = SeriesOfBookings(desk).book(NewSeries(getattr(house, which), party, tuesdays(52)))
    assert len(made.bookings) == 52
    assert len(statements) <= 25


def test_a_year_of_dates_is_moved_and_called_off_in_a_few_statements(desk: Desk, house: SmallHouse) -> None:
    party, series = builders.person(desk), SeriesOfBookings(desk)
    made = series.book(NewSeries(house.room_a, party, tuesdays(52)))
    with desk.store.reading() as session:
        engine = session.get_bind()
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *asked: statements.append(asked[2]))
    moved = series.move(made.bookings[0], slot("11:00", "12:00", "2026-12-01"), house.room_b, Scope.ALL)
    assert (len(moved.bookings), len(statements) <= 40) == (52, True), len(statements)
    statements.clear()
    assert len(series.cancel(moved.bookings[0], Scope.ALL, "Closed").held) == 52
    assert len(statements) <= 20
    with desk.store.reading() as session:
        left = [session.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("hold", "charge", "booking")]
        assert left == [0, 0, 52]
        assert session.scalar(text("SELECT count(*) FROM journal WHERE act = 'cancel' AND facts LIKE '%Closed%'")) == 52
    assert Verification(desk).run() == ()


def test_dates_that_were_invoiced_stay_owed_when_their_series_is_called_off(desk: Desk, house: SmallHouse) -> None:
    """Two Tuesdays at 12.00; the first was invoiced: its charge stays, the other one goes, and neither is moved."""
    party, series = builders.person(desk), SeriesOfBookings(desk)
    with desk.store.writing() as session:
        session.execute(text("UPDATE party SET city = 'Foix' WHERE id = :id"), {"id": party})
    made = series.book(NewSeries(house.room_a, party, tuesdays(2)))
    (invoice,) = Invoices(desk, Papers(desk.store.folder)).issue(party, date(2026, 12, 1))
    with pytest.raises(errors.InvoiceAlreadyIssued) as issued:
        series.move(made.bookings[0], slot("11:00", "12:00", "2026-12-01"), house.room_a, Scope.ALL)
    assert issued.value.facts["number"] == invoice.number
    assert [state for _, state in days(made.id, desk)] == ["confirmed", "confirmed"]
    assert len(series.cancel(made.bookings[0], Scope.ALL).held) == 2
    with desk.store.reading() as session:
        assert session.scalars(select(Charge.booking_id)).all() == [made.bookings[0]]


def test_a_desk_away_for_months_makes_its_dates_a_few_at_a_time(desk: Desk, house: SmallHouse) -> None:
    party, series = builders.person(desk), SeriesOfBookings(desk)
    made = series.book(NewSeries(house.room_a, party, Rule(Frequency.WEEK, 1, FIRST, 60, WORKING_DAYS)))
    advance_to(desk, desk.clock.wall() + timedelta(days=91))
    sizes: list[int] = []
    known = len(days(made.id, desk))

    def count(_tables: frozenset[str]) -> None:
        with desk.store.reading() as session:
            there = session.scalars(select(Booking.id).where(Booking.series_id == made.id)).all()
        sizes.append(len(there) - known - sum(sizes))

    desk.store.changes.subscribe(count)
    assert series.extend() == ()
    assert sizes == [20, 20, 20, 5]  # 13 weeks of five days
    assert max(sizes) == DATES_AT_ONCE
    assert days(made.id, desk)[-1][0] == "2027-08-20"  # 23 August 2027 is 180 days ahead: the last one not after it
    assert series.extend() == ()


def test_of_two_series_that_want_the_same_date_the_older_has_it(desk: Desk, house: SmallHouse) -> None:
    party, series = builders.person(desk), SeriesOfBookings(desk)
    older = series.book(NewSeries(house.room_a, party, tuesdays(None)))
    beyond = FIRST + timedelta(days=182)
    newer = Series(
        unit_id=house.big_room, party_id=party, frequency="week", first=beyond, minutes=60, made_until=beyond.date()
    )
    with desk.store.writing() as session:  # written by another program: its first date, 1 June, is not made
        session.add(newer)
    advance_to(desk, desk.clock.wall() + timedelta(days=21))
    clashes = series.extend()
    assert [day for day, _ in days(older.id, desk)][-3:] == ["2027-05-25", "2027-06-01", "2027-06-08"]
    assert {state for _, state in days(older.id, desk)} == {"confirmed"}
    assert [(str(clash.slot.start.date())) for clash in clashes] == ["2027-06-08"]
    assert days(newer.id, desk)[-1] == ("2027-06-08", "clash")


def test_an_open_series_of_a_thousand_days_and_more_goes_on(desk: Desk, house: SmallHouse) -> None:
    party, series = builders.person(desk), SeriesOfBookings(desk)
    made = series.book(NewSeries(house.room_a, party, Rule(Frequency.WEEK, 1, FIRST, 60, WORKING_DAYS)))
    with desk.store.writing() as session:
        session.get_one(Series, made.id).first = datetime(2016, 12, 1, 9)
    before = len(days(made.id, desk))
    advance_to(desk, desk.clock.wall() + timedelta(days=7))
    assert series.extend() == ()
    assert len(days(made.id, desk)) == before + 5
