"""A list of people brought along: seen before it is done, nothing by halves, a way forward from every bad file."""

from __future__ import annotations

import warnings
from datetime import date
from pathlib import Path

import pytest
from books import ods
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.pages.people.import_dialog import PeopleImportDialog
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.table import Table

GOOD = (
    "Nom;Prénom;Courriel;Téléphone;CP;Ville;Cotisation\r\n"
    "FAURÉ;Léa;lea@example.org;612345678;9500;Mirepoix;25\r\n"
    "Sans;Hugo et Inès;;05 61 02 03 04;09000;Foix;25\r\n"
    "Dupont;Jean;;;;;\r\n"
)
BAD = ";;quelqu.un@example.org;;;;\r\nMartin;Paul;paul(at)example.org;;9500;;\r\n"


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    return shown


def listed(folder: Path, text: str, encoding: str = "cp1252") -> Path:
    file = folder / "adhérents.csv"
    file.write_bytes(text.encode(encoding))
    return file


def bring(qtbot, monkeypatch, page: PeoplePage, file: Path) -> None:
    """By the button, as the system's dialog would answer."""
    monkeypatch.setattr(ask, "file_to_open", lambda *_asked: file)
    qtbot.mouseClick(page._import, Qt.MouseButton.LeftButton)


def dialog() -> PeopleImportDialog:
    settle()
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PeopleImportDialog) and w.isVisible()]
    return found


def no_dialog() -> bool:
    return not any(isinstance(w, PeopleImportDialog) and w.isVisible() for w in QApplication.topLevelWidgets())


def words(shown: PeopleImportDialog) -> list[str]:
    settle()
    return [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]


def cells(shown: PeopleImportDialog, number: int) -> list[list[str]]:
    settle()
    model = [table for table in shown.findChildren(Table) if table.isVisible()][number].model()
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]


def test_a_list_is_seen_before_it_is_written(qtbot, monkeypatch, page, scene: Scene, tmp_path: Path) -> None:
    bring(qtbot, monkeypatch, page, listed(tmp_path, GOOD))
    shown = dialog()
    assert "3 new names · 1 known already, left as is" in words(shown)
    assert "Columns left out: Cotisation" in words(shown)
    assert cells(shown, 0) == [
        ["2", "Léa Fauré", "lea@example.org", "06 12 34 56 78", "Mirepoix", "to be added"],
        ["3", "Hugo Sans", "", "05 61 02 03 04", "Foix", "to be added"],
        ["3", "Inès Sans", "", "", "Foix", "to be added"],
        ["4", "Jean Dupont", "", "", "", "known already (same name)"],
    ]
    assert scene.services.people.count() == 2
    qtbot.mouseClick(shown.act, Qt.MouseButton.LeftButton)
    assert scene.services.people.count() == 5
    assert scene.services.people.get(scene.services.people.named("Léa Fauré")).postcode == "09500"
    assert scene.window.messages.sentence == "3 names were written down, 1 was known."
    qtbot.waitUntil(lambda: len(page.table.model().rows) == 5)


def test_a_list_left_is_written_nowhere(qtbot, monkeypatch, page, scene: Scene, tmp_path: Path) -> None:
    bring(qtbot, monkeypatch, page, listed(tmp_path, GOOD))
    qtbot.keyClick(dialog(), Qt.Key.Key_Escape)
    assert no_dialog()
    assert scene.services.people.count() == 2


def test_lines_to_put_right_are_told_kept_and_read_again(
    qtbot, monkeypatch, page, scene: Scene, tmp_path: Path
) -> None:
    file = listed(tmp_path, GOOD + BAD)
    bring(qtbot, monkeypatch, page, file)
    shown = dialog()
    assert "2 lines are to be put right. The others can be imported without them." in words(shown)
    assert cells(shown, 0) == [
        ["5", "Something is missing: the name (quelqu.un@example.org). Fill it in, then try again."],
        ["6", "“paul(at)example.org” is no e-mail address. It is written like this: marie@example.org."],
    ]
    out = tmp_path / "right.csv"
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: out)
    (keep,) = [one for one in shown.findChildren(QPushButton) if one.text() == "Keep these lines as a list…"]
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert [line.split(";")[0] for line in out.read_text(encoding="utf-8-sig").splitlines()] == ["Line", "5", "6"]
    file.write_bytes(GOOD.encode("cp1252"))
    assert shown.act.text() == "Read it again"
    qtbot.mouseClick(shown.act, Qt.MouseButton.LeftButton)
    assert scene.services.people.count() == 2
    again = dialog()
    assert again.act.text() == "Import them"
    again.close()


