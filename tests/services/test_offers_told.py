"""What comes free is told by itself to whoever waited for it: in their language, with its end, once, and then the next.

Room A is Marie's on 1 December; Luc and Ana wait for it in that order.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import NOW, SmallHouse, advance_to, person, slot
from front_desk import Front
from sqlalchemy import text

from tierslieu_desk.rules.messages import Purpose, State, Way
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.offers_told import OffersTold
from tierslieu_desk.services.booking.waiting import NewWish, WaitingList
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.message.messages import Messages
from tierslieu_desk.services.person.people import NewPerson, People

EVENING = slot("18:00", "20:00", "2026-12-01")
SOON = timedelta(minutes=3)


@pytest.fixture
def told(desk: Desk, house: SmallHouse) -> OffersTold:
    """A place that tells people things from here, by its mail account, and ticked this."""
    Front(desk).account(25)
    with desk.store.writing() as session:
        session.execute(text("UPDATE place SET services = services || ' messages'"))
    made = OffersTold(desk, Papers(desk.store.folder))
    made.want(True)
    return made


def waits(desk: Desk, house: SmallHouse, **known: str) -> int:
    who = People(desk).add_person(NewPerson(**known))
    WaitingList(desk).join(NewWish(who, EVENING, house.room_a))
    return who


@pytest.fixture
def taken(desk: Desk, house: SmallHouse) -> int:
    """Marie's booking, for which Luc and Ana wait."""
    made = Bookings(desk).book(NewBooking(house.room_a, person(desk), EVENING)).id
    waits(desk, house, given_name="Luc", email="luc@example.org", language="en")
    waits(desk, house, given_name="Ana", email="ana@example.org", language="es")
    return made


def sent(desk: Desk) -> list[tuple[str, str, str]]:
    rows = Messages(desk, Papers(desk.store.folder)).open()
    return [(row.name, row.language, row.body) for row in rows if row.purpose is Purpose.WAITING_OFFER]


def test_whoever_is_next_is_told_in_their_language_with_the_end_of_the_offer_and_only_once(
    desk: Desk, told: OffersTold, taken: int
) -> None:
    Bookings(desk).cancel(taken)
    assert not told.due(), "whoever called it off may think better of it"
    advance_to(desk, NOW + SOON)
    assert told.due()
    (number,) = told.run()
    ((name, language, body),) = sent(desk)
    assert (name, language) == ("Luc", "en")
    assert "Room A" in body
    assert "until 25 November 2026, 10:47" in body
    assert Messages(desk, Papers(desk.store.folder)).get(number).state is State.WAITING
    assert told.run() == ()
    assert not told.due()


def test_when_the_offer_is_over_the_next_in_line_is_told(desk: Desk, told: OffersTold, taken: int) -> None:
    Bookings(desk).cancel(taken)
    advance_to(desk, NOW + SOON)
    told.run()
    advance_to(desk, NOW + timedelta(hours=24))
    assert told.due()
    assert told.run() == (), "offered to the next one now, who is told in a moment"
    assert [row.state for row in WaitingList(desk).all()] == ["missed", "offered"]
    advance_to(desk, NOW + timedelta(hours=24) + SOON)
    told.run()
    assert [(name, language) for name, language, _body in sent(desk)] == [("Luc", "en"), ("Ana", "es")]


def test_a_cancellation_taken_back_in_time_tells_nobody(desk: Desk, told: OffersTold, taken: int) -> None:
    bookings = Bookings(desk)
    act = bookings.cancel(taken)
    bookings.take_back(act)
    advance_to(desk, NOW + SOON)
    assert told.run() == ()
    assert [row.state for row in WaitingList(desk).all()] == ["waiting", "waiting"]


def test_without_the_tick_today_shows_whom_to_call_and_so_for_the_next(
    desk: Desk, told: OffersTold, taken: int
) -> None:
    told.want(False)
    Bookings(desk).cancel(taken)
    advance_to(desk, NOW + SOON)
    assert told.run() == ()
    assert sent(desk) == []
    assert [(row.name, row.days) for row in Today(desk).view().due if row.kind == "waiting"] == [("Luc", 1)]
    advance_to(desk, NOW + timedelta(hours=24))
    assert told.due(), "the next one is offered it, told or not"
    told.run()
    assert [(row.name, row.days) for row in Today(desk).view().due if row.kind == "waiting"] == [("Ana", 1)]


def test_who_has_no_e_mail_or_asked_to_be_called_is_left_to_today(
    desk: Desk, house: SmallHouse, told: OffersTold
) -> None:
    taken = Bookings(desk).book(NewBooking(house.room_a, person(desk), EVENING)).id
    waits(desk, house, given_name="Odette", phone="0561000000")
    Bookings(desk).cancel(taken)
    other = Bookings(desk).book(NewBooking(house.room_b, person(desk, "Ida", "Bosc"), EVENING)).id
    jo = People(desk).add_person(NewPerson(given_name="Jo", email="jo@example.org", phone="0561000001"))
    WaitingList(desk).join(NewWish(jo, EVENING, house.room_b))
    Messages(desk, Papers(desk.store.folder)).ask(jo, Way.CALL)
    Bookings(desk).cancel(other)
    advance_to(desk, NOW + SOON)
    assert told.run() == ()
    assert {row.name for row in Today(desk).view().due if row.kind == "waiting"} == {"Odette", "Jo"}


def test_what_somebody_told_them_already_or_withdrew_is_not_written_again(
    desk: Desk, told: OffersTold, taken: int
) -> None:
    Bookings(desk).cancel(taken)
    advance_to(desk, NOW + SOON)
    (number,) = told.run()
    Messages(desk, Papers(desk.store.folder)).withdraw(number)
    assert not told.due()
    assert told.run() == ()


def test_without_an_account_nothing_is_queued_that_could_not_leave(desk: Desk, told: OffersTold, taken: int) -> None:
    with desk.store.writing() as session:
        session.execute(text("DELETE FROM mail_account"))
    Bookings(desk).cancel(taken)
    advance_to(desk, NOW + SOON)
    assert not told.due()
    assert told.run() == ()
    assert [row.name for row in Today(desk).view().due if row.kind == "waiting"] == ["Luc"]
