"""A house begins on 1 July with hours of rooms that were sold before: they are there, and nothing is charged twice.

Worked out by hand. The plan gives four hours of rooms (240) and two of booths (120) a month, at 60.00; July was paid
before, one and a half hours of rooms and half an hour of booths are left of it. On 1 August the desk charges 60.00 and
gives 240 and 120. A pass of ten hours has three and a half left (210), good until 31 December.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from builders import advance_to, open_desk, slot
from opening_books import FIRST_DAY, JULY, book, house_of_july
from openpyxl import load_workbook
from sqlalchemy import select

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import speaking
from tierslieu_desk.models.money import Charge
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import hours_left
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import Period, UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.opening.opening_position import OpeningPosition
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.place.units import Units
from tierslieu_desk.services.plan.plans import NewPlan, Plans
from tierslieu_desk.services.plan.subscriptions import Subscriptions, When

ROOM, BOOTH = UnitKind.ROOM, UnitKind.BOOTH
BOTH = NewPlan(name="Both", period=Period.MONTH, price_e4=600_000, days_included=0, hours=((ROOM, 240), (BOOTH, 120)))
SUBSCRIBED = ["Who", "Plan", "Since", "Price", "First day not charged yet", "Days left", "Hours left"]
SINCE, AUGUST = date(2026, 2, 3), date(2026, 8, 1)
LEFT = "1 h 30 meeting rooms + 30 min phone booths"
HOURS = JULY["Hours left"][0]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "desk", FIRST_DAY) as opened, speaking("en"):
        house_of_july(opened)
        Plans(opened).add(BOTH)
        Plans(opened).add(replace(BOTH, name="Rooms", hours=((ROOM, 240),)))
        Units(opened).set_prices(ROOM, (PriceStep("hour", 60, 100_000, Basis.GROSS, VatCategory.STANDARD),))
        yield opened


@pytest.fixture
def opening(desk: Desk) -> OpeningPosition:
    return OpeningPosition(desk, Papers(desk.store.folder), Copies(desk))


def of(subscribed=(), bought=()):
    return {"Running subscriptions": [SUBSCRIBED, *subscribed], "Hours left": [HOURS, *bought]}


MARIE = ["Marie Dupont", "Both", SINCE, None, AUGUST, None, LEFT]
TEN = ["Jean Roy", "Ten hours", "meeting rooms", 3.5, date(2026, 12, 31)]


def left(desk: Desk, name: str) -> list[tuple[str, int, date | None]]:
    return [(str(one.kind), one.minutes, one.valid_until) for one in Plans(desk).hours(People(desk).named(name))]


def charges(desk: Desk) -> list[tuple[date, int]]:
    with desk.store.reading() as session:
        rows = session.execute(select(Charge.supplied_on, Charge.gross_cents).order_by(Charge.id))
        return [(row.supplied_on, row.gross_cents) for row in rows]


def test_hours_of_a_month_that_was_paid_and_of_a_pass_are_there(
    desk: Desk, opening: OpeningPosition, tmp_path: Path
) -> None:
    file = book(tmp_path / "july.xlsx", of([MARIE], [TEN]))
    seen = opening.preview(file)
    assert [row.words.replace("\u00a0", " ") for sheet in seen.sheets for row in sheet.rows] == [
        "Marie Dupont, Both: charged from 1 August 2026 on, 1 h 30 left (meeting rooms), 30 min left (phone booths)",
        "Jean Roy, Ten hours: 3 h 30 left (meeting rooms), good until 31 December 2026",
    ]
    assert left(desk, "Marie Dupont") == []
    done = opening.run(file)
    assert (done.errors, done.created) == ((), 2)
    july, december = date(2026, 7, 31), date(2026, 12, 31)
    assert left(desk, "Marie Dupont") == [("room", 90, july), ("booth", 30, july)]
    assert left(desk, "Jean Roy") == [("room", 210, december)]
    assert charges(desk) == [], "all of it was charged before"
    [line] = Plans(desk).explain_hours(People(desk).named("Jean Roy"))
    assert (str(line.reason), line.minutes, line.name) == ("opening", 210, "Ten hours")
    again = opening.run(file)
    assert (again.created, again.skipped) == (0, 2)
    assert left(desk, "Jean Roy") == [("room", 210, december)]
    assert Verification(desk).run() == ()


def test_they_pay_for_bookings_and_the_next_month_is_charged_once(
    desk: Desk, opening: OpeningPosition, tmp_path: Path
) -> None:
    opening.run(book(tmp_path / "july.xlsx", of([MARIE])))
    marie = People(desk).named("Marie Dupont")
    booked = Bookings(desk).book(NewBooking(1, marie, slot("09:00", "11:00", "2026-07-02")))
    assert booked.price.gross_cents == 1000, "an hour and a half is there"
    advance_to(desk, datetime(2026, 8, 1, 9))
    assert Plans(desk).renew_due(AUGUST) == 1
    assert Plans(desk).renew_due(AUGUST) == 0
    assert charges(desk)[1:] == [(AUGUST, 6000)]
    assert [one[:2] for one in left(desk, "Marie Dupont")] == [("room", 240), ("booth", 120)]


def test_what_was_charged_before_is_not_charged_by_a_pause_or_another_plan(
    desk: Desk, opening: OpeningPosition, tmp_path: Path
) -> None:
    opening.run(book(tmp_path / "july.xlsx", of([MARIE])))
    [sold], running = Plans(desk).subscriptions(), Subscriptions(desk)
    rooms = next(row.id for row in Plans(desk).list() if row.name == "Rooms")
    with pytest.raises(errors.ChargedElsewhere) as refused:
        running.pause(sold.id, date(2026, 7, 20), date(2026, 7, 29))
    told = say.sentence(refused.value)
    assert told == "Both was charged before this desk was there. It can be changed from 1 August 2026 on."
    advance_to(desk, datetime(2026, 7, 16, 9))
    with pytest.raises(errors.ChargedElsewhere):
        running.change_plan(sold.id, rooms, When.NOW)
    assert (charges(desk), running.pauses(sold.id)) == ([], ())
    assert [one[1] for one in left(desk, "Marie Dupont")] == [90, 30]
    changed = running.change_plan(sold.id, rooms, When.NEXT)
    assert charges(desk) == [(AUGUST, 6000)], "from the first day that is charged here"
    running.take_back_change(changed)
    assert charges(desk) == []
    running.pause(sold.id, date(2026, 8, 10), date(2026, 8, 19))
    Plans(desk).renew_due(AUGUST)
    assert charges(desk) == [(AUGUST, 4065)], "21 of 31 days"
    running.take_back_pause(running.pauses(sold.id)[0].id)
    assert charges(desk) == [(AUGUST, 6000)]
    assert Verification(desk).run() == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ([*MARIE[:6], None], "missing_fact"),
        ([*MARIE[:6], "three rooms"], "not_hours"),
        ([*MARIE[:6], "3 h"], "word_unknown"),
        ([*MARIE[:6], "3 h cupboards"], "word_unknown"),
        ([*MARIE[:6], "1 h phone booths + 2 h phone booths"], "word_unknown"),
        (["Marie Dupont", "As you like", SINCE, None, AUGUST, None, "3 h"], "no_hours_included"),
        (["Marie Dupont", "Both", SINCE, None, date(2026, 7, 1), None, LEFT], "day_over"),
    ],
)
def test_a_line_of_a_plan_with_hours_that_is_wrong_is_told(
    opening: OpeningPosition, tmp_path: Path, line, code: str
) -> None:
    seen = opening.run(book(tmp_path / "july.xlsx", of([line])))
    assert [one.error.code for _sheet, one in seen.errors] == [code]
    assert say.sentence(seen.errors[0][1].error)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ([*TEN[:2], "cupboards", *TEN[3:]], "word_unknown"),
        ([*TEN[:3], "many", None], "not_hours"),
        ([*TEN[:3], 0, None], "not_hours"),
        ([*TEN[:4], date(2026, 6, 30)], "day_over"),
        ([*TEN[:3], None, None], "missing_fact"),
    ],
)
def test_a_line_of_a_pass_of_hours_that_is_wrong_is_told(
    desk: Desk, opening: OpeningPosition, tmp_path: Path, line, code: str
) -> None:
    seen = opening.run(book(tmp_path / "july.xlsx", of([], [line])))
    assert [one.error.code for _sheet, one in seen.errors] == [code]
    assert left(desk, "Jean Roy") == []


def test_a_plan_of_one_kind_needs_no_name_of_it(desk: Desk, opening: OpeningPosition, tmp_path: Path) -> None:
    line = ["Marie Dupont", "Rooms", SINCE, None, AUGUST, None, "2,5"]
    assert opening.run(book(tmp_path / "july.xlsx", of([line]))).errors == ()
    assert left(desk, "Marie Dupont") == [("room", 150, date(2026, 7, 31))]


def test_a_company_shares_the_hours_it_bought(desk: Desk, opening: OpeningPosition, tmp_path: Path) -> None:
    people = People(desk)
    people.affiliate(people.named("Marie Dupont"), people.named("Pyrène Conseil"))
    line = ["Pyrène Conseil", "Ten hours", "Phone booths", "2 h", None]
    assert opening.run(book(tmp_path / "july.xlsx", of([], [line]))).errors == ()
    assert left(desk, "Marie Dupont") == [("booth", 120, None)]


def test_the_model_says_what_hours_may_be_of(opening: OpeningPosition, tmp_path: Path) -> None:
    made = load_workbook(opening.write_model(tmp_path / "model.xlsx"))
    known = [cell.value for cell in made["Known here"]["D"] if cell.value]
    assert known[:3] == ["Hours of", "meeting rooms", "phone booths"]
    assert [cell.value for cell in made["Hours left"][4]] == list(HOURS)
    assert made["Hours left"]["D3"].value == "Example: 3 h 30"
    assert "Hours left" in [cell.value for cell in made["Running subscriptions"][4]]


@pytest.mark.parametrize(
    ("typed", "minutes"), [("3", 180), ("3,5", 210), ("3.5", 210), ("3 h 30", 210), ("45 min", 45), ("0", 0)]
)
def test_hours_are_written_as_people_write_them(typed: str, minutes: int) -> None:
    assert hours_left.minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["three", "", "-1", "3 h 75", "03:30:00"])
def test_what_is_no_number_of_hours_is_told(typed: str) -> None:
    with pytest.raises(errors.NotHours):
        hours_left.minutes(typed)


def test_kinds_are_known_in_every_language_and_whatever_the_case() -> None:
    assert hours_left.kind("Meeting Rooms") is ROOM
    assert hours_left.kind("Salle") is ROOM
    assert hours_left.kind("of phone booths") is BOOTH
    assert hours_left.of_each("2 h 30 de salles de réunion; 1 booth", (ROOM, BOOTH)) == ((ROOM, 150), (BOOTH, 60))
