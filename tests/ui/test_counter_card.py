"""The counter card: found by a few letters, ranked acts, one basket, and no key of it reaches the page below."""

from __future__ import annotations

import gc
import time
import weakref
from datetime import date, datetime, timedelta

import pytest
from builders import organisation, person
from pressing import at_the_counter
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from scenes import Scene

from tierslieu_desk import errors, i18n
from tierslieu_desk.rules.vocabulary import ClosingKind, MailKind, PaymentMethod
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Piece
from tierslieu_desk.services.person.people import NewPerson, insert_party
from tierslieu_desk.services.plan.plans import NewPass
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.counter import acts
from tierslieu_desk.ui.counter.articles_dialog import ArticlesDialog
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.counter.hand_over_dialog import HandOverDialog
from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.wallclock import Slot

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
BOOK = Article(name="10 half-day tickets", price_e4=700_000, half_days=10)


BACK = " By mistake? Under Money, Payments: “Take it back…”."
"""Behind what is said of every payment."""


def press(qtbot, card: CounterCard, key: Qt.Key, modifier: Qt.KeyboardModifier = ALT) -> None:
    qtbot.keyClick(card.search, key, modifier)
    settle()


def titles(card: CounterCard) -> list[str]:
    return [act.title for act in card.list.acts]


def second(card: CounterCard, title: str) -> str:
    (found,) = [act.second for act in card.list.acts if act.title == title]
    return found


def dialog(kind: type) -> object:
    settle()
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def bar(scene: Scene) -> str:
    settle()
    return scene.window.messages.sentence


def test_the_key_opens_it_over_any_page_and_escape_frees_it(qtbot, scene: Scene) -> None:
    for code in ("today", "planning", "people"):
        page = scene.window.go(code)
        page.setFocus()
        settle()
        before = QApplication.focusWidget()
        qtbot.keyClick(scene.window, Qt.Key.Key_K, CTRL)
        card = scene.window.counter.card
        assert card.isVisible()
        assert card.search.hasFocus()
        gone = weakref.ref(card)
        qtbot.keyClick(card.search, Qt.Key.Key_Escape)
        del card
        settle()
        gc.collect()
        assert gone() is None
        assert QApplication.focusWidget() is before


