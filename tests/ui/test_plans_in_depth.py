"""Plans with all they may have, subscriptions that change, passes in other hands: in the window, by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import advance_to, organisation, person
from pressing import front, press
from PySide6.QtWidgets import QWidget
from scenes import Scene

from tierslieu_desk.i18n import ngettext
from tierslieu_desk.rules.vocabulary import PaymentMethod, Period
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription
from tierslieu_desk.ui.pages.people.deposit_card import TakeDepositDialog
from tierslieu_desk.ui.pages.people.end_dialog import EndDialog
from tierslieu_desk.ui.pages.people.fact_dialogs import PaperDialog
from tierslieu_desk.ui.pages.people.ledger_sheet import LedgerSheet
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.people.pause_dialog import PauseDialog
from tierslieu_desk.ui.pages.people.plan_dialog import PlanChangeDialog
from tierslieu_desk.ui.pages.people.sell_dialog import CODE, PASS, SellDialog
from tierslieu_desk.ui.pages.people.subscription_aside import END, SubscriptionAside
from tierslieu_desk.ui.pages.people.transfer_dialog import TransferDialog
from tierslieu_desk.ui.pages.settings.opening_dialog import GiveBackDialog
from tierslieu_desk.ui.pages.settings.page import SettingsPage
from tierslieu_desk.ui.pages.settings.plan import PlanDialog
from tierslieu_desk.ui.pages.settings.plans import PlansSection
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Chip, Words

TEN_DAYS = NewPlan(name="Ten days", period=Period.MONTH, price_e4=1_200_000, days_included=10)
TWENTY = NewPlan(name="Twenty days", period=Period.MONTH, price_e4=1_800_000, days_included=20)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    return shown


@pytest.fixture
def section(scene: Scene) -> PlansSection:
    shown = scene.window.go("settings")
    assert isinstance(shown, SettingsPage)
    made = shown.show_section("plans")
    assert isinstance(made, PlansSection)
    settle()
    return made


def retype(qtbot, field: QWidget, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)


def words_in(widget: QWidget) -> list[str]:
    return [words.text() for words in widget.findChildren(Words) if words.isVisibleTo(widget) and words.text()]


def owed(scene: Scene, who: int) -> int:
    drafts = scene.services.invoices.drafts(date(2027, 12, 31), who)
    return sum(draft.gross_cents for draft in drafts) - (2400 if who == scene.maria else 0)


def has(scene: Scene, plan: NewPlan, who: int | None = None, starts: date = NOVEMBER) -> int:
    plans = scene.services.plans
    known = {row.name: row.id for row in plans.list()}
    number = known[plan.name] if plan.name in known else plans.add(plan)
    return plans.sell(NewSubscription(scene.maria if who is None else who, number, starts))


# --- plans


def test_what_few_plans_have_is_folded_away_and_kept(qtbot, section: PlansSection, scene: Scene) -> None:
    press(qtbot, section, "New plan")
    form = front(PlanDialog)
    assert not form.more.solidarity.isVisible()
    qtbot.keyClicks(form.name, "Resident")
    qtbot.keyClicks(form.price, "120")
    press(qtbot, form, "Hours, other prices, deposit, terms, papers")
    assert form.more.solidarity.isVisible()
    for line, text in (
        (form.more.solidarity, "80"),
        (form.more.floor, "130"),
        (form.more.signup, "30"),
        (form.more.deposit, "45"),
    ):
        qtbot.keyClicks(line, text)
    qtbot.keyClicks(form.more.papers, "Insurance, Signed charter")
    form.more.months.setValue(3)
    form.more.notice.setValue(1)
    form.more.notice_in.choose("periods")
    form.try_act()
    assert form.form.refusals == ["At least €130.00 is more than the usual €120.00. Lower one, or raise it."]
    assert form.more.floor.property("refused") is True
    retype(qtbot, form.more.floor, "60")
    form.try_act()
    (row,) = scene.services.plans.list()
    assert (row.solidarity_e4, row.floor_e4, row.signup_fee_e4) == (800_000, 600_000, 300_000)
    assert (row.least_months, row.notice_days, row.notice_periods, row.shared) == (3, 0, 1, False)
    assert (row.deposit_cents, row.papers) == (4_500, ("Insurance", "Signed charter"))


def test_a_plan_is_changed_for_who_comes_next_and_changed_back(qtbot, section: PlansSection, scene: Scene) -> None:
    sold = has(scene, TEN_DAYS)
    settle()
    section.table.choose(scene.services.plans.list()[0].id)
    press(qtbot, section, "Change…", 0)
    form = front(PlanDialog)
    assert (form.name.text(), form.days.value(), form.more.fold.isChecked()) == ("Ten days", 10, False)
    form.days.setValue(12)
    press(qtbot, form, "Keep")
    assert scene.services.plans.list()[0].days_included == 12
    assert scene.services.plans.subscription(sold).days_included == 10
    scene.window.messages._do()
    assert scene.services.plans.list()[0].days_included == 10


def test_a_plan_somebody_has_is_not_removed_and_the_way_is_told(qtbot, section: PlansSection, scene: Scene) -> None:
    has(scene, TEN_DAYS)
    settle()
    section.table.choose(scene.services.plans.list()[0].id)
    press(qtbot, section, "Change…", 0)
    form = front(PlanDialog)
    press(qtbot, form, "Remove it")
    told = "“Ten days” cannot be removed: 1 have it or had it. Withdraw it instead: who has it keeps it."
    assert form.form.refusals == [told]
    assert len(scene.services.plans.list()) == 1
    form.close()


def test_a_plan_nobody_had_is_removed_and_comes_back(qtbot, section: PlansSection, scene: Scene) -> None:
    scene.services.plans.add(TEN_DAYS)
    settle()
    section.table.choose(scene.services.plans.list()[0].id)
    press(qtbot, section, "Change…", 0)
    press(qtbot, front(PlanDialog), "Remove it")
    assert scene.services.plans.list(withdrawn=True) == ()
    scene.window.messages._do()
    assert [row.name for row in scene.services.plans.list()] == ["Ten days"]


def test_the_first_visit_is_free_at_a_tick(qtbot, section: PlansSection, scene: Scene) -> None:
    section.first_free.click()
    assert scene.services.plans.first_visit_free()
    scene.window.messages._do()
    assert not scene.services.plans.first_visit_free()


# --- the notice list


def test_another_price_is_listed_and_taken_from_the_next_period_on(qtbot, section, scene: Scene) -> None:
    assert not section.renewals.isVisible()
    sold = has(scene, TEN_DAYS)
    scene.services.plans.change_price(scene.services.plans.list()[0].id, 1_300_000)
    settle()
    assert section.renewals.isVisible()
    said = "pays €120.00; it costs €130.00 by now, and may from 1 December 2026 on"
    assert said in words_in(section.renewals)
    press(qtbot, section.renewals, "Today’s price")
    assert scene.window.messages.sentence == "Maria Roca pays €130.00 from 1 December 2026 on."
    settle()
    assert not section.renewals.isVisible()
    assert scene.services.plans.subscription(sold).ends == date(2026, 11, 30)
    scene.window.messages._do()
    settle()
    assert scene.services.plans.subscription(sold).ends is None
    press(qtbot, section.renewals, "Keep their price")
    settle()
    assert not section.renewals.isVisible()
    assert owed(scene, scene.maria) == 12_000


def test_today_counts_them_and_leads_to_the_list(qtbot, scene: Scene) -> None:
    has(scene, TEN_DAYS)
    assert [row for row in scene.services.today.view().due if row.kind == "renewal"] == []
    scene.services.plans.change_price(scene.services.plans.list()[0].id, 1_300_000)
    ends = scene.services.plans.sell(
        NewSubscription(scene.jean, scene.services.plans.list()[0].id, NOVEMBER, date(2026, 12, 24))
    )
    (row,) = [row for row in scene.services.today.view().due if row.kind == "renewal"]
    assert int(row.what) == len(scene.services.subscriptions.renewals()) == 2
    scene.services.plans.end(ends, date(2026, 12, 25))
    (row,) = [row for row in scene.services.today.view().due if row.kind == "renewal"]
    assert int(row.what) == len(scene.services.subscriptions.renewals()) == 1
    scene.window.go("today")
    settle()
    shown = ngettext("%(n)s subscription to renew", "%(n)s subscriptions to renew", 1) % {"n": 1}
    assert shown in words_in(scene.window)


# --- a subscription that runs


def aside(page: PeoplePage) -> SubscriptionAside:
    settle()
    (found,) = page.panel.findChildren(SubscriptionAside)
    return found


def test_another_plan_is_read_taken_and_taken_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    """24 November: 23 days of 30 at 120.00 are 92.00, 7 days of 30 at 180.00 are 42.00."""
    sold = has(scene, TEN_DAYS)
    scene.services.plans.add(TWENTY)
    page.table.choose(scene.maria)
    menu = aside(page).menu
    next(act for act in menu.actions() if act.text() == "Another plan…").trigger()
    form = front(PlanChangeDialog)
    assert [form._plan.itemText(n) for n in range(form._plan.count())] == ["Twenty days · €180.00 each month"]
    assert form._when.currentText() == "the next period, 1 December 2026"
    assert form.offer[1] == "€180.00"
    form._when.setCurrentIndex(1)
    assert form._when.currentText() == "today, 24 November 2026"
    old, new, working = form.offer
    assert old == "Ten days, 1 – 23 November 2026: 23 of 30 days at €120.00, €92.00"
    assert new == "€42.00"
    assert "7 of 30 days at €180.00" in working
    press(qtbot, form, "Change it")
    assert scene.window.messages.sentence == "Maria Roca has Twenty days from 24 November 2026 on."
    assert owed(scene, scene.maria) == 13_400
    scene.window.messages._do()
    assert owed(scene, scene.maria) == 12_000
    assert scene.services.plans.subscription(sold).ends is None


def test_a_pause_is_told_with_what_it_saves_and_taken_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    """25 to 30 November: 6 days of 30 at 120.00 are 24.00."""
    sold = has(scene, TEN_DAYS)
    page.table.choose(scene.maria)
    menu = aside(page).menu
    next(act for act in menu.actions() if act.text() == "Pause…").trigger()
    form = front(PauseDialog)
    retype(qtbot, form._first, "31/10/2026")
    form.try_act()
    assert form._first.property("refused") is True
    retype(qtbot, form._first, "25/11/2026")
    retype(qtbot, form._last, "24/11/2026")
    form.try_act()
    assert form._last.property("refused") is True
    retype(qtbot, form._last, "30/11/2026")
    form.try_act()
    told = "Ten days will be paused: 25 – 30 November 2026. €24.00 less to invoice."
    assert scene.window.messages.sentence == told
    assert owed(scene, scene.maria) == 9_600
    scene.window.messages._do()
    assert owed(scene, scene.maria) == 12_000
    assert scene.services.subscriptions.pauses(sold) == ()


def test_a_membership_fee_has_an_end_and_nothing_else(page: PeoplePage, scene: Scene) -> None:
    has(scene, NewPlan(name="Fee", period=Period.YEAR, price_e4=150_000, membership_fee=True, days_included=0))
    page.table.choose(scene.maria)
    assert [act.data() for act in aside(page).menu.actions()] == [END]


def test_term_and_notice_are_read_and_gone_over_with_a_reason_only(qtbot, page: PeoplePage, scene: Scene) -> None:
    from dataclasses import replace

    sold = has(scene, replace(TEN_DAYS, notice_periods=1))
    page.table.choose(scene.maria)
    settle()
    next(act for act in aside(page).menu.actions() if act.text() == "End…").trigger()
    form = front(EndDialog)
    assert "As they agreed, it runs until 31 December 2026 at least." in words_in(form)
    assert form._last.day == date(2026, 12, 31)
    assert not form._why.isVisible()
    retype(qtbot, form._last, "30/11/2026")
    form.try_act()
    told = "Ten days runs until 31 December 2026 at least. Choose that day, or write down why it may end before."
    assert form.form.refusals == [told]
    assert form._why.isVisible()
    qtbot.keyClicks(form._why, "They move away")
    form.try_act()
    assert scene.services.plans.subscription(sold).ends == date(2026, 11, 30)


# --- passes


def test_the_prices_of_a_plan_are_offered_where_it_has_several(qtbot, scene: Scene) -> None:
    from dataclasses import replace

    plans = scene.services.plans
    plans.add(TEN_DAYS)
    plans.add(replace(TWENTY, solidarity_e4=900_000, floor_e4=300_000, signup_fee_e4=100_000))
    form = SellDialog(scene.window, scene.services, scene.maria)
    form.open()
    assert not form._plan_price.which.isVisible()
    form._plan.choose(next(row.id for row in plans.list() if row.name == "Twenty days"))
    assert form._plan_price.which.isVisible()
    assert form.offer[0] == "€52.00"  # 7 days of 30 at 180.00, and 10.00 to sign up
    assert "with €10.00 to sign up" in form.offer[1]
    form._plan_price.which.choose("solidarity")
    assert form.offer[0] == "€31.00"
    form._plan_price.which.choose("like")
    retype(qtbot, form._plan_price.line, "29,99")
    form.try_act()
    assert form.form.refusals == ["Twenty days costs what people like, from €30.00 on."]
    retype(qtbot, form._plan_price.line, "30")
    form.try_act()
    (sold,) = plans.subscriptions(scene.maria)
    assert sold.price_e4 == 300_000


def test_a_week_from_the_first_check_in_is_sold_and_told_in_the_sheet(qtbot, scene: Scene) -> None:
    form = SellDialog(scene.window, scene.services, scene.maria, what=PASS)
    form.open()
    assert not form._more.runs.isVisible()
    press(qtbot, form, "Hours of rooms, when it counts, gift, visit")
    retype(qtbot, form._name, "A week")
    form._more.runs.choose(7)
    form._more.window.choose("evening")
    assert not form._days.isVisible()
    retype(qtbot, form._price, "50")
    assert form.offer[2] == "7 days to use"
    form.try_act()
    sheet = LedgerSheet(scene.window, scene.services, scene.services.people.get(scene.maria))
    sheet.open()
    told = words_in(sheet)
    assert "7 days to use, used in this order" in told
    assert "7 days from the first check-in on\nfor who arrives between 17:00 and 00:00" in told
    sheet.close()


def test_a_gift_is_sold_with_its_code_and_given_to_who_brings_it(qtbot, scene: Scene) -> None:
    form = SellDialog(scene.window, scene.services, scene.maria, what=PASS)
    form.open()
    assert [b.text() for b in form._what.findChildren(QWidget) if hasattr(b, "text") and b.text()].count("A pass") == 1
    form.unfold()
    retype(qtbot, form._name, "Ten days")
    retype(qtbot, form._price, "75")
    form._more.gift.setChecked(True)
    told: list[str] = []
    form.told.connect(lambda sentence, _undo: told.append(sentence))
    form.try_act()
    (gift,) = scene.services.passes.gifts()
    assert told == [f"Ten days sold to Maria Roca: €75.00 on the slate. The code of the gift: {gift.code}."]
    assert scene.services.plans.left(scene.maria) == 0
    other = SellDialog(scene.window, scene.services, scene.jean, what=CODE)
    other.open()
    other._what.choose(CODE)
    other._turn()
    qtbot.keyClicks(other._code, "NOSUCH")
    other.try_act()
    assert other._code.property("refused") is True
    retype(qtbot, other._code, gift.code.lower())
    press(qtbot, other, "Give it")
    assert scene.services.plans.left(scene.jean) == 8  # he is here since this morning
    assert scene.services.passes.gifts() == ()


def test_a_coworker_on_a_visit_is_charged_nothing(qtbot, scene: Scene) -> None:
    form = SellDialog(scene.window, scene.services, scene.maria, what=PASS)
    form.open()
    form.unfold()
    form._more.home.setText("La Mêlée")
    assert not form._price.isVisible()
    assert form.offer[0] == "€0.00"
    form.try_act()
    assert owed(scene, scene.maria) == 0
    assert scene.services.plans.left(scene.maria) == 10


def test_a_pass_is_handed_on_from_why_the_balance_is_what_it_is(qtbot, page: PeoplePage, scene: Scene) -> None:
    scene.services.plans.sell_pass(NewPass(party_id=scene.maria, name="Book", days=5, price_e4=0))
    luc = person(scene.services.desk, "Luc", "Faure")
    page.table.choose(scene.maria)
    settle()
    page.panel._explain()
    press(qtbot, front(LedgerSheet), "Hand on…")
    form = front(TransferDialog)
    qtbot.keyClicks(form._to, "Maria Roca")
    form.try_act()
    assert form.form.refusals == ["Maria Roca has it already. Choose somebody else."]
    retype(qtbot, form._to, "Luc Faure")
    form.try_act()
    settle()
    assert scene.window.messages.sentence == "Luc Faure has 5 days of Book now."
    assert (scene.services.plans.left(scene.maria), scene.services.plans.left(luc)) == (0, 10)
    scene.window.messages._do()
    assert (scene.services.plans.left(scene.maria), scene.services.plans.left(luc)) == (10, 0)


def test_what_the_company_shares_stands_in_the_sheet_of_its_people(scene: Scene) -> None:
    """Why 3½? Two days of their own book, one and a half of the company's."""
    plans, company = scene.services.plans, organisation(scene.services.desk)
    scene.services.people.affiliate(scene.maria, company)
    scene.services.people.affiliate(scene.jean, company)
    plans.sell_pass(NewPass(party_id=company, name="Company", days=3, price_e4=0, shared=True))
    plans.sell_pass(NewPass(party_id=scene.maria, name="Book", days=2, price_e4=0))
    advance_to(scene.services.desk, datetime(2026, 11, 25, 9))
    scene.services.visits.check_in(scene.jean)
    scene.services.visits.check_out(scene.jean)
    advance_to(scene.services.desk, datetime(2026, 11, 26, 14))
    scene.services.visits.check_in(scene.jean)
    sheet = LedgerSheet(scene.window, scene.services, scene.services.people.get(scene.maria))
    sheet.open()
    told = words_in(sheet)
    assert "3½ days to use, used in this order" in told
    at = told.index("Book")
    assert told[at : at + 6] == ["Book", "for as long as they like", "2 days", "Company", "Pyrène Conseil", "1½ days"]
    assert "Visit · Company" in told
    sheet.close()


