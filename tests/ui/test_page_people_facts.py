"""What else is known of somebody, through the page: written down from one menu, shown, taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pressing import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from scenes import Scene

from tierslieu_desk.rules.vocabulary import Became, ContactKind, SkillSide, TravelMode
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.services.person.person_facts import Travel
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.pages.people.fact_dialogs import ContactDialog, NoteDialog, PaperDialog, SkillDialog, TaskDialog
from tierslieu_desk.ui.pages.people.life_dialogs import (
    BadgeDialog,
    ConsentDialog,
    LanguagesDialog,
    LeavingDialog,
    TravelDialog,
)
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row

TODAY = date(2026, 11, 24)


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    shown.show_party(scene.maria)
    shown_of(shown)
    return shown


def shown_of(page: PeoplePage) -> list[str]:
    """The strong lines and the words of the panel that are seen."""
    settle()
    page.panel.settle()
    page.panel._show_rest()
    settle()
    rows = [row.accessibleName() for row in page.panel.findChildren(Row) if row.isVisibleTo(page)]
    return rows + [label.text() for label in page.panel.findChildren(QLabel) if label.isVisibleTo(page)]


def chosen(page: PeoplePage, words: str, kind: type) -> QWidget:
    """The dialog behind that line of “Write down…”."""
    page.panel.offer_more()
    (action,) = [one for one in page.panel.add_menu.actions() if one.text() == words]
    assert action.isVisible()
    action.trigger()
    page.panel.add_menu.close()
    settle()
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def said(scene: Scene) -> str:
    return scene.window.messages.sentence


def test_a_note_is_dated_signed_and_shown_first(page: PeoplePage, scene: Scene) -> None:
    form = chosen(page, "Note…", NoteDialog)
    form.try_act()
    assert form.form.refusals == ["Something is missing: the words of the note. Fill it in, then try again."]
    form.words.setPlainText("Comes by bus")
    form.try_act()
    assert said(scene) == "Noted about Maria Roca."
    shown = shown_of(page)
    assert "Comes by bus" in shown
    page.panel._history.tabs.choose("notes")
    assert shown_of(page)
    scene.window.messages._do()
    assert "Comes by bus" not in shown_of(page)


def test_what_is_to_be_done_stands_on_the_person_and_on_today_until_it_is_done(
    qtbot, page: PeoplePage, scene: Scene
) -> None:
    form = chosen(page, "To do…", TaskDialog)
    form.what.setText("Take back key 4")
    form.due.day = date(2026, 11, 23)
    form.try_act()
    assert "Take back key 4" in shown_of(page)
    due = [row for row in scene.services.today.view().due if row.kind == "task"]
    assert [(row.what, row.name, row.days) for row in due] == [("Take back key 4", "Maria Roca", 1)]
    scene.window.lead(f"people/{due[0].party_id}")
    assert page.table.row.name == "Maria Roca"
    shown_of(page)
    press(qtbot, page.panel, "Done")
    assert said(scene) == "Done: Take back key 4"
    assert [row for row in scene.services.today.view().due if row.kind == "task"] == []
    assert "To do" not in shown_of(page)
    scene.window.messages._do()
    assert "To do" in shown_of(page)


def test_a_section_is_seen_only_when_something_is_in_it(page: PeoplePage, scene: Scene) -> None:
    before = shown_of(page)
    assert not {"To do", "Skills", "Papers and consents", "Badge", "Speaks", "Born", "Works usually"} & set(before)
    scene.services.person_facts.add_skill(scene.maria, SkillSide.SOUGHT, "accounting")
    page.refresh()
    assert "Skills" in shown_of(page)


def test_a_skill_offered_is_shown_and_taken_away(qtbot, page: PeoplePage, scene: Scene) -> None:
    form = chosen(page, "Skill…", SkillDialog)
    form.skill.setText("sewing")
    form.try_act()
    assert {"Skills", "sewing", "offered"} <= set(shown_of(page))
    press(qtbot, page.panel, "Take away: sewing")
    assert "sewing" not in shown_of(page)
    scene.window.messages._do()
    assert "sewing" in shown_of(page)


def test_a_paper_that_would_be_over_before_it_was_given_is_told_beside_it(page: PeoplePage, scene: Scene) -> None:
    form = chosen(page, "Paper…", PaperDialog)
    form.kind.setText("Insurance")
    form.until.setText("1/9/2026")
    form.given.day = date(2026, 9, 2)
    form.try_act()
    assert len(form.form.refusals) == 1
    assert form.form.refusals[0].startswith("That paper would be over on")
    assert form.until.property("refused") is True
    form.until.setText("never")
    form.try_act()
    assert form.until.property("refused") is True
    form.until.setText("1/12/2026")
    form.try_act()
    assert {"Insurance", "soon over"} <= set(shown_of(page))


def test_a_trusted_person_is_shown_with_whom_they_belong_to(qtbot, page: PeoplePage, scene: Scene) -> None:
    form = chosen(page, "Trusted person…", ContactDialog)
    form.who.setText("Núria Roca")
    form.bond.setText("daughter")
    form.email.setText("nuria roca@example")
    form.try_act()
    assert form.email.property("refused") is True
    form.email.setText("nuria@example.org")
    form.try_act()
    assert "Núria Roca (daughter)" in shown_of(page)
    press(qtbot, page.panel, "Take away: Núria Roca")
    assert "Núria Roca (daughter)" not in shown_of(page)


def test_a_minor_without_a_guardians_consent_is_told_at_once(page: PeoplePage, scene: Scene) -> None:
    lou = scene.services.people.add_person(NewPerson(given_name="Lou", birth_date=date(2012, 5, 1)))
    page.show_party(lou)
    assert "minor, nobody agreed yet" in shown_of(page)
    form = chosen(page, "Guardian…", ContactDialog)
    form.who.setText("Anne")
    form.try_act()
    assert "minor, nobody agreed yet" not in shown_of(page)
    (guardian,) = scene.services.person_facts.of(lou).contacts
    assert (guardian.kind, guardian.agreed_on) == (ContactKind.GUARDIAN, TODAY)


def test_the_trip_to_work_is_kept_with_the_consent_and_erased_with_it(qtbot, page: PeoplePage, scene: Scene) -> None:
    form = chosen(page, "Trip to work…", TravelDialog)
    form.place.setText("Toulouse")
    form.mode.choose("car")
    form.work_km.setText("far")
    form.try_act()
    assert form.work_km.property("refused") is True
    form.work_km.setText("62")
    form.try_act()
    facts = scene.services.person_facts
    assert facts.of(scene.maria).travel == Travel("Toulouse", TravelMode.CAR, 62, None)
    assert "Toulouse · by car · 62 km" in shown_of(page)
    press(qtbot, page.panel, "They no longer agree: Counting the trips they save")
    assert facts.of(scene.maria).travel == Travel()
    assert "The trip to work is erased." in said(scene)
    scene.window.messages._do()
    assert facts.of(scene.maria).travel.workplace == "Toulouse"


def test_a_consent_is_given_with_its_day_and_taken_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    form = chosen(page, "What they agree to…", ConsentDialog)
    form.purpose.choose("portrait")
    form.day.day = date(2026, 9, 1)
    form.try_act()
    assert "A portrait of their project" in shown_of(page)
    press(qtbot, page.panel, "They no longer agree: A portrait of their project")
    assert "agreed on 1 September 2026, taken back on 24 November 2026" in shown_of(page)
    (one,) = scene.services.people.consents(scene.maria)
    assert (one.given_on, one.withdrawn_on) == (date(2026, 9, 1), TODAY)


def test_languages_and_the_badge_stand_among_the_details(page: PeoplePage, scene: Scene) -> None:
    form = chosen(page, "Languages…", LanguagesDialog)
    form.spoken.tick({"fr", "ca"})
    form.try_act()
    form = chosen(page, "Badge…", BadgeDialog)
    form.number.setText("104")
    form.try_act()
    assert {"French, Catalan", "104"} <= set(shown_of(page))
    page.show_party(scene.jean)
    shown_of(page)
    form = chosen(page, "Badge…", BadgeDialog)
    form.number.setText("104")
    form.try_act()
    assert form.form.refusals == ["Badge 104 is Maria Roca’s. Give another one, or take it back from them first."]
    assert form.number.property("refused") is True
    form.close()


def test_whoever_leaves_is_off_the_list_and_can_be_called_back(page: PeoplePage, scene: Scene) -> None:
    form = chosen(page, "They leave…", LeavingDialog)
    form.became.choose("own_premises")
    form.day.day = date(2027, 1, 1)
    form.try_act()
    assert form.day.property("refused") is True
    form.day.day = TODAY
    form.try_act()
    assert said(scene) == "Maria Roca has left."
    shown_of(page)
    assert "Maria Roca" not in [row.name for row in page.table.model().rows]
    assert scene.services.person_facts.of(scene.maria).outcomes[0].became is Became.OWN_PREMISES
    scene.window.messages._do()
    settle()
    assert "Maria Roca" in [row.name for row in page.table.model().rows]


def test_an_organisation_has_neither_badge_nor_guardian(page: PeoplePage, scene: Scene) -> None:
    from tierslieu_desk.services.person.people import NewOrganisation

    page.show_party(scene.services.people.add_organisation(NewOrganisation(name="Pic Blanc")))
    shown_of(page)
    page.panel.offer_more()
    offered = [one.text() for one in page.panel.add_menu.actions() if one.isVisible() and one.text()]
    page.panel.add_menu.close()
    assert "Note…" in offered
    assert not {"Badge…", "Guardian…", "Trip to work…"} & set(offered)


def test_the_menu_is_one_key_away(qtbot, page: PeoplePage) -> None:
    qtbot.keyClick(page.window(), Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert page.panel.add_menu.isVisible()
    page.panel.add_menu.close()


def form_of(page: PeoplePage) -> PersonDialog:
    page._edit(page.table.row)
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PersonDialog) and w.isVisible()]
    return found


def test_what_they_do_is_chosen_from_a_list_or_said_in_their_own_words(page: PeoplePage, scene: Scene) -> None:
    form = form_of(page)
    form._status.choice.choose("student")
    form.try_act()
    assert scene.services.people.get(scene.maria).status == "student"
    assert any("Student" in words for words in shown_of(page))
    form = form_of(page)
    assert not form._status.own.isVisible()
    form._status.choice.choose("own")
    assert form._status.own.isVisible()
    form._status.own.setText("beekeeper")
    form.try_act()
    assert scene.services.people.get(scene.maria).status == "beekeeper"
    form = form_of(page)
    assert form._status.own.text() == "beekeeper"
    form.close()


def test_a_birth_that_is_yet_to_come_is_told_beside_it(page: PeoplePage, scene: Scene) -> None:
    form = form_of(page)
    assert not form._born.isVisible()
    form._more.click()
    form._born.setText("25/11/2026")
    form.try_act()
    assert len(form.form.refusals) == 1
    assert form.form.refusals[0].endswith("is yet to come. Check the year.")
    assert form._born.property("refused") is True
    form._born.setText("25/11/1986")
    form.try_act()
    assert scene.services.people.get(scene.maria).birth_date == date(1986, 11, 25)
    assert "Born" in shown_of(page)


def sheet(file: Path) -> list[tuple[object, ...]]:
    book = load_workbook(file)
    return list(book.active.iter_rows(values_only=True))


def test_the_list_as_it_is_shown_is_exported_from_the_page(
    page: PeoplePage, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.services.people.add_person(NewPerson(given_name="Ada", status="student"))
    file = tmp_path / "people.xlsx"
    monkeypatch.setattr(ask, "file_to_write", lambda *_all: file)
    page._find.setText("ada")
    page.refresh()
    page._more_acts.export_shown()
    settle()
    assert [row[1:5] for row in sheet(file)] == [
        ("First name", "Last name", "Role", "Status"),
        ("Ada", None, "Visitor", "Student"),
    ]
    assert said(scene) == f"Kept as {file}."


def test_everything_known_is_exported_whoever_left_included(
    page: PeoplePage, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = scene.services.person_facts
    facts.add_skill(scene.maria, SkillSide.OFFERED, "sewing")
    facts.add_note(scene.maria, "Comes by bus")
    facts.speak(scene.maria, ("ca", "fr"))
    facts.became(scene.jean, Became.JOB, TODAY)
    file = tmp_path / "all.csv"
    monkeypatch.setattr(ask, "file_to_write", lambda *_all: file)
    page._more_acts.export_everything()
    settle()
    jean, maria = [line.split(";") for line in file.read_text(encoding="utf-8-sig").splitlines()[1:]]
    assert {"sewing", "Comes by bus", "ca fr"} <= set(maria)
    assert {"job 2026-11-24", "yes"} <= set(jean)
