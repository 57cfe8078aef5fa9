"""Quotes in the window: begun where one books, seen under Money and on their page, sent, accepted, refused."""

from __future__ import annotations

from datetime import date, datetime

from builders import slot
from pressing import front, press
from PySide6.QtWidgets import QPushButton
from scenes import NEXT_WEEK, Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.quotes import NewQuote, Wanted
from tierslieu_desk.ui import drafts
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.money.quote_change import QuoteChangeDialog
from tierslieu_desk.ui.pages.money.quote_dialog import QuoteDialog
from tierslieu_desk.ui.pages.money.quote_price import QuotePriceDialog
from tierslieu_desk.ui.pages.money.quote_sheet import QuoteSheet, QuotesSheet
from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.comes_back import WEEKLY
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Words

NOW = datetime(2026, 11, 24, 10, 47)
EVENING = slot("18:00", "20:00", NEXT_WEEK)


def words_of(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Words) if one.isVisible())


def quoted(scene: Scene, party: int | None = None, **more: object) -> int:
    wanted = (Wanted(scene.house.room_a, EVENING),)
    new = NewQuote(wanted, date(2026, 12, 24), party, **more)  # type: ignore[arg-type]
    return scene.services.quotes.make(new)


def opened(scene: Scene, number: int) -> QuoteSheet:
    scene.window.lead(f"money/quote/{number}")
    return front(QuoteSheet)


def test_a_quote_is_begun_where_one_books_and_seen_at_once_under_money(qtbot, scene: Scene) -> None:
    form = BookingDialog(
        scene.window, scene.services, Jobs(AtOnce()), now=NOW, unit_id=scene.house.room_a, slot=EVENING
    )
    form.open()
    form.fill("Jean Dupont")
    form.come_back(WEEKLY, 3)
    press(qtbot, form, "A quote instead…")
    dialog = front(QuoteDialog)
    assert "Together: €72.00" in words_of(dialog)
    assert dialog.hold.isVisible()
    dialog.try_act()
    sheet = front(QuoteSheet)
    assert scene.window.page is scene.window.go("money")
    (row,) = scene.services.quotes.of_person(scene.jean)
    assert (row.number, row.totals.gross, len(row.lines)) == ("D2026-0001", 7200, 3)
    sheet.try_act()
    assert [one.state for one in scene.services.bookings.of_person(scene.jean)] == ["confirmed"] * 3


def test_for_somebody_in_no_file_a_name_and_an_address_are_enough(qtbot, scene: Scene) -> None:
    dialog = QuoteDialog(scene.window, scene.services, date(2026, 11, 24), [Wanted(scene.house.room_a, EVENING)])
    dialog.open()
    dialog.who.setText("Mairie de Camon")
    settle()
    assert not dialog.hold.isVisible()
    dialog._fields["city"][1].setText("Camon")
    press(qtbot, dialog, "Add this time")
    assert len(dialog._times) == 2
    dialog.try_act()
    (row,) = scene.services.quotes.list()
    assert (row.name, row.city, len(row.lines), row.lines[1].slot.start.day) == ("Mairie de Camon", "Camon", 2, 2)
    sheet = opened(scene, row.id)
    sheet.try_act()
    form = front(PersonDialog)
    form.added.emit(scene.maria)
    form.reject()
    assert scene.services.quotes.get(row.id).state == "accepted"
    assert scene.services.quotes.get(row.id).party_id == scene.maria


def test_without_a_name_or_a_time_no_quote_is_made(qtbot, scene: Scene) -> None:
    dialog = QuoteDialog(scene.window, scene.services, date(2026, 11, 24))
    dialog.open()
    dialog.try_act()
    assert dialog.isVisible()
    dialog.who.setText("Somebody")
    dialog.try_act()
    assert dialog.isVisible()
    assert scene.services.quotes.list() == ()
    dialog.close()


def test_a_time_that_cannot_be_had_says_so_while_the_quote_is_written(scene: Scene) -> None:
    scene.services.bookings.book(NewBooking(scene.house.room_a, scene.maria, EVENING))
    wanted = [Wanted(scene.house.room_a, EVENING), Wanted(scene.house.booth, EVENING)]
    dialog = QuoteDialog(scene.window, scene.services, date(2026, 11, 24), wanted)
    dialog.open()
    dialog.who.setText("Mairie de Camon")
    settle()
    assert words_of(dialog).count("Room A is taken by Maria Roca") == 1
    assert dialog.act.text() == "Make it all the same"
    dialog.try_act()
    assert len(scene.services.quotes.list()) == 1, "it may come free"
    other = QuoteDialog(scene.window, scene.services, date(2026, 11, 24), wanted[1:])
    assert other.act.text() == "Make the quote"
    other.close()


def test_a_quote_made_again_does_not_stand_in_its_own_way(scene: Scene) -> None:
    row = scene.services.quotes.get(quoted(scene, scene.jean, hold=True))
    dialog = QuoteChangeDialog(scene.window, scene.services, date(2026, 11, 24), row)
    assert dialog.act.text() == "Make the new one"
    dialog.close()


def test_what_is_no_longer_free_is_said_and_nothing_is_booked(qtbot, scene: Scene) -> None:
    number = quoted(scene, scene.jean)
    scene.services.bookings.book(NewBooking(scene.house.room_a, scene.maria, EVENING))
    sheet = opened(scene, number)
    assert "Room A is taken by Maria Roca" in words_of(sheet)
    sheet.try_act()
    assert sheet.isVisible()
    assert scene.services.bookings.of_person(scene.jean) == ()
    sheet.close()