# --- deposits


def with_deposit(scene: Scene) -> NewPlan:
    plan = NewPlan(name="Desk", period=Period.MONTH, price_e4=1_000_000, deposit_cents=5_000)
    scene.services.plans.add(plan)
    return plan


def test_a_deposit_is_taken_with_the_sale_and_both_are_taken_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    with_deposit(scene)
    page.show_party(scene.maria)
    page.panel.settle()
    press(qtbot, page.panel, "Sell…")
    form = front(SellDialog)
    assert form.offer[1].endswith("besides, a deposit of €50.00")
    assert form._deposit.how.isVisible()
    form._deposit.how.choose("cash")
    form.try_act()
    assert (
        scene.window.messages.sentence == "Desk sold to Maria Roca: €23.33 to invoice, and a deposit of €50.00 is kept."
    )
    assert [row.cents for row in scene.services.deposits_held.all(scene.maria)] == [5_000]
    scene.window.messages._do()
    assert (scene.services.deposits_held.all(), scene.services.plans.subscriptions(scene.maria)) == ((), ())


def test_a_deposit_brought_later_is_asked_for_on_the_page_and_given_back_there(
    qtbot, page: PeoplePage, scene: Scene
) -> None:
    has(scene, with_deposit(scene))
    page.show_party(scene.maria)
    page.panel.settle()
    page.panel._show_rest()
    settle()
    assert {"to be brought", "€50.00"} <= set(words_in(page.panel) + [c.text() for c in page.panel.findChildren(Chip)])
    press(qtbot, page.panel, "Take the deposit")
    front(TakeDepositDialog).try_act()
    assert scene.window.messages.sentence == "A deposit of €50.00 is kept for Maria Roca."
    settle()
    page.panel._show_rest()
    settle()
    press(qtbot, page.panel, "Give back…")
    front(GiveBackDialog).try_act()
    assert [row.amount_cents for row in scene.services.payments.all(scene.maria)] == [-5_000, 5_000]


