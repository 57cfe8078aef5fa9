"""A day worked from paper is typed in by the keyboard alone, in the order of the sheet, line by line."""

from __future__ import annotations

from datetime import date, datetime

import papers
import pressing
import pytest
from builders import organisation, person, slot
from pressing import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from scenes import Scene

from tierslieu_desk import documents
from tierslieu_desk.rules.vocabulary import MailKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.front import day_papers
from tierslieu_desk.ui.pages.today.paper_day import PaperDayDialog
from tierslieu_desk.ui.pages.today.paper_lines import ArrivalLine, PaperLine, RoomLine, SaleLine
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.wallclock import StoppedClock

MONDAY = date(2026, 11, 23)


def opened(qtbot, scene: Scene) -> PaperDayDialog:
    press(qtbot, scene.window.go("today"), "Type in a paper day…")
    found = pressing.dialog()
    assert isinstance(found, PaperDayDialog)
    return found


def typed(qtbot, *words: str) -> None:
    """Each word into whatever has the focus, and Enter after it."""
    for word in words:
        settle()
        at = QApplication.focusWidget()
        assert at is not None
        if word:
            if isinstance(at, QLineEdit):
                at.selectAll()
            qtbot.keyClicks(at, word)
            settle()
        qtbot.keyClick(at, Qt.Key.Key_Return)
        settle()


def line(dialog: PaperDayDialog, part: int, number: int = 0) -> PaperLine:
    return dialog.parts[part].lines[number]


def focused_in(widget: QWidget) -> bool:
    at = QApplication.focusWidget()
    return at is not None and widget.isAncestorOf(at)


def test_the_whole_sheet_is_typed_in_without_the_mouse(qtbot, scene: Scene) -> None:
    company = organisation(scene.services.desk, "Atelier Bois")
    scene.services.mail.arrived(company, MailKind.LETTER, sender="Urssaf", on=date(2026, 11, 20))
    dialog = opened(qtbot, scene)
    assert dialog._day.day == MONDAY, "the last day the place was open"
    assert QApplication.focusWidget() is dialog._day
    typed(qtbot, "", "9h", "Maria Roca", "12:30")
    assert line(dialog, 0).became.text() == "✓ Maria Roca, 1 day to pay"
    typed(qtbot, "")
    assert focused_in(dialog.parts[1])
    typed(qtbot, "Maria Roca", "Coffee", "2", "")
    assert line(dialog, 1).became.text() == "✓ 2 × Coffee, in today’s till"
    typed(qtbot, "")
    assert focused_in(dialog.parts[2])
    typed(qtbot, "Atelier Bois", "Jean")
    assert line(dialog, 2).became.text() == "✓ 1 item of Atelier Bois"
    typed(qtbot, "")
    assert focused_in(dialog.parts[3])
    typed(qtbot, "")
    assert QApplication.focusWidget() is dialog.act or focused_in(dialog.parts[3])
    dialog.try_act()
    settle()
    assert scene.window.messages.sentence == "3 lines of the paper day are written."
    (visit,) = scene.services.visits.of_day(MONDAY)
    assert (visit.name, visit.arrived, visit.left) == (
        "Maria Roca", datetime(2026, 11, 23, 9), datetime(2026, 11, 23, 12, 30),
    )  # fmt: skip
    (gone,) = scene.services.mail.lately(company)
    assert (gone.day, gone.to_whom) == (MONDAY, "Jean")


