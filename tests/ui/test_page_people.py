"""The people page: found while typing, written down, changed, checked in; each with its way back."""

from __future__ import annotations

import pressing
import pytest
from builders import slot
from pressing import front, press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import Period, Role
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription
from tierslieu_desk.ui import drafts
from tierslieu_desk.ui.forms import fields_of
from tierslieu_desk.ui.pages.people.ledger_sheet import LedgerSheet
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog
from tierslieu_desk.ui.pages.people.person_ties import PayerDialog, TieDialog
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Chip, Words


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    return shown


def names(page: PeoplePage) -> list[str]:
    return [row.name for row in page.table.model().rows]


def dialog() -> PersonDialog:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PersonDialog) and w.isVisible()]
    return found


def test_everyone_by_name_and_found_while_typing(qtbot, page: PeoplePage) -> None:
    assert names(page) == ["Jean Dupont", "Maria Roca"]
    page._find.setText("roc")
    qtbot.waitUntil(lambda: names(page) == ["Maria Roca"])
    assert page.table.row.name == "Maria Roca"


def test_somebody_new_is_written_down_chosen_and_can_be_undone(qtbot, page: PeoplePage, scene: Scene) -> None:
    page._find.setText("Léa Fauré")
    page._add()
    dialog().try_act()
    qtbot.waitUntil(lambda: "Léa Fauré" in names(page))
    assert page.table.row.name == "Léa Fauré"
    assert scene.window.messages.sentence == "Léa Fauré is written down."
    scene.window.messages._do()
    qtbot.waitUntil(lambda: "Léa Fauré" not in names(page))


def test_nobody_without_a_name(page: PeoplePage, scene: Scene) -> None:
    page._add()
    form = dialog()
    form.try_act()
    assert form.isVisible()
    assert len(form.form.refusals) == 1
    assert form._family.property("refused") is True
    form.close()


def test_a_wrong_number_is_told_beside_the_number(page: PeoplePage) -> None:
    page._add()
    form = dialog()
    form._kind.choose("organisation")
    form._show_fields()
    form._organisation.setText("Pic Blanc")
    form._siren.setText("123456789")
    form.try_act()
    assert form._siren.property("refused") is True
    form.close()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("_phone", "745", "“745” is no phone number that can be dialled. Write all of its digits."),
        (
            "_email",
            "sophie@exemple",
            "“sophie@exemple” is no e-mail address. It is written like this: marie@example.org.",
        ),
    ],
)
def test_a_phone_or_an_e_mail_that_reaches_nobody_is_told_beside_it(
    page: PeoplePage, scene, field, typed, said
) -> None:
    page._add()
    form = dialog()
    form._given.setText("Sophie")
    getattr(form, field).setText(typed)
    form.try_act()
    assert form.form.refusals == [said]
    assert getattr(form, field).property("refused") is True
    assert scene.services.people.find("Sophie") == ()
    form.close()


def test_an_old_phone_that_reaches_nobody_does_not_keep_from_changing_the_rest(page: PeoplePage, scene: Scene) -> None:
    scene.services.people.add_person(NewPerson(given_name="Ada", phone="745"))
    page.show_party(scene.services.people.named("Ada"))
    page._edit(page.table.row)
    form = dialog()
    form._city.setText("Foix")
    form.try_act()
    assert scene.services.people.find("Ada")[0].city == "Foix"


@pytest.mark.parametrize("by_key", [False, True])
def test_the_name_of_an_organisation_is_typed_on_at_once(qtbot, page: PeoplePage, by_key: bool) -> None:
    """Nothing that was typed before is lost either."""
    page._add()
    form = dialog()
    settle()
    qtbot.keyClicks(form._given, "Mairie")
    if by_key:
        person = form._kind._group.button(0)
        person.setFocus()
        qtbot.keyClick(person, Qt.Key.Key_Right)
    else:
        press(qtbot, form, "An organisation")
    settle()
    assert form.focusWidget() is form._organisation
    qtbot.keyClicks(form.focusWidget(), " de Foix")
    assert form._organisation.text() == "Mairie de Foix"
    form.close()


