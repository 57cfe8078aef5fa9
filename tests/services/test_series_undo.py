"""What was done to a series in one go is taken back in one go, or not at all."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from builders import open_desk, person, slot, small_house

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, Scope
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.series import NewSeries
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.person.people import NewPerson

FIRST = datetime(2026, 12, 1, 9)


@pytest.fixture
def desk(tmp_path: Path):
    with open_desk(tmp_path) as made:
        yield made


def tuesdays(**facts) -> Rule:
    return Rule(Frequency.WEEK, 1, FIRST, 60, **facts)


def states(services: Services, party: int) -> list[tuple[str, str]]:
    rows = services.bookings.of_person(party)
    return sorted((str(row.slot.start)[:16], row.state) for row in rows)


def test_a_series_just_made_is_taken_back_with_all_its_dates(desk) -> None:
    house, marie, services = small_house(desk), person(desk), Services(desk)
    services.bookings.book(NewBooking(house.room_a, person(desk, "Luc"), slot("09:00", "10:00", "2026-12-08")))
    made = services.series.book(NewSeries(house.room_a, marie, tuesdays(count=3)))
    assert len(made.clashes) == 1
    services.series.take_back(made)
    assert states(services, marie) == [
        ("2026-12-01 09:00", "cancelled"),
        ("2026-12-08 09:00", "skipped"),
        ("2026-12-15 09:00", "cancelled"),
    ]
    assert services.bookings.look(house.room_a, slot("09:00", "10:00", "2026-12-15")).refusal is None


def test_a_series_of_which_one_date_was_moved_since_is_not_taken_back(desk) -> None:
    house, marie, services = small_house(desk), person(desk), Services(desk)
    made = services.series.book(NewSeries(house.room_a, marie, tuesdays(count=2)))
    services.bookings.move(made.bookings[1], slot("14:00", "15:00", "2026-12-08"))
    with pytest.raises(errors.ChangedMeanwhile):
        services.series.take_back(made)
    assert [state for _on, state in states(services, marie)] == ["confirmed", "confirmed"]


def test_dates_called_off_together_stand_again_together(desk) -> None:
    house, marie, services = small_house(desk), person(desk), Services(desk)
    made = services.series.book(NewSeries(house.room_a, marie, tuesdays(count=4)))
    gone = services.series.cancel(made.bookings[1], Scope.FOLLOWING)
    assert [state for _on, state in states(services, marie)] == ["confirmed", "cancelled", "cancelled", "cancelled"]
    services.series.restore(gone)
    assert [state for _on, state in states(services, marie)] == ["confirmed"] * 4
    assert isinstance(
        services.bookings.look(house.room_a, slot("09:00", "10:00", "2026-12-15")).refusal, errors.SlotTaken
    )


def test_an_open_series_called_off_and_restored_goes_on(desk) -> None:
    house, marie, services = small_house(desk), person(desk), Services(desk)
    made = services.series.book(NewSeries(house.room_a, marie, tuesdays()))
    services.series.restore(services.series.cancel(made.bookings[0], Scope.ALL))
    far = slot("09:00", "10:00", "2027-11-30")
    assert isinstance(services.bookings.look(house.room_a, far).refusal, errors.SlotBeyondSeries)


def test_nothing_stands_again_where_somebody_took_one_of_the_dates(desk) -> None:
    house, marie, services = small_house(desk), person(desk), Services(desk)
    made = services.series.book(NewSeries(house.room_a, marie, tuesdays(count=3)))
    gone = services.series.cancel(made.bookings[0], Scope.ALL)
    services.bookings.book(NewBooking(house.room_a, person(desk, "Luc"), slot("09:00", "10:00", "2026-12-15")))
    with pytest.raises(errors.SlotTaken):
        services.series.restore(gone)
    assert [state for _on, state in states(services, marie)] == ["cancelled"] * 3


def test_a_move_is_rehearsed_and_leaves_out_what_is_in_the_way(desk) -> None:
    house, marie, services = small_house(desk), person(desk), Services(desk)
    services.bookings.book(NewBooking(house.room_b, person(desk, "Luc"), slot("14:00", "15:00", "2026-12-09")))
    made = services.series.book(NewSeries(house.room_a, marie, tuesdays(count=3)))
    wanted = (made.bookings[0], slot("14:00", "15:00", "2026-12-02"), house.room_b, Scope.ALL)
    (clash,) = services.series.rehearse_move(*wanted)
    assert clash.slot == slot("14:00", "15:00", "2026-12-09")
    assert [state for _on, state in states(services, marie)] == ["confirmed"] * 3
    services.series.move(*wanted, frozenset({date(2026, 12, 9)}))
    assert states(services, marie) == [
        ("2026-12-02 14:00", "confirmed"),
        ("2026-12-09 14:00", "skipped"),
        ("2026-12-16 14:00", "confirmed"),
    ]


def test_moving_to_an_earlier_weekday_and_back_makes_the_same_dates(desk) -> None:
    house, marie, services = small_house(desk), person(desk), Services(desk)
    made = services.series.book(NewSeries(house.room_a, marie, tuesdays(until=date(2026, 12, 15))))
    later = services.series.move(made.bookings[0], slot("09:00", "10:00", "2026-12-08"), house.room_a, Scope.ALL)
    services.series.move(later.bookings[0], slot("09:00", "10:00", "2026-12-01"), house.room_a, Scope.ALL)
    assert [on for on, _state in states(services, marie)] == [
        "2026-12-01 09:00",
        "2026-12-08 09:00",
        "2026-12-15 09:00",
    ]


def test_a_moved_series_goes_back_with_the_date_left_out_and_the_one_that_had_its_own_hours(desk) -> None:
    """Three Tuesdays, the last moved alone to the afternoon; of the move to room B the second is left out."""
    house, marie, services = small_house(desk), person(desk), Services(desk)
    services.bookings.book(NewBooking(house.room_b, person(desk, "Luc"), slot("11:00", "12:00", "2026-12-08")))
    made = services.series.book(NewSeries(house.room_a, marie, tuesdays(count=3)))
    services.bookings.move(made.bookings[2], slot("16:00", "17:00", "2026-12-15"))
    before = [("2026-12-01 09:00", "confirmed"), ("2026-12-08 09:00", "confirmed"), ("2026-12-15 16:00", "confirmed")]
    owed = [(row.supplied_on, row.gross_cents) for row in services.to_invoice.lines(marie, date(2026, 12, 31))]
    assert states(services, marie) == before
    wanted = (made.bookings[0], slot("11:00", "12:00", "2026-12-01"), house.room_b, Scope.ALL)
    moved = services.series.move(*wanted, frozenset({date(2026, 12, 8)}))
    services.series.move_back(moved)
    assert states(services, marie) == before
    again = [(row.supplied_on, row.gross_cents) for row in services.to_invoice.lines(marie, date(2026, 12, 31))]
    assert again == owed
    assert services.bookings.look(house.room_b, slot("11:00", "12:00", "2026-12-01")).refusal is None
    assert isinstance(
        services.bookings.look(house.room_a, slot("09:00", "10:00", "2026-12-08")).refusal, errors.SlotTaken
    )
    assert Verification(desk).run() == ()


def test_a_moved_open_series_goes_back_and_goes_on(desk) -> None:
    house, marie, services = small_house(desk), person(desk), Services(desk)
    made = services.series.book(NewSeries(house.room_a, marie, tuesdays()))
    wanted = (made.bookings[0], slot("11:00", "12:00", "2026-12-01"), house.room_b, Scope.ALL)
    services.series.move_back(services.series.move(*wanted))
    far = ("2027-11-30", errors.SlotBeyondSeries)
    assert isinstance(services.bookings.look(house.room_a, slot("09:00", "10:00", far[0])).refusal, far[1])
    assert services.bookings.look(house.room_b, slot("11:00", "12:00", far[0])).refusal is None


def test_a_moved_series_of_which_a_date_was_touched_since_does_not_go_back(desk) -> None:
    house, marie, services = small_house(desk), person(desk), Services(desk)
    made = services.series.book(NewSeries(house.room_a, marie, tuesdays(count=2)))
    wanted = (made.bookings[0], slot("11:00", "12:00", "2026-12-01"), house.room_a, Scope.ALL)
    moved = services.series.move(*wanted)
    services.bookings.cancel(moved.bookings[1])
    with pytest.raises(errors.ChangedMeanwhile):
        services.series.move_back(moved)
    assert [state for _on, state in states(services, marie)] == ["confirmed", "cancelled"]


def test_a_series_whose_invoice_was_credited_is_moved_and_goes_back(desk) -> None:
    """What the paper names stays in the old series, left out; each date is owed once, wherever it stands."""
    house, services = small_house(desk), Services(desk)
    lea = services.people.add_person(NewPerson(given_name="Léa", family_name="Fauré", city="Foix"))
    made = services.series.book(NewSeries(house.room_a, lea, tuesdays(count=2)))
    (wrong,) = services.invoices.issue(lea, date(2026, 12, 31))
    services.invoices.credit(wrong.id, owe_again=True)

    def owed() -> list[tuple[date, int]]:
        return [(line.supplied_on, line.gross_cents) for line in services.to_invoice.lines(lea, date(2026, 12, 31))]

    each_once = [(date(2026, 12, 1), 1200), (date(2026, 12, 8), 1200)]
    assert owed() == each_once
    wanted = (made.bookings[0], slot("11:00", "12:00", "2026-12-01"), house.room_b, Scope.ALL)
    moved = services.series.move(*wanted)
    assert (len(moved.bookings), owed()) == (2, each_once)
    services.series.move_back(moved)
    assert states(services, lea) == [("2026-12-01 09:00", "confirmed"), ("2026-12-08 09:00", "confirmed")]
    assert owed() == each_once
    assert Verification(desk).run() == ()
