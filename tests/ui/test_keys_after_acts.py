"""Once an act is done, the keys are back on the row it was begun on; a second Enter is never for somebody else."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import advance_to
from pressing import dialog, has_keys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from scenes import Scene

from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui.pages.money.invoice_draft import DraftDialog
from tierslieu_desk.ui.pages.money.page import MoneyPage
from tierslieu_desk.ui.pages.money.payment_dialog import PaymentDialog
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.table import Table

DAY = date(2026, 11, 24)


def owing(scene: Scene, given: str, family: str, *cents: int) -> int:
    """Somebody with an address and, for each amount, a charge that waits to be invoiced."""
    party = scene.services.people.add_person(NewPerson(given_name=given, family_name=family, city="Foix"))
    for number, one in enumerate(cents, start=1):
        scene.services.to_invoice.charge(NewCharge(party, f"Thing {number}", one * 100))
    return party


def invoiced(scene: Scene, given: str, family: str, cents: int) -> int:
    return scene.services.invoices.issue(owing(scene, given, family, cents), DAY)[0].id


@pytest.fixture
def page(qtbot, scene: Scene) -> MoneyPage:
    shown = scene.window.go("money")
    assert isinstance(shown, MoneyPage)
    scene.window.activateWindow()
    qtbot.waitUntil(scene.window.isActiveWindow)
    shown.setFocus()
    settle()
    return shown


def keys(qtbot, *pressed: str) -> None:
    """Each on whatever has the keys then."""
    named = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Down": Qt.Key.Key_Down, "Space": Qt.Key.Key_Space}
    for one in pressed:
        qtbot.keyClick(has_keys(), named[one])
        settle()


def go_to(qtbot, page: QWidget, words: str, nth: int = 0) -> None:
    """The button of that name has the keys."""
    settle()
    wanted = [b for b in page.findChildren(QPushButton) if words in (b.text(), b.accessibleName()) and b.isVisible()]
    assert wanted, words
    wanted[nth].setFocus(Qt.FocusReason.TabFocusReason)
    assert has_keys() is wanted[nth]


def at(page: MoneyPage) -> tuple[str, object]:
    """The view that has the keys in its list, and the row."""
    table = has_keys()
    assert isinstance(table, Table), table
    (code,) = [code for code, view in page.views.items() if view is page.view]
    assert page.view.isAncestorOf(table)
    return code, table.row.id if table.row is not None and hasattr(table.row, "id") else getattr(
        table.row, "name", None
    )


def test_who_has_just_paid_stays_chosen_and_a_second_enter_takes_nothing_from_anybody(
    qtbot, page: MoneyPage, scene: Scene
) -> None:
    first, second = invoiced(scene, "Léa", "Fauré", 1000), invoiced(scene, "Ana", "Puig", 2000)
    page.show_view("invoices", "unpaid")
    settle()
    page.views["invoices"].table.choose(first)
    page.setFocus()
    go_to(qtbot, page, "Take money…")
    keys(qtbot, "Space", "Enter")
    settle()
    left = {number: scene.services.invoice_lists.get(number).left_cents for number in (first, second)}
    assert left == {first: 0, second: 2000}
    assert at(page) == ("invoices", first)
    keys(qtbot, "Enter")
    assert isinstance(dialog(), PaperDialog), "what one more Enter does is show the paper"
    dialog().close()
    assert at(page) == ("invoices", first)
    assert scene.services.invoice_lists.get(second).left_cents == 2000


def test_the_paper_is_one_key_away_from_the_sentence_that_says_it_is_paid(qtbot, page: MoneyPage, scene: Scene) -> None:
    first = invoiced(scene, "Léa", "Fauré", 1000)
    page.show_view("invoices", first)
    go_to(qtbot, page, "Take money…")
    keys(qtbot, "Space", "Enter")
    bar = scene.window.messages
    assert bar.sentence == "€10.00 taken in cash from Léa Fauré."
    assert bar._tell.isVisible()
    assert bar._tell.text() == "See the paper"
    assert not bar._action.isVisible(), "money has no undo"
    has_keys()
    qtbot.keyClick(scene.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle()
    (paper,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperDialog) and w.isVisible()]
    assert "F2026-0001" in paper._document.getAllText(0).text()
    paper.close()


def test_what_is_invoiced_leaves_the_keys_on_the_list_of_payers(qtbot, page: MoneyPage, scene: Scene) -> None:
    owing(scene, "Ana", "Puig", 2000)
    lea = owing(scene, "Léa", "Fauré", 1000)
    settle()
    page.setFocus()
    page.view.table.choose(lea)
    keys(qtbot, "Enter")
    assert isinstance(dialog(), DraftDialog)
    keys(qtbot, "Enter")
    assert scene.window.messages.sentence == "F2026-0001 is issued: €10.00 to Léa Fauré."
    assert at(page)[0] == "to_invoice"
    assert scene.window.messages._tell.text() == "See the paper"


def test_a_line_held_back_keeps_the_keys_on_that_line(qtbot, page: MoneyPage, scene: Scene) -> None:
    lea = owing(scene, "Léa", "Fauré", 1000, 2000)
    settle()
    page.view.table.choose(lea)
    page.setFocus()
    go_to(qtbot, page, "Hold back", 1)
    keys(qtbot, "Space")
    now = has_keys()
    assert isinstance(now, QPushButton)
    assert (now.text(), now.accessibleDescription()) == ("Put it back", "Thing 2")


def test_money_taken_from_the_payments_ends_in_the_payments(qtbot, page: MoneyPage, scene: Scene) -> None:
    first = invoiced(scene, "Léa", "Fauré", 1000)
    scene.services.payments.settle(
        scene.services.invoice_lists.get(first).party_id, PaymentMethod.CARD, 400, {first: 400}
    )
    page.show_view("payments")
    page.setFocus()
    go_to(qtbot, scene.window, "Take money…")
    keys(qtbot, "Space")
    assert at(page) == ("invoices", first)
    go_to(qtbot, page.view, "Take money…")
    keys(qtbot, "Space")
    assert isinstance(dialog(), PaymentDialog)
    keys(qtbot, "Enter")
    assert at(page)[0] == "payments"
    assert [row.amount_cents for row in scene.services.payments.all()] == [600, 400]


def test_who_thinks_better_of_one_goes_on_looking_at_what_is_unpaid(qtbot, page: MoneyPage, scene: Scene) -> None:
    first = invoiced(scene, "Léa", "Fauré", 1000)
    page.show_view("payments")
    page.setFocus()
    go_to(qtbot, scene.window, "Take money…")
    keys(qtbot, "Space")
    go_to(qtbot, page.view, "Take money…")
    keys(qtbot, "Space", "Esc")
    assert at(page) == ("invoices", first)


def test_a_payment_taken_back_leaves_the_keys_on_it(qtbot, page: MoneyPage, scene: Scene) -> None:
    first = invoiced(scene, "Léa", "Fauré", 1000)
    scene.services.payments.settle(
        scene.services.invoice_lists.get(first).party_id, PaymentMethod.CARD, 400, {first: 400}
    )
    paid = scene.services.payments.all()[0].id
    page.show_view("payments", paid)
    page.setFocus()
    go_to(qtbot, page, "Take it back…")
    keys(qtbot, "Space", "Enter")
    assert [row.amount_cents for row in scene.services.payments.all()] == [-400, 400]
    assert at(page) == ("payments", paid)


def test_a_credit_note_leaves_the_keys_on_what_it_takes_back(qtbot, page: MoneyPage, scene: Scene) -> None:
    first = invoiced(scene, "Léa", "Fauré", 1000)
    invoiced(scene, "Ana", "Puig", 2000)
    page.show_view("invoices", first)
    page.setFocus()
    go_to(qtbot, page, "Credit note…")
    keys(qtbot, "Space")
    dialog().act.setFocus()
    keys(qtbot, "Enter")
    assert scene.window.messages.sentence == "A2026-0001 is issued: it takes back F2026-0001."
    assert at(page) == ("invoices", first)


def test_invoicing_everybody_from_the_invoices_ends_in_the_invoices(qtbot, page: MoneyPage, scene: Scene) -> None:
    invoiced(scene, "Léa", "Fauré", 1000)
    owing(scene, "Ana", "Puig", 2000)
    page.show_view("invoices")
    page.setFocus()
    go_to(qtbot, scene.window, "Invoice everybody…")
    keys(qtbot, "Space", "Esc")
    assert at(page)[0] == "invoices"


def test_the_till_is_closed_and_the_keys_are_on_what_is_closed(qtbot, page: MoneyPage, scene: Scene) -> None:
    first = invoiced(scene, "Léa", "Fauré", 1000)
    scene.services.payments.settle(
        scene.services.invoice_lists.get(first).party_id, PaymentMethod.CASH, 400, {first: 400}
    )
    advance_to(scene.services.desk, datetime(2026, 11, 25, 9, 0))
    page.show_view("till")
    page.setFocus()
    go_to(qtbot, scene.window, "Close the till…")
    keys(qtbot, "Space", "Enter")
    assert len(scene.services.till.closings()) == 1
    assert at(page)[0] == "till"


def test_what_is_charged_by_hand_leaves_the_keys_on_who_pays_it(qtbot, page: MoneyPage, scene: Scene) -> None:
    page.setFocus()
    go_to(qtbot, page, "Charge something…")
    keys(qtbot, "Space")
    made = dialog()
    qtbot.keyClicks(made._who, "Jean Dupont")
    qtbot.keyClicks(made._what, "Prints")
    qtbot.keyClicks(made._price, "1")
    qtbot.keyClick(made._price, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert at(page) == ("to_invoice", "Jean Dupont")
