"""Whoever takes a whole takes its parts: what the law lets into them, and how they may be booked, holds for it.

Worked by hand: Jaune has 8 chairs, Bleue 6 and by law 3: both together let in 8 + 3 = 11, whatever the 14 chairs of
the Grande salle. Jaune is asked for 2 h before, Bleue for 1 h and for 2 h to 4 h: together 2 h before, for 2 h to 4 h.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from builders import SmallHouse, advance_to, overheard, person, slot

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.limits import Limits, of_a_whole, seats_of_a_whole
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.ui.pages.shared.unit_changes import as_new


@pytest.fixture
def services(desk: Desk, house: SmallHouse) -> Services:
    return Services(desk)


def limit(services: Services, unit_id: int, **limits: int) -> None:
    row, seen = services.units.get(unit_id), services.unit_depths.of(unit_id)
    services.unit_depths.describe(row, seen, as_new(row), replace(seen, limits=Limits(**limits)))


def by_law(services: Services, unit_id: int, seats: int) -> None:
    row = services.units.get(unit_id)
    services.units.change(row, NewUnit(row.name, row.kind, row.seats, seats, row.group))


def refused(services: Services, unit_id: int, people: int = 1, **times: str) -> errors.DeskError | None:
    wanted = slot(times.get("start", "09:00"), times.get("end", "11:00"), times.get("day", "2026-11-25"))
    return services.bookings.look(unit_id, wanted, people=people).refusal


def test_a_whole_takes_no_more_than_the_law_lets_into_its_parts(services: Services, house: SmallHouse) -> None:
    assert refused(services, house.big_room, 14) is None, "no word of the law: all its chairs"
    by_law(services, house.room_b, 3)
    assert refused(services, house.big_room, 11) is None
    refusal = refused(services, house.big_room, 12)
    assert isinstance(refusal, errors.OverCapacity)
    assert refusal.facts["seats"] == 11
    who = person(services.desk)
    with pytest.raises(errors.OverCapacity):
        services.bookings.book(NewBooking(house.big_room, who, slot("09:00", "11:00"), 12))


def test_a_figure_of_its_own_is_what_counts(services: Services, house: SmallHouse) -> None:
    by_law(services, house.room_b, 3)
    by_law(services, house.big_room, 13)
    assert refused(services, house.big_room, 13) is None
    assert refused(services, house.big_room, 14) is not None


def test_what_is_its_own_is_kept_when_something_else_of_it_is_changed(services: Services, house: SmallHouse) -> None:
    """The figure that comes of its parts does not become its own."""
    by_law(services, house.room_b, 3)
    row = services.units.get(house.big_room)
    assert (row.legal_seats, row.law) == (11, None)
    services.units.change(row, as_new(row))
    by_law(services, house.room_b, 5)
    assert services.units.get(house.big_room).legal_seats == 13


def test_a_whole_of_wholes_is_counted_down_to_the_last_part(services: Services, house: SmallHouse) -> None:
    annexe = services.units.add(NewUnit("Annexe", UnitKind.ROOM, seats=4))
    all_of_it = services.units.add(NewUnit("All of it", UnitKind.ROOM, seats=18))
    services.units.compose(all_of_it, [house.big_room, annexe])
    by_law(services, house.room_b, 3)
    assert services.units.get(all_of_it).legal_seats == 8 + 3 + 4


def test_how_its_parts_may_be_booked_holds_for_the_whole(services: Services, house: SmallHouse) -> None:
    limit(services, house.room_a, lead=120)
    limit(services, house.room_b, lead=60, shortest=120, longest=240)
    too_short, too_long = (refused(services, house.big_room, start="09:00", end=end) for end in ("10:30", "13:30"))
    assert isinstance(too_short, errors.BookedTooShort)
    assert isinstance(too_long, errors.BookedTooLong)
    advance_to(services.desk, datetime(2026, 11, 25, 8))
    late = refused(services, house.big_room, start="09:30", end="11:30")
    assert isinstance(late, errors.BookedTooLate)
    assert late.facts["lead_minutes"] == 120
    assert refused(services, house.big_room, start="10:00", end="12:00") is None
    assert refused(services, house.room_a, start="10:00", end="10:30") is None, "a part has not those of its whole"


def test_nothing_more_is_read_for_it(services: Services, house: SmallHouse) -> None:
    limit(services, house.room_b, shortest=30)
    refused(services, house.big_room)
    with overheard(services.desk.store) as part:
        refused(services, house.room_b)
    with overheard(services.desk.store) as whole:
        refused(services, house.big_room)
    assert {asked.partition("FROM")[2][:20] for asked in whole} <= {asked.partition("FROM")[2][:20] for asked in part}


@pytest.mark.parametrize(
    ("own", "seats", "parts", "wanted"),
    [
        (None, 14, [(8, False), (6, False)], 14),
        (None, 20, [(8, False), (6, False)], 20),
        (None, 14, [(8, False), (3, True)], 11),
        (None, 10, [(8, False), (3, True)], 10),
        (12, 14, [(8, False), (3, True)], 12),
        (None, 8, [], 8),
    ],
)
def test_seats_of_a_whole(own: int | None, seats: int, parts: list[tuple[int, bool]], wanted: int) -> None:
    assert seats_of_a_whole(own, seats, parts) == wanted


def test_the_narrowest_of_all_limits_holds_and_closed_times_are_its_own_affair() -> None:
    jaune, bleue = Limits(lead=120, ahead_days=30), Limits(shortest=120, longest=240, lead=60, agreed=True)
    assert of_a_whole(None, (jaune, bleue)) == Limits(120, 240, 120, 30, False, True)
    assert of_a_whole(Limits(longest=180, ahead_days=60, spans=True), (jaune, bleue)) == Limits(
        120, 180, 120, 30, True, True
    )
    assert of_a_whole(None, (Limits(spans=True), Limits(spans=True))).spans
