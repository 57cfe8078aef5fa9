"""How a unit may be booked, and by whom: refused in words, wherever a booking is made, moved, or only looked at."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from builders import NOW, SmallHouse, advance_to, organisation, overheard, person, slot
from sqlalchemy import text

from tierslieu_desk import errors, i18n, say
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.limits import Limits
from tierslieu_desk.rules.quotas import Quota, Span
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.rights import OperatorRole
from tierslieu_desk.rules.vocabulary import Frequency, Period, Scope, UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.series import NewSeries
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.operators import NewOperator
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.place.places import NewClosure, PlaceDescription
from tierslieu_desk.services.place.unit_depths import UnitDepth
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription
from tierslieu_desk.wallclock import Slot


@pytest.fixture
def services(desk: Desk, house: SmallHouse) -> Services:
    return Services(desk)


def services_with_operators(desk: Desk) -> tuple[Services, dict[OperatorRole, int]]:
    """Camille the facilitator, who is at the desk, and Vera who volunteers."""
    services = Services(desk)
    row = services.places.get()
    facts = {name: getattr(row, name) for name in PlaceDescription.__dataclass_fields__}
    services.places.describe(replace(PlaceDescription(**facts), services="operators"))
    services.at_desk.begin()
    return services, {
        OperatorRole.FACILITATOR: services.operators.add(NewOperator("Camille", OperatorRole.FACILITATOR, "4827")),
        OperatorRole.VOLUNTEER: services.operators.add(NewOperator("Vera", OperatorRole.VOLUNTEER)),
    }


def limit(services: Services, unit_id: int, **limits: object) -> None:
    deepen(services, unit_id, limits=Limits(**limits))  # type: ignore[arg-type]


def deepen(services: Services, unit_id: int, **depth: object) -> None:
    row, seen = services.units.get(unit_id), services.unit_depths.of(unit_id)
    new = NewUnit(row.name, row.kind, row.seats, group=row.group)
    services.unit_depths.describe(row, seen, new, replace(seen, **depth))


def subscribed(services: Services, name: str, *parties: int, shared: bool = False) -> int:
    plan = services.plans.add(NewPlan(name=name, period=Period.MONTH, price_e4=0, shared=shared))
    for party in parties:
        services.plans.sell(NewSubscription(party, plan, starts=date(2026, 11, 1)))
    return plan


@pytest.mark.parametrize(
    ("limits", "wanted", "said"),
    [
        ({"shortest": 120}, slot("09:00", "10:30"), "Room A is booked for at least 2\u00a0h."),
        ({"longest": 240}, slot("09:00", "14:00"), "Room A is booked for 4\u00a0h at most."),
        (
            {"lead": 24 * 60},
            slot("10:00", "12:00"),
            "Room A is booked at least 24\u00a0h before. Choose a later time.",
        ),
        (
            {"ahead_days": 14},
            slot("09:00", "12:00", "2026-12-09"),
            "Room A cannot be booked beyond 8 December 2026 yet. Choose an earlier day.",
        ),
    ],
)
def test_each_limit_refuses_in_words_and_a_reason_sets_it_aside(
    services: Services, house: SmallHouse, limits: dict[str, int], wanted: Slot, said: str
) -> None:
    """It is Tuesday 24 November, 10:47."""
    marie = person(services.desk)
    limit(services, house.room_a, **limits)
    refusal = services.bookings.look(house.room_a, wanted, marie).refusal
    assert refusal is not None
    with i18n.speaking("en"):
        assert say.sentence(refusal) == said
    with pytest.raises(type(refusal)):
        services.bookings.book(NewBooking(house.room_a, marie, wanted))
    booked = services.bookings.book(NewBooking(house.room_a, marie, wanted), override="The mayor asks")
    with services.desk.store.reading() as session:
        facts = session.execute(text("SELECT facts FROM journal WHERE subject = 'booking' ORDER BY id DESC")).scalar()
    assert json.loads(facts)["override"] == "The mayor asks"
    services.bookings.cancel(booked.id)
    assert services.bookings.look(house.room_b, wanted, marie).refusal is None, "the others are as they were"


@pytest.mark.parametrize(
    ("limits", "wanted"),
    [
        ({"shortest": 120}, slot("09:00", "11:00")),
        ({"longest": 240}, slot("09:00", "13:00")),
        ({"lead": 24 * 60}, slot("10:47", "12:00")),
        ({"ahead_days": 14}, slot("09:00", "12:00", "2026-12-08")),
        ({"lead": 24 * 60}, slot("09:00", "10:00", "2026-11-23")),
    ],
    ids=["just long enough", "just short enough", "just early enough", "just near enough", "written down afterwards"],
)
def test_what_a_limit_lets_in(services: Services, house: SmallHouse, limits: dict[str, int], wanted: Slot) -> None:
    limit(services, house.room_a, **limits)
    services.bookings.book(NewBooking(house.room_a, person(services.desk), wanted))


def test_a_move_is_refused_as_a_booking_is_but_who_keeps_their_time_is_not_asked_how_long_before(
    services: Services, house: SmallHouse
) -> None:
    marie = person(services.desk)
    booked = services.bookings.book(NewBooking(house.room_b, marie, slot("09:00", "11:00")))
    limit(services, house.room_a, lead=3 * 24 * 60, longest=120)
    assert services.bookings.look(house.room_a, slot("09:00", "11:00"), besides=booked.id).refusal is not None
    with pytest.raises(errors.BookedTooLong):
        services.bookings.move(booked.id, slot("09:00", "12:00"), house.room_a)
    with pytest.raises(errors.BookedTooLate):
        services.bookings.move(booked.id, slot("09:30", "11:00"), house.room_a)
    moved = services.bookings.move(booked.id, slot("09:00", "11:00"), house.room_a)
    services.bookings.cancel(moved.id)
    services.bookings.reinstate(moved.id)
    assert services.bookings.get(moved.id).state == "confirmed"


def test_grr_103_a_loan_may_span_a_weekend_and_never_start_in_it(services: Services, house: SmallHouse) -> None:
    """GRR #103: the projector goes out on Friday and comes back on Monday; the place is open on working days."""
    marie = person(services.desk)
    projector = services.units.add(NewUnit("Projector", UnitKind.TOOL))
    friday, sunday = datetime(2026, 11, 27, 17), datetime(2026, 11, 29, 10)
    monday = datetime(2026, 11, 30, 9)
    over_the_weekend = Slot(friday, monday)
    with pytest.raises(errors.PlaceClosed):
        services.bookings.book(NewBooking(projector, marie, over_the_weekend))
    limit(services, projector, spans=True)
    for shut in (Slot(sunday, monday), Slot(friday, sunday)):
        with pytest.raises(errors.PlaceClosed):
            services.bookings.book(NewBooking(projector, marie, shut))
    booked = services.bookings.book(NewBooking(projector, marie, over_the_weekend))
    assert booked.slot == over_the_weekend
    with pytest.raises(errors.SlotTaken):
        services.bookings.book(NewBooking(projector, marie, slot("18:00", "19:00", "2026-11-27")))