def test_a_list_that_was_spoilt_meanwhile_imports_nobody(
    qtbot, monkeypatch, page, scene: Scene, tmp_path: Path
) -> None:
    file = listed(tmp_path, GOOD)
    bring(qtbot, monkeypatch, page, file)
    file.write_bytes((GOOD + BAD).encode("cp1252"))
    qtbot.mouseClick(dialog().act, Qt.MouseButton.LeftButton)
    assert scene.services.people.count() == 2
    assert dialog().act.text() == "Read it again"
    dialog().close()


def test_a_disk_that_is_full_writes_down_nobody_and_the_same_key_tries_again(
    qtbot, monkeypatch, page, scene: Scene, tmp_path: Path
) -> None:
    bring(qtbot, monkeypatch, page, listed(tmp_path, GOOD))

    def full(*_asked: object, **_how: object) -> None:
        raise errors.DiskFull(folder="/desk")

    with monkeypatch.context() as patch:
        patch.setattr(scene.services.people_import, "run", full)
        qtbot.mouseClick(dialog().act, Qt.MouseButton.LeftButton)
    assert any(told.startswith("There is no room left on the disk (/desk).") for told in words(dialog()))
    assert scene.services.people.count() == 2
    qtbot.mouseClick(dialog().act, Qt.MouseButton.LeftButton)
    assert scene.services.people.count() == 5
    assert no_dialog()


def test_lines_that_cannot_be_kept_there_are_told_over_them(
    qtbot, monkeypatch, page, scene: Scene, tmp_path: Path
) -> None:
    bring(qtbot, monkeypatch, page, listed(tmp_path, GOOD + BAD))
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: tmp_path / "stick" / "wrong.csv")
    dialog()._keep()
    assert any(str(tmp_path / "stick") in told for told in words(dialog()))
    dialog().close()


