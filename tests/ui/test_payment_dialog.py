"""Taking money: the amount as people type it, the change, too much, and what is left for the next time."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui.pages.money.payment_dialog import PaymentDialog

DAY = date(2026, 11, 24)


@pytest.fixture
def lea(scene: Scene) -> int:
    return scene.services.people.add_person(NewPerson(given_name="Léa", family_name="Fauré", city="Foix"))


def invoiced(scene: Scene, party: int, cents: int) -> int:
    scene.services.to_invoice.charge(NewCharge(party, "Training room", cents * 100))
    (row,) = scene.services.invoices.issue(party, DAY)
    return row.id


def opened(qtbot, scene: Scene, **whose: int) -> tuple[PaymentDialog, list[str]]:
    dialog = PaymentDialog(scene.window, scene.services, **whose)
    told: list[str] = []
    dialog.told.connect(lambda sentence, _undo: told.append(sentence))
    dialog.open()
    return dialog, told


def write(qtbot, field, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)


def pick(qtbot, dialog: PaymentDialog, words: str) -> None:
    (found,) = [b for b in dialog.findChildren(QPushButton) if b.text() == words]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def left(scene: Scene, invoice: int) -> int:
    return scene.services.invoice_lists.get(invoice).left_cents


def test_going_back_from_the_amount_comes_to_the_way_of_paying_that_is_chosen(qtbot, scene: Scene, lea: int) -> None:
    """Cash is chosen, one step to the right is the card: what has the frame is what is taken."""
    invoice = invoiced(scene, lea, 3750)
    dialog, told = opened(qtbot, scene, invoice_id=invoice)
    dialog._amount.setFocus()
    qtbot.keyClick(dialog._amount, Qt.Key.Key_Backtab)
    at = dialog.focusWidget()
    assert isinstance(at, QPushButton)
    assert (at.text(), at.isChecked()) == ("Cash", True)
    qtbot.keyClick(at, Qt.Key.Key_Right)
    at = dialog.focusWidget()
    assert isinstance(at, QPushButton)
    assert (at.text(), at.isChecked()) == ("Card", True)
    qtbot.keyClick(at, Qt.Key.Key_Return)
    assert told == ["€37.50 taken by card from Léa Fauré."]


def test_enter_takes_all_that_is_left_in_cash(qtbot, scene: Scene, lea: int) -> None:
    invoice = invoiced(scene, lea, 3750)
    dialog, told = opened(qtbot, scene, invoice_id=invoice)
    assert dialog._amount.text() == "37.50"
    qtbot.keyClick(dialog._amount, Qt.Key.Key_Return)
    assert told == ["€37.50 taken in cash from Léa Fauré."]
    assert left(scene, invoice) == 0
    assert not dialog.isVisible()


def test_what_to_give_back_is_told_while_typing_and_once_it_is_done(qtbot, scene: Scene, lea: int) -> None:
    invoice = invoiced(scene, lea, 3750)
    dialog, told = opened(qtbot, scene, invoice_id=invoice)
    write(qtbot, dialog._given, "50,00")
    assert dialog.change_words == "€12.50 back"
    dialog.try_act()
    assert told == ["€37.50 taken in cash from Léa Fauré. Give back €12.50."]
    assert scene.services.payments.all()[0].amount_cents == 3750


@pytest.mark.parametrize(("typed", "cents"), [("12,5", 1250), ("12.50", 1250), ("1 234,56", 123456), ("0,01", 1)])
def test_an_amount_is_taken_with_a_comma_a_point_or_spaces(
    qtbot, scene: Scene, lea: int, typed: str, cents: int
) -> None:
    invoice = invoiced(scene, lea, 200_000)
    dialog, _told = opened(qtbot, scene, invoice_id=invoice)
    write(qtbot, dialog._amount, typed)
    dialog.try_act()
    assert left(scene, invoice) == 200_000 - cents


@pytest.mark.parametrize("typed", ["abc", "-3", "0", "1.234,5,6"])
def test_what_is_no_amount_is_told_under_the_amount_and_nothing_is_taken(
    qtbot, scene: Scene, lea: int, typed: str
) -> None:
    invoice = invoiced(scene, lea, 3750)
    dialog, told = opened(qtbot, scene, invoice_id=invoice)
    write(qtbot, dialog._amount, typed)
    dialog.try_act()
    assert dialog.form.refusals == [f"“{typed}” is not an amount. Write it like this: 12.50."]
    assert dialog._amount.property("refused") is True
    assert dialog._amount.text() == typed
    assert (told, left(scene, invoice)) == ([], 3750)
    write(qtbot, dialog._amount, "37,50")
    dialog.try_act()
    assert left(scene, invoice) == 0


def test_too_much_is_refused_in_words_under_the_amount(qtbot, scene: Scene, lea: int) -> None:
    invoice = invoiced(scene, lea, 3750)
    dialog, told = opened(qtbot, scene, invoice_id=invoice)
    write(qtbot, dialog._amount, "40")
    dialog.try_act()
    assert dialog.form.refusals == ["That is more than what is left to pay on F2026-0001: €37.50."]
    assert dialog._amount.property("refused") is True
    assert (told, left(scene, invoice)) == ([], 3750)
    dialog.close()


def test_too_little_handed_over_is_told_under_what_was_given(qtbot, scene: Scene, lea: int) -> None:
    invoice = invoiced(scene, lea, 3750)
    dialog, _told = opened(qtbot, scene, invoice_id=invoice)
    write(qtbot, dialog._given, "30")
    dialog.try_act()
    assert dialog.form.refusals == ["€30.00 is not enough: €7.50 are missing. Count again."]
    assert left(scene, invoice) == 3750
    dialog.close()


def test_a_cheque_keeps_its_number_and_asks_nothing_of_notes(qtbot, scene: Scene, lea: int) -> None:
    invoice = invoiced(scene, lea, 3750)
    dialog, told = opened(qtbot, scene, invoice_id=invoice)
    pick(qtbot, dialog, "Cheque")
    assert not dialog._given.isVisible()
    write(qtbot, dialog._reference, "0042117")
    dialog.try_act()
    (row,) = scene.services.payments.all()
    assert (row.method, row.reference) == (PaymentMethod.CHEQUE, "0042117")
    assert told == ["€37.50 taken by cheque from Léa Fauré."]


def test_all_that_somebody_owes_is_settled_the_first_due_first(qtbot, scene: Scene, lea: int) -> None:
    first, second = invoiced(scene, lea, 1000), invoiced(scene, lea, 500)
    dialog, _told = opened(qtbot, scene, party_id=lea)
    assert dialog._for.currentText() == "All that is open: 2 invoices, €15.00"
    write(qtbot, dialog._amount, "12")
    qtbot.keyClick(dialog._amount, Qt.Key.Key_Return)
    assert (left(scene, first), left(scene, second)) == (0, 300)


def test_one_of_several_can_be_chosen(qtbot, scene: Scene, lea: int) -> None:
    first, second = invoiced(scene, lea, 1000), invoiced(scene, lea, 500)
    dialog, _told = opened(qtbot, scene, party_id=lea)
    dialog._for.choose(second)
    assert dialog._amount.text() == "5.00"
    dialog.try_act()
    assert (left(scene, first), left(scene, second)) == (1000, 0)


def test_money_that_a_credit_note_left_is_given_back(qtbot, scene: Scene, lea: int) -> None:
    invoice = invoiced(scene, lea, 3750)
    scene.services.payments.settle(lea, PaymentMethod.CARD, 3750, {invoice: 3750})
    scene.services.invoices.credit(invoice)
    dialog, told = opened(qtbot, scene, invoice_id=invoice)
    assert dialog.windowTitle() == "Give money back"
    pick(qtbot, dialog, "Card")
    dialog.try_act()
    assert told == ["€37.50 given back by card to Léa Fauré."]
    assert scene.services.payments.all()[0].amount_cents == -3750
    assert left(scene, invoice) == 0


def test_nobody_is_asked_for_money_they_do_not_owe(scene: Scene, lea: int) -> None:
    with pytest.raises(errors.NothingToPay) as refused:
        PaymentDialog(scene.window, scene.services, party_id=lea)
    assert refused.value.facts == {"customer": "Léa Fauré"}