def test_what_may_span_may_not_begin_or_end_in_a_closure(services: Services, house: SmallHouse) -> None:
    """Closed on Monday the 30th: out from Friday to Tuesday, never back on Monday."""
    marie = person(services.desk)
    limit(services, house.booth, spans=True)
    services.places.add_closure(NewClosure(slot("00:00", "23:59", "2026-11-30"), "Works"))
    friday = datetime(2026, 11, 27, 17)
    with pytest.raises(errors.PlaceClosed):
        services.bookings.book(NewBooking(house.booth, marie, Slot(friday, datetime(2026, 11, 30, 9))))
    services.bookings.book(NewBooking(house.booth, marie, Slot(friday, datetime(2026, 12, 1, 9))))


def test_every_free_time_shown_is_accepted_whatever_the_limits(services: Services, house: SmallHouse) -> None:
    marie = person(services.desk)
    limit(services, house.room_a, shortest=120)
    limit(services, house.room_b, lead=25 * 60)
    limit(services, house.booth, ahead_days=1)
    for minutes in (60, 120):
        for day in (date(2026, 11, 25), date(2026, 11, 26)):
            for space in services.free_spaces.on(day, minutes, party_id=marie):
                assert services.bookings.look(space.unit_id, space.slot, marie).refusal is None, space
    units = [s.unit for s in services.free_spaces.on(date(2026, 11, 25), 60)]
    assert "Room A" not in units
    first_of_b = [s.slot for s in services.free_spaces.on(date(2026, 11, 25), 60) if s.unit == "Room B"]
    assert first_of_b == [slot("12:00", "13:00")], "the first half hour that is 25 hours from 10:47 on"
    assert "Booth" not in {s.unit for s in services.free_spaces.on(date(2026, 11, 26), 60)}


