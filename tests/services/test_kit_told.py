"""Who has booked a room and what is brought along reads of both: in messages, in letters and on the slip."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import SmallHouse, slot

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.i18n import speaking
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import EventKind, Frequency, UnitKind
from tierslieu_desk.services.booking import booking_words
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.series import NewSeries
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.services.message import message_offers
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.wallclock import DAY

TOMORROW = date(2026, 11, 25)
THREE = Rule(Frequency.WEEK, 1, datetime(2026, 12, 1, 9), 60, count=3)


@pytest.fixture
def services(desk: Desk, house: SmallHouse) -> Services:
    return Services(desk)


@pytest.fixture
def lea(services: Services) -> int:
    new = NewPerson(given_name="Léa", family_name="Fauré", email="lea@example.org", phone="0561000000", language="en")
    return services.people.add_person(new)


@pytest.fixture
def projector(services: Services) -> int:
    return services.units.add(NewUnit("Projector", UnitKind.TOOL, shelf="Cupboard A"))


def test_a_confirmation_names_what_is_brought_along_and_the_reminder_tells_it_once(
    services: Services, house: SmallHouse, lea: int, projector: int
) -> None:
    booked = services.kits.book(NewBooking(house.room_a, lea, slot("09:00", "11:00")), [projector])
    draft = message_offers.booking(services.messages, services.bookings, booked.room.id)
    assert "Room A with Projector" in draft.body
    (reminded,) = services.messages.to_remind(TOMORROW)
    assert set(reminded) == {booked.room.id, booked.kit[0].id}
    (reminder,) = message_offers.reminders(services.messages, services.bookings, (reminded,))
    assert reminder.body.count("Projector") == 1
    assert "Room A with Projector" in reminder.body
    message_offers.queue_all(services.messages, (reminder,))
    assert services.messages.to_remind(TOMORROW) == ()


@pytest.mark.parametrize(
    ("lacking", "said"), [(False, "Room A with Projector"), (True, "Room A with Projector on 2 of these dates")]
)
def test_several_dates_say_on_how_many_of_them_it_is_brought(
    services: Services, house: SmallHouse, lea: int, projector: int, lacking: bool, said: str
) -> None:
    if lacking:
        services.bookings.book(NewBooking(projector, lea, slot("09:00", "10:00", "2026-12-08")))
    made = services.series.book(NewSeries(house.room_a, lea, THREE, tools=(projector,)))
    draft = message_offers.dates(services.messages, services.bookings, made.bookings, Purpose.BOOKING_CONFIRMED)
    assert f"{said}\n" in draft.body


def test_the_slip_and_the_letter_name_it_too(services: Services, house: SmallHouse, lea: int, projector: int) -> None:
    booked = services.kits.book(NewBooking(house.room_a, lea, slot("09:00", "11:00")), [projector])
    wanted = (services.bookings, services.people, services.places, booked.room.id)
    assert booking_words.slip(*wanted).along == "Projector"
    assert "Brought for you: Projector" in booking_words.letter(*wanted).body


def test_a_room_without_anything_says_nothing_of_it(services: Services, house: SmallHouse, lea: int) -> None:
    booked = services.bookings.book(NewBooking(house.room_a, lea, slot("09:00", "11:00")))
    draft = message_offers.booking(services.messages, services.bookings, booked.id)
    with speaking("en"):
        assert "Room A\n" in draft.body


def test_an_event_for_many_has_the_one_projector_and_a_small_room_still_refuses_them(
    services: Services, house: SmallHouse, projector: int
) -> None:
    both = [(unit, slot("18:00", "20:00", "2026-12-03")) for unit in (house.room_b, projector)]
    number = services.events.add(NewEvent("Cinema", EventKind.WORKSHOP, 6, both))
    assert services.events.detail(number).title == "Cinema"
    with pytest.raises(errors.OverCapacity, match="Room B"):
        services.events.add(NewEvent("Cinema", EventKind.WORKSHOP, 7, [(unit, at.shifted(DAY)) for unit, at in both]))
    (line,) = services.pick_lists.day(date(2026, 12, 3))
    assert (line.thing, line.shelf) == ("Projector", "Cupboard A")
