"""Prices by time, by whom, and by date, as they are booked, charged and told; nothing is given away by oversight."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from builders import NOW, SmallHouse, describe_place, open_desk, organisation, overheard, person, slot
from rules import worked_booking_prices as worked
from rules.test_worked_booking_prices import grid
from rules.test_worked_booking_prices import slot as at

from tierslieu_desk import errors
from tierslieu_desk.models.money import Charge
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, Period, UnitKind
from tierslieu_desk.services.booking import booking_words
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.free_space import FreeSpaces
from tierslieu_desk.services.booking.series import NewSeries, SeriesOfBookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.place.places import Places
from tierslieu_desk.services.place.tariffs import NewTariff, Tariffs
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans

ALL_WEEK = tuple(WeeklyHours(weekday, 0, 1440) for weekday in range(7))


@pytest.fixture
def hall(desk: Desk, house: SmallHouse) -> int:
    """A hall of its own, open night and day."""
    Places(desk).set_hours(ALL_WEEK)
    return Units(desk).add(NewUnit("Hall", UnitKind.ZONE, seats=50))


def cents(desk: Desk, unit: int, start: str, end: str, party: int | None = None) -> int:
    return Bookings(desk).quote(unit, at(start, end), party).gross_cents


def test_a_one_off_hire_follows_a_complex_price_grid_and_says_how(desk: Desk, hall: int) -> None:
    """TiBillet/Lespass #435: rooms hired once, by half day, day, evening or week-end, each public at its own price."""
    tariffs, units, bookings = Tariffs(desk), Units(desk), Bookings(desk)
    units.set_prices(hall, grid("barn, people from elsewhere"))
    here = tariffs.add(NewTariff("Habitants"))
    units.set_prices(hall, grid("barn, people from here"), tariff_id=here)
    commune = tariffs.add(NewTariff("Commune", per_cent=100))
    solidarity = tariffs.add(NewTariff("Solidaire", per_cent=50))
    company, resident, helped = person(desk, "Jo", "Ruiz"), person(desk, "Ana", "Bosc"), person(desk, "Lia", "Puig")
    town = organisation(desk, "Mairie")
    for who, tariff in ((resident, here), (town, commune), (helped, solidarity)):
        tariffs.give(who, tariff)
    week_end = ("2026-11-27 18:00", "2026-11-29 12:00")
    asked = [cents(desk, hall, *week_end, who) for who in (company, resident, helped, town)]
    assert asked == [50000, 25000, 25000, 0]
    booked = bookings.book(NewBooking(hall, resident, at("2026-11-26 14:00", "2026-11-27 12:00")))
    assert booked.price.gross_cents == 15000 + 25000
    assert booked.price.steps == (("day", 1, 15000), ("week-end", 1, 25000))
    assert booking_words.working(booked.price).endswith("Habitants")
    stands = bookings.price(booked.id)
    assert (stands.gross_cents, stands.tariff) == (40000, "Habitants")
    with desk.store.reading() as session:
        charge = session.query(Charge).filter_by(booking_id=booked.id).one()
        assert (charge.gross_cents, charge.detail.endswith("Habitants")) == (40000, True)
    assert Verification(desk).run() == ()


@pytest.mark.parametrize(
    "case", [one for one in worked.CASES if one[1] in {"third place", "first hour dearer"}], ids=lambda case: case[0]
)
def test_what_is_kept_is_priced_as_it_was_written(desk: Desk, hall: int, case) -> None:
    _rule, name, start, end, working, expected = case
    Units(desk).set_prices(hall, grid(name))
    quote = Bookings(desk).quote(hall, at(start, end))
    assert tuple((label.removesuffix(" entamée"), count) for label, count, _cents in quote.steps) == working
    assert quote.gross_cents == expected


@pytest.mark.parametrize("case", worked.DATED, ids=lambda case: case[0])
def test_the_list_of_the_day_it_begins_is_taken(desk: Desk, hall: int, case) -> None:
    _rule, lists, start, end, expected = case
    for since, name in lists:
        Units(desk).set_prices(hall, grid(name), date.fromisoformat(since))
    assert cents(desk, hall, start, end) == expected


def test_a_new_price_of_a_tariff_changes_nothing_that_is_charged(desk: Desk, hall: int) -> None:
    tariffs, units = Tariffs(desk), Units(desk)
    here, who = tariffs.add(NewTariff("Habitants")), person(desk)
    units.set_prices(hall, grid("local, companies elsewhere"))
    units.set_prices(hall, grid("local, companies here"), tariff_id=here)
    tariffs.give(who, here)
    booked = Bookings(desk).book(NewBooking(hall, who, at("2026-12-01 09:00", "2026-12-01 13:00")))
    units.set_prices(hall, grid("local, associations elsewhere"), date(2026, 11, 24), tariff_id=here)
    tariffs.give(who, None)
    assert Bookings(desk).price(booked.id).gross_cents == 5000
    assert cents(desk, hall, "2026-12-02 09:00", "2026-12-02 13:00", who) == 8000