def test_instead_of_a_time_too_short_one_long_enough_is_offered(services: Services, house: SmallHouse) -> None:
    limit(services, house.room_a, shortest=120)
    offered = services.free_spaces.beside(house.room_a, slot("09:00", "10:00"))
    assert (offered[0].unit, offered[0].slot) == ("Room A", slot("09:00", "11:00"))
    proposed = services.free_spaces.next_hour(house.room_a, NOW)
    assert proposed is not None
    assert proposed.minutes == 120


def test_a_seat_without_limits_of_its_own_has_those_of_its_pool(services: Services, house: SmallHouse) -> None:
    marie = person(services.desk)
    limit(services, house.pool, shortest=240)
    with pytest.raises(errors.BookedTooShort):
        services.bookings.book(NewBooking(house.desks[0], marie, slot("09:00", "10:00")))


def test_a_series_is_told_each_date_that_a_limit_refuses(services: Services, house: SmallHouse) -> None:
    """Four Tuesdays from 1 December on; two weeks ahead reaches the 8th."""
    marie = person(services.desk)
    limit(services, house.room_a, ahead_days=14)
    rule = Rule(Frequency.WEEK, 1, datetime(2026, 12, 1, 9), 60, count=4)
    clashes = services.series.rehearse(NewSeries(house.room_a, marie, rule))
    assert [clash.slot.start.day for clash in clashes] == [15, 22]
    assert all(isinstance(clash.refusal, errors.BookedTooFarAhead) for clash in clashes)


def test_an_open_series_makes_its_dates_as_they_come_within_reach(services: Services, house: SmallHouse) -> None:
    marie = person(services.desk)
    limit(services, house.room_a, ahead_days=14)
    made = services.series.book(NewSeries(house.room_a, marie, Rule(Frequency.WEEK, 1, datetime(2026, 12, 1, 9), 60)))
    assert (len(made.bookings), made.clashes) == (2, ())
    advance_to(services.desk, NOW + timedelta(days=7))
    assert services.series.extend() == ()
    assert len(services.bookings.of_person(marie)) == 3


def test_a_unit_kept_for_some_plans_refuses_the_others_and_names_the_plans(
    services: Services, house: SmallHouse
) -> None:
    marie, luc = person(services.desk), person(services.desk, "Luc", "Petit")
    lab = subscribed(services, "Fab lab", marie)
    maker = subscribed(services, "Atelier")
    deepen(services, house.booth, plans=frozenset({lab, maker}))
    services.bookings.book(NewBooking(house.booth, marie, slot("09:00", "10:00")))
    with pytest.raises(errors.PlanNeeded) as refused:
        services.bookings.book(NewBooking(house.booth, luc, slot("11:00", "12:00")))
    with i18n.speaking("en"):
        assert say.sentence(refused.value) == "Booth is for who has one of these plans then: Atelier, Fab lab."
    assert services.bookings.look(house.booth, slot("11:00", "12:00")).refusal is None, "nobody is named yet"
    assert "Booth" not in {space.unit for space in services.free_spaces.on(date(2026, 11, 25), 60)}
    assert "Booth" not in {space.unit for space in services.free_spaces.on(date(2026, 11, 25), 60, party_id=luc)}
    assert "Booth" in {space.unit for space in services.free_spaces.on(date(2026, 11, 25), 60, party_id=marie)}
    services.bookings.book(NewBooking(house.booth, luc, slot("11:00", "12:00")), override="A trial")