def test_twelve_lines_of_the_printed_sheet_are_typed_in_its_order_with_its_names(qtbot, scene: Scene) -> None:
    """Who was expected is printed on the sheet and stands on the screen, by the same number; only times are typed."""
    services, desk = scene.services, scene.services.desk
    zoe = person(desk, "Zoe", "Ferrer")
    for unit, who, hours in (
        (scene.house.room_a, scene.jean, ("09:00", "10:00")),
        (scene.house.room_b, scene.maria, ("11:00", "12:00")),
        (scene.house.room_a, zoe, ("14:00", "15:00")),
    ):
        _booked_on_monday(scene, unit, who, hours)
    for company in ("Atelier Bois", "Mairie de Seix"):
        services.mail.arrived(organisation(desk, company), MailKind.LETTER, on=date(2026, 11, 20))
    whole = day_papers.sheet(services.planning, services.places, MONDAY, datetime(2026, 11, 22, 18))
    sheet = " ".join(papers.text(documents.render(day_papers.counter_sheet(services.planning, whole))).split())
    printed = [text for text in ("1 Jean Dupont", "2 Maria Roca", "3 Zoe Ferrer") if text in sheet]
    dialog = opened(qtbot, scene)
    lines = dialog.parts[0].lines
    shown = [f"{n} {one._who.text()}" for n, one in enumerate(lines, 1) if isinstance(one, ArrivalLine)]
    assert shown == [*printed, "4 "]
    typed(qtbot, "", "9h", "10h30")
    assert lines[0].became.text().startswith("✓ Jean Dupont")
    assert focused_in(lines[1])
    typed(qtbot, "")  # Maria did not come
    assert focused_in(lines[2])
    typed(qtbot, "14h", "")
    assert focused_in(lines[3])
    for name in ("Ana Vidal", "Luis Vidal", "Odile Prat"):
        person(desk, *name.split())
        typed(qtbot, "15h", name, "16h")
    typed(qtbot, "")
    assert focused_in(dialog.parts[1])
    for who, what in (("", "Coffee"), ("Zoe Ferrer", "Coffee"), ("Jean Dupont", "Print")):
        typed(qtbot, *([who] if who else []), *([what] if who else []), *(["2", ""] if who else []))
        if not who:
            _sale_without_a_name(qtbot, dialog, what)
    typed(qtbot, "")
    assert focused_in(dialog.parts[2])
    typed(qtbot, "Atelier Bois", "Jean", "Mairie de Seix", "Ana")
    typed(qtbot, "")
    room = next(one for one in dialog.parts[3].lines if not one.done)
    for unit, start, end in ((scene.house.room_b, "16:00", "17:00"), (scene.house.room_a, "17:00", "18:00")):
        room = next(one for one in dialog.parts[3].lines if not one.done)
        assert isinstance(room, RoomLine)
        room._unit.choose(unit)
        room.begin()
        typed(qtbot, "", start, end, "Maria Roca")
    assert dialog.written == 12
    dialog.try_act()
    settle()
    assert scene.window.messages.sentence == "12 lines of the paper day are written."
    assert [row.name for row in services.visits.of_day(MONDAY)].count("Maria Roca") == 0
    assert len(services.visits.of_day(MONDAY)) == 5


def _booked_on_monday(scene: Scene, unit: int, who: int, hours: tuple[str, str]) -> None:
    """Booked before it was Monday."""
    clock = scene.services.desk.clock
    assert isinstance(clock, StoppedClock)
    now = clock.wall()
    clock.set(datetime(2026, 11, 20, 9))
    scene.services.bookings.book(NewBooking(unit, who, slot(*hours, "2026-11-23")))
    clock.set(now)


def _sale_without_a_name(qtbot, dialog: PaperDayDialog, what: str) -> None:
    """Tab leaves the name empty."""
    sale = next(one for one in dialog.parts[1].lines if not one.done)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    typed(qtbot, what, "", "")
    assert sale.done, sale.became.text()


def test_another_day_has_other_names_and_what_was_typed_stays(qtbot, scene: Scene) -> None:
    _booked_on_monday(scene, scene.house.room_b, scene.jean, ("09:00", "10:00"))
    dialog = opened(qtbot, scene)
    assert [one.expected for one in dialog.parts[0].lines] == ["Jean Dupont", ""]
    typed(qtbot, "20/11/2026")
    assert [one.expected for one in dialog.parts[0].lines] == [""]
    typed(qtbot, "9h", "Maria Roca", "10h")
    dialog._day.setFocus()
    typed(qtbot, "23/11/2026")
    assert [one.expected for one in dialog.parts[0].lines] == ["", ""]
    assert dialog.parts[0].lines[0].done


def test_a_room_taken_is_booked_on_that_day_and_they_came(qtbot, scene: Scene) -> None:
    dialog = opened(qtbot, scene)
    room = line(dialog, 3)
    room._unit.choose(scene.house.room_b)
    room.begin()
    typed(qtbot, "", "10:00", "11:00", "Maria Roca")
    assert room.became.text() == "✓ Room B, Maria Roca"
    (booked,) = [one for one in scene.services.bookings.of_person(scene.maria) if one.slot.start.date() == MONDAY]
    assert (booked.unit, booked.state) == ("Room B", "checked_in")