def test_a_change_can_be_taken_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.maria)
    page.panel._ask_to_change()
    form = dialog()
    form._phone.setText("+34 973 12 34 56")
    form.try_act()
    assert scene.services.people.get(scene.maria).phone == "+34973123456"
    scene.window.messages._do()
    assert scene.services.people.get(scene.maria).phone == ""


def test_arrival_and_departure_from_the_panel(qtbot, page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.maria)
    page.panel._come_or_go()
    assert {visit.name for visit in scene.services.visits.here_now()} == {"Jean Dupont", "Maria Roca"}
    qtbot.waitUntil(lambda: page.panel._arrival.text() == "Departure")
    page.panel._come_or_go()
    assert {visit.name for visit in scene.services.visits.here_now()} == {"Jean Dupont"}
    scene.window.messages._do()
    assert {visit.name for visit in scene.services.visits.here_now()} == {"Jean Dupont", "Maria Roca"}


CHANGED = "Somebody changed this meanwhile. Look at it again, then repeat what you did."


def test_a_long_name_stays_on_one_line_beside_since_when_they_are_here(page: PeoplePage, scene: Scene) -> None:
    """And no button of the card is cut short for it."""
    long = NewPerson(given_name="Marie-Antoinette", family_name="de la Fontaine-Rochechouart")
    who = scene.services.people.add_person(long)
    scene.services.visits.check_in(who)
    scene.window.resize(1366, 768)
    page.show_party(who)
    settle()
    name = next(w for w in page.panel.findChildren(Words) if w.property("look") == "name" and w.text().endswith("art"))
    assert name.height() < 2 * name.fontMetrics().height()
    (chip,) = [c for c in page.panel.findChildren(Chip) if c.text() == "here since 10:47"]
    assert chip.height() < 2 * chip.fontMetrics().height()
    assert [made.text() for made in page.panel.acts if made.width() < made.sizeHint().width()] == []


def test_a_change_is_not_taken_back_over_somebody_elses(page: PeoplePage, scene: Scene) -> None:
    people = scene.services.people
    page.table.choose(scene.maria)
    page.panel._ask_to_change()
    form = dialog()
    form._phone.setText("+34 973 12 34 56")
    form.try_act()
    people.set_payer(scene.maria, scene.jean)
    scene.window.messages._do()
    assert scene.window.messages.sentence == CHANGED
    assert people.get(scene.maria).phone == "+34973123456"


def test_somebody_written_down_and_changed_since_stays(page: PeoplePage, scene: Scene) -> None:
    page._find.setText("Léa Fauré")
    page._add()
    dialog().try_act()
    lea = scene.services.people.named("Léa Fauré")
    scene.services.people.set_payer(lea, scene.jean)
    scene.window.messages._do()
    assert scene.window.messages.sentence == CHANGED
    assert scene.services.people.named("Léa Fauré") == lea


def test_an_arrival_is_not_taken_back_once_they_have_left(page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.maria)
    page.panel._come_or_go()
    scene.window.counter.leave()
    scene.services.visits.check_out(scene.maria)
    scene.window.messages._do()
    assert scene.window.messages.sentence == CHANGED
    assert [visit.name for visit in scene.services.visits.of_day()] == ["Jean Dupont", "Maria Roca"]


def test_a_departure_taken_back_elsewhere_is_not_taken_back_twice(page: PeoplePage, scene: Scene) -> None:
    visits = scene.services.visits
    page.table.choose(scene.jean)
    page.panel._come_or_go()
    (visit,) = visits.of_person(scene.jean)
    visits.undo_check_out(visit.id, visit.left)
    scene.window.messages._do()
    assert scene.window.messages.sentence == CHANGED
    assert [here.name for here in visits.here_now()] == ["Jean Dupont"]


