"""One's own words to several: a message each, in their language and by their way, never the same one twice."""

from __future__ import annotations

import pytest
from builders import SmallHouse, slot
from front_desk import Front

from tierslieu_desk import errors
from tierslieu_desk.rules.messages import State
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.message.messages import Messages
from tierslieu_desk.services.message.write_to_all import Wording, WriteToAll
from tierslieu_desk.services.person.people import NewPerson, People

MORNING, EVENING = slot("09:00", "11:00", "2026-12-01"), slot("18:00", "20:00", "2026-12-01")
SNOW = {"en": Wording("Snow", "The road is closed."), "es": Wording("Nieve", "La carretera está cortada.")}


@pytest.fixture
def messages(desk: Desk) -> Messages:
    return Messages(desk, Papers(desk.store.folder))


@pytest.fixture
def letters(desk: Desk, messages: Messages) -> WriteToAll:
    Front(desk).account(25)
    return WriteToAll(desk, messages, Bookings(desk), People(desk))


@pytest.fixture
def booked(desk: Desk, house: SmallHouse) -> tuple[int, ...]:
    """Léa in the morning and in the evening, Ana in the evening, Odette, who has a telephone, in the booth."""
    people, bookings = People(desk), Bookings(desk)
    lea = people.add_person(NewPerson(given_name="Léa", email="lea@example.org", language="en"))
    ana = people.add_person(NewPerson(given_name="Ana", email="ana@example.org", language="es"))
    odette = people.add_person(NewPerson(given_name="Odette", phone="0561000000", city="Foix", language="en"))
    wanted = (
        (house.room_a, lea, MORNING),
        (house.room_a, lea, EVENING),
        (house.room_b, ana, EVENING),
        (house.booth, odette, EVENING),
    )
    return tuple(bookings.book(NewBooking(*one)).id for one in wanted)


def test_each_of_them_gets_one_message_in_their_language_and_by_their_way(
    letters: WriteToAll, messages: Messages, booked: tuple[int, ...]
) -> None:
    readers = letters.readers(booked)
    assert [reader.name for reader in readers] == ["Léa", "Ana", "Odette"]
    numbers = letters.queue(readers, SNOW, dates=True)
    lea, ana, odette = (messages.get(number) for number in numbers)
    assert (lea.email, lea.subject, lea.state) == ("lea@example.org", "Snow", State.WAITING)
    assert lea.body.startswith("The road is closed.\n\n")
    assert [line for line in lea.body.splitlines() if line.startswith("- ")] == [
        "- Room A, Tuesday 1 December, 09:00 – 11:00",
        "- Room A, Tuesday 1 December, 18:00 – 20:00",
    ]
    assert (ana.subject, ana.body.splitlines()[0]) == ("Nieve", "La carretera está cortada.")
    assert odette.state is not State.WAITING
    assert odette.email == ""


def test_what_was_not_written_in_a_language_is_said_as_in_the_first(
    letters: WriteToAll, messages: Messages, booked: tuple[int, ...]
) -> None:
    readers = letters.readers(booked)
    draft = letters.draft(readers[1], {"en": SNOW["en"], "es": Wording("", "")}, dates=False)
    assert (draft.name, draft.subject, draft.body) == ("Ana", "Snow", "The road is closed.")


def test_the_same_message_never_goes_twice_another_one_does(
    letters: WriteToAll, messages: Messages, booked: tuple[int, ...]
) -> None:
    readers = letters.readers(booked)
    assert len(letters.queue(readers, SNOW, dates=True)) == 3
    assert letters.queue(letters.readers(booked), SNOW, dates=True) == ()
    assert len(letters.queue(readers, SNOW, dates=False)) == 3, "other words, other message"
    assert len(messages.open()) == 6


def test_taken_back_none_of_them_leaves_and_it_may_be_sent_after_all(
    letters: WriteToAll, messages: Messages, booked: tuple[int, ...]
) -> None:
    readers = letters.readers(booked)
    letters.take_back(letters.queue(readers, SNOW, dates=True))
    assert messages.open() == ()
    assert len(letters.queue(readers, SNOW, dates=True)) == 3


def test_without_words_nobody_is_told_anything(
    letters: WriteToAll, messages: Messages, booked: tuple[int, ...]
) -> None:
    with pytest.raises(errors.MissingFact):
        letters.queue(letters.readers(booked), {"en": Wording("Snow", " ")}, dates=True)
    assert messages.open() == ()