def test_people_of_an_association_have_its_rate_unless_they_have_one_of_their_own(desk: Desk, hall: int) -> None:
    tariffs, people = Tariffs(desk), People(desk)
    Units(desk).set_prices(hall, grid("small room"))
    third, half = tariffs.add(NewTariff("Associations", 30)), tariffs.add(NewTariff("Solidaire", 50))
    club, who = organisation(desk, "Club"), person(desk)
    tariffs.give(club, third)
    people.affiliate(who, club)
    when = ("2026-12-01 09:00", "2026-12-01 13:00")
    assert (cents(desk, hall, *when, club), cents(desk, hall, *when, who)) == (5600, 5600)
    assert tariffs.of(who).name == "Associations"
    assert tariffs.give(who, half) is None
    assert cents(desk, hall, *when, who) == 4000
    tariffs.retire(half)
    assert cents(desk, hall, *when, who) == 5600


def test_subscribers_of_a_plan_have_its_rate_while_it_runs(desk: Desk, hall: int) -> None:
    plans, who = Plans(desk), person(desk)
    Units(desk).set_prices(hall, grid("small room"))
    monthly = plans.add(NewPlan(name="Resident", period=Period.MONTH, price_e4=900_000))
    Tariffs(desk).add(NewTariff("Coworkers", 30, (monthly,)))
    plans.sell(NewSubscription(party_id=who, plan_id=monthly, starts=date(2026, 12, 1)))
    assert cents(desk, hall, "2026-11-30 09:00", "2026-11-30 13:00", who) == 8000
    assert cents(desk, hall, "2026-12-01 09:00", "2026-12-01 13:00", who) == 5600


def test_a_room_with_prices_of_its_own_has_no_rate_of_its_kind(desk: Desk, hall: int) -> None:
    """The kind's list for associations is for other rooms: of this one they pay its own price, less their part."""
    tariffs, units, who = Tariffs(desk), Units(desk), person(desk)
    rate = tariffs.add(NewTariff("Associations", 10))
    units.set_prices(UnitKind.ZONE, grid("house, associations here"), tariff_id=rate)
    units.set_prices(hall, grid("small room"))
    tariffs.give(who, rate)
    assert cents(desk, hall, "2026-12-01 09:00", "2026-12-01 13:00", who) == 7200


def test_a_house_without_tariffs_reads_nothing_more_for_a_booking(desk: Desk, house: SmallHouse) -> None:
    who = person(desk)
    with overheard(desk.store) as said:
        Bookings(desk).book(NewBooking(house.room_a, who, slot("14:00", "15:00")))
    assert not [one for one in said if "tariff" in one and "FROM price" not in one and "FROM tariff" not in one]


def test_what_has_no_price_is_refused_in_words_unless_somebody_says_why(desk: Desk, hall: int) -> None:
    Units(desk).set_prices(hall, grid("seminar room"))
    who, bookings, late = person(desk), Bookings(desk), at("2026-12-01 17:00", "2026-12-01 20:00")
    with pytest.raises(errors.NoPriceThen) as told:
        bookings.book(NewBooking(hall, who, late))
    assert (told.value.facts["start"], told.value.facts["end"]) == (
        datetime(2026, 12, 1, 18),
        datetime(2026, 12, 1, 20),
    )
    prospect = bookings.look(hall, late, who)
    assert isinstance(prospect.refusal, errors.NoPriceThen)
    assert prospect.may_be_overridden
    assert bookings.of_person(who) == ()
    assert bookings.book(NewBooking(hall, who, late), override="a neighbour").price.gross_cents == 30000


def test_an_option_is_refused_for_want_of_a_price_as_well(desk: Desk, hall: int) -> None:
    Units(desk).set_prices(hall, grid("seminar room"))
    until = datetime.combine(date(2026, 11, 30), time(18))
    new = NewBooking(hall, person(desk), at("2026-12-01 19:00", "2026-12-01 20:00"), tentative_until=until)
    with pytest.raises(errors.NoPriceThen):
        Bookings(desk).book(new)