def test_who_is_found_first_is_shown_when_whom_one_saw_is_not_found(qtbot, page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.jean)
    page._find.setText("roc")
    qtbot.waitUntil(lambda: names(page) == ["Maria Roca"])
    assert page.panel._row.id == scene.maria
    page._find.setText("zzz")
    qtbot.waitUntil(lambda: names(page) == [])
    assert page.panel._row is None
    page._find.setText("")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    assert page.panel._row.id == scene.jean


def shown(page: PeoplePage) -> list[str]:
    """What is read of the person once what was put off is shown."""
    settle()
    QTest.qWait(80)
    settle()
    return [label.text() for label in page.panel.findChildren(QLabel) if not label.isHidden()]


def happened(page: PeoplePage) -> list[str]:
    shown(page)
    return [row.accessibleName() for row in page.panel._history.findChildren(Row) if not row.isHidden()]


def act(page: PeoplePage, text: str, of: str = "") -> QPushButton:
    shown(page)
    for one in page.panel.findChildren(QPushButton):
        said = one.text() or one.accessibleName()
        if said == text and not one.isHidden() and (not of or of in one.accessibleDescription()):
            return one
    raise AssertionError(text)


def test_what_comes_stands_apart_from_what_was(page: PeoplePage, scene: Scene) -> None:
    scene.services.bookings.book(NewBooking(scene.house.booth, scene.maria, slot("08:00", "09:00", "2026-11-24")))
    page.table.choose(scene.maria)
    words = shown(page)
    assert words.index("To come") < words.index("Room A") < words.index("Lately") < words.index("Booth")


def test_a_booking_of_theirs_is_seen_closely(qtbot, page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.maria)
    assert "Room A" in shown(page)
    press(qtbot, page.panel._history, "See")
    sheet = pressing.dialog()
    assert isinstance(sheet, BookingSheet)
    sheet.close()


def test_each_kind_of_what_happened_is_found_by_itself(qtbot, page: PeoplePage, scene: Scene) -> None:
    scene.services.plans.sell_pass(NewPass(party_id=scene.jean, name="Ten tickets", days=5, price_e4=750_000))
    page.table.choose(scene.jean)
    assert sorted(happened(page)) == ["Ten tickets", "Visit"]
    tabs = {one.text(): one for one in page.panel._history.tabs.findChildren(QPushButton)}
    assert tabs["Mail"].isHidden()
    qtbot.mouseClick(tabs["Passes"], Qt.MouseButton.LeftButton)
    assert happened(page) == ["Ten tickets"]
    qtbot.mouseClick(tabs["Visits"], Qt.MouseButton.LeftButton)
    assert happened(page) == ["Visit"]
    qtbot.mouseClick(tabs["Invoices"], Qt.MouseButton.LeftButton)
    assert happened(page) == []
    assert "Nothing yet" in shown(page)


def test_a_long_history_is_read_by_the_screen(qtbot, page: PeoplePage, scene: Scene) -> None:
    for _n in range(14):
        scene.services.plans.sell_pass(NewPass(party_id=scene.maria, name="Day", days=1, price_e4=160_000))
    page.table.choose(scene.maria)
    assert happened(page).count("Day") == 12
    qtbot.mouseClick(act(page, "Show more"), Qt.MouseButton.LeftButton)
    assert [row for row in happened(page) if row == "Day"] == ["Day"] * 14