def test_what_is_refused_says_why_beside_the_line_which_stays_and_can_be_corrected(qtbot, scene: Scene) -> None:
    dialog = opened(qtbot, scene)
    first = line(dialog, 0)
    first.begin()
    typed(qtbot, "9h", "Nobody At All", "")
    assert first.became.text().startswith("Nobody called “Nobody At All” is in your files.")
    assert not first.done
    assert scene.services.visits.of_day(MONDAY) == ()
    first._who.setText("Maria Roca")
    typed(qtbot, "8h")
    assert first.became.text().startswith("They cannot leave at")
    first._out.setText("18h")
    typed(qtbot, "")
    assert first.done


def test_the_same_person_twice_at_once_is_refused_and_the_first_line_stands(qtbot, scene: Scene) -> None:
    dialog = opened(qtbot, scene)
    line(dialog, 0).begin()
    typed(qtbot, "9h", "Maria Roca", "")
    typed(qtbot, "10h", "Maria Roca", "")
    assert line(dialog, 0, 1).became.text().startswith("Maria Roca was here then already")
    assert len(scene.services.visits.of_day(MONDAY)) == 1


def test_a_day_to_come_is_refused(qtbot, scene: Scene) -> None:
    dialog = opened(qtbot, scene)
    dialog._day.day = date(2026, 12, 2)
    line(dialog, 0).begin()
    typed(qtbot, "9h", "Maria Roca", "")
    assert line(dialog, 0).became.text().startswith("2 December 2026")
    assert scene.services.visits.of_day(date(2026, 12, 2)) == ()


def test_a_line_that_was_written_is_taken_back_and_corrected(qtbot, scene: Scene) -> None:
    dialog = opened(qtbot, scene)
    first = line(dialog, 0)
    first.begin()
    typed(qtbot, "9h", "Maria Roca", "")
    press(qtbot, first, "Take it back")
    assert scene.services.visits.of_day(MONDAY) == ()
    first._in.setText("10h")
    assert first.try_it()
    (visit,) = scene.services.visits.of_day(MONDAY)
    assert visit.arrived.hour == 10


def test_tickets_on_the_slate_cover_the_visit_of_that_day(qtbot, scene: Scene) -> None:
    zoe = person(scene.services.desk, "Zoe", "Ferrer")
    dialog = opened(qtbot, scene)
    line(dialog, 0).begin()
    typed(qtbot, "9h", "Zoe Ferrer", "")
    assert scene.services.visits.of_day(MONDAY)[0].to_pay
    sale = line(dialog, 1)
    ticket = next(one for one in scene.services.counter.articles() if one.half_days >= 2)
    sale._who.setText("Zoe Ferrer")
    sale._what.setText(ticket.name)
    sale._how.choose("slate")
    assert sale.try_it(), sale.became.text()
    visit = scene.services.visits.of_day(MONDAY)[0]
    assert (visit.used, visit.to_pay) == (2, False)
    (owed,) = scene.services.counter.slate(zoe).lines
    assert owed.supplied_on == MONDAY


def test_a_slate_without_a_name_and_what_is_not_sold_are_refused(qtbot, scene: Scene) -> None:
    dialog = opened(qtbot, scene)
    sale = line(dialog, 1)
    sale._what.setText("Coffee")
    sale._how.choose("slate")
    assert not sale.try_it()
    assert "the name" in sale.became.text()
    sale._what.setText("Champagne")
    assert not sale.try_it()
    assert sale.became.text().startswith("Nothing called “Champagne” is sold here.")
    assert not scene.services.till.payments(limit=5)


def test_mail_that_was_not_on_the_shelf_is_told(qtbot, scene: Scene) -> None:
    dialog = opened(qtbot, scene)
    mail = line(dialog, 2)
    mail._whose.setText("Maria Roca")
    assert not mail.try_it()
    assert mail.became.text().startswith("Nothing was on the shelf for Maria Roca on")


def test_what_was_typed_and_not_entered_is_not_lost_by_done(qtbot, scene: Scene) -> None:
    dialog = opened(qtbot, scene)
    first = line(dialog, 0)
    first._in.setText("9h")
    first._who.setText("Maria Roca")
    dialog.try_act()
    settle()
    assert len(scene.services.visits.of_day(MONDAY)) == 1


def popup_of(dialog: PaperDayDialog) -> QWidget:
    """The list under the name of the first arrival."""
    first = line(dialog, 0)
    assert isinstance(first, ArrivalLine)
    popup = first._who.completer().popup()
    assert popup is not None
    return popup


