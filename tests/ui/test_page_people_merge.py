"""Two that are one, through the page: found, looked at side by side, put together, taken apart."""

from __future__ import annotations

import pytest
from pressing import front, press
from PySide6.QtWidgets import QApplication
from scenes import Scene

from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson
from tierslieu_desk.services.plan.plans import NewPlan
from tierslieu_desk.ui.pages.people.duplicates_dialog import DuplicatesDialog
from tierslieu_desk.ui.pages.people.fact_dialogs import FactDialog
from tierslieu_desk.ui.pages.people.merge_dialog import MergeDialog, SameDialog
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.people.sell_dialog import PASS, SellDialog
from tierslieu_desk.ui.tour import settle


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    return shown


def names(page: PeoplePage) -> list[str]:
    return [row.name for row in page.table.model().rows]


def second_maria(scene: Scene) -> int:
    return scene.services.people.add_person(NewPerson(given_name="Roca", family_name="María", city="Foix"))


def test_whoever_is_written_down_twice_is_found_put_together_and_taken_apart(
    qtbot, page: PeoplePage, scene: Scene
) -> None:
    second_maria(scene)
    page._more_acts.look_for_duplicates()
    pairs = front(DuplicatesDialog)
    assert [(row.first, row.second) for row in pairs.rows] == [("Maria Roca", "Roca María")]
    press(qtbot, pairs, "Look…")
    both = front(MergeDialog)
    assert {"name", "address"} <= set(both.choices)
    kept, theirs = both.choices["name"]
    assert (kept.text(), theirs.text(), kept.isChecked()) == ("Maria Roca", "Roca María", True)
    both.try_act()
    settle()
    assert pairs.rows == []
    pairs.reject()
    settle()
    assert names(page) == ["Jean Dupont", "Maria Roca"]
    assert scene.window.messages.sentence == "Maria Roca is one now."
    page.panel.settle()
    settle()
    press(qtbot, page.panel, "Take apart")
    settle()
    assert names(page) == ["Jean Dupont", "Maria Roca", "Roca María"]


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("0612345678", "+33 6 12 34 56 78", False),
        ("06.12.34.56.78", "06 12 34 56 79", True),
        ("06 12 34 56 78", "06 12 34 56 78 / 05 61 00 00 01", True),
    ],
)
def test_two_spellings_of_one_phone_number_are_no_choice_to_make(
    page: PeoplePage, scene: Scene, one: str, other: str, asked: bool
) -> None:
    first, second = (
        scene.services.people.add_person(NewPerson(given_name="Ada", family_name=family, phone=phone))
        for family, phone in (("Pujol", one), ("Pujols", other))
    )
    both = MergeDialog(scene.window, scene.services, first, second)
    assert ("phone" in both.choices, "name" in both.choices) == (asked, True)
    both.open()
    both.try_act()
    assert scene.services.people.get(first).phone == one


def test_the_message_bar_takes_them_apart_too(page: PeoplePage, scene: Scene) -> None:
    other = second_maria(scene)
    dialog = MergeDialog(scene.window, scene.services, scene.maria, other)
    dialog.told.connect(page.said)
    dialog.open()
    dialog.try_act()
    settle()
    assert "Roca María" not in names(page)
    scene.window.messages._do()
    settle()
    assert "Roca María" in names(page)


def test_two_that_are_two_are_not_asked_about_again(qtbot, page: PeoplePage, scene: Scene) -> None:
    second_maria(scene)
    page._more_acts.look_for_duplicates()
    pairs = front(DuplicatesDialog)
    press(qtbot, pairs, "They are two")
    assert pairs.rows == []
    pairs.reject()
    settle()
    assert scene.services.duplicates.probable() == ()


def test_another_sheet_of_somebody_is_named_by_hand_but_never_the_same_one(page: PeoplePage, scene: Scene) -> None:
    second_maria(scene)
    scene.services.people.add_organisation(NewOrganisation(name="Pic Blanc"))
    page.show_party(scene.maria)
    page.panel.settle()
    (action,) = [one for one in page.panel.add_menu.actions() if one.text() == "The same as somebody else…"]
    action.trigger()
    form = front(SameDialog)
    for typed, told in (
        ("Maria Roca", "That is Maria Roca already. Choose the other one that is the same person."),
        (
            "Pic Blanc",
            "Maria Roca is a person and Pic Blanc is not. Say instead that one belongs to the other.",
        ),
    ):
        form.other.setText(typed)
        form.try_act()
        assert form.form.refusals == [told]
    form.other.setText("Roca María")
    form.try_act()
    both = front(MergeDialog)
    both.try_act()
    settle()
    assert "Roca María" not in names(page)


