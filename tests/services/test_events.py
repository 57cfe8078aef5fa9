"""Events: rooms held, lists kept, who came."""

from __future__ import annotations

from datetime import date, datetime

import builders
import pytest
from builders import SmallHouse, slot
from sqlalchemy import text

from tierslieu_desk import errors
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.vocabulary import EventKind, PartyKind, RegistrationState, Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event.event_details import SignedSheet, WalkIn, as_it_stands
from tierslieu_desk.services.event.events import Events, NewEvent
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.place.places import NewClosure, Places
from tierslieu_desk.services.place.units import Units
from tierslieu_desk.services.thing.maintenances import Maintenances

MORNING, AFTERNOON = 0, 1


@pytest.fixture
def events(desk: Desk) -> Events:
    return Events(desk)


def workshop(house: SmallHouse, capacity: int = 2, price_e4: int = 0) -> NewEvent:
    return NewEvent(
        title="Solder a lamp",
        kind=EventKind.WORKSHOP,
        capacity=capacity,
        sessions=[(house.room_a, slot("09:00", "17:00")), (house.room_b, slot("09:00", "12:00", "2026-11-26"))],
        price_e4=price_e4,
    )


def holds(desk: Desk) -> int:
    with desk.store.reading() as session:
        return int(session.execute(text("SELECT count(*) FROM hold")).scalar_one())


def owed(desk: Desk) -> list[int]:
    with desk.store.reading() as session:
        return list(session.execute(text("SELECT gross_cents FROM charge")).scalars())


def test_every_session_holds_its_room(desk: Desk, house: SmallHouse, events: Events) -> None:
    events.add(workshop(house))
    assert holds(desk) == 2
    with pytest.raises(errors.SlotTaken) as refused:
        Maintenances(desk).plan(house.big_room, slot("16:00", "18:00"), "floor")
    assert refused.value.by == "Solder a lamp"


def test_one_room_taken_and_no_session_is_held(desk: Desk, house: SmallHouse, events: Events) -> None:
    Maintenances(desk).plan(house.room_b, slot("11:00", "13:00", "2026-11-26"), "floor")
    with pytest.raises(errors.SlotTaken):
        events.add(workshop(house))
    assert holds(desk) == 1
    assert events.programme(date(2026, 11, 1), date(2026, 11, 30)) == ()


def test_no_more_people_than_the_law_lets_into_the_room(house: SmallHouse, events: Events) -> None:
    with pytest.raises(errors.OverCapacity) as refused:
        events.add(workshop(house, capacity=7))
    assert (refused.value.unit, refused.value.seats) == ("Room B", 6)


def test_a_closure_that_stops_events_stops_them(desk: Desk, house: SmallHouse, events: Events) -> None:
    Places(desk).add_closure(NewClosure(slot("00:00", "23:00"), "Snow"))
    with pytest.raises(errors.PlaceClosed) as refused:
        events.add(workshop(house))
    assert refused.value.reason == "Snow"


def test_somebody_in_no_file_may_come(house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house))
    assert events.register(event, name="Lou", organisation="Mairie") is RegistrationState.REGISTERED
    (row,) = events.registrations(event)
    assert (row.position, row.party_id, row.name, row.organisation) == (1, None, "Lou", "Mairie")


def test_a_full_event_says_so_or_lets_wait(house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house))
    events.register(event, name="Lou")
    events.register(event, name="Zoé")
    with pytest.raises(errors.EventFull) as refused:
        events.register(event, name="Max")
    assert refused.value.capacity == 2
    assert events.register(event, name="Max", wait=True) is RegistrationState.WAITING


def test_the_first_who_waits_moves_up(house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house))
    for name in ("Lou", "Zoé", "Max", "Ana"):
        events.register(event, name=name, wait=True)
    first = events.registrations(event)[0]
    moved = events.cancel_registration(first.id)
    assert moved is not None
    assert (moved.name, moved.state) == ("Max", RegistrationState.REGISTERED)
    assert [row.state for row in events.registrations(event)] == [
        RegistrationState.CANCELLED,
        RegistrationState.REGISTERED,
        RegistrationState.REGISTERED,
        RegistrationState.WAITING,
    ]


