"""The booking dialog and sheet: the price with its working, what to have instead, options, reasons, slip and letter."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import slot
from papers import text as text_of
from pressing import press
from PySide6.QtWidgets import QApplication
from scenes import TODAY, Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui import drafts
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.widgets.labels import Words

NOW = datetime(2026, 11, 24, 10, 47)


def dialogs(kind: type) -> list:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


@pytest.fixture
def opened(scene: Scene):
    made = []

    def open_on(unit_id: int, start: str, end: str, day: str = TODAY) -> BookingDialog:
        dialog = BookingDialog(
            scene.window, scene.services, Jobs(AtOnce()), now=NOW, unit_id=unit_id, slot=slot(start, end, day)
        )
        dialog.told.connect(scene.window.go("planning").said)
        dialog.open()
        dialog.fill("Jean Dupont")
        made.append(dialog)
        return dialog

    return open_on


def test_the_price_is_shown_with_its_working(scene: Scene, opened) -> None:
    dialog = opened(scene.house.room_b, "09:00", "15:00", "2026-11-25")
    assert dialog.price == "6\u00a0h · €60.00"
    assert dialog._working.text() == "1 × half day at €36.00 + 2 × hour at €12.00"
    assert dialog._working.isVisible()
    dialog.close()


def test_an_hour_that_is_only_begun_is_said_to_be(qtbot, scene: Scene) -> None:
    services = scene.services
    booked = services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot("09:00", "10:30", "2026-11-25")))
    scene.window.go("planning")._papers.open_booking(booked.id)
    (sheet,) = dialogs(BookingSheet)
    assert "2 × hour begun at €12.00" in [words.text() for words in sheet.findChildren(Words)]
    assert [step[0] for step in services.bookings.quote(scene.house.room_b, slot("09:00", "11:00")).steps] == ["hour"]
    sheet.close()


def test_who_has_it_is_told_and_one_click_gives_the_next_free_time(qtbot, scene: Scene, opened) -> None:
    dialog = opened(scene.house.room_a, "15:00", "17:00")
    assert dialog._ways.sentence.startswith("Room A is taken by Maria Roca, 24 November 2026, 14:00 – 16:00.")
    offers = [(space.unit, space.slot.start.hour) for space in dialog._ways.offered]
    assert offers[:2] == [("Room A", 16), ("Room B", 15)]
    press(qtbot, dialog, "Rather Room A, 16:00 – 18:00 · €24.00")
    assert dialog._ways.sentence == ""
    dialog.try_act()
    (booked,) = scene.services.bookings.of_person(scene.jean)
    assert (booked.unit, booked.slot) == ("Room A", slot("16:00", "18:00", TODAY))


def test_another_room_at_the_same_time_is_one_click_away(qtbot, scene: Scene, opened) -> None:
    dialog = opened(scene.house.room_a, "14:00", "16:00")
    press(qtbot, dialog, "Rather Room B, 14:00 – 16:00 · €24.00")
    dialog.try_act()
    assert scene.services.bookings.of_person(scene.jean)[0].unit == "Room B"


def test_a_whole_is_refused_while_it_is_chosen_not_at_the_end(scene: Scene, opened) -> None:
    dialog = opened(scene.house.room_b, "14:00", "16:00")
    assert dialog._ways.sentence == ""
    dialog._unit.choose(scene.house.big_room)
    assert "Maria Roca" in dialog._ways.sentence
    dialog.close()


def test_outside_opening_hours_a_reason_is_asked_and_kept(qtbot, scene: Scene, opened) -> None:
    dialog = opened(scene.house.room_b, "20:00", "22:00")
    assert dialog._reason.isVisible()
    assert not dialog._area.isAncestorOf(dialog._reason), "beside the button: nobody scrolls to find it"
    dialog.try_act()
    assert dialog.isVisible()
    assert scene.services.bookings.of_person(scene.jean) == ()
    qtbot.keyClicks(dialog._reason, "General assembly")
    dialog.try_act()
    (booked,) = scene.services.bookings.of_person(scene.jean)
    assert booked.slot == slot("20:00", "22:00", TODAY)


def test_a_reason_never_takes_what_somebody_has(scene: Scene, opened) -> None:
    dialog = opened(scene.house.room_a, "15:00", "17:00")
    assert not dialog._reason.isVisible()
    dialog._reason.setText("because")
    dialog.try_act()
    assert scene.services.bookings.of_person(scene.jean) == ()
    dialog.close()


@pytest.mark.parametrize(
    ("day", "question"),
    [
        ("2026-11-23", "That is over already: Monday 23 November, 09:00 – 11:00 (23/11/2026). Book it all the same?"),
        (
            "2027-11-26",
            "That is more than a year ahead: Friday 26 November, 09:00 – 11:00 (26/11/2027). Is that the day you mean?",
        ),
    ],
)
def test_what_is_past_or_far_ahead_is_asked_once_more(scene: Scene, opened, day: str, question: str) -> None:
    dialog = opened(scene.house.room_b, "09:00", "11:00", day)
    dialog.try_act()
    assert (dialog._ways.sentence, dialog.act.text()) == (question, "Book it all the same")
    assert scene.services.bookings.of_person(scene.jean) == ()
    dialog.try_act()
    assert scene.services.bookings.of_person(scene.jean)[0].slot == slot("09:00", "11:00", day)


def test_another_day_after_the_question_is_no_yes(scene: Scene, opened) -> None:
    dialog = opened(scene.house.room_b, "09:00", "11:00", "2026-11-20")
    dialog.try_act()
    dialog._day.day = date(2026, 11, 23)
    dialog._tell_typed()
    assert dialog.act.text() == "Book it"
    dialog.try_act()
    assert scene.services.bookings.of_person(scene.jean) == ()
    dialog.close()


def test_an_option_is_kept_until_a_moment_and_then_confirmed(qtbot, scene: Scene, opened) -> None:
    dialog = opened(scene.house.room_b, "14:00", "16:00", "2026-11-30")
    dialog._option.click()
    dialog._until_day.setText("26/11/2026")
    dialog._until_at.setText("12:00")
    dialog.try_act()
    row = scene.services.bookings.of_person(scene.jean)[0]
    assert (row.state, row.expires) == ("tentative", datetime(2026, 11, 26, 12))
    told = "Room B is kept for Jean Dupont until 26 November 2026, 12:00."
    assert scene.window.messages.sentence == told
    sheet = BookingSheet(scene.window, scene.services, Jobs(AtOnce()), row.id)
    sheet.open()
    assert sheet.act.text() == "Confirm"
    sheet.try_act()
    assert scene.services.bookings.get(row.id).state == "confirmed"


def test_an_option_that_would_be_over_is_told_beside_its_field(scene: Scene, opened) -> None:
    dialog = opened(scene.house.room_b, "14:00", "16:00", "2026-11-30")
    dialog._option.click()
    dialog._until_day.setText("20/11/2026")
    dialog.try_act()
    assert dialog._until_day.property("refused")
    dialog.close()


@pytest.mark.parametrize(
    ("field", "typed"), [("_day", "31/02/2026"), ("_from", "25:00"), ("_to", "half past"), ("_to", "24:30")]
)
def test_what_is_no_day_and_no_time_is_told_and_nothing_is_lost(scene: Scene, opened, field: str, typed: str) -> None:
    dialog = opened(scene.house.room_b, "09:00", "11:00")
    getattr(dialog, field).setText(typed)
    dialog.try_act()
    assert dialog.isVisible()
    assert len(dialog.form.refusals) == 1
    assert getattr(dialog, field).property("refused") is True, "the sentence is beside it"
    assert (getattr(dialog, field).text(), dialog._who.text()) == (typed, "Jean Dupont")
    dialog.close()


def test_an_end_before_its_start_is_told_and_midnight_ends_the_day(scene: Scene, opened) -> None:
    dialog = opened(scene.house.booth, "18:00", "20:00", "2026-11-25")
    dialog._to.setText("17:00")
    dialog.try_act()
    assert dialog.isVisible()
    assert scene.services.bookings.of_person(scene.jean) == ()
    dialog._to.setText("24:00")
    dialog._show_price()
    assert dialog._reason.isVisible()  # open until eight only
    dialog._reason.setText("Night of reading")
    dialog.try_act()
    assert scene.services.bookings.of_person(scene.jean)[0].slot.end == datetime(2026, 11, 26)


def test_a_slip_is_drawn_in_the_language_of_whoever_booked(qtbot, scene: Scene) -> None:
    services = scene.services
    ines = services.people.add_person(NewPerson(given_name="Inés", family_name="Gil", language="fr"))
    booked = services.bookings.book(NewBooking(scene.house.room_b, ines, slot("09:00", "15:00", "2026-11-25")))
    page = scene.window.go("planning")
    page._papers.open_booking(booked.id)
    (sheet,) = dialogs(BookingSheet)
    press(qtbot, sheet, "Slip…")
    (paper,) = dialogs(PaperDialog)
    assert paper.pages == 1
    paper.close()
    from tierslieu_desk.services.booking import booking_words

    text = text_of(booking_words.render(services.bookings, services.people, services.places, booked.id))
    assert "Mercredi 25 novembre 2026, 09:00" in text
    assert "60,00" in text
    assert "12 rue des Tanneurs" in text


def test_a_letter_begins_in_the_mail_program_in_their_language(qtbot, scene: Scene, monkeypatch) -> None:
    services, begun = scene.services, []
    monkeypatch.setattr(drafts, "begin", begun.append)
    ines = services.people.add_person(
        NewPerson(given_name="Inés", family_name="Gil", language="fr", email="ines@example.org")
    )
    booked = services.bookings.book(NewBooking(scene.house.room_b, ines, slot("09:00", "11:00", "2026-11-25")))
    page = scene.window.go("planning")
    page._papers.open_booking(booked.id)
    (sheet,) = dialogs(BookingSheet)
    press(qtbot, sheet, "Write an e-mail…")
    (letter,) = begun
    assert letter.to == "ines@example.org"
    assert "mercredi 25 novembre" in letter.subject
    assert "24,00" in letter.body
    assert "Room B" in letter.body
    assert scene.window.messages.sentence == "A letter to Inés Gil is open in your mail program."


def test_whoever_has_no_address_is_told_and_the_slip_is_there(qtbot, scene: Scene) -> None:
    page = scene.window.go("planning")
    page._papers.open_booking(scene.booking)
    (sheet,) = dialogs(BookingSheet)
    press(qtbot, sheet, "Write an e-mail…")
    assert sheet.form.refusals == ["Something is missing: the e-mail address (Maria Roca). Fill it in, then try again."]
    sheet.close()


def test_tomorrow_on_paper_is_the_day_and_what_people_sign_in_one_file(qtbot, scene: Scene) -> None:
    services = scene.services
    from tierslieu_desk.rules.vocabulary import EventKind
    from tierslieu_desk.services.event.events import NewEvent
    from tierslieu_desk.services.front import day_papers

    soldering = [(scene.house.room_b, slot("18:00", "20:00", "2026-11-25"))]
    services.events.add(NewEvent("Repair a bicycle", EventKind.WORKSHOP, 5, soldering))
    for code, text in (("planning", "Tomorrow’s sheets"), ("today", "Tomorrow on paper…")):
        page = scene.window.go(code)
        if isinstance(page, PlanningPage):
            next(act for act in page._paper.menu().actions() if act.text().startswith(text)).trigger()
        else:
            press(qtbot, page, text)
        (paper,) = dialogs(PaperDialog)
        assert paper.pages == 3, "the day, the lines of the counter, the sheet to sign"
        assert paper.windowTitle() == "Sheets of Wednesday 25 November 2026"
        paper.close()
    whole = day_papers.all_of(services.planning, services.events, services.places, date(2026, 11, 25), NOW)
    text = text_of(whole)
    assert "Repair a bicycle" in text
    assert text.index("Page 1 of 1") < text.index("Repair a bicycle", text.index("Page 1 of 1"))
    assert "Page 1 sur 1" in text  # an event speaks its own language, here the French it was made in


def test_on_a_friday_the_next_sheets_are_mondays(scene: Scene) -> None:
    from tierslieu_desk.services.front import day_papers

    assert day_papers.next_open_day(scene.services.planning, date(2026, 11, 27)) == date(2026, 11, 30)