def test_a_list_of_known_people_has_nothing_to_do(qtbot, monkeypatch, page, scene: Scene, tmp_path: Path) -> None:
    bring(qtbot, monkeypatch, page, listed(tmp_path, "Nom;Prénom\r\nDupont;Jean\r\nRoca;Maria\r\n"))
    shown = dialog()
    assert "Everybody on this list is known already. There is nothing to do." in words(shown)
    assert shown.act.text() == "Close"
    qtbot.mouseClick(shown.act, Qt.MouseButton.LeftButton)
    assert no_dialog()
    assert scene.services.people.count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not a spreadsheet this program can read"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is not a spreadsheet this program can read"),
    ],
)
def test_what_is_no_list_is_told_and_nothing_happens(
    qtbot, monkeypatch, page, scene: Scene, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    bring(qtbot, monkeypatch, page, file)
    assert no_dialog()
    assert said in scene.window.messages.sentence
    assert scene.services.people.count() == 2


STRANGE = "Contact principal;Blaze;Où joindre;Divers\r\n9500;Maria ROCA;maria@example.org;x\r\n9000;Léa FAURÉ;;y\r\n"


def choose(qtbot, shown: PeopleImportDialog, column: int, letters: str) -> None:
    """The choice over that column, by the first letters of it."""
    choice = shown.columns.choices[column]
    choice.setFocus()
    qtbot.keyClicks(choice, letters)
    settle()


def over(shown: PeopleImportDialog) -> list[str]:
    return [choice.currentText() for choice in shown.columns.choices.values()]


def test_what_a_column_is_can_be_changed_over_it_and_the_rest_is_made_anew(
    qtbot, monkeypatch, page, scene: Scene, tmp_path: Path
) -> None:
    bring(qtbot, monkeypatch, page, listed(tmp_path, GOOD))
    shown = dialog()
    assert over(shown) == ["Last name", "First name", "E-mail", "Phone", "Postcode", "Town", "leave out"]
    choose(qtbot, shown, 6, "Not")
    assert over(shown)[6] == "Note"
    assert "Columns left out: Cotisation" not in words(shown)
    choose(qtbot, shown, 3, "E-m")
    assert over(shown)[2:4] == ["leave out", "E-mail"]
    qtbot.wait(QApplication.keyboardInputInterval() + 50)
    choose(qtbot, shown, 3, "Pho")
    assert over(shown)[2:4] == ["E-mail", "Phone"]
    choose(qtbot, shown, 4, "Tow")
    assert over(shown) == ["Last name", "First name", "E-mail", "Phone", "Town", "leave out", "Note"]
    assert [row[4] for row in cells(shown, 0)][:2] == ["9500", "09000"]
    assert "Columns left out: Ville" in words(shown)
    qtbot.mouseClick(shown.act, Qt.MouseButton.LeftButton)
    lea = scene.services.people.get(scene.services.people.named("Léa Fauré"))
    assert (lea.note, lea.postcode, lea.city) == ("25", "", "9500")


def test_a_list_whose_headers_say_nothing_is_read_once_its_columns_are_named(
    qtbot, monkeypatch, page, scene: Scene, tmp_path: Path
) -> None:
    bring(qtbot, monkeypatch, page, listed(tmp_path, STRANGE))
    shown = dialog()
    assert "Which column says who it is about? Choose “First and last name” over it." in words(shown)
    assert (shown.act.isEnabled(), shown.focusWidget()) == (False, shown.columns.choices[0])
    assert {"Contact principal", "Blaze", "Où joindre", "Divers", "Maria ROCA"} <= set(words(shown))
    choose(qtbot, shown, 1, "First a")
    assert "1 new name · 1 known already, left as is" in words(shown)
    choose(qtbot, shown, 2, "E-m")
    assert "1 new name · 1 completed" in words(shown)
    qtbot.mouseClick(shown.act, Qt.MouseButton.LeftButton)
    assert scene.services.people.get(scene.maria).email == "maria@example.org"
    assert scene.services.people.named("Léa Fauré")


def test_what_was_said_of_the_columns_holds_when_the_list_is_read_again(
    qtbot, monkeypatch, page, scene: Scene, tmp_path: Path
) -> None:
    file = listed(tmp_path, STRANGE + "9000;Sans Nom;pas une adresse;z\r\n")
    bring(qtbot, monkeypatch, page, file)
    choose(qtbot, dialog(), 1, "First a")
    choose(qtbot, dialog(), 2, "E-m")
    assert dialog().act.text() == "Read it again"
    file.write_bytes(STRANGE.encode("cp1252"))
    qtbot.mouseClick(dialog().act, Qt.MouseButton.LeftButton)
    assert over(dialog()) == ["leave out", "First and last name", "E-mail", "leave out"]
    assert dialog().act.text() == "Import them"
    dialog().close()


def test_a_file_that_is_gone_while_its_columns_are_named_is_told_there(
    qtbot, monkeypatch, page, scene: Scene, tmp_path: Path
) -> None:
    file = listed(tmp_path, STRANGE)
    bring(qtbot, monkeypatch, page, file)
    file.unlink()
    choose(qtbot, dialog(), 1, "First a")
    assert any("is not there" in told for told in words(dialog()))
    assert (dialog().act.isEnabled(), dialog().act.text()) == (True, "Read it again")
    listed(tmp_path, STRANGE)
    qtbot.mouseClick(dialog().act, Qt.MouseButton.LeftButton)
    assert (dialog().act.isEnabled(), dialog().act.text()) == (True, "Import them")
    assert not any("is not there" in told for told in words(dialog()))
    dialog().close()


def test_a_whole_name_leaves_the_halves_of_one_out_and_the_other_way_round(
    qtbot, monkeypatch, page, scene: Scene, tmp_path: Path
) -> None:
    bring(qtbot, monkeypatch, page, listed(tmp_path, "Nom;Blaze;Courriel\r\nM;Léa FAURÉ;lea@example.org\r\n"))
    shown = dialog()
    choose(qtbot, shown, 1, "First a")
    assert over(shown) == ["leave out", "First and last name", "E-mail"]
    assert cells(shown, 0)[0][1] == "Léa Fauré"
    assert "Columns left out: Nom" in words(shown)
    shown.columns.choices[0].choose("family_name")
    settle()
    assert over(shown) == ["Last name", "leave out", "E-mail"]
    shown.close()


def test_those_that_are_right_are_imported_and_the_wrong_lines_kept(
    qtbot, monkeypatch, page, scene: Scene, tmp_path: Path
) -> None:
    file = listed(tmp_path, GOOD + "Martin;Paul;paul(at)example.org;;9500;;\r\n")
    bring(qtbot, monkeypatch, page, file)
    shown = dialog()
    assert "1 line is to be put right. The others can be imported without it." in words(shown)
    assert "Correct it in your spreadsheet, keep it, then read it again here." in words(shown)
    assert shown.right_ones.text() == "Import the 3 that are right…"
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: None)
    qtbot.mouseClick(shown.right_ones, Qt.MouseButton.LeftButton)
    assert (shown.isVisible(), scene.services.people.count()) == (True, 2)
    out = tmp_path / "right.csv"
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: out)
    qtbot.mouseClick(shown.right_ones, Qt.MouseButton.LeftButton)
    assert no_dialog()
    assert scene.services.people.count() == 5
    told = f"1 line to put right is kept as {out}: read that one in when it is."
    assert scene.window.messages.sentence == f"3 names were written down, 1 was known. {told}"
    assert "paul(at)example.org" in out.read_text(encoding="utf-8-sig")
    out.write_text(out.read_text(encoding="utf-8-sig").replace("paul(at)", "paul@"), encoding="utf-8-sig")
    bring(qtbot, monkeypatch, page, out)
    qtbot.mouseClick(dialog().act, Qt.MouseButton.LeftButton)
    assert scene.services.people.named("Paul Martin")