def test_the_plan_must_run_on_the_day_of_the_booking(services: Services, house: SmallHouse) -> None:
    marie = person(services.desk)
    lab = subscribed(services, "Fab lab")
    services.plans.sell(NewSubscription(marie, lab, starts=date(2026, 11, 1), ends=date(2026, 11, 30)))
    deepen(services, house.booth, plans=frozenset({lab}))
    services.bookings.book(NewBooking(house.booth, marie, slot("09:00", "10:00", "2026-11-30")))
    with pytest.raises(errors.PlanNeeded):
        services.bookings.book(NewBooking(house.booth, marie, slot("09:00", "10:00", "2026-12-01")))


def test_what_an_organisation_shares_counts_for_its_people(services: Services, house: SmallHouse) -> None:
    marie, firm = person(services.desk), organisation(services.desk)
    services.people.affiliate(marie, firm)
    lab = subscribed(services, "Fab lab", firm, shared=True)
    deepen(services, house.booth, plans=frozenset({lab}))
    services.bookings.book(NewBooking(house.booth, marie, slot("09:00", "10:00")))


def nomade(services: Services, party: int, *quotas: tuple[Span, int | None, int | None]) -> int:
    plan = subscribed(services, "Nomade", party)
    services.plan_quotas.keep(plan, [Quota(plan, "", UnitKind.ROOM, *quota) for quota in quotas])
    return plan


def test_a_quota_counts_what_they_have_and_not_what_was_called_off_or_has_expired(
    services: Services, house: SmallHouse
) -> None:
    """At most two hours of rooms a day."""
    marie, luc = person(services.desk), person(services.desk, "Luc", "Petit")
    nomade(services, marie, (Span.DAY, 120, None))
    bookings = services.bookings
    first = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "10:00")))
    option = NewBooking(house.room_a, marie, slot("10:00", "11:00"), tentative_until=NOW + timedelta(hours=1))
    bookings.book(option)
    with pytest.raises(errors.QuotaHours) as refused:
        bookings.book(NewBooking(house.room_b, marie, slot("14:00", "15:00")))
    with i18n.speaking("en"):
        assert say.sentence(refused.value) == (
            "Nomade gives 2\u00a0h a day at most: 0\u00a0min are left. Choose a shorter time, or another day."
        )
    bookings.book(NewBooking(house.booth, marie, slot("14:00", "15:00")))
    bookings.book(NewBooking(house.room_b, luc, slot("14:00", "19:00")))
    bookings.book(NewBooking(house.room_b, marie, slot("14:00", "16:00", "2026-11-26")))
    bookings.move(first.id, slot("09:00", "09:30"))
    bookings.move(first.id, slot("08:00", "09:00"))
    advance_to(services.desk, NOW + timedelta(hours=2))
    bookings.book(NewBooking(house.room_a, marie, slot("14:00", "15:00")))
    with pytest.raises(errors.QuotaHours):
        bookings.book(NewBooking(house.room_a, marie, slot("15:00", "15:30")))
    bookings.cancel(first.id)
    bookings.book(NewBooking(house.room_a, marie, slot("15:00", "16:00")))
    assert services.bookings.look(house.room_a, slot("16:00", "17:00"), marie).may_be_overridden
    assert Verification(services.desk).run() == ()


def test_pulled_on_the_planning_a_booking_is_counted_for_whoever_has_it(services: Services, house: SmallHouse) -> None:
    marie = person(services.desk)
    nomade(services, marie, (Span.DAY, 120, None))
    booked = services.bookings.book(NewBooking(house.room_a, marie, slot("09:00", "11:00")))
    assert services.bookings.look(house.room_b, slot("10:00", "12:00"), besides=booked.id).refusal is None
    longer = services.bookings.look(house.room_b, slot("10:00", "12:30"), besides=booked.id).refusal
    assert isinstance(longer, errors.QuotaHours)


