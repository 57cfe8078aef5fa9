"""The front page: what it shows of the day, and that each of its buttons does something that can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pressing
import scenes
from builders import NOW, advance_to, organisation, slot
from pressing import press
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from scenes import Scene

from tierslieu_desk import formats, i18n
from tierslieu_desk.rules.recurrence import Frequency, Rule
from tierslieu_desk.rules.vocabulary import EventKind, MailKind, Role, UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.free_now import FreeNow
from tierslieu_desk.services.booking.series import NewSeries
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.services.visit.visits import VisitRow
from tierslieu_desk.ui.pages.events.sheet import EventSheet
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.settings.second_place import SecondPlaceDialog
from tierslieu_desk.ui.pages.today import page as today
from tierslieu_desk.ui.pages.today import words as today_words
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.translations import amount, day_title, moment_title
from tierslieu_desk.ui.widgets.cards import Row, StatTile
from tierslieu_desk.ui.widgets.doors import DoorButton
from tierslieu_desk.ui.widgets.labels import Chip, Facts, Words
from tierslieu_desk.wallclock import Slot


def rows_of(page: today.TodayPage) -> list[str]:
    settle()
    return [row.accessibleName() for row in page.findChildren(Row) if not row.isHidden()]


def test_it_shows_who_is_here_what_comes_and_what_is_due(scene: Scene) -> None:
    page = scene.window.go("today")
    assert page.title == "Tuesday 24 November"
    assert rows_of(page) == ["Jean Dupont", "Maria Roca", "No copy outside this computer"]
    tiles = {tile.accessibleName(): tile.accessibleDescription() for tile in page.findChildren(StatTile)}
    assert tiles == {
        "Open space: free": "2 of 3",  # Jean sits at one
        "Room A · 8 seats": "free until 14:00",
        "Room B · 6 seats": "free all day",
        "Booth": "free all day",
    }


def test_one_more_passing_by_counts_until_it_is_undone(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    press(qtbot, page, "+1 passing by")
    assert scene.services.today.view().passers_by == 1
    assert scene.window.messages.sentence == "One more person passed by."
    scene.window.messages._do()
    assert scene.services.today.view().passers_by == 0


def test_whoever_leaves_can_come_back_by_undo(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    press(qtbot, page, "Jean Dupont leaves")
    qtbot.waitUntil(lambda: "Jean Dupont" not in rows_of(page))
    assert scene.services.visits.here_now() == ()
    scene.window.messages._do()
    qtbot.waitUntil(lambda: "Jean Dupont" in rows_of(page))


def test_a_departure_that_somebody_wrote_anew_meanwhile_is_not_taken_back(qtbot, scene: Scene) -> None:
    page, visits = scene.window.go("today"), scene.services.visits
    press(qtbot, page, "Jean Dupont leaves")
    (row,) = visits.of_person(scene.jean)
    visits.undo_check_out(row.id, row.left)
    scene.services.desk.clock.advance(timedelta(minutes=5))
    visits.check_out(scene.jean)
    scene.window.messages._do()
    assert visits.here_now() == ()
    assert scene.window.messages.sentence.startswith("Somebody changed this meanwhile.")


def plugged_in(scene: Scene, disk: str) -> Copies:
    """A stick beside the desk's folder, on that disk; the desk is on the disk "desk"."""
    data = scene.services.desk.store.folder
    stick = data.parent / f"{data.name}-stick"
    stick.mkdir()
    return Copies(scene.services.desk, lambda folder: frozenset({disk if folder == stick else "desk"}))


def stick_of(scene: Scene) -> Path:
    data = scene.services.desk.store.folder
    return data.parent / f"{data.name}-stick"


def test_the_missing_copy_asks_for_a_stick_copies_there_and_is_told_no_more(qtbot, scene: Scene, monkeypatch) -> None:
    monkeypatch.setitem(vars(scene.services), "copies", plugged_in(scene, "stick"))
    page = scene.window.go("today")
    assert "No copy outside this computer" in rows_of(page)
    press(qtbot, page, "Copy elsewhere…")
    asked = pressing.dialog()
    assert isinstance(asked, SecondPlaceDialog)
    asked.second.folder.setText(str(stick_of(scene)))
    asked.try_act()
    settle()
    assert scene.window.messages.sentence == "Everything was copied and checked, here and in the second place."
    assert len(list(stick_of(scene).glob("*.tldesk"))) == 1
    assert "No copy outside this computer" not in rows_of(page)


