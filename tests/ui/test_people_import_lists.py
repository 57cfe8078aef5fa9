"""A list that comes back, or that another program wrote, in the window: said by name, and refused by one button."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from scenes import Scene

from tierslieu_desk.ui import ask
from tierslieu_desk.ui.pages.people.import_dialog import PeopleImportDialog
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.table import Table

STRANGE = "Où;Blaze;Joindre\n9500;Léa FAURÉ;lea@example.org\n"
AGAIN = "Où;Blaze;Joindre\n9000;Hugo SANS;hugo@example.org\n"
PAHEKO = "Numéro de membre,Nom & prénom,Adresse E-Mail\n12,Etchegoyen Xan,xan@example.org\n"


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    return shown


def bring(qtbot, monkeypatch, page: PeoplePage, file: Path, text: str) -> PeopleImportDialog:
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(ask, "file_to_open", lambda *_asked: file)
    qtbot.mouseClick(page._import, Qt.MouseButton.LeftButton)
    settle()
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PeopleImportDialog) and w.isVisible()]
    return found


def words(shown: PeopleImportDialog) -> list[str]:
    settle()
    return [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]


def test_columns_chosen_once_are_read_so_the_next_time_until_that_is_refused(
    qtbot, monkeypatch, page: PeoplePage, scene: Scene, tmp_path: Path
) -> None:
    remembered = "Its columns are read as you said the last time, for a list with the same headers."
    shown = bring(qtbot, monkeypatch, page, tmp_path / "one.csv", STRANGE)
    assert remembered not in words(shown)
    assert not shown.by_headers.isVisible()
    for number, field in ((1, "full_name"), (2, "email")):
        choice = shown.columns.choices[number]
        choice.setCurrentIndex(choice.findData(field))
        settle()
    qtbot.mouseClick(shown.act, Qt.MouseButton.LeftButton)
    settle()
    assert scene.services.people.count() == 3
    again = bring(qtbot, monkeypatch, page, tmp_path / "two.csv", AGAIN)
    assert remembered in words(again)
    assert [again.columns.choices[number].choice for number in range(3)] == ["", "full_name", "email"]
    qtbot.mouseClick(again.by_headers, Qt.MouseButton.LeftButton)
    assert remembered not in words(again)
    assert [again.columns.choices[number].choice for number in range(3)] == ["", "", ""]
    again.close()


def test_a_list_of_another_program_is_said_by_its_name(
    qtbot, monkeypatch, page: PeoplePage, scene: Scene, tmp_path: Path
) -> None:
    shown = bring(qtbot, monkeypatch, page, tmp_path / "membres.csv", PAHEKO)
    assert "Read as a list of Paheko." in words(shown)
    qtbot.mouseClick(shown.act, Qt.MouseButton.LeftButton)
    settle()
    assert scene.services.people.get(scene.services.people.named("Xan Etchegoyen")).role == "member"


def test_what_the_desk_learns_of_somebody_is_said_before(
    qtbot, monkeypatch, page: PeoplePage, scene: Scene, tmp_path: Path
) -> None:
    text = "Nom;Prénom;Portable;Ville\nDupont;Jean;612345678;Foix\n"
    shown = bring(qtbot, monkeypatch, page, tmp_path / "one.csv", text)
    model = shown.findChildren(Table)[0].model()
    assert model.index(0, model.columnCount() - 1).data() == "completed: Phone 06 12 34 56 78, Town Foix"
    shown.close()
