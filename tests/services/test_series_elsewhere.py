"""Of a series' dates in the way each is given up, waits, or is had at another time or in another room: all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from builders import SmallHouse, open_desk, person, settled, slot

from tierslieu_desk import errors
from tierslieu_desk.rules.recurrence import LAST_DAY, Rule
from tierslieu_desk.rules.vocabulary import Frequency, Scope
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.series import NewSeries, SeriesOfBookings
from tierslieu_desk.services.booking.series_dates import Elsewhere
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.verification import verify_folder

FOUR = Rule(Frequency.WEEK, 1, datetime(2026, 11, 25, 9), 60, count=4)
"""Wednesdays 25 November, 2, 9 and 16 December, nine to ten."""


@dataclass
class Here:
    desk: Desk
    house: SmallHouse
    marie: int

    def dates(self, *numbers: int) -> list[tuple[str, str]]:
        return [(f"{row.slot.start:%m-%d %H:%M}", row.unit) for row in Bookings(self.desk).several(numbers)]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    """Luc has Room A on the second and the third Wednesday."""
    store_file, house = settled()
    with open_desk(tmp_path / "desk", store_file=store_file) as desk:
        luc = person(desk, "Luc", "Petit")
        for day in ("2026-12-02", "2026-12-09"):
            Bookings(desk).book(NewBooking(house.room_a, luc, slot("09:00", "11:00", day)))
        yield Here(desk, house, person(desk))


def test_one_date_goes_to_another_hour_one_to_another_room_and_all_are_taken_back_together(here: Here) -> None:
    series, house = SeriesOfBookings(here.desk), here.house
    elsewhere = (
        Elsewhere(date(2026, 12, 2), house.room_a, slot("14:00", "15:00", "2026-12-02")),
        Elsewhere(date(2026, 12, 9), house.room_b, slot("09:00", "10:00", "2026-12-09")),
    )
    made = series.book(NewSeries(house.room_a, here.marie, FOUR, elsewhere=elsewhere))
    assert made.clashes == ()
    assert here.dates(*made.bookings) == [
        ("11-25 09:00", "Room A"),
        ("12-02 14:00", "Room A"),
        ("12-09 09:00", "Room B"),
        ("12-16 09:00", "Room A"),
    ]
    assert verify_folder(here.desk.store.folder, datetime(2026, 11, 24, 12)) == ()
    series.take_back(made)
    assert {row.state for row in Bookings(here.desk).several(made.bookings)} == {"cancelled"}


def test_one_that_cannot_be_had_there_either_refuses_all_and_nothing_is_saved(here: Here) -> None:
    elsewhere = (Elsewhere(date(2026, 12, 2), here.house.room_a, slot("10:00", "11:00", "2026-12-02")),)
    with pytest.raises(errors.SlotTaken):
        SeriesOfBookings(here.desk).book(NewSeries(here.house.room_a, here.marie, FOUR, elsewhere=elsewhere))
    assert Bookings(here.desk).of_person(here.marie) == ()


def test_a_date_found_elsewhere_still_belongs_to_its_series(here: Here) -> None:
    series = SeriesOfBookings(here.desk)
    elsewhere = (Elsewhere(date(2026, 12, 2), here.house.room_b, slot("09:00", "10:00", "2026-12-02")),)
    made = series.book(
        NewSeries(here.house.room_a, here.marie, FOUR, skip=frozenset({date(2026, 12, 9)}), elsewhere=elsewhere)
    )
    assert [clash.slot.start.date() for clash in made.clashes] == [date(2026, 12, 9)]
    off = series.cancel(made.bookings[0], Scope.FOLLOWING)
    assert {act.booking_id for act in off.held} == set(made.bookings)


def test_dates_that_are_moved_together_can_each_be_found_another_place_and_go_back_as_they_stood(here: Here) -> None:
    series, house = SeriesOfBookings(here.desk), here.house
    made = series.book(NewSeries(house.room_b, here.marie, FOUR))
    before = here.dates(*made.bookings)
    second = Elsewhere(date(2026, 12, 2), house.room_b, slot("16:00", "17:00", "2026-12-02"))
    third = frozenset({date(2026, 12, 9)})
    moved = series.move(made.bookings[0], slot("09:00", "10:00"), house.room_a, Scope.FOLLOWING, third, (second,))
    assert here.dates(*moved.bookings) == [
        ("11-25 09:00", "Room A"),
        ("12-02 16:00", "Room B"),
        ("12-16 09:00", "Room A"),
    ]
    series.move_back(moved)
    mine = [row.id for row in Bookings(here.desk).of_person(here.marie) if row.state == "confirmed"]
    assert here.dates(*mine) == before


def test_the_last_day_of_each_month_moved_a_day_earlier_is_a_day_of_the_month_like_any_other(here: Here) -> None:
    """30 November and 31 December; a day earlier they are the 29th, a Sunday, which is closed, and the 29th."""
    series, house = SeriesOfBookings(here.desk), here.house
    ends = Rule(Frequency.MONTH, 1, datetime(2026, 11, 30, 9), 60, nth=LAST_DAY, count=2)
    made = series.book(NewSeries(house.room_b, here.marie, ends))
    assert [day for day, _unit in here.dates(*made.bookings)] == ["11-30 09:00", "12-31 09:00"]
    moved = series.move(made.bookings[0], slot("09:00", "10:00", "2026-11-29"), house.room_b, Scope.FOLLOWING)
    assert [str(clash.slot.start.date()) for clash in moved.clashes] == ["2026-11-29"]
    assert [day for day, _unit in here.dates(*moved.bookings)] == ["12-29 09:00"]


def test_a_series_of_five_thousand_dates_is_refused_before_anything_is_looked_up(here: Here) -> None:
    rule = Rule(Frequency.DAY, 1, datetime(2026, 11, 25, 9), 60, count=5_000)
    with pytest.raises(errors.SeriesTooLong):
        SeriesOfBookings(here.desk).rehearse(NewSeries(here.house.room_a, here.marie, rule))
    assert Bookings(here.desk).of_person(here.marie) == ()


def test_a_skipped_date_stays_in_sight_and_is_booked_again_by_itself(here: Here) -> None:
    """What the user of another system asked for: one date left out of a series, and had again later."""
    series = SeriesOfBookings(here.desk)
    skip = frozenset({date(2026, 12, 16)})
    series.book(NewSeries(here.house.room_b, here.marie, FOUR, skip=skip))
    rows = Bookings(here.desk).of_person(here.marie)
    (left,) = [row for row in rows if row.state == "skipped"]
    assert left.slot == slot("09:00", "10:00", "2026-12-16")
    Bookings(here.desk).reinstate(left.id)
    assert Bookings(here.desk).get(left.id).state == "confirmed"
    with pytest.raises(errors.SlotTaken):
        Bookings(here.desk).book(NewBooking(here.house.room_b, here.marie, left.slot))
