"""Nobody is told the same thing twice unasked: not by a second press, not by a second window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import slot
from mail_peers import Post, post_office
from pressing import dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.rules.messages import Purpose, Security, State
from tierslieu_desk.rules.vocabulary import MailKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.message import message_offers
from tierslieu_desk.services.message.mail_accounts import Account
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui.counter import receipts
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.mail.page import MailPage
from tierslieu_desk.ui.pages.messages.preview import PreviewDialog
from tierslieu_desk.ui.pages.money.invoices import InvoicesView
from tierslieu_desk.ui.pages.money.page import MoneyPage
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.settings.place import description_of
from tierslieu_desk.ui.tour import settle


@pytest.fixture
def telling(scene: Scene) -> Iterator[Scene]:
    """A place that tells people things from here, its account, and Maria with an e-mail."""
    services = scene.services
    row = services.places.get()
    services.places.describe(replace(description_of(row), services="messages domiciliation"), row.version)
    maria = NewPerson(given_name="Maria", family_name="Roca", email="maria@example.org", language="en")
    services.people.change(scene.maria, maria, services.people.get(scene.maria).version)
    with post_office() as post:
        services.mail_accounts.keep(_account(post))
        yield scene


def _account(post: Post) -> Account:
    return Account("127.0.0.1", post.port, Security.NONE, "", "L’Étang Vert", "accueil@etangvert.example")


def previews() -> list[PreviewDialog]:
    settle()
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewDialog) and one.isVisible()]


def the_booking(scene: Scene) -> None:
    BookingSheet(scene.window, scene.services, Jobs(AtOnce()), scene.booking)._write()


def an_invoice(scene: Scene) -> None:
    services = scene.services
    if not services.invoice_lists.find("", unpaid=False, limit=5):
        services.to_invoice.charge(NewCharge(scene.maria, "Desk", 100_000))
        address = NewPerson(
            given_name="Maria",
            family_name="Roca",
            email="maria@example.org",
            language="en",
            street="1 rue",
            city="Foix",
        )
        services.people.change(scene.maria, address, services.people.get(scene.maria).version)
        services.invoices.issue(scene.maria, services.desk.clock.today())
    (row,) = services.invoice_lists.find("", unpaid=False, limit=5)
    page = scene.window.go("money")
    assert isinstance(page, MoneyPage)
    page._segments.choose("invoices")
    assert isinstance(page.view, InvoicesView)
    page.view._letter(row)


def a_late_invoice(scene: Scene) -> None:
    if not scene.services.invoice_lists.find("", unpaid=False, limit=5):
        an_invoice(scene)
        previews()[0].reject()
        scene.services.desk.clock.advance(timedelta(days=60))
    an_invoice(scene)


def mail_on_the_shelf(scene: Scene) -> None:
    page = scene.window.go("mail")
    assert isinstance(page, MailPage)
    if not scene.services.mail.waiting(scene.maria):
        scene.services.mail.arrived(scene.maria, MailKind.LETTER)
        settle()
        page.refresh()
        settle()
    page.waiting.tell_them()


DOORS = {
    Purpose.BOOKING_CONFIRMED: the_booking,
    Purpose.INVOICE: an_invoice,
    Purpose.PAYMENT_REMINDER: a_late_invoice,
    Purpose.MAIL_ARRIVED: mail_on_the_shelf,
}


@pytest.mark.parametrize("purpose", DOORS, ids=str)
def test_two_windows_that_look_at_the_same_message_send_one_and_the_second_is_asked(
    qtbot, telling: Scene, purpose: Purpose
) -> None:
    DOORS[purpose](telling)
    DOORS[purpose](telling)
    first, second = previews()
    first.try_act()
    second.try_act()
    (row,) = telling.services.messages.open()
    assert (row.purpose, row.party_id) == (purpose, telling.maria)
    assert second.isVisible()
    said = "\n".join(label.text() for label in second.findChildren(QLabel) if label.isVisible())
    assert "Maria Roca was told the same meanwhile" in said
    assert second.act.text() == "Tell them once more"
    second.try_act()
    assert len(telling.services.messages.open()) == 2, "whoever wants it twice says so"


def test_a_second_press_on_send_sends_nothing(qtbot, telling: Scene) -> None:
    the_booking(telling)
    (looked,) = previews()
    for _press in range(3):
        qtbot.mouseClick(looked.act, Qt.MouseButton.LeftButton)
    settle()
    assert len(telling.services.messages.open()) == 1


def test_what_was_withdrawn_was_not_told(qtbot, telling: Scene) -> None:
    the_booking(telling)
    the_booking(telling)
    first, second = previews()
    first.try_act()
    (row,) = telling.services.messages.open()
    telling.services.messages.withdraw(row.id)
    second.try_act()
    (row,) = telling.services.messages.open()
    assert row.state is State.WAITING


def test_a_receipt_sent_by_a_press_is_looked_at_before_it_is_sent_again(qtbot, telling: Scene) -> None:
    an_invoice(telling)
    previews()[0].reject()
    (line,) = telling.services.invoice_lists.find("", unpaid=False, limit=5)
    receipts.queue(telling.window, telling.services, line)
    receipts.queue(telling.window, telling.services, line)
    assert len(telling.services.messages.open()) == 1
    looked = dialog()
    assert isinstance(looked, PreviewDialog)
    looked.try_act()
    assert len(telling.services.messages.open()) == 2


def test_two_windows_that_remind_of_tomorrow_remind_each_once(telling: Scene) -> None:
    services = telling.services
    for unit in (telling.house.room_a, telling.house.room_b):
        services.bookings.book(NewBooking(unit, telling.maria, slot("09:00", "11:00", "2026-11-26")))
    numbers = services.messages.to_remind(slot("09:00", "11:00", "2026-11-26").start.date())
    looked = [message_offers.reminders(services.messages, services.bookings, numbers) for _window in range(2)]
    assert [len(message_offers.queue_all(services.messages, drafts)) for drafts in looked] == [1, 0]
    with pytest.raises(errors.ToldMeanwhile):
        services.messages.queue(looked[1][0])