def test_who_ends_a_subscription_is_told_what_is_to_be_given_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    has(scene, with_deposit(scene))
    page.show_party(scene.maria)
    page.panel.settle()
    next(act for act in aside(page).menu.actions() if act.text() == "End…").trigger()
    assert not any("Deposits held" in words for words in words_in(front(EndDialog)))
    front(EndDialog).reject()
    scene.services.plan_deposits.take(scene.maria, PaymentMethod.CASH)
    page.show_party(scene.maria)
    page.panel.settle()
    next(act for act in aside(page).menu.actions() if act.text() == "End…").trigger()
    assert any(words.startswith("Deposits held: €50.00, to be given back.") for words in words_in(front(EndDialog)))


def test_a_plan_without_a_deposit_asks_for_none(qtbot, page: PeoplePage, scene: Scene) -> None:
    scene.services.plans.add(TEN_DAYS)
    page.show_party(scene.maria)
    page.panel.settle()
    press(qtbot, page.panel, "Sell…")
    assert not front(SellDialog)._deposit.how.isVisible()


# --- papers


def test_papers_that_are_missing_are_told_on_today_and_noted_on_the_page(qtbot, page: PeoplePage, scene: Scene) -> None:
    has(scene, NewPlan(name="Workshop", period=Period.MONTH, price_e4=0, papers=("Insurance",)))
    today = scene.window.go("today")
    settle()
    assert "Papers of Maria Roca are missing" in [row.accessibleName() for row in today.findChildren(Row)]
    scene.window.go("people")
    page.show_party(scene.maria)
    page.panel.settle()
    page.panel._show_rest()
    settle()
    assert "asked for Workshop" in words_in(page.panel)
    press(qtbot, page.panel, "Write down the paper: Insurance")
    form = front(PaperDialog)
    assert form.kind.text() == "Insurance"
    form.try_act()
    settle()
    assert scene.services.person_files.of(scene.maria).papers_missing == ()