def test_a_booking_is_not_moved_to_where_nothing_has_a_price(desk: Desk, hall: int) -> None:
    Units(desk).set_prices(hall, grid("seminar room"))
    bookings = Bookings(desk)
    booked = bookings.book(NewBooking(hall, person(desk), at("2026-12-01 09:00", "2026-12-01 12:00")))
    with pytest.raises(errors.NoPriceThen):
        bookings.move(booked.id, at("2026-12-01 19:00", "2026-12-01 20:00"))
    assert bookings.get(booked.id).slot == at("2026-12-01 09:00", "2026-12-01 12:00")


def test_a_series_with_a_date_that_has_no_price_is_not_made(desk: Desk, hall: int) -> None:
    Units(desk).set_prices(hall, grid("seminar room"))
    rule = Rule(Frequency.WEEK, 1, datetime(2026, 12, 1, 19), 60, count=3)
    who = person(desk)
    with pytest.raises(errors.NoPriceThen):
        SeriesOfBookings(desk).book(NewSeries(hall, who, rule))
    assert Bookings(desk).of_person(who) == ()


def test_what_is_shown_as_free_has_a_price(desk: Desk, hall: int) -> None:
    Units(desk).set_prices(hall, grid("hall in summer"))
    found = {space.unit for space in FreeSpaces(desk).on(date(2026, 11, 25), 60)}
    assert "Hall" in found
    Units(desk).set_prices(hall, grid("seminar room"), date(2026, 11, 24))
    Places(desk).set_hours((WeeklyHours(2, 1140, 1320),))
    assert "Hall" not in {space.unit for space in FreeSpaces(desk).on(date(2026, 11, 25), 60)}


def test_the_editor_is_told_which_opening_hours_have_no_price(desk: Desk, hall: int) -> None:
    Places(desk).set_hours(tuple(WeeklyHours(day, 540, 1200) for day in (0, 4)))
    gaps = Units(desk).unpriced(grid("hall in summer"))
    assert gaps == (at("2026-11-23 10:00", "2026-11-23 14:00"), at("2026-11-27 12:00", "2026-11-27 14:00"))


def test_a_list_is_tried_before_it_is_kept(desk: Desk, hall: int) -> None:
    tried = Units(desk).rehearse(grid("third place"), at("2026-11-24 14:00", "2026-11-24 18:30"), 50)
    assert (tried.gross_cents, tried.steps) == (3750, (("afternoon", 1, 1750), ("evening", 1, 2000)))


def test_two_lines_for_the_same_time_are_refused(desk: Desk, hall: int) -> None:
    hour = grid("free")[0]
    with pytest.raises(errors.PriceTwice):
        Units(desk).set_prices(hall, (hour, hour))


def test_a_tariff_has_a_name_of_its_own_and_takes_off_a_part(desk: Desk, house: SmallHouse) -> None:
    tariffs = Tariffs(desk)
    first = tariffs.add(NewTariff("Habitants"))
    with pytest.raises(errors.NameTaken):
        tariffs.add(NewTariff(" habitants "))
    with pytest.raises(errors.NotAPart):
        tariffs.add(NewTariff("Solidaire", 101))
    with pytest.raises(errors.MissingFact):
        tariffs.add(NewTariff(" "))
    tariffs.retire(first)
    assert tariffs.list() == ()
    assert tariffs.add(NewTariff("Habitants", 20)) == first
    tariffs.retire(first)
    tariffs.restore(first)
    assert [(row.name, row.per_cent, row.people) for row in tariffs.list()] == [("Habitants", 20, 0)]


def test_a_desk_by_the_day_is_priced_by_the_lines_that_hold_at_any_time(tmp_path: Path) -> None:
    """A visit tells no hours: the evening of desks is not taken for it."""
    from tierslieu_desk.services.visit.days_due import price_of

    with open_desk(tmp_path / "desk", NOW) as desk:
        describe_place(desk)
        Units(desk).set_prices(UnitKind.DESK, (*grid("coworking desk"), *grid("third place")[-1:]))
        with desk.store.reading() as session:
            price = price_of(desk, session, 2, date(2026, 11, 24))
        assert price is not None
        assert price.unit_price_e4 == 100_000


def test_hours_sold_ahead_pay_for_the_beginning_of_a_slot_and_the_evening_is_paid(desk: Desk, hall: int) -> None:
    """14:00 to 18:30 with four hours sold ahead: they pay for the afternoon, and the evening is 40.00 as ever."""
    Units(desk).set_prices(hall, grid("third place"))
    who = person(desk)
    ahead = NewPass(party_id=who, name="Four", days=0, price_e4=0, hours_of=UnitKind.ZONE, minutes=240)
    Plans(desk).sell_pass(ahead)
    quote = Bookings(desk).quote(hall, at("2026-12-01 14:00", "2026-12-01 18:30"), who)
    assert quote.included is not None
    assert (quote.gross_cents, quote.included.minutes) == (4000, 240)
