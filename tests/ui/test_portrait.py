"""A member's project told as a portrait: with their consent, on one page, and gone when they no longer agree."""

from __future__ import annotations

import pytest
from papers import pages, text
from pressing import dialog, press
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.services.person.portraits import LONGEST
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.people.portrait_dialog import PortraitDialog
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle

STORY = "She mends bicycles, and teaches it."


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    shown.show_party(scene.maria)
    shown.panel.settle()
    settle()
    return shown


def tell(page: PeoplePage, text: str) -> PortraitDialog:
    page.panel.settle()
    next(act for act in page.panel.add_menu.actions() if act.text() == "Portrait of their project…").trigger()
    form = dialog()
    assert isinstance(form, PortraitDialog)
    form.words.setPlainText(text)
    form.try_act()
    settle()
    page.panel.settle()
    settle()
    return form


def test_a_portrait_is_told_with_a_consent_and_printed_on_one_page(qtbot, page: PeoplePage, scene: Scene) -> None:
    tell(page, STORY)
    (given,) = scene.services.people.consents(scene.maria)
    assert (given.purpose, given.withdrawn_on) == ("portrait", None)
    press(qtbot, page.panel, "Print the portrait")
    paper = dialog()
    assert isinstance(paper, PaperDialog)
    paper.reject()
    drawn = scene.services.portraits.paper(scene.maria)
    assert len(pages(drawn)) == 1
    told = text(drawn)
    for word in (scene.services.places.get().name, "Maria Roca", "mends bicycles"):
        assert word in told
    assert STORY not in [one.what for one in scene.services.person_files.lately(scene.maria)]


def test_who_no_longer_agrees_has_no_portrait_any_more_and_it_comes_back_with_the_undo(
    qtbot, page: PeoplePage, scene: Scene
) -> None:
    tell(page, STORY)
    press(qtbot, page.panel, "They no longer agree: A portrait of their project")
    assert scene.window.messages.sentence.endswith("The text is erased.")
    assert scene.services.portraits.of(scene.maria) == ""
    with pytest.raises(errors.NotAgreed):
        scene.services.portraits.paper(scene.maria)
    scene.window.messages._do()
    assert scene.services.portraits.of(scene.maria) == STORY


def test_a_portrait_taken_back_leaves_nothing_and_a_second_one_replaces_the_first(
    page: PeoplePage, scene: Scene
) -> None:
    tell(page, STORY)
    tell(page, "Another one.")
    assert scene.services.portraits.of(scene.maria) == "Another one."
    scene.window.messages._do()
    assert scene.services.portraits.of(scene.maria) == STORY
    settle()


def test_a_portrait_longer_than_a_page_is_shortened_and_the_longest_fits(page: PeoplePage, scene: Scene) -> None:
    form = tell(page, "x" * (LONGEST + 1))
    assert len(form.form.refusals) == 1
    assert scene.services.portraits.of(scene.maria) == ""
    form.reject()
    for longest in ("She mends. " * 200, "\n".join("x" for _line in range(33))):
        scene.services.portraits.tell(scene.maria, longest)
        assert len(pages(scene.services.portraits.paper(scene.maria))) == 1