def test_a_file_that_is_gone_is_told(qtbot, monkeypatch, page, scene: Scene, tmp_path: Path) -> None:
    bring(qtbot, monkeypatch, page, tmp_path / "gone.csv")
    assert no_dialog()
    assert "is not there" in scene.window.messages.sentence


def test_nothing_happens_when_no_file_was_chosen(qtbot, monkeypatch, page, scene: Scene) -> None:
    monkeypatch.setattr(ask, "file_to_open", lambda *_asked: None)
    qtbot.mouseClick(page._import, Qt.MouseButton.LeftButton)
    assert no_dialog()


def drop(page: PeoplePage, *files: Path) -> bool:
    """Hold files over the page and let go of them; whether it takes them."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    plain = Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the only way to make one by hand
        enter = QDragEnterEvent(QPoint(40, 300), copy, held, left, plain)
    enter.ignore()
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPointF(40, 300), copy, held, left, plain))
    return enter.isAccepted()


def test_a_list_dropped_on_the_page_is_read(page: PeoplePage, tmp_path: Path) -> None:
    assert drop(page, listed(tmp_path, GOOD))
    assert "3 new names · 1 known already, left as is" in words(dialog())
    dialog().close()


def test_a_list_of_libreoffice_is_offered_and_read_by_button_and_by_mouse(
    qtbot, monkeypatch, page: PeoplePage, scene: Scene, tmp_path: Path
) -> None:
    file, offered = ods(tmp_path / "adhérents.ods"), []
    monkeypatch.setattr(ask, "file_to_open", lambda *asked: offered.append(asked[2]) or file)
    qtbot.mouseClick(page._import, Qt.MouseButton.LeftButton)
    assert "*.ods" in offered[0]
    assert cells(dialog(), 0) == [["4", "Marie Dupont", "", "06 12 34 56 78", "", "to be added"]]
    dialog().close()
    assert drop(page, file)
    qtbot.mouseClick(dialog().act, Qt.MouseButton.LeftButton)
    assert scene.services.people.get(scene.services.people.named("Marie Dupont")).birth_date == date(1987, 3, 21)


def test_what_is_no_list_is_not_taken_from_the_mouse(page: PeoplePage, tmp_path: Path) -> None:
    picture, one, two = tmp_path / "photo.png", tmp_path / "one.csv", tmp_path / "two.csv"
    assert not drop(page, picture)
    assert not drop(page, one, two)
    assert no_dialog()
