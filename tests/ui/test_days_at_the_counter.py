"""Somebody checks in and nothing covers their day: whichever way they came in, it leads to money."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from pressing import dialog, press
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from scenes import Scene

from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.rules.vocabulary import PaymentMethod, UnitKind
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Piece
from tierslieu_desk.services.plan.plans import NewPass
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.counter.day_dialogs import DayPriceDialog, FreeDayDialog
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.tour import settle

ALT, CTRL, PLAIN = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)


def key(qtbot, which: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """On whatever has the focus; offscreen, a window that a dialog leaves is not active, but knows where it was."""
    (window,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    qtbot.keyClick(QApplication.focusWidget() or window.focusWidget(), which, modifier)
    settle()


def at_the_counter(qtbot, scene: Scene, name: str = "mar") -> CounterCard:
    """The card with somebody meant, as by Ctrl+K and a few letters."""
    scene.window.go("today").setFocus()
    settle()
    key(qtbot, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), name)
    settle()
    return scene.window.counter.card


def arrives(qtbot, scene: Scene) -> CounterCard:
    """Maria, who has bought nothing; desks cost 8.00 the half day, and at 10:47 a day counts."""
    card = at_the_counter(qtbot, scene)
    key(qtbot, Qt.Key.Key_Return)
    return card


def here(scene: Scene) -> list[tuple[str, bool]]:
    return [(row.name, row.to_pay) for row in scene.services.visits.here_now() if row.name == "Maria Roca"]


def slate(scene: Scene) -> list[int]:
    return [line.gross_cents for line in scene.services.counter.slate(scene.maria).lines]


def to_invoice(scene: Scene) -> list[int]:
    """Beside the room she has booked today, for 24.00."""
    lines = scene.services.to_invoice.lines(scene.maria, scene.services.desk.clock.today())
    return [line.gross_cents for line in lines if line.gross_cents != 2400]


def bar(scene: Scene) -> str:
    settle()
    return scene.window.messages.sentence


def test_a_day_to_pay_is_in_the_basket_at_once_and_one_key_takes_the_cash(qtbot, scene: Scene) -> None:
    card = arrives(qtbot, scene)
    assert here(scene) == [("Maria Roca", True)], "nobody waits to be let in"
    assert card.panel.told == ["1 day €16.00", "€16.00"]
    assert [act.title for act in card.list.acts][:4] == ["On the slate", "To invoice", "Free today…", "Another price…"]
    key(qtbot, Qt.Key.Key_Return, CTRL)
    assert bar(scene).startswith("Maria Roca paid €16.00: F2026-0001. By mistake?")
    paid = [(row.amount_cents, row.method) for row in scene.services.payments.all(scene.maria)]
    assert paid == [(1600, PaymentMethod.CASH)]
    assert here(scene) == [("Maria Roca", False)]
    assert to_invoice(scene) == []


def test_f8_puts_it_on_the_slate_and_undo_takes_back_the_day_and_the_arrival(qtbot, scene: Scene) -> None:
    arrives(qtbot, scene)
    key(qtbot, Qt.Key.Key_F8)
    assert bar(scene) == "1 day on the slate of Maria Roca: €16.00."
    assert (slate(scene), here(scene)) == ([1600], [("Maria Roca", False)])
    key(qtbot, Qt.Key.Key_Z, CTRL)
    assert (slate(scene), here(scene)) == ([], [])


def test_a_letter_leaves_it_to_be_invoiced(qtbot, scene: Scene) -> None:
    arrives(qtbot, scene)
    key(qtbot, Qt.Key.Key_T, ALT)
    assert bar(scene) == "1 day to invoice to Maria Roca: €16.00."
    assert (slate(scene), to_invoice(scene), here(scene)) == ([], [1600], [("Maria Roca", False)])
    key(qtbot, Qt.Key.Key_Z, CTRL)
    assert (to_invoice(scene), here(scene)) == ([], [])


def test_two_keys_let_it_be_free_with_a_reason_in_the_journal(qtbot, scene: Scene) -> None:
    arrives(qtbot, scene)
    key(qtbot, Qt.Key.Key_Z, ALT)
    asked = dialog()
    assert isinstance(asked, FreeDayDialog)
    key(qtbot, Qt.Key.Key_Return)
    assert bar(scene) == "1 day free for Maria Roca: Trial day."
    assert (slate(scene), to_invoice(scene), here(scene)) == ([], [], [("Maria Roca", False)])
    with scene.services.desk.store.reading() as session:
        facts = [row.facts for row in session.query(JournalEntry).filter_by(act="cover_day")]
    assert json.loads(facts[-1])["reason"] == "Trial day"


def test_a_free_day_wants_a_reason(qtbot, scene: Scene) -> None:
    arrives(qtbot, scene)
    key(qtbot, Qt.Key.Key_Z, ALT)
    asked = dialog()
    asked.reason.clear()
    key(qtbot, Qt.Key.Key_Return)
    assert asked.form.refusals
    assert here(scene) == [("Maria Roca", True)]


def test_escape_decides_nothing_and_the_day_is_still_there_to_be_paid(qtbot, scene: Scene) -> None:
    arrives(qtbot, scene)
    key(qtbot, Qt.Key.Key_Escape)
    assert bar(scene) == "Maria Roca is here: 1 day to pay."
    card = at_the_counter(qtbot, scene)
    rows = {act.title: act for act in card.list.acts}
    assert rows["Pay the day: 1 day"].second == "today · €16.00"
    key(qtbot, Qt.Key.Key_J, ALT)
    assert card.panel.told == ["1 day €16.00", "€16.00"]
    key(qtbot, Qt.Key.Key_F6)
    assert here(scene) == [("Maria Roca", False)]


def test_the_key_of_undo_takes_the_arrival_back_while_the_card_asks(qtbot, scene: Scene) -> None:
    card = arrives(qtbot, scene)
    key(qtbot, Qt.Key.Key_Z, CTRL)
    assert here(scene) == []
    assert card.panel.told[-1] == ""
    key(qtbot, Qt.Key.Key_Escape)
    assert bar(scene) == ""


def test_where_nothing_was_said_the_day_costs_what_stands_at_the_counter(qtbot, scene: Scene) -> None:
    """Two of the usual half-day tickets; and nobody is asked what it costs."""
    scene.services.units.set_prices(UnitKind.DESK, ())
    card = arrives(qtbot, scene)
    assert card.panel.told[-1] == "€16.00"


def test_another_price_takes_the_place_of_the_usual_one(qtbot, scene: Scene) -> None:
    card = arrives(qtbot, scene)
    key(qtbot, Qt.Key.Key_X, ALT)
    asked = dialog()
    assert isinstance(asked, DayPriceDialog)
    assert not asked.keep.isChecked()
    asked.price.setText("dix")
    asked.try_act()
    assert asked.form.refusals == ["“dix” is not an amount. Write it like this: 12.50."]
    asked.price.setText("10,50")
    asked.try_act()
    settle()
    assert card.panel.told == ["1 day €10.50", "€10.50"]
    key(qtbot, Qt.Key.Key_F8)
    assert slate(scene) == [1050]


def test_where_no_day_has_a_price_it_is_asked_for_once(qtbot, scene: Scene) -> None:
    scene.services.counter.set_articles([Article(name="Coffee", price_e4=10_000)])
    scene.services.units.set_prices(UnitKind.DESK, ())
    card = arrives(qtbot, scene)
    asked = dialog()
    assert isinstance(asked, DayPriceDialog)
    qtbot.keyClicks(asked.price, "15")
    key(qtbot, Qt.Key.Key_Return)
    assert card.panel.told == ["1 day €15.00", "€15.00"]
    sold = [(article.name, article.price_e4, article.half_days) for article in scene.services.counter.articles()]
    assert sold == [("Coffee", 10_000, 0), ("Day at a desk", 150_000, 2)]


def test_coffee_and_the_day_go_on_the_slate_together(qtbot, scene: Scene) -> None:
    card = arrives(qtbot, scene)
    key(qtbot, Qt.Key.Key_1, ALT)
    assert card.panel.told == ["Coffee €1.00", "1 day €16.00", "€17.00"]
    key(qtbot, Qt.Key.Key_F8)
    assert sorted(slate(scene)) == [100, 1600]
    key(qtbot, Qt.Key.Key_Z, CTRL)
    assert (slate(scene), here(scene)) == ([], [])


def test_a_day_decided_on_leaves_what_else_is_in_the_basket_to_be_paid(qtbot, scene: Scene) -> None:
    card = arrives(qtbot, scene)
    key(qtbot, Qt.Key.Key_1, ALT)
    key(qtbot, Qt.Key.Key_T, ALT)
    assert scene.window.counter.card is card
    assert card.panel.told == ["Coffee €1.00", "€1.00"]
    assert to_invoice(scene) == [1600]


def test_whoever_has_days_left_is_asked_nothing(qtbot, scene: Scene) -> None:
    scene.services.plans.sell_pass(NewPass(party_id=scene.maria, name="Ten", days=10, price_e4=10_000))
    arrives(qtbot, scene)
    assert scene.window.counter.card is None
    assert bar(scene) == "Maria Roca is here: 1 day used, 9 days left."


@pytest.mark.parametrize("way", ["today", "people"])
def test_the_other_ways_in_lead_to_the_counter_too(qtbot, scene: Scene, way: str) -> None:
    page = scene.window.go(way)
    page.setFocus()
    settle()
    if way == "today":
        press(qtbot, page, "Arrival")
        asked = dialog()
        qtbot.keyClicks(asked.findChildren(QLineEdit)[0], "mar")
        settle()
        asked.try_act()
    else:
        page.show_party(scene.maria)
        settle()
        press(qtbot, page.panel, "Arrival")
    settle()
    card = scene.window.counter.card
    assert card.card.name == "Maria Roca"
    assert card.panel.told == ["1 day €16.00", "€16.00"]
    key(qtbot, Qt.Key.Key_F8)
    assert slate(scene) == [1600]
    scene.window.messages._do()
    assert (slate(scene), here(scene)) == ([], [])


def test_today_shows_the_day_to_pay_and_opens_the_counter_on_it(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    settle()
    press(qtbot, page, "Jean Dupont: 1 day to pay")
    card = scene.window.counter.card
    assert (card.card.name, card.panel.told) == ("Jean Dupont", ["1 day €16.00", "€16.00"])
    key(qtbot, Qt.Key.Key_F8)
    settle()
    assert scene.services.today.view().here[0].to_pay == 0
    assert "Jean Dupont: 1 day to pay" not in [b.accessibleName() for b in page.findChildren(type(page._book))]


def test_whoever_leaves_with_a_day_unpaid_is_told_so(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    settle()
    press(qtbot, page, "Jean Dupont leaves")
    assert bar(scene) == "Jean Dupont has left; 1 day still to pay."


def test_a_key_that_is_held_down_decides_nothing_of_the_day(qtbot, scene: Scene) -> None:
    card = arrives(qtbot, scene)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, PLAIN, "\r", True)
    QApplication.sendEvent(card.search, held)
    settle()
    assert scene.window.counter.card is card
    assert slate(scene) == []


def comes_again(qtbot, scene: Scene) -> CounterCard:
    """Half a day at 13:00, of which nothing is decided, and another at 15:00, told to Today: both are in the basket."""
    clock = scene.services.desk.clock
    clock.set(datetime(2026, 11, 24, 13))
    scene.services.visits.check_in(scene.maria)
    scene.services.visits.check_out(scene.maria)
    clock.set(datetime(2026, 11, 24, 15))
    page = scene.window.go("today")
    press(qtbot, page, "Arrival")
    asked = dialog()
    qtbot.keyClicks(asked.findChildren(QLineEdit)[0], "mar")
    settle()
    asked.try_act()
    settle()
    card = scene.window.counter.card
    assert card.panel.told == ["½ day €8.00", "½ day €8.00", "€16.00"]
    return card


def to_pay(scene: Scene) -> list[bool]:
    """Of each of her visits today that stands, the first first."""
    return [row.to_pay for row in scene.services.visits.of_day() if row.party_id == scene.maria]


def test_undo_takes_back_the_arrival_that_has_just_been_and_not_the_one_before(qtbot, scene: Scene) -> None:
    comes_again(qtbot, scene)
    key(qtbot, Qt.Key.Key_F8)
    assert (slate(scene), to_pay(scene)) == ([800, 800], [False, False])
    scene.window.messages._do()
    assert (slate(scene), to_pay(scene)) == ([], [True])


def test_days_are_free_together_or_none_of_them(qtbot, scene: Scene) -> None:
    """Another desk has put the first of the two on the slate while the reason is typed."""
    card = comes_again(qtbot, scene)
    key(qtbot, Qt.Key.Key_Z, ALT)
    asked = dialog()
    (first,) = [day for day in card.card.days_due if day.day == card.card.now.date()][1:]
    scene.services.counter.put_on_slate(scene.maria, (), [first])
    asked.try_act()
    settle()
    assert card.refusal
    assert to_pay(scene) == [False, True]


def test_the_slate_is_not_offered_for_a_day_beside_what_is_on_it_already(qtbot, scene: Scene) -> None:
    counter = scene.services.counter
    counter.put_on_slate(scene.maria, [Piece(counter.articles()[0])])
    card = arrives(qtbot, scene)
    assert next(act.title for act in card.list.acts) == "On the slate"
    key(qtbot, Qt.Key.Key_S, ALT)
    assert card.panel.told == ["1 day €16.00", "Slate (1 line) €1.00", "€17.00"]
    assert next(act.title for act in card.list.acts) == "To invoice"
