"""Who has no right to an act is told when its dialog opens, in full, with the key that lets somebody else do it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from builders import advance_to
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from scenes import Scene

from tierslieu_desk.rules.rights import OperatorRole, Right
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.front.operators import NewOperator
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.services.place.places import PlaceDescription
from tierslieu_desk.ui.counter.articles_dialog import ArticlesDialog
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.money.billing import BillingDialog
from tierslieu_desk.ui.pages.money.invoice_credit import CreditDialog
from tierslieu_desk.ui.pages.money.invoice_draft import DraftDialog
from tierslieu_desk.ui.pages.money.payment_dialog import PaymentDialog
from tierslieu_desk.ui.pages.money.till_dialogs import ClosingDialog, ReverseDialog
from tierslieu_desk.ui.pages.people.merge_dialog import MergeDialog
from tierslieu_desk.ui.pages.settings.closure import ClosureDialog
from tierslieu_desk.ui.pages.settings.page import SettingsPage
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Words

VERA = 2
DAY = date(2026, 11, 24)


@pytest.fixture
def staffed(qtbot, scene: Scene) -> Scene:
    """Camille the facilitator, PIN 4827, who is at the desk; Vera, a volunteer without a PIN."""
    row = scene.services.places.get()
    facts = {name: getattr(row, name) for name in PlaceDescription.__dataclass_fields__}
    scene.services.places.describe(replace(PlaceDescription(**facts), services="operators"))
    scene.window.go("today")
    scene.window.switcher.begin()
    scene.services.operators.add(NewOperator("Camille", OperatorRole.FACILITATOR, "4827"))
    scene.services.operators.add(NewOperator("Vera", OperatorRole.VOLUNTEER))
    scene.window.activateWindow()
    qtbot.waitUntil(scene.window.isActiveWindow)
    return scene


@pytest.fixture
def invoice(staffed: Scene) -> int:
    """10.00 that Léa was invoiced, 4.00 of which she paid in cash; she owes 3.00 more."""
    services = staffed.services
    lea = services.people.add_person(NewPerson(given_name="Léa", family_name="Fauré", city="Foix"))
    services.to_invoice.charge(NewCharge(lea, "Desk", 100_000))
    (issued,) = services.invoices.issue(lea, DAY)
    services.payments.settle(lea, PaymentMethod.CASH, 400, {issued.id: 400})
    services.to_invoice.charge(NewCharge(lea, "Coffee", 30_000))
    return issued.id


def opened(scene: Scene, code: str, invoice: int) -> Dialog:
    window, services = scene.window, scene.services
    jobs = window._surroundings.jobs
    lea = services.invoice_lists.get(invoice).party_id
    if code == "close":
        advance_to(services.desk, datetime(2026, 11, 25, 9, 0))
    made = {
        "credit": lambda: CreditDialog(window, services, jobs, invoice),
        "issue": lambda: DraftDialog(window, services, jobs, (lea, DAY, None)),
        "everybody": lambda: BillingDialog(window, services, jobs, DAY),
        "reverse": lambda: ReverseDialog(window, services, services.till.payments("", 9)[0]),
        "close": lambda: ClosingDialog(window, services, services.till.to_close()),
        "articles": lambda: ArticlesDialog(window, services),
        "merge": lambda: MergeDialog(window, services, scene.maria, scene.jean),
        "closure": lambda: ClosureDialog(window, services, DAY),
    }[code]()
    made.open()
    settle()
    return made


WHOSE = {
    "credit": "Writing a credit note is for the facilitator or the treasurer. Switch with F12.",
    "issue": "Issuing invoices is for the facilitator or the treasurer. Switch with F12.",
    "everybody": "Issuing invoices is for the facilitator or the treasurer. Switch with F12.",
    "reverse": "Giving money back is for the facilitator or the treasurer. Switch with F12.",
    "close": "Closing the till is for the facilitator or the treasurer. Switch with F12.",
    "articles": "Changing plans and prices is for the facilitator. Switch with F12.",
    "merge": "Taking people out of the files is for the facilitator. Switch with F12.",
    "closure": "Changing the settings is for the facilitator. Switch with F12.",
}


@pytest.mark.parametrize("code", WHOSE)
def test_a_volunteer_is_told_before_anything_is_typed_and_somebody_else_goes_on(
    qtbot, staffed: Scene, invoice: int, code: str
) -> None:
    staffed.services.at_desk.sit(VERA)
    dialog = opened(staffed, code, invoice)
    assert dialog.held == WHOSE[code]
    assert not dialog.act.isEnabled()
    assert dialog._switching.isVisible()
    (words,) = [one for one in dialog.findChildren(Words) if one.text() == WHOSE[code]]
    whole = QRect(words.mapTo(dialog, QPoint()), words.size())
    assert dialog.rect().contains(whole), "not a letter of it is cut"
    assert words.heightForWidth(words.width()) <= words.height()
    dialog.try_act()
    assert dialog.isVisible()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F12)
    for key in ("c", "4827"):
        QTest.keyClicks(QApplication.focusWidget(), key)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert dialog.held == ""
    assert dialog.act.isEnabled() == (code != "everybody" or dialog._right_held._wanted)
    assert not words.isVisible()
    dialog.reject()


def test_who_may_sees_none_of_it(staffed: Scene, invoice: int) -> None:
    dialog = opened(staffed, "credit", invoice)
    assert (dialog.held, dialog._switching.isVisible(), dialog.act.isEnabled()) == ("", False, True)
    dialog.reject()


def test_giving_money_back_is_told_before_too_and_taking_it_is_for_everybody(staffed: Scene, invoice: int) -> None:
    services = staffed.services
    taking = PaymentDialog(staffed.window, services, invoice_id=invoice)
    services.invoices.credit(invoice)
    giving = PaymentDialog(staffed.window, services, invoice_id=invoice)
    services.at_desk.sit(VERA)
    for dialog in (taking, giving):
        dialog.open()
        settle()
    assert taking.held == ""
    assert giving.held == "Giving money back is for the facilitator or the treasurer. Switch with F12."
    giving.reject()
    taking.reject()


def test_the_settings_open_where_who_is_at_the_desk_may_do_something(staffed: Scene) -> None:
    """Camille looked at who stands at the desk; Vera, who may change prices, comes to the plans."""
    staffed.services.operators.set_rights(OperatorRole.VOLUNTEER, {Right.PRICES})
    settings = staffed.window.go("settings")
    assert isinstance(settings, SettingsPage)
    settings.show_section("operators")
    settle()
    staffed.window.go("today")
    staffed.services.at_desk.sit(VERA)
    staffed.window.switcher.show_state()
    staffed.window.go("settings")
    settle()
    assert settings._code == "units"
    assert settings.closed == ""
    settings._group.button(6).click()
    settle()
    assert settings._code == "operators"
    assert settings.closed == "Saying who may do what is for the facilitator. Switch with F12."
    assert not settings.section.isEnabled()
    staffed.services.at_desk.sit(1, "4827")
    staffed.window.switcher.show_state()
    settle()
    assert settings.closed == ""
    assert settings.section.isEnabled()