def test_the_balance_says_what_is_left_and_owed_and_why(qtbot, page: PeoplePage, scene: Scene) -> None:
    scene.services.plans.sell_pass(NewPass(party_id=scene.maria, name="Ten tickets", days=5, price_e4=750_000))
    page.table.choose(scene.maria)
    words = shown(page)
    assert words[words.index("to use") - 1] == "5 days"
    assert words[words.index("on the slate") - 1] == "€75.00"
    # two hours of room A this afternoon, 20.00 and its tax
    assert words[words.index("to invoice") - 1] == "€24.00"
    qtbot.mouseClick(act(page, "why?"), Qt.MouseButton.LeftButton)
    sheet = front(LedgerSheet)
    assert [row.accessibleName() for row in sheet.findChildren(Row)] == ["Ten tickets", "Sold · Ten tickets"]
    assert "+5 days" in [words.text() for words in sheet.findChildren(Words)]
    sheet.close()


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (5, "Maria Roca is here: 1 day used, 4 days left."),
        (1, "Maria Roca is here: 1 day used, nothing is left."),
        (0, "Maria Roca is here: 1 day to pay."),
    ],
)
def test_an_arrival_says_what_it_used_or_what_is_to_pay(qtbot, page, scene: Scene, days: int, said: str) -> None:
    if days:
        scene.services.plans.sell_pass(NewPass(party_id=scene.maria, name="Tickets", days=days, price_e4=100_000))
    page.table.choose(scene.maria)
    qtbot.mouseClick(act(page, "Arrival"), Qt.MouseButton.LeftButton)
    if not days:
        scene.window.counter.leave()  # which has opened on the day; nothing is decided about it
    assert scene.window.messages.sentence == said
    scene.window.messages._do()
    assert scene.services.plans.left(scene.maria) == 2 * days


def test_an_arrival_that_a_subscription_covers_says_just_that(qtbot, page: PeoplePage, scene: Scene) -> None:
    plan = scene.services.plans.add(NewPlan(name="Resident", period=Period.MONTH, price_e4=2_000_000))
    scene.services.plans.sell(NewSubscription(scene.maria, plan))
    page.table.choose(scene.maria)
    assert "comes as they like" in shown(page)
    qtbot.mouseClick(act(page, "Arrival"), Qt.MouseButton.LeftButton)
    assert scene.window.messages.sentence == "Maria Roca is here."


def test_a_booking_is_for_whoever_is_shown_whatever_their_namesakes(qtbot, page: PeoplePage, scene: Scene) -> None:
    other = scene.services.people.add_person(NewPerson(given_name="Maria", family_name="Roca", city="Foix"))
    page.show_party(other)
    qtbot.mouseClick(act(page, "Book"), Qt.MouseButton.LeftButton)
    form = front(BookingDialog)
    form._unit.choose(scene.house.booth)
    qtbot.mouseClick(form.act, Qt.MouseButton.LeftButton)
    assert [row.unit for row in scene.services.bookings.of_person(other)] == ["Booth"]


def test_a_letter_goes_to_the_mail_program_and_none_is_offered_without_an_address(
    qtbot, monkeypatch, page: PeoplePage, scene: Scene
) -> None:
    begun = []
    monkeypatch.setattr(drafts, "begin", begun.append)
    page.table.choose(scene.maria)
    qtbot.mouseClick(act(page, "Write"), Qt.MouseButton.LeftButton)
    assert begun == []
    assert scene.window.messages.sentence.startswith("Maria Roca has no e-mail here.")
    people = scene.services.people
    reached = NewPerson(given_name="Maria", family_name="Roca", email="maria@example.org", role=Role.MEMBER)
    people.change(scene.maria, reached, people.get(scene.maria).version)
    qtbot.mouseClick(act(page, "Write"), Qt.MouseButton.LeftButton)
    assert [letter.to for letter in begun] == ["maria@example.org"]


def test_no_mail_program_is_told(qtbot, monkeypatch, page: PeoplePage, scene: Scene) -> None:
    def silent(letter: object) -> None:
        raise errors.MailProgramSilent(to="x")

    monkeypatch.setattr(drafts, "begin", silent)
    lea = scene.services.people.add_person(NewPerson(given_name="Léa", email="lea@example.org"))
    page.show_party(lea)
    qtbot.mouseClick(act(page, "Write"), Qt.MouseButton.LeftButton)
    assert scene.window.messages.sentence.startswith("No mail program answers")


