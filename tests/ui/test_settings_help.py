"""The help of the settings: what it names stands there, and it says a word on each thing that is set up there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tierslieu_desk.ui.help_sheet import HelpSheet
from tierslieu_desk.ui.pages import settings
from tierslieu_desk.ui.pages.settings.page_help import HELP
from tierslieu_desk.ui.widgets.labels import Words

SOURCES = Path(settings.__file__).parent


def test_whatever_it_names_is_written_on_something_in_the_settings() -> None:
    files = (*SOURCES.glob("*.py"), *(SOURCES.parent / "shared").glob("*.py"))
    written = "\n".join(file.read_text(encoding="utf-8") for file in files if file.name != "page_help.py")
    named = {name for _wanted, how in HELP.ways for name in re.findall("“([^”]+)”", how)}
    assert [name for name in sorted(named) if f'_("{name}")' not in written] == []


@pytest.mark.parametrize(
    "word",
    ["longest booking", "Limits…", "holiday", "Bring a calendar in…", "Special rates…", "Called off late…", "week"],
)
def test_limits_quotas_calendars_and_rates_each_have_their_word(qtbot, word: str) -> None:
    sheet = HelpSheet(None, "Settings", HELP)
    qtbot.addWidget(sheet)
    assert any(word in one.text() for one in sheet.findChildren(Words)), word