def test_taking_apart_stands_beside_who_may_be_written_down_twice(qtbot, page: PeoplePage, scene: Scene) -> None:
    other = second_maria(scene)
    page._more_acts.look_for_duplicates()
    pairs = front(DuplicatesDialog)
    press(qtbot, pairs, "Look…")
    front(MergeDialog).try_act()
    settle()
    press(qtbot, pairs, "Take apart")
    assert scene.services.people.get(other).retired is False
    assert scene.window.messages.sentence == "Maria Roca and Roca María are two again."
    assert scene.services.merges.all() == ()


STALE = (
    ("_note", {"words": "Comes by bus"}),
    ("_task", {"what": "Key"}),
    ("_skill", {"skill": "Sewing"}),
    ("_paper", {"kind": "Insurance"}),
    ("_consent", {}),
    ("_travel", {}),
    ("_languages", {}),
    ("_badge", {"number": "77"}),
    ("_leaving", {}),
)


@pytest.mark.parametrize(("opens", "writes"), STALE, ids=[name for name, _writes in STALE])
def test_a_dialog_left_open_while_they_were_put_together_says_who_they_are_now(
    page: PeoplePage, scene: Scene, opens: str, writes: dict[str, str]
) -> None:
    other = second_maria(scene)
    page.show_party(other)
    page.panel.settle()
    settle()
    getattr(page.panel.add_menu, opens)()
    (form,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, FactDialog) and w.isVisible()]
    for name, text in writes.items():
        field = getattr(form, name)
        field.setPlainText(text) if hasattr(field, "setPlainText") else field.setText(text)
    scene.services.merges.merge(scene.maria, other)
    settle()
    form.try_act()
    assert form.form.refusals == [
        "Roca María was put together with Maria Roca meanwhile. "  # noqa: ISC004 - one sentence
        "Open Maria Roca, and do it there; or take them apart first."
    ]
    assert form.isVisible()
    form.reject()


def test_nothing_is_sold_and_nobody_is_handed_anything_who_was_put_together(
    qtbot, page: PeoplePage, scene: Scene
) -> None:
    other = second_maria(scene)
    form = SellDialog(scene.window, scene.services, other, what=PASS)
    form.open()
    form._name.setText("Book")
    form._price.setText("10")
    scene.services.merges.merge(scene.maria, other)
    form.try_act()
    assert form.form.refusals
    assert "Maria Roca" in form.form.refusals[0]
    form.reject()
    assert scene.services.plans.sources(scene.maria) == ()


def test_whoever_left_is_brought_back_from_their_page(page: PeoplePage, scene: Scene) -> None:
    scene.services.people.retire(scene.maria)
    page.show_party(scene.maria)
    page.panel.settle()
    settle()
    menu = page.panel.add_menu
    offered = {act.text(): act for act in menu.actions() if act.isVisible()}
    assert "They leave…" not in offered
    offered["They are back"].trigger()
    assert scene.window.messages.sentence == "Maria Roca is in the lists again."
    assert scene.services.people.get(scene.maria).retired is False
    page.panel.settle()
    settle()
    assert {"They leave…", "They are back"} & {act.text() for act in menu.actions() if act.isVisible()} == {
        "They leave…"
    }


def test_a_skill_is_typed_at_once(page: PeoplePage, scene: Scene) -> None:
    page.show_party(scene.maria)
    page.panel.settle()
    page.panel.add_menu._skill()
    settle()
    (form,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, FactDialog) and w.isVisible()]
    assert form.focusWidget() is form.skill
    form.reject()


def test_the_sheet_of_a_sale_grows_with_what_a_plan_asks_for(scene: Scene) -> None:
    plans = scene.services.plans
    short = plans.add(NewPlan(name="A short one", period=Period.MONTH, price_e4=100_000, days_included=1))
    long = plans.add(
        NewPlan(
            name="Long",
            period=Period.MONTH,
            price_e4=1_000_000,
            days_included=1,
            deposit_cents=4_500,
            solidarity_e4=500_000,
            signup_fee_e4=100_000,
            papers=("Insurance", "Charter"),
        )
    )
    form = SellDialog(scene.window, scene.services, scene.maria)
    form.open()
    form._plan.choose(short)
    settle()
    before = form.height()
    form._plan.choose(long)
    settle()
    bar = form._area.verticalScrollBar()
    assert form.height() > before
    assert bar.maximum() == 0
    form.reject()
