"""A room and its kit at the desk: chosen in the booking, seen with it, moved and called off together or not."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import slot
from pressing import front, press
from scenes import TODAY, Scene

from tierslieu_desk.money import Basis
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.kits import Together
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.kit_scope import ALL, ONLY, KitScope, TakeAlong
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.pages.planning.series_scope import CallOffDates
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Words

NOW = datetime(2026, 11, 24, 10, 47)
MORNING = slot("11:00", "12:00", TODAY)


@pytest.fixture
def projector(scene: Scene) -> int:
    units = scene.services.units
    number = units.add(NewUnit("Projector", UnitKind.TOOL, shelf="Cupboard A"))
    units.set_prices(number, (PriceStep("hour", 60, 50_000, Basis.GROSS, VatCategory.STANDARD),))
    return number


@pytest.fixture
def together(scene: Scene, projector: int) -> Together:
    return scene.services.kits.book(NewBooking(scene.house.room_b, scene.jean, MORNING), [projector])


def booking(scene: Scene) -> BookingDialog:
    dialog = BookingDialog(
        scene.window, scene.services, Jobs(AtOnce()), now=NOW, unit_id=scene.house.room_b, slot=MORNING
    )
    dialog.told.connect(scene.window.go("planning").said)
    dialog.open()
    dialog.fill("Jean Dupont")
    return dialog


def standing(scene: Scene) -> dict[str, tuple[str, str]]:
    """What Jean has: its state and its start."""
    rows = scene.services.bookings.of_person(scene.jean)
    return {row.unit: (row.state, f"{row.slot.start:%H:%M}") for row in rows}


def test_a_house_without_tools_on_a_shelf_sees_nothing_of_it(scene: Scene) -> None:
    dialog = booking(scene)
    assert dialog._with_it.boxes == {}
    assert "To be brought along" not in [words.text() for words in dialog.findChildren(Words)]
    dialog.close()


def test_the_projector_is_ticked_with_its_price_and_booked_with_the_room(qtbot, scene: Scene, projector: int) -> None:
    dialog = booking(scene)
    dialog._with_it.boxes[projector].click()
    assert dialog.price.endswith("€12.00 · €17.00 with what goes along")
    assert dialog._with_it._under[projector].text() == "Cupboard A · €5.00"
    dialog.try_act()
    assert standing(scene) == {"Room B": ("confirmed", "11:00"), "Projector": ("confirmed", "11:00")}
    assert scene.window.messages.sentence.endswith("With it: Projector (Cupboard A).")
    press(qtbot, scene.window.messages, "Undo")
    assert {state for state, _start in standing(scene).values()} == {"cancelled"}


def test_a_tool_somebody_has_then_says_who_and_the_room_is_not_booked_without_it(scene: Scene, projector: int) -> None:
    scene.services.bookings.book(NewBooking(projector, scene.maria, slot("11:30", "12:30", TODAY)))
    dialog = booking(scene)
    assert dialog._with_it._under[projector].text() == "taken by Maria Roca, 11:30 – 12:30"
    dialog._with_it.boxes[projector].click()
    dialog.try_act()
    assert dialog.isVisible()
    assert "Projector is taken by Maria Roca" in dialog.form.refusals[0]
    assert standing(scene) == {}
    dialog.close()


def test_nothing_goes_along_with_a_tool(scene: Scene, projector: int) -> None:
    dialog = booking(scene)
    dialog._with_it.boxes[projector].click()
    dialog._unit.choose(projector)
    assert (dialog._with_it.isVisible(), dialog._with_it.chosen) == (False, ())
    dialog.close()


def test_its_sheet_tells_of_the_kit_and_calls_off_all_of_it_or_only_the_room(
    qtbot, scene: Scene, together: Together
) -> None:
    for scope, left in ((ONLY, "confirmed"), (ALL, "cancelled")):
        scene.window.go("planning")._papers.open_booking(together.room.id)
        sheet = front(BookingSheet)
        assert "With it: Projector (Cupboard A)." in [words.text() for words in sheet.findChildren(Words)]
        press(qtbot, sheet, "They no longer come")
        asked = front(KitScope)
        asked.scope.choose(scope)
        asked.try_act()
        settle()
        assert standing(scene) == {"Room B": ("cancelled", "11:00"), "Projector": (left, "11:00")}
        press(qtbot, scene.window.messages, "Undo")
        assert {state for state, _start in standing(scene).values()} == {"confirmed"}


def test_the_tool_says_with_which_room_it_goes(scene: Scene, together: Together) -> None:
    scene.window.go("planning")._papers.open_booking(together.kit[0].id)
    sheet = front(BookingSheet)
    assert "Goes along with Room B." in [words.text() for words in sheet.findChildren(Words)]
    sheet.close()


@pytest.mark.parametrize(("scope", "start"), [(ALL, "15:00"), (ONLY, "11:00")])
def test_other_hours_for_all_of_it_or_only_the_room(scene: Scene, together: Together, scope: str, start: str) -> None:
    dialog = MoveDialog(scene.window, scene.services, Jobs(AtOnce()), together.room.id, now=NOW)
    dialog.open()
    dialog._of_kit.choose(scope)
    dialog._take(slot("15:00", "16:00", TODAY))
    dialog.try_act()
    assert standing(scene) == {"Room B": ("confirmed", "15:00"), "Projector": ("confirmed", start)}


def test_a_room_pulled_elsewhere_asks_whether_its_kit_goes_with_it(scene: Scene, together: Together) -> None:
    page = scene.window.go("planning")
    page.show_day(date.fromisoformat(TODAY))
    settle()
    number = next(number for number, holder in page._acts._shown.holders.items() if holder.owner_id == together.room.id)
    later = slot("16:00", "17:00", TODAY)
    page._acts._move(number, scene.house.room_b, later.start, later.end)
    asked = front(KitScope)
    assert asked.scope.currentText() == "Room B and what goes along: Projector"
    asked.try_act()
    settle()
    assert standing(scene) == {"Room B": ("confirmed", "16:00"), "Projector": ("confirmed", "16:00")}


def test_they_have_come_and_so_has_the_kit(qtbot, scene: Scene, together: Together) -> None:
    scene.window.go("planning")._papers.open_booking(together.room.id)
    front(BookingSheet).try_act()
    assert {state for state, _start in standing(scene).values()} == {"checked_in"}
    press(qtbot, scene.window.messages, "Undo")
    assert {state for state, _start in standing(scene).values()} == {"confirmed"}


def test_the_pick_list_is_printed_from_the_booking_and_for_the_day(qtbot, scene: Scene, together: Together) -> None:
    page = scene.window.go("planning")
    page.show_day(date.fromisoformat(TODAY))
    assert page._picking.isVisible()
    page._picking.trigger()
    paper = front(PaperDialog)
    assert "Cupboard A" in paper._document.getAllText(0).text()
    paper.close()
    page._papers.open_booking(together.room.id)
    press(qtbot, front(BookingSheet), "Pick list…")
    paper = front(PaperDialog)
    assert "Room B" in paper._document.getAllText(0).text()
    paper.close()


def test_something_is_taken_along_with_a_booking_that_stands_already(qtbot, scene: Scene, projector: int) -> None:
    booked = scene.services.bookings.book(NewBooking(scene.house.room_b, scene.jean, MORNING))
    scene.window.go("planning")._papers.open_booking(booked.id)
    press(qtbot, front(BookingSheet), "Take something along…")
    asked = front(TakeAlong)
    asked.try_act()
    assert len(asked.form.refusals) == 1, "nothing was ticked"
    asked.tools.boxes[projector].click()
    asked.try_act()
    settle()
    assert standing(scene) == {"Room B": ("confirmed", "11:00"), "Projector": ("confirmed", "11:00")}
    assert scene.window.messages.sentence == "With it: Projector (Cupboard A)."
    press(qtbot, scene.window.messages, "Undo")
    assert standing(scene)["Projector"] == ("cancelled", "11:00")


def dates_of(scene: Scene, unit: str, state: str = "confirmed") -> list[str]:
    rows = scene.services.bookings.of_person(scene.jean)
    return sorted(f"{row.slot.start:%m-%d %H:%M}" for row in rows if (row.unit, row.state) == (unit, state))


def weekly_with(scene: Scene, projector: int, times: int = 3) -> BookingDialog:
    dialog = booking(scene)
    dialog._with_it.boxes[projector].click()
    dialog.come_back("week", times)
    return dialog


def test_what_comes_back_has_its_projector_each_time_and_is_taken_back_with_it(
    qtbot, scene: Scene, projector: int
) -> None:
    dialog = weekly_with(scene, projector)
    settle()
    assert dialog._with_it.isVisible()
    press(qtbot, dialog, "Book it")
    assert dates_of(scene, "Projector") == ["11-24 11:00", "12-01 11:00", "12-08 11:00"]
    assert "With it: Projector (Cupboard A)." in scene.window.messages.sentence
    press(qtbot, scene.window.messages, "Undo")
    assert dates_of(scene, "Projector") == []
    assert dates_of(scene, "Room B") == []


def test_the_dates_that_lack_the_projector_are_named_before_and_nothing_is_saved_until_it_is_agreed_on(
    qtbot, scene: Scene, projector: int
) -> None:
    scene.services.bookings.book(NewBooking(projector, scene.maria, slot("10:00", "12:00", "2026-12-01")))
    dialog = weekly_with(scene, projector)
    press(qtbot, dialog, "Book it")
    told = dialog._in_the_way.without
    assert told.text() == "Tuesday 1 December without Projector: taken by Maria Roca, 10:00 – 12:00"
    assert not dialog._in_the_way.words.isVisible()
    assert not dialog._in_the_way.leave_out.isVisible()
    assert dates_of(scene, "Room B") == []
    press(qtbot, dialog, "Take them without it")
    assert dates_of(scene, "Room B") == ["11-24 11:00", "12-01 11:00", "12-08 11:00"]
    assert dates_of(scene, "Projector") == ["11-24 11:00", "12-08 11:00"]
    assert scene.window.messages.sentence.endswith("1 date goes without Projector.")


def test_a_series_with_a_projector_is_moved_and_called_off_with_it(qtbot, scene: Scene, projector: int) -> None:
    press(qtbot, weekly_with(scene, projector), "Book it")
    first = min(scene.services.bookings.of_person(scene.jean), key=lambda row: (row.slot.start, row.unit != "Room B"))
    move = MoveDialog(scene.window, scene.services, Jobs(AtOnce()), first.id, now=NOW)
    move.told.connect(scene.window.go("planning").said)
    move.open()
    assert move._of_kit.isVisible()
    move._scope.choose("following")
    settle()
    assert not move._of_kit.isVisible()
    move._take(slot("15:00", "16:00", TODAY))
    press(qtbot, move, "Change it")
    assert dates_of(scene, "Projector") == ["11-24 15:00", "12-01 15:00", "12-08 15:00"]
    row = min(
        (
            row
            for row in scene.services.bookings.of_person(scene.jean)
            if (row.unit, row.state) == ("Room B", "confirmed")
        ),
        key=lambda row: row.slot.start,
    )
    for scope, left in (("this", 2), ("all", 0)):
        asked = CallOffDates(scene.window, scene.services, Jobs(AtOnce()), row)
        asked.told.connect(scene.window.go("planning").said)
        asked.open()
        asked.scope.choose(scope)
        press(qtbot, asked, "They no longer come")
        assert len(dates_of(scene, "Projector")) == left
        press(qtbot, scene.window.messages, "Undo")
        assert len(dates_of(scene, "Projector")) == 3
        row = scene.services.bookings.get(row.id)
