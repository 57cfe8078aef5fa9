"""What users of other systems asked for in public, done at the counter: one test each, named after what they wanted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import NOW, advance_to
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QPushButton
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import ClosingKind, PaymentMethod, Period
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.services.plan.plans import NewPlan
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.counter.split_dialog import SplitDialog
from tierslieu_desk.ui.pages.people.sell_dialog import SellDialog
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


def opened(qtbot, scene: Scene, text: str = "") -> CounterCard:
    scene.window.go("today").setFocus()
    settle()
    qtbot.keyClick(scene.window, Qt.Key.Key_K, CTRL)
    settle()
    card = scene.window.counter.card
    assert card is not None
    card.search.insert(text)
    settle()
    return card


def press(qtbot, card: CounterCard, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(card.search, key, modifier)
    settle()


def dialog(kind: type):
    settle()
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def paid(scene: Scene, party: int | None = None) -> list[tuple[int, PaymentMethod]]:
    return [(row.amount_cents, row.method) for row in scene.services.payments.all(party)]


def test_lespass_208_a_counter_sale_takes_three_steps(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene)
    press(qtbot, card, Qt.Key.Key_1, ALT)
    press(qtbot, card, ENTER, CTRL)
    assert paid(scene) == [(100, PaymentMethod.CASH)]
    assert "paid: F2026-0001." in scene.window.messages.sentence


def test_lespass_467_a_cash_sale_is_in_the_till_and_in_the_accounts(qtbot, scene: Scene, tmp_path) -> None:
    card = opened(qtbot, scene, "2 coffees cash")
    press(qtbot, card, ENTER)
    today = date(2026, 11, 24)
    (row,) = scene.services.payments.all()
    assert (row.amount_cents, row.method) == (200, PaymentMethod.CASH)
    (invoice,) = scene.services.invoices.all()
    assert (invoice.gross_cents, invoice.paid_cents) == (200, 200)
    advance_to(scene.services.desk, NOW + timedelta(days=1))
    closing = scene.services.payments.close(ClosingKind.DAY, today)
    assert closing.total_cents == 200
    (file,) = scene.services.exports.accounting(tmp_path)
    booked = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if "F2026-0001" in line]
    assert any("2,00" in line for line in booked)
    assert any(
        cell.startswith("53") for line in file.read_text(encoding="utf-8").splitlines() for cell in line.split("\t")
    )


def test_laboutik_50_a_membership_a_pass_a_coffee_and_a_print_out_are_one_basket_and_one_payment(
    qtbot, scene: Scene
) -> None:
    services = scene.services
    services.plans.add(NewPlan(name="Membership", period=Period.YEAR, price_e4=200_000, membership_fee=True))
    card = opened(qtbot, scene, "jean")
    press(qtbot, card, Qt.Key.Key_1, ALT)
    press(qtbot, card, Qt.Key.Key_2, ALT)
    press(qtbot, card, Qt.Key.Key_4, ALT)
    press(qtbot, card, Qt.Key.Key_P, ALT)
    dialog(SellDialog)._pay.click()
    settle()
    assert card.panel.told[-1] == "€91.20", "1.00 + 0.20 + 70.00 + 20.00"
    press(qtbot, card, Qt.Key.Key_F6)
    assert paid(scene, scene.jean) == [(9120, PaymentMethod.CARD)]
    assert {row.gross_cents for row in services.invoices.all()} == {7120, 2000}
    assert services.plans.left(scene.jean) == 8, "ten, and the day he came this morning"


def test_laboutik_102_a_walk_in_without_an_account_is_served_and_counted(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene)
    before = scene.services.people.count()
    press(qtbot, card, Qt.Key.Key_3, ALT)
    press(qtbot, card, Qt.Key.Key_F7)
    assert paid(scene) == [(800, PaymentMethod.CHEQUE)]
    assert scene.services.people.count() == before
    card = opened(qtbot, scene)
    qtbot.keyClicks(card.search, "+")
    settle()
    assert scene.services.today.view().passers_by == 1


def test_lespass_217_somebody_with_no_e_mail_and_no_phone_is_served_booked_for_and_invoiced_on_paper(
    qtbot, scene: Scene
) -> None:
    services = scene.services
    suzanne = services.people.add_person(NewPerson(given_name="Suzanne", family_name="Vidal"))
    card = opened(qtbot, scene, "room b tomorrow 10-12 suzanne")
    press(qtbot, card, ENTER)
    (booking,) = services.bookings.of_person(suzanne)
    assert booking.unit_id == scene.house.room_b
    card = opened(qtbot, scene, "suzanne")
    press(qtbot, card, Qt.Key.Key_1, ALT)
    press(qtbot, card, ENTER, CTRL)
    assert paid(scene, suzanne) == [(100, PaymentMethod.CASH)]
    (see,) = [one for one in scene.window.messages.findChildren(QPushButton) if one.isVisible()]
    see.click()
    paper = dialog(PaperDialog)
    assert "Suzanne Vidal" in paper._document.getAllText(0).text()
    assert "By e-mail…" not in [one.text() for one in paper.findChildren(QPushButton)]
    paper.close()


def test_a_receipt_is_sent_to_whoever_has_an_e_mail(qtbot, scene: Scene, tmp_path, monkeypatch) -> None:
    begun: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url, *_mode: begun.append(url) or True)
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: tmp_path / "F.pdf")
    nina = scene.services.people.add_person(NewPerson(given_name="Nina", family_name="Prat", email="n@example.org"))
    card = opened(qtbot, scene, "nina")
    press(qtbot, card, Qt.Key.Key_1, ALT)
    press(qtbot, card, ENTER, CTRL)
    (see,) = [one for one in scene.window.messages.findChildren(QPushButton) if one.isVisible()]
    see.click()
    (by_mail,) = [one for one in dialog(PaperDialog).findChildren(QPushButton) if one.text() == "By e-mail…"]
    by_mail.click()
    settle()
    assert (tmp_path / "F.pdf").read_bytes().startswith(b"%PDF")
    assert "n@example.org" in begun[0].toString()
    assert paid(scene, nina) == [(100, PaymentMethod.CASH)]


def test_part_in_cash_and_the_rest_by_card_with_what_is_left_told_while_typing(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "maria")
    for _n in range(3):
        press(qtbot, card, Qt.Key.Key_1, ALT)
    press(qtbot, card, Qt.Key.Key_F5)
    asked = dialog(SplitDialog)
    qtbot.keyClicks(asked.amount, "1,20")
    assert asked.left.text() == "€1.80 left"
    asked.try_act()
    settle()
    assert sorted(paid(scene, scene.maria)) == [(120, PaymentMethod.CASH), (180, PaymentMethod.CARD)]
    assert "Maria Roca paid €3.00" in scene.window.messages.sentence


def test_a_slate_is_cleared_part_in_cash_and_part_by_card_as_it_is_shown(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "maria")
    for _n in range(3):
        press(qtbot, card, Qt.Key.Key_1, ALT)
    press(qtbot, card, Qt.Key.Key_F8)
    card = opened(qtbot, scene, "maria")
    press(qtbot, card, Qt.Key.Key_D, ALT)
    asked = dialog(SplitDialog)
    qtbot.keyClicks(asked.amount, "2")
    asked.try_act()
    settle()
    assert sorted(paid(scene, scene.maria)) == [(100, PaymentMethod.CARD), (200, PaymentMethod.CASH)]
    assert scene.services.counter.slate(scene.maria).total_cents == 0


@pytest.mark.parametrize("typed", ["", "0", "3", "abc", "-1"])
def test_a_part_that_cannot_be_is_told_beside_it_and_nothing_is_paid(qtbot, scene: Scene, typed: str) -> None:
    card = opened(qtbot, scene, "maria")
    for _n in range(3):
        press(qtbot, card, Qt.Key.Key_1, ALT)
    press(qtbot, card, Qt.Key.Key_D, ALT)
    asked = dialog(SplitDialog)
    asked.amount.setText(typed)
    asked.try_act()
    assert asked.isVisible()
    assert paid(scene) == []
    asked.reject()


def test_undo_stays_in_sight_for_a_minute_after_a_check_in_and_a_payment_has_none(qtbot, scene: Scene) -> None:
    card = opened(qtbot, scene, "jean")
    press(qtbot, card, ENTER)
    messages = scene.window.messages
    assert messages._timer.interval() == 60_000
    assert [one.text() for one in messages.findChildren(QPushButton) if one.isVisible()] == ["Undo"]
    qtbot.keyClick(scene.window, Qt.Key.Key_Z, CTRL)
    assert [row.name for row in scene.services.visits.here_now()] == ["Jean Dupont"]
    card = opened(qtbot, scene, "maria")
    press(qtbot, card, Qt.Key.Key_1, ALT)
    press(qtbot, card, ENTER, CTRL)
    assert [one.text() for one in messages.findChildren(QPushButton) if one.isVisible()] == ["See the paper"]
    assert "Take it back…" in messages.sentence


def test_ten_tickets_to_nobody_are_refused_in_a_sentence(qtbot, scene: Scene) -> None:
    scene.services.counter.set_articles([Article(name="Book of ten", price_e4=700_000, half_days=10)])
    card = opened(qtbot, scene, "2 book of ten cash")
    assert card.list.acts[0].second
    press(qtbot, card, ENTER)
    assert card.refusal
    assert paid(scene) == []
    with pytest.raises(errors.NotFound):
        scene.services.counter.card(999)