# --- what an end, a pause and another plan leave on the page


def open_menu(page: PeoplePage, text: str, nth: int = 0) -> None:
    """The act of a subscription, with the focus on the button of its line, as by keyboard."""
    settle()
    made = [one for one in page.panel.findChildren(SubscriptionAside) if one.isVisible()][nth]
    made._more.setFocus()
    next(act for act in made.menu.actions() if act.text() == text).trigger()


def rows_of_balance(page: PeoplePage) -> list[tuple[str, str]]:
    page.panel.settle()
    settle()
    found = [row for row in page.panel._balance.findChildren(Row) if row.isVisible()]
    return [(row.accessibleName(), row.accessibleDescription()) for row in found]


def focused(scene: Scene) -> tuple[str, str]:
    """What a screen reader says of whatever has the focus."""
    settle()
    at = scene.window.focusWidget()
    assert at is not None
    return (at.accessibleName(), at.accessibleDescription())


MORE = "More to do with it"


def test_an_end_says_what_becomes_of_what_was_charged_and_does_it(qtbot, page: PeoplePage, scene: Scene) -> None:
    """15 of 30 days at 120.00 are 60.00."""
    sold = has(scene, TEN_DAYS)
    page.table.choose(scene.maria)
    open_menu(page, "End…")
    form = front(EndDialog)
    assert form.cut == ()
    assert not form._credit.isVisible()
    retype(qtbot, form._last, "15/11/2026")
    form._last.settle()
    said = "1 – 30 November 2026: €60.00 instead of €120.00 (15 of 30 days at €120.00)."
    assert form.cut == (said,)
    form.try_act()
    assert scene.window.messages.sentence == f"Ten days ends on 15 November 2026. {said}"
    assert owed(scene, scene.maria) == 6_000
    scene.window.messages._do()
    assert owed(scene, scene.maria) == 12_000
    assert scene.services.plans.subscription(sold).ends is None


