"""Lives that are not one person paying for one desk: who has left, companies with several members, minors."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pressing import dialog, press
from PySide6.QtCore import Qt
from scenes import Scene

from tierslieu_desk.rules.checklists import ListKind
from tierslieu_desk.rules.vocabulary import Became, PaymentMethod, Period
from tierslieu_desk.services.person.checklists import Template
from tierslieu_desk.services.person.people import NewOrganisation
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription
from tierslieu_desk.services.plan.prepaid_cards import NewCard
from tierslieu_desk.ui.pages.people.life_dialogs import LeavingDialog
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.people.person_ties import PayerDialog, TieDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.wallclock import Slot


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    return shown


def look_at(page: PeoplePage, party: int) -> None:
    page.show_party(party)
    page.panel.settle()
    settle()


def lines(page: PeoplePage) -> list[str]:
    page.panel.settle()
    settle()
    return [row.accessibleName() for row in page.panel._lists.findChildren(Row) if row.isVisible()]


def test_what_is_to_be_given_back_stays_in_sight_after_they_have_left_until_it_is_ticked(
    qtbot, page: PeoplePage, scene: Scene
) -> None:
    services = scene.services
    services.checklists.set_templates([Template(ListKind.LEAVE, "Key"), Template(ListKind.LEAVE, "Mailbox")])
    plan = services.plans.add(NewPlan(name="Monthly desk", period=Period.MONTH, price_e4=1_000_000))
    services.plans.sell(NewSubscription(scene.maria, plan, date(2026, 11, 1)))
    look_at(page, scene.maria)
    page.panel.add_menu._leaving()
    form = dialog()
    assert isinstance(form, LeavingDialog)
    form.try_act()
    settle()
    assert services.people.get(scene.maria).retired
    look_at(page, scene.maria)
    assert lines(page) == ["Key", "Mailbox"]
    press(qtbot, page.panel._lists, "Key: done")
    assert set(lines(page)) == {"Key", "Mailbox"}
    assert page.panel._row is not None
    assert page.panel._row.id == scene.maria  # who left stays in sight while it is ticked
    still = [one.text for one in services.checklists.of(scene.maria) if one.done_on is None]
    assert still == ["Mailbox"]


def test_what_is_open_is_told_when_they_leave_and_enter_says_nothing_of_what_became_of_them(
    qtbot, page: PeoplePage, scene: Scene
) -> None:
    services = scene.services
    plan = services.plans.add(
        NewPlan(name="Monthly desk", period=Period.MONTH, price_e4=1_000_000, deposit_cents=5_000)
    )
    services.plan_deposits.sell(NewSubscription(scene.maria, plan, date(2026, 11, 1)), PaymentMethod.CASH)
    services.prepaid_cards.sell(NewCard(scene.maria, 2_000), PaymentMethod.CASH)
    services.prepaid_cards.sell(NewCard(scene.jean, 7_700), PaymentMethod.CASH)
    now = services.desk.clock.wall()
    booth = Slot(now, now + timedelta(hours=1))
    services.loans.lend(scene.house.booth, scene.maria, booth, deposit_cents=15_000)
    name = services.loans.out()[0].unit
    look_at(page, scene.maria)
    page.panel.add_menu._leaving()
    form = dialog()
    told = next(one.text() for one in form.findChildren(Words) if one.text().startswith("Still open:"))
    assert told.splitlines()[1:] == [
        "• Monthly desk goes on and is charged until it is ended.",
        f"• {name} is still out; its deposit of €150.00 is to be given back.",
        "• €20.00 on a prepaid card, to be given back.",
        "• €50.00 of deposits held, to be given back.",
    ]
    qtbot.keyClick(form.words, Qt.Key.Key_Return)
    settle()
    assert services.people.get(scene.maria).retired
    assert [one.became for one in services.person_facts.of(scene.maria).outcomes] == [Became.OTHER]


def test_nothing_open_is_not_spoken_of(page: PeoplePage, scene: Scene) -> None:
    look_at(page, scene.maria)
    page.panel.add_menu._leaving()
    form = dialog()
    assert not any(one.text().startswith("Still open") for one in form.findChildren(Words))
    form.close()


def test_a_company_pays_for_two_who_belong_to_it_on_one_invoice(qtbot, page: PeoplePage, scene: Scene) -> None:
    """12.00 and 30.00 are 42.00."""
    people, plans = scene.services.people, scene.services.plans
    company = people.add_organisation(NewOrganisation(name="Pic Blanc", city="Foix"))
    for who in (scene.maria, scene.jean):
        look_at(page, who)
        press(qtbot, page.panel, "Say whom they belong to")
        tie = dialog()
        assert isinstance(tie, TieDialog)
        tie._other.choose(people.get(company))
        tie.try_act()
        page.panel.settle()
        press(qtbot, page.panel, "Change who pays")
        payer = dialog()
        assert isinstance(payer, PayerDialog)
        payer._payer.choose(people.get(company))
        payer.try_act()
        settle()
    look_at(page, company)
    assert {tie.person for tie in people.affiliations(company)} == {"Maria Roca", "Jean Dupont"}
    for who, cents in ((scene.maria, 1_200), (scene.jean, 3_000)):
        plans.sell_pass(NewPass(party_id=who, name="Book", days=1, price_e4=100 * cents))
    (draft,) = scene.services.invoices.drafts(date(2026, 11, 30), company)
    assert (draft.customer, draft.gross_cents) == ("Pic Blanc", 4_200)


def test_in_a_small_window_whoever_is_looked_at_begins_at_their_name(page: PeoplePage, scene: Scene) -> None:
    scene.window.resize(683, 384)
    settle()
    for number in range(20):
        scene.services.person_facts.add_task(scene.maria, f"Task {number}", date(2026, 11, 25))
    look_at(page, scene.maria)
    settle()
    name = page.panel._head
    shown = name.visibleRegion().boundingRect()
    assert shown.height() == name.height()
    from PySide6.QtWidgets import QScrollArea

    area = page.parentWidget().parentWidget()
    assert isinstance(area, QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    settle()
    assert name.visibleRegion().isEmpty()
    look_at(page, scene.jean)
    settle()
    assert not name.visibleRegion().isEmpty()
