"""The line one types in at the counter shows all that is typed: the keys told beside it give way."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from scenes import Scene

from tierslieu_desk.ui.tour import settle

SENTENCE = "room b tomorrow 2pm-4pm for Maria Roca and the people of the town hall"


@pytest.mark.parametrize("width", [1366, 1024, 683])
def test_a_whole_sentence_is_seen_while_it_is_typed(qtbot, scene: Scene, width: int) -> None:
    scene.window.resize(width, 700)
    scene.window.go("today")
    scene.window.open_counter()
    card = scene.window.counter.card
    settle()
    shown_at_first = card._hint.isVisible()
    assert shown_at_first == (width >= 1024)
    for words in ("Maria", SENTENCE[:52]):
        card.search.setText("")
        qtbot.keyClicks(card.search, words)
        settle()
        seen = card.search.cursorRect().right()
        assert card.search.fontMetrics().horizontalAdvance(words) <= seen + 1, f"“{words}” is cut at the left"
    card.search.setText("")
    settle()
    assert card._hint.isVisible() == shown_at_first, "nothing typed, and the keys are told again"
    assert QApplication.focusWidget() in {card.search, None}