def test_an_end_of_what_is_on_an_invoice_leads_to_its_credit_note_and_to_the_draft(
    qtbot, page: PeoplePage, scene: Scene
) -> None:
    from tierslieu_desk.ui.pages.money.invoice_credit import AGAIN, CreditDialog
    from tierslieu_desk.ui.pages.money.invoice_draft import DraftDialog

    has(scene, TEN_DAYS)
    row = scene.services.people.get(scene.maria)
    here = NewPerson(given_name="Maria", family_name="Roca", role=row.role, city="Foix", language=row.language)
    scene.services.people.change(scene.maria, here, row.version)
    invoice = scene.services.invoices.issue(scene.maria, date(2026, 11, 30))[0]
    page.table.choose(scene.maria)
    open_menu(page, "End…")
    form = front(EndDialog)
    retype(qtbot, form._last, "24/11/2026")
    form._last.settle()
    (said,) = form.cut
    assert said == (
        f"{invoice.number} charges €120.00 for 1 – 30 November 2026, of which €96.00 is owed "
        "(24 of 30 days at €120.00): a credit note is to be made."
    )
    press(qtbot, form, "End it, then the credit note…")
    assert said in scene.window.messages.sentence
    note = front(CreditDialog)
    note._fate.choose(AGAIN)
    press(qtbot, note, "Issue the credit note")
    settle()
    assert scene.window.page.title == "Money"
    front(DraftDialog).reject()