def test_when_somebody_who_waits_gives_up_nobody_moves(house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house))
    for name in ("Lou", "Zoé", "Max", "Ana"):
        events.register(event, name=name, wait=True)
    assert events.cancel_registration(events.registrations(event)[2].id) is None
    assert events.registrations(event)[3].state is RegistrationState.WAITING


def test_a_person_is_on_the_list_once(desk: Desk, house: SmallHouse, events: Events) -> None:
    event, marie = events.add(workshop(house)), builders.person(desk)
    events.register(event, party_id=marie)
    with pytest.raises(errors.AlreadyDone):
        events.register(event, party_id=marie, name="Marie again")


def test_the_price_is_owed_only_by_those_who_have_a_seat(desk: Desk, house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house, capacity=1, price_e4=150_000))
    events.register(event, party_id=builders.person(desk))
    events.register(event, party_id=builders.person(desk, "Jean", "Roca"), wait=True)
    assert owed(desk) == [1500]
    events.cancel_registration(events.registrations(event)[0].id)
    with desk.store.reading() as session:
        debtor = session.execute(text("SELECT p.name FROM charge c JOIN party p ON p.id = c.party_id")).scalars().all()
    assert debtor == ["Jean Roca"]


def test_a_name_in_no_file_is_written_down_to_owe_the_price(desk: Desk, house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house, price_e4=50_000))
    events.register(event, name="Gaston Lagaffe", email="gaston@example.org")
    (row,) = events.registrations(event)
    assert row.party_id is not None
    gaston = People(desk).get(row.party_id)
    assert (gaston.given_name, gaston.family_name, gaston.role) == ("Gaston", "Lagaffe", Role.VISITOR)
    assert gaston.email == "gaston@example.org"
    assert owed(desk) == [500]
    events.take_back(row.id, gaston.id)
    assert owed(desk) == []
    assert People(desk).get(gaston.id).retired
    assert events.registrations(event)[0].state is RegistrationState.CANCELLED


def test_an_organisation_in_no_file_is_written_down_as_one(desk: Desk, house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house, price_e4=50_000))
    events.register(event, name="Mairie de Foix")
    (row,) = events.registrations(event)
    assert row.party_id is not None
    assert People(desk).get(row.party_id).kind is PartyKind.ORGANISATION


def test_a_free_event_writes_nobody_down(desk: Desk, house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house))
    events.register(event, name="Gaston Lagaffe")
    assert events.registrations(event)[0].party_id is None
    assert People(desk).find("Gaston") == ()


def test_who_just_comes_to_what_costs_something_owes_it(desk: Desk, house: SmallHouse, events: Events) -> None:
    event, marie = events.add(workshop(house, price_e4=50_000)), builders.person(desk)
    session_id = events.day(date(2026, 11, 25))[0].id
    walk_ins = [WalkIn("Marie Dupont"), WalkIn("Gaston Lagaffe")]
    events.enter_sheet(SignedSheet(session_id, {MORNING: []}, walk_ins))
    known, new = events.registrations(event)
    assert (known.party_id, new.party_id is None) == (marie, False)
    assert owed(desk) == [500, 500]


def test_a_cancelled_event_frees_rooms_and_debts_and_names_who_to_tell(
    desk: Desk, house: SmallHouse, events: Events
) -> None:
    event = events.add(workshop(house, price_e4=150_000))
    events.register(event, party_id=builders.person(desk))
    events.register(event, name="Lou")
    assert len(owed(desk)) == 2
    assert [row.name for row in events.cancel(event)] == ["Marie Dupont", "Lou"]
    assert (holds(desk), owed(desk)) == (0, [])
    assert events.programme(date(2026, 11, 1), date(2026, 11, 30))[0].cancelled
    assert events.day(date(2026, 11, 25)) == ()
    with pytest.raises(errors.AlreadyDone):
        events.register(event, name="Max")


def test_attendance_is_what_the_sheet_says_and_nothing_else(house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house))
    events.register(event, name="Lou")
    events.register(event, name="Zoé")
    lou, zoe = (row.id for row in events.registrations(event))
    session_id = events.day(date(2026, 11, 25))[0].id
    events.enter_attendance(session_id, MORNING, [lou, zoe])
    events.enter_attendance(session_id, AFTERNOON, [zoe])
    events.enter_attendance(session_id, MORNING, [zoe])
    sheet = events.sheet(session_id)
    assert [(line.name, line.signed) for line in sheet.people] == [("Lou", frozenset()), ("Zoé", frozenset({0, 1}))]