def test_a_second_place_that_is_there_is_copied_to_at_one_click(qtbot, scene: Scene, monkeypatch) -> None:
    monkeypatch.setitem(vars(scene.services), "copies", plugged_in(scene, "stick"))
    scene.services.copies.choose_second_place(str(stick_of(scene)))
    page = scene.window.go("today")
    press(qtbot, page, "Copy elsewhere…")
    settle()
    assert scene.window.messages.sentence == "Everything was copied and checked, here and in the second place."
    assert "No copy outside this computer" not in rows_of(page)


def test_a_stick_that_is_not_plugged_in_is_told_where_another_can_be_chosen(qtbot, scene: Scene, monkeypatch) -> None:
    monkeypatch.setitem(vars(scene.services), "copies", plugged_in(scene, "stick"))
    scene.services.copies.choose_second_place(str(stick_of(scene)))
    stick_of(scene).rmdir()
    press(qtbot, scene.window.go("today"), "Copy elsewhere…")
    asked = pressing.dialog()
    (told,) = asked.form.refusals
    assert stick_of(scene).name in told
    stick_of(scene).mkdir()
    asked.try_act()
    settle()
    assert len(list(stick_of(scene).glob("*.tldesk"))) == 1


def test_rows_that_did_not_change_are_not_drawn_anew(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    before = [row for row in page.findChildren(Row) if row.accessibleName() == "Jean Dupont"]
    page.refresh()
    assert [row for row in page.findChildren(Row) if row.accessibleName() == "Jean Dupont"] == before


def test_it_watches_what_its_service_reads() -> None:
    assert today.WATCHES == Today.WATCHES


def test_half_days_are_said_as_days() -> None:
    assert [today_words.half_days(n) for n in (1, 2, 3, 13)] == ["½ day", "1 day", "1½ days", "6½ days"]


def test_the_age_of_a_copy_is_said_in_days() -> None:
    at = datetime(2026, 11, 23, 18, 10)
    assert today_words.ago(at, NOW) == "yesterday 18:10"
    assert today_words.ago(NOW, NOW) == "today 10:47"
    assert today_words.ago(datetime(2026, 11, 15, 9), NOW) == "9 days ago"


def test_many_rooms_share_one_tile() -> None:
    rooms = [FreeNow(n, f"Room {n}", "room", 4, n % 2, 1, None) for n in range(5)]
    assert today_words.tiles(rooms) == (today_words.Tile("Rooms free", "2", "of 5"),)


def test_qt_writes_days_and_amounts_as_the_papers_do() -> None:
    firsts = [datetime(2027, month, 1, 9, 5) for month in range(1, 13)]
    for spoken in ("fr", "es", "ca", "eu", "en"):
        i18n.set_language(spoken)
        assert day_title(NOW.date()) == formats.date_weekday(NOW.date()), spoken
        assert [moment_title(at) for at in (NOW, *firsts)] == [formats.moment(at) for at in (NOW, *firsts)], spoken
        for cents in (0, 5, 123450, 99999, -1250):
            assert amount(cents) == formats.amount(cents), spoken


def second_place(scene: Scene, disk: str) -> Copies:
    """The desk is on the disk "desk", and copies also go to a folder on that one."""
    data = scene.services.desk.store.folder
    key = data.parent / f"{data.name}-key"
    key.mkdir()
    copies = Copies(scene.services.desk, lambda folder: frozenset({disk if folder == key else "desk"}))
    copies.choose_second_place(str(key))
    return copies


def copy_told(scene: Scene) -> tuple[str, list[tuple[str, str]]]:
    """The foot of the rail, and what stands about copies under "To do"."""
    page = scene.window.go("today")
    page.refresh()
    settle()
    rows = [row for row in page.findChildren(Row) if not row.isHidden() and "outside" in row.accessibleName()]
    view = scene.services.today.view()
    return today_words.copy_words(view), [(row.accessibleName(), row.accessibleDescription()) for row in rows]


def test_without_any_copy_outside_it_says_so(scene: Scene) -> None:
    assert copy_told(scene) == (
        "No copy outside this computer yet",
        [("No copy outside this computer", "None on this computer either")],
    )


def test_a_copy_outside_made_today_is_nothing_to_do_until_it_is_older_than_a_week(scene: Scene) -> None:
    second_place(scene, "stick").make()
    assert copy_told(scene) == ("Outside copy: today 10:47", [])
    advance_to(scene.services.desk, NOW + timedelta(days=7))
    assert copy_told(scene) == ("Outside copy: 7 days ago", [])
    advance_to(scene.services.desk, NOW + timedelta(days=8))
    assert copy_told(scene) == (
        "Outside copy: 8 days ago",
        [("The outside copy is 8 days old", "On this computer: 8 days ago")],
    )


def test_a_copy_on_the_same_disk_is_none_outside_and_it_says_why(scene: Scene) -> None:
    second_place(scene, "desk").make()
    assert copy_told(scene) == (
        "No copy outside this computer yet",
        [
            (
                "No copy outside this computer",
                "On this computer: today 10:47 · The second place is on the same disk: choose a stick or another disk.",
            )
        ],
    )


def test_a_second_place_on_the_same_disk_is_asked_for_anew_and_a_copy_there_says_so(
    qtbot, scene: Scene, monkeypatch
) -> None:
    page = scene.window.go("today")
    monkeypatch.setitem(vars(scene.services), "copies", second_place(scene, "desk"))
    press(qtbot, page, "Copy elsewhere…")
    pressing.dialog().try_act()
    settle()
    assert scene.window.messages.sentence == (
        "Everything was copied and checked, but the second place is on the same disk: "
        "what breaks or takes this computer takes both. Copy it to a stick as well."
    )


LETTER = "Write to the registry about Pyrène Conseil"
LETTER_SENT = "Sent: the letter to the registry about the mail of Pyrène Conseil"
JANUARY = "Send the list of companies that had their seat here on 1 January"
JANUARY_SENT = "Sent: the list of companies that had their seat here on 1 January"
QUARTER = "Send the list of companies that came or left last quarter"


def domicile(scene: Scene, name: str, starts: date) -> int:
    """The number of a company whose seat is here since that day, in a place approved from 1 March 2024 on."""
    services = scene.services
    approval = {"approval_number": "09-2024-17", "approved_from": date(2024, 3, 1)}
    services.places.describe(replace(services.places.get(), **approval))
    firm = organisation(services.desk, name)
    services.domiciliations.open(firm, starts)
    return firm


def buttons_of(page: today.TodayPage, row: str) -> list[str]:
    """What the buttons of that row are called, the row itself left out, which leads somewhere."""
    settle()
    (found,) = [one for one in page.findChildren(Row) if one.accessibleName() == row and not one.isHidden()]
    return [one.accessibleName() for one in found.findChildren(QPushButton) if not isinstance(one, DoorButton)]


def test_the_list_of_january_is_told_as_sent_and_can_be_taken_back(qtbot, scene: Scene) -> None:
    """A company here since 1 December 2025: the list of 1 January 2026 was due on the 14th and stays until it goes."""
    domicile(scene, "Pyrène Conseil", date(2025, 12, 1))
    page = scene.window.go("today")
    assert buttons_of(page, JANUARY) == [JANUARY_SENT]
    press(qtbot, page, JANUARY_SENT)
    qtbot.waitUntil(lambda: JANUARY not in rows_of(page))
    assert scene.window.messages.sentence == ("The list of companies that had their seat here on 1 January was sent.")
    scene.window.messages._do()
    qtbot.waitUntil(lambda: JANUARY in rows_of(page))


def test_the_list_of_the_quarter_that_was_sent_is_that_of_the_last_one(qtbot, scene: Scene) -> None:
    """Who came on 7 September is on the list of the third quarter; the list of 1 January has nobody."""
    domicile(scene, "Pyrène Conseil", date(2026, 9, 7))
    page = scene.window.go("today")
    press(qtbot, page, "Sent: the list of companies that came or left last quarter")
    qtbot.waitUntil(lambda: QUARTER not in rows_of(page))
    assert scene.window.messages.sentence == "The list of companies that came or left last quarter was sent."
    assert not [row for row in scene.services.today.view().due if row.duty is not None]
    scene.window.messages._do()
    qtbot.waitUntil(lambda: QUARTER in rows_of(page))


def test_the_letter_about_mail_is_told_as_sent_and_the_mail_still_waits(qtbot, scene: Scene) -> None:
    """Since 20 August, 96 days: the letter was to go on 20 November. The mail lies there all the same."""
    firm = domicile(scene, "Pyrène Conseil", date(2026, 1, 5))
    scene.services.mail.arrived(firm, MailKind.LETTER, on=date(2026, 8, 20))
    page = scene.window.go("today")
    press(qtbot, page, LETTER_SENT)
    qtbot.waitUntil(lambda: "Mail not collected for 96 days" in rows_of(page))
    assert LETTER not in rows_of(page)
    assert buttons_of(page, "Mail not collected for 96 days") == []
    assert scene.services.domiciliations.all()[0].registry_told_on == NOW.date()
    assert scene.window.messages.sentence == "The letter to the registry about Pyrène Conseil was sent."
    scene.window.messages._do()
    qtbot.waitUntil(lambda: LETTER in rows_of(page))
    assert scene.services.domiciliations.all()[0].registry_told_on is None


def test_the_letter_about_the_end_of_a_contract_is_told_as_sent(qtbot, scene: Scene) -> None:
    domicile(scene, "Pyrène Conseil", date(2026, 5, 4))
    scene.services.domiciliations.end(1, date(2026, 11, 20))
    page = scene.window.go("today")
    row = "Write to the registry: Pyrène Conseil has left"
    press(qtbot, page, "Sent: the letter to the registry, Pyrène Conseil has left")
    qtbot.waitUntil(lambda: row not in rows_of(page))
    scene.window.messages._do()
    qtbot.waitUntil(lambda: row in rows_of(page))


def test_a_letter_that_another_one_followed_is_not_taken_back(qtbot, scene: Scene) -> None:
    firm = domicile(scene, "Pyrène Conseil", date(2026, 1, 5))
    scene.services.mail.arrived(firm, MailKind.LETTER, on=date(2026, 8, 20))
    page = scene.window.go("today")
    press(qtbot, page, LETTER_SENT)
    advance_to(scene.services.desk, NOW + timedelta(days=1))
    scene.services.domiciliations.registry_told(1)
    scene.window.messages._do()
    assert scene.window.messages.sentence.startswith("Somebody changed this meanwhile.")
    assert scene.services.domiciliations.all()[0].registry_told_on == date(2026, 11, 25)


def test_what_a_date_must_end_has_no_button_for_having_been_sent(scene: Scene) -> None:
    """A proxy and an approval end by a new date, mail by being collected."""
    services = scene.services
    firm = domicile(scene, "Pyrène Conseil", date(2026, 1, 5))
    services.places.describe(replace(services.places.get(), approved_until=date(2026, 12, 31)))
    services.domiciliations.proxy_signed(1, date(2026, 12, 4))
    services.mail.arrived(firm, MailKind.LETTER, on=date(2026, 9, 10))
    page = scene.window.go("today")
    page.refresh()
    assert buttons_of(page, "Mail not collected for 75 days") == []
    proxy = "Pyrène Conseil: the postal proxy ends on Friday 4 December"
    assert buttons_of(page, proxy) == ["A new postal proxy of Pyrène Conseil"]
    assert buttons_of(page, "The approval to domicile companies ends on Thursday 31 December") == []


def test_a_legal_duty_is_one_row_with_what_to_do_and_by_when(scene: Scene) -> None:
    """Since 10 September nobody has collected a company's mail: 75 days; its contract is older than the quarter."""
    services = scene.services
    approval = {"approval_number": "09-2024-17", "approved_from": date(2024, 3, 1)}
    services.places.describe(replace(services.places.get(), **approval))
    firm = organisation(services.desk)
    services.domiciliations.open(firm, date(2026, 1, 5))
    services.domiciliations.list_sent(20260)
    services.mail.arrived(firm, MailKind.LETTER, on=date(2026, 9, 10))
    page = scene.window.go("today")
    page.refresh()
    settle()
    rows = {row.accessibleName(): row for row in page.findChildren(Row) if not row.isHidden()}
    row = rows["Mail not collected for 75 days"]
    assert row.accessibleDescription() == (
        "Call Pyrène Conseil. If nobody comes, write to the registry on Thursday 10 December."
    )
    assert [chip.text() for chip in row.findChildren(Chip)] == ["in 16 days"]
    assert "Mail for Pyrène Conseil" not in rows


def test_a_desk_in_a_cloud_folder_is_something_to_do_and_no_obstacle(qapp, tmp_path: Path) -> None:
    with scenes.scene(tmp_path / "Nextcloud" / "desk") as made:
        page = made.window.go("today")
        settle()
        rows = {row.accessibleName(): row.accessibleDescription() for row in page.findChildren(Row)}
        assert rows["Move the desk out of the cloud folder"] == (
            f"A cloud service copies {tmp_path / 'Nextcloud' / 'desk'} and can damage the desk while it is open. "
            "Close the desk and have this folder moved elsewhere on this computer: only copies belong in the cloud."
        )
        assert made.services.bookings.book(
            NewBooking(made.house.booth, made.maria, slot("15:00", "16:00", scenes.TODAY))
        )


def test_one_key_counts_who_passes_by(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    page.setFocus()
    settle()
    qtbot.keyClick(page, Qt.Key.Key_Plus)
    assert scene.services.today.view().passers_by == 1
    assert scene.window.messages.sentence == "One more person passed by."
    scene.window.messages._do()
    assert scene.services.today.view().passers_by == 0


def test_the_key_for_passers_by_is_todays_alone(qtbot, scene: Scene) -> None:
    scene.window.go("today")
    page = scene.window.go("people")
    page.setFocus()
    settle()
    qtbot.keyClick(page, Qt.Key.Key_Plus)
    assert scene.services.today.view().passers_by == 0


def test_an_arrival_says_what_it_used_and_what_is_left() -> None:
    """Half-days: a day used of three, the last one used, half a day that nothing pays for, a subscription."""
    visit = VisitRow(1, 1, "Maria Roca", Role.MEMBER, NOW.date(), NOW, None, False, 2, 2, False)
    assert today_words.arrived(visit, 4) == "Maria Roca is here: 1 day used, 2 days left."
    assert today_words.arrived(visit, 0) == "Maria Roca is here: 1 day used, nothing is left."
    unpaid = replace(visit, half_days=1, used=0, to_pay=True)
    assert today_words.arrived(unpaid, 0) == "Maria Roca is here: ½ day to pay."
    assert today_words.arrived(replace(visit, used=0), 0) == "Maria Roca is here."


def test_the_second_line_of_a_row_ends_with_no_dot_where_it_needs_two(qtbot) -> None:
    told = Facts("Salle Bleue · Commission voirie · jusqu’à 12:00", "second")
    qtbot.addWidget(told)
    told.resize(1000, 60)
    told.show()
    settle()
    assert told.text() == "Salle Bleue · Commission voirie · jusqu’à 12:00"
    told.resize(told.fontMetrics().horizontalAdvance("Salle Bleue · Commission voirie") + 6, 60)
    settle()
    assert told.text() == "Salle Bleue · Commission voirie\njusqu’à 12:00"
    assert told.heightForWidth(told.width()) >= 2 * told.fontMetrics().height() - 2


def test_whoever_has_booked_is_told_apart_from_whoever_came(scene: Scene) -> None:
    page = scene.window.go("today")
    settle()
    assert [chip.text() for chip in page.findChildren(Chip) if not chip.isHidden() and chip.text() == "to come"]
    scene.services.bookings.check_in(scene.booking)
    page.refresh()
    settle()
    assert [chip.text() for chip in page.findChildren(Chip) if not chip.isHidden() and chip.text() == "is here"]


def door(page: today.TodayPage, says: str) -> DoorButton:
    """The row that opens something and is called so."""
    settle()
    (found,) = [one for one in page.findChildren(DoorButton) if one.accessibleName() == says and one.isVisible()]
    return found


def shown(kind: type) -> list:
    settle()
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


def click_on_the_words(qtbot, page: today.TodayPage, words: str) -> None:
    """As a hand does: on the strong line, whatever widget takes the press there."""
    settle()
    (row,) = [one for one in page.findChildren(Row) if one.accessibleName() == words and not one.isHidden()]
    (line,) = [one for one in row.findChildren(Words) if one.text() == words]
    at = line.mapTo(row, line.rect().center())
    taker = row.childAt(at)
    assert isinstance(taker, DoorButton)
    qtbot.mouseClick(taker, Qt.MouseButton.LeftButton, pos=taker.mapFrom(row, at))


def test_a_booking_of_the_day_opens_its_sheet_and_from_there_its_slip(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    click_on_the_words(qtbot, page, "Maria Roca")
    (sheet,) = shown(BookingSheet)
    (slip,) = [one for one in sheet.findChildren(QPushButton) if one.text() == "Slip…" and one.isVisible()]
    slip.click()
    (paper,) = shown(PaperDialog)
    paper.close()
    for left in shown(BookingSheet):
        left.close()


def test_a_row_of_the_day_is_reached_by_tab_and_opened_by_enter(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    wanted = door(page, "14:00, Maria Roca")
    assert wanted.accessibleDescription() == "Room A · until 16:00"
    page._book.setFocus()
    for _step in range(40):
        if scene.window.focusWidget() is wanted:
            break
        qtbot.keyClick(scene.window.focusWidget(), Qt.Key.Key_Tab)
    assert scene.window.focusWidget() is wanted
    qtbot.keyClick(wanted, Qt.Key.Key_Return)
    (sheet,) = shown(BookingSheet)
    sheet.close()


def test_the_row_that_has_the_keyboard_keeps_it_when_the_day_is_drawn_anew(scene: Scene) -> None:
    page = scene.window.go("today")
    first = door(page, "14:00, Maria Roca")
    first.setFocus()
    advance_to(scene.services.desk, NOW + timedelta(minutes=1))
    page.tick()
    again = door(page, "14:00, Maria Roca")
    assert again is not first
    assert scene.window.focusWidget() is again
    page._book.setFocus()
    advance_to(scene.services.desk, NOW + timedelta(minutes=2))
    page.tick()
    assert scene.window.focusWidget() is page._book


def test_a_row_that_opens_something_shows_it_under_the_mouse(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    row = door(page, "14:00, Maria Roca")
    page._book.setFocus()
    before = row.grab().toImage()
    qtbot.mouseMove(row, QPoint(9, 9))
    qtbot.mouseMove(row, QPoint(12, 12))
    settle()
    assert row.grab().toImage() != before


def test_an_event_of_the_day_opens_its_sheet(qtbot, scene: Scene) -> None:
    lamp = [(scene.house.room_b, slot("18:00", "20:00", scenes.TODAY))]
    scene.services.events.add(NewEvent("Mend a lamp", EventKind.WORKSHOP, 5, lamp))
    page = scene.window.go("today")
    click_on_the_words(qtbot, page, "Mend a lamp")
    (sheet,) = shown(EventSheet)
    sheet.close()


def test_a_booking_that_is_gone_meanwhile_is_told_and_opens_nothing(scene: Scene, monkeypatch) -> None:
    page = scene.window.go("today")
    row = door(page, "14:00, Maria Roca")
    row.setProperty("leads_to", replace(row.property("leads_to"), owner_id=999))
    row.click()
    assert shown(BookingSheet) == []
    assert scene.window.messages.sentence


def test_what_waits_for_a_hand_leads_to_the_page_where_it_is_done(qtbot, scene: Scene) -> None:
    services = scene.services
    scenes.money_moves(scene)
    advance_to(services.desk, NOW + timedelta(days=60))
    services.mail.arrived(scene.maria, MailKind.LETTER)
    saw = services.units.add(NewUnit("Saw", UnitKind.TOOL))
    start = services.desk.clock.wall()
    services.loans.lend(saw, scene.maria, Slot(start, start + timedelta(hours=2)))
    page = scene.window.go("today")
    page.refresh()
    settle()
    for begins, code in (("Mail for Maria Roca", "mail"), ("Invoice ", "money"), ("Saw is out", "equipment")):
        scene.window.go("today")
        settle()
        names = [one.accessibleName() for one in page.findChildren(DoorButton) if one.isVisible()]
        (name,) = [one for one in names if one.startswith(begins)]
        click_on_the_words(qtbot, page, name)
        assert scene.window.page is scene.window.go(code)
    scene.window.go("today")
    settle()
    qtbot.keyClick(door(page, "Mail for Maria Roca"), Qt.Key.Key_Enter)
    assert scene.window.page is scene.window.go("mail")
    scene.window.go("today")
    door(page, f"{formats.clock_time(start + timedelta(hours=2))}, Saw comes back").click()
    assert scene.window.page is scene.window.go("equipment")


def clashing(scene: Scene) -> BookingSheet:
    """Jean comes on three Wednesdays at nine, and Maria has the room on the second: opened from its row."""
    services, room = scene.services, scene.house.room_a
    services.bookings.book(NewBooking(room, scene.maria, slot("09:00", "10:00", "2026-12-02")))
    weekly = Rule(Frequency.WEEK, 1, datetime(2026, 11, 25, 9), 60, count=3)
    services.series.book(NewSeries(room, scene.jean, weekly))
    page = scene.window.go("today")
    page.refresh()
    settle()
    waiting = door(page, "Jean Dupont has no space")
    assert waiting.accessibleDescription().startswith("Room A · Wednesday 2 December (in 8 days)")
    waiting.click()
    settle()
    planning = scene.window.page
    assert planning is scene.window.go("planning")
    assert planning.day == date(2026, 12, 2)
    assert planning.view.block is not None
    assert planning.view.block.title == "Maria Roca", "what stands in the way"
    (sheet,) = shown(BookingSheet)
    return sheet


def test_a_date_without_a_space_opens_the_planning_where_it_would_stand(qtbot, scene: Scene) -> None:
    sheet = clashing(scene)
    press(qtbot, sheet, "Leave this date out")
    assert [row for row in scene.services.today.view().due if row.kind == "clash"] == []


def test_a_legal_duty_opens_the_contract_it_is_about_and_the_place_s_own_the_legal_part(scene: Scene) -> None:
    services = scene.services
    domicile(scene, "Aneto Bois", date(2026, 1, 5))
    domicile(scene, "Pyrène Conseil", date(2026, 1, 5))
    services.places.describe(replace(services.places.get(), approved_until=date(2026, 12, 31)))
    services.domiciliations.proxy_signed(2, date(2026, 12, 4))
    page = scene.window.go("today")
    page.refresh()
    settle()
    door(page, "Pyrène Conseil: the postal proxy ends on Friday 4 December").click()
    settle()
    mail = scene.window.page
    assert mail is scene.window.go("mail")
    assert mail.part is mail.companies
    assert mail.companies.table.row.who == "Pyrène Conseil"
    scene.window.go("today")
    settle()
    door(page, "The approval to domicile companies ends on Thursday 31 December").click()
    settle()
    assert scene.window.page is mail
    assert mail.part is mail.legal


def test_the_button_of_a_duty_is_pressed_and_does_not_open_it(qtbot, scene: Scene) -> None:
    domicile(scene, "Pyrène Conseil", date(2025, 12, 1))
    page = scene.window.go("today")
    page.refresh()
    settle()
    sent = [b for b in page.findChildren(QPushButton) if b.accessibleName() == JANUARY_SENT]
    qtbot.mouseClick(sent[0], Qt.MouseButton.LeftButton)
    settle()
    assert scene.window.page is page
    assert scene.window.messages.sentence.endswith("was sent.")
