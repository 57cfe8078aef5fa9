"""What is in a space: told in the dialog of the space, in the house's own words, and taken back."""

from __future__ import annotations

import pytest
from pressing import front, press
from scenes import Scene

from tierslieu_desk.ui.pages.settings.contents import ContentsDialog
from tierslieu_desk.ui.pages.settings.unit import UnitDialog


@pytest.fixture
def dialog(scene: Scene, qtbot) -> ContentsDialog:
    services = scene.services
    services.unit_contents.tell(scene.house.room_b, ["Projector", "White board"])
    over = UnitDialog(scene.window, services, services.units.get(scene.house.room_a))
    over.open()
    press(qtbot, over, "What is in it…")
    return front(ContentsDialog)


def test_a_tick_and_a_word_written_say_what_is_in_a_space(scene: Scene, dialog: ContentsDialog) -> None:
    told: list[tuple[str, object]] = []
    dialog.told.connect(lambda sentence, undo: told.append((sentence, undo)))
    dialog.known.box("Projector").click()
    dialog.others.setText(" kitchen,  projector ; ")
    dialog.try_act()
    assert scene.services.unit_contents.of(scene.house.room_a) == ("Projector", "kitchen")
    assert scene.services.unit_contents.all_of(scene.house.big_room) == ("Projector", "kitchen", "White board")
    assert scene.services.unit_contents.words() == ("Projector", "kitchen", "White board")
    ((sentence, undo),) = told
    assert sentence == "In Room A there is: Projector, kitchen."
    undo()  # type: ignore[operator]
    assert scene.services.unit_contents.of(scene.house.room_a) == ()


def test_a_sentence_is_no_word_and_nothing_is_kept(scene: Scene, dialog: ContentsDialog) -> None:
    dialog.others.setText("x" * 61)
    dialog.try_act()
    assert dialog.isVisible()
    assert len(dialog.form.refusals) == 1
    assert scene.services.unit_contents.of(scene.house.room_a) == ()
    dialog.close()


def test_a_tool_has_nothing_in_it(scene: Scene) -> None:
    from tierslieu_desk.rules.vocabulary import UnitKind
    from tierslieu_desk.services.place.units import NewUnit
    from tierslieu_desk.ui.widgets.buttons import QPushButton

    services = scene.services
    drill = services.units.add(NewUnit("Drill", UnitKind.TOOL))
    over = UnitDialog(scene.window, services, services.units.get(drill))
    over.open()
    assert "What is in it…" not in [one.text() for one in over.findChildren(QPushButton)]
    over.close()