def test_a_person_belongs_to_an_organisation_and_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    people = scene.services.people
    firm = people.add_organisation(NewOrganisation(name="Pyrène Conseil"))
    page.table.choose(scene.maria)
    qtbot.mouseClick(act(page, "Add…"), Qt.MouseButton.LeftButton)
    form = front(TieDialog)
    qtbot.keyClicks(form._other, "Jean Dupont")
    form.try_act()
    assert form.form.refusals == ["“Jean Dupont” is a person. Choose an organisation, or write it down first."]
    form._other.choose(people.get(firm))
    qtbot.keyClicks(form._as, "director")
    form.try_act()
    (tie,) = people.affiliations(scene.maria)
    assert (tie.organisation, tie.role) == ("Pyrène Conseil", "director")
    assert "Pyrène Conseil" in shown(page)
    qtbot.mouseClick(act(page, "No longer together: Pyrène Conseil"), Qt.MouseButton.LeftButton)
    assert people.affiliations(scene.maria) == ()
    scene.window.messages._do()
    assert [tie.role for tie in people.affiliations(scene.maria)] == ["director"]
    qtbot.mouseClick(act(page, "See", of="Pyrène Conseil"), Qt.MouseButton.LeftButton)
    assert page.table.row.name == "Pyrène Conseil"
    assert "Its people" in shown(page)


def test_who_pays_is_said_changed_and_taken_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    people = scene.services.people
    page.table.choose(scene.maria)
    assert "in their own name" in shown(page)
    qtbot.mouseClick(act(page, "Change…"), Qt.MouseButton.LeftButton)
    form = front(PayerDialog)
    qtbot.keyClicks(form._payer, "Nobody Known")
    form.try_act()
    assert len(form.form.refusals) == 1
    form._payer.choose(people.get(scene.jean))
    form.try_act()
    assert people.get(scene.maria).payer == "Jean Dupont"
    assert scene.window.messages.sentence == "Jean Dupont pays for Maria Roca from now on."
    scene.window.messages._do()
    assert people.get(scene.maria).payer_id is None


def test_somebody_of_that_name_is_told_before_a_second_one_is_written(qtbot, page: PeoplePage, scene: Scene) -> None:
    page._find.setText("Roca Maria")
    page._add()
    form = dialog()
    assert form._known.isVisible()
    assert form._known_words.text() == "There is already Maria Roca."
    form.try_act()
    assert form.isVisible()
    assert scene.services.people.count() == 2
    assert form.act.text() == "Write down another one"
    form.try_act()
    assert scene.services.people.count() == 3


def test_what_is_typed_by_hand_is_kept_as_a_list_that_is_imported(qtbot, page: PeoplePage, scene: Scene) -> None:
    page._add()
    form = dialog()
    for field, typed in ((form._given, "Ada"), (form._phone, "0612345678"), (form._postcode, "9500")):
        qtbot.keyClicks(field, typed)
    qtbot.keyClick(form._postcode, Qt.Key.Key_Return)
    (ada,) = scene.services.people.find("Ada")
    assert (ada.phone, ada.postcode) == ("06 12 34 56 78", "09500")


def test_a_postcode_that_is_none_is_told_beside_it_and_a_foreign_one_stays(page: PeoplePage, scene: Scene) -> None:
    page._add()
    form = dialog()
    form._given.setText("Ada")
    form._postcode.setText("95")
    form.try_act()
    assert form.form.refusals == ["“95” is no postcode. It has five digits."]
    assert form._postcode.property("refused") is True
    form._country.choose("BE")
    form._postcode.setText("1000")
    form.try_act()
    assert scene.services.people.find("Ada")[0].postcode == "1000"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("_phone", "+33 6 12 34 56 78", "Ada has that phone already."),
        ("_email", "ADA@example.org", "Ada (ada@example.org) has that e-mail already."),
    ],
)
def test_a_phone_or_an_e_mail_of_somebody_else_is_told_before_it_is_written_once_more(
    qtbot, page: PeoplePage, scene: Scene, field: str, typed: str, said: str
) -> None:
    people = scene.services.people
    has = {"phone": "0612345678"} if field == "_phone" else {"email": "ada@example.org"}
    ada = people.add_person(NewPerson(given_name="Ada", **has))
    page._add()
    form = dialog()
    qtbot.keyClicks(form._given, "Sophie")
    qtbot.keyClicks(getattr(form, field), typed)
    qtbot.keyClick(getattr(form, field), Qt.Key.Key_Return)
    assert form.isVisible()
    assert form._known_words.text() == said
    assert (people.find("Sophie"), form._namesake.id) == ((), ada)
    qtbot.keyClick(getattr(form, field), Qt.Key.Key_Return)
    assert len(people.find("Sophie")) == 1