def entered(qtbot) -> None:
    """Enter where the keyboard is: in the list that is open, else in the field."""
    settle()
    qtbot.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()


@pytest.mark.parametrize("open_list", [True, False])
def test_enter_takes_the_first_match_and_goes_on_whether_the_list_is_open_or_not(
    qtbot, scene: Scene, open_list: bool
) -> None:
    zoe = person(scene.services.desk, "Zoé", "Mestre")
    dialog = opened(qtbot, scene)
    first = line(dialog, 0)
    assert isinstance(first, ArrivalLine)
    typed(qtbot, "", "9h")
    qtbot.keyClicks(QApplication.focusWidget(), "mestre zoe")
    if open_list:
        qtbot.waitUntil(popup_of(dialog).isVisible)
    entered(qtbot)
    assert not popup_of(dialog).isVisible()
    assert first._who.text() == "Zoé Mestre"
    assert QApplication.focusWidget() is first._out
    typed(qtbot, "16h")
    (visit,) = scene.services.visits.of_day(MONDAY)
    assert (visit.party_id, visit.left) == (zoe, datetime(2026, 11, 23, 16))


def test_enter_goes_on_from_a_name_that_stands_there_already(qtbot, scene: Scene) -> None:
    dialog = opened(qtbot, scene)
    first = line(dialog, 0)
    assert isinstance(first, ArrivalLine)
    typed(qtbot, "", "9h", "Maria Roca")
    first._who.setFocus()
    entered(qtbot)
    assert QApplication.focusWidget() is first._out
    assert first._who.text() == "Maria Roca"


def test_enter_takes_neither_of_two_namesakes_before_the_list_shows_which(qtbot, scene: Scene) -> None:
    other = person(scene.services.desk, "Maria", "Roca")
    dialog = opened(qtbot, scene)
    first = line(dialog, 0)
    assert isinstance(first, ArrivalLine)
    typed(qtbot, "", "9h")
    qtbot.keyClicks(QApplication.focusWidget(), "maria")
    entered(qtbot)
    assert popup_of(dialog).isVisible()
    qtbot.keyClick(popup_of(dialog), Qt.Key.Key_Down)
    entered(qtbot)
    assert QApplication.focusWidget() is first._out
    typed(qtbot, "10h")
    (visit,) = scene.services.visits.of_day(MONDAY)
    assert visit.party_id in {other, scene.maria}


def test_enter_takes_the_first_of_what_is_sold_from_its_open_list(qtbot, scene: Scene) -> None:
    dialog = opened(qtbot, scene)
    sale = line(dialog, 1)
    assert isinstance(sale, SaleLine)
    sale._what.setFocus()
    qtbot.keyClicks(sale._what, "coff")
    entered(qtbot)
    assert sale._what.text() == "Coffee"
    assert QApplication.focusWidget() is sale._many


def test_opened_again_the_day_expects_only_who_is_not_noted_and_says_who_is(qtbot, scene: Scene) -> None:
    _booked_on_monday(scene, scene.house.room_a, scene.jean, ("09:00", "10:00"))
    _booked_on_monday(scene, scene.house.room_b, scene.maria, ("11:00", "12:00"))
    dialog = opened(qtbot, scene)
    assert [(one.number, one.expected) for one in dialog.parts[0].lines] == [
        (1, "Jean Dupont"), (2, "Maria Roca"), (3, ""),
    ]  # fmt: skip
    assert dialog._noted.isHidden()
    typed(qtbot, "", "9h", "10h")
    dialog.try_act()
    settle()
    again = opened(qtbot, scene)
    assert [(one.number, one.expected) for one in again.parts[0].lines] == [(2, "Maria Roca"), (3, "")]
    assert again._noted.text() == "1 noted already: Jean Dupont"
    assert again._noted.isVisible()


def test_the_same_visit_twice_is_told_with_the_day_once(qtbot, scene: Scene) -> None:
    dialog = opened(qtbot, scene)
    line(dialog, 0).begin()
    typed(qtbot, "9h30", "Maria Roca", "12h")
    typed(qtbot, "10h", "Maria Roca", "")
    assert line(dialog, 0, 1).became.text() == (
        "Maria Roca was here then already, on 23 November from 09:30 to 12:00. Correct that visit."
    )