def test_the_box_in_the_head_opens_it_too(qtbot, scene: Scene) -> None:
    page = scene.window.go("people")
    settle()
    qtbot.mouseClick(page.counter, Qt.MouseButton.LeftButton)
    assert scene.window.counter.card.isVisible()
    qtbot.mouseClick(scene.window.counter.card, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert scene.window.counter.card is None


def test_the_box_is_not_there_where_there_is_no_room(scene: Scene) -> None:
    page = scene.window.go("today")
    settle()
    assert page.counter.isVisible()
    scene.window.resize(1000, 614)
    settle()
    assert not page.counter.isVisible()


def test_another_page_leaves_it(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene)
    qtbot.keyClick(card.search, Qt.Key.Key_2, CTRL)
    settle()
    assert scene.window.counter.card is None
    assert scene.window.page.title


@pytest.mark.parametrize("typed", ["mar", "roca m", "MARIA", "rOc"])
def test_somebody_is_found_by_the_beginning_of_either_name(qtbot, scene: Scene, typed: str) -> None:
    card = at_the_counter(qtbot, scene, typed)
    assert card.card is not None
    assert card.card.name == "Maria Roca"


def test_an_arrival_says_what_it_uses_before_and_after(qtbot, scene: Scene) -> None:
    """At 10:47 an arrival counts for a day; three days were bought."""
    scene.services.plans.sell_pass(NewPass(party_id=scene.maria, name="Three days", days=3, price_e4=300_000))
    card = at_the_counter(qtbot, scene, "mar")
    assert titles(card)[0] == "Arrival"
    assert second(card, "Arrival") == "1 day used, 2 days left"
    press(qtbot, card, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert scene.window.counter.card is None
    assert bar(scene) == "Maria Roca is here: 1 day used, 2 days left."
    assert scene.services.plans.left(scene.maria) == 4
    scene.window.messages._do()
    assert scene.services.plans.left(scene.maria) == 6
    assert [row.name for row in scene.services.visits.here_now()] == ["Jean Dupont"]


def test_whoever_is_here_leaves_by_enter_and_comes_back_by_undo(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "jean")
    assert second(card, "Leaves") == "here since 10:47"
    press(qtbot, card, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert scene.services.visits.here_now() == ()
    scene.window.messages._do()
    assert [row.name for row in scene.services.visits.here_now()] == ["Jean Dupont"]


def test_a_used_up_pass_is_told_and_a_ticket_is_sold_with_the_arrival(qtbot, scene: Scene) -> None:
    """One day was bought and used this morning. A half-day ticket at 8.00, and half a day of it is used."""
    plans, visits = scene.services.plans, scene.services.visits
    plans.sell_pass(NewPass(party_id=scene.maria, name="One day", days=1, price_e4=100_000))
    visits.check_in(scene.maria, 2)
    visits.check_out(scene.maria)
    scene.services.desk.clock.set(datetime(2026, 11, 25, 9, 0))
    card = at_the_counter(qtbot, scene, "mar")
    assert card.head.accessibleName().startswith("Maria Roca, Pass used up")
    assert titles(card)[:2] == ["Arrival, with a ticket", "Arrival"]
    press(qtbot, card, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert card.panel.told == ["Half-day ticket €8.00", "€8.00"]
    press(qtbot, card, Qt.Key.Key_Return, CTRL)
    settle()
    here = [(row.name, row.half_days, row.used, row.to_pay) for row in visits.here_now()]
    assert here == [("Maria Roca", 1, 1, False)]
    assert [row.amount_cents for row in scene.services.payments.all()] == [800]


def test_who_came_in_meanwhile_pays_nothing_until_the_arrival_is_left_out(qtbot, scene: Scene) -> None:
    """Noted at another desk: nothing is sold the first time, and the same key sells the ticket alone."""
    plans, visits = scene.services.plans, scene.services.visits
    plans.sell_pass(NewPass(party_id=scene.maria, name="One day", days=1, price_e4=100_000))
    visits.check_in(scene.maria, 2)
    visits.check_out(scene.maria)
    scene.services.desk.clock.set(datetime(2026, 11, 25, 9, 0))
    card = at_the_counter(qtbot, scene, "mar")
    press(qtbot, card, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    visits.check_in(scene.maria, 1)
    press(qtbot, card, Qt.Key.Key_Return, CTRL)
    assert "Maria Roca" in card.refusal
    assert scene.services.payments.all() == ()
    assert scene.services.invoices.all() == ()
    press(qtbot, card, Qt.Key.Key_Return, CTRL)
    assert [row.amount_cents for row in scene.services.payments.all()] == [800]
    assert len(visits.here_now()) == 1


def test_three_coffees_and_a_print_out_go_on_the_slate_and_are_cleared_in_one_payment(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "mar")
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_2):
        press(qtbot, card, key)
    assert card.panel.told == ["3 × Coffee €3.00", "Print-out €0.20", "€3.20"]
    press(qtbot, card, Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier)
    assert bar(scene) == "4 things are on the slate of Maria Roca."
    assert scene.services.counter.slate(scene.maria).total_cents == 320
    card = at_the_counter(qtbot, scene, "mar")
    assert card.panel.told == ["3 × Coffee €3.00", "Print-out €0.20", "€3.20"]
    assert second(card, "Clear the slate") == "€3.20 · 3 × Coffee, Print-out"
    assert card.panel.cash.isEnabled()
    press(qtbot, card, Qt.Key.Key_S)
    assert card.panel.told == ["Slate (2 lines) €3.20", "€3.20"]
    assert not card.panel.on_slate.isEnabled()
    qtbot.mouseClick(card.panel.card, Qt.MouseButton.LeftButton)
    assert bar(scene) == "Maria Roca paid €3.20: F2026-0001." + BACK
    (paid,) = scene.services.payments.all(scene.maria)
    assert (paid.amount_cents, paid.method) == (320, PaymentMethod.CARD)
    assert scene.services.counter.slate(scene.maria).lines == ()


def test_the_paper_of_what_was_paid_is_one_click_away(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "mar")
    press(qtbot, card, Qt.Key.Key_1)
    press(qtbot, card, Qt.Key.Key_Return, CTRL)
    assert bar(scene) == "Maria Roca paid €1.00: F2026-0001." + BACK
    (see,) = [one for one in scene.window.messages.findChildren(QPushButton) if one.isVisible()]
    assert see.text() == "See the paper"
    qtbot.mouseClick(see, Qt.MouseButton.LeftButton)
    paper = dialog(PaperDialog)
    assert "F2026-0001" in paper._document.getAllText(0).text()
    assert "Coffee" in paper._document.getAllText(0).text()
    paper.close()


def test_a_slate_that_is_shown_is_paid_by_the_buttons_under_it(qtbot, scene: Scene) -> None:
    scene.services.counter.put_on_slate(scene.maria, [Piece(scene.services.counter.articles()[0], 3)])
    card = at_the_counter(qtbot, scene, "mar")
    assert card.panel.told == ["3 × Coffee €3.00", "€3.00"]
    assert not card.panel.on_slate.isVisible()
    qtbot.mouseClick(card.panel.cash, Qt.MouseButton.LeftButton)
    settle()
    assert [(row.amount_cents, row.method) for row in scene.services.payments.all()] == [(300, PaymentMethod.CASH)]
    assert scene.services.counter.slate(scene.maria).lines == ()


def test_a_slate_that_was_paid_before_tells_what_is_left_to_pay(qtbot, scene: Scene) -> None:
    """A coffee was paid, 1.00, and is owed again after a credit note; two more are on the slate."""
    services, coffee = scene.services, scene.services.counter.articles()[0]
    paid = services.counter.sell(scene.maria, _coffee(), PaymentMethod.CASH)
    services.invoices.credit(paid.invoices[0].id, owe_again=True)
    services.counter.put_on_slate(scene.maria, [Piece(coffee, 2)])
    card = at_the_counter(qtbot, scene, "mar")
    assert card.panel.told == ["Coffee €1.00", "2 × Coffee €2.00", "€2.00"]
    qtbot.mouseClick(card.panel.cash, Qt.MouseButton.LeftButton)
    assert bar(scene).startswith("Maria Roca paid €2.00:")
    assert services.counter.slate(scene.maria).lines == ()


def test_what_was_told_is_paid_or_nothing(qtbot, scene: Scene) -> None:
    """Somebody else took 20.00 of the invoice while the card said 70.00."""
    services = scene.services
    written = services.counter.put_on_slate(scene.maria, [Piece(BOOK)])
    (issued,) = services.invoices.issue_these(scene.maria, written, lambda _rows: None)
    card = at_the_counter(qtbot, scene, "mar")
    press(qtbot, card, Qt.Key.Key_I)
    assert card.panel.told == ["Invoice F2026-0001 €70.00", "€70.00"]
    services.payments.settle(scene.maria, PaymentMethod.CARD, 2000, {issued.id: 2000})
    press(qtbot, card, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    assert card.refusal
    assert [row.amount_cents for row in services.payments.all()] == [2000]
    assert card.panel.told[-1] == "€50.00"
    press(qtbot, card, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    assert [row.amount_cents for row in services.payments.all()] == [5000, 2000]


def test_no_button_for_money_is_there_while_there_is_nothing_to_pay(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "mar")
    panel = card.panel
    assert [one.isVisible() for one in (panel.cash, panel.card, panel.cheque, panel.on_slate)] == [False] * 4
    press(qtbot, card, Qt.Key.Key_Return, CTRL)
    assert scene.services.payments.all() == ()
    press(qtbot, card, Qt.Key.Key_1)
    assert [one.isVisible() for one in (panel.cash, panel.card, panel.cheque, panel.on_slate)] == [True] * 4


def test_the_slate_is_as_it_was_after_undo(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "mar")
    press(qtbot, card, Qt.Key.Key_1)
    press(qtbot, card, Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier)
    scene.window.messages._do()
    assert scene.services.counter.slate(scene.maria).lines == ()


def test_somebody_without_a_name_pays_a_coffee(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene)
    press(qtbot, card, Qt.Key.Key_1)
    assert not card.panel.on_slate.isEnabled()
    press(qtbot, card, Qt.Key.Key_Return, CTRL)
    assert bar(scene) == "€1.00 paid: F2026-0001." + BACK
    assert [row.amount_cents for row in scene.services.payments.all()] == [100]


def test_what_is_owed_for_anything_else_is_paid_apart_from_the_slate(qtbot, scene: Scene) -> None:
    """Room A this afternoon, two hours at 10.00 before tax: 24.00."""
    card = at_the_counter(qtbot, scene, "mar")
    assert "Clear the slate" not in titles(card)
    assert second(card, "Pay what is to be invoiced") == "€24.00 · 2 × Room A"
    press(qtbot, card, Qt.Key.Key_E)
    press(qtbot, card, Qt.Key.Key_1)
    assert card.panel.told == ["Coffee €1.00", "To be invoiced (1 line) €24.00", "€25.00"]
    press(qtbot, card, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
    assert [row.amount_cents for row in scene.services.payments.all()] == [2500]


def test_what_was_taken_by_mistake_is_taken_out(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "mar")
    press(qtbot, card, Qt.Key.Key_1)
    press(qtbot, card, Qt.Key.Key_1)
    (out,) = [
        b for b in card.findChildren(QPushButton) if b.accessibleName() == "Take out: 2 × Coffee" and b.isVisible()
    ]
    qtbot.mouseClick(out, Qt.MouseButton.LeftButton)
    settle()
    assert card.panel.told == ["Coffee €1.00", "€1.00"]


def test_the_slate_of_one_is_not_paid_by_another_but_the_coffee_may_be(qtbot, scene: Scene) -> None:
    scene.services.counter.put_on_slate(scene.maria, [Piece(BOOK)])
    card = at_the_counter(qtbot, scene, "mar")
    press(qtbot, card, Qt.Key.Key_S)
    press(qtbot, card, Qt.Key.Key_1)
    card.search.selectAll()
    qtbot.keyClicks(card.search, "jean")
    settle()
    assert card.card.name == "Jean Dupont"
    assert card.panel.told == ["Coffee €1.00", "€1.00"]


def test_mail_is_handed_to_them_unless_somebody_else_came(qtbot, scene: Scene) -> None:
    mail = scene.services.mail
    for _n in range(2):
        mail.arrived(scene.maria, MailKind.LETTER, shelf="A3", on=date(2026, 11, 20))
    card = at_the_counter(qtbot, scene, "mar")
    assert second(card, "Hand over 2 items of mail") == "shelf A3 · for 4 days"
    press(qtbot, card, Qt.Key.Key_M)
    asked = dialog(HandOverDialog)
    (whom,) = asked.findChildren(QLineEdit)
    assert whom.text() == "Maria Roca"
    whom.clear()
    asked.try_act()
    assert asked.form.refusals
    qtbot.keyClicks(whom, "Paul Roca")
    qtbot.keyClick(whom, Qt.Key.Key_Return)
    assert mail.waiting(scene.maria) == ()
    kept = "It is kept so; what is still here is noted anew under “Mail arrived”."
    assert bar(scene) == f"2 items of mail were handed to Paul Roca. {kept}"
    assert [act.to_whom for act in mail.acts(1)] == ["Paul Roca"]


def test_what_they_had_is_given_back_with_its_deposit_told(qtbot, scene: Scene) -> None:
    now = datetime(2026, 11, 24, 9)
    scene.services.loans.lend(scene.house.booth, scene.maria, Slot(now, now + timedelta(hours=1)), deposit_cents=15000)
    card = at_the_counter(qtbot, scene, "mar")
    assert "was due" in second(card, "Give back: Booth")
    assert "deposit of €150.00 to return" in second(card, "Give back: Booth")
    press(qtbot, card, Qt.Key.Key_G)
    assert scene.services.loans.out() == ()
    assert bar(scene) == "Booth is back from Maria Roca. Return the deposit of €150.00."
    scene.window.messages._do()
    assert [row.party_id for row in scene.services.loans.out()] == [scene.maria]


def test_booking_opens_with_them_chosen_and_the_space_to_say(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "mar")
    assert second(card, "Book a room or a desk") == "today: Room A, 14:00 to 16:00"
    press(qtbot, card, Qt.Key.Key_B)
    booking = dialog(BookingDialog)
    assert booking._who.text() == "Maria Roca"
    assert booking._unit.hasFocus()
    booking.close()
    assert scene.window.counter.card is not None, "a booking given up leaves the card"


def test_their_page_is_opened_with_them_chosen(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "mar")
    press(qtbot, card, Qt.Key.Key_O)
    assert scene.window.page.table.row.name == "Maria Roca"


def test_a_name_nobody_has_is_written_down_and_meant_at_once(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "Yann Le Goff")
    assert titles(card) == ["Write down “Yann Le Goff”"]
    press(qtbot, card, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    dialog(PersonDialog).try_act()
    settle()
    assert card.card.name == "Yann Le Goff"


def test_tab_leads_to_the_next_of_that_name(qtbot, scene: Scene) -> None:
    person(scene.services.desk, "Maria", "Zubiri")
    card = at_the_counter(qtbot, scene, "mar")
    assert card.card.name == "Maria Roca"
    assert card.head.accessibleName().endswith("Tab: Maria Zubiri")
    press(qtbot, card, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    assert card.card.name == "Maria Zubiri"
    press(qtbot, card, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    assert card.card.name == "Maria Roca"


def test_tab_walks_round_inside_the_card_when_there_is_no_other_name(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "mar")
    press(qtbot, card, Qt.Key.Key_1)
    seen = []
    for _n in range(8):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        assert card.isAncestorOf(seen[-1])
    assert card.panel.cash in seen
    assert card.list in seen
    assert card.search in seen


def test_arrows_walk_through_the_rows_where_one_letter_is_enough(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "jean")
    qtbot.keyClick(card.search, Qt.Key.Key_Down)
    assert card.list.hasFocus()
    assert card.list.act.title == "Pay the day: 1 day"
    qtbot.keyClick(card.list, Qt.Key.Key_Down)
    assert card.list.act.title == "Coffee"
    qtbot.keyClick(card.list, Qt.Key.Key_2)
    assert card.panel.told == ["Print-out €0.20", "€0.20"]
    qtbot.keyClick(card.list, Qt.Key.Key_Ampersand)
    assert card.panel.told == ["Print-out €0.20", "Coffee €1.00", "€1.20"]
    qtbot.keyClick(card.list, Qt.Key.Key_X)
    assert card.search.hasFocus()
    assert card.search.text() == "jeanx"


@pytest.mark.parametrize(
    ("key", "modifier", "then"),
    [
        (Qt.Key.Key_A, CTRL, "2"),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, "2jean"),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, "jean2"),
        (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, "jea2"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "jean2"),
        (Qt.Key.Key_V, CTRL, "jeanmaria2"),
    ],
)
def test_who_edits_the_line_after_the_arrows_types_in_it_again(
    qtbot, scene: Scene, key: Qt.Key, modifier: Qt.KeyboardModifier, then: str
) -> None:
    card = at_the_counter(qtbot, scene, "jean")
    QGuiApplication.clipboard().setText("maria")
    qtbot.keyClick(card.search, Qt.Key.Key_Down)
    assert card.list.hasFocus()
    qtbot.keyClick(card.list, key, modifier)
    assert card.search.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    settle()
    assert card.search.text() == then
    assert card.deeds.chosen.empty


def test_without_a_name_it_counts_who_passes_by_and_tells_who_is_here(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene)
    assert titles(card)[:2] == ["One more passes by", "Jean Dupont"]
    qtbot.keyClicks(card.search, "+")
    assert scene.services.today.view().passers_by == 1
    assert bar(scene) == "One more person passed by."
    card = at_the_counter(qtbot, scene)
    qtbot.keyClick(card.search, Qt.Key.Key_Down)
    qtbot.keyClick(card.list, Qt.Key.Key_Return)
    settle()
    assert card.card.name == "Jean Dupont"
    assert titles(card)[0] == "Leaves"


def test_what_is_sold_is_changed_in_a_small_list(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene)
    press(qtbot, card, Qt.Key.Key_W)
    asked = dialog(ArticlesDialog)
    fields = {field.accessibleName(): field for field in asked.findChildren(QLineEdit)}
    fields["Price, Coffee"].setText("un euro")
    asked.try_act()
    assert asked.form.refusals == ["“un euro” is not an amount. Write it like this: 12.50."]
    fields["Price, Coffee"].setText("1,20")
    fields["Name, Print-out"].clear()
    asked.try_act()
    settle()
    assert [(a.name, a.price_e4) for a in scene.services.counter.articles()] == [
        ("Coffee", 12_000),
        ("Half-day ticket", 80_000),
        ("10 half-day tickets", 700_000),
    ]
    assert second(card, "Coffee") == "€1.20"


def test_what_the_till_refuses_is_told_in_the_card_and_nothing_is_lost(qtbot, scene: Scene) -> None:
    """The clock was put back behind a day that is closed."""
    clock = scene.services.desk.clock
    scene.services.counter.sell(scene.maria, _coffee(), PaymentMethod.CASH)
    clock.set(datetime(2026, 11, 25, 9))
    scene.services.payments.close(ClosingKind.DAY, date(2026, 11, 24))
    clock.set(datetime(2026, 11, 24, 18))
    card = at_the_counter(qtbot, scene, "mar")
    press(qtbot, card, Qt.Key.Key_1)
    press(qtbot, card, Qt.Key.Key_Return, CTRL)
    assert card.refusal.startswith("The till is closed up to")
    assert card.panel.told == ["Coffee €1.00", "€1.00"]
    assert card.panel.cash.isEnabled()
    assert len(scene.services.invoices.all()) == 1


def test_a_firm_without_an_address_is_told_what_is_missing(qtbot, scene: Scene) -> None:
    organisation(scene.services.desk)
    card = at_the_counter(qtbot, scene, "pyr")
    assert "Arrival" not in titles(card)
    press(qtbot, card, Qt.Key.Key_1)
    press(qtbot, card, Qt.Key.Key_Return, CTRL)
    assert card.refusal.startswith("Something is missing: ")
    assert scene.services.counter.slate(card.card.id).lines == ()


def test_an_invoice_left_open_is_paid_here(qtbot, scene: Scene) -> None:
    counter = scene.services.counter
    written = counter.put_on_slate(scene.maria, [Piece(BOOK)])
    scene.services.invoices.issue_these(scene.maria, written, lambda _rows: None)
    card = at_the_counter(qtbot, scene, "mar")
    assert second(card, "Pay invoice F2026-0001") == "€70.00"
    press(qtbot, card, Qt.Key.Key_I)
    press(qtbot, card, Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier)
    assert bar(scene) == "Maria Roca paid €70.00." + BACK
    assert [row.paid_cents for row in scene.services.invoices.all()] == [7000]


def test_a_key_that_no_row_has_types_nothing(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "jean")
    press(qtbot, card, Qt.Key.Key_H)
    assert card.search.text() == "jean", "who is here does not arrive"


def test_the_focus_comes_back_where_what_had_it_is_gone(qtbot, scene: Scene) -> None:
    """The button beside Jean had it; it was drawn anew with the mail he collected."""
    scene.services.mail.arrived(scene.jean, MailKind.LETTER)
    page = scene.window.go("today")
    settle()
    (leaves,) = [b for b in page.findChildren(QPushButton) if b.accessibleName() == "Jean Dupont leaves"]
    leaves.setFocus()
    qtbot.keyClick(leaves, Qt.Key.Key_K, CTRL)
    card = scene.window.counter.card
    qtbot.keyClicks(card.search, "jean")
    press(qtbot, card, Qt.Key.Key_M)
    dialog(HandOverDialog).try_act()
    settle()
    assert scene.window.counter.card is None
    scene.window.activateWindow()
    settle()
    qtbot.keyClick(QApplication.focusWidget() or scene.window, Qt.Key.Key_K, CTRL)
    assert scene.window.counter.card is not None


def test_keys_of_the_page_below_do_not_answer(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene)
    qtbot.keyClick(card.search, Qt.Key.Key_F, CTRL)
    assert card.search.hasFocus()
    qtbot.keyClick(card.search, Qt.Key.Key_Down)
    qtbot.keyClicks(card.list, "+")
    assert scene.services.today.view().passers_by == 1, "once, by the card"


def test_no_two_acts_have_the_same_key() -> None:
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        keys = list(acts.letters().values())
        assert len(set(keys)) == len(keys), language
        assert all(key == "+" or (len(key) == 1 and "A" <= key <= "Z") for key in keys), language


@pytest.mark.parametrize("size", [(1366, 768), (683, 384), (560, 340)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_whole_in_any_window(qtbot, qapp, scene: Scene, size: tuple[int, int], scheme) -> None:
    theme.apply(qapp, scheme)
    scene.window.resize(*size)
    card = at_the_counter(qtbot, scene, "mar")
    press(qtbot, card, Qt.Key.Key_1)
    frame = card.frame
    assert card.rect().contains(frame.geometry())
    for made in (card.panel.cash, card.panel.card, card.panel.cheque, card.panel.on_slate):
        assert made.width() >= made.minimumSizeHint().width()
        corner = made.mapTo(card, made.rect().bottomRight())
        assert frame.geometry().contains(corner)
    assert frame.minimumSizeHint().width() <= frame.width()
    assert not card.grab().isNull()


def test_it_follows_its_window(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "mar")
    wide = card.panel.width()
    scene.window.resize(683, 384)
    settle()
    assert card.size() == scene.window.size()
    assert card.panel.width() < wide
    assert card.rect().contains(card.frame.geometry())


def test_it_answers_within_a_frame_with_twenty_thousand_people(qtbot, scene: Scene) -> None:
    desk = scene.services.desk
    with desk.store.writing() as session:
        for number in range(20_000):
            name = NewPerson(given_name=("Maria", "Jean", "Aïcha", "Marc")[number % 4], family_name=f"Roca{number}")
            insert_party(desk, session, name)
    card = at_the_counter(qtbot, scene, "m")
    taken = []
    for letter in "aria ro":
        began = time.process_time()
        card.search.insert(letter)
        taken.append(time.process_time() - began)
        began = time.process_time()
        settle()
        taken.append(time.process_time() - began)
    assert sorted(taken)[len(taken) // 2] < 0.05
    assert max(taken) < 0.1


def test_a_refusal_of_the_store_while_typing_is_told(qtbot, scene: Scene, monkeypatch) -> None:
    card = at_the_counter(qtbot, scene)

    def silent(_text: str) -> tuple:
        raise errors.DiskSilent(folder="/media/key")

    monkeypatch.setattr(scene.services.people, "find", silent)
    qtbot.keyClicks(card.search, "m")
    assert card.refusal.startswith("The disk does not answer")


def test_the_line_is_named_for_a_screen_reader(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "mar")
    assert card.search.accessibleName() == "At the counter: a name"
    assert card.list.item(0).text() == "Arrival, 1 day to pay, H"
    assert QGuiApplication.focusObject() is card.search


def _coffee():
    from tierslieu_desk.services.front.articles import first_articles
    from tierslieu_desk.services.front.basket import Basket

    return Basket(pieces=(Piece(first_articles()[0]),))


@pytest.mark.parametrize("page", ["today", "people", "planning"])
def test_what_was_done_in_it_is_undone_by_the_key_on_the_page(qtbot, scene: Scene, page: str) -> None:
    scene.window.go(page).setFocus()
    settle()
    qtbot.keyClick(scene.window, Qt.Key.Key_K, CTRL)
    settle()
    card = scene.window.counter.card
    qtbot.keyClicks(card.search, "mar")
    press(qtbot, card, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert len(scene.services.visits.here_now()) == 2
    focus = QApplication.focusWidget()
    qtbot.keyClick(focus or scene.window, Qt.Key.Key_Z, CTRL)
    settle()
    assert [row.name for row in scene.services.visits.here_now()] == ["Jean Dupont"]