def test_the_page_shows_the_plan_to_come_its_pause_and_the_term(qtbot, page: PeoplePage, scene: Scene) -> None:
    from dataclasses import replace

    sold = has(scene, replace(TEN_DAYS, least_months=12))
    plans = scene.services.plans
    twenty = plans.add(replace(TWENTY, deposit_cents=4_500, papers=("Insurance",)))
    page.table.choose(scene.maria)
    assert rows_of_balance(page) == [
        ("Ten days", "€120.00 each month · since 1 November 2026 · until 31 October 2027 at least")
    ]
    scene.services.subscriptions.pause(sold, date(2026, 12, 24), date(2026, 12, 31))
    paused = "24 – 31 December 2026"
    open_menu(page, "Another plan…")
    front(PlanChangeDialog).try_act()
    assert rows_of_balance(page) == [
        ("Ten days", "€120.00 each month · since 1 November 2026 · until 30 November 2026"),
        (
            "Twenty days",
            " · ".join(
                ("€180.00 each month", "from 1 December 2026 on", "until 31 October 2027 at least", f"paused {paused}")
            ),
        ),
    ]
    told = words_in(page.panel)
    assert plans.subscription(sold).ends == date(2026, 11, 30)
    assert twenty
    assert "to come" in [chip.text() for chip in page.panel._balance.findChildren(Chip)]
    assert "€45.00" in told  # the deposit that is to be brought
    assert "Insurance" in told  # the paper that is missing


