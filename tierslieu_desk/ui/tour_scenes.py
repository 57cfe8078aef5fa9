"""What a page shows besides its first look: a whole file, every section of the settings, who is at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.rules.rights import OperatorRole
from tierslieu_desk.services.front.operators_at_desk import OperatorRow
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.operators.overlay import SwitchOverlay
from tierslieu_desk.ui.pages.messages.page import GONE
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.settings.page import SECTIONS, SettingsPage
from tierslieu_desk.ui.pages.shared.parts import PageOfParts

SCENES = (
    *("people-file", "people-write-down", "messages-gone"),
    *(f"settings-{code}" for code, *_rest in SECTIONS[1:]),
    "switch",
)
"""Every name `scenes` gives, in its order, on a desk that knows anybody."""
LOOKED_AT = 60
"""So many people are asked whether they have a full file."""


def scenes(window: MainWindow, services: Any) -> Iterator[tuple[str, QWidget]]:
    """By name, each to be settled before its picture; the first section of the settings is the page itself."""
    people = window.go("people")
    if isinstance(people, PeoplePage):
        known = _well_known(services)
        if known is not None:
            people.show_party(known)
            people.panel.settle()
            yield "people-file", window
        menu = people.panel.add_menu
        menu.popup(window.mapToGlobal(window.rect().center()))
        yield "people-write-down", menu
        menu.close()
    messages = window.go("messages")
    if isinstance(messages, PageOfParts):
        messages.show_part(GONE)
        yield "messages-gone", window
    settings = window.go("settings")
    if isinstance(settings, SettingsPage):
        for code, *_rest in SECTIONS[1:]:
            settings.show_section(code)
            yield f"settings-{code}", window
    overlay = SwitchOverlay(window, _AtTheDesk(), may_lock=True)  # type: ignore[arg-type]  # asked for nothing else
    yield "switch", window
    overlay.leave()
    overlay.deleteLater()


def _well_known(services: Any) -> int | None:
    """Whoever's file says most."""
    rows = services.people.list(limit=LOOKED_AT)
    told = {row.id: _said_of(services, row.id) for row in rows}
    return max(told, key=lambda party_id: told[party_id]) if told else None


def _said_of(services: Any, party_id: int) -> int:
    facts = services.person_facts.of(party_id)
    return len(facts.tasks) + len(facts.skills) + len(facts.papers) + len(facts.contacts)


class _AtTheDesk:
    """Three who take turns, for a desk where nobody is written down."""

    def locked(self) -> bool:
        """Nobody left it."""
        return False

    def now(self) -> OperatorRow:
        """The first of them."""
        return self.all()[0]

    def all(self) -> tuple[OperatorRow, ...]:
        """With a PIN and without."""
        roles = OperatorRole.FACILITATOR, OperatorRole.VOLUNTEER, OperatorRole.TREASURER
        names = ("Nadia", "Camille", "Jean-Marie")
        return tuple(
            OperatorRow(n, name, role, n != 1) for n, (name, role) in enumerate(zip(names, roles, strict=True))
        )
