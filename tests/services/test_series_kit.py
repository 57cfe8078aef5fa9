"""Tools with each date of a series: booked along where they can be had, told of each date that lacks one.

Room A every Tuesday from nine to ten, four times from 1 December 2026; the projector is in cupboard A, 5.00 an hour.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from builders import NOW, SmallHouse, advance_to, person, slot

from tierslieu_desk import errors, i18n
from tierslieu_desk.compose import Services
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, Scope, UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.series import NewSeries
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.units import NewUnit

FOUR = Rule(Frequency.WEEK, 1, datetime(2026, 12, 1, 9), 60, count=4)


@pytest.fixture
def services(desk: Desk, house: SmallHouse) -> Services:
    return Services(desk)


@pytest.fixture
def marie(services: Services) -> int:
    return person(services.desk, "Marie", "Dupont")


@pytest.fixture
def projector(services: Services) -> int:
    number = services.units.add(NewUnit("Projector", UnitKind.TOOL, shelf="Cupboard A"))
    services.units.set_prices(number, (PriceStep("hour", 60, 50_000, Basis.GROSS, VatCategory.STANDARD),))
    return number


def had(services: Services, party: int, unit: str, state: str = "confirmed") -> list[str]:
    rows = services.bookings.of_person(party, limit=200)
    return sorted(f"{row.slot.start:%m-%d %H:%M}" for row in rows if (row.unit, row.state) == (unit, state))


@pytest.fixture
def asked(house: SmallHouse, marie: int, projector: int) -> NewSeries:
    return NewSeries(house.room_a, marie, FOUR, "Cinema", tools=(projector,))


def test_each_date_has_its_projector_at_its_price_and_its_pick_list(services: Services, marie: int, asked) -> None:
    made = services.series.book(asked)
    assert had(services, marie, "Projector") == ["12-01 09:00", "12-08 09:00", "12-15 09:00", "12-22 09:00"]
    for number, day in zip(made.bookings, (1, 8, 15, 22), strict=True):
        assert [tool.shelf for tool in services.kits.along(number)] == ["Cupboard A"]
        (line,) = services.pick_lists.day(date(2026, 12, day))
        assert (line.thing, line.where) == ("Projector", "Room A")
    owed = [charge.gross_cents for charge in services.to_invoice.lines(marie, date(2026, 12, 31))]
    assert owed.count(500) == 4
    assert services.verification.run() == ()


def test_a_date_that_lacks_it_is_told_before_anything_is_saved_and_goes_without(
    services: Services, marie: int, projector: int, asked
) -> None:
    luc = person(services.desk, "Luc", "Petit")
    services.bookings.book(NewBooking(projector, luc, slot("09:30", "11:00", "2026-12-08")))
    seen = services.series.look(asked)
    assert seen.clashes == ()
    (lacking,) = seen.lacking
    assert (lacking.slot, lacking.tool, lacking.refusal.facts["by"]) == (
        slot("09:00", "10:00", "2026-12-08"),
        "Projector",
        "Luc Petit",
    )
    assert services.bookings.of_person(marie) == ()
    made = services.series.book(asked)
    assert len(made.bookings) == 4
    assert [one.slot for one in made.lacking] == [lacking.slot]
    assert had(services, marie, "Projector") == ["12-01 09:00", "12-15 09:00", "12-22 09:00"]


def test_what_is_no_tool_on_a_shelf_does_not_go_along(services: Services, house: SmallHouse, asked) -> None:
    with pytest.raises(errors.NothingToTakeAlong):
        services.series.book(replace(asked, tools=(house.booth,)))


def test_called_off_from_a_date_on_its_projectors_are_free_and_all_come_back(
    services: Services, marie: int, asked
) -> None:
    made = services.series.book(asked)
    off = services.series.cancel(made.bookings[1], Scope.FOLLOWING)
    assert len(off.held) == 3
    assert had(services, marie, "Projector") == ["12-01 09:00"]
    services.series.restore(off)
    assert len(had(services, marie, "Projector")) == 4
    assert all(services.kits.along(number) for number in made.bookings)


def test_a_series_taken_back_takes_its_projectors_back(services: Services, marie: int, asked) -> None:
    services.series.take_back(services.series.book(asked))
    assert had(services, marie, "Projector") == []
    assert had(services, marie, "Room A") == []


def test_moved_from_a_date_on_the_projectors_go_along_and_come_back_with_it(
    services: Services, marie: int, house: SmallHouse, asked
) -> None:
    made = services.series.book(asked)
    moved = services.series.move(made.bookings[1], slot("14:00", "15:00", "2026-12-08"), house.room_a, Scope.FOLLOWING)
    assert had(services, marie, "Projector") == ["12-01 09:00", "12-08 14:00", "12-15 14:00", "12-22 14:00"]
    assert all(services.kits.along(number) for number in moved.bookings)
    services.series.move_back(moved)
    assert had(services, marie, "Projector") == ["12-01 09:00", "12-08 09:00", "12-15 09:00", "12-22 09:00"]
    rows = [row for row in services.bookings.of_person(marie) if (row.unit, row.state) == ("Room A", "confirmed")]
    assert all(services.kits.along(row.id) for row in rows)
    assert services.verification.run() == ()


def test_dates_of_an_open_series_laid_out_later_have_the_projector_too(services: Services, marie: int, asked) -> None:
    services.series.book(replace(asked, rule=Rule(Frequency.WEEK, 1, datetime(2026, 12, 1, 9), 60)))
    assert "06-01 09:00" not in had(services, marie, "Projector")
    advance_to(services.desk, NOW + timedelta(days=14))
    services.series.extend()
    assert {"05-25 09:00", "06-01 09:00"} <= set(had(services, marie, "Projector"))


def test_a_date_laid_out_later_that_lacks_the_projector_is_told_on_today_by_name(
    services: Services, marie: int, projector: int, asked
) -> None:
    services.series.book(replace(asked, rule=Rule(Frequency.WEEK, 1, datetime(2026, 12, 1, 9), 60)))
    luc = person(services.desk, "Luc", "Petit")
    services.bookings.book(NewBooking(projector, luc, slot("08:00", "12:00", "2027-06-01")))
    assert services.shift_notes.open() == ()
    i18n.set_language("en")
    advance_to(services.desk, NOW + timedelta(days=14))
    services.series.extend()
    (note,) = services.shift_notes.open()
    assert note.text.startswith("Marie Dupont, Room A, ")
    assert "Projector is not to be had" in note.text
    assert "06-01 09:00" in had(services, marie, "Room A")