def test_a_plan_that_costs_less_within_the_term_asks_for_a_reason(qtbot, page: PeoplePage, scene: Scene) -> None:
    from dataclasses import replace

    sold = has(scene, replace(TWENTY, least_months=12))
    scene.services.plans.add(TEN_DAYS)
    page.table.choose(scene.maria)
    open_menu(page, "Another plan…")
    form = front(PlanChangeDialog)
    assert not form._why.isVisible()
    form.try_act()
    told = (
        "Twenty days runs until 31 October 2027 at least, and Ten days costs less. "
        "Choose a later day, or write down why it may begin before."
    )
    assert form.form.refusals == [told]
    assert scene.services.plans.subscription(sold).ends is None
    qtbot.keyClicks(form._why, "They lost their job")
    form.try_act()
    assert scene.services.plans.subscription(sold).ends == date(2026, 11, 30)


@pytest.mark.parametrize("act", ["Pause…", "End…", "Another plan…"])
def test_the_focus_comes_back_to_the_subscription_it_was_about(qtbot, page: PeoplePage, scene: Scene, act: str) -> None:
    has(scene, replace_name("Desk", TEN_DAYS))
    sold = has(scene, TEN_DAYS)
    scene.services.plans.add(TWENTY)
    page.table.choose(scene.maria)
    open_menu(page, act, nth=1)
    assert focused(scene) == (MORE, "Ten days")
    form = front((PauseDialog, EndDialog, PlanChangeDialog))
    form.try_act()
    page.panel.settle()
    assert scene.services.plans.subscription(sold).version > 1
    assert focused(scene) == (MORE, "Ten days")
    scene.window.messages._do()
    page.panel.settle()
    assert focused(scene) == (MORE, "Ten days")