def test_nobody_signs_for_an_event_of_others(house: SmallHouse, events: Events) -> None:
    events.add(workshop(house))
    session_id = events.day(date(2026, 11, 25))[0].id
    with pytest.raises(errors.NotFound):
        events.enter_attendance(session_id, MORNING, [4711])


def test_the_sheet_has_the_half_days_of_its_session(house: SmallHouse, events: Events) -> None:
    events.add(workshop(house))
    whole, morning = events.day(date(2026, 11, 25))[0], events.day(date(2026, 11, 26))[0]
    assert events.sheet(whole.id).halves == (MORNING, AFTERNOON)
    assert events.sheet(morning.id).halves == (MORNING,)
    assert events.sheet(morning.id).unit == "Room B"


def test_the_programme_counts_seats_and_queue(house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house))
    for name in ("Lou", "Zoé", "Max"):
        events.register(event, name=name, wait=True)
    (row,) = events.programme(date(2026, 11, 25), date(2026, 11, 25))
    assert (row.title, row.starts, row.registered, row.waiting, row.sessions) == (
        "Solder a lamp",
        datetime(2026, 11, 25, 9, 0),
        2,
        1,
        1,
    )
    assert events.day(date(2026, 11, 25))[0].registered == 2


@pytest.mark.parametrize(("title", "capacity"), [(" ", 2), ("Solder a lamp", 0)])
def test_an_event_has_a_title_and_room_for_somebody(
    house: SmallHouse, events: Events, title: str, capacity: int
) -> None:
    sessions = [(house.room_a, slot("09:00", "17:00"))]
    with pytest.raises(errors.MissingFact):
        events.add(NewEvent(title=title, kind=EventKind.PITCH, capacity=capacity, sessions=sessions))


def test_an_invoiced_event_is_cancelled_once_the_credit_note_is_there(
    desk: Desk, house: SmallHouse, events: Events
) -> None:
    payer = People(desk).add_person(NewPerson(given_name="Marie", family_name="Dupont", city="Foix"))
    event = events.add(workshop(house, price_e4=200_000))
    events.register(event, party_id=payer)
    invoices = Invoices(desk, Papers(desk.store.folder))
    (issued,) = invoices.issue(payer, date(2026, 11, 30))
    with pytest.raises(errors.InvoiceAlreadyIssued):
        events.cancel(event)
    invoices.credit(issued.id)
    assert [row.name for row in events.cancel(event)] == ["Marie Dupont"]


def test_no_event_takes_a_room_that_was_retired(desk: Desk, house: SmallHouse, events: Events) -> None:
    Units(desk).retire(house.booth)
    with pytest.raises(errors.UnknownUnit):
        events.add(NewEvent("Pitch", EventKind.PITCH, 1, [(house.booth, slot("09:00", "10:00"))]))


def test_a_page_is_told_everything_of_one_event(house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house))
    for name in ("Lou", "Zoé", "Max", "Ana"):
        events.register(event, name=name, wait=True)
    detail = events.detail(event)
    assert [(guest.name, guest.turn, guest.state.value) for guest in detail.guests] == [
        ("Lou", 0, "registered"),
        ("Zoé", 0, "registered"),
        ("Max", 1, "waiting"),
        ("Ana", 2, "waiting"),
    ]
    assert [(one.unit, one.signed) for one in detail.sittings] == [("Room A", ((0, 0), (1, 0))), ("Room B", ((0, 0),))]
    with pytest.raises(errors.NotFound):
        events.detail(4711)


def test_whoever_is_in_the_files_can_be_reached_as_the_files_say(desk: Desk, house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house))
    ana = People(desk).add_person(NewPerson(given_name="Ana", family_name="Roca", phone="+34973123456", email="a@b.es"))
    events.register(event, party_id=ana)
    events.register(event, name="Lou", email="lou@example.org")
    assert [(one.phone, one.email) for one in events.detail(event).guests] == [
        ("+34973123456", "a@b.es"),
        ("", "lou@example.org"),
    ]