def test_a_series_honours_a_quota_date_by_date(services: Services, house: SmallHouse) -> None:
    """Two bookings a week: of five working days the first two are had; Tuesday is Luc's, so Wednesday is the second."""
    marie, luc = person(services.desk), person(services.desk, "Luc", "Petit")
    nomade(services, marie, (Span.WEEK, None, 2))
    services.bookings.book(NewBooking(house.room_a, luc, slot("09:00", "10:00", "2026-12-01")))
    every_day = Rule(Frequency.DAY, 1, datetime(2026, 11, 30, 9), 60, count=5)
    new = NewSeries(house.room_a, marie, every_day)
    clashes = services.series.rehearse(new)
    assert [(c.slot.start.date().isoformat(), c.refusal.code) for c in clashes] == [
        ("2026-12-01", "slot_taken"),
        ("2026-12-03", "quota_times"),
        ("2026-12-04", "quota_times"),
    ]
    made = services.series.book(new)
    assert len(made.bookings) == 2
    services.series.cancel(made.bookings[0], Scope.THIS)


def test_one_statement_reads_a_quota_and_none_is_asked_where_there_is_none(
    services: Services, house: SmallHouse
) -> None:
    marie = person(services.desk)

    def asked(wanted: Slot) -> int:
        with overheard(services.desk.store) as said:
            services.bookings.book(NewBooking(house.room_a, marie, wanted))
        return sum("subscription_pause" in one for one in said)

    assert asked(slot("09:00", "10:00")) == 0
    nomade(services, marie, (Span.DAY, 1200, None))
    assert asked(slot("10:00", "11:00")) == 1


def test_the_way_back_from_a_quota_and_a_line_said_twice(services: Services, house: SmallHouse) -> None:
    marie = person(services.desk)
    plan = nomade(services, marie, (Span.DAY, 120, None))
    before = services.plan_quotas.of(plan)
    twice = [Quota(plan, "", UnitKind.ROOM, Span.DAY, times=n) for n in (1, 2)]
    with pytest.raises(errors.QuotaTwice):
        services.plan_quotas.keep(plan, twice)
    assert services.plan_quotas.keep(plan, ()) == before
    services.bookings.book(NewBooking(house.room_a, marie, slot("09:00", "15:00")))
    services.plan_quotas.keep(plan, before)
    assert services.plan_quotas.of(plan) == before


def test_a_change_from_what_was_not_seen_is_refused_and_limits_nobody_could_keep_are_not_kept(
    services: Services, house: SmallHouse
) -> None:
    row, seen = services.units.get(house.booth), services.unit_depths.of(house.booth)
    new = NewUnit("Phone booth", UnitKind.BOOTH)
    with pytest.raises(errors.LimitsCrossed):
        services.unit_depths.describe(row, seen, new, UnitDepth(Limits(shortest=120, longest=60)))
    assert services.units.get(house.booth).name == "Booth", "nothing is half kept"
    services.unit_depths.describe(row, seen, new, UnitDepth(Limits(shortest=30), floor="First floor"))
    again = services.units.get(house.booth)
    with pytest.raises(errors.ChangedMeanwhile):
        services.unit_depths.describe(again, seen, new, UnitDepth())
    assert services.unit_depths.of(house.booth) == UnitDepth(Limits(shortest=30), floor="First floor")


def test_a_photo_is_a_small_jpeg_and_has_its_way_back(services: Services, house: SmallHouse) -> None:
    photo = b"\xff\xd8\xff" + b"0" * 100
    seen = services.unit_depths.of(house.booth)
    deepen(services, house.booth, photo=photo)
    assert services.unit_depths.photo(house.booth) == photo
    for wrong in (b"GIF89a", b"\xff\xd8\xff" + b"0" * 300_000):
        with pytest.raises(errors.NotAPicture):
            deepen(services, house.booth, photo=wrong)
    assert services.unit_depths.photo(house.booth) == photo
    row, now = services.units.get(house.booth), services.unit_depths.of(house.booth)
    services.unit_depths.describe(row, now, NewUnit("Booth", UnitKind.BOOTH), seen)
    assert services.unit_depths.photo(house.booth) is None