def replace_name(name: str, plan: NewPlan) -> NewPlan:
    from dataclasses import replace

    return replace(plan, name=name)


def test_the_focus_goes_to_the_next_line_when_its_own_is_gone(qtbot, page: PeoplePage, scene: Scene) -> None:
    facts = scene.services.person_facts
    for number, what in enumerate(("first", "second", "third")):
        facts.add_task(scene.maria, what, date(2026, 11, 25 + number))
    page.table.choose(scene.maria)
    page.panel.settle()
    settle()
    tasks = page.panel._known[0]
    line = next(one for one in tasks.findChildren(Row) if one.accessibleName() == "second")
    next(one for one in line.findChildren(QWidget) if one.accessibleName() == "Done: second").setFocus()
    press(qtbot, tasks, "Done: second")
    page.panel.settle()
    assert focused(scene)[0] == "Done: third"


def test_the_page_of_somebody_else_begins_at_its_top(page: PeoplePage, scene: Scene) -> None:
    for number in range(30):
        for who in (scene.maria, scene.jean):
            scene.services.person_facts.add_task(who, f"Task {number}", date(2026, 11, 25))
    page.table.choose(scene.maria)
    page.panel.settle()
    settle()
    bar = page.panel._left.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    page.panel.settle()
    scene.services.person_facts.add_task(scene.maria, "One more", date(2026, 11, 26))
    page.panel.settle()
    settle()
    assert bar.value() > 0  # read again of the same person, it stays where it was
    page.table.choose(scene.jean)
    page.panel.settle()
    settle()
    assert bar.value() == 0


def test_no_word_of_what_is_still_to_be_brought_is_cut_short(page: PeoplePage, scene: Scene) -> None:
    from dataclasses import replace

    has(scene, replace(TEN_DAYS, name="A desk", deposit_cents=4_500, papers=("Attestation responsabilité",)))
    scene.services.person_facts.add_task(scene.maria, "Rendre le modèle de patron", date(2026, 11, 20))
    page.table.choose(scene.maria)
    page.panel.settle()
    settle()
    seen = [one for card in page.panel._known for one in card.findChildren(Chip) if one.isVisible()]
    assert len(seen) == 3
    for one in seen:
        assert one.width() >= one.sizeHint().width(), one.text()
        row = one.parentWidget()
        strong = next(words for words in row.findChildren(Words) if words.text() == row.accessibleName())
        longest = max(strong.fontMetrics().horizontalAdvance(word) for word in strong.text().split())
        assert strong.width() >= longest, strong.text()


def test_no_button_of_an_end_is_cut_short(qtbot, page: PeoplePage, scene: Scene) -> None:
    from tierslieu_desk import i18n

    has(scene, TEN_DAYS)
    row = scene.services.people.get(scene.maria)
    here = NewPerson(given_name="Maria", family_name="Roca", role=row.role, city="Foix", language=row.language)
    scene.services.people.change(scene.maria, here, row.version)
    scene.services.invoices.issue(scene.maria, date(2026, 11, 30))
    i18n.set_language("fr")
    sold = scene.services.plans.subscriptions(scene.maria)[0]
    form = EndDialog(scene.window, scene.services, sold, date(2026, 11, 24))
    form.open()
    retype(qtbot, form._last, "24/11/2026")
    form._last.settle()
    settle()
    assert form._credit.isVisible()
    for one in (form._credit, form.act, form.leave):
        assert one.width() >= one.sizeHint().width(), one.text()
    form.reject()


def test_a_subscription_to_come_stands_under_to_come_and_not_under_lately(page: PeoplePage, scene: Scene) -> None:
    has(scene, TEN_DAYS, starts=NOVEMBER)
    has(scene, TWENTY, starts=date(2026, 12, 1))
    page.table.choose(scene.maria)
    settle()
    for tab in ("all", "sold"):
        page.panel._history.tabs.choose(tab)
        page.panel._history._turn()
        settle()
        told = words_in(page.panel._history)
        assert told.index("To come") < told.index("Twenty days") < told.index("Lately") < told.index("Ten days")
        assert told.count("Twenty days") == 1