def test_refused_it_can_be_taken_back(qtbot, scene: Scene) -> None:
    number = quoted(scene, scene.jean)
    press(qtbot, opened(scene, number), "They do not want it")
    assert scene.services.quotes.get(number).state == "refused"
    scene.services.quotes.take_back(number)
    assert scene.services.quotes.get(number).state == "sent"


def test_the_paper_is_looked_at_and_printed(qtbot, scene: Scene) -> None:
    number = quoted(scene, scene.jean)
    press(qtbot, opened(scene, number), "See and print…")
    front(PaperDialog).close()
    assert scene.services.quotes.get(number).state == "draft", "only looked at"


def test_without_an_address_the_way_on_is_told(qtbot, scene: Scene) -> None:
    sheet = opened(scene, quoted(scene, scene.jean))
    press(qtbot, sheet, "E-mail…")
    assert sheet.isVisible()
    sheet.close()


def test_a_letter_with_it_begins_in_ones_own_mail_program(qtbot, scene: Scene, monkeypatch) -> None:
    begun = []
    monkeypatch.setattr(drafts, "begin", begun.append)
    number = quoted(scene, name="Mairie de Camon", email="mairie@example.org", language="en")
    sheet = opened(scene, number)
    press(qtbot, sheet, "E-mail…")
    (letter,) = begun
    assert (letter.to, letter.subject) == ("mairie@example.org", "L’Étang Vert: quote D2026-0001")
    front(PaperDialog).close()
    sheet.close()


def test_money_shows_the_way_to_quotes_once_there_is_one(qtbot, scene: Scene) -> None:
    page = scene.window.go("money")
    page.refresh()
    assert not page._quotes.button.isVisible()
    number = quoted(scene, scene.jean, title="Concert")
    page.refresh()
    press(qtbot, page, "Quotes…")
    listed = front(QuotesSheet)
    press(qtbot, listed, "D2026-0001 · Jean Dupont")
    assert front(QuoteSheet)._row.id == number
    front(QuoteSheet).close()


def test_their_page_shows_their_quotes(qtbot, scene: Scene) -> None:
    quoted(scene, scene.jean, title="Concert")
    page = scene.window.go("people")
    page.show_part(str(scene.jean))
    qtbot.waitUntil(lambda: "D2026-0001" in words_of(page))
    press(qtbot, page, "See quote D2026-0001")
    front(QuoteSheet).close()
    assert scene.window.page is scene.window.go("money")


def test_a_house_without_quotes_sees_nothing_of_them(scene: Scene) -> None:
    page = scene.window.go("people")
    page.show_part(str(scene.jean))
    settle()
    assert "Quotes" not in words_of(page)


def test_more_dates_than_a_quote_takes_are_refused_not_left_out(qtbot, scene: Scene) -> None:
    form = BookingDialog(
        scene.window, scene.services, Jobs(AtOnce()), now=NOW, unit_id=scene.house.room_a, slot=EVENING
    )
    form.open()
    form.fill("Jean Dupont")
    form.come_back(WEEKLY, 61)
    press(qtbot, form, "A quote instead…")
    dialog = front(QuoteDialog)
    dialog.try_act()
    assert dialog.isVisible()
    assert scene.services.quotes.list() == ()
    dialog.close()
    form.close()


def test_another_price_is_agreed_line_by_line_and_its_reason_asked_beside_it(qtbot, scene: Scene) -> None:
    dialog = QuoteDialog(
        scene.window, scene.services, date(2026, 11, 24), [Wanted(scene.house.room_a, EVENING)], name="Jean Dupont"
    )
    dialog.open()
    prices = [one for one in dialog.findChildren(QPushButton) if one.text() == "Price…"]
    prices[0].click()
    price = front(QuotePriceDialog)
    price.price.setText("nothing much")
    price.try_act()
    assert price.isVisible(), "told under the field"
    price.price.setText("18")
    price.reason.setText("village choir")
    price.try_act()
    settle()
    assert "€18.00 instead of €24.00" in words_of(dialog)
    assert "Together: €18.00" in words_of(dialog)
    dialog.try_act()
    (row,) = scene.services.quotes.list()
    assert (row.totals.gross, row.lines[0].reason) == (1800, "village choir")
    assert "instead of €24.00 · village choir" in words_of(opened(scene, row.id))
    front(QuoteSheet).close()


def test_a_quote_is_changed_as_a_new_one_and_the_old_one_says_so(qtbot, scene: Scene) -> None:
    number = quoted(scene, scene.jean, title="Concert", hold=True)
    press(qtbot, opened(scene, number), "Change it…")
    dialog = front(QuoteChangeDialog)
    assert (dialog.who.found.id, dialog.title.text(), dialog.hold.isChecked()) == (scene.jean, "Concert", True)
    dialog.title.setText("Two concerts")
    press(qtbot, dialog, "Add this time")
    dialog.try_act()
    sheet = front(QuoteSheet)
    assert (sheet._row.number, len(sheet._row.lines), sheet._row.held) == ("D2026-0002", 2, True)
    sheet.close()
    old = opened(scene, number)
    assert "Quote D2026-0002 stands in its place." in words_of(old)
    assert not old.act.isVisible()
    old.close()


def test_what_was_printed_is_what_is_shown_from_then_on(qtbot, scene: Scene) -> None:
    number = quoted(scene, scene.jean)
    content = scene.services.quotes.paper(number)
    scene.services.quotes.sent(number, content)
    press(qtbot, opened(scene, number), "See and print…")
    front(PaperDialog).close()
    assert scene.services.quotes.get(number).state == "sent"
    assert scene.services.quotes.paper(number) == content
