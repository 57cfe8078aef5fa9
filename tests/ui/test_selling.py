"""A subscription and a pass sold by hand: read before, charged at once, taken back while nothing was done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from builders import advance_to, person
from pressing import front, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from scenes import Scene

from tierslieu_desk.rules.vocabulary import PaymentMethod, Period, Role
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.pages.people.end_dialog import EndDialog
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.people.sell_dialog import PASS, SUBSCRIPTION, SellDialog
from tierslieu_desk.ui.pages.people.subscription_aside import SubscriptionAside
from tierslieu_desk.ui.pages.settings.plan import PlanDialog
from tierslieu_desk.ui.tour import settle

TODAY = date(2026, 11, 24)
TEN_DAYS = NewPlan(name="Ten days", period=Period.MONTH, price_e4=1_200_000, days_included=10)


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    return shown


def turn(qtbot, form: SellDialog, text: str) -> None:
    press(qtbot, form._what, text)


def retype(qtbot, field: QWidget, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)


def owed(scene: Scene) -> int:
    """What Maria has on her slate, beside the room of this afternoon (24.00)."""
    drafts = scene.services.invoices.drafts(date(2027, 12, 31), scene.maria)
    return sum(draft.gross_cents for draft in drafts) - 2400


def test_a_subscription_is_read_sold_and_taken_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    scene.services.plans.add(TEN_DAYS)
    page.table.choose(scene.maria)
    press(qtbot, page.panel, "Sell…")
    form = front(SellDialog)
    assert form._plan.currentText() == "Ten days · €120.00 each month"
    now, working, gives, then = form.offer
    assert now == "€28.00"  # 7 days of 30 at 120.00
    assert "7 of 30 days at €120.00" in working
    assert "of which €4.67 VAT" in working
    assert gives == "2½ days to use"  # 20 of a month, 7 days of 30: 4.67
    assert then == "€120.00 each month from 1 December 2026 on."
    press(qtbot, form, "Sell it")
    assert scene.window.messages.sentence == "Ten days sold to Maria Roca: €28.00 to invoice."
    assert owed(scene) == 2800
    assert scene.services.plans.left(scene.maria) == 5
    scene.window.messages._do()
    assert owed(scene) == 0
    assert scene.services.plans.subscriptions(scene.maria) == ()
    assert scene.services.plans.left(scene.maria) == 0


@pytest.mark.parametrize("fee", [False, True])
def test_who_is_sold_a_subscription_becomes_a_member_until_it_is_taken_back(qtbot, page, scene: Scene, fee) -> None:
    """On the sheet, on Today and in the reports, those who are here at once; a membership fee says so by its name."""
    rose = person(scene.services.desk, "Rose", "Puig", Role.VISITOR)
    scene.services.visits.check_in(rose)
    scene.services.plans.add(replace(TEN_DAYS, membership_fee=fee, days_included=0 if fee else 10))

    def seen() -> tuple[str, list[str], int, int]:
        (day,) = scene.services.visits.counts(TODAY, TODAY)
        here = [row.role for row in scene.services.today.view().here if row.party_id == rose]
        return scene.services.people.get(rose).role, here, day.members, day.visitors

    assert seen() == ("visitor", ["visitor"], 1, 1)  # the member is Jean
    page.show_party(rose)
    press(qtbot, page.panel, "Sell…")
    press(qtbot, front(SellDialog), "Sell it")
    assert "sold to Rose Puig, a member from now on: " in scene.window.messages.sentence
    assert seen() == ("member", ["member"], 2, 0)
    scene.window.messages._do()
    assert seen() == ("visitor", ["visitor"], 1, 1)


def test_who_has_another_subscription_stays_a_member_when_the_first_is_taken_back(scene: Scene) -> None:
    plans, rose = scene.services.plans, person(scene.services.desk, "Rose", "Puig", Role.VISITOR)
    ten = plans.add(TEN_DAYS)
    first, _second = (plans.sell(NewSubscription(rose, ten)) for _time in range(2))
    scene.services.sales.take_back(first, plans.subscription(first).version)
    assert scene.services.people.get(rose).role == "member"


def test_a_subscription_that_is_over_makes_nobody_a_member(scene: Scene) -> None:
    plans, rose = scene.services.plans, person(scene.services.desk, "Rose", "Puig", Role.VISITOR)
    plans.sell(NewSubscription(rose, plans.add(TEN_DAYS), date(2026, 10, 1), date(2026, 10, 31)))
    assert scene.services.people.get(rose).role == "visitor"


def sold_and_to_pay(qtbot, page: PeoplePage, scene: Scene) -> CounterCard:
    scene.services.plans.add(TEN_DAYS)
    page.show_party(scene.jean)
    press(qtbot, page.panel, "Sell…")
    settle()
    qtbot.keyClick(front(SellDialog), Qt.Key.Key_F6)
    settle()
    return scene.window.counter.card


def test_what_was_sold_leads_to_the_money_by_one_key(qtbot, page: PeoplePage, scene: Scene) -> None:
    card = sold_and_to_pay(qtbot, page, scene)
    assert (card.card.name, card.panel.told[-1]) == ("Jean Dupont", "€28.00")
    qtbot.keyClick(card.search, Qt.Key.Key_F6)
    settle()
    (paid,) = scene.services.payments.all(scene.jean)
    assert (paid.amount_cents, paid.method) == (2800, PaymentMethod.CARD)
    assert "Jean Dupont paid €28.00" in scene.window.messages.sentence


def test_left_without_the_money_the_sale_is_told_and_taken_back_by_one_key(qtbot, page, scene: Scene) -> None:
    card = sold_and_to_pay(qtbot, page, scene)
    qtbot.keyClick(card.search, Qt.Key.Key_Escape)
    settle()
    assert scene.window.messages.sentence == "Ten days sold to Jean Dupont: €28.00 to invoice."
    scene.window.messages._do()
    assert scene.services.plans.subscriptions(scene.jean) == ()


def test_a_sale_taken_back_at_the_counter_leaves_nothing_to_pay_there(qtbot, page, scene: Scene) -> None:
    card = sold_and_to_pay(qtbot, page, scene)
    qtbot.keyClick(card.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert scene.services.plans.subscriptions(scene.jean) == ()
    assert card.panel.told[-1] == ""


def test_it_starts_on_the_day_that_is_typed(qtbot, page: PeoplePage, scene: Scene) -> None:
    scene.services.plans.add(TEN_DAYS)
    page.table.choose(scene.maria)
    press(qtbot, page.panel, "Sell…")
    form = front(SellDialog)
    retype(qtbot, form._starts, "32/12/2026")
    form.try_act()
    assert form.form.refusals == ["“32/12/2026” is not a day of the calendar. Write it like this: 24/11/2026."]
    assert form._starts.property("refused") is True
    retype(qtbot, form._starts, "1/12/2026")
    form.try_act()
    (sold,) = scene.services.plans.subscriptions(scene.maria)
    assert sold.starts == date(2026, 12, 1)
    assert owed(scene) == 12_000


def test_a_sale_that_was_used_is_not_taken_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    scene.services.plans.add(TEN_DAYS)
    page.table.choose(scene.maria)
    press(qtbot, page.panel, "Sell…")
    press(qtbot, front(SellDialog), "Sell it")
    scene.services.visits.check_in(scene.maria)
    scene.window.messages._do()
    said = "Half-days of “Ten days” have been used since. Give it a last day instead."
    assert scene.window.messages.sentence == said
    assert owed(scene) == 2800


def test_a_pass_is_sold_at_the_price_that_is_typed(qtbot, page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.maria)
    press(qtbot, page.panel, "Sell…")
    form = front(SellDialog)
    turn(qtbot, form, "A pass")
    retype(qtbot, form._name, "Book of ten")
    form._price.clear()
    form.try_act()
    assert form._price.property("refused") is True
    retype(qtbot, form._price, "75,50")
    assert form.offer == ("€75.50", "of which €12.58 VAT", "5 days to use", "")
    form._good.choose(6)
    press(qtbot, form, "Sell it")
    assert scene.window.messages.sentence == "Book of ten sold to Maria Roca: €75.50 on the slate."
    assert (owed(scene), scene.services.plans.left(scene.maria)) == (7550, 10)
    assert scene.services.plans.left(scene.maria, date(2027, 5, 24)) == 10
    assert scene.services.plans.left(scene.maria, date(2027, 5, 25)) == 0
    scene.window.messages._do()
    assert (owed(scene), scene.services.plans.left(scene.maria)) == (0, 0)


def test_a_pass_without_a_name_is_told_beside_it(qtbot, scene: Scene) -> None:
    form = SellDialog(scene.window, scene.services, scene.maria, what=PASS)
    form.open()
    form._name.clear()
    retype(qtbot, form._price, "10")
    form.try_act()
    assert form._name.property("refused") is True
    form.close()


def test_the_last_kinds_of_passes_are_offered_again(qtbot, scene: Scene) -> None:
    plans = scene.services.plans
    plans.sell_pass(NewPass(party_id=scene.jean, name="Day", days=1, price_e4=165_000))
    plans.sell_pass(NewPass(party_id=scene.jean, name="Book of ten", days=5, price_e4=755_000))
    form = SellDialog(scene.window, scene.services, scene.maria, what=PASS)
    form.open()
    assert (form._name.text(), form._days.value(), form._price.text()) == ("Book of ten", 5, "75.5")
    form._like.setCurrentIndex(1)
    assert (form._name.text(), form._days.value(), form._price.text()) == ("Day", 1, "16.5")
    form.try_act()
    assert owed(scene) == 1650


def test_whoever_pays_is_named_before(qtbot, scene: Scene) -> None:
    scene.services.people.set_payer(scene.maria, scene.jean)
    scene.services.plans.add(TEN_DAYS)
    form = SellDialog(scene.window, scene.services, scene.maria)
    form.open()
    assert form._payer.text() == "Jean Dupont pays."
    form.close()


def test_a_house_without_a_plan_writes_one_down_and_sells_it(qtbot, page: PeoplePage, scene: Scene) -> None:
    form = SellDialog(scene.window, scene.services, scene.maria)
    form.open()
    assert form._what.choice == SUBSCRIPTION
    assert not form.act.isEnabled()
    press(qtbot, form, "Write a plan down…")
    plan = front(PlanDialog)
    qtbot.keyClicks(plan.name, "Ten days")
    qtbot.keyClicks(plan.price, "120")
    plan.period.choose(Period.MONTH)
    plan.included.choose("days")
    plan.try_act()
    (made,) = scene.services.plans.list()
    assert (made.name, made.price_e4, made.days_included) == ("Ten days", 1_200_000, 10)
    assert form._plan.currentText() == "Ten days · €120.00 each month"
    press(qtbot, form, "Sell it")
    assert [row.name for row in scene.services.plans.subscriptions(scene.maria)] == ["Ten days"]


def test_a_subscription_is_given_its_last_day_and_goes_on_again(qtbot, page: PeoplePage, scene: Scene) -> None:
    plans = scene.services.plans
    sold = plans.sell(NewSubscription(scene.maria, plans.add(TEN_DAYS)))
    page.table.choose(scene.maria)
    settle()
    (aside,) = page.panel.findChildren(SubscriptionAside)
    next(act for act in aside.menu.actions() if act.text() == "End…").trigger()
    form = front(EndDialog)
    retype(qtbot, form._last, "1/11/2026")
    form.try_act()
    assert form._last.property("refused") is True
    retype(qtbot, form._last, "31/12/2026")
    form.try_act()
    assert plans.subscription(sold).ends == date(2026, 12, 31)
    assert scene.window.messages.sentence == "Ten days ends on 31 December 2026."
    scene.window.messages._do()
    assert plans.subscription(sold).ends is None


def test_a_sale_at_the_counter_has_the_day_of_the_desk(qtbot, scene: Scene) -> None:
    scene.services.plans.add(TEN_DAYS)
    advance_to(scene.services.desk, datetime(2026, 12, 1, 9, 0))
    form = SellDialog(scene.window, scene.services, scene.maria)
    form.open()
    assert form._starts.day == date(2026, 12, 1)
    assert form.offer[0] == "€120.00"
    form.close()