def test_grr_77_and_446_what_was_agreed_is_changed_by_who_may_alone(services: Services, house: SmallHouse) -> None:
    """GRR #77, #446: once a manager has said yes, whoever asked must neither change it nor call it off."""
    limit(services, house.room_a, agreed=True)
    marie = person(services.desk)
    with_operators, who = services_with_operators(services.desk)
    bookings, sit = with_operators.bookings, with_operators.at_desk.sit
    sit(who[OperatorRole.VOLUNTEER])
    wanted = slot("09:00", "11:00")
    with pytest.raises(errors.NotAllowed):
        bookings.book(NewBooking(house.room_a, marie, wanted))
    until = NOW + timedelta(hours=5)
    option = bookings.book(NewBooking(house.room_a, marie, wanted, tentative_until=until))
    bookings.move(option.id, slot("10:00", "12:00"))
    for agree in (bookings.confirm, bookings.check_in):
        with pytest.raises(errors.NotAllowed):
            agree(option.id)
    sit(who[OperatorRole.FACILITATOR], "4827")
    confirmed = bookings.confirm(option.id)
    sit(who[OperatorRole.VOLUNTEER])
    for change in (
        lambda: bookings.move(option.id, slot("14:00", "16:00")),
        lambda: bookings.move(option.id, slot("10:00", "12:00"), house.room_b),
        lambda: bookings.cancel(option.id),
        lambda: bookings.take_back(confirmed),
    ):
        with pytest.raises(errors.NotAllowed):
            change()
    row = bookings.get(option.id)
    assert (row.state, row.slot, row.unit) == ("confirmed", slot("10:00", "12:00"), "Room A")
    other = bookings.book(NewBooking(house.room_b, marie, slot("09:00", "10:00")))
    bookings.move(other.id, slot("10:00", "11:00"))
    with pytest.raises(errors.NotAllowed):
        bookings.move(other.id, slot("14:00", "16:00"), house.room_a)
    bookings.check_in(option.id)
    sit(who[OperatorRole.FACILITATOR], "4827")
    bookings.cancel(option.id)


def test_dates_of_a_series_that_were_agreed_are_changed_by_who_may_alone(services: Services, house: SmallHouse) -> None:
    limit(services, house.room_a, agreed=True)
    marie = person(services.desk)
    with_operators, who = services_with_operators(services.desk)
    series, sit = with_operators.series, with_operators.at_desk.sit
    new = NewSeries(house.room_a, marie, Rule(Frequency.WEEK, 1, datetime(2026, 12, 1, 9), 60, count=3))
    made = series.book(new)
    sit(who[OperatorRole.VOLUNTEER])
    with pytest.raises(errors.NotAllowed):
        series.book(new)
    with pytest.raises(errors.NotAllowed):
        series.cancel(made.bookings[0], Scope.FOLLOWING)
    with pytest.raises(errors.NotAllowed):
        series.move(made.bookings[0], slot("14:00", "15:00", "2026-12-01"), house.room_a, Scope.FOLLOWING)
    assert {row.state for row in with_operators.bookings.of_person(marie)} == {"confirmed"}


def test_grr_96_a_buffer_is_kept_on_both_sides_and_a_reason_sets_it_aside(
    services: Services, house: SmallHouse
) -> None:
    """GRR #96: time between two bookings to clean the room, which nobody can book by mistake."""
    marie = person(services.desk)
    services.units.set_buffers(house.room_a, Buffers(0, 30))
    services.bookings.book(NewBooking(house.room_a, marie, slot("10:00", "12:00")))
    for wanted in (slot("12:15", "13:00"), slot("08:00", "09:45")):
        with pytest.raises(errors.BufferTooShort):
            services.bookings.book(NewBooking(house.room_a, marie, wanted))
    starts = [space.slot.start for space in services.free_spaces.on(date(2026, 11, 25), 60) if space.unit == "Room A"]
    assert starts == [slot("08:00", "09:00").start, slot("12:30", "13:00").start]
    services.bookings.book(NewBooking(house.room_a, marie, slot("12:30", "13:00")))
    services.bookings.book(NewBooking(house.room_a, marie, slot("09:00", "10:00")), override="They clean it themselves")