def test_the_namesake_is_one_click_away(qtbot, page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.jean)
    page._add()
    form = dialog()
    qtbot.keyClicks(form._given, "maria")
    qtbot.keyClicks(form._family, "ROCA")
    qtbot.mouseClick(form._open_known, Qt.MouseButton.LeftButton)
    assert page.table.row.id == scene.maria
    assert scene.services.people.count() == 2


def test_the_rest_of_somebody_is_one_click_away_and_kept(qtbot, page: PeoplePage, scene: Scene) -> None:
    page.table.choose(scene.maria)
    page.panel._ask_to_change()
    form = dialog()
    labels = [field.accessibleName() for field in fields_of(form.form) if field.isVisible()]
    assert [label for label in labels if label in ("Street", "Postcode", "Town")] == ["Street", "Postcode", "Town"]
    assert not form._note.isVisible()
    form.resize(form.width(), 360)
    settle()
    qtbot.mouseClick(form._more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: form._country.visibleRegion().boundingRect() == form._country.rect())
    qtbot.keyClicks(form._street, "12 rue des Tanneurs")
    qtbot.keyClicks(form._postcode, "09500")
    qtbot.keyClicks(form._note, "Comes by bus")
    form._language.choose("ca")
    form._country.choose("ES")
    form.try_act()
    row = scene.services.people.get(scene.maria)
    assert (row.street, row.postcode, row.note) == ("12 rue des Tanneurs", "09500", "Comes by bus")
    assert (row.language, row.country) == ("ca", "ES")
    scene.window.messages._do()
    row = scene.services.people.get(scene.maria)
    assert (row.street, row.note, row.language, row.country) == ("", "", "fr", "FR")


def test_a_long_list_is_read_on_when_its_end_is_reached(qtbot, page: PeoplePage, scene: Scene) -> None:
    for n in range(250):
        scene.services.people.add_person(NewPerson(given_name=f"Zoé{n:03}", family_name="Roy"))
    qtbot.waitUntil(lambda: len(names(page)) == 200)
    assert page._card.accessibleName() == "252 names"
    page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: len(names(page)) == 252)
    assert page.table.row.name == "Jean Dupont"


def test_an_empty_house_is_offered_to_bring_its_list_along(qtbot, page: PeoplePage, scene: Scene) -> None:
    for one in (scene.maria, scene.jean):
        scene.services.people.retire(one)
    page.refresh()
    assert page._welcome.isVisible()
    assert not page._card.isVisible()
    main = [one.text() for one in page.findChildren(QPushButton) if one.isVisible() and one.property("look") == "main"]
    assert main == ["Somebody new"], "one main act, in its place; the other way in stands in the middle"
    scene.services.people.add_person(NewPerson(given_name="Léa"))
    qtbot.waitUntil(page._card.isVisible)
    assert not page._welcome.isVisible()


def test_ctrl_n_writes_somebody_down(qtbot, page: PeoplePage, scene: Scene) -> None:
    scene.window.activateWindow()
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert dialog().isVisible()
    dialog().close()


def test_what_an_organisation_lacks_is_said_once(page: PeoplePage) -> None:
    page._add()
    form = dialog()
    form._kind.choose("organisation")
    form.try_act()
    (told,) = form.form.refusals
    assert "organisation" not in told.replace("the name of the organisation", "")
    form.close()