def test_a_sheet_comes_back_with_those_who_were_on_no_list(house: SmallHouse, events: Events) -> None:
    """Lou for the day and Zoé for the morning, Max on a blank line in the afternoon: 3 h x 2 + 5 h x 2 = 16 h."""
    event = events.add(workshop(house))
    events.register(event, name="Lou")
    events.register(event, name="Zoé")
    lou, zoe = (row.id for row in events.registrations(event))
    number = events.day(date(2026, 11, 25))[0].id
    max_ = WalkIn("Max", "Mairie", frozenset({AFTERNOON}))
    events.enter_sheet(SignedSheet(number, {MORNING: [lou, zoe], AFTERNOON: [lou]}, (max_,)))
    detail = events.detail(event)
    assert [(one.name, one.organisation, one.state.value, one.came) for one in detail.guests] == [
        ("Lou", "", "registered", 2),
        ("Zoé", "", "registered", 1),
        ("Max", "Mairie", "registered", 1),
    ]
    assert detail.person_minutes == 16 * 60


def test_a_sheet_typed_in_wrongly_is_typed_in_again(house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house))
    events.register(event, name="Lou")
    number = events.day(date(2026, 11, 25))[0].id
    (lou,) = (row.id for row in events.registrations(event))
    before = as_it_stands(events.sheet(number))
    events.enter_sheet(SignedSheet(number, {MORNING: [lou], AFTERNOON: [lou]}))
    events.enter_sheet(before)
    assert events.sheet(number).people[0].signed == frozenset()


def test_somebody_who_waited_and_came_is_not_written_down_twice(house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house, capacity=1))
    events.register(event, name="Lou")
    events.register(event, name="Zoé", wait=True)
    number = events.day(date(2026, 11, 25))[0].id
    events.enter_sheet(SignedSheet(number, {}, (WalkIn("zoe", halves=frozenset({MORNING})),)))
    assert [(row.name, row.state.value) for row in events.registrations(event)] == [
        ("Lou", "registered"),
        ("Zoé", "registered"),
    ]
    assert [one.name for one in events.sheet(number).people] == ["Lou", "Zoé"]


def test_a_nameless_line_of_a_sheet_keeps_nothing_of_it(house: SmallHouse, events: Events) -> None:
    event = events.add(workshop(house))
    events.register(event, name="Lou")
    (lou,) = (row.id for row in events.registrations(event))
    number = events.day(date(2026, 11, 25))[0].id
    with pytest.raises(errors.MissingFact):
        events.enter_sheet(SignedSheet(number, {MORNING: [lou]}, (WalkIn("Max"), WalkIn(" "))))
    assert [row.name for row in events.registrations(event)] == ["Lou"]
    assert events.sheet(number).people[0].signed == frozenset()


def test_a_registration_taken_back_gets_its_seat_again_or_waits(desk: Desk, house: SmallHouse, events: Events) -> None:
    event, marie = events.add(workshop(house, capacity=1, price_e4=150_000)), builders.person(desk)
    events.register(event, party_id=marie)
    (row,) = events.registrations(event)
    with pytest.raises(errors.AlreadyDone):
        events.register_again(row.id)
    events.cancel_registration(row.id)
    assert owed(desk) == []
    assert events.register_again(row.id) is RegistrationState.REGISTERED
    assert owed(desk) == [1500]
    events.cancel_registration(row.id)
    events.register(event, name="Lou")
    assert events.register_again(row.id) is RegistrationState.WAITING
    assert owed(desk) == [1500]  # Lou's


def test_closer_than_usual_is_announced_with_a_reason_that_is_kept(
    desk: Desk, house: SmallHouse, events: Events
) -> None:
    Units(desk).set_buffers(house.room_a, Buffers(0, 30))
    Maintenances(desk).plan(house.room_a, slot("07:00", "08:45"), "floor")
    with pytest.raises(errors.BufferTooShort):
        events.add(workshop(house))
    events.add(workshop(house), ignore_buffer=True, reason="They tidy up themselves")
    with desk.store.reading() as session:
        facts = session.execute(text("SELECT facts FROM journal WHERE act = 'announced'")).scalar_one()
    assert "They tidy up themselves" in facts
